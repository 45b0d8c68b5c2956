#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "proto/result.h"
#include "proto/time.h"

namespace newswired::search {

inline constexpr std::size_t query_bytes_max = 1'000;
inline constexpr std::size_t query_terms_max = 50;

/// What a person asks for, parted into what the full-text index finds and what narrows it down.
struct Query {
  std::string match;     ///< An FTS5 expression, every word quoted; empty: only the filters count.
  std::string feed;      ///< A feed's id; empty: all.
  std::string language;  ///< A primary subtag; empty: all.
  std::optional<Timestamp> since;   ///< Published (else collected) at or after it.
  std::optional<Timestamp> before;  ///< Published (else collected) before it.

  bool operator==(const Query&) const = default;
};

/// Reads the query language of README.md: words that must all occur, "phrases", prefix*, -without, this OR that, and
/// title: text: name: quote: by: feed: lang: since: before:. Pure. The error is one sentence for the person who typed.
Result<Query> parse_query(std::string_view text);

}  // namespace newswired::search
