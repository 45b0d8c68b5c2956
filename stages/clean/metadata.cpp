#include "stages/clean/metadata.h"

#include <algorithm>

#include "proto/topics.h"
#include "stages/clean/evidence.h"
#include "stages/text/dates.h"
#include "stages/text/language.h"
#include "stages/text/normalize.h"
#include "stages/text/url_reference.h"

namespace newswired::clean {
namespace {

using html::Document;
using html::NodeId;
using html::Tag;

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

constexpr std::size_t line_bytes_max = 2000;

std::string line_of(std::string_view text) { return text::normalize_line(text.substr(0, line_bytes_max)); }

/// Two to four words with capitals and no digits.
bool looks_like_name(std::string_view text) {
  const auto blanks = std::count(text.begin(), text.end(), ' ');
  if (blanks < 1 || blanks > 3 || text.find_first_of("0123456789:@/*|") != text.npos) return false;
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (is_small(text[0])) return false;
  return !is_small(text[text.rfind(' ') + 1]);
}

class Reader {
 public:
  explicit Reader(const Document& document) : document_(document), evidence_(document) {}

  Declarations read() {
    for (NodeId node = 0; node < document_.size(); ++node) read_element(node);
    return std::move(declared_);
  }

 private:
  void read_element(NodeId node) {
    switch (document_[node].tag) {
      case Tag::text: return;
      case Tag::html: declared_.html_language = document_.value(node, "lang"); return;
      case Tag::meta: return read_meta(node);
      case Tag::link: return read_link(node);
      case Tag::title:
        if (declared_.document_title.empty()) declared_.document_title = line_of(document_.text_content(node, line_bytes_max));
        return;
      case Tag::h1:
        if (declared_.headings.size() < headings_max) declared_.headings.push_back(line_of(document_.text_content(node, line_bytes_max)));
        return;
      case Tag::time: return read_time(node);
      default: return read_author(node);
    }
  }

  void read_meta(NodeId node) {
    const std::string_view content = document_.value(node, "content");
    if (content.empty() || declared_.metas.size() >= metas_max) return;
    for (const html::AttributeName& key : {html::AttributeName("property"), html::AttributeName("name"), html::AttributeName("itemprop"),
                                          html::AttributeName("http-equiv")}) {
      const std::string_view name = document_.value(node, key);
      // A property may list several names.
      for (std::size_t at = 0; at < name.size() && declared_.metas.size() < metas_max;) {
        const std::size_t end = std::min(name.find(' ', at), name.size());
        if (end > at)
          declared_.metas.push_back({lower(name.substr(at, end - at)), std::string(content.substr(0, line_bytes_max))});
        at = end + 1;
      }
    }
  }

  void read_link(NodeId node) {
    const std::string rel = lower(document_.value(node, "rel"));
    if (rel == "canonical" && declared_.canonical.empty()) declared_.canonical = document_.value(node, "href");
    if (rel == "image_src" && declared_.image_link.empty()) declared_.image_link = document_.value(node, "href");
  }

  void read_time(NodeId node) {
    std::string value(document_.value(node, "datetime"));
    if (value.empty()) value = document_.value(node, "content");
    if (value.empty()) value = line_of(document_.text_content(node, line_bytes_max));
    const std::string_view property = document_.value(node, "itemprop");
    if (property == "dateModified") {
      if (declared_.modified_time.empty()) declared_.modified_time = value;
    } else if (declared_.time.empty() && text::parse_date(value)) {
      declared_.time = value;
    }
  }

  void read_author(NodeId node) {
    if (document_[node].attribute_count == 0 || declared_.authors.size() >= authors_max) return;
    const std::string_view property = document_.value(node, "itemprop");
    const bool names_author = property == "author" || document_.value(node, "rel") == "author";
    // Classes of names, not of boxes around them: the text must be short enough to be a name.
    const EvidenceSet set = names_author ? 0 : evidence_.of_names(document_.value(node, "class"));
    if (!names_author && !has(set, Evidence::byline)) return;
    if (document_[node].end - node > nodes_of_a_name_max) return;
    const std::string name = clean_author(line_of(document_.text_content(node, line_bytes_max)));
    if (name.empty() || (!names_author && !looks_like_name(name))) return;
    // Classes go on to name the authors of other stories further down.
    if (!names_author && !declared_.authors.empty() && node > last_author_ + nodes_between_authors_max) return;
    last_author_ = node;
    if (std::find(declared_.authors.begin(), declared_.authors.end(), name) == declared_.authors.end())
      declared_.authors.push_back(name);
  }

  static constexpr std::size_t metas_max = 500;
  static constexpr std::size_t headings_max = 20;
  static constexpr std::size_t authors_max = 20;
  static constexpr NodeId nodes_of_a_name_max = 12;

  static constexpr NodeId nodes_between_authors_max = 14;

