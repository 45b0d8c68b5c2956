#include "daemon/ledger/writer.h"

#include <atomic>
#include <filesystem>
#include <fstream>
#include <future>
#include <latch>
#include <mutex>
#include <optional>

#include "daemon/ledger/ledger_fixture.h"

namespace newswired::ledger::testing {

/// A ledger behind its writer; answers are awaited by future.
class WriterTest : public LedgerTest {
 protected:
  void start(const Writer::Limits& limits = {}) {
    if (ledger)
      writer.emplace(std::move(*ledger), [this](const std::vector<LogEntry>& entries) { note(entries); }, limits);
    ledger.reset();
  }

  void note(const std::vector<LogEntry>& entries) {
    const std::lock_guard guard(lock);
    for (const LogEntry& entry : entries) announced.push_back(entry.seq);
  }

  /// Called on the writer's thread: what was announced before this callback.
  std::size_t announced_so_far() {
    const std::lock_guard guard(lock);
    return announced.size();
  }

  template <class T, class Call>
  Outcome<T> await(Call&& call) {
    std::promise<Outcome<T>> promise;
    call([&](Outcome<T> outcome) { promise.set_value(std::move(outcome)); });
    return promise.get_future().get();
  }

  Outcome<std::vector<Pending>> accepted(Poll one) {
    return await<std::vector<Pending>>([&](auto then) { writer->accept(std::move(one), std::move(then)); });
  }
  Outcome<Decided> decided(Submission one) {
    return await<Decided>([&](auto then) { writer->decide(std::move(one), std::move(then)); });
  }
  Outcome<Published> published(Record one) {
    return await<Published>([&](auto then) { writer->publish(std::move(one), std::move(then)); });
  }

