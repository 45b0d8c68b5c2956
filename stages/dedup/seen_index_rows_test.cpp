// The index is a pure function of the rows it holds: taken back, rebuilt or evicted, it answers the same.
#include <gtest/gtest.h>

#include <stdexcept>
#include <vector>

#include "stages/dedup/seen_index.h"
#include "stages/dedup/test_articles.h"

namespace newswired::dedup {
namespace {

/// A stream with copies, cuts, updates and new articles, the same for the same seed.
std::vector<Candidate> stream(int count) {
  std::mt19937 random(7);
  std::vector<Candidate> articles;
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) {
    std::string text = made_up_text(static_cast<unsigned>(i), 80 + static_cast<int>(random() % 200));
    if (!texts.empty() && random() % 2 == 0) {
      text = texts[random() % texts.size()];
      if (random() % 2 == 0) text = text.substr(text.size() / 3);
      if (random() % 3 == 0) text += " " + made_up_text(1'000'000u + static_cast<unsigned>(i), 60);
    }
    texts.push_back(text);
    Candidate article = candidate("id" + std::to_string(i), "f" + std::to_string(random() % 5),
                                  made_up_text(static_cast<unsigned>(random() % 50), 8), text);
    if (random() % 4 == 0) article.url = "https://n.example/" + std::to_string(random() % 40);
    if (random() % 4 == 0) article.guid = std::to_string(random() % 40);
    article.arrived += std::chrono::hours(i);
    articles.push_back(std::move(article));
  }
  return articles;
}

std::vector<Judged> rows_of(SeenIndex& index, const std::vector<Candidate>& articles) {
  std::vector<Judged> rows;
  for (const Candidate& article : articles)
    rows.push_back({index.position() + 1, article, {}}), rows.back().verdict = take(index, article);
  return rows;
}

std::vector<Verdict> answers(const SeenIndex& index, const std::vector<Candidate>& questions) {
  std::vector<Verdict> answers;
  for (Candidate question : questions) {
    question.id = "asked-" + question.id;
    answers.push_back(index.judge(question));
  }
  return answers;
}

SeenIndex loaded(const std::vector<Judged>& rows, Position from, Position to) {
  SeenIndex index;
  Position at = from;
  index.load(
      [&](Judged& row) {
        if (at > to) return false;
        row = rows[at++ - 1];
        return true;
      },
      to);
  return index;
}

SeenIndex rebuilt(const std::vector<Judged>& rows, Position from, Position to) {
  SeenIndex index;
  for (const Judged& row : rows)
    if (row.position >= from && row.position <= to) index.apply(row);
  return index;
}

TEST(SeenIndexRows, RebuiltIndexAnswersAsTheLiveOne) {
  const auto articles = stream(1500);
  SeenIndex live;
  const auto rows = rows_of(live, articles);

  const SeenIndex again = rebuilt(rows, 1, 1500);

  EXPECT_EQ(answers(again, articles), answers(live, articles));
}

TEST(SeenIndexRows, LoadedIndexAnswersAsTheLiveOneAndGoesOnAsIt) {
  const auto articles = stream(1500);
  SeenIndex live;
  const auto rows = rows_of(live, articles);

  SeenIndex again = loaded(rows, 1, 1500);

  EXPECT_EQ(again.position(), 1500u);
  EXPECT_EQ(answers(again, articles), answers(live, articles));
  again.undo(1200);
  again.evict(300);
  EXPECT_EQ(answers(again, articles), answers(rebuilt(rows, 300, 1200), articles));
}

SeenIndex restored(const SeenIndex& saved) {
  std::string bytes;
  saved.save([&](const void* piece, std::size_t size) { bytes.append(static_cast<const char*>(piece), size); });
  SeenIndex index;
  std::size_t at = 0;
  index.restore([&](void* piece, std::size_t size) {
    ASSERT_LE(at + size, bytes.size());
    bytes.copy(static_cast<char*>(piece), size, at);
    at += size;
  });
  EXPECT_EQ(at, bytes.size());
  return index;
}

TEST(SeenIndexRows, ARestoredIndexAnswersAsTheSavedOneAndGoesOnAsIt) {
  const auto articles = stream(1500);
  SeenIndex live;
  const auto rows = rows_of(live, articles);
  SeenIndex until_then = rebuilt(rows, 1, 1000);
  until_then.evict(200);

  SeenIndex again = restored(until_then);

  EXPECT_EQ(again.position(), 1000u);
  EXPECT_EQ(answers(again, articles), answers(rebuilt(rows, 200, 1000), articles));
  for (const Judged& row : rows)
    if (row.position > 1000) again.apply(row);
  EXPECT_EQ(answers(again, articles), answers(rebuilt(rows, 200, 1500), articles));
  again.undo(900);
  again.evict(300);
  EXPECT_EQ(answers(again, articles), answers(rebuilt(rows, 300, 900), articles));
}

TEST(SeenIndexRows, AFloodIsRestoredWithItsFrequencies) {
  std::vector<Candidate> flood;
  const std::string boilerplate = made_up_text(99, 40);
  for (unsigned i = 0; i < 600; ++i)
    flood.push_back(candidate("a" + std::to_string(i), "f", "", boilerplate + " " + made_up_text(i + 1000, 60)));
  SeenIndex live;
  rows_of(live, flood);

  EXPECT_EQ(answers(restored(live), flood), answers(live, flood));
}

TEST(SeenIndexRows, ReadingThatFailsLeavesAnEmptyIndex) {
  SeenIndex index;
  EXPECT_THROW(index.restore([](void*, std::size_t) { throw std::runtime_error("damaged"); }), std::runtime_error);
  EXPECT_EQ(index.position(), 0u);
}

TEST(SeenIndexRows, LoadingIsStoppedByAnExceptionAndLeavesAnEmptyIndex) {
  SeenIndex index;
  EXPECT_THROW(index.load([](Judged&) -> bool { throw std::runtime_error("damaged"); }, 10), std::runtime_error);

  EXPECT_EQ(index.position(), 0u);
  EXPECT_EQ(take(index, candidate("a", "north", "", ferry_text)).kind, Verdict::Kind::fresh);
}

TEST(SeenIndexRows, AFloodOfOnePassageIsForgottenExactlyToo) {
  std::vector<Candidate> flood;
  const std::string boilerplate = made_up_text(99, 40);
  for (unsigned i = 0; i < 900; ++i)
    flood.push_back(candidate("a" + std::to_string(i), "f", "", boilerplate + " " + made_up_text(i + 1000, 60)));
  SeenIndex live;
  const auto rows = rows_of(live, flood);

  EXPECT_EQ(answers(loaded(rows, 1, 900), flood), answers(live, flood));
  live.evict(500);
  EXPECT_EQ(answers(live, flood), answers(rebuilt(rows, 500, 900), flood));
  live.undo(600);
  EXPECT_EQ(answers(live, flood), answers(rebuilt(rows, 500, 600), flood));
}

TEST(SeenIndexRows, UndoneRowsLeaveNoTrace) {
  const auto articles = stream(1500);
  SeenIndex live;
  const auto rows = rows_of(live, articles);

  live.undo(700);

  EXPECT_EQ(live.position(), 700u);
  EXPECT_EQ(answers(live, articles), answers(rebuilt(rows, 1, 700), articles));
}

TEST(SeenIndexRows, UndoneRowsAreJudgedAgainAsBefore) {
  const auto articles = stream(600);
  SeenIndex live;
  const auto rows = rows_of(live, articles);
  live.undo(0);
  EXPECT_EQ(live.position(), 0u);

  EXPECT_EQ(rows_of(live, articles).back().verdict, rows.back().verdict);
}

TEST(SeenIndexRows, EvictedRowsLeaveNoTrace) {
  const auto articles = stream(1500);
  SeenIndex live;
  const auto rows = rows_of(live, articles);

  live.evict(901);

  EXPECT_EQ(live.position(), 1500u);
  EXPECT_EQ(answers(live, articles), answers(rebuilt(rows, 901, 1500), articles));
}

TEST(SeenIndexRows, EvictionAndUndoMeetInTheMiddle) {
  const auto articles = stream(1500);
  SeenIndex live;
  const auto rows = rows_of(live, articles);

  live.evict(500);
  live.undo(1000);
  live.evict(800);

  EXPECT_EQ(answers(live, articles), answers(rebuilt(rows, 800, 1000), articles));
}

TEST(SeenIndexRows, AnIndexWhoseRowsAllWentGoesOn) {
  const auto articles = stream(50);
  SeenIndex index;
  rows_of(index, articles);

  index.evict(51);

  EXPECT_EQ(index.position(), 50u);
  EXPECT_EQ(take(index, articles[0]).kind, Verdict::Kind::fresh);
  EXPECT_EQ(index.position(), 51u);
}

TEST(SeenIndexRows, TheFirstRowMayHaveAnyPosition) {
  SeenIndex index;

  index.apply({4711, candidate("a", "north", "Ferry aground", ferry_text), {Verdict::Kind::fresh, "", Match::none, 0, "a"}});

  EXPECT_EQ(index.position(), 4711u);
  EXPECT_EQ(index.judge(candidate("b", "south", "", ferry_text)).of, "a");
}

}  // namespace
}  // namespace newswired::dedup
