#include "daemon/search/catalogue.h"

#include <filesystem>
#include <limits>

#include "daemon/ledger/read_pool.h"
#include "daemon/search/schema.h"

namespace newswired::search {
namespace {

using ledger::Database;
using ledger::Outcome;
using RowQuery = ledger::Query;

constexpr const char* doing = "reading the search index";
constexpr char hit_begin = '\x01';
constexpr char hit_end = '\x02';

// The first columns of every query that lists articles.
#define LISTED "a.seq,a.id,a.revision,a.feed,a.feed_title,a.language,a.title,a.url,a.published,a.collected,a.story"
constexpr int listed_columns = 11;

constexpr int article_quotes_max = 1'000;  // a page of quotes ends with an article

std::optional<Timestamp> time_at(RowQuery& row, int column) {
  return row.null(column) ? std::nullopt : std::optional(row.time(column));
}

Listed read_listed(RowQuery& row) {
  return {row.number(0), row.text(1), static_cast<int>(row.integer(2)), row.text(3), row.text(4), row.text(5),
          row.text(6),   row.text(7), time_at(row, 8),                  row.time(9), row.text(10)};
}

std::vector<Listed> read_all_listed(RowQuery&& row) {
  std::vector<Listed> list;
  while (row.next()) list.push_back(read_listed(row));
  return list;
}

std::uint64_t below(std::uint64_t before) {
  return before == 0 ? static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()) : before;
}

/// Parts what `snippet()` made at its marks.
std::vector<Piece> pieces_of(const std::string& snippet) {
  std::vector<Piece> pieces;
  bool hit = false;
  std::string text;
  const auto end_piece = [&] {
    if (!text.empty()) pieces.push_back({std::move(text), hit});
    text.clear();
  };
  for (const char c : snippet) {
    if (c != hit_begin && c != hit_end) {
      text += c == '\n' ? ' ' : c;
      continue;
    }
    end_piece();
    hit = c == hit_begin;
  }
  end_piece();
  return pieces;
}

// Seconds; times of articles lie between.
constexpr std::int64_t earliest = std::numeric_limits<std::int64_t>::min();
constexpr std::int64_t latest = std::numeric_limits<std::int64_t>::max();

#define NARROWED " (?2='' OR a.feed=?2) AND (?3='' OR a.language=?3) AND a.time>=?4 AND a.time<?5 "

/// The rows of one search: with words by the full-text table, without by the filters alone.
class Finder {
 public:
  Finder(Database& database, const Query& query) : database_(database), query_(query) {}

  std::uint64_t total() {
    auto row = run(query_.match.empty()
                       ? "SELECT count(*) FROM articles a WHERE ?1='' AND" NARROWED
                       : "SELECT count(*) FROM found JOIN articles a ON a.seq=found.rowid WHERE found MATCH ?1 AND" NARROWED);
    return row.next() ? row.number(0) : 0;
  }

  std::vector<Listed> page(Order order, int limit, int offset) {
    // A headline tells most; then who speaks and who is named.
    constexpr const char* by_relevance =
        "SELECT " LISTED " FROM found JOIN articles a ON a.seq=found.rowid WHERE found MATCH ?1 AND" NARROWED
        "ORDER BY bm25(found, 6, 1, 3, 2, 3), a.seq DESC LIMIT ?6 OFFSET ?7";
    constexpr const char* by_time = "SELECT " LISTED
                                    " FROM found JOIN articles a ON a.seq=found.rowid WHERE found MATCH ?1 AND" NARROWED
                                    "ORDER BY a.seq DESC LIMIT ?6 OFFSET ?7";
    constexpr const char* all = "SELECT " LISTED " FROM articles a WHERE ?1='' AND" NARROWED "ORDER BY a.seq DESC LIMIT ?6 OFFSET ?7";
    const char* sql = query_.match.empty() ? all : order == Order::relevance ? by_relevance : by_time;
    return read_all_listed(run(sql, limit, offset));
  }

  std::vector<Piece> snippet(std::uint64_t seq) {
    if (query_.match.empty()) {
      auto row = database_.query("SELECT substr(text, 1, 200) FROM found WHERE rowid=?", seq);
      return row.next() ? pieces_of(row.text(0) + "…") : std::vector<Piece>();
    }
    auto row = database_.query(
        "SELECT snippet(found, -1, char(1), char(2), '…', 32) FROM found WHERE found MATCH ? AND rowid=?", query_.match, seq);
    return row.next() ? pieces_of(row.text(0)) : std::vector<Piece>();
  }

 private:
  template <class... More>
  RowQuery run(const char* sql, const More&... more) {
    const auto seconds = [](const std::optional<Timestamp>& time, std::int64_t otherwise) {
      return time ? static_cast<std::int64_t>(time->time_since_epoch().count()) : otherwise;
    };
    return database_.query(sql, query_.match, query_.feed, query_.language, seconds(query_.since, earliest),
                           seconds(query_.before, latest), more...);
  }

