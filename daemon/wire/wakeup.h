#pragma once

namespace newswired::wire {

/// A bell that can be polled beside sockets: any thread rings it, one thread waits for it. (inproc sockets would do the
/// same, but hand pointers through an uninstrumented library, which ThreadSanitizer cannot follow.)
class Wakeup {
 public:
  Wakeup();
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;

  void ring();
  void clear();
  int fd() const { return fd_; }

 private:
  int fd_;
};

}  // namespace newswired::wire
