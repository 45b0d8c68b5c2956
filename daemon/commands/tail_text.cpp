#include "daemon/commands/tail_text.h"

#include <nlohmann/json.hpp>

#include "proto/record.h"

namespace newswired::commands {
namespace {

using nlohmann::json;

constexpr std::string_view indent = "        ";
constexpr std::string_view bold = "1", dim = "2", italic = "3", cyan = "1;36", yellow = "1;33", green = "1;32", red = "31";

/// Paints, or not.
class Paint {
 public:
  explicit Paint(bool colour) : colour_(colour) {}
  std::string operator()(std::string_view code, const std::string& text) const {
    return colour_ && !text.empty() ? "\033[" + std::string(code) + "m" + text + "\033[0m" : text;
  }

 private:
  bool colour_;
};

std::string text_of(const json& object, const char* member) {
  if (!object.is_object()) return "";
  const auto found = object.find(member);
  return found != object.end() && found->is_string() ? terminal_safe(found->get_ref<const std::string&>()) : "";
}

std::string number_of(const json& object, const char* member) {
  const auto found = object.find(member);
  return found != object.end() && found->is_number_unsigned() ? std::to_string(found->get<std::uint64_t>()) : "?";
}

const json& member_of(const json& object, const char* member) {
  static const json nothing;
  if (!object.is_object()) return nothing;
  const auto found = object.find(member);
  return found != object.end() ? *found : nothing;
}

std::string feed_of(const json& entry) {
  const json& feed = member_of(entry, "feed");
  const std::string title = text_of(feed, "title");
  return title.empty() ? text_of(feed, "id") : title;
}

/// `07:30`, of an RFC 3339 time.
std::string clock_of(const json& entry) {
  std::string time = text_of(entry, "published");
  if (time.empty()) time = text_of(entry, "collected");
  return time.size() >= 16 ? time.substr(11, 5) : "     ";
}

std::string headline(const json& entry, std::string_view sign, const Paint& paint) {
  return paint(dim, "#" + number_of(entry, "seq")) + " " + clock_of(entry) + " " + paint(yellow, feed_of(entry)) + "  " +
         std::string(sign) + paint(bold, text_of(entry, "title")) + "\n";
}

/// Names of one type with their roles, in one line; empty when there are none.
std::string names_line(const json& record, std::string_view type, std::string_view label, std::string_view colour,
                       const Paint& paint) {
  std::string line;
  for (const json& entity : member_of(record, "entities")) {
    if (text_of(entity, "type") != type) continue;
    if (!line.empty()) line += ", ";
    line += paint(colour, text_of(entity, "name"));
    const std::string role = text_of(entity, "role");
    const std::string country = text_of(entity, "country");
    if (!role.empty()) line += " (" + role + ")";
    if (role.empty() && !country.empty()) line += " (" + country + ")";
  }
  return line.empty() ? "" : std::string(indent) + std::string(label) + line + "\n";
}

/// The parts of a quote that its attribution interrupts, with a mark between them.
std::string words_of(const json& quote, const std::string& text, const CodePoints& points) {
  std::string words;
  for (const json& part : member_of(quote, "spans")) {
    if (!part.is_array() || part.size() != 2 || !part[0].is_number_unsigned() || !part[1].is_number_unsigned()) continue;
    const Span span{points.to_byte(part[0].get<std::uint32_t>()), points.to_byte(part[1].get<std::uint32_t>())};
    if (span.start > span.end) continue;
    words += (words.empty() ? "" : " … ") + terminal_safe(span.of(text));
  }
  return words;
}

std::string quote_line(const json& quote, const std::string& words, const Paint& paint) {
  // A source that is no entity ("the jury") still says who spoke; without any there is nothing to show a reader.
  const json& speaker = member_of(quote, "speaker");
  std::string name = text_of(speaker, "name");
  if (name.empty()) name = text_of(member_of(speaker, "mention"), "text");
  // A clause whose noun was not found: `which` tells a reader nothing.
  if (name == "which" || name == "who" || name == "that" || name == "it") return "";
  if (name.empty()) return "";
  const bool direct = text_of(quote, "kind") == "direct";
  return std::string(indent) + paint(cyan, name) + ": " +
         paint(italic, direct ? "\u201C" + words + "\u201D" : words) + "\n";
}

std::string record_text(const json& record, const Paint& paint) {
  const bool update = text_of(record, "event") == "update";
  std::string text = headline(record, update ? "[update] " : "", paint);
  const std::string url = text_of(record, "link");
  if (!url.empty()) text += std::string(indent) + paint(dim, url) + "\n";
  text += names_line(record, "person", "people: ", cyan, paint);
  text += names_line(record, "organization", "organisations: ", yellow, paint);
  text += names_line(record, "location", "places: ", green, paint);
  const json& article = member_of(record, "text");
  const std::string body = article.is_string() ? article.get<std::string>() : "";
  const CodePoints points(body);
  for (const json& quote : member_of(record, "quotes")) text += quote_line(quote, words_of(quote, body, points), paint);
  return text + "\n";
}

std::string story_text(const json& entry) {
  std::string merged;
  for (const json& story : member_of(entry, "merged"))
    if (story.is_string()) merged += (merged.empty() ? "" : ", ") + terminal_safe(story.get_ref<const std::string&>());
  return "story " + text_of(entry, "story") + " now holds " + merged + "\n";
}

}  // namespace

std::string terminal_safe(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = i + 1 < text.size() ? static_cast<unsigned char>(text[i + 1]) : 0;
    const auto third = i + 2 < text.size() ? static_cast<unsigned char>(text[i + 2]) : 0;
    const bool c1 = byte == 0xC2 && next >= 0x80 && next < 0xA0;
    const bool direction = byte == 0xE2 && ((next == 0x80 && third >= 0xAA && third <= 0xAE) ||
                                            (next == 0x81 && third >= 0xA6 && third <= 0xA9));
    if (c1) {
      ++i;
    } else if (direction) {
      i += 2;
    } else if (byte == '\n' || byte == '\t') {
      safe += ' ';
    } else if (byte >= 0x20 && byte != 0x7F) {
      safe += text[i];
    }
  }
  return safe;
}

std::string tail_text(const json& entry, bool colour) {
  const Paint paint(colour);
  const std::string schema = text_of(entry, "schema");
  if (schema == record_schema) return record_text(entry, paint);
  if (schema == duplicate_schema) return headline(entry, "= ", paint);
  if (schema == story_schema) return story_text(entry);
  if (schema == tombstone_schema) return paint(red, "forgotten: " + text_of(entry, "id")) + "\n";
  const json& article = member_of(entry, "article");
  if (schema == quote_schema)
    return quote_line(member_of(entry, "quote"), text_of(member_of(entry, "quote"), "text"), paint) + std::string(indent) + paint(dim, text_of(article, "title")) + "\n";
  if (schema == entity_schema)
    return paint(cyan, text_of(member_of(entry, "entity"), "name")) + "  " + paint(dim, text_of(article, "title")) + "\n";
  if (schema == beat_schema)
    return paint(dim, "beat " + text_of(entry, "time") + " head " + number_of(entry, "head")) + "\n";
  return "";
}

}  // namespace newswired::commands
