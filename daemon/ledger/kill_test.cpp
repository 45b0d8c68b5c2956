// A process that works on the ledger is killed with SIGKILL at random moments; what it had shown stands, and the next
// one finds everything else unfinished.
#include <sys/wait.h>

#include <csignal>
#include <cstdio>
#include <sstream>
#include <thread>

#include "daemon/ledger/identity.h"
#include "daemon/ledger/invariants.h"
#include "daemon/ledger/writer.h"

namespace newswired::ledger::testing {

class Kill : public LedgerTest {
 protected:
  /// The victim's life: polls, judges and publishes through the writer without end; reports each entry that was
  /// logged, and each answer, as a line on `out`.
  [[noreturn]] void live(int out, unsigned seed) {
    auto opened = Ledger::open(options);
    if (!opened) _exit(3);
    std::mt19937 random(seed);
    const auto say = [out](const std::string& line) {
      if (write(out, line.data(), line.size()) < 0) _exit(4);
    };
    Writer writer(std::move(*opened), [&](const std::vector<LogEntry>& entries) {
      for (const LogEntry& entry : entries)
        say("logged " + std::to_string(entry.seq) + " " + article_id(identity_key("", entry.json)) + "\n");
    });
    const auto work_on = [&](const std::vector<Pending>& pendings) { proceed(writer, pendings, say); };
    writer.run([&](Ledger& ledger) {
      if (auto unfinished = ledger.resume(0, 1000)) work_on(*unfinished);
    });
    for (int round = 0; round < 5000; ++round) {
      std::vector<std::pair<int, int>> listed;
      for (int number = 0; number < 3; ++number) listed.emplace_back(random() % 400, random() % 2);
      writer.accept(World::poll_of(static_cast<int>(random() % World::feeds), listed), [&](auto outcome) {
        say("accepted\n");
        if (outcome) work_on(*outcome);
      });
      // As a hub would: not everything at once.
      if (writer.counters().queued > 60) writer.run([](Ledger&) {});
      while (writer.counters().queued > 100) std::this_thread::yield();
    }
    writer.stop();
    _exit(0);
  }

  template <class Say>
  static void proceed(Writer& writer, const std::vector<Pending>& pendings, const Say& say) {
    for (const Pending& pending : pendings) {
      if (pending.step == Step::collect) {
        writer.decide(World::page_of(pending), [&writer, say](Outcome<Decided> decided) {
          say("decided\n");
          if (!decided) return;
          proceed(writer, decided->to_annotate, say);
          proceed(writer, decided->released, say);
        });
      } else {
        writer.publish(draft(pending), [&writer, say](Outcome<Published> published) {
          say("published\n");
          if (published) proceed(writer, published->released, say);
        });
      }
    }
  }

  /// Starts a victim, reads `line_count` of its lines, kills it, and reads the rest. Returns the lines.
  std::vector<std::string> one_life(unsigned seed, int line_count) {
    int ends[2];
    if (pipe(ends) != 0) return {};
    const pid_t victim = fork();
    if (victim == 0) {
      close(ends[0]);
      live(ends[1], seed);
    }
    close(ends[1]);
    std::vector<std::string> lines;
    FILE* in = fdopen(ends[0], "r");
    char text[256];
    while (std::fgets(text, sizeof text, in)) {
      lines.emplace_back(text);
      if (static_cast<int>(lines.size()) == line_count) kill(victim, SIGKILL);
    }
    std::fclose(in);
    int status = 0;
    waitpid(victim, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status)) << "it ended by itself with " << WEXITSTATUS(status);
    return lines;
  }

  void note_shown(const std::vector<std::string>& lines) {
    for (const std::string& line : lines) {
      std::istringstream words(line);
      std::string word, hash;
      std::uint64_t seq = 0;
      if (!(words >> word >> seq >> hash) || word != "logged" || hash.size() != 32) continue;
      const auto [place, added] = shown.emplace(seq, hash);
      EXPECT_EQ(place->second, hash) << "seq " << seq << " was given twice";
    }
  }

  std::map<std::uint64_t, std::string> shown;
};
NEWSWIRED_LEDGER_SUITE(Kill);

TEST_P(Kill, LosesNothingAndGivesNothingTwiceWhateverTheMoment) {
  ledger.reset();
  std::mt19937 random(7);
  const int lives = std::string(GetParam()) == "." ? 8 : 25;
  for (int life = 0; life < lives; ++life) note_shown(one_life(random(), 1 + static_cast<int>(random() % 150)));

  reopen();
  for (int round = 0; round < 1000 && counts().pending_rows > 0; ++round)
    for (const Pending& pending : resume()) {
      if (pending.step == Step::collect)
        decide(World::page_of(pending));
      else
        publish(draft(pending));
    }
  const auto log = whole_log();
  check_log(log, ledger->epoch());
  check_ends(folder.state(), log);
  check_counters(folder.state(), counts());
  EXPECT_GT(log.size(), 20u);
  for (const auto& [seq, hash] : shown) {
    ASSERT_LE(seq, log.size()) << "shown and lost";
    EXPECT_EQ(article_id(identity_key("", log[seq - 1].json)), hash);
  }
}

}  // namespace newswired::ledger::testing
