#include <algorithm>

#include "stages/clean/lines.h"
#include "stages/clean/metadata.h"
#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

void add_authors(const std::vector<std::string>& names, std::vector<std::string>& authors) {
  for (const std::string& name : names) {
    std::string author = clean_author(metadata_line(name));
    if (!author.empty() && std::find(authors.begin(), authors.end(), author) == authors.end())
      authors.push_back(std::move(author));
  }
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

/// The name in "By Ana Costa | March 5, 2026".
std::string_view name_in_byline(std::string_view text) {
  std::string key = lower_ascii(text);
  for (const std::string_view prefix : prefixes)
    if (key.starts_with(prefix)) text.remove_prefix(prefix.size()), key.erase(0, prefix.size());
  std::size_t end = text.size();
  for (const std::string_view separator : separators)
    if (const std::size_t at = key.find(separator); at != key.npos && at > 0) end = std::min(end, at);
  text = without_date(text.substr(0, end));
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
  while (!line.empty()) {
    const std::size_t end = std::min(line.find_first_of("/,&"), line.size());
    std::string name = clean_author(metadata_line(line.substr(0, end)));
    if (!looks_like_name(name)) return {};
    names.push_back(std::move(name));
    line.remove_prefix(std::min(end + 1, line.size()));
  }
  return names;
}

std::vector<std::string> find_authors(const Declarations& declared, const LinkedArticle& linked,
                                      std::string_view site_name, const PageHints& hints,
                                      const std::vector<std::string>& signed_by) {
  std::vector<std::string> authors;
  add_authors(linked.authors, authors);
  for (const std::string& name : linked.author_organizations)
    if (name_key(name) != name_key(site_name) && name_key(name) != name_key(linked.publisher)) add_authors({name}, authors);
  const auto is_site = [&](std::string_view name) { return name_key(name) == name_key(site_name); };
  for (const std::string_view name : {"dc.creator", "dc:creator", "dcterms.creator", "author", "article:author",
                                      "parsely-author", "sailthru.author", "dc.author", "byl", "citation_author"}) {
    if (!authors.empty()) break;
    for (const Declarations::Meta& meta : declared.metas)
      if (meta.name == name && !is_site(meta.content)) add_authors({meta.content}, authors);
  }
  for (const Declarations::Meta& meta : declared.metas)
    if (authors.empty() && names_authors(meta.name) && !is_site(meta.content)) add_authors({meta.content}, authors);
  if (authors.empty())
    for (const std::string& name : declared.authors)
      if (!is_site(name)) add_authors({name}, authors);
  if (authors.empty()) add_authors({hints.feed_author}, authors);
  if (authors.empty()) add_authors(signed_by, authors);
  // The newsroom itself is better than nobody.
  if (authors.empty()) add_authors(linked.author_organizations, authors);
  if (authors.empty()) add_authors({std::string(declared.meta({"author", "dc.creator"}))}, authors);
  return authors;
}

}  // namespace newswired::clean
