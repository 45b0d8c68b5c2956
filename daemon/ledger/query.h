#pragma once

#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "proto/time.h"

namespace newswired::ledger {

/// Bytes that are no text.
struct Blob {
  std::string_view bytes;
};

/// A prepared statement in use: parameters are bound in their order, columns are read by number from 0. Resets the
/// statement when it goes, so two queries of one text must not be open at once. Throws SQLite::Exception.
class Query {
 public:
  template <class... Values>
  explicit Query(SQLite::Statement& statement, const Values&... values) : statement_(statement) {
    (bind(values), ...);
  }
  ~Query() { statement_.tryReset(); }
  Query(const Query&) = delete;
  Query& operator=(const Query&) = delete;

  bool next() { return statement_.executeStep(); }

  /// For statements without rows; returns how many rows changed.
  int run() { return statement_.exec(); }

  bool null(int column) { return statement_.isColumnNull(column); }
  std::int64_t integer(int column) { return statement_.getColumn(column).getInt64(); }
  std::uint64_t number(int column) { return static_cast<std::uint64_t>(integer(column)); }
  double real(int column) { return statement_.getColumn(column).getDouble(); }
  std::string text(int column) { return statement_.getColumn(column).getString(); }
  /// Text or a blob into an existing string, whose memory is used again.
  void text(int column, std::string& into) {
    const auto value = statement_.getColumn(column);
    const void* bytes = value.getBlob();
    into.assign(static_cast<const char*>(bytes ? bytes : ""), static_cast<std::size_t>(value.getBytes()));
  }

  Timestamp time(int column) { return Timestamp(std::chrono::seconds(integer(column))); }

 private:
  void bind(std::string_view text) { statement_.bind(++bound_, std::string(text)); }
  void bind(const std::string& text) { statement_.bind(++bound_, text); }
  void bind(const char* text) { bind(std::string_view(text)); }
  void bind(int value) { statement_.bind(++bound_, value); }
  void bind(std::int64_t value) { statement_.bind(++bound_, value); }
  void bind(std::uint64_t value) { statement_.bind(++bound_, static_cast<std::int64_t>(value)); }
  void bind(double value) { statement_.bind(++bound_, value); }
  void bind(Timestamp time) { bind(static_cast<std::int64_t>(time.time_since_epoch().count())); }
  void bind(Blob blob) { statement_.bind(++bound_, blob.bytes.data(), static_cast<int>(blob.bytes.size())); }
  void bind(std::nullopt_t) { statement_.bind(++bound_); }
  template <class T>
  void bind(const std::optional<T>& value) {
    if (value)
      bind(*value);
    else
      bind(std::nullopt);
  }

  SQLite::Statement& statement_;
  int bound_ = 0;
};

}  // namespace newswired::ledger
