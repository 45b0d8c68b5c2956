#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace newswired {

/// A half-open range of **bytes** of a UTF-8 text, on character borders. Inside the program every offset is bytes;
/// JSON shows Unicode code points (what Python's text[start:end] means), converted once at that border.
struct Span {
  std::uint32_t start = 0;
  std::uint32_t end = 0;

  std::uint32_t size() const { return end - start; }
  bool empty() const { return start == end; }
  bool contains(Span other) const { return start <= other.start && other.end <= end; }
  bool overlaps(Span other) const { return start < other.end && other.start < end; }
  std::string_view of(std::string_view text) const { return text.substr(start, end - start); }
  auto operator<=>(const Span&) const = default;
};

/// Converts between byte offsets and code points of one text. Linear to build, logarithmic to ask.
/// Borrows nothing: the text may go.
class CodePoints {
 public:
  /// `text` must be valid UTF-8.
  explicit CodePoints(std::string_view text);

  /// The number of code points before byte `offset` (an offset beyond the end counts as the end).
  std::uint32_t from_byte(std::uint32_t offset) const;

  /// The byte at which code point `index` begins (an index beyond the end gives the end).
  std::uint32_t to_byte(std::uint32_t index) const;

 private:
  // The byte at which every 64th code point begins, and every code point's distance from there; both empty when the
  // text is ASCII and the two counts are the same thing.
  std::vector<std::uint32_t> block_byte_;
  std::vector<std::uint8_t> distance_;
  std::uint32_t byte_count_ = 0;
};

}  // namespace newswired
