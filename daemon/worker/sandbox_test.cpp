#include "daemon/worker/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <functional>
#include <thread>

namespace newswired::worker {
namespace {

/// Runs `body` in a process of its own, since a sandbox never opens again. Its return value, or 128 + the
/// signal.
int in_a_process(const std::function<int()>& body) {
  const pid_t pid = ::fork();
  if (pid == 0) ::_exit(body());
  int status = 0;
  ::waitpid(pid, &status, 0);
  return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

/// The errno of socket(domain), 0 when it opened.
int socket_error(int domain) {
  const int fd = ::socket(domain, SOCK_DGRAM, 0);
  if (fd < 0) return errno;
  ::close(fd);
  return 0;
}

int closed(Network network, const std::function<int()>& body) {
  return in_a_process([&] { return close_sandbox(network) ? body() : 99; });
}

TEST(Sandbox, LeavesUnixSocketsAlone) {
  EXPECT_EQ(closed(Network::unix_only, [] { return socket_error(AF_UNIX); }), 0);
}

TEST(Sandbox, RefusesEveryOtherSocket) {
  for (const int domain : {AF_INET, AF_INET6, AF_NETLINK, AF_PACKET, AF_VSOCK, AF_ALG})
    EXPECT_EQ(closed(Network::unix_only, [domain] { return socket_error(domain); }), EACCES) << domain;
}

TEST(Sandbox, AllowsTheInternetOnlyWhenAsked) {
  EXPECT_EQ(closed(Network::internet, [] { return socket_error(AF_INET); }), 0);
  EXPECT_EQ(closed(Network::internet, [] { return socket_error(AF_PACKET); }), EACCES);
}

TEST(Sandbox, BindsThreadsThatRanBefore) {
  const int status = in_a_process([] {
    std::atomic<bool> go = false;
    int error = 0;
    std::thread before([&] {
      go.wait(false);
      error = socket_error(AF_INET);
    });
    const bool done = close_sandbox(Network::unix_only).ok();
    go = true;
    go.notify_all();
    before.join();
    return done ? error : 99;
  });

  EXPECT_EQ(status, EACCES);
}

TEST(Sandbox, RefusesToRunPrograms) {
  const int status = closed(Network::unix_only, [] {
    ::execl("/bin/true", "true", nullptr);
    return errno;
  });

  EXPECT_EQ(status, EPERM);
}

TEST(Sandbox, LetsFilesBeRead) {
  const int status =
      closed(Network::unix_only, [] { return ::open("/proc/self/status", O_RDONLY) < 0 ? errno : 0; });

  EXPECT_EQ(status, 0);
}

TEST(Memory, IsLimitedAndLeavesNoCore) {
#ifdef NEWSWIRED_SANITIZED
  GTEST_SKIP() << "a program with a sanitizer needs more than any limit";
#endif
  const int status = in_a_process([] {
    if (!limit_memory(256u << 20)) return 99;
    rlimit core{};
    ::getrlimit(RLIMIT_CORE, &core);
    void* small = std::malloc(16u << 20);
    void* large = std::malloc(512u << 20);
    const int refused = core.rlim_max == 0 && small && !large ? 0 : 1;
    std::free(small);
    std::free(large);
    return refused;
  });

  EXPECT_EQ(status, 0);
}

TEST(DieWith, SeesThatTheParentIsAnother) {
  EXPECT_EQ(in_a_process([] { return die_with(::getppid()) ? 0 : 1; }), 0);
  EXPECT_EQ(in_a_process([] { return die_with(1 << 22) ? 0 : 1; }), 1);
}

}  // namespace
}  // namespace newswired::worker
