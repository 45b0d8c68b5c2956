#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "proto/result.h"

namespace newswired::commands {

/// Asks the running daemon of this configuration, or, when none runs, its ledger itself. The answer had `ok`; a refusal
/// and everything else that goes wrong is the error, one line.
Result<nlohmann::json> ask_ledger_of(const std::string& config, const nlohmann::json& request);

}  // namespace newswired::commands
