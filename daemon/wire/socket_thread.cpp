#include "daemon/wire/socket_thread.h"

#include <utility>

#include "daemon/wire/socket.h"

namespace newswired::wire {
Result<Done> SocketThread::start(Options options, std::function<void()> work) {
  options_ = std::move(options);
  auto bound = open();
  if (!bound) return bound.error();
  endpoints_ = std::move(*bound);
  thread_ = std::thread(std::move(work));
  return Done{};
}

Result<std::vector<std::string>> SocketThread::open() {
  socket_.emplace(context_, options_.type);
  set_server_limits(*socket_);
  if (options_.prepare) options_.prepare(*socket_);
  if (options_.keys)
    if (auto keyed = require_keys(context_, *socket_, *options_.keys, gate_); !keyed) return keyed.error();
  return bind_all(*socket_, options_.endpoints, options_.keys.has_value());
}

void SocketThread::stop() {
  if (!thread_.joinable()) return;
  stopping_ = true;
  wakeup_.ring();
  thread_.join();
}

void SocketThread::change_keys(ServerKeys keys) {
  {
    const std::lock_guard lock(mutex_);
    new_keys_ = std::move(keys);
  }
  wakeup_.ring();
}

bool SocketThread::wait(int wait_ms) {
  wait_for(*socket_, wakeup_.fd(), wait_ms);
  wakeup_.clear();
  return reopen_with_new_keys();
}

bool SocketThread::reopen_with_new_keys() {
  std::optional<ServerKeys> keys;
  {
    const std::lock_guard lock(mutex_);
    keys = std::exchange(new_keys_, std::nullopt);
  }
  if (!keys || !options_.keys) return false;
  options_.keys = std::move(*keys);
  options_.endpoints = endpoints_;  // with the ports that were chosen
  socket_->close();
  while (!open() && !stopping_) wait_for(*socket_, wakeup_.fd(), rebind_wait_ms);
  return true;
}

}  // namespace newswired::wire
