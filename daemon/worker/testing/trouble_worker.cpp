// A worker whose stage does as its task says: crash, hang, bloat, … For the tests of hub and worker; run like
// `newswired worker`.

#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <stdexcept>
#include <vector>

#include "daemon/worker/start.h"

namespace newswired::worker {
namespace {

std::string try_socket(int domain) {
  const int fd = ::socket(domain, SOCK_STREAM, 0);
  if (fd < 0) return std::strerror(errno);
  ::close(fd);
  return "opened";
}

std::string try_program() {
  const char* const arguments[] = {"/bin/true", nullptr};
  ::execv("/bin/true", const_cast<char* const*>(arguments));
  return std::strerror(errno);
}

std::string try_file() {
  const int fd = ::open("/proc/self/status", O_RDONLY | O_CLOEXEC);
  if (fd < 0) return std::strerror(errno);
  ::close(fd);
  return "opened";
}

Result<std::string> do_as_told(const Header&, std::span<const std::string> frames) {
  const std::string& order = frames[0];
  if (order == "echo") return frames[1];
  if (order == "pid") return std::to_string(::getpid());
  if (order == "fail") return Error{ErrorKind::invalid, "told to fail"};
  if (order == "throw") throw std::runtime_error("told to throw");
  if (order == "bloat") return std::string(std::vector<char>(std::size_t{1} << 40).size(), 'x');
  if (order == "long") return std::string(std::stoul(frames[1]), 'x');
  if (order == "leave") ::_exit(0);
  if (order == "hang") {
    ::raise(SIGSTOP);
    return std::string("continued");
  }
  while (order == "spin") ::getpid();
  if (order == "crash") {
    ::signal(SIGSEGV, SIG_DFL);  // The sanitizers' handler prints a page.
    ::raise(SIGSEGV);
  }
  if (order == "internet") return try_socket(AF_INET);
  if (order == "packets") return try_socket(AF_PACKET);
  if (order == "unix") return try_socket(AF_UNIX);
  if (order == "program") return try_program();
  if (order == "file") return try_file();
  return Error{ErrorKind::invalid, "no such order: " + order};
}

Result<LoadedStage> load(const std::string& models, const std::string&) {
  if (models == "none") return Error{ErrorKind::unavailable, "none/test.model: no such file"};
  return LoadedStage{.model = "test-1", .run = do_as_told};
}

}  // namespace
}  // namespace newswired::worker

int main(int argc, char** argv) {
  CLI::App app{"A worker that does as its task says."};
  CLI::App* command = app.add_subcommand("worker");
  newswired::worker::WorkerOptions options;
  newswired::worker::add_options(*command, options);
  CLI11_PARSE(app, argc, argv);
  return newswired::worker::start(options, newswired::worker::load);
}
