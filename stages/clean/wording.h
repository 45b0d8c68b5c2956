#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace newswired::clean {

/// The words of a few lines, to tell how much of another line is worded the same.
class Wording {
 public:
  /// Adds the words of a line: runs of letters and digits, capitals aside.
  void add(std::string_view line);

  /// To be called after the last `add`.
  void close();

  /// Share of the words of `line` that are among these, 0..1; 0 when it has fewer than five.
  float share_of(std::string_view line) const;

 private:
  std::vector<std::uint32_t> words_;  ///< Hashes, sorted.
  std::uint64_t filter_ = 0;          ///< A bit for each.
};

}  // namespace newswired::clean
