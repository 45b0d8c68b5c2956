#pragma once

#include <vector>

#include "stages/clean/blocks.h"
#include "stages/clean/page.h"
#include "stages/clean/selector.h"

namespace newswired::clean {

/// A site's rule, its selectors read.
struct SiteSelectors {
  SelectorList select;
  SelectorList remove;

  explicit SiteSelectors(const SiteRule* rule);
};

/// What a site's rule says of each block.
enum class Ruling : std::uint8_t { none, selected, removed };

/// The rulings on all blocks; empty when the rule says nothing about this page.
std::vector<Ruling> rule_blocks(const SiteSelectors& selectors, const html::Document& document, const Blocks& blocks);

/// Makes `shares` follow the rulings: what is selected is the article, what is removed is not.
void follow(const std::vector<Ruling>& rulings, std::vector<float>& shares);

}  // namespace newswired::clean