  std::mutex lock;  ///< Guards `announced`.
  std::vector<std::uint64_t> announced;
  std::optional<Writer> writer;
};
NEWSWIRED_LEDGER_SUITE(WriterTest);

TEST_P(WriterTest, CarriesAnArticleThroughToItsRecord) {
  start();
  const auto pending = accepted(poll("north", {entry("a")})).value().at(0);
  const auto to_annotate = decided(submission(pending, story_text("fire"))).value().to_annotate.at(0);

  const auto done = published(draft(to_annotate)).value();

  EXPECT_EQ(parsed(done.logged.at(0))["id"], pending.id);
  EXPECT_EQ(announced, std::vector<std::uint64_t>{1});
  EXPECT_EQ(writer->counters().items, 3u);
  EXPECT_EQ(writer->counters().queued, 0u);
}

TEST_P(WriterTest, GivesEachCallerItsOwnAnswerInOneCommit) {
  start();
  constexpr int feed_count = 40;
  std::promise<void> gate;
  writer->run([held = gate.get_future().share()](Ledger&) { held.wait(); });
  std::vector<std::promise<std::vector<Pending>>> answers(feed_count);
  for (int i = 0; i < feed_count; ++i)
    writer->accept(poll("feed-" + std::to_string(i), {entry("a"), entry("b")}),
                   [&answers, i](auto outcome) { answers[static_cast<std::size_t>(i)].set_value(outcome.value()); });
  const auto before = writer->counters().commits;
  gate.set_value();

  for (int i = 0; i < feed_count; ++i) {
    const auto pending = answers[static_cast<std::size_t>(i)].get_future().get();
    ASSERT_EQ(pending.size(), 2u);
    EXPECT_EQ(pending[0].feed.id, "feed-" + std::to_string(i));
  }
  EXPECT_LE(writer->counters().commits, before + 2) << "in one group, or two when the first began early";
}

TEST_P(WriterTest, AnnouncesInTheOrderOfSeqBeforeTheCallbacks) {
  start();
  std::vector<Record> drafts;
  for (char name = 'a'; name < 'k'; ++name) {
    const auto pending = accepted(poll("north", {entry(std::string(4, name))})).value().at(0);
    drafts.push_back(draft(decided(submission(pending, story_text(std::string(4, name)))).value().to_annotate.at(0)));
  }
  std::latch done(static_cast<std::ptrdiff_t>(drafts.size()));
  std::atomic<bool> late{false};
  for (const Record& one : drafts)
    writer->publish(one, [&](Outcome<Published> outcome) {
      if (outcome->logged.at(0).seq > announced_so_far()) late = true;
      done.count_down();
    });
  done.wait();

  EXPECT_FALSE(late);
  ASSERT_EQ(announced.size(), drafts.size());
  for (std::size_t i = 0; i < announced.size(); ++i) EXPECT_EQ(announced[i], i + 1);
}

TEST_P(WriterTest, FinishesWhatWasQueuedBeforeItStops) {
  start();
  std::atomic<int> answered{0};
  for (int i = 0; i < 200; ++i)
    writer->accept(poll("feed-" + std::to_string(i), {entry("a")}), [&](auto outcome) { answered += outcome.ok(); });
  writer->stop();

  EXPECT_EQ(answered, 200);
  const auto late = accepted(poll("late", {entry("a")}));
  EXPECT_EQ(late.error().fault, Fault::unavailable);
  EXPECT_FALSE(writer->run([](Ledger&) {}));
  writer.reset();
  reopen();
  EXPECT_EQ(counts().pending_rows, 200u);
}

TEST_P(WriterTest, RepeatsWhatTheLedgerCouldNotDo) {
  std::atomic<int> failures{3};
  options.commit_fails = [&](CommitMoment moment) { return moment == CommitMoment::before && failures-- > 0; };
  reopen();
  start();

  EXPECT_EQ(accepted(poll("north", {entry("a")})).value().size(), 1u);
  EXPECT_EQ(writer->counters().retries, 3u);
  EXPECT_FALSE(writer->counters().stuck);
}

TEST_P(WriterTest, SaysUnknownOnlyWhenAnAnswerWasLostAndAnnouncesWhatWasLogged) {
  start();
  const auto pending = accepted(poll("north", {entry("a")})).value().at(0);
  const auto to_annotate = decided(submission(pending, story_text("fire"))).value().to_annotate.at(0);
  writer.reset();
  std::atomic<bool> away{false}, reopened{false};
  std::atomic<bool> armed{false};
  options.commit_fails = [&](CommitMoment moment) {
    if (!armed) return false;
    if (moment == CommitMoment::after && !away) return away = true;
    if (moment == CommitMoment::reopen && away && !reopened) return reopened = true;
    return false;
  };
  reopen();
  start();
  armed = true;

  const auto outcome = published(draft(to_annotate));

  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().fault, Fault::unknown);
  EXPECT_EQ(announced, std::vector<std::uint64_t>{1});
  const auto rest = await<std::vector<Pending>>(
      [&](auto then) { writer->run([then](Ledger& of) { then(of.resume(0, 10)); }); });
  EXPECT_TRUE(rest->empty());
}

TEST_P(WriterTest, CommitsWhatWaitsOfAllKindsAtOnce) {
  start();
  const auto a = accepted(poll("north", {entry("a")})).value().at(0);
  const auto b = accepted(poll("south", {entry("b")})).value().at(0);
  const auto c = accepted(poll("east", {entry("c")})).value().at(0);
  const auto ready = decided(submission(a, story_text("fire"))).value().to_annotate.at(0);
  std::promise<void> gate;
  writer->run([held = gate.get_future().share()](Ledger&) { held.wait(); });
  const auto before = writer->counters().commits;
  std::latch answers(4);
  const auto expect_ok = [&](auto outcome) {
    EXPECT_TRUE(outcome);
    answers.count_down();
  };
  writer->publish(draft(ready), expect_ok);
  writer->decide(submission(b, story_text("flood")), expect_ok);
  writer->fail({c.id, c.revision, 1, Stage::parse, ErrorKind::internal, "crashed", true}, expect_ok);
  writer->accept(poll("west", {entry("d")}), expect_ok);
  gate.set_value();
  answers.wait();

  EXPECT_EQ(writer->counters().commits, before + 1);
}

