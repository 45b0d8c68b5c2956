#include <SQLiteCpp/SQLiteCpp.h>

#include <fstream>

#include "daemon/ledger/record_log.h"

#include "daemon/ledger/ledger_fixture.h"

namespace newswired::ledger::testing {

class Log : public LedgerTest {
 protected:
  /// Five records: north en, south en, north en, west de, north en.
  void fill() {
    int number = 0;
    for (const char* feed : {"north", "south", "north", "west", "north"}) {
      ++number;
      const auto name = "e" + std::to_string(number);
      auto one = submission(accept_one(feed, entry(name)), story_text(std::string(4, static_cast<char>('a' + number))));
      if (std::string(feed) == "west") one.article.language = "de";
      Record record = draft(decide(one).to_annotate.at(0));
      if (number == 4) record.entities = {{"person/anna-muster", EntityType::person, "Anna Muster", {}, {}, {}, {{{0, 4}}}}};
      publish(record);
    }
  }

  RecordLog log() {
    auto opened = RecordLog::open(folder.state());
    if (!opened) throw std::runtime_error(opened.error().message);
    return std::move(*opened);
  }

  static std::vector<std::uint64_t> seqs(const Outcome<Page>& page) {
    std::vector<std::uint64_t> all;
    for (const LogEntry& entry : std::get<Entries>(page.value()).entries) all.push_back(entry.seq);
    return all;
  }

