#include "stages/text/url_reference.h"

#include <algorithm>

namespace newswired::text {
namespace {

/// A URL's five parts; what is absent has no data at all (`data() == nullptr`), which is not the same as empty.
struct Parts {
  std::string_view scheme, authority, path, query, fragment;
};

std::size_t scheme_size(std::string_view url) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
  if (url.empty() || !letter(url[0])) return 0;
  for (std::size_t i = 1; i < url.size(); ++i) {
    if (url[i] == ':') return i;
    if (!letter(url[i]) && !(url[i] >= '0' && url[i] <= '9') && url[i] != '+' && url[i] != '-' && url[i] != '.') break;
  }
  return 0;
}

Parts split(std::string_view url) {
  Parts parts;
  if (const std::size_t hash = url.find('#'); hash != std::string_view::npos) {
    parts.fragment = url.substr(hash + 1);
    url = url.substr(0, hash);
  }
  if (const std::size_t mark = url.find('?'); mark != std::string_view::npos) {
    parts.query = url.substr(mark + 1);
    url = url.substr(0, mark);
  }
  if (const std::size_t size = scheme_size(url)) {
    parts.scheme = url.substr(0, size);
    url.remove_prefix(size + 1);
  }
  if (url.starts_with("//")) {
    const std::size_t end = std::min(url.find('/', 2), url.size());
    parts.authority = url.substr(2, end - 2);
    url.remove_prefix(end);
  }
  parts.path = url;
  return parts;
}

/// RFC 3986, 5.2.4.
std::string without_dots(std::string_view path) {
  std::string out;
  while (!path.empty()) {
    const std::size_t end = std::min(path.find('/', path[0] == '/' ? 1 : 0), path.size());
    const std::string_view segment = path.substr(0, end);  // with its leading slash
    path.remove_prefix(end);
    const std::string_view name = segment.substr(segment.starts_with('/') ? 1 : 0);
    if (name == ".") {
      if (path.empty()) out += '/';
    } else if (name == "..") {
      out.resize(out.rfind('/') == std::string::npos ? 0 : out.rfind('/'));
      if (path.empty()) out += '/';
    } else {
      out += segment;
    }
  }
  return out;
}

std::string compose(std::string_view scheme, std::string_view authority, std::string_view path, std::string_view query,
                    std::string_view fragment) {
  std::string url(scheme);
  url += ':';
  if (authority.data()) (url += "//") += authority;
  url += path;
  if (query.data()) (url += '?') += query;
  if (fragment.data()) (url += '#') += fragment;
  return url;
}

std::string cleaned(std::string_view url) {
  const auto blank = [](char c) { return c == ' ' || (c >= '\t' && c <= '\r' && c != '\v'); };
  while (!url.empty() && blank(url.front())) url.remove_prefix(1);
  while (!url.empty() && blank(url.back())) url.remove_suffix(1);
  if (std::none_of(url.begin(), url.end(), blank)) return std::string(url);

  std::string out;
  out.reserve(url.size());
  for (const char c : url) {
    if (c == ' ') out += "%20";
    else if (!blank(c)) out += c;
  }
  return out;
}

}  // namespace

bool is_absolute_url(std::string_view url) { return scheme_size(url) > 0; }

bool is_base_url(std::string_view url) {
  const Parts parts = split(url);
  std::string scheme(parts.scheme);
  std::transform(scheme.begin(), scheme.end(), scheme.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return (scheme == "http" || scheme == "https" || scheme == "ftp") && !parts.authority.empty();
}

std::string resolve_url(std::string_view base, std::string_view reference) {
  std::string clean = cleaned(reference);
  if (is_absolute_url(clean) || !is_base_url(base)) return clean;

  const Parts to = split(clean);
  const Parts from = split(base);
  if (to.authority.data()) return compose(from.scheme, to.authority, without_dots(to.path), to.query, to.fragment);
  if (to.path.empty()) return compose(from.scheme, from.authority, from.path, to.query.data() ? to.query : from.query, to.fragment);
  if (to.path[0] == '/') return compose(from.scheme, from.authority, without_dots(to.path), to.query, to.fragment);

  const std::size_t slash = from.path.rfind('/');
  std::string merged = slash == std::string_view::npos ? "/" : std::string(from.path.substr(0, slash + 1));
  merged += to.path;
  return compose(from.scheme, from.authority, without_dots(merged), to.query, to.fragment);
}

}  // namespace newswired::text
