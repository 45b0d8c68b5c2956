#include "daemon/hub/hub.h"

#include <sys/random.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <mutex>
#include <thread>
#include <utility>

#include "daemon/hub/inbox.h"
#include "daemon/hub/loop.h"

namespace newswired::hub {
namespace {

std::string new_boot_id() {
  unsigned char bytes[8];
  [[maybe_unused]] const ssize_t count = ::getrandom(bytes, sizeof bytes, 0);
  assert(count == sizeof bytes);
  constexpr char digits[] = "0123456789abcdef";
  std::string id;
  for (const unsigned char byte : bytes) {
    id += digits[byte >> 4];
    id += digits[byte & 15];
  }
  return id;
}

}  // namespace

struct Hub::Parts {
  Parts(Options given, std::function<void(Settled)> on_settled)
      : options(std::move(given)),
        inbox(options.stages, options.message_bytes_max),
        loop(options, boot, inbox, std::move(on_settled)) {}

  const Options options;
  const std::string boot = new_boot_id();
  Inbox inbox;
  Loop loop;
  std::mutex stopping;
  std::thread thread;
};

Hub::Hub(Options options, std::function<void(Settled)> on_settled)
    : parts_(std::make_unique<Parts>(std::move(options), std::move(on_settled))) {}

Hub::~Hub() {
  stop(std::chrono::milliseconds(0));
}

Result<Done> Hub::start() {
  assert(!parts_->thread.joinable());
  const std::string& program = parts_->options.worker_command;
  if (::access(program.c_str(), X_OK) != 0)
    return Error{ErrorKind::unavailable,
                 "hub: cannot run workers with " + program + ": " + std::strerror(errno)};
  if (auto bound = parts_->loop.bind(); !bound) return bound;
  parts_->thread = std::thread([this] { parts_->loop.run(); });
  return Done{};
}

Result<Done> Hub::submit(Task task) {
  return parts_->inbox.push(std::move(task));
}

void Hub::stop(std::chrono::milliseconds deadline) {
  assert(parts_->thread.get_id() != std::this_thread::get_id());
  parts_->inbox.ask_to_stop(std::chrono::steady_clock::now() + deadline);
  const std::lock_guard lock(parts_->stopping);
  if (parts_->thread.joinable()) parts_->thread.join();
}

void Hub::change_keys(std::vector<wire::ServerKeys> keys) {
  parts_->inbox.change_keys(std::move(keys));
}

std::vector<std::string> Hub::remote_endpoints() const {
  return parts_->loop.remote_endpoints();
}

Stats Hub::stats() const {
  return parts_->loop.stats();
}

bool Hub::ready(Stage stage) const {
  const Stats now = stats();
  const auto found = now.stages.find(stage);
  return found != now.stages.end() && found->second.workers_ready > 0;
}

const std::string& Hub::boot() const {
  return parts_->boot;
}

}  // namespace newswired::hub
