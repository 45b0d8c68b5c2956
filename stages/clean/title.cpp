#include <algorithm>

#include "stages/clean/lines.h"
#include "stages/clean/metadata.h"
#include "stages/clean/social_title.h"

namespace newswired::clean {

std::string find_site_name(const Declarations& declared, const LinkedArticle& linked) {
  for (const std::string_view name : {declared.meta({"og:site_name"}), std::string_view(linked.publisher),
                                      declared.meta({"application-name"}), declared.meta({"twitter:site"})}) {
    std::string line = metadata_line(name);
    if (line.starts_with("@")) line.erase(0, 1);
    if (!line.empty() && !is_address(line)) return line;
  }
  return {};
}

namespace {

constexpr std::string_view separators[] = {" | ", " - ", " \u2013 ", " \u2014 ", " \u00B7 ", " \u00BB ", " :: ",
                                           " \u2022 ", " / ", " \u2502 ", " \u00AB ", " * ", " ~ ", " \u22C6 ", " \uFF5C "};

/// Most titles hold no separator: all of them begin with a blank before a sign.
bool may_part(std::string_view title) {
  for (std::size_t at = title.find(' '); at != title.npos && at + 1 < title.size(); at = title.find(' ', at + 1))
    if (static_cast<signed char>(title[at + 1]) < 0 || std::string_view("|-:/*~").find(title[at + 1]) != title.npos)
      return true;
  return false;
}

std::size_t word_count(std::string_view text) {
  return static_cast<std::size_t>(std::count(text.begin(), text.end(), ' ')) + 1;
}

/// Where the sign is that stands between a headline and the site's very name at its end with a blank on one side or none:
/// "Wall gives way| The Gazette".
std::size_t find_glued_site(std::string_view title, std::string_view site_name) {
  if (site_name.empty() || title.size() <= site_name.size() || !title.ends_with(site_name)) return title.npos;
  std::string_view rest = title.substr(0, title.size() - site_name.size());
  const bool has_blank = rest.ends_with(' ');
  if (has_blank) rest.remove_suffix(1);
  for (const std::string_view sign : {"|", "\u2502", "\uFF5C", "\u3163", "-", "\u2013", "\u2014"}) {
    const bool is_sure = sign != "-" && sign != "\u2013" && sign != "\u2014";
    if (rest.ends_with(sign) && rest.size() > sign.size() && (is_sure || has_blank)) return rest.size() - sign.size();
  }
  return title.npos;
}

constexpr std::size_t headline_words_min = 3;  // behind the site's name

/// Where a headline begins behind the site's name; 0 when it does not stand before it.
std::size_t find_headline_behind(std::string_view title, const std::string& site) {
  for (const std::string_view separator : {separators[0], separators[1], separators[2], separators[3], separators[6]})
    if (const std::size_t at = title.find(separator); at != title.npos && name_key(title.substr(0, at)) == site)
      if (const std::size_t begin = at + separator.size(); word_count(title.substr(begin)) >= headline_words_min) return begin;
  return 0;
}

/// Where the last separator is that has the site's name behind it, before other parts or the end.
std::size_t find_site_part(std::string_view title, const std::string& site) {
  for (const std::string_view separator : separators)
    for (std::size_t at = title.rfind(separator); at != title.npos && at > 0; at = title.rfind(separator, at - 1)) {
      const std::string_view rest = title.substr(at + separator.size());
      if (name_key(rest.substr(0, rest.find(separator))) == site) return at;
    }
  return title.npos;
}

/// `name_key` less a leading "The".
std::string key_less_article(std::string_view name) {
  std::string key = name_key(name);
  if (key.starts_with("the")) key.erase(0, 3);
  return key;
}

/// Whether a part of a title names the host: "TechCrunch" of techcrunch.com, "The Namibian" of namibian.com.na.
bool names_host(std::string_view part, std::string_view host) {
  constexpr std::size_t label_bytes_min = 4;
  const std::string name = key_less_article(part);
  if (name.empty()) return false;
  if (name == name_key(host)) return true;
  for (std::size_t at = 0; at < host.size();) {
    const std::size_t end = std::min(host.find('.', at), host.size());
    const std::string label = key_less_article(host.substr(at, end - at));
    if (label.size() >= label_bytes_min && 2 * name.size() >= label.size() && label.find(name) != label.npos) return true;
    at = end + 1;
  }
  return false;
}

/// A title less the first part but its own that names the page's host, and what follows it.
std::string without_host(const std::string& title, std::string_view host) {
  if (host.empty() || !may_part(title)) return title;
  std::size_t cut = title.npos;
  for (const std::string_view separator : separators)
    for (std::size_t at = title.find(separator, 1); at < cut; at = title.find(separator, at + 1)) {
      const std::string_view rest = std::string_view(title).substr(at + separator.size());
      std::size_t end = rest.size();
      for (const std::string_view other : separators) end = std::min(end, rest.find(other));
      if (names_host(rest.substr(0, end), host)) cut = at;
    }
  return title.substr(0, cut);
}

/// A title of a page that names no site: its last part goes when it is short and a headline is left.
std::string without_last_part(const std::string& title) {
  constexpr std::size_t part_bytes_max = 25, part_words_max = 3, words_left_min = 4;
  if (!may_part(title)) return title;
  std::size_t cut = title.npos, end = 0;
  for (const std::string_view separator : {separators[0], separators[1], separators[2], separators[3], separators[4]})
    if (const std::size_t at = title.rfind(separator); at != title.npos && (cut == title.npos || at > cut))
      cut = at, end = at + separator.size();
  if (cut == title.npos || title.size() - end > part_bytes_max || word_count(title.substr(end)) > part_words_max ||
      word_count(title.substr(0, cut)) < words_left_min)
    return title;
  return title.substr(0, cut);
}

}  // namespace

std::string without_site_name(std::string_view title, std::string_view site_name) {
  const std::string site = name_key(site_name);
  if (site.empty()) return std::string(title);
  title = title.substr(0, find_glued_site(title, site_name));
  while (title.ends_with(' ')) title.remove_suffix(1);
  if (!may_part(title)) return std::string(title);
  title.remove_prefix(find_headline_behind(title, site));
  for (int round = 0; round < 2; ++round) {
    std::size_t cut = title.npos;
    for (const std::string_view separator : separators) {
      const std::size_t at = title.rfind(separator);
      if (at == title.npos || at == 0) continue;
      const std::string tail = name_key(title.substr(at + separator.size()));
      const bool is_site = tail == site || (tail.size() > 3 && site.find(tail) != site.npos) ||
                           (site.size() > 3 && tail.starts_with(site));
      if (is_site) cut = std::min(cut, at);
    }
    if (cut == title.npos) break;
    title = title.substr(0, cut);
  }
  if (may_part(title))
    if (const std::size_t at = find_site_part(title, site); at != title.npos) title = title.substr(0, at);
  return std::string(title);
}

/// Whether a title is the site's name, or a part of it, and at most a word or two: no headline.
static bool names_site_alone(std::string_view title, std::string_view site_name) {
  const std::string key = name_key(title), site = name_key(site_name);
  if (key.empty() || site.empty()) return false;
  if (site.find(key) != site.npos) return true;
  return std::any_of(std::begin(separators), std::end(separators), [&](std::string_view separator) {
    const std::size_t at = title.find(separator);
    return at != title.npos && name_key(title.substr(0, at)) == site && word_count(title.substr(at + separator.size())) < headline_words_min;
  });
}

/// Whether `title` is `heading` and what follows a separator.
static bool begins_with_part(std::string_view title, std::string_view heading) {
  if (!title.starts_with(heading)) return false;
  const std::string_view rest = title.substr(heading.size());
  return std::any_of(std::begin(separators), std::end(separators),
                     [&](std::string_view separator) { return rest.starts_with(separator); });
}

/// The h1 that another place confirms; empty when there is none. `is_titled_only`: a document title that begins with it
/// is enough.
static std::string find_heading(const Declarations& declared, std::initializer_list<const std::string*> others,
                         std::string_view site_name, bool is_titled_only) {
  for (const std::string& line : declared.headings) {
    const std::string heading = without_site_name(line, site_name);
    const std::string key = name_key(heading);
    if (key.empty() || key == name_key(site_name)) continue;
    for (const std::string* other : others)
      if (!other->empty() && name_key(*other) == key) return heading;
    if (is_titled_only && begins_with_part(declared.document_title, heading)) return heading;
  }
  return {};
}

/// Whether `title` is what a page without escapes leaves of `heading`: all before its first quotation mark.
static bool is_cut_at_quote(std::string_view title, std::string_view heading) {
  if (title.size() >= heading.size() || !heading.starts_with(title)) return false;
  const std::size_t next = heading.find_first_not_of(' ', title.size());
  return next != heading.npos && heading[next] == '"';
}

std::string find_title(const Declarations& declared, const LinkedArticle& linked, const PageHints& hints,
                       std::string_view markup) {
  const std::string site_name = find_site_name(declared, linked);
  const std::string host = host_of(hints.url);
  const auto bare = [&](const std::string& title) {
    const std::string left = without_host(without_site_name(title, site_name), host);
    return names_site_alone(left, site_name) ? std::string() : left;
  };
  const std::string social = bare(metadata_line(declared.meta({"dc:title", "dc.title", "dcterms.title", "og:title", "twitter:title", "parsely-title"})));
  const std::string document_title = site_name.empty() ? without_last_part(bare(declared.document_title)) : bare(declared.document_title);
  const std::string linked_title = bare(metadata_line(linked.headline));
  const std::string heading = find_heading(declared, {&linked_title, &social, &document_title}, site_name, social.empty());

  // What the feed calls it and the page too is the editors' wording.
  const std::string feed_key = name_key(metadata_line(hints.feed_title));
  for (const std::string* title : {&heading, &linked_title, &social, &document_title})
    if (!feed_key.empty() && name_key(*title) == feed_key) return *title;

  // Heading and document title are often worded for search engines alike. Of the other two, one that keeps its own
  // wording is what the editors wrote.
  const std::string key = name_key(heading), document_key = name_key(document_title);
  const auto is_own_wording = [&](const std::string& title) {
    const std::string own = name_key(title);
    return !own.empty() && own != key && own != document_key && (key.empty() || own.find(key) == own.npos) &&
           !is_cut_at_quote(title, heading);
  };
  if (!key.empty() && !social.empty() && is_own_wording(linked_title) && !is_own_wording(social)) return linked_title;
  if (!key.empty() && is_own_wording(social) && !is_own_wording(linked_title) && !is_social_title(social, markup))
    return social;
  if (!linked_title.empty() && name_key(linked_title) == name_key(social)) return linked_title;
  for (const std::string* title : {&heading, &linked_title, &social, &document_title})
    if (!title->empty()) return *title;
  for (const std::string& line : declared.headings)
    if (!line.empty()) return line;
  const std::string feed_title = metadata_line(hints.feed_title);
  return feed_title.empty() ? declared.document_title : feed_title;
}

}  // namespace newswired::clean
