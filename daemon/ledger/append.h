#pragma once

#include <string>

#include "daemon/ledger/session.h"

namespace newswired::ledger {

/// Gives the next place under `topic`: the next seq of the log, and the seq before it under this topic.
Place next_place(Session& session, const std::string& topic);

/// Appends at `place`, which must be the newest. `revision` only for records.
LogEntry append(Session& session, const Place& place, const std::string& topic, std::string_view schema,
                std::string_view article, std::optional<int> revision, std::string json);

}  // namespace newswired::ledger
