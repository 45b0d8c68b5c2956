#include "daemon/ingest/fetch_url.h"

#include <curl/curl.h>

#include <algorithm>
#include <cctype>
#include <memory>

namespace newswired::ingest {
namespace {

constexpr std::size_t url_bytes_max = 8000;

using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;

Url read(const std::string& given) {
  const std::string url = wire_url(given);
  Url handle(curl_url(), &curl_url_cleanup);
  if (url.size() > url_bytes_max ||
      curl_url_set(handle.get(), CURLUPART_URL, url.c_str(), CURLU_NON_SUPPORT_SCHEME) != CURLUE_OK)
    return Url(nullptr, &curl_url_cleanup);
  return handle;
}

std::string part(CURLU* url, CURLUPart which, unsigned flags = 0) {
  char* text = nullptr;
  if (curl_url_get(url, which, &text, flags) != CURLUE_OK) return {};
  std::string out(text);
  curl_free(text);
  return out;
}

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return std::tolower(c); });
  return text;
}

}  // namespace

std::string wire_url(std::string_view url) {
  constexpr char digits[] = "0123456789ABCDEF";
  const auto is_blank = [](char c) { return static_cast<unsigned char>(c) <= 0x20; };
  while (!url.empty() && is_blank(url.front())) url.remove_prefix(1);
  while (!url.empty() && is_blank(url.back())) url.remove_suffix(1);

  const std::size_t slashes = url.find("://");
  const std::size_t tail =
      slashes == std::string_view::npos ? 0 : std::min(url.find_first_of("/?#", slashes + 3), url.size());
  std::string out(url.substr(0, tail));
  for (const char c : url.substr(tail)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > 0x20 && byte < 0x7f) {
      out += c;
    } else if (c != '\n' && c != '\r' && c != '\t') {  // A broken line within a link is no part of it.
      out += '%';
      out += digits[byte >> 4];
      out += digits[byte & 15];
    }
  }
  return out;
}

std::optional<UrlParts> split_url(const std::string& url) {
  const Url handle = read(url);
  if (!handle) return std::nullopt;

  UrlParts parts;
  parts.scheme = lower(part(handle.get(), CURLUPART_SCHEME));
  parts.host = lower(part(handle.get(), CURLUPART_HOST));
  while (parts.host.ends_with('.')) parts.host.pop_back();
  parts.port = part(handle.get(), CURLUPART_PORT, CURLU_DEFAULT_PORT);
  parts.path = part(handle.get(), CURLUPART_PATH);
  if (parts.path.empty()) parts.path = "/";
  const std::string query = part(handle.get(), CURLUPART_QUERY);
  if (!query.empty()) parts.path += "?" + query;
  parts.has_user = !part(handle.get(), CURLUPART_USER).empty();
  if (parts.host.empty() && parts.scheme != "file") return std::nullopt;
  return parts;
}

std::string shared_host(const std::string& host, const std::vector<std::string>& shared) {
  for (const std::string& domain : shared)
    if (host.ends_with("." + domain)) return domain;
  return host;
}

std::string shown_url(const std::string& url) {
  const Url handle = read(url);
  if (!handle) return url;
  curl_url_set(handle.get(), CURLUPART_USER, nullptr, 0);
  curl_url_set(handle.get(), CURLUPART_PASSWORD, nullptr, 0);
  curl_url_set(handle.get(), CURLUPART_FRAGMENT, nullptr, 0);
  const std::string shown = part(handle.get(), CURLUPART_URL);
  return shown.empty() ? url : shown;
}

}  // namespace newswired::ingest
