#include "daemon/worker/stages.h"

#include <utility>
#include <vector>

namespace newswired::worker {
namespace {

/// Adding a stage is one line here. A stage that is missing is refused by name when a worker for it is
/// started.
const std::vector<std::pair<Stage, StageFactory>>& all_stages() {
  static const std::vector<std::pair<Stage, StageFactory>> table{};
  return table;
}

}  // namespace

std::optional<StageFactory> factory_of(Stage stage) {
  for (const auto& [known, factory] : all_stages())
    if (known == stage) return factory;
  return std::nullopt;
}

}  // namespace newswired::worker
