#pragma once

#include <string>

namespace newswired::settings {

/// One thing that is wrong in a file, for a person: `file:line:column: message`.
struct Problem {
  std::string file;
  int line = 0;    ///< From 1; 0 when the whole file is meant.
  int column = 0;  ///< From 1, in code points.
  std::string message;
  bool refuses_start = true;  ///< False for a bad entry of a feed list, which is skipped.

  std::string to_string() const;
  bool operator==(const Problem&) const = default;
};

}  // namespace newswired::settings
