#pragma once

#include <optional>
#include <vector>

#include "daemon/ledger/rows.h"

namespace newswired::ledger {

/// Counts a failed attempt and says what becomes of it (`Ledger::fail`).
Fate fail_one(Session& session, const Failure& failure);

std::vector<DeadLetter> list_dead(Session& session);

/// The newest dead revision of `id`, as it would be retried.
std::optional<Pending> find_dead(Session& session, std::string_view id);

/// The newest dead revision of `id` becomes pending again as the id's next revision, with three new attempts for each
/// stage; from its verdict on when it had one. Older ones go: a later version replaces them.
std::optional<Pending> retry_dead(Session& session, std::string_view id);

/// Retries those that wait for a stage that had no worker; see `Ledger::reissue`.
int reissue_dead(Session& session, int limit);

void drop_dead(Session& session, std::string_view id);

/// After a record of (id, revision): dead letters of earlier revisions are out of date, and so is its own when
/// nothing was left out.
void mark_dead_as_published(Session& session, std::string_view id, int revision, bool complete);

}  // namespace newswired::ledger
