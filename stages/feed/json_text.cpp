// Feed -> JSON text. Apart from `json.cpp` because it is what a command's speed hangs on: no JSON value, no second
// copy of the whole.
#include <bit>
#include <cstring>

#include "stages/feed/feed.h"

namespace newswired::feed {
namespace {

constexpr std::size_t chunk_bytes = 64 * 1024;

/// Marks (0x80) each byte of `word` that is below `limit`; a byte above one that is marked may be marked wrongly.
constexpr std::uint64_t below(std::uint64_t word, std::uint64_t limit) {
  constexpr std::uint64_t ones = 0x0101010101010101, highs = 0x8080808080808080;
  return (word - ones * limit) & ~word & highs;
}

/// The first byte from `at` on that JSON does not take as it stands. Eight at a time: text has few of them.
std::size_t next_to_escape(std::string_view text, std::size_t at) {
  constexpr std::uint64_t ones = 0x0101010101010101;
  static_assert(std::endian::native == std::endian::little, "the first byte is the lowest");
  for (; at + 8 <= text.size(); at += 8) {
    std::uint64_t word;
    std::memcpy(&word, text.data() + at, 8);
    const std::uint64_t found = below(word, 0x20) | below(word ^ ones * '"', 1) | below(word ^ ones * '\\', 1);
    if (found) return at + static_cast<std::size_t>(std::countr_zero(found)) / 8;
  }
  const auto stays = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
  while (at < text.size() && stays(text[at])) ++at;
  return at;
}

/// Writes JSON text; what it is given is valid UTF-8.
class JsonWriter {
 public:
  explicit JsonWriter(const TextSink& sink) : sink_(sink) { out_.reserve(chunk_bytes + chunk_bytes / 4); }

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
  /// Hands on what has gathered, once it is enough to be worth it.
  void pass_on(std::size_t bytes_min) {
    if (out_.size() < bytes_min) return;
    sink_(out_);
    out_.clear();
  }

 private:
  void separate() {
    if (!after_key_ && !first_) out_ += ',';
    after_key_ = false;
    first_ = false;
  }

  void quote(std::string_view text) {
    out_ += '"';
    std::size_t copied = 0;
    for (std::size_t at = next_to_escape(text, 0); at < text.size(); at = next_to_escape(text, copied)) {
      out_.append(text, copied, at - copied);
      copied = at + 1;
      escape(static_cast<unsigned char>(text[at]));
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

  const TextSink& sink_;
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
  out.pass_on(chunk_bytes);
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

void write_json(const Feed& feed, const TextSink& sink) {
  JsonWriter out(sink);
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
  out.pass_on(1);
}

std::string dump(const Feed& feed) {
  std::string text;
  write_json(feed, [&text](std::string_view part) { text += part; });
  return text;
}

}  // namespace newswired::feed
