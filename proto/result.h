#pragma once

#include <string>
#include <utility>
#include <variant>

namespace newswired {

/// What kind of trouble the world made; decides whether a retry can help.
enum class ErrorKind {
  invalid,      ///< The input itself is wrong: the same call fails again.
  unavailable,  ///< Something needed is not there now: the same call may succeed later.
  limit,        ///< A named limit was reached.
  internal,     ///< A library failed in a way we did not foresee.
};

/// One clear message for a person: what, where and what to do.
struct Error {
  ErrorKind kind = ErrorKind::invalid;
  std::string message;

  bool operator==(const Error&) const = default;
};

/// Either a value or the reason why there is none. What the world does wrong is a `Result`; what we do wrong
/// is an assert. Stands in for C++23's std::expected, which g++ 12 lacks in C++20 mode.
template <class T, class E = Error>
class [[nodiscard]] Result {
 public:
  Result(T value) : content_(std::in_place_index<0>, std::move(value)) {}
  Result(E error) : content_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return content_.index() == 0; }
  explicit operator bool() const { return ok(); }

  /// The value; calling it on an error is a bug (throws std::bad_variant_access).
  T& value() & { return std::get<0>(content_); }
  const T& value() const& { return std::get<0>(content_); }
  T&& value() && { return std::get<0>(std::move(content_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// The error; calling it on a value is a bug (throws std::bad_variant_access).
  const E& error() const { return std::get<1>(content_); }

 private:
  std::variant<T, E> content_;
};

/// For calls that yield nothing but success.
struct Done {
  bool operator==(const Done&) const = default;
};

}  // namespace newswired