TEST_P(WriterTest, GivesUpTheReserveOnAFullDiskPublishesOnAndTakesNothingNewUntilItIsBack) {
  const std::string reserve = folder.state() + "/reserve";
  std::atomic<bool> full{false};
  options.reserve_bytes = 1 << 20;
  options.commit_fails = [&](CommitMoment moment) {
    return moment == CommitMoment::full && full && std::filesystem::exists(reserve);
  };
  reopen();
  EXPECT_EQ(std::filesystem::file_size(reserve), 1u << 20);
  Writer::Limits limits;
  limits.head_file_interval = std::chrono::hours(1'000'000);  // the reserve is taken back by hand below
  start(limits);
  const auto pending = accepted(poll("north", {entry("a")})).value().at(0);
  const auto ready = decided(submission(pending, story_text("fire"))).value().to_annotate.at(0);
  full = true;

  EXPECT_EQ(accepted(poll("south", {entry("b")})).error().fault, Fault::full);
  EXPECT_FALSE(std::filesystem::exists(reserve));
  EXPECT_EQ(published(draft(ready)).value().logged.size(), 1u) << "the reserve's room is for what was accepted";
  const auto refused = accepted(poll("south", {entry("b")}));
  EXPECT_EQ(refused.error().fault, Fault::full);
  EXPECT_NE(refused.error().message.find("the disk"), std::string::npos) << refused.error().message;
  EXPECT_TRUE(writer->counters().disk_full);

  full = false;
  EXPECT_TRUE(await<bool>([&](auto then) { writer->run([then](Ledger& of) { then(of.restore_reserve()); }); }).value());
  EXPECT_TRUE(std::filesystem::exists(reserve));
  EXPECT_EQ(accepted(poll("south", {entry("b")})).value().size(), 1u);
}

TEST_P(WriterTest, AnswersFullAtOnceAndLetsThePollsThatFitIn) {
  options.pending_rows_max = 3;
  reopen();
  start();
  ASSERT_TRUE(accepted(poll("north", {entry("a"), entry("b"), entry("c")})));
  std::promise<void> gate;
  writer->run([held = gate.get_future().share()](Ledger&) { held.wait(); });
  std::promise<bool> full, known;
  writer->accept(poll("south", {entry("d")}),
                 [&](auto outcome) { full.set_value(!outcome && outcome.error().fault == Fault::full); });
  writer->accept(poll("north", {entry("a")}), [&](auto outcome) { known.set_value(outcome.ok()); });
  gate.set_value();

  EXPECT_TRUE(full.get_future().get());
  EXPECT_TRUE(known.get_future().get());
}

TEST_P(WriterTest, RetainsInStepsAndEvictsTheIndex) {
  start();
  const auto pending = accepted(poll("north", {entry("a")})).value().at(0);
  published(draft(decided(submission(pending, story_text("fire"))).value().to_annotate.at(0))).value();
  writer->retain(now + std::chrono::days(1), now + std::chrono::days(1), day(0));

  // Two steps and the eviction; what is asked afterwards is carried out after the last.
  for (int i = 0; i < 3; ++i)
    await<Counts>([&](auto then) { writer->run([then](Ledger& of) { then(of.counts()); }); }).value();
  const auto counts = await<Counts>([&](auto then) { writer->run([then](Ledger& of) { then(of.counts()); }); });

  EXPECT_EQ(counts->floor, 2u);
  EXPECT_EQ(decided(submission(accepted(poll("south", {entry("b")})).value().at(0), story_text("fire")))
                .value()
                .to_annotate.size(),
            1u)
      << "the original was evicted with its rows";
}

TEST_P(WriterTest, SavesTheHeadFileBeforeItEnds) {
  Writer::Limits limits;
  limits.head_file_interval = std::chrono::milliseconds(0);
  start(limits);
  const auto pending = accepted(poll("north", {entry("a")})).value().at(0);
  published(draft(decided(submission(pending, story_text("fire"))).value().to_annotate.at(0))).value();
  writer.reset();

  std::ifstream file(folder.state() + "/head");
  std::string epoch;
  std::uint64_t seq = 0;
  file >> epoch >> seq;
  EXPECT_EQ(seq, 1u);
}

}  // namespace newswired::ledger::testing
