#include <SQLiteCpp/SQLiteCpp.h>
#include <sys/stat.h>

#include <fstream>

#include "daemon/ledger/backup.h"
#include "daemon/ledger/ledger_fixture.h"
#include "daemon/ledger/schema.h"
#include "daemon/ledger/state_dir.h"

namespace newswired::ledger::testing {

/// Commits fail where `armed` says, once.
class Faults : public LedgerTest {
 protected:
  void SetUp() override {
    options.commit_fails = [this](CommitMoment moment) {
      if (armed != moment) return false;
      armed.reset();
      return true;
    };
    reopen();
  }

  std::optional<CommitMoment> armed;
};
NEWSWIRED_LEDGER_SUITE(Faults);

TEST_P(Faults, ACommitThatWasNotDoneLeavesNothingAndCanBeRepeated) {
  const Poll one = poll("north", {entry("a")});
  armed = CommitMoment::before;

  const auto outcome = ledger->accept({&one, 1});

  EXPECT_EQ(outcome.error().fault, Fault::unavailable);
  EXPECT_EQ(counts().pending_rows, 0u);
  EXPECT_TRUE(ledger->feed_states()->empty());
  EXPECT_EQ(accept(one).size(), 1u);
}

TEST_P(Faults, ACommitThatWasDoneIsFoundOutAndAnsweredAsDone) {
  armed = CommitMoment::after;
  const auto pending = accept(poll("north", {entry("a")}));
  ASSERT_EQ(pending.size(), 1u);

  armed = CommitMoment::after;
  const auto decided = decide(submission(pending[0], story_text("fire")));
  ASSERT_EQ(decided.to_annotate.size(), 1u);
  EXPECT_EQ(index.position(), 1u);

  armed = CommitMoment::after;
  EXPECT_EQ(publish(draft(decided.to_annotate[0])).logged.size(), 1u);
  EXPECT_EQ(counts().head, 1u);
  EXPECT_EQ(counts().pending_rows, 0u);
}

TEST_P(Faults, WhatCannotBeFoundOutIsUnknownAndRepeatable) {
  for (const CommitMoment moment : {CommitMoment::before, CommitMoment::after}) {
    const std::string name = moment == CommitMoment::before ? "before" : "after";
    int failures = 0;
    bool away = false;
    // The commit fails at `moment`, and so does the reopening after it, and once more.
    options.commit_fails = [&](CommitMoment now_at) {
      if (now_at == moment && !away) return away = true;
      if (now_at == CommitMoment::reopen && away && failures < 2) return ++failures > 0;
      return false;
    };
    reopen();
    const Poll one = poll(name, {entry("a")});

    EXPECT_EQ(ledger->accept({&one, 1}).error().fault, Fault::unknown);
    EXPECT_EQ(ledger->accept({&one, 1}).error().fault, Fault::unavailable);
    const auto repeated = accept(one);

    EXPECT_EQ(repeated.empty(), moment == CommitMoment::after);
    const auto unfinished = resume();
    ASSERT_FALSE(unfinished.empty());
    EXPECT_EQ(unfinished.back().feed.id, name);
    EXPECT_TRUE(accept(one).empty());
  }
  EXPECT_EQ(counts().pending_rows, 2u);
}

TEST_P(Faults, AnUnknownVerdictIsInTheIndexExactlyWhenItIsInTheLedger) {
  const auto one = submission(accept_one("north", entry("a")), story_text("fire"));
  for (const CommitMoment moment : {CommitMoment::before, CommitMoment::after}) {
    bool away = false, reopened = false;
    options.commit_fails = [&](CommitMoment now_at) {
      if (now_at == moment && !away) return away = true;
      if (now_at == CommitMoment::reopen && away && !reopened) return reopened = true;
      return false;
    };
    reopen();
    EXPECT_EQ(ledger->decide({&one, 1}, index).error().fault, Fault::unknown);
    EXPECT_EQ(index.position(), 0u);

    if (moment == CommitMoment::before) continue;
    EXPECT_TRUE(decide(one).to_annotate.empty()) << "judged already";
    EXPECT_EQ(index.position(), 1u);
    EXPECT_EQ(resume().at(0).step, Step::annotate);
  }
}

TEST_P(Faults, DeathBetweenAnyTwoCallsLosesNothing) {
  accept(poll("north", {entry("a", 1)}));
  accept(poll("north", {entry("a", 2)}));
  accept(poll("south", {entry("b")}));
  std::vector<nlohmann::json> seen;
  for (int life = 0; life < 20; ++life) {
    reopen();
    const auto open = resume();
    if (open.empty()) break;
    const Pending& first = open.front();
    if (first.step == Step::collect) {
      const std::string text = story_text(first.identity + std::to_string(first.revision));
      for (const auto& entry : decide(submission(first, text)).logged) seen.push_back(parsed(entry));
    } else {
      for (const auto& entry : publish(draft(first)).logged) seen.push_back(parsed(entry));
    }
  }

  ASSERT_EQ(seen.size(), 3u);
  for (std::size_t i = 0; i < seen.size(); ++i) EXPECT_EQ(seen[i]["seq"], i + 1);
  EXPECT_EQ(counts().pending_rows, 0u);
}

TEST_P(Faults, AnOutsidersLockIsUnavailableAndPasses) {
  const Poll one = poll("north", {entry("a")});
  {
    SQLite::Database outsider(folder.state() + "/ledger.sqlite3", SQLite::OPEN_READWRITE);
    outsider.exec("BEGIN IMMEDIATE");
    EXPECT_EQ(ledger->accept({&one, 1}).error().fault, Fault::unavailable);
  }

  EXPECT_EQ(accept(one).size(), 1u);
}

class Opening : public LedgerTest {};
NEWSWIRED_LEDGER_SUITE(Opening);

TEST_P(Opening, RefusesASecondOpenerByName) {
  const auto second = Ledger::open(options);

  ASSERT_FALSE(second);
  EXPECT_NE(second.error().message.find(folder.state()), std::string::npos) << second.error().message;
  EXPECT_NE(second.error().message.find("process " + std::to_string(getpid())), std::string::npos);
}

TEST_P(Opening, MakesAFolderThatOnlyItsUserMayEnter) {
  struct stat facts {};
  ASSERT_EQ(stat(folder.state().c_str(), &facts), 0);

  EXPECT_EQ(facts.st_mode & 0777, 0700u);
}

TEST_P(Opening, SaysWhenTheFolderCannotBeMade) {
  std::ofstream(folder.path() + "/file") << "no folder";
  options.state_dir = folder.path() + "/file/state";

  const auto outcome = Ledger::open(options);

  ASSERT_FALSE(outcome);
  EXPECT_NE(outcome.error().message.find(options.state_dir), std::string::npos) << outcome.error().message;
}

TEST_P(Opening, RefusesANewerDatabaseInOneLine) {
  ledger.reset();
  SQLite::Database(folder.state() + "/ledger.sqlite3", SQLite::OPEN_READWRITE).exec("PRAGMA user_version=99");

  const auto outcome = Ledger::open(options);

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, ErrorKind::invalid);
  EXPECT_NE(outcome.error().message.find("schema 99"), std::string::npos) << outcome.error().message;
}

