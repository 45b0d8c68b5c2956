#include "stages/dedup/canonical_url.h"

#include <algorithm>
#include <array>
#include <optional>
#include <vector>

#include "stages/dedup/punycode.h"
#include "stages/dedup/url_parameters.h"

namespace newswired::dedup {
namespace {

using std::string;
using std::string_view;

constexpr std::size_t url_bytes_max = 64 * 1024;  // beyond: taken as it is
constexpr int wrappers_max = 4;                   // redirects within redirects

/// The parts of an http(s) URL.
struct Url {
  string host;      ///< ASCII, without `www.`; never empty.
  string port;      ///< Empty for 80 and 443.
  string path;      ///< Begins with a slash.
  std::vector<std::pair<string, string>> query;  ///< Encoded names and values.
  string fragment;  ///< With its `#`; empty when it only names a place on the page.
};

bool is_blank(char c) { return static_cast<unsigned char>(c) <= ' '; }

string_view trim(string_view text) {
  while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
  return text;
}

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

/// The octet that `%XX` at `at` stands for.
std::optional<char> octet_at(string_view text, std::size_t at) {
  if (text[at] != '%' || at + 2 >= text.size()) return std::nullopt;
  const int high = hex_value(text[at + 1]);
  const int low = hex_value(text[at + 2]);
  if (high < 0 || low < 0) return std::nullopt;
  return static_cast<char>(high * 16 + low);
}

string decode(string_view text) {
  string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (const auto octet = octet_at(text, i)) {
      result += *octet;
      i += 2;
    } else {
      result += text[i];
    }
  }
  return result;
}

bool is_unreserved(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' ||
         c == '_' || c == '~';
}

void put_encoded(string& out, char c) {
  constexpr string_view digits = "0123456789ABCDEF";
  const auto byte = static_cast<unsigned char>(c);
  out += '%';
  out += digits[byte >> 4];
  out += digits[byte & 15];
}

/// RFC 3986, 6.2.2: unreserved octets plain, the rest encoded in upper case; `plain` lists what else stays as it is
/// when it was not encoded.
string normal_encoding(string_view text, string_view plain) {
  string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto octet = octet_at(text, i);
    const char c = octet.value_or(text[i]);
    if (is_unreserved(c) || (!octet && plain.find(c) != string_view::npos))
      result += c;
    else
      put_encoded(result, c);
    if (octet) i += 2;
  }
  return result;
}

/// `&amp;`, as often as it was escaped.
string without_ampersand_escapes(string_view text) {
  string result(text);
  constexpr string_view escaped = "&amp;";
  for (std::size_t at = result.find(escaped); at != string::npos; at = result.find(escaped, at))
    result.erase(at + 1, escaped.size() - 1);
  return result;
}

bool remove_prefix(string& text, string_view prefix) {
  if (!string_view(text).starts_with(prefix)) return false;
  text.erase(0, prefix.size());
  return true;
}

bool remove_suffix(string& text, string_view suffix) {
  if (!string_view(text).ends_with(suffix)) return false;
  text.resize(text.size() - suffix.size());
  return true;
}

/// `www.`, `m.` and the like, as long as a domain remains; also Wikipedia's `en.m.`.
void drop_host_variants(string& host) {
  constexpr std::array variants = {string_view("www."), string_view("m."), string_view("mobile."), string_view("amp.")};
  for (bool again = true; again;) {
    again = false;
    for (const string_view variant : variants) {
      const bool domain_remains = host.find('.', variant.size()) != string::npos;
      if (domain_remains && remove_prefix(host, variant)) again = true;
    }
  }
  for (std::size_t infix = host.find(".m."); infix != string::npos && host.find('.', infix + 3) != string::npos;
       infix = host.find(".m."))
    host.erase(infix, 2);
}

/// `[2001:DB8::1]` in small letters; nothing when it is no such address.
std::optional<string> canonical_ip6(string_view raw) {
  if (raw.size() < 4 || !raw.ends_with(']')) return std::nullopt;
  string host(raw);
  for (std::size_t i = 1; i + 1 < host.size(); ++i) {
    char& c = host[i];
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c + 32);
    const bool may_stand = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == ':' || c == '.';
    if (!may_stand) return std::nullopt;
  }
  return host;
}

std::optional<string> canonical_host(string_view raw) {
  if (raw.starts_with('[')) return canonical_ip6(raw);
  auto host = ascii_host(decode(raw));
  if (!host) return std::nullopt;
  while (host->ends_with('.')) host->pop_back();
  drop_host_variants(*host);
  for (const char c : *host)
    if (!is_unreserved(c)) return std::nullopt;
  if (host->empty() || host->find("..") != string::npos || host->front() == '.') return std::nullopt;
  return host;
}

/// Without leading zeros; empty for the default ports. Nothing when it is no number.
std::optional<string> canonical_port(string_view port) {
  while (port.size() > 1 && port.front() == '0') port.remove_prefix(1);
  if (!std::all_of(port.begin(), port.end(), [](char c) { return c >= '0' && c <= '9'; })) return std::nullopt;
  return port == "80" || port == "443" ? string() : string(port);
}

