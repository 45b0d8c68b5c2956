#include "daemon/web/deadline_server.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

namespace newswired::web {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

bool is_ready(socket_t socket, short events, milliseconds wait) {
  pollfd watched{socket, events, 0};
  int ready = 0;
  do ready = poll(&watched, 1, static_cast<int>(std::max<milliseconds::rep>(0, wait.count())));
  while (ready < 0 && errno == EINTR);
  return ready > 0;
}

/// A connection, read through a buffer, as httplib asks for bytes one by one.
class Connection : public httplib::Stream {
 public:
  Connection(socket_t socket, milliseconds read_time, milliseconds write_time)
      : socket_(socket), read_time_(read_time), write_time_(write_time) {}

  void begin_request() { deadline_ = Clock::now() + read_time_; }
  bool has_more(milliseconds wait) const { return begin_ < end_ || is_ready(socket_, POLLIN, wait); }

  bool is_readable() const override { return has_more(left()); }
  bool is_writable() const override { return is_ready(socket_, POLLOUT, write_time_); }

  ssize_t read(char* bytes, std::size_t size) override {
    if (begin_ == end_ && !fill()) return received_;
    const std::size_t count = std::min(size, end_ - begin_);
    std::memcpy(bytes, buffer_.data() + begin_, count);
    begin_ += count;
    return static_cast<ssize_t>(count);
  }

  ssize_t write(const char* bytes, std::size_t size) override {
    if (!is_writable()) return -1;
    ssize_t sent = 0;
    do sent = send(socket_, bytes, size, MSG_NOSIGNAL);
    while (sent < 0 && errno == EINTR);
    return sent;
  }

  void get_remote_ip_and_port(std::string& ip, int& port) const override { read_address(getpeername, ip, port); }
  void get_local_ip_and_port(std::string& ip, int& port) const override { read_address(getsockname, ip, port); }
  socket_t socket() const override { return socket_; }

 private:
  milliseconds left() const { return std::chrono::duration_cast<milliseconds>(deadline_ - Clock::now()); }

  /// Waits for bytes, but no longer than the request may take; `received_` says why there are none.
  bool fill() {
    received_ = -1;
    if (Clock::now() >= deadline_ || !is_ready(socket_, POLLIN, left())) return false;
    do received_ = recv(socket_, buffer_.data(), buffer_.size(), 0);
    while (received_ < 0 && errno == EINTR);
    if (received_ <= 0) return false;
    begin_ = 0, end_ = static_cast<std::size_t>(received_);
    return true;
  }

  template <class Ask>
  void read_address(Ask ask, std::string& ip, int& port) const {
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (ask(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return;
    char text[INET6_ADDRSTRLEN] = "";
    if (address.ss_family == AF_INET) {
      const auto& four = reinterpret_cast<const sockaddr_in&>(address);
      inet_ntop(AF_INET, &four.sin_addr, text, sizeof text), port = ntohs(four.sin_port);
    } else {
      const auto& six = reinterpret_cast<const sockaddr_in6&>(address);
      inet_ntop(AF_INET6, &six.sin6_addr, text, sizeof text), port = ntohs(six.sin6_port);
    }
    ip = text;
  }

  socket_t socket_;
  milliseconds read_time_, write_time_;
  Clock::time_point deadline_;
  std::array<char, 4096> buffer_;
  std::size_t begin_ = 0, end_ = 0;
  ssize_t received_ = 0;
};

milliseconds time_of(time_t seconds, time_t microseconds) { return milliseconds(seconds * 1000 + microseconds / 1000); }

}  // namespace

void DeadlineServer::configure(int threads, int timeout_s) {
  new_task_queue = [threads] { return new httplib::ThreadPool(static_cast<std::size_t>(threads)); };
  set_read_timeout(timeout_s);
  set_write_timeout(timeout_s);
  // httplib's own default is SO_REUSEPORT, with which a port in use would be shared in silence.
  set_socket_options([](socket_t socket) {
    const int yes = 1;
    setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  });
}

std::thread DeadlineServer::listen_in_thread() {
  std::thread thread([this] { listen_after_bind(); });
  // A stop that comes before the listener runs would be ignored and the thread never end.
  while (!is_running()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  return thread;
}

bool DeadlineServer::process_and_close_socket(socket_t socket) {
  Connection connection(socket, time_of(read_timeout_sec_, read_timeout_usec_), time_of(write_timeout_sec_, write_timeout_usec_));
  // Head and body are written apart: the second must not wait for the first's acknowledgement.
  const int yes = 1;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
  bool answered = false;
  for (std::size_t left = keep_alive_max_count_; left > 0 && svr_sock_ != INVALID_SOCKET; --left) {
    if (!connection.has_more(time_of(keep_alive_timeout_sec_, 0))) break;
    connection.begin_request();
    bool is_closed = false;
    answered = process_request(connection, left == 1, is_closed, nullptr);
    if (!answered || is_closed) break;
  }
  shutdown(socket, SHUT_RDWR);
  close(socket);
  return answered;
}

}  // namespace newswired::web
