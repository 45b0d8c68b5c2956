#pragma once

#include "daemon/ledger/session.h"

namespace newswired::ledger {

/// Settles one submission: verdict, row, index, perhaps a log entry.
Decided decide_one(Session& session, const Submission& submission, dedup::SeenIndex& index);

/// Drops what is undone of marks and rows when `from` turns out to be `to`: its mark and its unfinished rows become
/// later revisions of `to`.
void become_revision_of(Session& session, std::string from, const std::string& to);

}  // namespace newswired::ledger