TEST_P(Opening, BringsADatabaseOfEveryEarlierSchemaToThePresentOneWithWhatItHolds) {
  for (std::size_t version = 1; version < migrations().size(); ++version) {
    ledger.reset();
    std::filesystem::remove_all(folder.state());
    std::filesystem::create_directory(folder.state());
    {
      SQLite::Database old(folder.state() + "/ledger.sqlite3", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE);
      for (std::size_t step = 0; step < version; ++step) old.exec(std::string(migrations()[step]));
      old.exec("PRAGMA user_version=" + std::to_string(version));
      old.exec("INSERT INTO meta VALUES('epoch', 'old'); UPDATE counters SET seq=1;"
               "INSERT INTO log(seq, topic, schema, article, logged, json) VALUES(1, 1, 's', 'a', 0, '{}');"
               "INSERT INTO topics VALUES(1, 'article.en.north.', 1)");
    }
    reopen();
    EXPECT_EQ(ledger->epoch(), "old");
    EXPECT_EQ(whole_log().at(0).topic, "article.en.north.");
    EXPECT_EQ(walk("north", entry("b"), story_text("flood"))["prev"], 1);
    SQLite::Database now_there(folder.state() + "/ledger.sqlite3", SQLite::OPEN_READONLY);
    EXPECT_EQ(now_there.execAndGet("PRAGMA user_version").getInt(), schema_version());
  }
}

TEST_P(Opening, RefusesWhatIsNoDatabase) {
  ledger.reset();
  std::filesystem::remove(folder.state() + "/ledger.sqlite3-wal");
  std::ofstream(folder.state() + "/ledger.sqlite3") << std::string(5000, 'x');

  EXPECT_FALSE(Ledger::open(options));
}

