#pragma once

#include <xxhash.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "stages/html/builder.h"
#include "stages/html/orderly_tags.h"

namespace newswired::html {

/// Gives elements the attributes of their tags. Tags that read the same, as most of a page do, are read once.
class TagAttributes {
 public:
  TagAttributes(DocumentBuilder& builder, const Document& document) : builder_(builder), document_(document) {}

  /// Elements that HTML does not know keep their name as an attribute without one.
  void add(const ReadTag& tag, std::string_view markup, NodeId node) {
    const std::string_view name = tag.kind.tag == Tag::other ? tag.name : std::string_view();
    if (name.empty() && tag.attributes.empty()) return;
    const std::string_view key = name.empty() ? tag.attributes : markup.substr(tag.begin, tag.end - tag.begin);
    const std::uint64_t hash = XXH3_64bits(key.data(), key.size());
    Known& known = known_[hash % known_.size()];
    if (known.hash == hash) return builder_.share_attributes(node, document_[known.node]);
    known = {hash, node};
    builder_.begin_attributes(node);
    if (!name.empty()) {
      lower(name, name_);
      builder_.add_attribute(node, "", name_);
    }
    AttributeReader reader(tag.attributes);
    while (reader.next(name_, value_)) builder_.add_attribute(node, name_, value_);
  }

 private:
  /// Where the attributes of elements whose tags read the same are.
  struct Known {
    std::uint64_t hash = 0;
    NodeId node = 0;
  };

  DocumentBuilder& builder_;
  const Document& document_;
  std::array<Known, 1024> known_{};
  std::string name_, value_;
};

}  // namespace newswired::html
