#include "stages/clean/site_rule.h"

#include <algorithm>

namespace newswired::clean {
namespace {

SelectorList read(const std::string& text) {
  auto list = SelectorList::parse(text);
  return list ? std::move(list).value() : SelectorList();
}

/// Gives `ruling` to the blocks whose text stands in an element that `selector` matches.
void mark(const SelectorList& selector, Ruling ruling, const html::Document& document, const Blocks& blocks,
          std::vector<Ruling>& rulings) {
  if (selector.empty()) return;
  std::size_t next = 0;
  for (html::NodeId node = 0; node < document.size() && next < rulings.size();) {
    if (!selector.matches(document, node)) {
      ++node;
      continue;
    }
    while (next < rulings.size() && blocks.list[next].first_text < node) ++next;
    for (; next < rulings.size() && blocks.list[next].first_text < document[node].end; ++next) rulings[next] = ruling;
    node = document[node].end;
  }
}

}  // namespace

SiteSelectors::SiteSelectors(const SiteRule* rule) {
  if (!rule) return;
  select = read(rule->select);
  remove = read(rule->remove);
}

std::vector<Ruling> rule_blocks(const SiteSelectors& selectors, const html::Document& document, const Blocks& blocks) {
  std::vector<Ruling> rulings(blocks.list.size(), Ruling::none);
  mark(selectors.select, Ruling::selected, document, blocks, rulings);
  mark(selectors.remove, Ruling::removed, document, blocks, rulings);
  if (std::all_of(rulings.begin(), rulings.end(), [](Ruling ruling) { return ruling == Ruling::none; })) return {};
  return rulings;
}

void follow(const std::vector<Ruling>& rulings, std::vector<float>& shares) {
  const bool is_selected = std::find(rulings.begin(), rulings.end(), Ruling::selected) != rulings.end();
  for (std::size_t i = 0; i < rulings.size(); ++i) {
    if (is_selected) shares[i] = 1;
    if (rulings[i] == Ruling::removed || (is_selected && rulings[i] == Ruling::none)) shares[i] = 0;
  }
}

const SiteRule* find_site_rule(std::span<const SiteRule> rules, std::string_view host) {
  const SiteRule* nearest = nullptr;
  for (const SiteRule& rule : rules) {
    const bool is_below = host.size() > rule.host.size() && host.ends_with(rule.host) &&
                          host[host.size() - rule.host.size() - 1] == '.';
    if ((host == rule.host || is_below) && (!nearest || rule.host.size() > nearest->host.size())) nearest = &rule;
  }
  return nearest;
}

}  // namespace newswired::clean
