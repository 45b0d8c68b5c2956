#include "stages/html/open_elements.h"

namespace newswired::html {

NodeId OpenElements::push(const ElementKind& kind) {
  const NodeId node = builder_.open(kind.tag, open_.empty() ? no_node : top().node, open_.size());
  open_.push_back({kind, node});
  if (kind.has(trait::formatting)) ++formatting_count_;
  if (kind.is("p")) ++paragraph_count_;
  return node;
}

void OpenElements::pop() {
  const ElementKind& kind = top().kind;
  if (kind.has(trait::formatting)) --formatting_count_;
  if (kind.is("p")) --paragraph_count_;
  builder_.close(top().node);
  open_.pop_back();
}

bool OpenElements::pop_down_to(std::size_t place) {
  while (open_.size() > place + 1) {
    if (top().kind.has(trait::formatting)) return false;
    pop();
  }
  pop();
  return true;
}

void OpenElements::close_implied(std::uint32_t except) {
  while (top().kind.has(trait::ends_by_itself) && top().kind.name != except) pop();
}

std::size_t OpenElements::find_in_scope(std::uint32_t name) const {
  return find([&](const ElementKind& kind) { return kind.name == name; },
              [](const ElementKind& kind) { return kind.has(trait::scope); });
}

std::size_t OpenElements::find_table_place() const {
  return find([](const ElementKind& kind) { return kind.has(trait::table_part | trait::table_body); },
              [](const ElementKind& kind) { return kind.is("template"); });
}

bool OpenElements::is_open(std::uint32_t name) const {
  return find([&](const ElementKind& kind) { return kind.name == name; },
              [](const ElementKind&) { return false; }) != nowhere;
}

}  // namespace newswired::html
