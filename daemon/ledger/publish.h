#pragma once

#include "daemon/ledger/session.h"

namespace newswired::ledger {

/// Logs one record and what waited for it. Nothing when its row is not there (any more).
Published publish_one(Session& session, const Record& draft);

}  // namespace newswired::ledger
