#include "daemon/search/index.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "daemon/ledger/database.h"
#include "daemon/search/schema.h"
#include "proto/record.h"
#include "proto/topics.h"

namespace newswired::search {
namespace {

using ledger::Database;
using ledger::LogEntry;
using ledger::Outcome;

std::unique_ptr<Database> open_database(const std::string& file) {
  auto database = std::make_unique<Database>(file, Database::Access::write);
  const int version = database->user_version();
  if (version != 0 && version != schema_version) return nullptr;
  // Made again from the log after a crash, so no fsync a commit; what is forgotten is overwritten.
  database->execute("PRAGMA synchronous=NORMAL; PRAGMA wal_autocheckpoint=1000; PRAGMA secure_delete=ON");
  if (version == 0) {
    database->execute("BEGIN IMMEDIATE");
    database->execute(schema);
    database->execute("PRAGMA user_version=" + std::to_string(schema_version));
    database->execute("COMMIT");
  }
  return database;
}

void remove_database(const std::string& file) {
  std::error_code ignored;
  for (const char* suffix : {"", "-wal", "-shm"}) std::filesystem::remove(file + suffix, ignored);
}

template <class Values, class TextOf>
std::string joined(const Values& values, TextOf text_of) {
  std::string text;
  for (const auto& value : values) {
    const std::string part = text_of(value);
    if (!part.empty()) text += (text.empty() ? "" : "\n") + part;
  }
  return text;
}

std::string words_of(const Quote& quote, std::string_view text) {
  std::string words;
  for (const Span span : quote.spans) words += (words.empty() ? "" : " ") + std::string(span.of(text));
  return words;
}

std::string speaker_name(const Quote& quote) {
  return quote.speaker && quote.speaker->name ? *quote.speaker->name : std::string();
}

/// The id under which a quote is found: its entity's, else a person's of that name; empty without a name.
std::string speaker_id(const Quote& quote, const Record& record) {
  if (!quote.speaker || !quote.speaker->name) return {};
  if (quote.speaker->entity && *quote.speaker->entity < record.entities.size()) return record.entities[*quote.speaker->entity].id;
  return entity_id(EntityType::person, *quote.speaker->name);
}

/// One transaction's work.
class Taker {
 public:
  explicit Taker(Database& database) : database_(database) {}

  void take(const LogEntry& entry) {
    const auto json = parse_json(entry.json);
    if (!json || !json->is_object()) return;
    if (entry.schema == record_schema) {
      if (const auto record = record_from_json(*json)) put(*record);
    } else if (entry.schema == duplicate_schema) {
      if (const auto copy = duplicate_from_json(*json)) put(*copy);
    } else if (entry.schema == tombstone_schema) {
      if (const auto id = json->find("id"); id != json->end() && id->is_string()) forget(id->get<std::string>());
    } else if (entry.schema == story_schema) {
      merge(*json);
    }
  }

  void drop_below(std::uint64_t floor) {
    auto& db = database_;
    db.query("DELETE FROM found WHERE rowid < ?", floor).run();
    db.query("DELETE FROM names WHERE article < ?", floor).run();
    db.query("DELETE FROM quotes WHERE article < ?", floor).run();
    db.query("DELETE FROM articles WHERE seq < ?", floor).run();
    db.query("DELETE FROM copies WHERE seq < ?", floor).run();
    db.query("DELETE FROM merged WHERE seq < ?", floor).run();
  }

 private:
  void put(const Record& record) {
    const Article& article = record.article;
    drop_article(article.id);
    const Timestamp time = std::min(article.published.value_or(article.collected), article.collected);
    database_
        .query("INSERT INTO articles(seq,id,revision,feed,feed_title,language,title,url,published,collected,time,story,"
               "words,quotes) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?)",
               record.place.seq, article.id, article.revision, article.feed.id, article.feed.title, article.language,
               article.title, article.url, article.published, article.collected, time,
               present_story(record.story.value_or(article.id)), static_cast<std::uint64_t>(article.word_count),
               static_cast<std::uint64_t>(record.quotes.size()))
        .run();
    for (const Entity& entity : record.entities)
      database_
          .query("INSERT OR IGNORE INTO names(entity,article,type,name,role,country,mentions) VALUES(?,?,?,?,?,?,?)",
                 entity.id, record.place.seq, to_string(entity.type), entity.name, entity.role, entity.country,
                 static_cast<std::uint64_t>(entity.mentions.size()))
          .run();
    put_quotes(record);
    database_
        .query("INSERT INTO found(rowid,title,text,names,quotes,speakers) VALUES(?,?,?,?,?,?)", record.place.seq,
               article.title, article.text, joined(record.entities, [](const Entity& entity) { return entity.name; }),
               joined(record.quotes, [&](const Quote& quote) { return words_of(quote, article.text); }),
               joined(record.quotes, speaker_name))
        .run();
  }

  void put_quotes(const Record& record) {
    int place = 0;
    for (const Quote& quote : record.quotes)
      database_
          .query("INSERT INTO quotes(article,place,speaker,name,kind,text,cue,confidence) VALUES(?,?,?,?,?,?,?,?)",
                 record.place.seq, place++, speaker_id(quote, record), speaker_name(quote), to_string(quote.kind),
                 words_of(quote, record.article.text),
                 quote.cue ? std::string(quote.cue->of(record.article.text)) : std::string(), quote.confidence)
          .run();
  }

