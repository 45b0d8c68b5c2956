// JSON Feed 1.0 and 1.1 (https://www.jsonfeed.org/version/1.1/).
#include <nlohmann/json.hpp>

#include "proto/record.h"
#include "stages/feed/content_links.h"
#include "stages/feed/formats.h"
#include "stages/feed/markup.h"
#include "stages/feed/people.h"
#include "stages/feed/plain_text.h"
#include "stages/feed/reading.h"
#include "stages/feed/xml_tree.h"
#include "stages/text/dates.h"
#include "stages/text/url_reference.h"
#include "stages/text/utf8.h"

namespace newswired::feed {
namespace {

using nlohmann::json;

/// A member as text: strings as they are, numbers (ids are often) as written; empty when it is anything else.
std::string text_member(const json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end()) return {};
  if (member->is_string()) return member->get<std::string>();
  return member->is_number() ? member->dump() : std::string();
}

const json& list_member(const json& object, const char* name) {
  static const json none = json::array();
  const auto member = object.find(name);
  return member != object.end() && member->is_array() ? *member : none;
}

class JsonFeedReader {
 public:
  explicit JsonFeedReader(std::string base) : base_(std::move(base)) {}

  Feed read(const json& top) {
    feed_.format = format_of(text_member(top, "version"));
    set_if_empty(feed_.title, one_line(text_member(top, "title")));
    set_if_empty(feed_.self, url(text_member(top, "feed_url")));
    if (base_.empty() && feed_.self) base_ = *feed_.self;
    set_if_empty(feed_.link, url(text_member(top, "home_page_url")));
    if (base_.empty() && feed_.link) base_ = *feed_.link;
    set_if_empty(feed_.description, text_member(top, "description"));
    set_if_empty(feed_.language, text_member(top, "language"));
    set_if_empty(feed_.image, url(text_member(top, "icon")));
    set_if_empty(feed_.image, url(text_member(top, "favicon")));
    for (const json& hub : list_member(top, "hubs"))
      if (hub.is_object()) set_if_empty(feed_.hub, url(text_member(hub, "url")));
    feed_.authors = authors_of(top);

    for (const json& item : list_member(top, "items")) {
      if (feed_.entries.size() == entries_max) {
        feed_.errors.push_back("entries beyond " + std::to_string(entries_max) + " left out");
        break;
      }
      if (item.is_object()) feed_.entries.push_back(read_item(item));
    }
    return std::move(feed_);
  }

 private:
  static std::string format_of(const std::string& version) { return version.ends_with("/1") || version.ends_with("/1.0") ? "json-feed-1.0" : "json-feed-1.1"; }

  std::string url(const std::string& reference) const {
    return trimmed(reference).empty() ? std::string() : text::resolve_url(base_, reference);
  }

  std::optional<std::string> html(const std::string& value) const {
    if (trimmed(value).empty()) return std::nullopt;
    return with_absolute_links(value, base_);
  }

  std::optional<Timestamp> date(const json& item, const char* name) {
    const std::string written = text_member(item, name);
    if (trimmed(written).empty()) return std::nullopt;
    const auto time = text::parse_date(written);
    if (!time && feed_.errors.size() < errors_max) feed_.errors.push_back("unreadable date \"" + excerpt(written) + "\"");
    return time;
  }

  std::vector<Person> authors_of(const json& object) const {
    std::vector<Person> people;
    const auto add = [&](const json& author) {
      if (!author.is_object()) return;
      Person person;
      set_if_empty(person.name, one_line(text_member(author, "name")));
      std::string address = text_member(author, "url");
      if (address.starts_with("mailto:")) set_if_empty(person.email, address.substr(7));
      else set_if_empty(person.uri, url(address));
      add_person(people, std::move(person));
    };
    for (const json& author : list_member(object, "authors")) add(author);
    if (const auto author = object.find("author"); people.empty() && author != object.end()) add(*author);  // 1.0
    return people;
  }

  Entry read_item(const json& item) {
    EntryDraft draft;
    Entry& own = draft.own;
    set_if_empty(own.id, text_member(item, "id"));
    set_if_empty(own.title, one_line(text_member(item, "title")));
    set_if_empty(own.link, url(text_member(item, "url")));
    set_if_empty(draft.other.link, url(text_member(item, "external_url")));
    own.content = html(text_member(item, "content_html"));
    if (!own.content) own.content = html(escape_html(text_member(item, "content_text")));
    own.summary = html(escape_html(text_member(item, "summary")));
    own.published = date(item, "date_published");
    own.updated = date(item, "date_modified");
    set_if_empty(own.language, text_member(item, "language"));
    own.authors = authors_of(item);
    for (const json& tag : list_member(item, "tags"))
      if (tag.is_string()) add_category(own, one_line(tag.get<std::string>()));
    for (const char* image : {"image", "banner_image"}) add_image(draft.other, url(text_member(item, image)));
    for (const json& attachment : list_member(item, "attachments"))
      if (attachment.is_object()) add_attachment(own, attachment);
    return finish(std::move(draft));
  }

  void add_attachment(Entry& entry, const json& attachment) const {
    const std::string type = text_member(attachment, "mime_type");
    add_enclosure(entry, {url(text_member(attachment, "url")), type.empty() ? std::nullopt : std::optional(type),
                          whole_number(text_member(attachment, "size_in_bytes"))});
  }

  std::string base_;
  Feed feed_;
};

/// JSON that is cut, or has a stray byte: everything up to the last item that is whole.
std::optional<json> parse_cut(std::string_view text) {
  // Positions after which the list of items could end, from the last one on; each try costs a parse, so few.
  constexpr int tries_max = 8;
  std::size_t end = text.size();
  for (int i = 0; i < tries_max; ++i) {
    end = end == 0 ? std::string_view::npos : text.rfind('}', end - 1);
    if (end == std::string_view::npos) return std::nullopt;
    for (const char* closing : {"]}", "}]}"}) {
      auto parsed = parse_json(std::string(text.substr(0, end + 1)) + closing);
      if (parsed.ok() && parsed->is_object()) return std::move(*parsed);
    }
  }
  return std::nullopt;
}

Feed unknown(std::string message) {
  Feed feed;
  feed.errors.push_back(std::move(message));
  return feed;
}

}  // namespace

Feed read_json_feed(std::string_view raw, const std::string& base) {
  std::string text(raw);
  const std::size_t dropped = drop_illegal_characters(text);
  auto parsed = parse_json(text);
  std::optional<json> top;
  std::vector<std::string> errors;
  if (dropped) errors.push_back(std::to_string(dropped) + " control characters dropped");
  if (parsed.ok()) {
    top = std::move(*parsed);
  } else {
    // The parser quotes bytes of the text, cut anywhere.
    text::append_valid_utf8(errors.emplace_back(), parsed.error().message);
    top = parse_cut(text);
  }
  const bool is_feed = top && top->is_object() && (top->contains("items") || text_member(*top, "version").find("jsonfeed.org") != std::string::npos);
  if (!is_feed) return unknown(errors.empty() ? "no feed: JSON without items" : errors.back());

  Feed feed = JsonFeedReader(base).read(*top);
  feed.errors.insert(feed.errors.begin(), errors.begin(), errors.end());
  return feed;
}

}  // namespace newswired::feed
