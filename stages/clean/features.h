#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "stages/clean/blocks.h"
#include "stages/clean/wording.h"

namespace newswired::clean {

/// What is known of the article before its text is found.
struct Anchor {
  std::string title;
  std::string description;   ///< Of the page.
  std::string feed_title;    ///< Of the feed item that led here: says what the headline is.
  std::string feed_summary;  ///< Says what the first paragraph is.
  std::string linked_body;  ///< articleBody of JSON-LD, as `bare_words`.
  Wording descriptions;     ///< The words of all the descriptions that the page gives.
};

/// One property of a block and how strongly it holds, most often 1.
struct Feature {
  std::uint16_t id = 0;
  float value = 1;
};
using FeatureRow = std::vector<Feature>;

/// All feature ids are below.
inline constexpr std::uint16_t feature_count = 704;

/// Words of prose in a block, 0 for links, labels and fragments: a rough measure that needs no training.
float prose_words(const Block& block);

/// The run of blocks with the most prose and the least else, as [first, end).
std::pair<std::uint32_t, std::uint32_t> richest_run(const Blocks& blocks);

/// What each block looks like by itself, by its ancestors, its place in the page and its candidate regions. All of them
/// together are linear in the number of blocks. Borrows `blocks` and `anchor`.
class BlockFeatures {
 public:
  BlockFeatures(const Blocks& blocks, const Anchor& anchor);
  ~BlockFeatures();
  void append(std::size_t block, FeatureRow& row) const;

 private:
  class Builder;
  std::unique_ptr<Builder> builder_;
};

/// What the first judgement (0..1 for each block) says of a block's neighbours, its like and its surroundings. Borrows.
class NeighbourFeatures {
 public:
  NeighbourFeatures(const Blocks& blocks, const std::vector<float>& first);
  void append(std::size_t block, FeatureRow& row) const;

 private:
  float mean(long begin, long end) const;

  const Blocks& blocks_;
  const std::vector<float>& first_;
  std::vector<float> sizes_;        ///< Square roots of the words of each block.
  std::vector<double> sums_;        ///< Of first judgement x size, up to each block.
  std::vector<double> words_;       ///< Of sizes.
  std::unordered_map<std::uint64_t, std::pair<double, double>> kinds_;  ///< The same sums for blocks of a kind.
};

}  // namespace newswired::clean
