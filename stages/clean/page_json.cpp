#include <charconv>
#include <nlohmann/json.hpp>

#include "proto/json.h"
#include "stages/clean/page.h"

namespace newswired::clean {
namespace {

std::string hex(std::uint64_t value) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text(16, '0');
  for (int i = 15; i >= 0; --i, value >>= 4) text[i] = digits[value & 15];
  return text;
}

std::optional<std::uint64_t> from_hex(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (text.size() != 16 || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

nlohmann::json moment_or_null(const std::optional<Moment>& moment) {
  return moment ? nlohmann::json(format_moment(*moment)) : nlohmann::json();
}

std::optional<Moment> optional_moment(json::Reader& reader, const char* key) {
  const auto text = reader.optional_string(key);
  if (!text) return std::nullopt;
  const auto moment = parse_moment(*text);
  if (!moment) reader.fail(key, "an RFC 3339 time or null");
  return moment;
}

bool flag(json::Reader& reader, const nlohmann::json& object, const char* key) {
  const auto member = object.find(key);
  if (member == object.end() || !member->is_boolean()) {
    reader.fail(key, "true or false");
    return false;
  }
  return member->get<bool>();
}

}  // namespace

nlohmann::json to_json(const Page& page) {
  nlohmann::json hashes = nlohmann::json::array();
  for (const std::uint64_t hash : page.line_hashes) hashes.push_back(hex(hash));
  return {{"title", page.title},
          {"byline", json::or_null(page.byline)},
          {"site_name", json::or_null(page.site_name)},
          {"authors", page.authors},
          {"published", moment_or_null(page.published)},
          {"modified", moment_or_null(page.modified)},
          {"language", json::or_null(page.language)},
          {"canonical_url", json::or_null(page.canonical_url)},
          {"image", json::or_null(page.image)},
          {"text", page.text},
          {"word_count", page.word_count},
          {"line_hashes", std::move(hashes)},
          {"truncated", page.truncated},
          {"live_blog", page.live_blog}};
}

Result<Page> page_from_json(const nlohmann::json& object) {
  json::Reader reader(object);
  if (!object.is_object()) return reader.finish(Page{});
  Page page;
  page.title = reader.string("title");
  page.byline = reader.optional_string("byline");
  page.site_name = reader.optional_string("site_name");
  page.authors = reader.strings("authors");
  page.published = optional_moment(reader, "published");
  page.modified = optional_moment(reader, "modified");
  page.language = reader.optional_string("language");
  page.canonical_url = reader.optional_string("canonical_url");
  page.image = reader.optional_string("image");
  page.text = reader.string("text");
  page.word_count = static_cast<std::uint32_t>(reader.number("word_count"));
  for (const std::string& text : reader.strings("line_hashes")) {
    const auto hash = from_hex(text);
    if (!hash) reader.fail("line_hashes", "16 hexadecimal digits each");
    page.line_hashes.push_back(hash.value_or(0));
  }
  page.truncated = flag(reader, object, "truncated");
  page.live_blog = flag(reader, object, "live_blog");
  return reader.finish(std::move(page));
}

}  // namespace newswired::clean
