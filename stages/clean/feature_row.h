#pragma once

#include <algorithm>
#include <cstdint>
#include <iterator>

#include "stages/clean/features.h"

/// How the features of a block are numbered and gathered; for the files that make them.
namespace newswired::clean {

// Where each family of features begins.
inline constexpr std::uint16_t at_own = 0;                            // evidence of the block
inline constexpr std::uint16_t at_near = at_own + evidence_count;     // of what is around it
inline constexpr std::uint16_t at_far = at_near + evidence_count;     // of what is further up
inline constexpr std::uint16_t at_tag = at_far + evidence_count;
inline constexpr std::uint16_t at_words = at_tag + 24;
inline constexpr std::uint16_t at_link = at_words + 12;
inline constexpr std::uint16_t at_words_link = at_link + 6;           // words x links
inline constexpr std::uint16_t at_ending = at_words_link + 24;        // end of sentence x words
inline constexpr std::uint16_t at_style = at_ending + 24;
inline constexpr std::uint16_t at_phrase = at_style + 24;
inline constexpr std::uint16_t at_anchor = at_phrase + 24;
inline constexpr std::uint16_t at_region = at_anchor + 24;
inline constexpr std::uint16_t at_place = at_region + 48;
inline constexpr std::uint16_t at_neighbour = at_place + 48;
inline constexpr std::uint16_t at_detached = at_neighbour + 120;      // evidence of elements that do not hold the headline
inline constexpr std::uint16_t at_holders = at_detached + evidence_count;  // elements that hold blocks of the kind x their share of prose
inline constexpr std::uint16_t at_picture = at_holders + 24;
static_assert(at_picture + 8 <= feature_count);

/// The class of a block's size, 0 to 10.
inline int words_class(float words) {
  constexpr float borders[] = {1.5f, 2.5f, 4.5f, 7.5f, 11.5f, 16.5f, 24.5f, 36.5f, 60.5f, 100.5f};
  return static_cast<int>(std::upper_bound(std::begin(borders), std::end(borders), words) - std::begin(borders));
}

/// Appends the features of one block.
class Row {
 public:
  explicit Row(FeatureRow& row) : row_(row) {}
  void add(int id, float value = 1) { row_.push_back({static_cast<std::uint16_t>(id), value}); }
  void add_if(bool holds, int id) {
    if (holds) add(id);
  }
  void add_set(int base, EvidenceSet set) {
    for (; set; set &= set - 1) add(base + __builtin_ctzll(set));
  }

 private:
  FeatureRow& row_;
};

}  // namespace newswired::clean
