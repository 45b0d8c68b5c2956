#include "stages/dedup/story_index.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <functional>
#include <iterator>

namespace newswired::dedup {
namespace {

constexpr double days_max = 30;
constexpr std::size_t story_names_max = 24;
constexpr std::size_t terms_min = 10;  // a shorter text tells too little of what it is about
constexpr std::uint32_t searched_frequency_max = 200;
constexpr std::size_t searched_terms_max = 20;  // the rarest ones
constexpr std::size_t candidates_max = 10;

std::span<const std::uint32_t> story_names(const Signature& signature) {
  return std::span(signature.names).first(std::min(signature.names.size(), story_names_max));
}

double days_between(Timestamp a, Timestamp b) {
  const double seconds = static_cast<double>((a > b ? a - b : b - a).count());
  return std::min(seconds / 86'400, days_max);
}

/// The weights of the rarest terms; 0 for those that are too common to search by.
std::vector<double> search_weights(const std::vector<double>& weights,
                                   const std::vector<std::uint32_t>& frequencies) {
  std::vector<std::uint32_t> sorted;  // a term that no article has finds none
  std::copy_if(frequencies.begin(), frequencies.end(), std::back_inserter(sorted),
               [](auto f) { return f > 0; });
  std::uint32_t frequency_max = searched_frequency_max;
  if (sorted.size() > searched_terms_max) {
    const auto last = sorted.begin() + searched_terms_max - 1;
    std::nth_element(sorted.begin(), last, sorted.end());
    frequency_max = std::min(frequency_max, *last);
  }
  std::vector<double> result(weights.size());
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (frequencies[i] <= frequency_max) result[i] = weights[i];
  return result;
}

}  // namespace

std::vector<const StoryIndex::Generation*> StoryIndex::visible() const {
  const Position current = (position_ + 1) / generation_rows;
  std::vector<const Generation*> visible;
  for (const Generation& generation : generations_)
    if (generation.number + 1 >= current) visible.push_back(&generation);
  return visible;
}

StoryIndex::Field StoryIndex::field(std::span<const std::uint32_t> terms,
                                    ShingleIndex Generation::*index) const {
  const auto generations = visible();
  double count = 0;
  for (const Generation* generation : generations) count += generation->members.size();

  Field field;
  std::vector<std::uint32_t> frequencies(terms.size());
  field.terms = terms;
  for (const Generation* generation : generations) {
    const auto own = (generation->*index).frequencies(terms);
    std::transform(own.begin(), own.end(), frequencies.begin(), frequencies.begin(), std::plus<>());
  }
  for (const std::uint32_t frequency : frequencies) {
    const double idf = std::log(1 + (count + 1) / (frequency + 1.0));
    field.weights.push_back(idf * idf);
    field.whole += idf * idf;
  }
  field.search_weights = search_weights(field.weights, frequencies);
  return field;
}

std::string StoryIndex::story_of(const Candidate& candidate) const {
  double best_score = 0;
  const StoryNeighbour* best = nullptr;
  const std::vector<StoryNeighbour> found = neighbours(candidate);
  for (const StoryNeighbour& neighbour : found) {
    const double score = story_weights.score(neighbour.evidence);
    if (score <= best_score) continue;
    best_score = score;
    best = &neighbour;
  }
  return best ? now(std::string(best->story)) : candidate.id;
}

std::vector<StoryNeighbour> StoryIndex::neighbours(const Candidate& candidate) const {
  const Signature& signature = candidate.signature;
  if (signature.body_terms.size() < terms_min) return {};

  const Question question{field(signature.title_terms, &Generation::titles),
                          field(signature.body_terms, &Generation::bodies),
                          field(story_names(signature), &Generation::names)};
  std::vector<StoryNeighbour> neighbours;
  for (const Generation* generation : visible())
    add_neighbours(*generation, question, candidate.arrived, neighbours);
  return neighbours;
}

void StoryIndex::add_neighbours(const Generation& generation, const Question& question, Timestamp arrived,
                                std::vector<StoryNeighbour>& neighbours) const {
  const Field& body = question.body;
  for (const Overlap& found :
       generation.bodies.overlaps(body.terms, body.search_weights, candidates_max, 0)) {
    const Member& member = generation.members[found.article];
    neighbours.push_back(
        {member.position, member.story, evidence(generation, question, found.article, arrived)});
  }
}

StoryEvidence StoryIndex::evidence(const Generation& generation, const Question& question,
                                   std::uint32_t member, Timestamp arrived) {
  const auto share = [&](const ShingleIndex& index, const Field& field) {
    return field.whole > 0 ? index.common_weight(member, field.terms, field.weights) / field.whole : 0;
  };
  return {share(generation.titles, question.title), share(generation.bodies, question.body),
          share(generation.names, question.names), days_between(arrived, generation.members[member].arrived)};
}

/// The generation that takes it, with it as a member; none when it is no fresh article.
StoryIndex::Generation* StoryIndex::generation_for(const Judged& judged) {
  position_ = judged.position;
  if (judged.verdict.kind != Verdict::Kind::fresh) return nullptr;

  const Position number = position_ / generation_rows;
  if (generations_.empty() || generations_.back().number != number) {
    generations_.emplace_back();
    generations_.back().number = number;
  }
  const bool undo_is_safe = position_ % generation_rows >= undo_rows;
  while (generations_.front().number + (undo_is_safe ? 1 : 2) < number) generations_.pop_front();
  generations_.back().members.push_back({position_, judged.candidate.arrived, judged.verdict.story});
  return &generations_.back();
}

void StoryIndex::push(const Judged& judged) {
  Generation* generation = generation_for(judged);
  if (!generation) return;
  const Signature& signature = judged.candidate.signature;
  generation->titles.push(signature.title_terms, true);
  generation->bodies.push(signature.body_terms, true);
  generation->names.push(story_names(signature), true);
}

void StoryIndex::append(const Judged& judged, Position last) {
  position_ = judged.position;
  if (judged.position / generation_rows + 2 < last / generation_rows) return;
  Generation* generation = generation_for(judged);
  if (!generation) return;
  const Signature& signature = judged.candidate.signature;
  generation->titles.append(signature.title_terms, true);
  generation->bodies.append(signature.body_terms, true);
  generation->names.append(story_names(signature), true);
}

void StoryIndex::build() {
  for (Generation& generation : generations_)
    for (ShingleIndex* index : {&generation.titles, &generation.bodies, &generation.names}) index->build();
}

void StoryIndex::exchange(Archive& archive) {
  auto count = static_cast<std::uint32_t>(generations_.size());
  archive.value(position_);
  archive.value(count);
  if (archive.reads()) generations_.resize(count);
  for (Generation& generation : generations_) {
    archive.value(generation.number);
    generation.members.exchange(archive, [&](Member& member) {
      archive.value(member.position);
      archive.value(member.arrived);
      archive.text(member.story);
    });
    for (ShingleIndex* index : {&generation.titles, &generation.bodies, &generation.names})
      index->exchange(archive);
  }
}

void StoryIndex::pop(Position position) {
  position_ = position - 1;
  if (generations_.empty()) return;
  Generation& generation = generations_.back();
  if (generation.members.size() == 0 || generation.members.back().position != position) return;
  generation.members.pop_back();
  for (ShingleIndex* index : {&generation.titles, &generation.bodies, &generation.names}) index->pop();
  if (generation.members.size() == 0) generations_.pop_back();
}

void StoryIndex::drop_before(Position position) {
  std::erase_if(merged_, [&](const auto& merged) { return merged.second.position < position; });
  while (!generations_.empty() && (generations_.front().number + 1) * generation_rows <= position)
    generations_.pop_front();
  if (generations_.empty()) return;
  Generation& generation = generations_.front();
  std::uint32_t first = generation.members.begin();
  while (first < generation.members.end() && generation.members[first].position < position) ++first;
  generation.members.drop_front(first);
  for (ShingleIndex* index : {&generation.titles, &generation.bodies, &generation.names})
    index->drop_front(first);
  if (generation.members.size() == 0) generations_.pop_front();
}

}  // namespace newswired::dedup