TEST_P(Opening, RefusesADamagedPageAndSaysWhatToDo) {
  for (int n = 0; n < 50; ++n) walk("north", entry("e" + std::to_string(n)), story_text("fire" + std::to_string(n)));
  ASSERT_TRUE(ledger->checkpoint());
  ledger.reset();
  const std::string file = folder.state() + "/ledger.sqlite3";
  std::fstream bytes(file, std::ios::in | std::ios::out | std::ios::binary);
  bytes.seekp(4096);
  bytes << std::string(std::filesystem::file_size(file) - 4096, 'x');
  bytes.close();

  const auto outcome = Ledger::open(options);

  ASSERT_FALSE(outcome);
  EXPECT_NE(outcome.error().message.find("newswired restore"), std::string::npos) << outcome.error().message;
  EXPECT_TRUE(std::filesystem::exists(file)) << "never deleted";
}

TEST_P(Opening, SetsTheFileUpForDurabilityAndShrinking) {
  SQLite::Database file(folder.state() + "/ledger.sqlite3", SQLite::OPEN_READONLY);

  EXPECT_EQ(file.execAndGet("PRAGMA journal_mode").getString(), "wal");
  EXPECT_EQ(file.execAndGet("PRAGMA auto_vacuum").getInt(), 2);
}

TEST_P(Opening, TakesANewEpochWhenTheLedgerIsBehindTheHeadFile) {
  walk("north", entry("a"), story_text("fire"));
  const std::string epoch = ledger->epoch();
  ASSERT_TRUE(ledger->save_head());
  reopen();
  EXPECT_EQ(ledger->epoch(), epoch);

  ASSERT_TRUE(save_head_mark(folder.state(), {epoch, 2}));
  reopen();

  EXPECT_NE(ledger->epoch(), epoch);
  EXPECT_EQ(walk("north", entry("b"), story_text("flood"))["epoch"], ledger->epoch());
}

class Backup : public LedgerTest {};
NEWSWIRED_LEDGER_SUITE(Backup);

TEST_P(Backup, IsTheStateOfNowUnderANewEpoch) {
  walk("north", entry("a"), story_text("fire"));
  accept(poll("north", {entry("b")}));
  const std::string epoch = ledger->epoch(), file = folder.path() + "/copy.sqlite3";
  ASSERT_TRUE(ledger->backup(file));
  walk("north", entry("c"), story_text("flood"));
  ledger.reset();

  const auto restored = restore_ledger(folder.state(), file);
  ASSERT_TRUE(restored) << restored.error().message;
  reopen();

  EXPECT_NE(ledger->epoch(), epoch);
  EXPECT_EQ(counts().head, 1u);
  EXPECT_EQ(resume().at(0).identity, "b");
  const std::string own = ledger->epoch();
  reopen();
  EXPECT_EQ(ledger->epoch(), own) << "only the first start takes a new one";
}

TEST_P(Backup, DoesNotOverwriteAFile) {
  const std::string file = folder.path() + "/copy.sqlite3";
  std::ofstream(file) << "mine";

  EXPECT_FALSE(ledger->backup(file));
}

TEST_P(Backup, IsNotRestoredUnderARunningDaemonNorFromSomethingElse) {
  const std::string file = folder.path() + "/copy.sqlite3";
  ASSERT_TRUE(ledger->backup(file));
  EXPECT_FALSE(restore_ledger(folder.state(), file));
  ledger.reset();
  std::ofstream(folder.path() + "/other") << std::string(3000, 'x');

  EXPECT_FALSE(restore_ledger(folder.state(), folder.path() + "/other"));
  EXPECT_FALSE(restore_ledger(folder.state(), folder.path() + "/missing"));
  reopen();
}

TEST_P(Backup, IsRestoredOverADamagedLedgerWhichIsKept) {
  walk("north", entry("a"), story_text("fire"));
  const std::string file = folder.path() + "/copy.sqlite3";
  ASSERT_TRUE(ledger->backup(file));
  ledger.reset();
  std::ofstream(folder.state() + "/ledger.sqlite3") << "nothing of a ledger";

  const auto first = restore_ledger(folder.state(), file), second = restore_ledger(folder.state(), file);

  ASSERT_TRUE(first && second);
  EXPECT_NE(*first, *second) << "what was set aside is never overwritten";
  std::ifstream damaged(*first);
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(damaged), {}), "nothing of a ledger");
  reopen();
  EXPECT_EQ(counts().head, 1u);
}

}  // namespace newswired::ledger::testing
