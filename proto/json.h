#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "proto/record.h"

// How proto's types read their members; for proto's own .cpp files.
namespace newswired::json {

using Value = nlohmann::json;

inline Error wrong(std::string_view key, std::string_view expected) {
  return {ErrorKind::invalid, std::string(key) + ": expected " + std::string(expected)};
}

/// Collects members of one object and remembers the first thing that is wrong, so that a reader is a plain list.
class Reader {
 public:
  explicit Reader(const Value& object) : object_(object) {
    if (!object.is_object()) error_ = Error{ErrorKind::invalid, "expected an object"};
  }

  std::string string(const char* key) {
    const Value* member = find(key);
    if (member && member->is_string()) return member->get<std::string>();
    fail(key, "a string");
    return {};
  }
  std::optional<std::string> optional_string(const char* key) {
    const Value* member = find(key);
    if (!member || member->is_null()) return std::nullopt;
    return string(key);
  }
  std::vector<std::string> strings(const char* key) {
    std::vector<std::string> list;
    for (const Value& item : array(key)) {
      if (item.is_string())
        list.push_back(item.get<std::string>());
      else
        fail(key, "an array of strings");
    }
    return list;
  }
  std::uint64_t number(const char* key) {
    const Value* member = find(key);
    if (member && member->is_number_unsigned()) return member->get<std::uint64_t>();
    if (member && member->is_number_integer() && member->get<std::int64_t>() >= 0) return member->get<std::uint64_t>();
    fail(key, "a whole number, 0 or more");
    return 0;
  }
  double real(const char* key) {
    const Value* member = find(key);
    if (member && member->is_number()) return member->get<double>();
    fail(key, "a number");
    return 0;
  }
  Timestamp time(const char* key) {
    const auto parsed = parse_rfc3339(string(key));
    if (!parsed) fail(key, "an RFC 3339 time");
    return parsed.value_or(Timestamp{});
  }
  std::optional<Timestamp> optional_time(const char* key) {
    const Value* member = find(key);
    if (!member || member->is_null()) return std::nullopt;
    return time(key);
  }
  /// An empty array when the member is missing or something else (which is remembered).
  const Value& array(const char* key) {
    static const Value empty = Value::array();
    const Value* member = find(key);
    if (member && member->is_array()) return *member;
    fail(key, "an array");
    return empty;
  }
  const Value& object(const char* key) {
    static const Value empty = Value::object();
    const Value* member = find(key);
    if (member && member->is_object()) return *member;
    fail(key, "an object");
    return empty;
  }

  bool has(const char* key) const { return object_.is_object() && object_.contains(key) && !object_.at(key).is_null(); }

  void fail(std::string_view key, std::string_view expected) {
    if (!error_) error_ = wrong(key, expected);
  }
  void fail(const Error& error) {
    if (!error_) error_ = error;
  }

  template <class T>
  Result<T> finish(T value) {
    if (error_) return *error_;
    return value;
  }

 private:
  const Value* find(const char* key) const {
    if (!object_.is_object()) return nullptr;
    const auto member = object_.find(key);
    return member == object_.end() ? nullptr : &*member;
  }

  const Value& object_;
  std::optional<Error> error_;
};

template <class T>
Value or_null(const std::optional<T>& value) {
  return value ? Value(*value) : Value(nullptr);
}

inline Value or_null(const std::optional<Timestamp>& time) {
  return time ? Value(format_rfc3339(*time)) : Value(nullptr);
}

/// Offsets in code points, both ways.
inline void put_span(Value& object, Span span, const CodePoints& points) {
  object["start"] = points.from_byte(span.start);
  object["end"] = points.from_byte(span.end);
}

inline Span get_span(Reader& reader, const CodePoints& points) {
  const auto start = reader.number("start");
  const auto end = reader.number("end");
  if (start > end) reader.fail("end", "start or more");
  return {points.to_byte(static_cast<std::uint32_t>(start)), points.to_byte(static_cast<std::uint32_t>(end))};
}

}  // namespace newswired::json
