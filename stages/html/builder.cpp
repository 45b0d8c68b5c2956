#include "stages/html/builder.h"

#include <algorithm>
#include <string>

namespace newswired::html {

void DocumentBuilder::reserve(std::size_t markup_bytes) {
  document_.buffer_.reserve(markup_bytes);
  document_.nodes_.reserve(markup_bytes / 32);
}

bool DocumentBuilder::is_full() const {
  // Attributes are doubled with the formatting elements that carry them, so the buffer has a limit of its
  // own.
  return document_.nodes_.size() >= limits_.nodes_max || document_.buffer_.size() > 4 * limits_.bytes_max;
}

NodeId DocumentBuilder::open(Tag tag, NodeId parent, std::size_t depth) {
  Node node;
  node.tag = tag;
  node.parent = parent;
  node.depth = static_cast<std::uint16_t>(std::min<std::size_t>(depth, UINT16_MAX));
  node.begin = static_cast<std::uint32_t>(document_.attributes_.size());
  document_.nodes_.push_back(node);
  return document_.size() - 1;
}

void DocumentBuilder::add_attribute(NodeId id, std::string_view name, std::string_view value) {
  Node& node = document_.nodes_[id];
  if (node.attribute_count >= limits_.attributes_max) return;
  value = value.substr(0, limits_.attribute_bytes_max);
  name = name.substr(0, UINT16_MAX);
  document_.attributes_.push_back({static_cast<std::uint32_t>(document_.buffer_.size()),
                                   static_cast<std::uint32_t>(value.size()), name_hash(name),
                                   static_cast<std::uint16_t>(name.size())});
  document_.buffer_ += name;
  document_.buffer_ += value;
  ++node.attribute_count;
}

void DocumentBuilder::share_attributes(NodeId node, const Node& other) {
  document_.nodes_[node].begin = other.begin;
  document_.nodes_[node].attribute_count = other.attribute_count;
}

bool DocumentBuilder::is_wanted_text(NodeId parent) const {
  if (parent == no_node) return false;
  const Tag tag = document_[parent].tag;
  if (tag == Tag::style) return false;
  if (tag == Tag::script) return document_.value(parent, "type").find("ld+json") != std::string_view::npos;
  return true;
}

NodeId DocumentBuilder::add_text(std::string_view text, NodeId parent, std::size_t depth) {
  Node& last = document_.nodes_.back();
  if (last.tag == Tag::text && last.parent == parent) {
    if (last.begin + last.size !=
        document_.buffer_.size()) {  // Attributes of an element above came in between.
      const std::string before(document_.text(document_.size() - 1));
      last.begin = static_cast<std::uint32_t>(document_.buffer_.size());
      document_.buffer_ += before;
    }
    last.size += static_cast<std::uint32_t>(text.size());
  } else {
    open(Tag::text, parent, depth);
    document_.nodes_.back().begin = static_cast<std::uint32_t>(document_.buffer_.size());
    document_.nodes_.back().size = static_cast<std::uint32_t>(text.size());
    close(document_.size() - 1);
  }
  document_.buffer_.append(text);
  return document_.size() - 1;
}

}  // namespace newswired::html
