#pragma once

#include <cstdint>
#include <limits>

#include "stages/tagging/chain.h"

namespace newswired::entities {

/// The four types, in the order of EntityType, and "no name" after them.
inline constexpr int type_count = 4;
inline constexpr int no_name = type_count;

/// BILOU: outside, and per type the begin, inside and last of a longer name, or a name of one unit.
enum class Part { begin, inside, last, unit };
inline constexpr int outside = 0;
inline constexpr int label_count = 1 + 4 * type_count;

constexpr int label_of(Part part, int type) { return 1 + 4 * type + static_cast<int>(part); }
constexpr Part part_of(int label) { return static_cast<Part>((label - 1) % 4); }
constexpr int type_of(int label) { return (label - 1) / 4; }

/// The part that word `i` of a name of the words [first, last) plays.
constexpr Part part_at(std::uint32_t i, std::uint32_t first, std::uint32_t last) {
  if (last - first == 1) return Part::unit;
  return i == first ? Part::begin : i + 1 == last ? Part::last : Part::inside;
}

constexpr bool may_start(int label) {
  return label == outside || part_of(label) == Part::begin || part_of(label) == Part::unit;
}
constexpr bool may_end(int label) {
  return label == outside || part_of(label) == Part::last || part_of(label) == Part::unit;
}
constexpr bool may_follow(int from, int to) {
  if (may_end(from)) return may_start(to);
  return to != outside && type_of(to) == type_of(from) && !may_start(to);
}

/// Zero where the scheme allows a transition, forbidden elsewhere.
inline tagging::Transitions allowed_transitions() {
  tagging::Transitions allowed(label_count);
  for (int from = 0; from < label_count; ++from) {
    allowed.start[from] = may_start(from) ? 0 : tagging::forbidden;
    allowed.end[from] = may_end(from) ? 0 : tagging::forbidden;
    for (int to = 0; to < label_count; ++to) allowed.at(from, to) = may_follow(from, to) ? 0 : tagging::forbidden;
  }
  return allowed;
}

}  // namespace newswired::entities
