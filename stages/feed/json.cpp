#include <nlohmann/json.hpp>

#include "proto/record.h"
#include "stages/feed/feed.h"

namespace newswired::feed {
namespace {

using nlohmann::json;

template <class T>
json nullable(const std::optional<T>& value) {
  return value ? json(*value) : json(nullptr);
}
json nullable(const std::optional<Timestamp>& value) { return value ? json(format_rfc3339(*value)) : json(nullptr); }

json people_json(const std::vector<Person>& people) {
  json list = json::array();
  for (const Person& person : people) list.push_back({{"name", nullable(person.name)}, {"email", nullable(person.email)}, {"uri", nullable(person.uri)}});
  return list;
}

/// Reads members, remembering the first that has the wrong type.
class Members {
 public:
  explicit Members(const json& object) : object_(object) {
    if (!object.is_object()) wrong_ = "the whole";
  }

  template <class T>
  void read(const char* name, std::optional<T>& value) {
    if (const json* member = find(name)) assign(name, *member, value);
  }
  void read(const char* name, std::optional<Timestamp>& value) {
    std::optional<std::string> text;
    read(name, text);
    if (!text) return;
    value = parse_rfc3339(*text);
    if (!value) wrong(name);
  }
  template <class T>
  void read(const char* name, std::vector<T>& list) {
    const json* member = find(name);
    if (!member) return;
    if (!member->is_array()) return wrong(name);
    for (const json& element : *member) {
      std::optional<T> value;
      assign(name, element, value);
      if (value) list.push_back(std::move(*value));
    }
  }
  void read(const char* name, std::string& value) {
    std::optional<std::string> text;
    read(name, text);
    if (text) value = std::move(*text);
  }
  /// The member's elements that are objects.
  template <class F>
  void each(const char* name, F&& read_element) {
    const json* member = find(name);
    if (!member) return;
    if (!member->is_array()) return wrong(name);
    for (const json& element : *member) {
      Members members(element);
      read_element(members);
      if (members.wrong_) wrong(name);
    }
  }
  template <class F>
  void object(const char* name, F&& read_members) {
    const json* member = find(name);
    if (!member) return;
    Members members(*member);
    read_members(members);
    if (members.wrong_) wrong(name);
  }

  const json* find(const char* name) const {
    if (!object_.is_object()) return nullptr;
    const auto member = object_.find(name);
    return member == object_.end() || member->is_null() ? nullptr : &*member;
  }
  void wrong(const char* name) {
    if (!wrong_) wrong_ = name;
  }
  const char* wrong() const { return wrong_; }

 private:
  void assign(const char* name, const json& member, std::optional<std::string>& value) {
    if (member.is_string()) value = member.get<std::string>();
    else wrong(name);
  }
  template <class T>
    requires std::is_integral_v<T>
  void assign(const char* name, const json& member, std::optional<T>& value) {
    if (member.is_number_integer()) value = member.get<T>();
    else wrong(name);
  }

  const json& object_;
  const char* wrong_ = nullptr;
};

void read_people(Members& members, const char* name, std::vector<Person>& people) {
  members.each(name, [&](Members& person) {
    Person& added = people.emplace_back();
    person.read("name", added.name);
    person.read("email", added.email);
    person.read("uri", added.uri);
  });
}

Error bad_member(const char* what, const char* name) {
  return {ErrorKind::invalid, std::string(what) + " as JSON: " + name + " has the wrong type"};
}

}  // namespace

json to_json(const Entry& entry) {
  json enclosures = json::array();
  for (const Enclosure& enclosure : entry.enclosures)
    enclosures.push_back({{"url", enclosure.url}, {"type", nullable(enclosure.type)}, {"length", nullable(enclosure.length)}});
  json source = nullptr;
  if (entry.source) source = {{"title", nullable(entry.source->title)}, {"link", nullable(entry.source->link)}};
  return {{"id", nullable(entry.id)},           {"title", nullable(entry.title)},     {"link", nullable(entry.link)},
          {"authors", people_json(entry.authors)}, {"published", nullable(entry.published)}, {"updated", nullable(entry.updated)},
          {"summary", nullable(entry.summary)}, {"content", nullable(entry.content)}, {"categories", entry.categories},
          {"enclosures", std::move(enclosures)}, {"language", nullable(entry.language)}, {"comments", nullable(entry.comments)},
          {"source", std::move(source)},        {"images", entry.images}};
}

json to_json(const Feed& feed) {
  json entries = json::array();
  for (const Entry& entry : feed.entries) entries.push_back(to_json(entry));
  return {{"format", feed.format},           {"encoding", feed.encoding},       {"title", nullable(feed.title)},
          {"link", nullable(feed.link)},     {"description", nullable(feed.description)}, {"language", nullable(feed.language)},
          {"updated", nullable(feed.updated)}, {"ttl", nullable(feed.ttl)},     {"update_minutes", nullable(feed.update_minutes)},
          {"skip_hours", feed.skip_hours},   {"skip_days", feed.skip_days},     {"hub", nullable(feed.hub)},
          {"self", nullable(feed.self)},     {"image", nullable(feed.image)},   {"authors", people_json(feed.authors)},
          {"entries", std::move(entries)},   {"errors", feed.errors}};
}

Result<Entry> entry_from_json(const json& value) {
  Members members(value);
  Entry entry;
  members.read("id", entry.id);
  members.read("title", entry.title);
  members.read("link", entry.link);
  read_people(members, "authors", entry.authors);
  members.read("published", entry.published);
  members.read("updated", entry.updated);
  members.read("summary", entry.summary);
  members.read("content", entry.content);
  members.read("categories", entry.categories);
  members.each("enclosures", [&](Members& enclosure) {
    Enclosure& added = entry.enclosures.emplace_back();
    enclosure.read("url", added.url);
    enclosure.read("type", added.type);
    enclosure.read("length", added.length);
  });
  members.read("language", entry.language);
  members.read("comments", entry.comments);
  members.object("source", [&](Members& source) {
    entry.source.emplace();
    source.read("title", entry.source->title);
    source.read("link", entry.source->link);
  });
  members.read("images", entry.images);
  if (members.wrong()) return bad_member("an entry", members.wrong());
  return entry;
}

Result<Feed> feed_from_json(const json& value) {
  Members members(value);
  Feed feed;
  members.read("format", feed.format);
  members.read("encoding", feed.encoding);
  members.read("title", feed.title);
  members.read("link", feed.link);
  members.read("description", feed.description);
  members.read("language", feed.language);
  members.read("updated", feed.updated);
  members.read("ttl", feed.ttl);
  members.read("update_minutes", feed.update_minutes);
  members.read("skip_hours", feed.skip_hours);
  members.read("skip_days", feed.skip_days);
  members.read("hub", feed.hub);
  members.read("self", feed.self);
  members.read("image", feed.image);
  read_people(members, "authors", feed.authors);
  members.read("errors", feed.errors);
  const json* entries = members.find("entries");
  if (entries && !entries->is_array()) members.wrong("entries");
  if (members.wrong()) return bad_member("a feed", members.wrong());

  if (!entries) return feed;
  for (const json& element : *entries) {
    auto entry = entry_from_json(element);
    if (!entry.ok()) return entry.error();
    feed.entries.push_back(std::move(*entry));
  }
  return feed;
}

}  // namespace newswired::feed
