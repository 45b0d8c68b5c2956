#pragma once

#include <httplib.h>

namespace newswired::web {

/// httplib's server whose reading of a request has one deadline, `read_timeout` after its first byte is there: httplib
/// itself starts that time anew with every byte, so that a client that sends one now and then holds a thread for ever.
class DeadlineServer : public httplib::Server {
 private:
  bool process_and_close_socket(socket_t socket) override;
};

}  // namespace newswired::web