  static std::uint64_t at(const Outcome<Page>& page) { return std::get<Entries>(page.value()).at; }
  using Seqs = std::vector<std::uint64_t>;
};
NEWSWIRED_LEDGER_SUITE(Log);

TEST_P(Log, IsEmptyAtFirst) {
  const auto reader = log();
  const auto page = reader.read("", 0, {}, {});

  EXPECT_TRUE(seqs(page).empty());
  EXPECT_EQ(at(page), 0u);
  EXPECT_EQ(reader.state()->head, 0u);
  EXPECT_EQ(reader.state()->floor, 1u);
  EXPECT_EQ(reader.state()->epoch, ledger->epoch());
}

TEST_P(Log, GivesWhatIsAfterAPlaceWhileTheWriterGoesOn) {
  const auto reader = log();
  fill();

  EXPECT_EQ(seqs(reader.read(ledger->epoch(), 0, {}, {})), (Seqs{1, 2, 3, 4, 5}));
  EXPECT_EQ(seqs(reader.read("", 3, {}, {})), (Seqs{4, 5}));
  EXPECT_EQ(seqs(reader.read("", 5, {}, {})), Seqs{});
  EXPECT_EQ(at(reader.read("", 5, {}, {})), 5u);
}

TEST_P(Log, GivesTheSameLinesThatWereAnnounced) {
  fill();
  const auto entries = std::get<Entries>(log().read("", 0, {}, {}).value()).entries;
  const auto announced = whole_log();

  ASSERT_EQ(entries.size(), announced.size());
  EXPECT_EQ(entries[3].json, announced[3].json);
  EXPECT_EQ(entries[3].topic, "article.de.west.");
}

TEST_P(Log, EndsAPageAtItsLimitsAndSaysHowFarItCame) {
  fill();
  const auto reader = log();

  const auto two = reader.read("", 1, {}, {2, 1 << 20});
  EXPECT_EQ(seqs(two), (Seqs{2, 3}));
  EXPECT_EQ(at(two), 3u);
  EXPECT_EQ(seqs(reader.read("", 1, {}, {500, 1})), Seqs{2}) << "one entry, whatever its size";
  const auto quiet = reader.read("", 1, {{"article.en.north."}, {}}, {1, 1 << 20});
  EXPECT_EQ(seqs(quiet), Seqs{3});
  EXPECT_EQ(at(quiet), 3u);
}

TEST_P(Log, FindsArticleTopicsByPrefix) {
  fill();
  const auto reader = log();

  EXPECT_EQ(seqs(reader.read("", 0, {{"article.en."}, {}}, {})), (Seqs{1, 2, 3, 5}));
  EXPECT_EQ(seqs(reader.read("", 1, {{"article.en.north."}, {}}, {})), (Seqs{3, 5}));
  EXPECT_EQ(seqs(reader.read("", 0, {{"article.de.", "article.en.south."}, {}}, {})), (Seqs{2, 4}));
  EXPECT_EQ(seqs(reader.read("", 0, {{"article.en.nort."}, {}}, {})), Seqs{});
  EXPECT_EQ(at(reader.read("", 0, {{"article.en.nort."}, {}}, {})), 5u);
}

TEST_P(Log, FindsNoticesByLookingIntoRecords) {
  fill();
  const auto reader = log();

  EXPECT_EQ(seqs(reader.read("", 0, {{"entity.person.anna-muster."}, {}}, {})), Seqs{4});
  EXPECT_EQ(seqs(reader.read("", 0, {{"entity.person.", "article.en.south."}, {}}, {})), (Seqs{2, 4}));
  EXPECT_EQ(seqs(reader.read("", 0, {{"watch.mine."}, {}}, {})), Seqs{});
  const auto third = [](const LogEntry& entry, const std::string&) { return entry.seq == 3; };
  EXPECT_EQ(seqs(reader.read("", 0, {{"watch.mine."}, third}, {})), Seqs{3});
}

TEST_P(Log, SaysGoneBelowTheFloorAndNotAtIt) {
  fill();
  now += std::chrono::days(40);
  while (ledger->retain(now - std::chrono::days(30), day(0), day(0)).value()) {
  }
  walk("north", entry("late"), story_text("late"));
  const auto reader = log();

  EXPECT_EQ(reader.state()->floor, 6u);
  EXPECT_EQ(std::get<Gone>(reader.read("", 4, {}, {}).value()).floor, 6u);
  EXPECT_EQ(seqs(reader.read("", 5, {}, {})), Seqs{6});
  EXPECT_EQ(parsed(std::get<Entries>(reader.read("", 5, {}, {}).value()).entries[0])["prev"], 5);
}

TEST_P(Log, SaysRewoundPastTheHeadAndUnderAnotherEpoch) {
  fill();
  const auto reader = log();

  EXPECT_EQ(std::get<Rewound>(reader.read("", 6, {}, {}).value()).now.head, 5u);
  EXPECT_EQ(std::get<Rewound>(reader.read("0123", 0, {}, {}).value()).now.epoch, ledger->epoch());
}

TEST_P(Log, FindsThePlaceOfATime) {
  walk("north", entry("a"), story_text("fire"));
  now += std::chrono::hours(1);
  walk("north", entry("b"), story_text("flood"));
  const auto reader = log();

  EXPECT_EQ(reader.seq_at(day(10)).value(), 1u);
  EXPECT_EQ(reader.seq_at(day(10) + std::chrono::seconds(1)).value(), 2u);
  EXPECT_EQ(reader.seq_at(day(11)).value(), 3u);
}

class Retention : public Log {};
NEWSWIRED_LEDGER_SUITE(Retention);

TEST_P(Retention, KeepsAnArticlesCountWhileItsFeedListsIt) {
  walk("north", entry("a", 1), story_text("fire"));
  now += std::chrono::days(40);
  accept(poll("north", {entry("a", 1)}));  // Still listed.
  while (ledger->retain(now - std::chrono::days(30), now - std::chrono::days(30), now - std::chrono::days(30)).value()) {
  }

  EXPECT_EQ(walk("north", entry("a", 2), story_text("flood"))["revision"], 2);
}

TEST_P(Retention, PublishesAnEntryOnceThoughItsFeedListsItForAYear) {
  walk("north", entry("a", 1), story_text("fire"));
  for (int week = 0; week < 52; ++week) {
    now += std::chrono::days(7);  // how often a whole body is read of a feed that does not change
    EXPECT_TRUE(accept(poll("north", {entry("a", 1)})).empty()) << "week " << week;
    while (ledger->retain(now - std::chrono::days(30), now - std::chrono::days(30), now - std::chrono::days(30)).value()) {
    }
  }
}

TEST_P(Retention, ForgetsMarksThatNoPollListed) {
  walk("north", entry("a", 1), story_text("fire"));
  now += std::chrono::days(40);
  while (ledger->retain(now - std::chrono::days(30), now - std::chrono::days(30), now - std::chrono::days(30)).value()) {
  }
  SQLite::Database file(folder.state() + "/ledger.sqlite3", SQLite::OPEN_READONLY);

  for (const char* table : {"marks", "articles", "judged", "log"})
    EXPECT_EQ(file.execAndGet("SELECT count(*) FROM " + std::string(table)).getInt(), 0) << table;
  EXPECT_EQ(ledger->judged_floor(), 2u);
}

TEST_P(Retention, LeavesAnIndexThatCanGoOn) {
  walk("north", entry("a", 1), story_text("fire"));
  now += std::chrono::days(40);
  ASSERT_TRUE(ledger->retain(day(0), now, day(0)));
  index.evict(ledger->judged_floor());
  walk("north", entry("b", 1), story_text("flood"));
  reopen();

  ASSERT_TRUE(ledger->replay(index));

  EXPECT_EQ(index.position(), 2u);
}

class Forget : public Log {};
NEWSWIRED_LEDGER_SUITE(Forget);

TEST_P(Forget, BlanksTheTextAndTellsEveryReader) {
  fill();
  const auto id = parsed(whole_log()[1])["id"].get<std::string>();

  const auto logged = ledger->forget(id).value();

  ASSERT_EQ(logged.size(), 1u);
  EXPECT_EQ(parsed(logged[0])["schema"], "newswired/tombstone/1");
  EXPECT_EQ(logged[0].seq, 6u);
  const auto entries = whole_log();
  EXPECT_EQ(entries[1].schema, tombstone_schema);
  EXPECT_EQ(entries[1].json.find("text"), std::string::npos);
  EXPECT_EQ(parsed(entries[1])["seq"], 2);
  EXPECT_EQ(seqs(log().read("", 4, {{"article.de."}, {}}, {})), Seqs{6});
  EXPECT_TRUE(ledger->forget(id)->empty()) << "once";
  EXPECT_TRUE(ledger->forget(std::string(32, '0'))->empty());
}

TEST_P(Forget, LeavesNoWordOfItInTheFile) {
  const auto record = walk("north", entry("a", 1), story_text("zanzibarfire"));
  const auto bytes = [&] {
    ledger.reset();  // the last connection folds the WAL into the file
    std::ifstream file(folder.state() + "/ledger.sqlite3", std::ios::binary);
    std::string all(std::istreambuf_iterator<char>(file), {});
    reopen();
    return all;
  };
  ASSERT_NE(bytes().find("zanzibarfire"), std::string::npos);

  ASSERT_TRUE(ledger->forget(record["id"].get<std::string>()));

  EXPECT_EQ(bytes().find("zanzibarfire"), std::string::npos);
}

TEST_P(Forget, TakesNoLaterRevision) {
  const auto record = walk("north", entry("a", 1), story_text("fire"));
  accept(poll("north", {entry("a", 2)}));
  ASSERT_TRUE(ledger->forget(record["id"].get<std::string>()));

  EXPECT_EQ(counts().pending_rows, 0u);
  EXPECT_TRUE(accept(poll("north", {entry("a", 3)})).empty());
}

}  // namespace newswired::ledger::testing
