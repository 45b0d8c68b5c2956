#pragma once

#include <string>
#include <utility>
#include <vector>

namespace newswired::web {

/// One measured value. Names follow Prometheus: `newswired_…`, counters end in `_total`, units are base units.
struct Sample {
  enum class Type { counter, gauge };

  std::string name;
  std::string help;
  Type type = Type::gauge;
  std::vector<std::pair<std::string, std::string>> labels;
  double value = 0;
};

/// Prometheus text exposition format 0.0.4. Samples of one name stand together, in the order of their first one.
std::string exposition(const std::vector<Sample>& samples);

}  // namespace newswired::web
