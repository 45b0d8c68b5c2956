#pragma once

#include "daemon/ledger/session.h"

namespace newswired::ledger {

/// One bounded step of `Ledger::retain`; false when there was nothing left to drop.
bool retain_step(Session& session, Timestamp log_before, Timestamp judged_before, Timestamp marks_before);

/// Blanks what is stored of `id` and logs a tombstone; nothing when it is unknown or forgotten already.
std::vector<LogEntry> forget_article(Session& session, std::string_view id);

}  // namespace newswired::ledger
