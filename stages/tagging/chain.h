#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "proto/result.h"

namespace newswired::tagging {

/// What never happens in a chain.
inline constexpr float forbidden = -std::numeric_limits<float>::infinity();

/// The scores of a linear chain's transitions. Of `label_count` labels; `forbidden` marks what may not be.
struct Transitions {
  int label_count = 0;
  std::vector<float> between;  ///< `between[from * label_count + to]`.
  std::vector<float> start;
  std::vector<float> end;

  explicit Transitions(int labels = 0)
      : label_count(labels), between(static_cast<std::size_t>(labels * labels)), start(labels), end(labels) {}
  float& at(int from, int to) { return between[static_cast<std::size_t>(from * label_count + to)]; }
  float at(int from, int to) const { return between[static_cast<std::size_t>(from * label_count + to)]; }
};

/// As a section of a model file and back.
std::string to_section(const Transitions& transitions);
Result<Transitions> transitions_from_section(std::span<const std::byte> bytes);

/// Finds the best path of labels through a sentence (Viterbi). Knows which transitions are allowed beforehand, so that
/// sparse schemes such as BILOU cost a third. Thread-safe for const use.
class Decoder {
 public:
  explicit Decoder(const Transitions& transitions);

  /// `scores[i * label_count + label]` for tokens i; the path has a label for each token.
  std::vector<std::uint8_t> best_path(std::span<const float> scores) const;

  const Transitions& transitions() const { return transitions_; }

 private:
  Transitions transitions_;
  std::vector<std::uint8_t> allowed_from_;        // for each label the labels that may stand before it
  std::vector<std::uint32_t> allowed_from_at_;    // where its list begins
};

}  // namespace newswired::tagging