  Database& database_;
  const Query& query_;
};

/// The seq above which the newest `counted_articles_max` articles lie.
std::uint64_t counted_since(Database& database) {
  auto row = database.query("SELECT seq FROM articles ORDER BY seq DESC LIMIT 1 OFFSET ?", counted_articles_max);
  return row.next() ? row.number(0) : 0;
}

std::vector<Named> read_named(RowQuery&& row) {
  std::vector<Named> list;
  while (row.next())
    list.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.number(5), row.number(6), row.time(7)});
  return list;
}

// Name, role and country are those of the newest article (SQLite takes bare columns from the row of max()).
#define NAMED                                                                                            \
  "SELECT n.entity, n.type, n.name, coalesce(n.role,''), coalesce(n.country,''), count(*), "             \
  "(SELECT count(*) FROM quotes q WHERE q.speaker=n.entity), a.collected, max(n.article) FROM names n " \
  "JOIN articles a ON a.seq=n.article "

}  // namespace

struct Catalogue::State {
  ledger::ReadPool pool;
  explicit State(std::string file) : pool(std::move(file)) {}
};

Catalogue::Catalogue(std::unique_ptr<State> state) : state_(std::move(state)) {}
Catalogue::Catalogue(Catalogue&&) noexcept = default;
Catalogue& Catalogue::operator=(Catalogue&&) noexcept = default;
Catalogue::~Catalogue() = default;

Result<Catalogue> Catalogue::open(const std::string& state_dir) {
  const std::string file = index_file(state_dir);
  if (!std::filesystem::exists(file))
    return Error{ErrorKind::unavailable, file + ": is not there yet; `newswired run` makes it"};
  auto state = std::make_unique<State>(file);
  const auto version = state->pool.read<int>(file, [](Database& database) { return database.user_version(); });
  if (!version) return Error{ErrorKind::unavailable, version.error().message};
  if (*version != schema_version)
    return Error{ErrorKind::invalid, file + ": is of another version; start `newswired run` once and it is made again"};
  return Catalogue(std::move(state));
}

Outcome<Cursor> Catalogue::cursor() const {
  return state_->pool.read<Cursor>(doing, [](Database& database) {
    auto row = database.query("SELECT epoch, seq FROM cursor");
    return row.next() ? Cursor{row.text(0), row.number(1)} : Cursor{};
  });
}

Outcome<Hits> Catalogue::search(const Query& query, Order order, int limit, int offset) const {
  return state_->pool.read<Hits>(doing, [&](Database& database) {
    Finder finder(database, query);
    Hits hits{finder.total(), {}};
    for (Listed& article : finder.page(order, limit, offset)) {
      auto snippet = finder.snippet(article.seq);
      hits.hits.push_back({std::move(article), std::move(snippet)});
    }
    return hits;
  });
}

Outcome<std::vector<Listed>> Catalogue::articles(const ArticleFilter& filter, std::uint64_t before, int limit) const {
  constexpr const char* plain = "SELECT " LISTED
                                " FROM articles a WHERE a.seq<?1 AND (?2='' OR a.feed=?2) AND (?3='' OR a.language=?3) "
                                "ORDER BY a.seq DESC LIMIT ?4";
  constexpr const char* of_feed = "SELECT " LISTED
                                  " FROM articles a WHERE a.seq<?1 AND a.feed=?2 AND (?3='' OR a.language=?3) "
                                  "ORDER BY a.seq DESC LIMIT ?4";
  constexpr const char* of_entity =
      "SELECT " LISTED " FROM names n JOIN articles a ON a.seq=n.article WHERE n.article<?1 AND (?2='' OR a.feed=?2) "
      "AND (?3='' OR a.language=?3) AND n.entity=?5 AND (?6='' OR a.story=?6) ORDER BY n.article DESC LIMIT ?4";
  constexpr const char* of_story =
      "SELECT " LISTED " FROM articles a WHERE a.seq<?1 AND (?2='' OR a.feed=?2) AND (?3='' OR a.language=?3) "
      "AND a.story=?5 ORDER BY a.seq DESC LIMIT ?4";
  return state_->pool.read<std::vector<Listed>>(doing, [&](Database& database) {
    const auto past = below(before);
    if (!filter.entity.empty())
      return read_all_listed(database.query(of_entity, past, filter.feed, filter.language, limit, filter.entity, filter.story));
    if (!filter.story.empty())
      return read_all_listed(database.query(of_story, past, filter.feed, filter.language, limit, filter.story));
    return read_all_listed(database.query(filter.feed.empty() ? plain : of_feed, past, filter.feed, filter.language, limit));
  });
}

Outcome<std::optional<Listed>> Catalogue::article(const std::string& id) const {
  return state_->pool.read<std::optional<Listed>>(doing, [&](Database& database) {
    auto row = database.query("SELECT " LISTED " FROM articles a WHERE a.id=?", id);
    return row.next() ? std::optional(read_listed(row)) : std::nullopt;
  });
}

