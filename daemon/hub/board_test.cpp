#include "daemon/hub/board.h"

#include <gtest/gtest.h>

namespace newswired::hub {
namespace {

using namespace std::chrono_literals;
using End = Settled::End;

constexpr Moment now{};

class BoardTest : public testing::Test {
 protected:
  void add(const std::string& job, Stage stage = Stage::parse) {
    board_.add({.stage = stage, .job = job, .frames = {"x"}});
  }
  /// Gives out all it can; the jobs in order.
  std::vector<std::string> give(Moment when = now) {
    std::vector<std::string> jobs;
    while (const auto assignment = board_.next(when))
      jobs.push_back(assignment->peer + ":" + assignment->task->job);
    return jobs;
  }
  Header about(const std::string& job, Header::Kind kind = Header::Kind::answer) {
    return {.kind = kind, .boot = "b", .job = job, .stage = Stage::parse};
  }
  bool answer(const Peer& peer, const std::string& job, Moment when = now) {
    return board_.take_answer(peer, about(job), "frame", when);
  }

  using Jobs = std::vector<std::string>;
  std::vector<Settled> settled_;
  Board board_{"b", 2, {{Stage::parse, 10s}}, [this](Settled settled, std::size_t) {
                 settled_.push_back(std::move(settled));
               }};
};

TEST_F(BoardTest, GivesNothingWithoutTasksOrPeers) {
  EXPECT_EQ(give(), Jobs{});
  add("a");
  EXPECT_EQ(give(), Jobs{});
  board_.welcome("q", Stage::quotes, now);
  EXPECT_EQ(give(), Jobs{}) << "a worker of another stage";
}

TEST_F(BoardTest, SpreadsTasksInOrderUpToTheCredit) {
  board_.welcome("p", Stage::parse, now);
  board_.welcome("q", Stage::parse, now);
  for (const char* job : {"a", "b", "c", "d", "e"}) add(job);

  EXPECT_EQ(give(), (Jobs{"p:a", "q:b", "p:c", "q:d"}));
  EXPECT_TRUE(answer("q", "b"));
  EXPECT_EQ(give(), Jobs{"q:e"});
}

TEST_F(BoardTest, GivesAClosedPeerNothing) {
  board_.welcome("p", Stage::parse, now);
  board_.close("p");
  add("a");

  EXPECT_EQ(give(), Jobs{});
}

TEST_F(BoardTest, GivesBackWhatADeadWorkerHadNotBegunInItsOldOrder) {
  board_.welcome("p", Stage::parse, now);
  for (const char* job : {"a", "b", "c"}) add(job);
  give();

  board_.lose("p", Event::died, about("b"), "crashed");

  ASSERT_EQ(settled_.size(), 1u);
  EXPECT_EQ(settled_[0].job, "b");
  EXPECT_EQ(settled_[0].end, End::died);
  board_.welcome("q", Stage::parse, now);
  EXPECT_EQ(give(), (Jobs{"q:a", "q:c"}));
}

TEST_F(BoardTest, BlamesNobodyWhenTheDeadWorkerWasIdle) {
  board_.welcome("p", Stage::parse, now);
  add("a");
  give();

  board_.lose("p", Event::died, Header{}, "crashed");

  EXPECT_TRUE(settled_.empty());
}

TEST_F(BoardTest, BlamesTheOldestWhenNothingIsKnown) {
  board_.welcome("p", Stage::parse, now);
  add("a");
  add("b");
  give();

  board_.lose("p", Event::died, std::nullopt, "crashed");

  ASSERT_EQ(settled_.size(), 1u);
  EXPECT_EQ(settled_[0].job, "a");
}

TEST_F(BoardTest, BlamesTheOldestForAMissedDeadlineWhateverTheWorkerWroteDown) {
  board_.welcome("p", Stage::parse, now);
  add("a");
  give();

  board_.lose("p", Event::timed_out, about("something else"), "too slow");

  ASSERT_EQ(settled_.size(), 1u);
  EXPECT_EQ(settled_[0].end, End::timed_out);
}

TEST_F(BoardTest, SettlesATaskThatComesBackTooOften) {
  add("a");
  for (int i = 0; i < returns_max; ++i) {
    board_.welcome("p", Stage::parse, now);
    give();
    board_.lose("p", Event::died, Header{}, "crashed");
    ASSERT_TRUE(settled_.empty()) << i;
  }
  board_.welcome("p", Stage::parse, now);
  give();
  board_.lose("p", Event::died, Header{}, "crashed");

  ASSERT_EQ(settled_.size(), 1u);
  EXPECT_EQ(settled_[0].end, End::died);
}

TEST_F(BoardTest, CountsADeadlineFromWhenTheTaskBecameTheOldest) {
  board_.welcome("p", Stage::parse, now);
  add("a");
  add("b");
  give(now);

  EXPECT_EQ(board_.overdue(now + 10s - 1ms), Jobs{});
  EXPECT_EQ(board_.overdue(now + 10s), Jobs{"p"});
  answer("p", "a", now + 9s);
  EXPECT_EQ(board_.overdue(now + 18s), Jobs{}) << "b has waited for 18 s but was worked on for 9";
  EXPECT_EQ(board_.next_deadline(), now + 19s);
  EXPECT_EQ(board_.overdue(now + 19s), Jobs{"p"});
}

TEST_F(BoardTest, FindsIdlePeersThatAreSilent) {
  board_.welcome("p", Stage::parse, now);
  board_.welcome("q", Stage::parse, now);
  board_.heard("q", now + 5s);

  EXPECT_EQ(board_.silent_since(now + 1s), Jobs{"p"});
}

TEST_F(BoardTest, SaysSoWhenAFailureCannotBeRead) {
  board_.welcome("p", Stage::parse, now);
  add("a");
  give();

  EXPECT_TRUE(board_.take_answer("p", about("a", Header::Kind::failed), "not JSON", now));

  ASSERT_EQ(settled_.size(), 1u);
  EXPECT_EQ(settled_[0].end, End::refused);
  EXPECT_EQ(settled_[0].error.kind, ErrorKind::internal);
}

}  // namespace
}  // namespace newswired::hub