  const Document& document_;
  EvidenceReader evidence_;
  Declarations declared_;
  NodeId last_author_ = 0;
};

bool is_address(std::string_view text) {
  return text.find("://") != text.npos || text.find("www.") == 0 || (!text.empty() && text[0] == '@');
}

std::optional<Timestamp> date_of(std::string_view text) {
  const auto date = text::parse_date(text);
  // Pages of the web are younger than the web.
  constexpr Timestamp earliest = std::chrono::sys_days{std::chrono::year{1990} / 1 / 1};
  if (!date || *date < earliest) return std::nullopt;
  return date;
}

std::optional<Timestamp> first_date(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts)
    if (const auto date = date_of(text)) return date;
  return std::nullopt;
}

/// /2024/03/05/ or /2024-03-05 in an address: the day, at midnight.
std::optional<Timestamp> date_in_url(std::string_view url) {
  const auto number = [&](std::size_t at, int digits) {
    int value = 0;
    for (int i = 0; i < digits; ++i, ++at) {
      if (at >= url.size() || url[at] < '0' || url[at] > '9') return -1;
      value = value * 10 + (url[at] - '0');
    }
    return value;
  };
  for (std::size_t at = url.find('/', 8); at != url.npos; at = url.find('/', at + 1)) {
    const int year = number(at + 1, 4), month = number(at + 6, 2), day = number(at + 9, 2);
    if (year < 1990 || year > 2100 || month < 1 || day < 1 || at + 5 >= url.size()) continue;
    if (url[at + 5] != url[at + 8] || (url[at + 5] != '/' && url[at + 5] != '-')) continue;
    const std::chrono::year_month_day date{std::chrono::year{year}, std::chrono::month(static_cast<unsigned>(month)),
                                           std::chrono::day(static_cast<unsigned>(day))};
    if (date.ok()) return std::chrono::sys_days{date};
  }
  return std::nullopt;
}

std::string host_of(std::string_view url) {
  const std::size_t begin = url.find("://");
  if (begin == url.npos) return {};
  std::string host = lower(url.substr(begin + 3, url.find_first_of("/?#:", begin + 3) - begin - 3));
  return host.starts_with("www.") ? host.substr(4) : host;
}

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

std::string find_site_name(const Declarations& declared, const LinkedArticle& linked) {
  for (const std::string_view name : {declared.meta({"og:site_name"}), std::string_view(linked.publisher),
                                      declared.meta({"application-name"}), declared.meta({"twitter:site"})}) {
    std::string line = line_of(name);
    if (line.starts_with("@")) line.erase(0, 1);
    if (!line.empty() && !is_address(line)) return line;
  }
  return {};
}

/// Letters and digits in lower case: what two spellings of a headline share.
std::string bare(std::string_view text) {
  std::string out = lower(text);
  std::erase_if(out, [](char c) {
    return !((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<signed char>(c) < 0);
  });
  return out;
}

void add_authors(const std::vector<std::string>& names, std::vector<std::string>& authors) {
  for (const std::string& name : names) {
    std::string author = clean_author(line_of(name));
    if (!author.empty() && std::find(authors.begin(), authors.end(), author) == authors.end())
      authors.push_back(std::move(author));
  }
}

std::vector<std::string> find_authors(const Declarations& declared, const LinkedArticle& linked,
                                      std::string_view site_name, const PageHints& hints) {
  std::vector<std::string> authors;
  add_authors(linked.authors, authors);
  for (const std::string& name : linked.author_organizations)
    if (bare(name) != bare(site_name) && bare(name) != bare(linked.publisher)) add_authors({name}, authors);
  for (const std::string_view name : {"author", "article:author", "parsely-author", "sailthru.author", "dc.creator",
                                      "dc:creator",
                                      "dc.author", "byl", "citation_author"}) {
    if (!authors.empty()) break;
    for (const Declarations::Meta& meta : declared.metas)
      if (meta.name == name && bare(meta.content) != bare(site_name)) add_authors({meta.content}, authors);
  }
  if (authors.empty())
    for (const std::string& name : declared.authors)
      if (bare(name) != bare(site_name)) add_authors({name}, authors);
  if (authors.empty()) add_authors({hints.feed_author}, authors);
  if (authors.empty()) add_authors(linked.author_organizations, authors);
  return authors;
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

std::string_view Declarations::meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names)
    for (const Meta& meta : metas)
      if (meta.name == name) return meta.content;
  return {};
}

/// The h1 that another place confirms; empty when there is none.
std::string find_heading(const Declarations& declared, std::initializer_list<const std::string*> others,
                         std::string_view site_name) {
  for (const std::string& line : declared.headings) {
    const std::string heading = without_site_name(line, site_name);
    const std::string key = bare(heading);
    if (key.empty() || key == bare(site_name)) continue;
    for (const std::string* other : others)
      if (!other->empty() && bare(*other) == key) return heading;
  }
  return {};
}

std::string find_title(const Declarations& declared, const LinkedArticle& linked, const PageHints& hints) {
  const std::string site_name = find_site_name(declared, linked);
  const std::string social = without_site_name(line_of(declared.meta({"og:title", "twitter:title", "dc.title", "dc:title",
                                                                   "parsely-title"})),
                                               site_name);
  const std::string document_title = without_site_name(declared.document_title, site_name);
  const std::string linked_title = without_site_name(line_of(linked.headline), site_name);
  const std::string heading = find_heading(declared, {&linked_title, &social, &document_title}, site_name);

  // Heading and document title are often worded for search engines alike. Of the other two, one that keeps its own
  // wording is what the editors wrote.
  const std::string key = bare(heading);
  const auto is_own_wording = [&](const std::string& title) {
    return !title.empty() && bare(title) != key && (key.empty() || bare(title).find(key) == std::string::npos);
  };
  if (!key.empty() && !social.empty() && is_own_wording(linked_title) && !is_own_wording(social)) return linked_title;
  if (!key.empty() && is_own_wording(social) && !is_own_wording(linked_title)) return social;
  if (!linked_title.empty() && bare(linked_title) == bare(social)) return linked_title;
  for (const std::string* title : {&heading, &linked_title, &social, &document_title})
    if (!title->empty()) return *title;
  for (const std::string& line : declared.headings)
    if (!line.empty()) return line;
  return line_of(hints.feed_title);
}

Declarations read_declarations(const Document& document) { return Reader(document).read(); }

std::string clean_author(std::string_view text) {
  std::string name(text);
  constexpr std::string_view prefixes[] = {"By ", "by ", "BY ", "Von ", "von: ", "VON ", "Par ", "PAR ", "Por ", "POR ",
                                           "Di ", "Written by ", "Posted by ", "Author: ", "Autor: ", "By: ", "Text: ",
                                           "von ", "Από "};
  for (const std::string_view prefix : prefixes)
    if (name.starts_with(prefix)) name.erase(0, prefix.size());
  constexpr std::size_t words_max = 8;
  if (name.empty() || is_address(name) || name.size() > 120) return {};
  if (name.find(' ') == name.npos && name.find('.') != name.npos) return {};
  if (static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')) >= words_max) return {};
  const bool has_letter = std::any_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
  });
  if (!has_letter || text::parse_date(name)) return {};
  while (!name.empty() && (name.back() == ',' || name.back() == ':' || name.back() == ' ')) name.pop_back();
  return name;
}

