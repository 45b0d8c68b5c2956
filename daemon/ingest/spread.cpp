#include "daemon/ingest/spread.h"

#include <xxhash.h>

#include <cmath>

namespace newswired::ingest {

double fraction_of(std::string_view key) {
  return static_cast<double>(XXH3_64bits(key.data(), key.size()) >> 11) * 0x1.0p-53;
}

std::chrono::seconds spread_by(std::string_view key, std::chrono::seconds wait, double share) {
  const double factor = 1 - share + 2 * share * fraction_of(key);
  return std::chrono::seconds(std::llround(static_cast<double>(wait.count()) * factor));
}

}  // namespace newswired::ingest
