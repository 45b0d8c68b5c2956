#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stages/html/builder.h"
#include "stages/html/element_traits.h"

namespace newswired::html {

/// The elements that are open while an orderly page is read (HTML Standard, "the stack of open elements").
class OpenElements {
 public:
  struct Open {
    ElementKind kind;
    NodeId node = 0;
  };
  static constexpr std::size_t nowhere = SIZE_MAX;

  explicit OpenElements(DocumentBuilder& builder) : builder_(builder) {}

  bool empty() const { return open_.empty(); }
  std::size_t size() const { return open_.size(); }
  const Open& top() const { return open_.back(); }
  const Open& operator[](std::size_t place) const { return open_[place]; }
  std::size_t formatting_count() const { return formatting_count_; }
  std::size_t paragraph_count() const { return paragraph_count_; }

  /// Appends the element to the document and opens it.
  NodeId push(const ElementKind& kind);
  void pop();
  /// Closes an element over which others were left open. False when one of these is a formatting element,
  /// which would be opened again.
  bool pop_down_to(std::size_t place);
  /// Closes what ends by itself, down to an element of the name `except`.
  void close_implied(std::uint32_t except = 0);

  /// Where the innermost open element is that `matches`, unless one that `bounds` stands in between.
  template <class Matches, class Bounds>
  std::size_t find(const Matches& matches, const Bounds& bounds) const {
    for (std::size_t place = open_.size(); place-- > 0;) {
      if (matches(open_[place].kind)) return place;
      if (bounds(open_[place].kind)) return nowhere;
    }
    return nowhere;
  }
  std::size_t find_in_scope(std::uint32_t name) const;
  /// The innermost of what tables are made of.
  std::size_t find_table_place() const;
  bool is_open(std::uint32_t name) const;

 private:
  DocumentBuilder& builder_;
  std::vector<Open> open_;
  std::size_t formatting_count_ = 0;
  std::size_t paragraph_count_ = 0;
};

}  // namespace newswired::html
