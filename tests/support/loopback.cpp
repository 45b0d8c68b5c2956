#include "tests/support/loopback.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <cassert>

namespace newswired::testing {

Listener listen_on_loopback(int backlog) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  [[maybe_unused]] const int bound = ::bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address);
  assert(bound == 0);
  ::listen(listener, backlog);
  socklen_t length = sizeof address;
  ::getsockname(listener, reinterpret_cast<sockaddr*>(&address), &length);
  return {listener, ntohs(address.sin_port)};
}

}  // namespace newswired::testing