bool is_session_segment(string_view segment) { return segment.starts_with("(S(") && segment.ends_with("))"); }

string without_path_parameters(string segment) {
  string lower(segment);
  std::transform(lower.begin(), lower.end(), lower.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  for (const string_view name : {";jsessionid=", ";phpsessid=", ";sid="})
    if (const std::size_t at = lower.find(name); at != string::npos) segment.resize(std::min(segment.size(), at));
  return segment;
}

bool is_index_file(string_view segment) {
  constexpr std::array stems = {string_view("index."), string_view("default.")};
  constexpr std::array endings = {string_view("html"), string_view("htm"), string_view("shtml"), string_view("xhtml"),
                                  string_view("php"),  string_view("php3"), string_view("php5"), string_view("asp"),
                                  string_view("aspx"), string_view("jsp"),  string_view("cfm"),  string_view("cgi")};
  for (const string_view stem : stems)
    if (segment.starts_with(stem))
      return std::find(endings.begin(), endings.end(), segment.substr(stem.size())) != endings.end();
  return false;
}

/// Segments without empty ones, dots, sessions.
std::vector<string> segments_of(string_view path) {
  std::vector<string> segments;
  for (std::size_t begin = 0; begin < path.size();) {
    const std::size_t end = std::min(path.find('/', begin), path.size());
    string segment = without_path_parameters(normal_encoding(path.substr(begin, end - begin), "!$&'()*+,;=:@"));
    begin = end + 1;
    if (segment == "..") {
      if (!segments.empty()) segments.pop_back();
    } else if (!segment.empty() && segment != "." && !is_session_segment(segment)) {
      segments.push_back(std::move(segment));
    }
  }
  return segments;
}

/// AMP folders and endings, index files.
void drop_page_variants(std::vector<string>& segments) {
  while (segments.size() > 1 && segments.front() == "amp") segments.erase(segments.begin());
  while (!segments.empty()) {
    string& last = segments.back();
    const bool is_folder = segments.size() > 1 && (last == "amp" || last == "amp.html");
    if (is_folder || is_index_file(last)) {
      segments.pop_back();
      continue;
    }
    const bool has_name = last.front() != '.';  // else the rest might be a dot segment
    if (has_name && remove_suffix(last, ".amp")) continue;
    if (has_name && remove_suffix(last, ".amp.html")) {
      last += ".html";
      continue;
    }
    break;
  }
}

/// On `google.com`, `/amp/s/…` holds the address of another page.
string canonical_path(string_view raw, string_view host) {
  std::vector<string> segments = segments_of(raw);
  if (host != "google.com") drop_page_variants(segments);
  string path;
  for (const string& segment : segments) path += '/' + segment;
  return path.empty() ? "/" : path;
}

/// A blank may be `+`; a name without value equals one with an empty value.
string canonical_query_part(string_view part) {
  string with_blanks(part);
  std::replace(with_blanks.begin(), with_blanks.end(), '+', ' ');
  return normal_encoding(with_blanks, "!$'()*,;:@/?");
}

std::vector<std::pair<string, string>> canonical_query(string_view raw) {
  std::vector<std::pair<string, string>> query;
  for (std::size_t begin = 0; begin < raw.size();) {
    const std::size_t end = std::min(raw.find('&', begin), raw.size());
    const string_view part = raw.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t equals = std::min(part.find('='), part.size());
    const string name = canonical_query_part(part.substr(0, equals));
    const string value = canonical_query_part(part.substr(std::min(equals + 1, part.size())));
    if (name.empty() && value.empty()) continue;
    if (!is_tracking_parameter(decode(name), decode(value))) query.emplace_back(name, value);
  }
  std::stable_sort(query.begin(), query.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return query;
}

/// `#!/story/1` and `#/story/1` are addresses of their own; other fragments are places on a page.
string canonical_fragment(string_view fragment) {
  if (!fragment.starts_with("!") && !(fragment.starts_with("/") && fragment.size() > 1)) return "";
  return '#' + normal_encoding(fragment, "!$&'()*+,;=:@/?");
}

/// What follows `http://` or `https://`, or `//`; nothing for other schemes.
std::optional<string_view> after_scheme(string_view url) {
  for (const string_view scheme : {"https:", "http:", ""}) {
    if (url.size() < scheme.size() + 2) continue;
    const bool same = std::equal(scheme.begin(), scheme.end(), url.begin(), [](char a, char b) {
      return a == (b >= 'A' && b <= 'Z' ? static_cast<char>(b + 32) : b);
    });
    if (same && url.substr(scheme.size(), 2) == "//") return url.substr(scheme.size() + 2);
  }
  return std::nullopt;
}

std::optional<Url> parse(string_view text) {
  const auto rest = after_scheme(text);
  if (!rest) return std::nullopt;
  const std::size_t authority_end = std::min(rest->find_first_of("/?#\\"), rest->size());
  string_view authority = rest->substr(0, authority_end);
  string_view tail = rest->substr(authority_end);
  if (const std::size_t at = authority.rfind('@'); at != string_view::npos) authority.remove_prefix(at + 1);

  const std::size_t bracket = authority.rfind(']');
  std::size_t colon = authority.rfind(':');
  if (colon != string_view::npos && bracket != string_view::npos && colon < bracket) colon = string_view::npos;
  const auto host = canonical_host(authority.substr(0, colon));
  const auto port = canonical_port(colon == string_view::npos ? "" : authority.substr(colon + 1));
  if (!host || !port) return std::nullopt;

  string_view fragment;
  if (const std::size_t at = tail.find('#'); at != string_view::npos) {
    fragment = tail.substr(at + 1);
    tail = tail.substr(0, at);
  }
  const std::size_t question = std::min(tail.find('?'), tail.size());
  string path(tail.substr(0, question));
  std::replace(path.begin(), path.end(), '\\', '/');
  return Url{*host, *port, canonical_path(path, *host), canonical_query(tail.substr(std::min(question + 1, tail.size()))),
             canonical_fragment(fragment)};
}

string to_string(const Url& url) {
  string text = "https://" + url.host;
  if (!url.port.empty()) text += ':' + url.port;
  text += url.path;
  char separator = '?';
  for (const auto& [name, value] : url.query) {
    text += separator + name;
    if (!value.empty()) text += '=' + value;
    separator = '&';
  }
  return text + url.fragment;
}

/// Pages that only lead elsewhere: host, beginning of the path, parameter with the target.
struct Wrapper {
  string_view host;
  string_view path;
  string_view parameter;
};
constexpr std::array wrappers = {
    Wrapper{"google.com", "/url", "url"},        Wrapper{"google.com", "/url", "q"},
    Wrapper{"facebook.com", "/l.php", "u"},      Wrapper{"l.facebook.com", "/l.php", "u"},
    Wrapper{"lm.facebook.com", "/l.php", "u"},   Wrapper{"l.instagram.com", "/", "u"},
    Wrapper{"out.reddit.com", "/", "url"},       Wrapper{"bing.com", "/news/apiclick.aspx", "url"},
    Wrapper{"youtube.com", "/redirect", "q"},    Wrapper{"slack-redir.net", "/link", "url"},
    Wrapper{"t.umblr.com", "/redirect", "z"},    Wrapper{"vk.com", "/away.php", "to"},
    Wrapper{"away.vk.com", "/away.php", "to"},   Wrapper{"linkedin.com", "/redir/redirect", "url"},
    Wrapper{"duckduckgo.com", "/l", "uddg"},     Wrapper{"safelinks.protection.outlook.com", "/", "url"},
    Wrapper{"steamcommunity.com", "/linkfilter", "url"},
};

/// The address inside a redirect or an AMP cache.
std::optional<string> wrapped(const Url& url) {
  for (const Wrapper& wrapper : wrappers) {
    const bool host = url.host == wrapper.host || string_view(url.host).ends_with(string(".") + string(wrapper.host));
    if (!host || !string_view(url.path).starts_with(wrapper.path)) continue;
    for (const auto& [name, value] : url.query)
      if (name == wrapper.parameter)
        if (const string target = decode(value); after_scheme(target)) return target;
  }

  std::vector<string> segments = segments_of(url.path);
  const bool cache = string_view(url.host).ends_with("cdn.ampproject.org") || string_view(url.host).ends_with("bing-amp.com");
  const bool viewer = url.host == "google.com" && url.path.starts_with("/amp/");
  if (!cache && !viewer) return std::nullopt;
  segments.erase(segments.begin(), segments.begin() + (segments.empty() ? 0 : 1));  // `c`, `v`, `i`, `amp`
  if (!segments.empty() && segments.front() == "s") segments.erase(segments.begin());
  if (segments.empty() || segments.front().find('.') == string::npos) return std::nullopt;
  string target = "https:/";
  for (const string& segment : segments) target += '/' + segment;
  char separator = '?';
  for (const auto& [name, value] : url.query) {
    target += separator + name + '=' + value;
    separator = '&';
  }
  return target;
}

}  // namespace

string canonical_url(string_view raw) {
  const string_view trimmed = trim(raw);
  if (trimmed.size() > url_bytes_max) return string(trimmed);
  string text = without_ampersand_escapes(trimmed);
  std::erase_if(text, [](char c) { return c == '\t' || c == '\n' || c == '\r'; });
  std::optional<Url> url = parse(text);
  for (int depth = 0; url && depth < wrappers_max; ++depth) {
    const auto target = wrapped(*url);
    if (!target) break;
    auto inner = parse(without_ampersand_escapes(trim(*target)));
    if (!inner) break;
    url = std::move(inner);
  }
  return url ? to_string(*url) : string(trimmed);
}

}  // namespace newswired::dedup
