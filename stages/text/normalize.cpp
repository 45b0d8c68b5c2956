#include "stages/text/normalize.h"

#include <utf8proc.h>

#include <array>
#include <cstdlib>
#include <memory>
#include <optional>

#include "stages/text/characters.h"
#include "stages/text/html_entities.h"
#include "stages/text/utf8.h"

namespace newswired::text {
namespace {

/// The controls that part words.
bool is_ascii_blank(char32_t c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

bool is_blank(char32_t c) {
  return is_ascii_blank(c) || c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F ||
         c == 0x205F || c == 0x3000 || c == 0x1680 || c == 0x85;
}

/// Characters that show nothing and mean nothing to a reader.
bool is_dropped(char32_t c) {
  return c < 0x20 || c == 0x7F || (c >= 0x80 && c < 0xA0) || c == 0xAD || c == 0x200B || c == 0x200E || c == 0x200F ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0x034F || c == 0xFFFE ||
         c == 0xFFFF || (c >= 0xFFF9 && c <= 0xFFFC);
}

/// The zero-width joiners matter between letters of Arabic and Indic scripts and within emoji only.
bool joins(char32_t before) { return before >= 0x600; }

/// Blocks that hold no character which NFC would change.
bool is_surely_composed(char32_t c) {
  return c < 0x300 || (c >= 0x400 && c < 0x483) || (c >= 0x2010 && c <= 0x205E) || (c >= 0x20A0 && c < 0x20C1) ||
         (c >= 0x4E00 && c < 0xA000) || (c >= 0xAC00 && c < 0xD7A4) || (c >= 0x3041 && c < 0x3097) ||
         (c >= 0x30A0 && c < 0x3100) || (c >= 0x3001 && c < 0x3020) || c == 0x2122;
}

std::string compose(std::string text) {
  utf8proc_uint8_t* composed = nullptr;
  const auto size = utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
                                 static_cast<utf8proc_ssize_t>(text.size()), &composed,
                                 static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(composed, &std::free);
  if (size < 0) return text;
  return std::string(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
}

/// The byte of windows-1252 that stands for `c`; its five holes are C1 controls.
std::optional<unsigned char> windows_1252_byte(char32_t c) {
  if (c < 0x80 || (c >= 0xA0 && c < 0x100)) return static_cast<unsigned char>(c);
  for (unsigned byte = 0x80; byte < 0xA0; ++byte)
    if (windows_1252_point(static_cast<unsigned char>(byte)) == c) return static_cast<unsigned char>(byte);
  return std::nullopt;
}

/// A run of broken characters, undone; empty when it is no such run.
std::string undo_run(const std::string& bytes, bool after_capital) {
  const Utf8Census census = count_utf8(bytes);
  if (census.error_count > 0 || census.cut_at_end || census.multibyte_count == 0) return {};
  // One character alone proves little: an É before a dash is a valid pair too. What is broken in the wild begins
  // with Â, Ã or â; others must come in numbers. And capitals, Ã and a
  // quotation mark are the end of a Portuguese headline.
  const auto lead = static_cast<unsigned char>(bytes[0]);
  const bool is_usual = lead == 0xC2 || lead == 0xC3 || lead == 0xE2 || lead == 0xF0;
  if (!is_usual && census.multibyte_count < 3) return {};
  const auto second = static_cast<unsigned char>(bytes[1]);
  const bool may_be_quoted = second <= 0xA0 || second == 0xBB;
  if (lead == 0xC3 && after_capital && may_be_quoted && census.multibyte_count < 2) return {};
  return bytes;
}

std::string undo_mojibake_once(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  std::size_t at = 0;
  while (at < line.size()) {
    if (static_cast<unsigned char>(line[at]) < 0x80) {
      out += line[at++];
      continue;
    }
    const std::size_t begin = at;
    std::string bytes;
    while (at < line.size() && static_cast<unsigned char>(line[at]) >= 0x80) {
      const CodePoint point = code_point_at(line, at);
      const auto byte = windows_1252_byte(point.value);
      if (!byte) break;
      bytes += static_cast<char>(*byte);
      at += point.size;
    }
    if (at == begin) {
      const CodePoint point = code_point_at(line, at);
      out += line.substr(at, point.size);
      at += point.size;
      continue;
    }
    const bool after_capital = begin > 0 && line[begin - 1] >= 'A' && line[begin - 1] <= 'Z';
    const std::string undone = undo_run(bytes, after_capital);
    out += undone.empty() ? line.substr(begin, at - begin) : std::string_view(undone);
  }
  return out;
}

bool may_hold_mojibake(std::string_view line) {
  // Every usual run begins with Â, Ã, â or ð, all of which UTF-8 writes as C3 and one of these.
  for (std::size_t at = line.find('\xC3'); at != line.npos && at + 2 < line.size(); at = line.find('\xC3', at + 1)) {
    const char second = line[at + 1];
    const bool is_lead = second == '\x82' || second == '\x83' || second == '\xA2' || second == '\xB0' ||
                         second == '\x84' || second == '\x85' || second == '\x90' || second == '\x91';
    if (is_lead && static_cast<unsigned char>(line[at + 2]) >= 0x80) return true;
  }
  return false;
}

std::string decode_references(std::string_view line) {
  std::string decoded(line);
  constexpr int rounds_max = 2;
  for (int round = 0; round < rounds_max; ++round) {
    const std::size_t ampersand = decoded.find('&');
    if (ampersand == decoded.npos || decoded.find(';', ampersand) == decoded.npos) break;
    // Only references with their semicolon: "AT&T" and "R&copy" mean what they show.
    std::string next;
    next.reserve(decoded.size());
    for (std::size_t at = 0; at < decoded.size();) {
      const std::string_view rest = std::string_view(decoded).substr(at);
      if (rest[0] == '&') {
        const std::size_t semicolon = rest.substr(0, 34).find(';');
        if (semicolon != rest.npos) {
          std::string meaning;
          if (decode_html_entity(rest, meaning) == semicolon + 1) {
            next += meaning;
            at += semicolon + 1;
            continue;
          }
        }
      }
      next += decoded[at++];
    }
    if (next == decoded) break;
    decoded = std::move(next);
  }
  return decoded;
}

bool is_printed(char c) { return c > 0x20 && c < 0x7F; }

/// Where the ASCII from `at` on ends that needs no judgement: words with one blank each between them.
std::size_t plain_end(std::string_view line, std::size_t at) {
  while (at < line.size() && (is_printed(line[at]) || (line[at] == ' ' && at + 1 < line.size() && is_printed(line[at + 1])))) ++at;
  return at;
}

std::string tidy(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  bool pending = false;
  bool composed = true;
  char32_t before = 0;
  for (std::size_t at = 0; at < line.size();) {
    // The last sign of a run may be followed by a mark that joins it.
    if (const std::size_t end = is_printed(line[at]) ? plain_end(line, at) : at; end > at) {
      if (pending && !out.empty()) out += ' ';
      pending = false;
      out.append(line, at, end - at);
      before = static_cast<unsigned char>(line[end - 1]);
      at = end;
      continue;
    }
    const CodePoint point = code_point_at(line, at);
    at += point.size;
    const char32_t c = point.value;
    if (is_blank(c)) {
      pending = true;
      continue;
    }
    if (is_dropped(c)) continue;
    if ((c == 0x200C || c == 0x200D) && (pending || !joins(before))) continue;
    if (c == 0xFFFD && before == 0xFFFD && !pending) continue;
    if (pending && !out.empty()) out += ' ';
    pending = false;
    composed = composed && is_surely_composed(c);
    append_utf8(out, c);
    before = c;
  }
  return composed ? out : compose(std::move(out));
}

/// Typewriters' quotation marks: ``so'' becomes “so”.
void replace_double_backticks(std::string& line) {
  for (std::size_t at = line.find("``"); at != line.npos; at = line.find("``", at)) {
    line.replace(at, 2, "\u201C");
    const std::size_t close = line.find("''", at);
    if (close != line.npos) line.replace(close, 2, "\u201D");
  }
}

}  // namespace

std::string undo_mojibake(std::string_view line) {
  std::string out(line);
  constexpr int rounds_max = 2;
  for (int round = 0; round < rounds_max && may_hold_mojibake(out); ++round) {
    std::string undone = undo_mojibake_once(out);
    if (undone == out) break;
    out = std::move(undone);
  }
  return out;
}

std::string normalize_line(std::string_view line) {
  std::string decoded;
  if (line.find('&') != line.npos) {
    decoded = decode_references(line);
    line = decoded;
  }
  if (may_hold_mojibake(line)) line = decoded = undo_mojibake(line);
  std::string out = tidy(line);
  if (out.find("``") != out.npos) replace_double_backticks(out);
  return out;
}

std::string normalize_lines(std::string_view text, std::string_view separator) {
  std::string out;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = normalize_line(text.substr(0, end));
    if (!line.empty()) {
      if (!out.empty()) out += separator;
      out += line;
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

}  // namespace newswired::text
