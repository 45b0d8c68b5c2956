#pragma once

#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>

#include "daemon/administration.h"
#include "daemon/ledger/ledger.h"

namespace newswired {

/// What can be asked of the ledger, with the daemon (on the writer's thread) or without it: `dead.list`, and of one `id`
/// `dead.show`, `dead.retry`, `dead.drop` and `forget`. Answers as `Administration` says.
nlohmann::json ask_ledger(ledger::Ledger& ledger, const nlohmann::json& request);

/// Adds them all. `changed` is called on the control thread after a row may have become pending again.
void add_ledger_operations(Administration& administration, ledger::Writer& writer, std::function<void()> changed);

}  // namespace newswired
