#pragma once

#include <string_view>
#include <vector>

namespace newswired::web {

/// One file of the live page, compiled in from `assets/` (deploy/cmake/embed.cmake).
struct Asset {
  std::string_view name;  ///< As in `assets/`.
  std::string_view bytes;
};

const std::vector<Asset>& all_assets();

/// By the ending of its name.
const char* content_type_of(std::string_view name);

}  // namespace newswired::web
