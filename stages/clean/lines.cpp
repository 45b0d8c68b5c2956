#include "stages/clean/lines.h"

#include "stages/text/normalize.h"

namespace newswired::clean {

std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

std::string name_key(std::string_view text) {
  std::string out = lower_ascii(text);
  std::erase_if(out, [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0);
  });
  return out;
}

std::string metadata_line(std::string_view text) { return text::normalize_line(text.substr(0, metadata_bytes_max)); }

std::string host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == url.npos) return {};
  std::string host = lower_ascii(url.substr(begin + 3, url.find_first_of("/?#:", begin + 3) - begin - 3));
  return host.starts_with("www.") ? host.substr(4) : host;
}

bool is_address(std::string_view text) {
  return text.find("://") != text.npos || text.starts_with("www.") || text.starts_with("@");
}

}  // namespace newswired::clean
