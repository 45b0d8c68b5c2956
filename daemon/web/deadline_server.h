#pragma once

#include <httplib.h>

#include <thread>

namespace newswired::web {

/// httplib's server whose reading of a request has one deadline, `read_timeout` after its first byte is there: httplib
/// itself starts that time anew with every byte, so that a client that sends one now and then holds a thread for ever.
class DeadlineServer : public httplib::Server {
 public:
  /// Serves `threads` connections at once; `timeout_s`, in seconds, for reading a request and for each part of an
  /// answer. To be called before a port is bound, which is then refused when it is in use.
  void configure(int threads, int timeout_s);

  /// Serves the bound port in a thread of its own; returns when it runs, so that a `stop` is heeded.
  std::thread listen_in_thread();

 private:
  bool process_and_close_socket(socket_t socket) override;
};

}  // namespace newswired::web
