// Random sequences of calls, failed commits and restarts; what must hold afterwards holds for each seed.
#include "daemon/ledger/invariants.h"

namespace newswired::ledger::testing {

class Oracle : public LedgerTest {
 protected:
  void play(unsigned seed, int step_count) {
    random.seed(seed);
    options.commit_fails = [this](CommitMoment) { return faults && pick(12) == 0; };
    options.pending_rows_max = 30;
    reopen();
    faults = true;
    for (int step = 0; step < step_count; ++step) act();
    faults = false;
    drain();
  }

  int pick(int count) { return static_cast<int>(random() % static_cast<unsigned>(count)); }

  /// Remembers what was shown to the world: none of it may change.
  void show(const std::vector<LogEntry>& entries) {
    for (const LogEntry& entry : entries) {
      const auto [place, added] = shown.emplace(entry.seq, entry.json);
      EXPECT_EQ(place->second, entry.json) << "seq " << entry.seq << " shown twice";
    }
  }

  void act() {
    switch (pick(10)) {
      case 0:
      case 1:
      case 2:
        return poll_some();
      case 3:
        if (pick(4) == 0) reopen();
        return;
      case 4:
        fail_some();
        return pick(4) == 0 ? retry_some() : void();
      default:
        return advance(1 + pick(5));
    }
  }

  void poll_some() {
    std::vector<Poll> polls;
    for (int i = 1 + pick(2); i > 0; --i) {
      std::vector<std::pair<int, int>> listed;
      const int feed = pick(World::feeds);
      for (int number = 0; number < World::entries; ++number) {
        int& version = versions[{feed, number}];
        if (pick(10) == 0) ++version;
        if (pick(3) > 0) listed.emplace_back(number, version);
      }
      polls.push_back(World::poll_of(feed, listed));
    }
    const auto outcome = ledger->accept(polls);
    if (outcome) {
      EXPECT_TRUE(faults || ledger->accept(polls)->empty());
    }
  }

  /// Takes up to `limit` of what is to be done, in a random order, and does it in one call each.
  void advance(int limit) {
    auto unfinished = ledger->resume(0, 40);
    if (!unfinished) return;
    std::shuffle(unfinished->begin(), unfinished->end(), random);
    std::vector<Submission> submissions;
    std::vector<Record> drafts;
    for (const Pending& pending : *unfinished) {
      if (static_cast<int>(submissions.size() + drafts.size()) >= limit) break;
      if (pending.step == Step::collect)
        submissions.push_back(World::page_of(pending));
      else
        drafts.push_back(draft(pending));
    }
    if (auto decided = ledger->decide(submissions, index)) show(decided->logged);
    if (auto published = ledger->publish(drafts)) show(published->logged);
  }

  void fail_some() {
    const auto unfinished = ledger->resume(0, 40);
    if (!unfinished || unfinished->empty()) return;
    const Pending& victim = (*unfinished)[static_cast<std::size_t>(pick(static_cast<int>(unfinished->size())))];
    const Stage late = pick(3) == 0 ? Stage::parse : Stage::quotes;
    const Stage stage = victim.step == Step::collect ? Stage::parse : late;
    const int failed = victim.failures[static_cast<std::size_t>(stage)];
    for (int attempt = failed + 1; attempt <= failed + 1 + pick(3); ++attempt) {
      const Failure failure{victim.id, victim.revision, attempt, stage, ErrorKind::internal, "crashed", true};
      const auto first = ledger->fail(failure), again = ledger->fail(failure);
      if (first && again) {
        EXPECT_EQ(first->kind, again->kind);
      }
    }
  }

  void retry_some() {
    const auto letters = ledger->dead_letters();
    if (!letters || letters->empty()) return;
    const auto& letter = (*letters)[static_cast<std::size_t>(pick(static_cast<int>(letters->size())))];
    if (!ledger->retry_dead_letter(letter.id)) return;  // Made to fail: nothing to compare.
  }

  void drain() {
    for (int round = 0; round < 1000 && counts().pending_rows > 0; ++round) advance(20);
    EXPECT_EQ(counts().pending_rows, 0u);
  }

  void check() {
    const auto log = whole_log();
    check_log(log, ledger->epoch());
    for (const auto& [seq, json] : shown) {
      ASSERT_LE(seq, log.size()) << "shown and lost";
      EXPECT_EQ(log[seq - 1].json, json);
    }
    check_ends(folder.state(), log);
    check_counters(folder.state(), counts());
    check_index();
  }

  /// The index that lived through all of it judges as one that is rebuilt.
  void check_index() {
    ASSERT_TRUE(ledger->replay(index));
    dedup::SeenIndex rebuilt;
    ASSERT_TRUE(ledger->replay(rebuilt));
    EXPECT_EQ(rebuilt.position(), index.position());
    for (int number = 0; number < 60; ++number) {
      Pending probe;
      probe.id = std::string(30, 'f') + std::to_string(10 + number);
      probe.feed.id = "feed-" + std::to_string(number % 5);
      probe.identity = "probe" + std::to_string(number);
      probe.collected = now;
      const auto candidate = World::page_of(probe).candidate;
      EXPECT_EQ(rebuilt.judge(candidate), index.judge(candidate)) << number;
    }
  }

  std::mt19937 random;
  bool faults = false;
  std::map<std::pair<int, int>, int> versions;
  std::map<std::uint64_t, std::string> shown;
};
NEWSWIRED_LEDGER_SUITE(Oracle);

TEST_P(Oracle, HoldsForRandomSequencesOfCallsFaultsAndRestarts) {
  const bool disk = std::string(GetParam()) == ".";
  for (unsigned seed = 1; seed <= (disk ? 1u : 12u); ++seed) {
    SCOPED_TRACE("seed " + std::to_string(seed));
    ledger.reset();
    std::filesystem::remove_all(folder.state());
    versions.clear();
    shown.clear();
    play(seed, disk ? 60 : 250);
    check();
    if (HasFailure()) return;
  }
}

}  // namespace newswired::ledger::testing
