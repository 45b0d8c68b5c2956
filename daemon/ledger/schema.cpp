#include "daemon/ledger/schema.h"

namespace newswired::ledger {
namespace {

// Ids of articles are 32 hex digits, readable in the sqlite3 shell; marks, of which there are most, keep the 16 bytes.
constexpr std::string_view first = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- One row. Numbers come from here and nowhere else: a rowid is used again when the newest row is deleted.
CREATE TABLE counters(
  one INTEGER PRIMARY KEY CHECK(one = 1),
  seq INTEGER NOT NULL,            -- of the newest log entry
  floor INTEGER NOT NULL,          -- of the oldest log entry that is kept
  turn INTEGER NOT NULL,           -- of the newest pending row
  position INTEGER NOT NULL,       -- of the newest verdict
  commits INTEGER NOT NULL,        -- tells a commit that was done from one that was not
  pending_rows INTEGER NOT NULL,
  pending_bytes INTEGER NOT NULL);
INSERT INTO counters VALUES(1, 0, 1, 0, 0, 0, 0, 0);

CREATE TABLE feeds(
  number INTEGER PRIMARY KEY,
  feed TEXT NOT NULL UNIQUE,
  url TEXT NOT NULL, etag TEXT NOT NULL, last_modified TEXT NOT NULL,
  next_due INTEGER NOT NULL, history TEXT NOT NULL,
  polled INTEGER NOT NULL DEFAULT 0);  -- entries were taken at least once

-- What a feed has listed. `article` is null when it is the id that follows from feed and identity.
CREATE TABLE marks(
  feed INTEGER NOT NULL, identity BLOB NOT NULL, article TEXT,
  fingerprint INTEGER NOT NULL, alias INTEGER, listed INTEGER NOT NULL,
  PRIMARY KEY(feed, identity)) WITHOUT ROWID;
CREATE INDEX marks_by_alias ON marks(feed, alias) WHERE alias IS NOT NULL;
CREATE INDEX marks_by_article ON marks(article) WHERE article IS NOT NULL;
CREATE INDEX marks_by_listed ON marks(listed);

CREATE TABLE articles(
  id TEXT PRIMARY KEY, feed TEXT NOT NULL,
  accepted INTEGER NOT NULL,                 -- versions taken from the feed
  published INTEGER NOT NULL DEFAULT 0,      -- versions in the log
  record_seq INTEGER NOT NULL DEFAULT 0,     -- of the newest of them
  stands_for TEXT,                           -- has no record of its own: this id's record counts for it
  forgotten INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;

-- Everything unfinished. state: 0 collect, 1 annotate, 2 waits for the record of `waits_for`.
CREATE TABLE pending(
  turn INTEGER PRIMARY KEY, id TEXT NOT NULL, revision INTEGER NOT NULL,
  first_id TEXT NOT NULL, first_revision INTEGER NOT NULL,  -- as accepted, before it became another id's revision
  state INTEGER NOT NULL, parse_failures INTEGER NOT NULL DEFAULT 0,
  entities_failures INTEGER NOT NULL DEFAULT 0, quotes_failures INTEGER NOT NULL DEFAULT 0,
  skipped INTEGER NOT NULL DEFAULT 0,                       -- bit n: stage n failed for good
  feed TEXT NOT NULL, feed_title TEXT NOT NULL, feed_url TEXT NOT NULL,
  identity TEXT NOT NULL, link TEXT NOT NULL, collected INTEGER NOT NULL, bytes INTEGER NOT NULL,
  verdict INTEGER, verdict_of TEXT, verdict_match INTEGER, similarity REAL, story TEXT,
  waits_for TEXT, content TEXT NOT NULL, article TEXT,
  UNIQUE(id, revision));
CREATE INDEX pending_by_first ON pending(first_id, first_revision);
CREATE INDEX pending_by_original ON pending(waits_for) WHERE waits_for IS NOT NULL;

CREATE TABLE dead(
  id TEXT NOT NULL, revision INTEGER NOT NULL, stage INTEGER NOT NULL, reason TEXT NOT NULL,
  attempts INTEGER NOT NULL, died INTEGER NOT NULL, published INTEGER NOT NULL,
  feed TEXT NOT NULL, feed_title TEXT NOT NULL, feed_url TEXT NOT NULL,
  identity TEXT NOT NULL, link TEXT NOT NULL, collected INTEGER NOT NULL,
  verdict INTEGER, verdict_of TEXT, verdict_match INTEGER, similarity REAL, story TEXT,
  content TEXT NOT NULL, article TEXT,
  PRIMARY KEY(id, revision));

-- Verdicts in the order of commitment: what the index in memory is rebuilt from.
CREATE TABLE judged(
  position INTEGER PRIMARY KEY, id TEXT NOT NULL, revision INTEGER NOT NULL,
  feed TEXT NOT NULL, url TEXT NOT NULL, guid TEXT NOT NULL, arrived INTEGER NOT NULL, signature BLOB NOT NULL,
  verdict INTEGER NOT NULL, verdict_of TEXT NOT NULL, verdict_match INTEGER NOT NULL, similarity REAL NOT NULL,
  story TEXT NOT NULL);

CREATE TABLE copies(
  original TEXT NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, feed TEXT NOT NULL,
  PRIMARY KEY(original, id)) WITHOUT ROWID;

CREATE TABLE topics(number INTEGER PRIMARY KEY, topic TEXT NOT NULL UNIQUE, head INTEGER NOT NULL);

-- The product. `revision` is null for entries that are no record, so the unique index holds records to one each.
CREATE TABLE log(
  seq INTEGER PRIMARY KEY, topic INTEGER NOT NULL, schema TEXT NOT NULL,
  article TEXT NOT NULL, revision INTEGER, logged INTEGER NOT NULL, json TEXT NOT NULL);
CREATE UNIQUE INDEX log_by_article ON log(article, revision);
CREATE INDEX log_by_topic ON log(topic, seq);
)sql";

// Stories that turned out to be one. `story` is never an `into`: what was merged into it is moved on with it.
constexpr std::string_view stories = R"sql(
CREATE TABLE story_merges(
  story TEXT PRIMARY KEY, into_story TEXT NOT NULL,
  position INTEGER NOT NULL,  -- of the newest verdict when they were merged: no later one names `story`
  seq INTEGER NOT NULL        -- of the log entry
  ) WITHOUT ROWID;
CREATE INDEX story_merges_by_target ON story_merges(into_story);
CREATE INDEX story_merges_by_seq ON story_merges(seq);
)sql";

// Dead letters that are retried by themselves.
constexpr std::string_view reissue = R"sql(
ALTER TABLE dead ADD COLUMN reissue INTEGER NOT NULL DEFAULT 0;  -- 1: its stage had no worker
CREATE INDEX dead_to_reissue ON dead(died, id) WHERE reissue = 1;
CREATE INDEX dead_by_time ON dead(died);
)sql";

}  // namespace

const std::vector<std::string_view>& migrations() {
  static const std::vector<std::string_view> steps = {first, stories, reissue};
  return steps;
}

}  // namespace newswired::ledger
