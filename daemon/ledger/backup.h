#pragma once

#include <string>

#include "proto/result.h"

namespace newswired::ledger {

/// Copies the ledger of `state_dir` into `file`, which must not exist, while a daemon may run: a consistent state as of
/// now, on the disk when this returns. The copy is marked, so that its first start takes a new epoch. Any thread.
Result<Done> backup_ledger(const std::string& state_dir, const std::string& file);

/// Puts a backup in the place of the ledger of `state_dir`, in which no daemon may run. What stood there, damaged or not,
/// is set aside under a name of its own, which is the answer; empty when nothing stood there. Refuses files that are no
/// ledger, are damaged, or are newer than this program. A crash leaves the old ledger or the new one.
Result<std::string> restore_ledger(const std::string& state_dir, const std::string& file);

}  // namespace newswired::ledger
