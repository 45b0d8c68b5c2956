#include "daemon/hub/processes.h"

#include <fcntl.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <utility>

namespace newswired::hub {
namespace {

constexpr std::size_t line_bytes_max = 4 << 10;
constexpr std::size_t mark_bytes_max = 64 << 10;

Error failed(const std::string& what, int code) {
  return {ErrorKind::unavailable, what + ": " + std::strerror(code)};
}

// By number, since glibc declares it only from 2.36 on.
int open_pidfd(pid_t pid) {
  return static_cast<int>(::syscall(SYS_pidfd_open, pid, 0));
}

struct Attributes {
  posix_spawn_file_actions_t files;
  posix_spawnattr_t attributes;

  Attributes() {
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_init(&attributes);
  }
  ~Attributes() {
    posix_spawn_file_actions_destroy(&files);
    posix_spawnattr_destroy(&attributes);
  }
};

void set_up(Attributes& spawn, int output, int mark) {
  posix_spawn_file_actions_addopen(&spawn.files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&spawn.files, output, STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&spawn.files, output, STDERR_FILENO);
  posix_spawn_file_actions_adddup2(&spawn.files, mark, Process::mark_fd);
  posix_spawn_file_actions_addclosefrom_np(&spawn.files, Process::mark_fd + 1);

  sigset_t none, all;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawnattr_setsigmask(&spawn.attributes, &none);
  posix_spawnattr_setsigdefault(&spawn.attributes, &all);
  posix_spawnattr_setflags(&spawn.attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
}

}  // namespace

std::string Exit::describe() const {
  if (signal == 0) return "exited with status " + std::to_string(status);
  return "was killed by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
}

Descriptor& Descriptor::operator=(Descriptor&& other) noexcept {
  if (this != &other) {
    if (fd_ >= 0) ::close(fd_);
    fd_ = other.release();
  }
  return *this;
}

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int Descriptor::release() {
  return std::exchange(fd_, -1);
}

void OutputLines::add(std::string_view bytes, const std::function<void(std::string_view)>& line) {
  while (!bytes.empty()) {
    const std::size_t end = bytes.find('\n');
    const bool complete = end != std::string_view::npos;
    const std::string_view part = bytes.substr(0, end);
    // What goes beyond the limit is cut, not wrapped: a line of megabytes must not become thousands.
    if (rest_.size() < line_bytes_max) rest_ += part.substr(0, line_bytes_max - rest_.size());
    if (!complete) return;
    line(rest_);
    rest_.clear();
    bytes.remove_prefix(end + 1);
  }
}

void OutputLines::finish(const std::function<void(std::string_view)>& line) {
  if (!rest_.empty()) line(rest_);
  rest_.clear();
}

Result<Process> Process::start(const std::string& program, const std::vector<std::string>& arguments) {
  Process process;
  process.mark_ = Descriptor(::memfd_create("newswired-in-hand", MFD_CLOEXEC));
  if (process.mark_.get() < 0) return failed("memfd_create", errno);
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return failed("pipe", errno);
  process.output_ = Descriptor(ends[0]);
  const Descriptor output(ends[1]);
  ::fcntl(ends[0], F_SETFL, O_NONBLOCK);

  std::vector<char*> argv{const_cast<char*>(program.c_str())};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  Attributes spawn;
  set_up(spawn, output.get(), process.mark_.get());
  pid_t pid = -1;
  const int code =
      ::posix_spawn(&pid, program.c_str(), &spawn.files, &spawn.attributes, argv.data(), environ);
  if (code != 0) return failed(program, code);

  process.pid_ = pid;
  process.exit_ = Descriptor(open_pidfd(pid));
  if (process.exit_.get() < 0) {
    const int reason = errno;
    ::kill(pid, SIGKILL);
    ::waitpid(pid, nullptr, 0);
    process.reaped_ = true;
    return failed("pidfd_open", reason);
  }
  return process;
}

Process::~Process() {
  if (exit_.get() < 0 || reaped_) return;
  kill();
  siginfo_t info;
  while (::waitid(P_PIDFD, static_cast<id_t>(exit_.get()), &info, WEXITED) != 0 && errno == EINTR) {
  }
}

void Process::kill() {
  if (!reaped_) ::syscall(SYS_pidfd_send_signal, exit_.get(), SIGKILL, nullptr, 0);
}

std::optional<Exit> Process::reap() {
  if (reaped_) return std::nullopt;
  siginfo_t info{};
  const int waited = ::waitid(P_PIDFD, static_cast<id_t>(exit_.get()), &info, WEXITED | WNOHANG);
  if (waited != 0 && errno != ECHILD) return std::nullopt;
  if (waited == 0 && info.si_pid == 0) return std::nullopt;
  reaped_ = true;
  // Somebody else took its status (an ignored SIGCHLD does): it has ended all the same.
  if (waited != 0) return Exit{.signal = 0, .status = -1};
  if (info.si_code == CLD_EXITED) return Exit{.signal = 0, .status = info.si_status};
  return Exit{.signal = info.si_status, .status = 0};
}

std::string Process::mark() const {
  std::string text(mark_bytes_max, '\0');
  const ssize_t count = ::pread(mark_.get(), text.data(), text.size(), 0);
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  text.resize(std::min(text.find('\n'), text.size()));
  return text;
}

void Process::read_output(const std::function<void(std::string_view)>& line) {
  char chunk[4096];
  // One chunk a call: a worker that prints without end must not hold the hub.
  const ssize_t count = output_.get() < 0 ? -1 : ::read(output_.get(), chunk, sizeof chunk);
  if (count > 0) return lines_.add({chunk, static_cast<std::size_t>(count)}, line);
  if (count < 0 && (errno == EAGAIN || errno == EINTR)) return;
  lines_.finish(line);
  output_ = Descriptor();
}

std::chrono::milliseconds restart_delay(int failures) {
  using namespace std::chrono_literals;
  if (failures <= 1) return 0ms;
  // With 7 doublings the wait is above 10 s; many more would overflow.
  return std::min(100ms * (1 << std::min(failures - 2, 7)), std::chrono::milliseconds(10s));
}

}  // namespace newswired::hub
