#include "daemon/ingest/page_fetch.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>
#include <utility>

namespace newswired::ingest {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t tail_bytes = 600;  // Where a read-more stands; markup included.

/// The text without tags and with runs of blanks as one; character references stay, but for those of blanks and of
/// the ellipsis.
std::string plain(std::string_view html) {
  std::string text;
  bool in_tag = false;
  for (const char c : html) {
    if (c == '<') in_tag = true;
    const bool blank = in_tag || std::isspace(static_cast<unsigned char>(c));
    if (!blank) text += c;
    else if (!text.empty() && text.back() != ' ') text += ' ';
    if (c == '>') in_tag = false;
  }
  const auto replace = [&](std::string_view from, std::string_view to) {
    for (std::size_t at = 0; (at = text.find(from, at)) != std::string::npos; at += to.size()) text.replace(at, from.size(), to);
  };
  for (const std::string_view reference : {"&nbsp;", "&#160;", "&#xa0;", "\xC2\xA0"}) replace(reference, " ");
  for (const std::string_view reference : {"&hellip;", "&#8230;", "&#x2026;", "\xE2\x80\xA6"}) replace(reference, "...");
  return text;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

bool is_web_link(const std::optional<std::string>& link) {
  return link && (link->starts_with("http://") || link->starts_with("https://"));
}

/// The code point that begins at `at`, and its length in bytes; the text is UTF-8.
std::pair<char32_t, std::size_t> point_at(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte < 0x80) return {byte, 1};
  const std::size_t length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
  if (at + length > text.size()) return {byte, text.size() - at};
  char32_t point = byte & (0xff >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) point = point << 6 | (static_cast<unsigned char>(text[at + i]) & 0x3f);
  return {point, length};
}

/// Scripts that write no blanks between words: Chinese, Japanese, Thai.
bool is_ideograph(char32_t point) {
  return (point >= 0x2e80 && point <= 0x9fff) || (point >= 0x20000 && point <= 0x3ffff) || (point >= 0xf900 && point <= 0xfaff) ||
         (point >= 0x0e00 && point <= 0x0e7f);
}

bool is_letter(char32_t point) {
  if (point < 0x80) return std::isalnum(static_cast<int>(point)) != 0;
  // Punctuation and blanks of the general blocks end a word; everything else beyond ASCII counts as a letter.
  return !(point >= 0x80 && point <= 0xbf) && !(point >= 0x2000 && point <= 0x206f) && point != 0x3000;
}

}  // namespace

int count_words(std::string_view html, int count_max) {
  int count = 0;
  bool in_word = false;
  for (std::size_t at = 0; at < html.size() && count < count_max;) {
    if (html[at] == '<') {
      const std::size_t end = html.find('>', at);
      at = end == std::string_view::npos ? html.size() : end + 1;
      in_word = false;
      continue;
    }
    if (html[at] == '&') {  // A reference is a blank or a sign far more often than a letter within a word.
      const std::size_t end = html.find(';', at);
      if (end != std::string_view::npos && end - at <= 10) {
        at = end + 1;
        continue;
      }
    }
    const auto [point, length] = point_at(html, at);
    const bool ideograph = is_ideograph(point);
    const bool letter = is_letter(point);
    if (ideograph || (letter && !in_word)) ++count;
    in_word = letter && !ideograph;
    at += length;
  }
  return count;
}

bool ends_in_read_more(std::string_view html) {
  // From a whole tag on, or a cut one would be read as text.
  std::string_view tail = html.substr(html.size() > tail_bytes ? html.size() - tail_bytes : 0);
  const std::size_t open = tail.find('<'), close = tail.find('>');
  if (close != std::string_view::npos && (open == std::string_view::npos || close < open)) tail.remove_prefix(close + 1);

  std::string text = lower(plain(tail));
  const auto strip = [&](std::string_view ends) {
    while (!text.empty() && ends.find(text.back()) != std::string_view::npos) text.pop_back();
  };
  strip(" ");
  for (const std::string_view end : {"[...]", "(...)", "...", "[\xE2\x80\xA6]"})
    if (text.ends_with(end)) return true;
  for (const std::string_view arrow : {"&raquo;", "\xC2\xBB", "&gt;", "\xE2\x86\x92", "&rarr;", "&#187;", "&#8594;"})
    if (text.ends_with(arrow)) text.resize(text.size() - arrow.size());
  strip(" .:>]");
  constexpr std::array<std::string_view, 26> teasers = {
      "read more", "read the full story", "read full story", "read the full article", "read full article", "read the rest",
      "continue reading", "keep reading", "full story", "learn more", "see more", "read on",
      "weiterlesen", "mehr lesen", "lesen sie mehr", "zum artikel",
      "lire la suite", "en savoir plus", "lire plus", "leer m\xC3\xA1s", "seguir leyendo", "leggi tutto", "continua a leggere",
      "lees verder", "lees meer", "leia mais"};
  return std::any_of(teasers.begin(), teasers.end(), [&](std::string_view teaser) { return text.ends_with(teaser); });
}

bool wants_page(const feed::Entry& entry, FullText mode) {
  if (mode == FullText::never || !is_web_link(entry.link)) return false;
  if (mode == FullText::always) return true;

  const std::string_view content = entry.content ? *entry.content : std::string_view();
  const std::string_view summary = entry.summary ? *entry.summary : std::string_view();
  const std::string_view own = content.size() >= summary.size() ? content : summary;
  return count_words(own, words_min) < words_min || ends_in_read_more(own);
}

std::optional<seconds> page_retry_wait(int tries_made) {
  constexpr std::array<minutes, 2> waits = {minutes(10), minutes(50)};
  if (tries_made < 1 || tries_made > static_cast<int>(waits.size())) return std::nullopt;
  return waits[static_cast<std::size_t>(tries_made) - 1];
}

}  // namespace newswired::ingest
