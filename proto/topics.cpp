#include "proto/topics.h"

#include <xxhash.h>

#include <array>
#include <cstdio>

#include "proto/fold.h"

namespace newswired {
namespace {

constexpr std::size_t slug_bytes_max = 64;

bool is_slug_character(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

}  // namespace

std::string slug(std::string_view name) {
  std::string slug;
  bool gap = false;
  for (const char c : fold(name)) {
    if (!is_slug_character(c)) {
      gap = true;
      continue;
    }
    if (gap && !slug.empty()) slug += '-';
    gap = false;
    slug += c;
  }
  if (slug.size() > slug_bytes_max) slug.resize(slug_bytes_max);
  while (!slug.empty() && slug.back() == '-') slug.pop_back();
  if (!slug.empty()) return slug;

  std::array<char, 16> hashed{};
  std::snprintf(hashed.data(), hashed.size(), "x%08x", XXH32(name.data(), name.size(), 0));
  return hashed.data();
}

std::string entity_id(EntityType type, std::string_view name) {
  return std::string(to_string(type)) + '/' + slug(name);
}

std::string article_topic(std::string_view language, std::string_view feed_id) {
  return "article." + primary_language(language) + '.' + std::string(feed_id) + '.';
}

std::string quote_topic(std::string_view language, std::string_view speaker_name) {
  return "quote." + primary_language(language) + '.' + slug(speaker_name) + '.';
}

std::string entity_topic(EntityType type, std::string_view name) {
  return "entity." + std::string(to_string(type)) + '.' + slug(name) + '.';
}

std::string watch_topic(std::string_view name) { return "watch." + slug(name) + '.'; }

std::string primary_language(std::string_view tag) {
  std::string primary;
  for (const char c : tag) {
    if (c == '-' || c == '_') break;
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    if (lower < 'a' || lower > 'z') return "und";
    primary += lower;
  }
  // BCP 47: primary subtags have two or three letters (longer ones are reserved).
  return primary.size() == 2 || primary.size() == 3 ? primary : "und";
}

}  // namespace newswired
