// What the writer commits at once, of all kinds: one fsync for as much as waits.
#include "daemon/ledger/accept.h"
#include "daemon/ledger/dead_letters.h"
#include "daemon/ledger/decide.h"
#include "daemon/ledger/ledger_state.h"
#include "daemon/ledger/publish.h"

namespace newswired::ledger {
namespace {

/// One poll that does not fit under the caps is taken back alone.
Outcome<std::vector<Pending>> accept_if_it_fits(Session& session, const Poll& poll) {
  const Counters before = session.counters;
  session.database.execute("SAVEPOINT poll");
  try {
    auto pending = accept_poll(session, poll);
    session.database.execute("RELEASE poll");
    return pending;
  } catch (const CapsReached&) {
    session.database.execute("ROLLBACK TO poll; RELEASE poll");
    session.counters = before;
    session.intake_closed = session.intake_closed || !session.disk_full;
    return intake_trouble(session, "accepting");
  }
}

}  // namespace

Outcome<RoundAnswers> Ledger::carry_out(const Round& round, dedup::SeenIndex& index) {
  if (!round.submissions.empty())
    if (auto done = replay(index); !done) return done.error();
  const auto before = index.position();
  auto outcome = state_->answer<RoundAnswers>("committing", [&](Session& session) {
    RoundAnswers answers;
    for (const Record& draft : round.drafts) answers.published.push_back(publish_one(session, draft));
    for (const Submission& one : round.submissions) answers.decided.push_back(decide_one(session, one, index));
    for (const Failure& failure : round.failures) answers.fates.push_back(fail_one(session, failure));
    for (const Poll& poll : round.polls) answers.accepted.push_back(accept_if_it_fits(session, poll));
    return answers;
  });
  if (!outcome && !round.submissions.empty()) index.undo(before);
  return outcome;
}

}  // namespace newswired::ledger