Outcome<std::vector<Carried>> Catalogue::copies_of(const std::string& article) const {
  return state_->pool.read<std::vector<Carried>>(doing, [&](Database& database) {
    std::vector<Carried> list;
    auto row = database.query("SELECT id,feed,feed_title,title,url,published,kind FROM copies WHERE original=? ORDER BY seq", article);
    while (row.next())
      list.push_back({row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), time_at(row, 5), row.text(6)});
    return list;
  });
}

Outcome<std::vector<Named>> Catalogue::named(const std::string& type, const std::string& part, int limit) const {
  return state_->pool.read<std::vector<Named>>(doing, [&](Database& database) {
    return read_named(database.query(NAMED
                                     "WHERE n.article>?1 AND (?2='' OR n.type=?2) AND (?3='' OR instr(lower(n.name), lower(?3))) "
                                     "GROUP BY n.entity ORDER BY count(*) DESC, n.name LIMIT ?4",
                                     counted_since(database), type, part, limit));
  });
}

Outcome<std::optional<Named>> Catalogue::entity(const std::string& id) const {
  return state_->pool.read<std::optional<Named>>(doing, [&](Database& database) {
    auto list = read_named(database.query(NAMED "WHERE n.entity=? GROUP BY n.entity", id));
    if (list.empty()) return std::optional<Named>();
    auto role = database.query("SELECT role FROM names WHERE entity=? AND role IS NOT NULL ORDER BY article DESC LIMIT 1", id);
    if (role.next()) list.front().role = role.text(0);
    return std::optional(std::move(list.front()));
  });
}

Outcome<std::vector<Named>> Catalogue::named_with(const std::string& id, int limit) const {
  return state_->pool.read<std::vector<Named>>(doing, [&](Database& database) {
    return read_named(database.query(NAMED
                                     "WHERE n.article IN (SELECT article FROM names WHERE entity=?1 ORDER BY article DESC LIMIT ?2) "
                                     "AND n.entity<>?1 AND n.type<>'misc' GROUP BY n.entity ORDER BY count(*) DESC, n.name LIMIT ?3",
                                     id, counted_articles_max, limit));
  });
}

Outcome<std::vector<Said>> Catalogue::quotes(const std::string& speaker, std::uint64_t before, int limit) const {
  constexpr const char* of_one = "SELECT " LISTED
                                 ",q.place,q.speaker,q.name,q.kind,q.text,q.cue,q.confidence FROM quotes q JOIN articles a ON a.seq=q.article "
                                 "WHERE q.speaker=?1 AND q.article<?2 ORDER BY q.article DESC, q.place LIMIT ?3";
  constexpr const char* of_all = "SELECT " LISTED
                                 ",q.place,q.speaker,q.name,q.kind,q.text,q.cue,q.confidence FROM quotes q JOIN articles a ON a.seq=q.article "
                                 "WHERE ?1='' AND q.article<?2 ORDER BY q.article DESC, q.place LIMIT ?3";
  return state_->pool.read<std::vector<Said>>(doing, [&](Database& database) {
    std::vector<Said> list;
    auto row = database.query(speaker.empty() ? of_all : of_one, speaker, below(before), limit + article_quotes_max);
    const int at = listed_columns;
    while (row.next()) {
      const bool full = list.size() >= static_cast<std::size_t>(limit);
      if (full && list.back().article.seq != row.number(0)) break;
      list.push_back({read_listed(row), static_cast<int>(row.integer(at)), row.text(at + 1), row.text(at + 2), row.text(at + 3),
                      row.text(at + 4), row.text(at + 5), row.real(at + 6)});
    }
    return list;
  });
}

Outcome<std::vector<Story>> Catalogue::stories(int limit) const {
  return state_->pool.read<std::vector<Story>>(doing, [&](Database& database) {
    std::vector<Story> list;
    auto row = database.query("SELECT " LISTED
                              ", count(*) AS many, count(DISTINCT a.feed), "
                              "(SELECT min(b.time) FROM articles b WHERE b.story=a.story), "
                              "(SELECT max(b.time) FROM articles b WHERE b.story=a.story), max(a.seq), "
                              "sum((SELECT count(*) FROM copies c WHERE c.original=a.id)) AS carried "
                              "FROM articles a WHERE a.seq>? GROUP BY a.story HAVING many>1 OR carried>0 ORDER BY max(a.seq) DESC LIMIT ?",
                              counted_since(database), limit);
    while (row.next()) {
      const int at = listed_columns;
      list.push_back({row.text(10), row.number(at), row.number(at + 1), row.number(at + 5), row.time(at + 2), row.time(at + 3), read_listed(row)});
    }
    return list;
  });
}

Outcome<std::vector<std::string>> Catalogue::languages() const {
  return state_->pool.read<std::vector<std::string>>(doing, [&](Database& database) {
    std::vector<std::string> list;
    auto row = database.query("SELECT language FROM articles WHERE seq>? GROUP BY language ORDER BY count(*) DESC", counted_since(database));
    while (row.next()) list.push_back(row.text(0));
    return list;
  });
}

}  // namespace newswired::search
