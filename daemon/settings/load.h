#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/settings/problem.h"
#include "daemon/settings/settings.h"

namespace newswired::settings {

struct Loaded {
  Settings settings;
  std::vector<Problem> problems;  ///< In the order of file, line and column.

  /// False when a problem refuses the start.
  bool ok() const;
};

/// Reads the configuration and every feed list it names, and finds every problem at once (of a file that is not TOML
/// only the first). Paths inside are relative to the configuration's folder. Changes nothing.
Loaded load(const std::string& file);

/// The configuration's text alone, without its feed lists; `file` only names it in problems.
Loaded parse(std::string_view text, const std::string& file);

}  // namespace newswired::settings
