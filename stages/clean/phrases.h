#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newswired::clean {

/// Phrases that tell what a whole block is. A set of these is a bit mask, `1 << kind`.
enum class Phrase : std::uint8_t {
  read_more,     ///< "Read more", "Lesen Sie auch": at the block's begin.
  subscribe,     ///< Newsletters, subscriptions, apps, "follow us".
  share,         ///< "Share this", "Teilen".
  advert,        ///< "Advertisement", "Anzeige", "Story continues below".
  comments,      ///< "Leave a reply", "Kommentare".
  credit,        ///< "Photo:", "(Getty Images)", "Foto: dpa".
  byline,        ///< "By …", "Von …", short.
  date,          ///< Mostly a date or time.
  copyright,     ///< "© 2024", "All rights reserved".
  consent,       ///< Cookies, privacy, terms.
  wire_tail,     ///< "Reporting by …", "Editing by …".
  related,       ///< "Related", "More on this", "Mehr zum Thema".
  tags,          ///< "Tags:", "Topics:".
  reading_time,  ///< "5 min read".
  source,        ///< "Source: …", "Quelle: …".
  author_note,   ///< "… is a reporter", "Follow her on".
  login,         ///< "Log in", "Register".
  wordpress,     ///< "The post … appeared first on …".
};

/// All phrases that `text` (one block) matches. Linear.
std::uint32_t phrases_in(std::string_view text);

/// Whether the letters and digits of `text` are those of `bare` (see `bare_words`), capitals and signs aside.
bool is_bare(std::string_view text, std::string_view bare);

/// Whether `text` and `bare` begin with the same letters: a standfirst and its description.
bool begins_bare(std::string_view text, std::string_view bare);

/// Whether `body` (already bare: see `bare_words`) holds the first letters of `text`, blanks and signs aside.
bool contains_start(std::string_view body, std::string_view text);

/// Letters and digits in lower case, nothing else.
std::string bare_words(std::string_view text);

}  // namespace newswired::clean