  void put(const DuplicateEntry& copy) {
    database_
        .query("INSERT OR REPLACE INTO copies(id,original,seq,feed,feed_title,title,url,published,kind) "
               "VALUES(?,?,?,?,?,?,?,?,?)",
               copy.id, copy.of, copy.place.seq, copy.feed.id, copy.feed.title, copy.title, copy.url, copy.published, copy.kind)
        .run();
  }

  void drop_article(const std::string& id) {
    std::uint64_t seq = 0;
    {
      auto known = database_.query("SELECT seq FROM articles WHERE id=?", id);
      if (!known.next()) return;
      seq = known.number(0);
    }
    database_.query("DELETE FROM found WHERE rowid=?", seq).run();
    database_.query("DELETE FROM names WHERE article=?", seq).run();
    database_.query("DELETE FROM quotes WHERE article=?", seq).run();
    database_.query("DELETE FROM articles WHERE seq=?", seq).run();
  }

  void forget(const std::string& id) {
    drop_article(id);
    database_.query("DELETE FROM copies WHERE id=?", id).run();
    // FTS5 only marks a row as deleted until its segments are merged; its words must really go.
    database_.query("INSERT INTO found(found) VALUES('optimize')").run();
  }

  void merge(const nlohmann::json& entry) {
    const auto story = entry.find("story");
    const auto merged = entry.find("merged");
    const auto seq = entry.find("seq");
    if (story == entry.end() || !story->is_string() || merged == entry.end() || !merged->is_array()) return;
    const std::string kept = story->get<std::string>();
    for (const auto& other : *merged) {
      if (!other.is_string() || other == kept) continue;
      const std::string gone = other.get<std::string>();
      database_.query("UPDATE articles SET story=? WHERE story=?", kept, gone).run();
      database_.query("UPDATE merged SET kept=? WHERE kept=?", kept, gone).run();
      database_
          .query("INSERT OR REPLACE INTO merged(story,kept,seq) VALUES(?,?,?)", gone, kept,
                 seq != entry.end() && seq->is_number_unsigned() ? seq->get<std::uint64_t>() : 0)
          .run();
    }
  }

  std::string present_story(const std::string& story) {
    auto kept = database_.query("SELECT kept FROM merged WHERE story=?", story);
    return kept.next() ? kept.text(0) : story;
  }

  Database& database_;
};

}  // namespace

std::string index_file(const std::string& state_dir) { return state_dir + "/search.sqlite3"; }

struct Index::State {
  std::unique_ptr<Database> database;
  Cursor cursor;
  std::uint64_t floor = 0;  // what is below it is gone

  void read_cursor() {
    auto row = database->query("SELECT epoch, seq FROM cursor");
    if (row.next()) cursor = {row.text(0), row.number(1)};
  }

  void save_cursor(const Cursor& to) {
    database->query("UPDATE cursor SET epoch=?, seq=?", to.epoch, to.seq).run();
  }

  template <class Work>
  Outcome<Done> transact(Work&& work) {
    try {
      database->execute("BEGIN IMMEDIATE");
      try {
        work();
        database->execute("COMMIT");
      } catch (...) {
        try {
          database->execute("ROLLBACK");
        } catch (const SQLite::Exception&) {  // There is none when COMMIT itself ended it.
        }
        throw;
      }
      return Done{};
    } catch (const SQLite::Exception& error) {
      return ledger::trouble_of(error, "writing the search index");
    }
  }
};

Index::Index(std::unique_ptr<State> state) : state_(std::move(state)) {}
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;
Index::~Index() = default;

Result<Index> Index::open(const std::string& state_dir) {
  const std::string file = index_file(state_dir);
  for (const bool again : {false, true}) {
    try {
      auto state = std::make_unique<State>();
      state->database = open_database(file);
      if (state->database) {
        state->read_cursor();
        return Index(std::move(state));
      }
      spdlog::info("{} is of another version; it is made again from the log", file);
    } catch (const SQLite::Exception& error) {
      const auto trouble = ledger::trouble_of(error, file);
      if (again || trouble.fault != ledger::Fault::refused)
        return Error{ErrorKind::unavailable, trouble.message};
      spdlog::warn("{}; it is made again from the log", trouble.message);
    }
    remove_database(file);
  }
  return Error{ErrorKind::unavailable, file + ": cannot be made again"};
}

Cursor Index::cursor() const { return state_->cursor; }

Outcome<Done> Index::begin(const Cursor& from) {
  auto done = state_->transact([&] {
    state_->database->execute(
        "DELETE FROM found; DELETE FROM names; DELETE FROM quotes; DELETE FROM articles; DELETE FROM copies; DELETE FROM merged");
    state_->save_cursor(from);
  });
  if (done) state_->cursor = from;
  return done;
}

Outcome<Done> Index::apply(std::span<const LogEntry> entries, std::uint64_t at, std::uint64_t floor) {
  const Cursor to{state_->cursor.epoch, at};
  auto done = state_->transact([&] {
    Taker taker(*state_->database);
    for (const LogEntry& entry : entries) taker.take(entry);
    if (floor > state_->floor) taker.drop_below(floor);
    state_->save_cursor(to);
  });
  if (!done) return done;
  state_->cursor = to;
  state_->floor = floor;
  return done;
}

}  // namespace newswired::search
