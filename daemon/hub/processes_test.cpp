#include "daemon/hub/processes.h"

#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>

#include <csignal>

namespace newswired::hub {
namespace {

using namespace std::chrono_literals;

Process shell(const std::string& script) {
  auto process = Process::start("/bin/sh", {"-c", script});
  if (!process) throw std::runtime_error(process.error().message);
  return std::move(*process);
}

Exit wait(Process& process) {
  pollfd watch{process.exit_fd(), POLLIN, 0};
  ::poll(&watch, 1, 60'000);
  return process.reap().value_or(Exit{.signal = -1});
}

std::vector<std::string> output_of(Process& process) {
  std::vector<std::string> lines;
  while (process.output_fd() >= 0) {
    pollfd watch{process.output_fd(), POLLIN, 0};
    ::poll(&watch, 1, 60'000);
    process.read_output([&](std::string_view line) { lines.emplace_back(line); });
  }
  return lines;
}

using Lines = std::vector<std::string>;

TEST(Process, ReportsHowItEnded) {
  Process with_status = shell("exit 7");
  Process by_signal = shell("kill -SEGV $$");

  EXPECT_EQ(wait(with_status).describe(), "exited with status 7");
  EXPECT_EQ(wait(by_signal).describe(), "was killed by signal 11 (Segmentation fault)");
  EXPECT_FALSE(by_signal.reap()) << "once only";
}

TEST(Process, IsSeenToEndAlthoughItsStatusWasTaken) {
  Process process = shell("exit 7");
  ASSERT_EQ(::waitpid(process.pid(), nullptr, 0), process.pid());

  EXPECT_EQ(wait(process).describe(), "exited with status -1");
}

TEST(Process, CanBeKilledAlthoughItIsStopped) {
  Process process = shell("kill -STOP $$");
  EXPECT_FALSE(process.reap());

  process.kill();

  EXPECT_EQ(wait(process).signal, SIGKILL);
}

TEST(Process, HandsOverItsOutputLineByLine) {
  Process process = shell("echo one; echo two >&2; printf three");

  EXPECT_EQ(output_of(process), (Lines{"one", "two", "three"}));
}

TEST(Process, LeavesAMarkThatOutlivesIt) {
  Process process = shell("echo task seven >&3; kill -KILL $$");
  EXPECT_EQ(wait(process).signal, SIGKILL);

  EXPECT_EQ(process.mark(), "task seven");
}

TEST(Process, HasNoMarkBeforeItMadeOne) {
  Process process = shell("exit 0");
  wait(process);

  EXPECT_EQ(process.mark(), "");
}

TEST(Process, InheritsNoOtherDescriptorAndNoBlockedSignal) {
  // The shell's own /proc listing: 0, 1, 2, the mark and the listing itself.
  Process process = shell("ls /proc/self/fd | tr '\\n' ' '; grep SigBlk /proc/self/status");

  const auto lines = output_of(process);

  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0], "0 1 2 3 4 SigBlk:\t0000000000000000");
}

TEST(Process, SaysWhatCouldNotBeStarted) {
  const auto process = Process::start("/nonexistent/program", {});

  ASSERT_FALSE(process.ok());
  EXPECT_NE(process.error().message.find("/nonexistent/program"), std::string::npos);
}

TEST(OutputLines, CutsLongLinesAndKeepsTheNext) {
  OutputLines lines;
  Lines seen;
  const auto take = [&](std::string_view line) { seen.emplace_back(line); };

  lines.add(std::string(3'000, 'a'), take);
  lines.add(std::string(3'000, 'a'), take);
  lines.add("\nshort\n\nrest", take);
  lines.finish(take);

  EXPECT_EQ(seen, (Lines{std::string(4'096, 'a'), "short", "", "rest"}));
}

TEST(RestartDelay, IsNothingFirstThenDoublesToTenSeconds) {
  EXPECT_EQ(restart_delay(0), 0ms);
  EXPECT_EQ(restart_delay(1), 0ms);
  EXPECT_EQ(restart_delay(2), 100ms);
  EXPECT_EQ(restart_delay(3), 200ms);
  EXPECT_EQ(restart_delay(8), 6'400ms);
  EXPECT_EQ(restart_delay(9), 10s);
  EXPECT_EQ(restart_delay(1'000'000), 10s);
}

}  // namespace
}  // namespace newswired::hub
