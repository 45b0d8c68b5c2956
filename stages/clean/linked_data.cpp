#include "stages/clean/linked_data.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "proto/record.h"

namespace newswired::clean {
namespace {

using Json = nlohmann::json;

constexpr std::string_view article_types[] = {
    "NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "OpinionNewsArticle", "BackgroundNewsArticle",
    "ReviewNewsArticle", "LiveBlogPosting", "BlogPosting", "Article", "AdvertiserContentArticle", "SocialMediaPosting",
    "DiscussionForumPosting", "TechArticle", "ScholarlyArticle", "Report", "Review", "Recipe", "VideoObject", "WebPage",
};

/// Raw controls in strings, comments or CDATA around, commas before a closing bracket: what parsers refuse and pages
/// have.
std::string repaired(std::string_view bytes) {
  constexpr std::string_view section = "<![CDATA[";
  if (const std::size_t at = bytes.find(section); at != bytes.npos) {
    bytes.remove_prefix(at + section.size());
    bytes = bytes.substr(0, bytes.rfind("]]>"));
  }
  const std::size_t begin = bytes.find_first_of("{[");
  const std::size_t end = bytes.find_last_of("}]");
  if (begin == bytes.npos || end == bytes.npos || end < begin) return {};
  std::string out;
  out.reserve(end - begin + 1);
  bool in_string = false;
  for (std::size_t i = begin; i <= end; ++i) {
    const char c = bytes[i];
    if (in_string) {
      if (c == '\\' && i < end) {
        // Escapes that JSON does not know stand for the character itself.
        if (std::string_view("\"\\/bfnrtu").find(bytes[i + 1]) == std::string_view::npos) continue;
        out += c;
        out += bytes[++i];
        continue;
      }
      if (c == '"') in_string = false;
      out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
      continue;
    }
    if (c == '"') in_string = true;
    if (c == '}' || c == ']') {
      while (!out.empty() && static_cast<unsigned char>(out.back()) <= ' ') out.pop_back();
      if (!out.empty() && out.back() == ',') out.pop_back();
    }
    out += c;
  }
  return out;
}

std::optional<Json> parse_tolerantly(std::string_view bytes) {
  if (Result<Json> json = parse_json(bytes)) return std::move(json).value();
  if (Result<Json> json = parse_json(repaired(bytes))) return std::move(json).value();
  return std::nullopt;
}

const Json* member(const Json& object, const char* key) {
  const auto found = object.find(key);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

/// A string, the first string of an array, or the name or address of an object.
std::string string_of(const Json* value) {
  if (!value) return {};
  if (value->is_array()) return value->empty() ? std::string() : string_of(&value->front());
  if (value->is_string()) return value->get<std::string>();
  if (!value->is_object()) return {};
  for (const char* key : {"name", "url", "@id", "@value"})
    if (const Json* inner = member(*value, key); inner && inner->is_string()) return inner->get<std::string>();
  return {};
}

std::string address_of(const Json* value) {
  if (!value) return {};
  if (value->is_array()) return value->empty() ? std::string() : address_of(&value->front());
  if (value->is_string()) return value->get<std::string>();
  if (!value->is_object()) return {};
  for (const char* key : {"url", "contentUrl", "@id"})
    if (const Json* inner = member(*value, key); inner && inner->is_string()) return inner->get<std::string>();
  return {};
}

bool has_type(const Json& object, std::string_view name) {
  const Json* type = member(object, "@type");
  if (!type) return false;
  if (type->is_string()) return type->get_ref<const std::string&>() == name;
  return type->is_array() && std::any_of(type->begin(), type->end(), [&](const Json& item) { return item == name; });
}

/// The place of the object's type in `article_types`; its size when it is none.
std::size_t type_rank(const Json& object) {
  return static_cast<std::size_t>(std::find_if(std::begin(article_types), std::end(article_types),
                                               [&](std::string_view type) { return has_type(object, type); }) -
                                  std::begin(article_types));
}

/// The objects of a page that others refer to by their `@id`.
using Things = std::unordered_map<std::string, const Json*>;

/// What a reference that says no more than its `@id` stands for; else the value itself.
const Json& resolved(const Json& value, const Things& things) {
  if (!value.is_object() || member(value, "name") || member(value, "givenName")) return value;
  const Json* id = member(value, "@id");
  if (!id || !id->is_string()) return value;
  const auto found = things.find(id->get_ref<const std::string&>());
  return found == things.end() ? value : *found->second;
}

std::string name_of_person(const Json& author) {
  if (author.is_object() && !member(author, "name")) {
    const std::string given = string_of(member(author, "givenName")), family = string_of(member(author, "familyName"));
    if (!given.empty() && !family.empty()) return given + " " + family;
  }
  return string_of(&author);
}

void add_authors(const Json* value, const Things& things, LinkedArticle& article) {
  if (!value) return;
  const auto add = [&](const Json& reference) {
    const Json& author = resolved(reference, things);
    const std::string name = name_of_person(author);
    if (name.empty()) return;
    const bool is_organization = author.is_object() && (has_type(author, "Organization") ||
                                                        has_type(author, "NewsMediaOrganization"));
    (is_organization ? article.author_organizations : article.authors).push_back(name);
  };
  constexpr std::size_t authors_max = 20;
  if (!value->is_array()) return add(*value);
  for (std::size_t i = 0; i < std::min(value->size(), authors_max); ++i) {
    const Json& author = (*value)[i];
    // One author with a list of names.
    const Json* names = author.is_object() ? member(author, "name") : nullptr;
    if (names && names->is_array())
      add_authors(names, things, article);
    else
      add(author);
  }
}

LinkedArticle article_from(const Json& object, const Things& things) {
  LinkedArticle article;
  article.type = article_types[type_rank(object)];
  article.headline = string_of(member(object, "headline"));
  if (article.headline.empty()) article.headline = string_of(member(object, "name"));
  article.description = string_of(member(object, "description"));
  article.body = string_of(member(object, "articleBody"));
  article.published = string_of(member(object, "datePublished"));
  article.modified = string_of(member(object, "dateModified"));
  article.language = string_of(member(object, "inLanguage"));
  article.url = address_of(member(object, "mainEntityOfPage"));
  if (article.url.empty()) article.url = address_of(member(object, "url"));
  article.image = address_of(member(object, "image"));
  if (const Json* publisher = member(object, "publisher")) article.publisher = string_of(&resolved(*publisher, things));
  for (const char* key : {"author", "creator"})
    if (article.authors.empty() && article.author_organizations.empty()) add_authors(member(object, key), things, article);
  if (const Json* is_free = member(object, "isAccessibleForFree"))
    article.is_paid = *is_free == false || *is_free == "false" || *is_free == "False";
  article.is_live_blog = has_type(object, "LiveBlogPosting");
  return article;
}

std::string_view without_scheme(std::string_view url) {
  if (const std::size_t at = url.find("://"); at != url.npos) url.remove_prefix(at + 3);
  url = url.substr(0, url.find_first_of("?#"));
  while (!url.empty() && url.back() == '/') url.remove_suffix(1);
  return url;
}

/// Walks over all objects, those within others too, without recursion.
template <class Visit>
void for_each_object(const Json& root, const Visit& visit) {
  constexpr std::size_t visits_max = 100'000;
  std::vector<const Json*> waiting{&root};
  for (std::size_t visits = 0; !waiting.empty() && visits < visits_max; ++visits) {
    const Json* value = waiting.back();
    waiting.pop_back();
    if (value->is_object()) visit(*value);
    if (!value->is_structured()) continue;
    // In document order: the last pushed is visited first.
    const std::size_t before = waiting.size();
    for (const Json& child : *value)
      if (child.is_structured()) waiting.push_back(&child);
    std::reverse(waiting.begin() + static_cast<std::ptrdiff_t>(before), waiting.end());
  }
}

}  // namespace

LinkedArticle read_linked_article(const html::Document& document, std::string_view url) {
  std::vector<Json> scripts;
  std::size_t bytes = 0;
  for (html::NodeId node = 0; node < document.size() && scripts.size() < linked_data_blocks_max; ++node) {
    // Only scripts of JSON-LD kept their text.
    if (document[node].tag != html::Tag::script || document[node].end == node + 1) continue;
    const std::string_view script = document.text(node + 1);
    bytes += script.size();
    if (bytes > linked_data_bytes_max) break;
    if (std::optional<Json> json = parse_tolerantly(script)) scripts.push_back(*std::move(json));
  }
  Things things;
  for (const Json& script : scripts)
    for_each_object(script, [&](const Json& object) {
      if (const Json* id = member(object, "@id"); id && id->is_string() && member(object, "name"))
        things.emplace(id->get_ref<const std::string&>(), &object);
    });

  LinkedArticle best;
  int best_score = -1;
  for (const Json& script : scripts)
    for_each_object(script, [&](const Json& object) {
      const std::size_t rank = type_rank(object);
      if (rank >= std::size(article_types)) return;
      int score = 100 - static_cast<int>(rank);
      if (!member(object, "headline") && !member(object, "articleBody")) score -= 60;
      if (!member(object, "datePublished") && !member(object, "author")) score -= 25;
      LinkedArticle article = article_from(object, things);
      if (!url.empty() && !article.url.empty() && without_scheme(article.url) == without_scheme(url)) score += 40;
      if (score > best_score) {
        best_score = score;
        best = std::move(article);
      }
    });
  return best;
}

}  // namespace newswired::clean
