#include "stages/html/document.h"

namespace newswired::html {

std::string_view Document::text(NodeId id) const {
  const Node& node = nodes_[id];
  if (node.tag != Tag::text) return {};
  return std::string_view(buffer_).substr(node.begin, node.size);
}

std::optional<std::string_view> Document::attribute(NodeId id, const AttributeName& name) const {
  const Node& node = nodes_[id];
  if (node.tag == Tag::text) return std::nullopt;
  const std::string_view buffer = buffer_;
  for (std::uint32_t i = node.begin; i < node.begin + node.attribute_count; ++i) {
    const Attribute& attribute = attributes_[i];
    if (attribute.name_hash == name.hash && buffer.substr(attribute.begin, attribute.name_size) == name.text)
      return buffer.substr(attribute.begin + attribute.name_size, attribute.value_size);
  }
  return std::nullopt;
}

std::string_view Document::other_name(NodeId id) const {
  // The builder keeps the name of an unknown element as an attribute without a name.
  return nodes_[id].tag == Tag::other ? value(id, "") : std::string_view();
}

std::string Document::text_content(NodeId id, std::size_t bytes_max) const {
  std::string content;
  NodeId last_block = no_node;
  for (NodeId i = id; i < nodes_[id].end && content.size() < bytes_max; ++i) {
    if (nodes_[i].tag == Tag::br) content += ' ';
    if (nodes_[i].tag != Tag::text) continue;
    NodeId block = nodes_[i].parent;
    while (block > id && block != no_node && !is_block(nodes_[block].tag)) block = nodes_[block].parent;
    if (last_block != no_node && block != last_block) content += ' ';
    last_block = block;
    content += text(i);
  }
  return content;
}

}  // namespace newswired::html
