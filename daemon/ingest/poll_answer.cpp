#include "daemon/ingest/poll_answer.h"

#include <algorithm>

#include "daemon/ingest/http_headers.h"

namespace newswired::ingest {
namespace {

constexpr std::chrono::hours ahead_max{24};  // Clocks and zones are off by hours; a date beyond is wrong.

}  // namespace

PollOutcome outcome_of(const FetchResult& result, Timestamp now) {
  PollOutcome outcome;
  outcome.at = now;
  outcome.status = result.status;
  outcome.retry_after = parse_retry_after(result.retry_after, now);
  outcome.fresh_for = freshness(result.cache_control, result.expires, result.age, now);
  outcome.wire_bytes = result.status == 200 ? result.wire_bytes : 0;
  return outcome;
}

PollOutcome with_end(PollOutcome outcome, PollEnd end, std::string message) {
  outcome.end = end;
  outcome.message = std::move(message);
  return outcome;
}

bool any(const ledger::Validators& validators) {
  return !validators.etag.empty() || !validators.last_modified.empty();
}

void take_validators(ledger::Validators& validators, PollHistory& history, const FetchResult& result) {
  ledger::Validators after{result.etag, result.last_modified};
  if (result.status == 304) {
    if (after.etag.empty()) after.etag = validators.etag;
    if (after.last_modified.empty()) after.last_modified = validators.last_modified;
  }
  validators = std::move(after);
  history.validators_of = result.url;
}

bool answers_validators(const ledger::Validators& validators, const PollHistory& history, const FetchResult& result) {
  return result.status == 304 && any(validators) &&
         (history.validators_of.empty() || history.validators_of == result.url);
}

void note_move(PollHistory& history, const FetchResult& result) {
  if (!result.moved_for_good) {
    history.moved_to.clear();
    history.moved_count = 0;
    return;
  }
  if (history.moved_to != result.url) history.moved_count = 0;
  history.moved_to = result.url;
  ++history.moved_count;
}

std::string remark_on(const FetchResult& result, const PollOutcome& outcome) {
  if (result.truncated) return "the feed is larger than fetch.body_max; only its start was read";
  if (result.incomplete) return "the connection broke off; only the start of the feed was read";
  const auto ahead = std::count_if(outcome.published.begin(), outcome.published.end(),
                                   [&](Timestamp time) { return time > outcome.at + ahead_max; });
  if (ahead == 0) return "";
  return std::to_string(ahead) + (ahead == 1 ? " entry is" : " entries are") + " dated more than a day ahead";
}

}  // namespace newswired::ingest
