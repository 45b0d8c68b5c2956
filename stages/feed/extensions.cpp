// Fields that are not the format's own.
#include <algorithm>

#include "stages/feed/markup.h"
#include "stages/feed/people.h"
#include "stages/feed/plain_text.h"
#include "stages/feed/reading.h"
#include "stages/feed/xml_tree.h"

namespace newswired::feed {
namespace {

void read_dublin_core(Reading& reading, std::string_view local, pugi::xml_node node, EntryDraft& draft) {
  Entry& other = draft.other;
  if (local == "creator" || local == "author") add_person(other.authors, parse_person(html_of(node)));
  else if (local == "date" || local == "issued" || local == "created" || local == "available") set_if_empty(other.published, reading.date(node));
  else if (local == "modified") set_if_empty(other.updated, reading.date(node));
  else if (local == "subject") add_category(other, plain_text(html_of(node)));
  else if (local == "title") set_if_empty(other.title, plain_text(html_of(node)));
  else if (local == "description" || local == "abstract") other.summary = other.summary ? other.summary : reading.rss_html(node);
  else if (local == "language") set_if_empty(other.language, trimmed_text_of(node));
  else if (local == "identifier") set_if_empty(other.id, trimmed_text_of(node));
}

bool is_image(pugi::xml_node node, const std::string& url) {
  const std::string medium = lower_case(attribute_of(node, "medium"));
  const std::string type = lower_case(attribute_of(node, "type"));
  if (!medium.empty()) return medium == "image";
  if (!type.empty()) return type.starts_with("image");
  const std::string path = lower_case(url.substr(0, url.find_first_of("?#")));
  return path.ends_with(".jpg") || path.ends_with(".jpeg") || path.ends_with(".png") || path.ends_with(".gif") || path.ends_with(".webp");
}

/// `media:content` and `media:group` hold what `media:thumbnail` and the rest say elsewhere at the entry itself.
void read_media(Reading& reading, pugi::xml_node top, EntryDraft& draft) {
  for (pugi::xml_node node = top; node; node = next_in_order(node, top, true)) {
    if (node.type() != pugi::node_element) continue;
    const std::string local = local_name(node.name());
    if (local == "thumbnail" || local == "content") {
      const std::string url = reading.url(node, attribute_of(node, "url"));
      if (local == "thumbnail" || is_image(node, url)) add_image(draft.other, url);
    } else if (local == "title") {
      set_if_empty(draft.other.title, plain_text(html_of(node)));
    } else if (local == "description" && !draft.other.summary) {
      draft.other.summary = reading.rss_html(node);
    }
  }
}

/// "one, two": a category each.
void add_keywords(std::string_view list, Entry& entry) {
  while (!list.empty()) {
    const std::size_t comma = std::min(list.find(','), list.size());
    add_category(entry, one_line(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
}

void read_itunes(Reading& reading, std::string_view local, pugi::xml_node node, EntryDraft& draft) {
  Entry& other = draft.other;
  if (local == "author") add_person(other.authors, parse_person(html_of(node)));
  else if (local == "summary" || local == "subtitle" || local == "description") other.summary = other.summary ? other.summary : reading.rss_html(node);
  else if (local == "title") set_if_empty(other.title, plain_text(html_of(node)));
  else if (local == "image") add_image(other, reading.url(node, attribute_of(node, "href")));
  else if (local == "keywords") add_keywords(plain_text(html_of(node)), other);
}

void read_atom_in_rss(Reading& reading, std::string_view local, pugi::xml_node node, EntryDraft& draft) {
  Entry& other = draft.other;
  if (local == "link") read_atom_link(reading, node, other);
  else if (local == "updated" || local == "modified") set_if_empty(other.updated, reading.date(node));
  else if (local == "published" || local == "issued") set_if_empty(other.published, reading.date(node));
  else if (local == "author") add_person(other.authors, read_atom_person(reading, node));
  else if (local == "title") set_if_empty(other.title, plain_prose(prose_of(node, false)));
  else if (local == "summary") other.summary = other.summary ? other.summary : reading.html(node, reading.prose(node));
  else if (local == "content") other.content = other.content ? other.content : reading.html(node, reading.prose(node));
  else if (local == "id") set_if_empty(other.id, trimmed_text_of(node));
  else if (local == "category") add_category(other, read_atom_category(node));
}

void read_syndication(std::string_view local, pugi::xml_node node, Feed& feed) {
  // Period and frequency come in any order: the minutes hold the period until the frequency divides them.
  static constexpr std::pair<std::string_view, int> periods[] = {
      {"hourly", 60}, {"daily", 24 * 60}, {"weekly", 7 * 24 * 60}, {"monthly", 30 * 24 * 60}, {"yearly", 365 * 24 * 60}};
  const std::string value = lower_case(trimmed_text_of(node));
  if (local == "updateperiod") {
    for (const auto& [name, minutes] : periods)
      if (value == name) feed.update_minutes = minutes;
    const auto sibling_is = [](pugi::xml_node sibling) { return local_name(sibling.name()) == "updatefrequency"; };
    const auto frequency = whole_number(text_of(node.parent().find_child(sibling_is)));
    if (feed.update_minutes && frequency && *frequency > 1)
      feed.update_minutes = std::max<int>(1, static_cast<int>(*feed.update_minutes / std::min<std::int64_t>(*frequency, 525'600)));
  }
}

}  // namespace

void read_extension(Reading& reading, const Name& name, pugi::xml_node node, EntryDraft& draft) {
  switch (name.vocabulary) {
    case Vocabulary::dublin_core:
    case Vocabulary::dublin_terms: return read_dublin_core(reading, name.local, node, draft);
    case Vocabulary::content:
      if (name.local == "encoded" && !draft.own.content) draft.own.content = reading.rss_html(node);
      return;
    case Vocabulary::media: return read_media(reading, node, draft);
    case Vocabulary::itunes: return read_itunes(reading, name.local, node, draft);
    case Vocabulary::atom: return read_atom_in_rss(reading, name.local, node, draft);
    case Vocabulary::feedburner:
      if (name.local == "origlink") set_if_empty(draft.original_link, reading.url(node, text_of(node)));
      return;
    case Vocabulary::xhtml:
      if (name.local == "body" && !draft.other.content) draft.other.content = reading.html(node, {inner_markup(node, reading.markup_base()), true});
      return;
    default: return;
  }
}

void read_extension(Reading& reading, const Name& name, pugi::xml_node node, FeedDraft& draft) {
  Feed& other = draft.other;
  const std::string_view local = name.local;
  if (name.vocabulary == Vocabulary::syndication) return read_syndication(local, node, draft.own);
  if (name.vocabulary == Vocabulary::atom) {
    if (local == "link") read_atom_link(reading, node, other);
    else if (local == "updated") set_if_empty(other.updated, reading.date(node));
    else if (local == "author") add_person(other.authors, read_atom_person(reading, node));
    else if (local == "title") set_if_empty(other.title, plain_prose(prose_of(node, false)));
    else if (local == "subtitle" && !other.description) other.description = reading.html(node, reading.prose(node));
    else if (local == "icon" || local == "logo") set_if_empty(other.image, reading.url(node, text_of(node)));
  } else if (name.vocabulary == Vocabulary::itunes || name.vocabulary == Vocabulary::media) {
    if (local == "author") add_person(other.authors, parse_person(html_of(node)));
    else if ((local == "summary" || local == "subtitle" || local == "description") && !other.description) other.description = reading.rss_html(node);
    else if (local == "image") set_if_empty(other.image, reading.url(node, attribute_of(node, "href")));
    else if (local == "thumbnail" || (local == "content" && is_image(node, attribute_of(node, "url")))) set_if_empty(other.image, reading.url(node, attribute_of(node, "url")));
    else if (local == "title") set_if_empty(other.title, plain_text(html_of(node)));
  } else if (name.vocabulary == Vocabulary::dublin_core || name.vocabulary == Vocabulary::dublin_terms) {
    if (local == "title") set_if_empty(other.title, plain_text(html_of(node)));
    else if (local == "description" && !other.description) other.description = reading.rss_html(node);
    else if (local == "language") set_if_empty(other.language, trimmed_text_of(node));
    else if (local == "date" || local == "modified") set_if_empty(other.updated, reading.date(node));
    else if (local == "creator") add_person(other.authors, parse_person(html_of(node)));
  }
}

Person read_atom_person(const Reading& reading, pugi::xml_node node) {
  Person person;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() != pugi::node_element) continue;
    const std::string local = local_name(child.name());
    if (local == "name") set_if_empty(person.name, plain_text(html_of(child)));
    else if (local == "email") set_if_empty(person.email, trimmed_text_of(child));
    else if (local == "uri" || local == "url" || local == "homepage") set_if_empty(person.uri, reading.url(child, text_of(child)));
  }
  // Text right in the element, as RSS has it.
  return person == Person{} ? parse_person(html_of(node)) : person;
}

void read_atom_link(const Reading& reading, pugi::xml_node node, Entry& entry) {
  std::string url = reading.url(node, attribute_of(node, "href"));
  if (url.empty()) url = reading.url(node, text_of(node));
  const std::string rel = lower_case(std::string(trimmed(attribute_of(node, "rel"))));
  if (rel.empty() || rel == "alternate") {
    // Of several alternates the page is wanted, not its JSON or its print version.
    const std::string type = lower_case(attribute_of(node, "type"));
    const bool page = type.empty() || type.find("html") != std::string::npos;
    if (page || !entry.link) set_if_empty(entry.link, std::move(url));
  } else if (rel == "enclosure") {
    const std::string type = attribute_of(node, "type");
    add_enclosure(entry, {std::move(url), type.empty() ? std::nullopt : std::optional(type), whole_number(attribute_of(node, "length"))});
  } else if (rel == "replies") {
    set_if_empty(entry.comments, std::move(url));
  }
}

void read_atom_link(const Reading& reading, pugi::xml_node node, Feed& feed) {
  std::string url = reading.url(node, attribute_of(node, "href"));
  if (url.empty()) url = reading.url(node, text_of(node));
  // An empty reference is the base itself.
  if (url.empty() && node.attribute("href")) url = base_of(node, {});
  const std::string rel = lower_case(std::string(trimmed(attribute_of(node, "rel"))));
  if (rel.empty() || rel == "alternate") set_if_empty(feed.link, std::move(url));
  else if (rel == "self") set_if_empty(feed.self, std::move(url));
  else if (rel == "hub") set_if_empty(feed.hub, std::move(url));
}

std::string read_atom_category(pugi::xml_node node) {
  for (const char* name : {"label", "term"}) {
    std::string value = plain_text(attribute_of(node, name));
    if (!value.empty()) return value;
  }
  return plain_text(html_of(node));
}

}  // namespace newswired::feed
