#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/time.h"
#include "stages/clean/evidence.h"
#include "stages/clean/linked_data.h"
#include "stages/clean/page.h"
#include "stages/html/document.h"

namespace newswired::clean {

/// What a page declares of itself outside its article: `<meta>`, `<link>`, `<title>`, headings, times. Texts are
/// normalised lines, else as written; empty when missing.
struct Declarations {
  /// Of `meta` names and properties in lower case; the first of a name.
  struct Meta {
    std::string name;
    std::string content;
  };
  std::vector<Meta> metas;
  std::string html_language;
  std::string document_title;
  std::string canonical;
  std::string image_link;
  std::vector<std::string> headings;  ///< Every h1, in order.
  std::vector<std::string> byline;    ///< Who is named in the lines around the headline, where JSON-LD names nobody.
  std::vector<std::string> authors;   ///< rel=author, itemprop=author, class byline near the first heading.
  std::string published_property;     ///< itemprop=datePublished, in an attribute or as text.
  std::string time;                   ///< The first `time` after the first heading.
  std::string time_before_heading;    ///< The first `time` of all, when it stands before the first heading.
  std::string modified_time;
  std::string visible_date;  ///< In an element called "date" or the like after the first heading.

  /// The content of the first of `names` that the page has.
  std::string_view meta(std::initializer_list<std::string_view> names) const;
};

Declarations read_declarations(const html::Document& document, EvidenceReader& evidence);

/// What the page calls its site; empty when it does not say.
std::string find_site_name(const Declarations& declared, const LinkedArticle& linked);

/// Who wrote it, by what page and feed say, else by `signed_by`, names found in the text.
std::vector<std::string> find_authors(const Declarations& declared, const LinkedArticle& linked,
                                      std::string_view site_name, const PageHints& hints,
                                      const std::vector<std::string>& signed_by);

/// The names in a line that holds nothing else: "Ana Costa/Tom Ashby"; empty when it holds more.
std::vector<std::string> names_in_signature(std::string_view line);

/// The names in a byline: "By Ana Costa and Tom Ashby, Political Editor". One that is no list of names is one name.
std::vector<std::string> names_in_byline(std::string_view line);

/// Two to four words with capitals and no digits.
bool looks_like_name(std::string_view text);

/// The headline that the reader sees, or what the page declares; the feed's title when it has none. `markup`: the page,
/// whose scripts may say which title is for social networks.
std::string find_title(const Declarations& declared, const LinkedArticle& linked, const PageHints& hints,
                       std::string_view markup);

/// Fills the members of `page` that are neither text, title nor day of publication. The order of trust for each stands in the function of its name.
/// `signed_by`: names that stand by themselves at the edges of the text.
void fill_metadata(const Declarations& declared, const LinkedArticle& linked, const PageHints& hints,
                   const std::vector<std::string>& signed_by, Page& page);

/// A title less the name of the site at its end or begin; a dash within a headline stays.
std::string without_site_name(std::string_view title, std::string_view site_name);

/// A name as people write it: less "By", addresses and dates; empty when it is no name.
std::string clean_author(std::string_view text);

}  // namespace newswired::clean
