#pragma once

#include <cstdint>

namespace newswired::testing {

struct Listener {
  int socket = -1;  ///< The caller's to close.
  std::uint16_t port = 0;
};

/// Listens on 127.0.0.1, on a free port.
Listener listen_on_loopback(int backlog);

}  // namespace newswired::testing
