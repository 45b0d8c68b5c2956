#include <algorithm>

#include "stages/clean/lines.h"
#include "stages/clean/metadata.h"
#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

void add_authors(const std::vector<std::string>& lines, std::vector<std::string>& authors) {
  for (const std::string& line : lines)
    for (std::string& name : names_in_byline(metadata_line(line)))
      if (std::find(authors.begin(), authors.end(), name) == authors.end()) authors.push_back(std::move(name));
}

/// What stands between two names of a byline.
constexpr std::string_view joints[] = {", ", "; ", " & ", "/", " and ", " und ", " et ", " y ", " e ", " og ", " och ", " en "};

/// One past the last byte of the first name in `line`, and where the next begins.
std::pair<std::size_t, std::size_t> find_joint(std::string_view line) {
  std::pair<std::size_t, std::size_t> found{line.size(), line.size()};
  for (const std::string_view joint : joints)
    if (const std::size_t at = line.find(joint); at < found.first) found = {at, at + joint.size()};
  return found;
}

/// What stands before the name: whole words.
constexpr std::string_view prefixes[] = {"written by ", "posted by ", "reported by ", "story by ", "words by ", "by: ", "by ",
                                         "author: ",    "autor: ",    "autorin: ",    "text: ",     "von: ",     "von ",
                                         "par ",        "por ",       "di ",          "door ",      "av ",       "af ",
                                         "από "};

/// What stands after it.
constexpr std::string_view separators[] = {" | ", " \u00B7 ", " \u2022 ", " \u2013 ", " \u2014 ", " - ", " edited by ",
                                           " published ", " updated ", " posted ", " last updated "};

/// "March 11, 2015 3:46 PM" at the end, from the word before the first number on when that word is a month.
std::string_view without_date(std::string_view name) {
  const std::size_t digit = name.find_first_of("0123456789");
  if (digit == name.npos || digit == 0) return name;
  std::size_t end = name.find_last_not_of(" ,", digit - 1);
  if (end == name.npos || end + 1 == digit) return name;  // "Agent007" is a name.
  const std::size_t word = name.rfind(' ', end);
  if (word != name.npos && text::parse_date(std::string(name.substr(word + 1, end - word)) + " 1, 2000")) end = word;
  else ++end;
  return name.substr(0, end);
}

/// What people who write are called behind their name.
constexpr std::string_view roles[] = {"editor", "reporter", "correspondent", "writer", "columnist", "producer", "journalist",
                                      "contributor", "staff", "analyst", "redakteur", "korrespondent", "reporterin", "bureau",
                                      "chief", "presenter", "critic", "photographer"};

bool names_role(std::string_view text) {
  const std::string key = lower_ascii(text);
  return std::any_of(std::begin(roles), std::end(roles), [&](std::string_view role) {
    const std::size_t at = key.find(role);
    return at != key.npos && (at == 0 || key[at - 1] == ' ');
  });
}

/// "Ana Costa" of "Ana Costa, Political Editor" and of "Ana Costa (Reuters)".
std::string_view without_role(std::string_view name) {
  if (name.ends_with(')'))
    if (const std::size_t open = name.rfind(" ("); open != name.npos && open > 0) name = name.substr(0, open);
  const std::size_t comma = name.find(", ");
  if (comma == name.npos || comma == 0 || name.substr(0, comma).find(' ') == name.npos) return name;
  return names_role(name.substr(comma + 2)) ? name.substr(0, comma) : name;
}

/// The name in "By Ana Costa | March 5, 2026".
std::string_view name_in_byline(std::string_view text) {
  std::string key = lower_ascii(text);
  for (const std::string_view prefix : prefixes)
    if (key.starts_with(prefix)) text.remove_prefix(prefix.size()), key.erase(0, prefix.size());
  std::size_t end = text.size();
  for (const std::string_view separator : separators)
    if (const std::size_t at = key.find(separator); at != key.npos && at > 0) end = std::min(end, at);
  text = without_role(without_date(text.substr(0, end)));
  while (!text.empty() && (text.back() == ',' || text.back() == ':' || text.back() == ' ')) text.remove_suffix(1);
  return text;
}

/// Whether a `meta` of any publisher's own making names authors: "lrt_authors", "shareaholic:article_author_name".
bool names_authors(std::string_view meta) {
  for (const std::string_view end : {"_author", "_authors", ":author", ":authors", "-author", "-authors", ".author",
                                     ".authors", "author_name"})
    if (meta.ends_with(end)) return true;
  return meta == "authors";
}

/// What themes of WordPress write beside the author's name for those who share a link.
bool is_written_by(std::string_view label) {
  const std::string key = lower_ascii(label);
  for (const std::string_view known : {"written by", "verfasst von", "geschrieben von", "escrito por", "\u00E9crit par", "scritto da", "geschreven door",
                                       "skrevet av", "skrevet af", "skriven av", "napisane przez"})
    if (key == known) return true;
  return false;
}

}  // namespace

