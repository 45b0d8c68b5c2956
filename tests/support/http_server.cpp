#include "tests/support/http_server.h"

#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <optional>

#include "tests/support/loopback.h"

namespace newswired::testing {
namespace {

bool send_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

/// The next request of a connection; `buffer` keeps what came behind it. Bodies are not read: clients here
/// send none.
std::optional<HttpRequest> read_request(int socket, std::string& buffer) {
  std::size_t end;
  while ((end = buffer.find("\r\n\r\n")) == std::string::npos) {
    char chunk[4096];
    const ssize_t count = ::recv(socket, chunk, sizeof chunk, 0);
    if (count <= 0) return std::nullopt;
    buffer.append(chunk, static_cast<std::size_t>(count));
    if (buffer.front() == '\x16') return std::nullopt;  // A TLS handshake: hang up, as other servers do.
  }
  std::string head = buffer.substr(0, end + 2);
  buffer.erase(0, end + 4);

  HttpRequest request;
  const std::size_t line_end = head.find("\r\n");
  const std::string line = head.substr(0, line_end);
  request.method = line.substr(0, line.find(' '));
  request.path = line.substr(line.find(' ') + 1, line.rfind(' ') - line.find(' ') - 1);
  head.erase(0, line_end + 2);
  while (!head.empty()) {
    const std::size_t border = head.find("\r\n");
    const std::string header = head.substr(0, border);
    head.erase(0, border + 2);
    const std::size_t colon = header.find(':');
    std::string name = header.substr(0, colon);
    std::transform(name.begin(), name.end(), name.begin(), [](unsigned char c) { return std::tolower(c); });
    const std::size_t first = header.find_first_not_of(' ', colon + 1);
    request.headers[name] = first == std::string::npos ? "" : header.substr(first);
  }
  return request;
}

}  // namespace

HttpServer::HttpServer(Handler handler) : handler_(std::move(handler)) {
  const Listener listener = listen_on_loopback(1024);
  listener_ = listener.socket;
  port_ = listener.port;
  acceptor_ = std::thread([this] { accept_all(); });
}

HttpServer::~HttpServer() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    for (const int socket : open_sockets_) ::shutdown(socket, SHUT_RDWR);
  }
  changed_.notify_all();
  ::shutdown(listener_, SHUT_RDWR);
  acceptor_.join();
  ::close(listener_);
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return open_sockets_.empty(); });
}

std::string HttpServer::url(const std::string& path, const std::string& host) const {
  return "http://" + host + ":" + std::to_string(port_) + path;
}

std::vector<HttpRequest> HttpServer::requests() const {
  const std::lock_guard lock(mutex_);
  return requests_;
}

void HttpServer::wait_for_requests(std::size_t count) const {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [&] { return requests_.size() >= count; });
}

int HttpServer::most_at_once(const std::string& host) const {
  const std::lock_guard lock(mutex_);
  const auto found = most_at_once_.find(host);
  return found == most_at_once_.end() ? 0 : found->second;
}

void HttpServer::release() {
  {
    const std::lock_guard lock(mutex_);
    released_ = true;
  }
  changed_.notify_all();
}

void HttpServer::accept_all() {
  for (int connection = 1;; ++connection) {
    const int socket = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
    if (socket < 0) return;
    const std::lock_guard lock(mutex_);
    if (stopping_) {
      ::close(socket);
      return;
    }
    open_sockets_.push_back(socket);
    // Detached, or each connection's stack would stay until the end; the destructor waits for `open_sockets_`
    // instead.
    std::thread([this, socket, connection] { serve(socket, connection); }).detach();
  }
}

void HttpServer::serve(int socket, int connection) {
  std::string buffer;
  while (std::optional<HttpRequest> request = read_request(socket, buffer)) {
    request->connection = connection;
    const std::string host = request->host();
    {
      const std::lock_guard lock(mutex_);
      requests_.push_back(*request);
      most_at_once_[host] = std::max(most_at_once_[host], ++at_once_[host]);
    }
    changed_.notify_all();
    HttpAnswer answer;
    {
      const std::lock_guard lock(handler_mutex_);
      answer = handler_(*request);
    }
    if (answer.hold) wait_for_release();
    {
      // Before the last byte leaves: once the client has the answer it may ask again at once.
      const std::lock_guard lock(mutex_);
      --at_once_[host];
    }
    if (!send_answer(socket, answer)) break;
  }
  const std::lock_guard lock(mutex_);
  open_sockets_.remove(socket);
  ::close(socket);
  changed_.notify_all();  // Under the lock: after it nothing of this object is touched.
}

bool HttpServer::send_answer(int socket, const HttpAnswer& answer) {
  if (!answer.raw.empty()) {
    send_all(socket, answer.raw);
    ::shutdown(socket, SHUT_RDWR);
    return false;
  }
  std::string head = "HTTP/1.1 " + std::to_string(answer.status) + " Scripted\r\n";
  bool has_length = false;
  for (const auto& [name, value] : answer.headers) {
    head += name + ": " + value + "\r\n";
    has_length = has_length || name == "Content-Length";
  }
  const bool bodiless = answer.status == 304 || answer.status == 204;
  if (!has_length && !bodiless) head += "Content-Length: " + std::to_string(answer.body.size()) + "\r\n";
  head += "\r\n";
  const std::string body = bodiless ? "" : answer.body;
  // In one piece where possible: two small ones wait for each other (Nagle and delayed ACK, 40 ms).
  if (!answer.hold_body) return send_all(socket, head + body);
  if (!send_all(socket, head)) return false;
  wait_for_release();
  return send_all(socket, body);
}

void HttpServer::wait_for_release() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return released_ || stopping_; });
}

}  // namespace newswired::testing
