// How many articles a second the real ledger takes from entry to record, at several sizes of a group.
//   build/<preset>/tests/bench/ledger_bench [folder]
// An article is three durable commits: accept, decide, publish. `folder` (default: here) names the disk.
#include <chrono>
#include <ctime>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "daemon/ledger/ledger.h"

namespace {

using namespace newswired;

constexpr int words_per_article = 600;

std::string text_of(int number) {
  std::string text;
  std::mt19937 random(static_cast<unsigned>(number));
  for (int word = 0; word < words_per_article; ++word)
    text += "w" + std::to_string(random() % 50'000) + (word % 15 == 14 ? ". " : " ");
  return text;
}

ledger::Poll poll_of(int number) {
  ledger::Poll poll;
  const std::string feed = "feed-" + std::to_string(number % 500);
  poll.feed = {feed, feed, "https://" + feed + ".example/feed"};
  poll.state = {feed, poll.feed.url, {"\"" + std::to_string(number) + "\"", ""}, {}, "{}"};
  ledger::Entry entry;
  entry.identity = "entry-" + std::to_string(number);
  entry.content = std::string(1500, 'x');
  poll.entries = {entry};
  return poll;
}

ledger::Submission submission_of(const ledger::Pending& pending, int number) {
  Article article;
  article.id = pending.id;
  article.revision = pending.revision;
  article.feed = pending.feed;
  article.url = "https://news.example/" + std::to_string(number);
  article.title = "Article " + std::to_string(number);
  article.language = "en";
  article.text = text_of(number);
  dedup::Candidate candidate{article.id, 1, article.feed.id, article.url, "", {}, {}};
  candidate.signature = dedup::sign(article.title, article.text);
  return {std::move(article), std::move(candidate)};
}

template <class T>
T must(ledger::Outcome<T> outcome) {
  if (outcome) return std::move(*outcome);
  std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
  std::exit(1);
}

struct Spent {
  double wall = 0, cpu = 0;  ///< Seconds.
};

/// Counts what a call takes.
template <class Call>
auto timed(Spent& spent, Call&& call) {
  const auto begin = std::chrono::steady_clock::now();
  const std::clock_t cpu = std::clock();
  auto answer = call();
  spent.wall += std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  spent.cpu += static_cast<double>(std::clock() - cpu) / CLOCKS_PER_SEC;
  return answer;
}

/// What the three commits of each of `count` articles in groups of `group`; signing is not counted.
Spent run(const std::string& folder, int group, int count) {
  ledger::Options options;
  options.state_dir = folder + "/ledger-bench";
  options.now = [] { return Timestamp(std::chrono::days(20'000)); };
  std::filesystem::remove_all(options.state_dir);
  auto opened = ledger::Ledger::open(options);
  if (!opened) {
    std::fprintf(stderr, "%s\n", opened.error().message.c_str());
    std::exit(1);
  }
  dedup::SeenIndex index;
  Spent spent;
  for (int done = 0; done < count; done += group) {
    std::vector<ledger::Poll> polls;
    for (int i = 0; i < group; ++i) polls.push_back(poll_of(done + i));
    const auto pending = timed(spent, [&] { return must(opened->accept(polls)); });
    std::vector<ledger::Submission> submissions;
    for (std::size_t i = 0; i < pending.size(); ++i)
      submissions.push_back(submission_of(pending[i], done + static_cast<int>(i)));
    const auto decided = timed(spent, [&] { return must(opened->decide(submissions, index)); });
    std::vector<Record> drafts;
    for (const auto& row : decided.to_annotate) drafts.emplace_back().article = *row.article;
    timed(spent, [&] { return must(opened->publish(drafts)); });
    if (done / group % 60 == 59) timed(spent, [&] { return must(opened->checkpoint()); });
  }
  opened = Error{};
  std::filesystem::remove_all(options.state_dir);
  return spent;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : ".";
  std::puts("group  articles  articles/s  articles/CPU s  ms/commit");
  for (const auto& [group, count] : {std::pair{1, 200}, {16, 1600}, {64, 6400}}) {
    const Spent spent = run(folder, group, count);
    std::printf("%5d  %8d  %10.0f  %14.0f  %9.1f\n", group, count, count / spent.wall, count / spent.cpu,
                1000 * spent.wall / (3.0 * count / group));
  }
}
