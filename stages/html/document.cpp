#include "stages/html/document.h"

namespace newswired::html {

std::string_view Document::text(NodeId id) const {
  const Node& node = nodes_[id];
  if (node.tag != Tag::text) return {};
  return std::string_view(buffer_).substr(node.begin, node.size);
}

std::optional<std::string_view> Document::attribute(NodeId id, std::string_view name) const {
  const Node& node = nodes_[id];
  if (node.tag == Tag::text) return std::nullopt;
  const std::string_view buffer = buffer_;
  for (std::uint32_t i = node.begin; i < node.begin + node.attribute_count; ++i) {
    const Attribute& attribute = attributes_[i];
    if (attribute.name_size == name.size() && buffer.substr(attribute.begin, attribute.name_size) == name)
      return buffer.substr(attribute.begin + attribute.name_size, attribute.value_size);
  }
  return std::nullopt;
}

std::string_view Document::other_name(NodeId id) const {
  // The builder keeps the name of an unknown element as an attribute without a name.
  return nodes_[id].tag == Tag::other ? value(id, "") : std::string_view();
}

std::string Document::text_content(NodeId id) const {
  std::string content;
  for (NodeId i = id; i < nodes_[id].end; ++i)
    if (nodes_[i].tag == Tag::text) content += text(i);
  return content;
}

}  // namespace newswired::html
