#pragma once

#include <string>

#include "daemon/ingest/fetcher.h"
#include "daemon/ingest/schedule.h"

namespace newswired::ingest {

/// What an answer, whatever it is, says about its poll: when, status, Retry-After, freshness, bytes.
PollOutcome outcome_of(const FetchResult& result, Timestamp now);

PollOutcome with_end(PollOutcome outcome, PollEnd end, std::string message);

bool any(const ledger::Validators& validators);

/// Takes the validators of a 200 or a 304 and remembers which URL they belong to: a 304 names only those that changed, a
/// 200 all there are.
void take_validators(ledger::Validators& validators, PollHistory& history, const FetchResult& result);

/// Whether a 304 answers our validators: it comes from the URL they belong to.
bool answers_validators(const ledger::Validators& validators, const PollHistory& history, const FetchResult& result);

/// Counts an unbroken chain of permanent redirects to one place; any other answer breaks the row.
void note_move(PollHistory& history, const FetchResult& result);

/// What people should know of a feed that was read all the same: cut off, or dated ahead. Empty when all is well.
std::string remark_on(const FetchResult& result, const PollOutcome& outcome);

}  // namespace newswired::ingest
