#include "stages/clean/metadata.h"

#include <algorithm>

#include "stages/clean/lines.h"
#include "stages/clean/published.h"
#include "stages/text/language.h"
#include "stages/text/url_reference.h"

namespace newswired::clean {
namespace {

/// `reference` made absolute against `base`, http(s) only; empty when it cannot be.
std::string absolute(std::string_view base, std::string_view reference) {
  if (reference.empty()) return {};
  std::string url = text::resolve_url(base, reference);
  return url.starts_with("http://") || url.starts_with("https://") ? url : std::string();
}

/// The same site: one host is the other or lies below it, or they differ in their first label only.
bool are_related_hosts(std::string_view a, std::string_view b) {
  if (a == b) return true;
  const auto below = [](std::string_view host, std::string_view domain) {
    return host.size() > domain.size() && host.ends_with(domain) && host[host.size() - domain.size() - 1] == '.';
  };
  if (below(a, b) || below(b, a)) return true;
  const auto rest = [](std::string_view host) { return host.substr(host.find('.') + 1); };
  return rest(a) == rest(b) && rest(a).find('.') != std::string_view::npos;
}

std::string join(const std::vector<std::string>& names) {
  std::string joined;
  for (const std::string& name : names) joined += (joined.empty() ? "" : ", ") + name;
  return joined;
}

std::optional<std::string> if_any(std::string text) {
  if (text.empty()) return std::nullopt;
  return text;
}

}  // namespace

void fill_metadata(const Declarations& declared, const LinkedArticle& linked, const PageHints& hints,
                   const std::vector<std::string>& signed_by, Page& page) {
  const std::string site_name = find_site_name(declared, linked);
  page.site_name = if_any(site_name);
  page.authors = find_authors(declared, linked, site_name, hints, signed_by);
  page.byline = if_any(join(page.authors));
  page.modified = first_date({linked.modified, declared.meta({"article:modified_time", "og:updated_time"}),
                              declared.modified_time});
  if (page.modified && page.published && page.modified->time < page.published->time) page.modified.reset();

  const std::string canonical = absolute(hints.url, declared.canonical.empty() ? declared.meta({"og:url"})
                                                                               : std::string_view(declared.canonical));
  if (!canonical.empty() && (hints.url.empty() || are_related_hosts(host_of(canonical), host_of(hints.url))))
    page.canonical_url = canonical;
  const std::string_view image = declared.meta({"og:image", "og:image:url", "og:image:secure_url"});
  for (const std::string_view reference : {image, std::string_view(linked.image),
                                           declared.meta({"twitter:image", "twitter:image:src"}),
                                           std::string_view(declared.image_link)}) {
    if (page.image) break;
    page.image = if_any(absolute(hints.url, reference));
  }

  std::string_view language = declared.html_language;
  if (language.empty()) language = declared.meta({"content-language", "og:locale", "language", "dc.language"});
  if (language.empty()) language = linked.language;
  if (language.empty()) language = hints.feed_language;
  const std::string detected = text::detect_language(page.text, language);
  if (detected != "und") page.language = detected;
}

}  // namespace newswired::clean
