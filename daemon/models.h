#pragma once

#include <string>
#include <string_view>

#include "proto/result.h"

namespace newswired {

/// Where the model file of `stage` ("entities", "quotes") and `name` ("en") lies: `<folder>/<stage>-<name>.model` in the
/// first of these folders that has it: `configured_dir` (when given, it alone), $NEWSWIRED_MODELS, `models` beside the
/// executable, `../share/newswired/models` from there. Where there is no quotes model of a variant such as `en-open`, the
/// language's own (`en`) is taken. The error names the folders that were tried.
Result<std::string> find_model(std::string_view stage, std::string_view name, const std::string& configured_dir = "");

}  // namespace newswired
