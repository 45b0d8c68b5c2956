// How many articles a second the real ledger takes from entry to record, at several sizes of a group.
//   build/<preset>/tests/bench/ledger_bench [folder]
// "each": an article is three commits of its own kind: accept, decide, publish. "round": as the writer does it under load,
// one commit takes the accepts of one group, the verdicts of the group before and the records of the one before that.
// `folder` (default: here) names the disk.
#include <chrono>
#include <ctime>
#include <filesystem>
#include <vector>

#include "tests/bench/articles.h"

namespace {

using namespace newswired;
using namespace newswired::bench;

struct Spent {
  double wall = 0, cpu = 0;  ///< Seconds.
  int commits = 0;
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

/// A new ledger in a folder of its own, gone afterwards.
class Scratch {
 public:
  explicit Scratch(const std::string& folder) {
    options_.state_dir = folder + "/ledger-bench";
    options_.now = [] { return Timestamp(std::chrono::days(20'000)); };
    std::filesystem::remove_all(options_.state_dir);
    auto opened = ledger::Ledger::open(options_);
    if (!opened) {
      std::fprintf(stderr, "%s\n", opened.error().message.c_str());
      std::exit(1);
    }
    ledger.emplace(std::move(*opened));
  }
  ~Scratch() {
    ledger.reset();
    std::filesystem::remove_all(options_.state_dir);
  }

  std::optional<ledger::Ledger> ledger;
  dedup::SeenIndex index;

 private:
  ledger::Options options_;
};

/// The three commits of each of `count` articles in groups of `group`; making and signing texts is not counted.
Spent run_each(const std::string& folder, int group, int count) {
  Scratch scratch(folder);
  Spent spent;
  for (int done = 0; done < count; done += group) {
    std::vector<ledger::Poll> polls;
    for (int i = 0; i < group; ++i) polls.push_back(poll_of(done + i));
    const auto pending = timed(spent, [&] { return must(scratch.ledger->accept(polls)); });
    std::vector<ledger::Submission> submissions;
    for (std::size_t i = 0; i < pending.size(); ++i)
      submissions.push_back(submission_of(pending[i], done + static_cast<int>(i)));
    const auto decided = timed(spent, [&] { return must(scratch.ledger->decide(submissions, scratch.index)); });
    std::vector<Record> drafts;
    for (const auto& row : decided.to_annotate) drafts.push_back(draft_of(row));
    timed(spent, [&] { return must(scratch.ledger->publish(drafts)); });
    spent.commits += 3;
    if (done / group % 60 == 59) timed(spent, [&] { return must(scratch.ledger->checkpoint()); });
  }
  return spent;
}

Spent run_rounds(const std::string& folder, int group, int count) {
  Scratch scratch(folder);
  Spent spent;
  ledger::Round next;
  int signed_so_far = 0;
  for (int done = 0; done < count + 2 * group; done += group) {
    for (int i = 0; i < group && done + i < count; ++i) next.polls.push_back(poll_of(done + i));
    const auto answers = timed(spent, [&] { return must(scratch.ledger->carry_out(next, scratch.index)); });
    ++spent.commits;
    next = {};
    for (const auto& accepted : answers.accepted)
      for (const auto& row : must(accepted)) next.submissions.push_back(submission_of(row, signed_so_far++));
    for (const auto& decided : answers.decided)
      for (const auto& row : decided.to_annotate) next.drafts.push_back(draft_of(row));
    if (done / group % 200 == 199) timed(spent, [&] { return must(scratch.ledger->checkpoint()); });
  }
  return spent;
}

void print(const char* how, int group, int count, const Spent& spent) {
  std::printf("%-5s  %5d  %8d  %10.0f  %14.0f  %15.1f  %9.1f\n", how, group, count, count / spent.wall, count / spent.cpu,
              static_cast<double>(count) / spent.commits, 1000 * spent.wall / spent.commits);
}

}  // namespace

int main(int argc, char** argv) {
  const std::string folder = argc > 1 ? argv[1] : ".";
  std::puts("how    group  articles  articles/s  articles/CPU s  articles/commit  ms/commit");
  for (const auto& [group, count] : {std::pair{1, 200}, {16, 1600}, {64, 6400}}) print("each", group, count, run_each(folder, group, count));
  for (const auto& [group, count] : {std::pair{16, 1600}, {64, 6400}}) print("round", group, count, run_rounds(folder, group, count));
}
