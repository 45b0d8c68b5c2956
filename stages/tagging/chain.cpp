#include "stages/tagging/chain.h"

#include <cassert>
#include <cstring>

namespace newswired::tagging {
namespace {

constexpr int labels_max = 64;

}  // namespace

std::string to_section(const Transitions& transitions) {
  const auto count = static_cast<std::uint64_t>(transitions.label_count);
  std::string section(reinterpret_cast<const char*>(&count), sizeof count);
  for (const auto* part : {&transitions.between, &transitions.start, &transitions.end})
    section.append(reinterpret_cast<const char*>(part->data()), part->size() * sizeof(float));
  return section;
}

Result<Transitions> transitions_from_section(std::span<const std::byte> bytes) {
  std::uint64_t count = 0;
  if (bytes.size() >= sizeof count) std::memcpy(&count, bytes.data(), sizeof count);
  if (count == 0 || count > labels_max || bytes.size() != sizeof count + (count * count + 2 * count) * sizeof(float))
    return Error{ErrorKind::invalid, "a damaged table of transitions"};
  Transitions transitions(static_cast<int>(count));
  const std::byte* at = bytes.data() + sizeof count;
  for (auto* part : {&transitions.between, &transitions.start, &transitions.end}) {
    std::memcpy(part->data(), at, part->size() * sizeof(float));
    at += part->size() * sizeof(float);
  }
  return transitions;
}

Decoder::Decoder(const Transitions& transitions) : transitions_(transitions) {
  for (int to = 0; to < transitions_.label_count; ++to) {
    allowed_from_at_.push_back(static_cast<std::uint32_t>(allowed_from_.size()));
    for (int from = 0; from < transitions_.label_count; ++from)
      if (transitions_.at(from, to) != forbidden) allowed_from_.push_back(static_cast<std::uint8_t>(from));
  }
  allowed_from_at_.push_back(static_cast<std::uint32_t>(allowed_from_.size()));
}

std::vector<std::uint8_t> Decoder::best_path(std::span<const float> scores) const {
  const auto labels = static_cast<std::size_t>(transitions_.label_count);
  assert(labels > 0 && scores.size() % labels == 0);
  const std::size_t count = scores.size() / labels;
  if (count == 0) return {};

  std::vector<float> best(labels), next(labels);
  std::vector<std::uint8_t> from(count * labels);
  for (std::size_t l = 0; l < labels; ++l) best[l] = transitions_.start[l] + scores[l];
  for (std::size_t i = 1; i < count; ++i) {
    for (std::size_t to = 0; to < labels; ++to) {
      float top = forbidden;
      std::uint8_t choice = 0;
      for (std::uint32_t k = allowed_from_at_[to]; k < allowed_from_at_[to + 1]; ++k) {
        const std::uint8_t before = allowed_from_[k];
        const float score = best[before] + transitions_.between[before * labels + to];
        if (score > top) top = score, choice = before;
      }
      next[to] = top + scores[i * labels + to];
      from[i * labels + to] = choice;
    }
    best.swap(next);
  }

  std::size_t label = 0;
  float top = forbidden;
  for (std::size_t l = 0; l < labels; ++l)
    if (const float score = best[l] + transitions_.end[l]; score > top) top = score, label = l;
  std::vector<std::uint8_t> path(count);
  for (std::size_t i = count; i-- > 0;) {
    path[i] = static_cast<std::uint8_t>(label);
    label = from[i * labels + label];
  }
  return path;
}

}  // namespace newswired::tagging
