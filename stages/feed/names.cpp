#include "stages/feed/names.h"

#include <cstring>
#include <optional>

#include "stages/feed/markup.h"
#include "stages/feed/xml_tree.h"

namespace newswired::feed {
namespace {

struct Known {
  std::string_view name;
  Vocabulary vocabulary;
};

/// Without scheme, `www.`, and what ends a URI; lower case.
constexpr Known known_uris[] = {
    {"w3.org/2005/atom", Vocabulary::atom},
    {"purl.org/atom/ns", Vocabulary::atom},
    {"purl.org/atom/app", Vocabulary::other},
    {"purl.org/rss/1.0", Vocabulary::core},
    {"my.netscape.com/rdf/simple/0.9", Vocabulary::core},
    {"channel.netscape.com/rdf/simple/0.9", Vocabulary::core},
    {"my.netscape.com/publish/formats/rss-0.91.dtd", Vocabulary::core},
    {"backend.userland.com/rss", Vocabulary::core},
    {"backend.userland.com/rss2", Vocabulary::core},
    {"backend.userland.com/rss091", Vocabulary::core},
    {"backend.userland.com/rss092", Vocabulary::core},
    {"backend.userland.com/rss20", Vocabulary::core},
    {"blogs.law.harvard.edu/tech/rss", Vocabulary::core},
    {"cyber.law.harvard.edu/rss/rss.html", Vocabulary::core},
    {"w3.org/1999/02/22-rdf-syntax-ns", Vocabulary::core},
    {"purl.org/rss/1.0/modules/content", Vocabulary::content},
    {"purl.org/dc/elements/1.1", Vocabulary::dublin_core},
    {"purl.org/dc/elements/1.0", Vocabulary::dublin_core},
    {"purl.org/dc/terms", Vocabulary::dublin_terms},
    {"search.yahoo.com/mrss", Vocabulary::media},
    {"search.yahoo.com/rss", Vocabulary::media},
    {"search.yahoo.com/mrss/index.html", Vocabulary::media},
    {"rssboard.org/media-rss", Vocabulary::media},
    {"tools.search.yahoo.com/mrss", Vocabulary::media},
    {"itunes.com/dtds/podcast-1.0.dtd", Vocabulary::itunes},
    {"example.com/dtds/podcast-1.0.dtd", Vocabulary::itunes},
    {"google.com/schemas/play-podcasts/1.0", Vocabulary::itunes},  // the same names, but for `description`
    {"purl.org/rss/1.0/modules/syndication", Vocabulary::syndication},
    {"rssnamespace.org/feedburner/ext/1.0", Vocabulary::feedburner},
    {"feedburner.com/dtds/feedburner-1.0.dtd", Vocabulary::feedburner},
    {"w3.org/1999/xhtml", Vocabulary::xhtml},
};

constexpr Known known_prefixes[] = {
    {"atom", Vocabulary::atom},          {"a10", Vocabulary::atom},          {"content", Vocabulary::content},
    {"dc", Vocabulary::dublin_core},     {"dcterms", Vocabulary::dublin_terms}, {"media", Vocabulary::media},
    {"itunes", Vocabulary::itunes},      {"googleplay", Vocabulary::itunes}, {"sy", Vocabulary::syndication},    {"feedburner", Vocabulary::feedburner},
    {"xhtml", Vocabulary::xhtml},        {"rss", Vocabulary::core},          {"rdf", Vocabulary::core},
};

std::optional<Vocabulary> by_uri(std::string_view uri) {
  std::string key = lower_case(trimmed(uri));
  for (const std::string_view head : {std::string_view("http://"), std::string_view("https://"), std::string_view("www.")})
    if (key.starts_with(head)) key.erase(0, head.size());
  while (!key.empty() && (key.back() == '/' || key.back() == '#')) key.pop_back();
  for (const Known& known : known_uris)
    if (known.name == key) return known.vocabulary;
  return std::nullopt;
}

std::optional<Vocabulary> by_prefix(std::string_view prefix) {
  for (const Known& known : known_prefixes)
    if (equal_folded(prefix, known.name)) return known.vocabulary;
  return std::nullopt;
}

}  // namespace

void Names::enter(pugi::xml_node node) {
  for (const pugi::xml_attribute attribute : node.attributes()) {
    if (std::strncmp(attribute.name(), "xmlns", 5) != 0) continue;
    const bool is_default = attribute.name()[5] == '\0';
    if (!is_default && attribute.name()[5] != ':') continue;
    const std::string_view prefix = is_default ? "" : attribute.name() + 6;
    std::optional<Vocabulary> vocabulary = by_uri(attribute.value());
    if (!vocabulary) vocabulary = is_default ? Vocabulary::core : by_prefix(prefix).value_or(Vocabulary::other);
    bindings_.emplace_back(prefix, *vocabulary);
  }
}

Vocabulary Names::vocabulary_of(std::string_view prefix) const {
  for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding)
    if (binding->first == prefix) return binding->second;
  return by_prefix(prefix).value_or(Vocabulary::other);
}

Name Names::of(pugi::xml_node node) const {
  const std::string_view name = node.name();
  const std::size_t colon = name.find(':');
  const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
  Name result{Vocabulary::core, lower_case(colon == std::string_view::npos ? name : name.substr(colon + 1))};

  if (prefix.empty()) {
    // The default namespace of the whole document is the format's, whatever it says: RSS that declares Atom there is
    // RSS all the same. One that an element declares for itself counts.
    const pugi::xml_attribute own = node.attribute("xmlns");
    result.vocabulary = own ? by_uri(own.value()).value_or(Vocabulary::core) : Vocabulary::core;
  } else {
    Names inner(core_);
    inner.enter(node);
    const bool declared_here = !inner.bindings_.empty() && inner.bindings_.back().first == prefix;
    result.vocabulary = declared_here ? inner.bindings_.back().second : vocabulary_of(prefix);
  }
  if (result.vocabulary == core_) result.vocabulary = Vocabulary::core;
  return result;
}

}  // namespace newswired::feed
