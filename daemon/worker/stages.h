#pragma once

#include <optional>
#include <string>

#include "daemon/worker/worker.h"

namespace newswired::worker {

/// A stage that is ready to work.
struct LoadedStage {
  std::string model;  ///< The model's own name, for the HELLO; empty when the stage has none.
  StageFunction run;
};

/// Loads a stage's model: `name` ("en") from the folder `models` (empty: where models lie by themselves). The error
/// names the file.
using StageFactory = Result<LoadedStage> (*)(const std::string& models, const std::string& name);

/// The table of stages; nothing when this build lacks the stage.
std::optional<StageFactory> factory_of(Stage stage);

}  // namespace newswired::worker
