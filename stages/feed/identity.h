#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "stages/feed/feed.h"

namespace newswired::feed {

/// When more than this share of a feed's ids repeat, its ids name nothing.
inline constexpr double repeated_ids_max = 0.05;

/// How an entry is known again at the next poll.
struct Identified {
  std::string identity;  ///< Never empty.
  std::string alias;     ///< The link when no other entry of the feed has it, else empty; `http:` is `https:` in it.
  std::uint64_t fingerprint = 0;  ///< Of title, summary, content and updated: another value is another version.

  bool operator==(const Identified&) const = default;
};

/// One for each of `feed.entries`, in their order.
///
/// Identity is the guid; without one the link, if no other entry has it; else link and date, or the hash of title and
/// date. When more than
/// `repeated_ids_max` of the ids in one fetch repeat (with different links), link and date stand in for all of them; a
/// single id that repeats is told apart by its link. An entry whose guid changed but whose alias is known is the same entry: `http:` and `https:` make
/// no difference in either. Fingerprints are XXH3 (64 bits, seed 0) and may be stored.
std::vector<Identified> identify(const Feed& feed);

}  // namespace newswired::feed
