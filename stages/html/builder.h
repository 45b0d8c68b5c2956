#pragma once

#include <cstdint>
#include <string_view>

#include "stages/html/document.h"
#include "stages/html/limits.h"

namespace newswired::html {

/// Appends nodes to a Document in document order.
class DocumentBuilder {
 public:
  DocumentBuilder(const Limits& limits, Document& document) : limits_(limits), document_(document) {}

  void reserve(std::size_t markup_bytes);
  void mark_truncated() { document_.truncated_ = true; }
  /// Whether a limit on the whole page has been reached.
  bool is_full() const;

  /// Appends an element without attributes, open until `close`.
  NodeId open(Tag tag, NodeId parent, std::size_t depth);
  void close(NodeId node) { document_.nodes_[node].end = document_.size(); }
  /// The attributes of an element that was opened before are added next; it has none yet.
  void begin_attributes(NodeId node) {
    document_.nodes_[node].begin = static_cast<std::uint32_t>(document_.attributes_.size());
  }
  /// Adds an attribute to the element whose attributes were begun last; beyond the limit nothing.
  void add_attribute(NodeId id, std::string_view name, std::string_view value);
  /// Gives an element the attributes of another one.
  void share_attributes(NodeId node, const Node& other);

  /// Whether text in `parent` is kept: styles and scripts are not, linked data is.
  bool is_wanted_text(NodeId parent) const;
  /// Appends text, joined with the text before it in the same parent when that is the last node. Returns it.
  NodeId add_text(std::string_view text, NodeId parent, std::size_t depth);

 private:
  const Limits& limits_;
  Document& document_;
};

}  // namespace newswired::html
