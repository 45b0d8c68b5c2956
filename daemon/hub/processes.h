#pragma once

#include <sys/types.h>

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"

namespace newswired::hub {

/// How a process ended.
struct Exit {
  int signal = 0;  ///< 0: it left by itself with `status`.
  int status = 0;

  std::string describe() const;  ///< "exited with status 1", "was killed by signal 11 (Segmentation fault)".
};

/// A file descriptor with an owner.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(Descriptor&& other) noexcept : fd_(other.release()) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  ~Descriptor();

  int get() const { return fd_; }
  int release();

 private:
  int fd_ = -1;
};

/// Cuts a worker's output into lines of at most 4 KiB, so that one that prints without end costs no memory.
class OutputLines {
 public:
  void add(std::string_view bytes, const std::function<void(std::string_view)>& line);
  void finish(const std::function<void(std::string_view)>& line);

 private:
  std::string rest_;
};

/// A child process with its exit as a pollable descriptor, its stdout and stderr as one pipe, and a small
/// file that it was given as descriptor `mark_fd` to write down which task it has in hand. A file and not a
/// message: what a process writes there survives any death, while a message may still be in its sending
/// thread.
///
/// Killed and reaped when dropped. Owned by one thread, which must live as long as the process: the child
/// asks the kernel to be killed when its parent thread ends.
class Process {
 public:
  static constexpr int mark_fd = 3;

  /// Runs `program` with `arguments` (argv[1] on), stdin from /dev/null, no signal blocked or ignored, and no
  /// other descriptor of ours open.
  static Result<Process> start(const std::string& program, const std::vector<std::string>& arguments);

  Process(Process&&) = default;
  Process& operator=(Process&&) = default;
  ~Process();

  pid_t pid() const { return pid_; }
  int exit_fd() const { return exit_.get(); }      ///< Readable once the process has ended.
  int output_fd() const { return output_.get(); }  ///< -1 after its end of file.

  void kill();                 ///< SIGKILL, also when it is stopped. It still has to be reaped.
  std::optional<Exit> reap();  ///< Nothing while it runs; the exit once.
  std::string mark() const;    ///< The first line of its mark file.
  void read_output(const std::function<void(std::string_view)>& line);

 private:
  Process() = default;

  pid_t pid_ = -1;
  bool reaped_ = false;
  Descriptor exit_;
  Descriptor output_;
  Descriptor mark_;
  OutputLines lines_;
};

/// How long to wait before a worker is started again after `failures` starts in a row that came to nothing:
/// at once the first time, then 100 ms doubling to 10 s.
std::chrono::milliseconds restart_delay(int failures);

}  // namespace newswired::hub
