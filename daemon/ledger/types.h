#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "proto/article.h"
#include "proto/envelope.h"
#include "proto/record.h"
#include "proto/result.h"
#include "proto/time.h"
#include "stages/dedup/seen_index.h"

namespace newswired::ledger {

enum class Fault {
  unavailable,  ///< Nothing happened; try again later.
  unknown,      ///< Outcome not known: repeat the call as it is, or resume().
  full,         ///< Caps reached or disk full: stop polling.
  refused,      ///< Wrong schema or damage: stop, tell the operator.
};

/// A fault with its one clear message.
struct Trouble {
  Fault fault = Fault::unavailable;
  std::string message;
};

template <class T>
using Outcome = Result<T, Trouble>;

/// Where a test may make a commit fail.
enum class CommitMoment {
  before,  ///< The commit reports a failure and nothing was committed.
  full,    ///< The same, because the disk is full.
  after,   ///< The commit reports a failure although it was done.
  reopen,  ///< The database cannot be opened again to find out which of the two it was.
};

struct Options {
  std::string state_dir;
  std::function<Timestamp()> now;                ///< Stamps rows; decides nothing.
  std::uint64_t pending_rows_max = 50'000;       ///< Above it `accept` answers `full`, until four fifths are reached.
  std::uint64_t pending_bytes_max = 1ULL << 30;  ///< Of entries and article texts; as above.
  std::uint64_t reserve_bytes = 64ULL << 20;     ///< Given up when the disk is full (`Reserve`); 0: none.
  int attempts_max = 3;                          ///< Of one stage at one revision.
  bool log_duplicates = true;                    ///< `[output] duplicates`: whether copies get an entry of their own.
  std::function<void(const std::string&)> tell = [](const std::string&) {};  ///< Told what an operator should read in the log.
  std::function<bool(CommitMoment)> commit_fails;  ///< For tests: true makes it fail there.
};

/// HTTP validators, byte for byte as the server sent them; empty when it sent none.
struct Validators {
  std::string etag;
  std::string last_modified;

  bool operator==(const Validators&) const = default;
};

/// What is remembered of a feed between polls. `history` is the scheduler's own JSON; the ledger does not read it.
struct FeedState {
  std::string feed;
  std::string url;
  Validators validators;
  Timestamp next_due{};
  std::string history;

