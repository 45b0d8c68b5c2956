#include "stages/feed/reading.h"

#include <algorithm>
#include <charconv>

#include "stages/feed/content_links.h"
#include "stages/feed/markup.h"
#include "stages/feed/plain_text.h"
#include "stages/feed/xml_tree.h"
#include "stages/text/dates.h"
#include "stages/text/url_reference.h"

namespace newswired::feed {
namespace {

/// An address that was escaped once more than its layers say: `&amp;` never stands in one on purpose.
std::string without_extra_escape(std::string_view url) {
  std::string out(trimmed(url));
  for (std::size_t at = out.find("&amp;"); at != std::string::npos; at = out.find("&amp;", at + 1)) out.erase(at + 1, 4);
  return out;
}

template <class T>
void fill(std::optional<T>& field, std::optional<T>& other) {
  if (!field) field = std::move(other);
}

}  // namespace

Reading::Reading(const XmlTree& tree, std::string base, bool is_atom_03)
    : base_(std::move(base)),
      has_bases_(tree.buffer.find("xml:base") != std::string::npos),
      has_languages_(tree.buffer.find("xml:lang") != std::string::npos),
      is_atom_03_(is_atom_03) {}

std::string Reading::url(pugi::xml_node node, std::string_view reference) const {
  const std::string clean = without_extra_escape(reference);
  if (clean.empty()) return {};
  return text::resolve_url(has_bases_ ? base_of(node, base_) : base_, clean);
}

std::string Reading::identifier(pugi::xml_node node) const {
  std::string id = trimmed_text_of(node);
  if (!has_bases_ || id.empty()) return id;
  const std::string base = base_of(node, {});
  return base.empty() ? id : text::resolve_url(base, id);
}

std::optional<Timestamp> Reading::date(pugi::xml_node node) { return date(text_of(node)); }

std::optional<Timestamp> Reading::date(std::string_view raw) {
  const std::string_view text = trimmed(raw);
  if (text.empty()) return std::nullopt;
  const auto time = text::parse_date(text);
  if (!time) error("unreadable date \"" + excerpt(text) + "\"");
  return time;
}

std::optional<std::string> Reading::html(pugi::xml_node node, Prose prose) const {
  if (trimmed(prose.value).empty()) return std::nullopt;
  std::string html = prose.is_html ? std::move(prose.value) : escape_html(prose.value);
  return with_absolute_links(std::move(html), has_bases_ ? base_of(node, base_) : base_);
}

std::optional<std::string> Reading::language(pugi::xml_node node) const {
  if (!has_languages_) return std::nullopt;
  std::string language = language_of(node);
  return language.empty() ? std::nullopt : std::optional(std::move(language));
}

void Reading::error(std::string message) {
  if (++error_count_ <= errors_max) errors_.push_back(std::move(message));
}

void Reading::finish(Feed& feed) {
  for (std::string& message : errors_)
    if (feed.errors.size() < errors_max) feed.errors.push_back(std::move(message));
  if (error_count_ > errors_max) feed.errors.push_back("and " + std::to_string(error_count_ - errors_max) + " more");
}

void set_if_empty(std::optional<std::string>& field, std::string value) {
  if (!field && !value.empty()) field = std::move(value);
}

void set_if_empty(std::optional<Timestamp>& field, std::optional<Timestamp> value) {
  if (!field) field = value;
}

void add_category(Entry& entry, std::string category) {
  auto& list = entry.categories;
  if (category.empty() || list.size() >= categories_max || std::find(list.begin(), list.end(), category) != list.end()) return;
  list.push_back(std::move(category));
}

void add_image(Entry& entry, std::string url) {
  auto& list = entry.images;
  if (url.empty() || list.size() >= images_max || std::find(list.begin(), list.end(), url) != list.end()) return;
  list.push_back(std::move(url));
}

void add_enclosure(Entry& entry, Enclosure enclosure) {
  auto& list = entry.enclosures;
  if (enclosure.url.empty() || list.size() >= enclosures_max || std::find(list.begin(), list.end(), enclosure) != list.end()) return;
  list.push_back(std::move(enclosure));
}

std::optional<std::int64_t> whole_number(std::string_view text) {
  text = trimmed(text);
  std::int64_t value = 0;
  const auto [end, trouble] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (trouble != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::string plain_prose(const Prose& prose) { return prose.is_html ? plain_text(prose.value) : one_line(prose.value); }

Entry finish(EntryDraft draft) {
  Entry entry = std::move(draft.own);
  Entry& other = draft.other;
  fill(entry.id, other.id);
  fill(entry.title, other.title);
  fill(entry.link, other.link);
  fill(entry.link, draft.permalink);
  if (draft.original_link) entry.link = std::move(draft.original_link);
  if (!entry.link && entry.id && (entry.id->starts_with("http://") || entry.id->starts_with("https://"))) entry.link = entry.id;
  fill(entry.published, other.published);
  fill(entry.updated, other.updated);
  fill(entry.summary, other.summary);
  fill(entry.content, other.content);
  fill(entry.language, other.language);
  fill(entry.comments, other.comments);
  fill(entry.source, other.source);
  if (entry.authors.empty()) entry.authors = std::move(other.authors);
  for (std::string& category : other.categories) add_category(entry, std::move(category));
  if (entry.enclosures.empty()) entry.enclosures = std::move(other.enclosures);

  for (std::string& image : other.images) add_image(entry, std::move(image));
  for (const Enclosure& enclosure : entry.enclosures)
    if (enclosure.type && enclosure.type->starts_with("image/")) add_image(entry, enclosure.url);
  for (const auto& html : {&entry.content, &entry.summary})
    if (*html && entry.images.size() < images_max)
      for (std::string& image : images_in(**html, images_max - entry.images.size())) add_image(entry, std::move(image));
  return entry;
}

void finish(FeedDraft draft, Feed& feed) {
  feed = std::move(draft.own);
  Feed& other = draft.other;
  fill(feed.title, other.title);
  fill(feed.link, other.link);
  fill(feed.description, other.description);
  fill(feed.language, other.language);
  fill(feed.updated, other.updated);
  fill(feed.hub, other.hub);
  fill(feed.self, other.self);
  fill(feed.image, other.image);
  if (feed.authors.empty()) feed.authors = std::move(other.authors);
}

}  // namespace newswired::feed