/// Two to four words with capitals and no digits.
bool looks_like_name(std::string_view text) {
  const auto blanks = std::count(text.begin(), text.end(), ' ');
  if (blanks < 1 || blanks > 3 || text.find_first_of("0123456789:@/*|") != text.npos) return false;
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  if (is_small(text[0])) return false;
  return !is_small(text[text.rfind(' ') + 1]);
}

std::string clean_author(std::string_view text) {
  std::string_view name = name_in_byline(text);
  constexpr std::size_t words_max = 8, bytes_max = 120;
  if (name.empty() || is_address(name) || name.size() > bytes_max) return {};
  if (name.find(' ') == name.npos && name.find('.') != name.npos) return {};
  if (static_cast<std::size_t>(std::count(name.begin(), name.end(), ' ')) >= words_max) return {};
  const bool has_letter = std::any_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<signed char>(c) < 0;
  });
  if (!has_letter || text::parse_date(name)) return {};
  if (name.find(' ') == name.npos && text::parse_date(text)) return {};  // "March" of "March 5, 2026".
  return std::string(name);
}

std::vector<std::string> names_in_signature(std::string_view line) {
  std::vector<std::string> names;
  for (std::string_view rest = line; !rest.empty();) {
    const auto [end, next] = find_joint(rest);
    std::string name = clean_author(rest.substr(0, end));
    const bool is_role = !names.empty() && names_role(name);
    if (!is_role && !looks_like_name(name)) return {};
    if (!is_role) names.push_back(std::move(name));
    rest.remove_prefix(next);
    if (rest.starts_with("and ")) rest.remove_prefix(4);
  }
  return names;
}

std::vector<std::string> names_in_byline(std::string_view line) {
  if (is_address(line)) return {};
  if (std::vector<std::string> names = names_in_signature(line); names.size() > 1) return names;
  std::string name = clean_author(line);
  return name.empty() ? std::vector<std::string>() : std::vector<std::string>{std::move(name)};
}

std::vector<std::string> find_authors(const Declarations& declared, const LinkedArticle& linked,
                                      std::string_view site_name, const PageHints& hints,
                                      const std::vector<std::string>& signed_by) {
  // The paper's own name, a part of it or more: "Daily Herald" of "The Daily Herald Online", "Daily Herald and agencies".
  const std::string site = name_key(site_name), publisher = name_key(linked.publisher);
  const auto is_site = [&](std::string_view name) {
    const std::string key = name_key(name);
    constexpr std::size_t part_bytes_min = 6;
    const auto holds = [](std::string_view whole, std::string_view part) {
      return part.size() >= part_bytes_min && whole.find(part) != whole.npos;
    };
    return key == site || key == publisher || holds(site, key) || holds(publisher, key) || holds(key, site) || holds(key, publisher);
  };
  std::vector<std::string> authors;
  const auto add = [&](const std::vector<std::string>& names) {
    for (const std::string& name : names)
      if (!is_site(name)) add_authors({name}, authors);
  };
  add(linked.authors);
  add(linked.author_organizations);
  for (const std::string_view name : {"dc.creator", "dc:creator", "dcterms.creator", "author", "article:author",
                                      "parsely-author", "sailthru.author", "dc.author", "byl", "citation_author"}) {
    if (!authors.empty()) break;
    for (const Declarations::Meta& meta : declared.metas)
      if (meta.name == name) add({meta.content});
  }
  for (const Declarations::Meta& meta : declared.metas)
    if (authors.empty() && names_authors(meta.name)) add({meta.content});
  if (authors.empty() && is_written_by(declared.meta({"twitter:label1"}))) add({std::string(declared.meta({"twitter:data1"}))});
  if (authors.empty()) add(declared.byline);
  // Classes called "author" also stand at teasers: a page that names its newsroom is believed before them.
  const auto is_name = [](const std::string& name) { return !clean_author(metadata_line(name)).empty(); };
  const bool names_newsroom = std::any_of(linked.authors.begin(), linked.authors.end(), is_name) ||
                              std::any_of(linked.author_organizations.begin(), linked.author_organizations.end(), is_name);
  if (authors.empty() && !names_newsroom) add(declared.authors);
  if (authors.empty()) add({hints.feed_author});
  if (authors.empty()) add_authors(signed_by, authors);
  // The newsroom itself is better than nobody, and some are called as their address: "herald.example".
  const auto add_newsroom = [&](std::string_view text) {
    std::string name = metadata_line(text);
    if (const std::string person = clean_author(name); !person.empty()) name = person;
    else if (name.find(' ') != name.npos) name.clear();
    if (!name.empty() && !is_address(name) && std::find(authors.begin(), authors.end(), name) == authors.end())
      authors.push_back(std::move(name));
  };
  const bool is_unsigned = authors.empty();
  for (const std::vector<std::string>* names : {&linked.authors, &linked.author_organizations})
    if (is_unsigned) std::for_each(names->begin(), names->end(), add_newsroom);
  if (authors.empty()) add_newsroom(declared.meta({"author", "dc.creator"}));
  if (authors.empty()) add_newsroom(hints.feed_author);
  return authors;
}

}  // namespace newswired::clean
