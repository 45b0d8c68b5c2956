#pragma once

#include <string_view>

#include "proto/result.h"
#include "stages/html/document.h"
#include "stages/html/limits.h"

namespace newswired::html {

/// Parses any page by MyHTML, behind the guard. As `parse` without `wanted`.
Result<Document> parse_by_library(std::string_view markup, const Limits& limits);

}  // namespace newswired::html
