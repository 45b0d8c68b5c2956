#pragma once

#include <string_view>

#include "stages/clean/features.h"
#include "stages/clean/linked_data.h"
#include "stages/clean/metadata.h"
#include "stages/clean/page.h"
#include "stages/clean/site_rule.h"

namespace newswired::clean {

/// A page read but not judged: what extraction decides on and the trainer learns from.
struct ReadPage {
  Blocks blocks;
  Anchor anchor;
  LinkedArticle linked;
  Declarations declared;
  std::vector<Ruling> rulings;  ///< By the site's rule, for each block; empty when it says nothing.
  bool truncated = false;
};

ReadPage read_page(std::string_view bytes, const PageHints& hints);

}  // namespace newswired::clean
