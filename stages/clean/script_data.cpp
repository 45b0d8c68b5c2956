#include "stages/clean/script_data.h"

namespace newswired::clean {
namespace {

constexpr std::size_t half_key_bytes_max = 32;

bool is_key_sign(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '.' || c == ':' || c == '-';
}

std::size_t skip_blanks(std::string_view markup, std::size_t at) {
  while (at < markup.size() && markup[at] == ' ') ++at;
  return at;
}

/// How many backslashes stand before `at`, back to `begin`.
std::size_t backslashes_before(std::string_view markup, std::size_t at, std::size_t begin) {
  std::size_t count = 0;
  while (at - count > begin && markup[at - count - 1] == '\\') ++count;
  return count;
}

}  // namespace

std::string_view key_around(std::string_view markup, std::size_t at, std::size_t& end) {
  std::size_t begin = at;
  while (begin > 0 && at - begin < half_key_bytes_max && is_key_sign(markup[begin - 1])) --begin;
  end = at;
  while (end < markup.size() && end - at < half_key_bytes_max && is_key_sign(markup[end])) ++end;
  const std::string_view key = markup.substr(begin, end - begin);
  if (begin == 0 || markup[begin - 1] != '"') return {};
  while (end < markup.size() && markup[end] == '\\') ++end;
  if (end >= markup.size() || markup[end] != '"') return {};
  ++end;
  return key;
}

std::string_view string_after(std::string_view markup, std::size_t at, std::size_t bytes_max, int* depth) {
  at = skip_blanks(markup, at);
  if (at >= markup.size() || markup[at] != ':') return {};
  const std::size_t marks = at = skip_blanks(markup, at + 1);
  while (at < markup.size() && markup[at] == '\\') ++at;
  if (at >= markup.size() || markup[at] != '"') return {};
  const std::size_t escapes = at - marks, begin = at + 1;
  if (depth) *depth = static_cast<int>(escapes);
  const std::string_view text = markup.substr(0, begin + bytes_max);
  for (at = text.find('"', begin); at != text.npos; at = text.find('"', at + 1))
    if (const std::size_t before = backslashes_before(text, at, begin); before <= escapes)
      return text.substr(begin, at - before - begin);
  return {};
}

}  // namespace newswired::clean
