#pragma once

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

struct Options {
  std::string state_dir;
  std::function<Timestamp()> now;            ///< Stamps rows; decides nothing.
  std::uint64_t pending_rows_max = 50'000;
  std::uint64_t pending_bytes_max = 1ULL << 30;
  int attempts_max = 3;
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
  std::string content;         ///< The entry as JSON (`feed::Entry` and the feed's facts), given back in `Pending`.
};

/// One answered poll: the feed's new state and the entries it lists, in one transaction.
struct Poll {
  FeedState state;
  FeedRef feed;
  std::optional<Timestamp> backlog_since;  ///< Only used at the feed's first poll; none publishes everything.
  std::vector<Entry> entries;
};

/// What a pending row waits for.
enum class Step {
  collect,   ///< Its text: page, parse, verdict.
  annotate,  ///< Verdict given; entities, quotes, record.
};

struct Pending {
  std::uint64_t turn = 0;  ///< Order of acceptance.
  std::string id;
  int revision = 1;
  Step step = Step::collect;
  int attempt = 1;                       ///< The next attempt's number, 1..attempts_max.
  FeedRef feed;
  std::string identity;
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

struct Failure {
  std::string id;
  int revision = 1;
  int attempt = 1;
  Stage stage = Stage::parse;
  ErrorKind kind = ErrorKind::internal;
  std::string reason;
  bool worker_died = false;
};

/// What becomes of a failed attempt.
struct Fate {
  enum class Kind { retry, dead_letter, publish_without };
  Kind kind = Kind::retry;
  int next_attempt = 1;                ///< For retry.
  std::vector<Pending> released;       ///< A promoted duplicate, or the id's next revision.
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
};

struct Counts {
  std::uint64_t pending_rows = 0;
  std::uint64_t pending_bytes = 0;
  std::uint64_t dead = 0;
  std::uint64_t head = 0;   ///< seq of the newest entry, 0 when empty.
  std::uint64_t floor = 1;  ///< seq of the oldest entry that can be read.
};

}  // namespace newswired::ledger
