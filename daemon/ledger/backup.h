#pragma once

#include <string>

#include "proto/result.h"

namespace newswired::ledger {

/// Copies the ledger of `state_dir` into `file`, which must not exist, while a daemon may run: a consistent state as of
/// now, on the disk when this returns. The copy is marked, so that its first start takes a new epoch. Any thread.
Result<Done> backup_ledger(const std::string& state_dir, const std::string& file);

/// Puts a backup in the place of the ledger of `state_dir`, in which no daemon may run; what stood there is set aside
/// as `ledger.sqlite3.before-restore`. Refuses files that are no ledger, are damaged, or are newer than this program.
Result<Done> restore_ledger(const std::string& state_dir, const std::string& file);

}  // namespace newswired::ledger
