#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "stages/feed/feed.h"

namespace newswired::ingest {

/// When the page behind an entry is fetched (`full_text`).
enum class FullText { automatic, always, never };

inline constexpr int words_min = 250;  ///< Fewer words of text than this are no article: its page is fetched.

/// Whether the entry's page is to be fetched. `automatic`: when the entry's own text has under `words_min` words or
/// ends in a read-more. Never without an http(s) link.
bool wants_page(const feed::Entry& entry, FullText mode);

/// How long to wait after the `tries_made`th failed try for a page (1, 2, …); nothing when the entry's own text is to
/// be used: three tries over an hour.
std::optional<std::chrono::seconds> page_retry_wait(int tries_made);

/// The number of words in HTML, markup and references aside: a run of letters and digits is a word, and so is each
/// ideograph. An estimate, made without a parser; stops counting at `count_max`.
int count_words(std::string_view html, int count_max);

/// Whether the text ends as a teaser does: with an ellipsis, `[...]`, or a link such as "Read more" or "Weiterlesen".
bool ends_in_read_more(std::string_view html);

}  // namespace newswired::ingest
