#pragma once

#include <optional>
#include <string>
#include <vector>

#include "daemon/ledger/session.h"

namespace newswired::ledger {

/// What a pending row waits for, as stored.
enum class RowState { collect = 0, annotate = 1, waits = 2 };

/// A row of `pending`.
struct Row {
  Pending pending;
  RowState state = RowState::collect;
  std::string first_id;  ///< As accepted; differs from `pending.id` when it became another id's revision.
  int first_revision = 1;
  std::string waits_for;    ///< The original whose record it waits for.
  std::uint64_t bytes = 0;  ///< Counted against the cap.
};

/// Adds it with the next turn, or changes the row of its turn; the counters follow. A row's entry never changes.
void insert_row(Session& session, Row& row);
void update_row(Session& session, Row& row);
void delete_row(Session& session, const Row& row);

std::optional<Row> find_row(Session& session, std::string_view id, int revision);

/// By the id and revision under which it was accepted.
std::optional<Row> find_row_as_accepted(Session& session, std::string_view id, int revision);

/// All unfinished revisions of an id, lowest first.
std::vector<Row> rows_of(Session& session, std::string_view id);

/// Rows that wait for an original's record, oldest first.
std::vector<Row> rows_waiting_for(Session& session, std::string_view original);

/// Rows after `turn` that may be worked on: the lowest unfinished revision of each id, unless it waits.
std::vector<Row> workable_rows(Session& session, std::uint64_t after, int limit);

/// The revision of `id` whose turn it is, if it may be worked on.
std::optional<Pending> workable(Session& session, std::string_view id);

/// A row of `articles`.
struct ArticleRow {
  std::string feed;
  int accepted = 0;
  int published = 0;
  std::uint64_t record_seq = 0;
  std::string stands_for;
  bool forgotten = false;
};

std::optional<ArticleRow> find_article(Database& database, std::string_view id);
inline std::optional<ArticleRow> find_article(Session& session, std::string_view id) {
  return find_article(session.database, id);
}

/// Counts one more accepted version of it and returns the number.
int next_revision(Session& session, std::string_view id, std::string_view feed);

/// From now on the record of `original` counts for `id`, which has none.
void stand_for(Session& session, std::string_view id, std::string_view original);

/// The id whose record counts for `id`: itself, or what it stands for, followed to the end.
std::string original_of(Database& database, std::string id);
inline std::string original_of(Session& session, std::string id) {
  return original_of(session.database, std::move(id));
}

/// The article as stored in `pending` and `dead`.
Article read_article(const std::string& json);

/// As stored in `pending`, `dead` and `judged`: five columns.
dedup::Verdict read_verdict(Query& query, int column);

}  // namespace newswired::ledger
