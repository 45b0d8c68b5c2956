#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "stages/html/attribute_name.h"
#include "stages/html/tag.h"

namespace newswired::html {

/// Names a node: its place in document order. The root element is 0.
using NodeId = std::uint32_t;
inline constexpr NodeId no_node = UINT32_MAX;

/// One element or text. Nodes lie in document order, so a node's descendants are the ids up to `end`, its first child
/// is the next id and its next sibling is `end`: a walk over any part of the page is a loop, never a recursion.
struct Node {
  Tag tag = Tag::other;
  std::uint16_t depth = 0;
  std::uint16_t attribute_count = 0;
  NodeId parent = no_node;
  NodeId end = 0;            ///< One past the last descendant.
  std::uint32_t begin = 0;   ///< Texts: first byte in the buffer. Elements: first attribute.
  std::uint32_t size = 0;    ///< Texts: bytes.
};

/// A parsed page: flat, immutable, valid UTF-8, character references decoded. Holds its own copy of the text.
/// Comments, the contents of `<style>` and of scripts other than JSON-LD are left out.
class Document {
 public:
  std::span<const Node> nodes() const { return nodes_; }
  const Node& operator[](NodeId id) const { return nodes_[id]; }
  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }

  /// The text of a text node; empty for elements.
  std::string_view text(NodeId id) const;

  /// Attributes of all elements together; `Node::begin` of an element that has some is below. Elements that share a
  /// `begin` have the same attributes.
  std::size_t attribute_count() const { return attributes_.size(); }

  /// The value of an element's attribute (the first of that name, as HTML says); nothing when it is missing.
  std::optional<std::string_view> attribute(NodeId id, const AttributeName& name) const;

  /// Calls `visit(hash, value)` for each attribute of an element, with the `name_hash` of its name.
  template <class Visit>
  void for_each_attribute(NodeId id, const Visit& visit) const {
    const Node& node = nodes_[id];
    if (node.tag == Tag::text) return;
    for (std::uint32_t i = node.begin; i < node.begin + node.attribute_count; ++i) {
      const Attribute& attribute = attributes_[i];
      visit(attribute.name_hash,
            std::string_view(buffer_).substr(attribute.begin + attribute.name_size, attribute.value_size));
    }
  }

  /// As `attribute`, empty when missing.
  std::string_view value(NodeId id, const AttributeName& name) const { return attribute(id, name).value_or(""); }

  /// The element's own name when its tag is `other`, else empty.
  std::string_view other_name(NodeId id) const;

  /// "div", "live-ticker"; empty for texts and drawings.
  std::string_view element_name(NodeId id) const {
    return nodes_[id].tag == Tag::other ? other_name(id) : name_of(nodes_[id].tag);
  }

  /// The text below `id`, a blank between blocks; what begins beyond `bytes_max` is left out.
  std::string text_content(NodeId id, std::size_t bytes_max = SIZE_MAX) const;

  /// A limit was reached and the page was cut.
  bool truncated() const { return truncated_; }

 private:
  friend class DocumentBuilder;
  struct Attribute {
    std::uint32_t begin = 0;
    std::uint32_t value_size = 0;
    std::uint32_t name_hash = 0;
    std::uint16_t name_size = 0;
  };

  std::vector<Node> nodes_;
  std::vector<Attribute> attributes_;
  std::string buffer_;
  bool truncated_ = false;
};

}  // namespace newswired::html
