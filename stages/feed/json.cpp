#include <charconv>
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

/// Writes JSON text; what it is given is valid UTF-8.
class JsonWriter {
 public:
  void key(std::string_view name) {
    separate();
    quote(name);
    out_ += ':';
    after_key_ = true;
  }
  void open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
  }
  void close(char bracket) {
    out_ += bracket;
    first_ = false;
  }
  void value(std::string_view text) {
    separate();
    quote(text);
  }
  void value(std::int64_t number) {
    separate();
    out_ += std::to_string(number);
  }
  void null() {
    separate();
    out_ += "null";
  }
  template <class T>
  void member(std::string_view name, const std::optional<T>& optional) {
    key(name);
    if (!optional) null();
    else if constexpr (std::is_same_v<T, Timestamp>) value(format_rfc3339(*optional));
    else value(*optional);
  }
  template <class T>
  void member(std::string_view name, const std::vector<T>& list) {
    key(name);
    open('[');
    for (const T& element : list) value(element);
    close(']');
  }
  void reserve(std::size_t size) { out_.reserve(size); }
  std::string take() { return std::move(out_); }

 private:
  void separate() {
    if (!after_key_ && !first_) out_ += ',';
    after_key_ = false;
    first_ = false;
  }

  void quote(std::string_view text) {
    out_ += '"';
    std::size_t copied = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto c = static_cast<unsigned char>(text[i]);
      if (c >= 0x20 && c != '"' && c != '\\') continue;
      out_.append(text, copied, i - copied);
      copied = i + 1;
      escape(c);
    }
    out_.append(text, copied);
    out_ += '"';
  }

  void escape(unsigned char c) {
    constexpr char digits[] = "0123456789abcdef";
    switch (c) {
      case '"': out_ += "\\\""; return;
      case '\\': out_ += "\\\\"; return;
      case '\n': out_ += "\\n"; return;
      case '\r': out_ += "\\r"; return;
      case '\t': out_ += "\\t"; return;
      default: ((out_ += "\\u00") += digits[c >> 4]) += digits[c & 15];
    }
  }

  std::string out_;
  bool first_ = true;
  bool after_key_ = false;
};

void write(JsonWriter& out, const std::vector<Person>& people) {
  out.key("authors");
  out.open('[');
  for (const Person& person : people) {
    out.open('{');
    out.member("name", person.name);
    out.member("email", person.email);
    out.member("uri", person.uri);
    out.close('}');
  }
  out.close(']');
}

void write(JsonWriter& out, const Entry& entry) {
  out.open('{');
  out.member("id", entry.id);
  out.member("title", entry.title);
  out.member("link", entry.link);
  write(out, entry.authors);
  out.member("published", entry.published);
  out.member("updated", entry.updated);
  out.member("summary", entry.summary);
  out.member("content", entry.content);
  out.member("categories", entry.categories);
  out.key("enclosures");
  out.open('[');
  for (const Enclosure& enclosure : entry.enclosures) {
    out.open('{');
    out.key("url");
    out.value(enclosure.url);
    out.member("type", enclosure.type);
    out.member("length", enclosure.length);
    out.close('}');
  }
  out.close(']');
  out.member("language", entry.language);
  out.member("comments", entry.comments);
  out.key("source");
  if (entry.source) {
    out.open('{');
    out.member("title", entry.source->title);
    out.member("link", entry.source->link);
    out.close('}');
  } else {
    out.null();
  }
  out.member("images", entry.images);
  out.close('}');
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

std::string dump(const Feed& feed) {
  JsonWriter out;
  std::size_t size = 4096;
  for (const Entry& entry : feed.entries)
    size += 512 + (entry.content ? entry.content->size() : 0) + (entry.summary ? entry.summary->size() : 0);
  out.reserve(size + size / 16);
  out.open('{');
  out.member("format", std::optional(feed.format));
  out.member("encoding", std::optional(feed.encoding));
  out.member("title", feed.title);
  out.member("link", feed.link);
  out.member("description", feed.description);
  out.member("language", feed.language);
  out.member("updated", feed.updated);
  out.member("ttl", feed.ttl);
  out.member("update_minutes", feed.update_minutes);
  out.member("skip_hours", feed.skip_hours);
  out.member("skip_days", feed.skip_days);
  out.member("hub", feed.hub);
  out.member("self", feed.self);
  out.member("image", feed.image);
  write(out, feed.authors);
  out.key("entries");
  out.open('[');
  for (const Entry& entry : feed.entries) write(out, entry);
  out.close(']');
  out.member("errors", feed.errors);
  out.close('}');
  return out.take();
}

}  // namespace newswired::feed