std::string without_site_name(std::string_view title, std::string_view site_name) {
  constexpr std::string_view separators[] = {" | ", " - ", " \u2013 ", " \u2014 ", " \u00B7 ", " \u00BB ", " :: ",
                                             " \u2022 ", " / ", " \u2502 ", " \u00AB "};
  // Most titles hold no separator: all of them begin with a blank before a sign.
  const auto may_part = [&] {
    for (std::size_t at = title.find(' '); at != title.npos && at + 1 < title.size(); at = title.find(' ', at + 1))
      if (static_cast<signed char>(title[at + 1]) < 0 || std::string_view("|-:/").find(title[at + 1]) != std::string_view::npos)
        return true;
    return false;
  };
  if (!may_part()) return std::string(title);
  const std::string site = bare(site_name);
  for (int round = 0; round < 2; ++round) {
    std::size_t cut = title.npos;
    for (const std::string_view separator : separators) {
      const std::size_t at = title.rfind(separator);
      if (at == title.npos || at == 0) continue;
      const std::string tail = bare(title.substr(at + separator.size()));
      const bool is_site = !site.empty() && (tail == site || (tail.size() > 3 && site.find(tail) != site.npos) ||
                                             (site.size() > 3 && tail.starts_with(site)));
      const bool is_short = site.empty() && separator == " | " && tail.size() < 25;
      if (is_site || is_short) cut = std::min(cut, at);
    }
    if (cut == title.npos) break;
    title = title.substr(0, cut);
  }
  return std::string(title);
}

void fill_metadata(const Declarations& declared, const LinkedArticle& linked, const PageHints& hints, Page& page) {
  const std::string site_name = find_site_name(declared, linked);
  page.site_name = if_any(site_name);
  page.title = find_title(declared, linked, hints);
  page.authors = find_authors(declared, linked, site_name, hints);
  page.byline = if_any(join(page.authors));
  page.published = first_date({linked.published, declared.meta({"article:published_time", "og:article:published_time"}),
                               declared.meta({"datepublished", "parsely-pub-date", "sailthru.date", "dc.date", "dcterms.date",
                                              "dc.date.issued", "dcterms.created", "publish-date", "pubdate", "date",
                                              "article.published", "cxenseparse:recs:publishtime", "last-modified"}),
                               declared.time});
  if (!page.published) page.published = date_in_url(hints.url);
  page.modified = first_date({linked.modified, declared.meta({"article:modified_time", "og:updated_time"}),
                              declared.modified_time});
  if (page.modified && page.published && *page.modified < *page.published) page.modified.reset();

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