  bool operator==(const FeedState&) const = default;
};

/// One entry of a feed, as the poller hands it over.
struct Entry {
  std::string identity;        ///< guid, else link, else hash of title and date.
  std::string alias;           ///< Canonical link when it is unique in the feed, else empty: an entry whose identity is
                               ///< new but whose alias is known in this feed is the known one.
  std::uint64_t fingerprint = 0;  ///< Of title, content and updated: another one means a new revision.
  std::optional<Timestamp> published;
  std::string link;            ///< As the feed gave it; only shown to people, with dead letters.
  std::string content;         ///< The entry as JSON (`feed::Entry` and the feed's facts), given back in `Pending`.
};

/// One answered poll: the feed's new state and the entries it lists, in one transaction.
struct Poll {
  FeedState state;
  FeedRef feed;
  std::optional<Timestamp> backlog_since;  ///< Only used at the feed's first poll; none publishes everything.
  std::vector<Entry> entries;
  bool after_absence = false;  ///< Its marks may be forgotten: if so, `backlog_since` counts as at a first poll.
};

/// What a pending row waits for.
enum class Step {
  collect,   ///< Its text: page, parse, verdict.
  annotate,  ///< Verdict given; entities, quotes, record.
};

struct Pending {
  std::uint64_t turn = 0;  ///< Order of acceptance.
  std::string id;
  int revision = 1;                      ///< Counts accepted versions; a record's own counts published ones.
  Step step = Step::collect;
  int attempt = 1;                       ///< The next attempt's number, 1..attempts_max, of parse or entities.
  std::array<int, 3> failures{};         ///< Failed attempts of each `Stage`.
  std::vector<Stage> skipped;            ///< Stages that failed for good: publish without them.
  FeedRef feed;
  std::string identity;
  std::string link;                      ///< `Entry::link`.
  std::string content;                   ///< `Entry::content`.
  Timestamp collected{};                 ///< When it was accepted.
  std::optional<Article> article;        ///< Set from `annotate` on.
  std::optional<dedup::Verdict> verdict; ///< Set from `annotate` on.
};

/// A parsed article that asks for its verdict.
struct Submission {
  Article article;
  dedup::Candidate candidate;
};

/// An entry of the log as it is broadcast and read.
struct LogEntry {
  std::uint64_t seq = 0;
  std::string topic;  ///< `article.…`, `story.`; empty for tombstones.
  std::string schema;
  std::string json;   ///< The whole entry, one line of UTF-8.
};

struct Decided {
  std::vector<Pending> to_annotate;  ///< fresh and updates, ready for the entity stage.
  std::vector<LogEntry> logged;      ///< Duplicate entries whose original has a record.
  std::vector<Pending> released;     ///< Later revisions whose turn has come because an earlier one ended here.
};

struct Published {
  std::vector<LogEntry> logged;   ///< The record, then the duplicates that waited for it.
  std::vector<Pending> released;  ///< Later revisions whose turn has come.
};

struct Failure {
  std::string id;
  int revision = 1;
  int attempt = 1;
  Stage stage = Stage::parse;
  ErrorKind kind = ErrorKind::internal;
  std::string reason;
  bool worker_died = false;
  bool stage_missing = false;  ///< No attempt: nobody was there to make one. Settled at once, and `reissue`d later.
};

/// What becomes of a failed attempt.
struct Fate {
  enum class Kind {
    retry,
    dead_letter,
    publish_without,  ///< Go on without the stage; `Pending::skipped` names it from now on.
    not_pending,      ///< It ended meanwhile: drop it.
  };
  Kind kind = Kind::retry;
  int next_attempt = 1;           ///< For retry.
  std::vector<Pending> released;  ///< A promoted duplicate, or the id's next revision.
};

/// What one commit holds, of all kinds.
struct Round {
  std::vector<Record> drafts;
  std::vector<Submission> submissions;
  std::vector<Failure> failures;
  std::vector<Poll> polls;
};

/// An answer for each item, in their order.
struct RoundAnswers {
  std::vector<Published> published;
  std::vector<Decided> decided;
  std::vector<Fate> fates;
  std::vector<Outcome<std::vector<Pending>>> accepted;  ///< `full` where a poll did not fit.
};

struct DeadLetter {
  std::string id;
  int revision = 1;
  std::string feed;
  std::string link;
  Stage stage = Stage::parse;
  std::string reason;
  int attempts = 0;
  Timestamp died{};
  bool published = false;  ///< Published without the stage.
  bool reissue = false;    ///< The stage had no worker: `Ledger::reissue` retries it.
};

/// A copy of an article, as known now.
struct PresentCopy {
  std::string id;    ///< The copy's own article id.
  std::string url;   ///< Canonical.
  std::string feed;  ///< Feed id.

  bool operator==(const PresentCopy&) const = default;
};

/// What is known of an article now, where its record says what was known when that was written.
struct Present {
  std::string id;                   ///< The article whose record counts: the asked one, or what it is a copy of.
  std::uint64_t record_seq = 0;     ///< Of its newest record; 0 while it has none.
  int revision = 0;                 ///< Of that record; 0 while it has none.
  bool forgotten = false;           ///< Blanked on request; then nothing more is told of it.
  std::string story;                ///< After merges of stories; empty when it is not known (yet, or any more).
  std::uint64_t copy_count = 0;     ///< Of all copies, those included that wait for the record.
  std::vector<PresentCopy> copies;  ///< In the order of their ids, at most the number asked for.
};

struct Counts {
  std::uint64_t pending_rows = 0;
  std::uint64_t pending_bytes = 0;
  std::uint64_t dead = 0;
  std::uint64_t head = 0;   ///< seq of the newest entry, 0 when empty.
  std::uint64_t floor = 1;  ///< seq of the oldest entry that can be read.
};

}  // namespace newswired::ledger
