#include "daemon/outlets.h"

#include "daemon/wire/gate.h"

namespace newswired {
namespace {

/// The endpoints that other machines reach, or those that they do not.
std::vector<std::string> those(const std::vector<std::string>& endpoints, bool leave) {
  std::vector<std::string> chosen;
  for (const std::string& endpoint : endpoints)
    if (wire::leaves_this_machine(endpoint) == leave) chosen.push_back(endpoint);
  return chosen;
}

std::string joined(const std::vector<std::string>& names, std::string text) {
  for (const std::string& name : names) text += (text.empty() ? "" : " ") + name;
  return text;
}

}  // namespace

Result<Done> Outlets::start(const settings::Settings::Output& output, const settings::Settings::Curve& curve, const Keys& keys) {
  if (auto opened = open("output.", those(output.live, false), those(output.log, false), keys, nullptr); !opened) return opened;
  if (auto opened = open("output.", those(output.live, true), those(output.log, true), keys, &Keys::present); !opened) return opened;
  return open("curve.next_", curve.next_live, curve.next_log, keys, &Keys::next);
}

Result<Done> Outlets::open(const std::string& section, const std::vector<std::string>& live, const std::vector<std::string>& log,
                           const Keys& keys, Kind kind) {
  if (live.empty() && log.empty()) return Done{};
  output::BroadcasterOptions live_options{.endpoints = live, .state = [this] { return log_state(); }, .now = sources_.now};
  if (kind) live_options.keys = keys.*kind;
  live_options.watching = [this](const ledger::LogEntry& entry) { return sources_.watching.matching(entry); };
  output::LogServerOptions log_options{.endpoints = log, .log = &sources_.log};
  if (kind) log_options.keys = keys.*kind;
  log_options.watched = [this](const ledger::LogEntry& entry, const std::string& prefix) { return sources_.watching.matches(entry, prefix); };
  Pair& pair = pairs_.emplace_back();
  pair.kind = kind;
  pair.live = std::make_unique<output::Broadcaster>(std::move(live_options));
  if (auto started = pair.live->start(); !started) return of_key(section + "live", started.error());
  pair.log = std::make_unique<output::LogServer>(std::move(log_options));
  if (auto started = pair.log->start(); !started) return of_key(section + "log", started.error());
  return Done{};
}

ledger::LogState Outlets::log_state() const {
  const auto state = sources_.log.state();
  return state ? *state : ledger::LogState{};
}

void Outlets::announce(const std::vector<ledger::LogEntry>& entries) {
  for (const Pair& pair : pairs_) {
    pair.live->publish(entries);
    pair.log->ring();
  }
}

void Outlets::change_keys(const Keys& keys) {
  for (const Pair& pair : pairs_) {
    if (!pair.kind || !(keys.*pair.kind)) continue;
    pair.live->change_keys(*(keys.*pair.kind));
    pair.log->change_keys(*(keys.*pair.kind));
  }
}

std::size_t Outlets::readers() const {
  std::size_t sum = 0;
  for (const Pair& pair : pairs_) sum += pair.log->readers();
  return sum;
}

std::uint64_t Outlets::messages_sent() const {
  std::uint64_t sum = 0;
  for (const Pair& pair : pairs_) sum += pair.live->sent();
  return sum;
}

std::string Outlets::live_endpoints() const {
  std::string all;
  for (const Pair& pair : pairs_) all = joined(pair.live->endpoints(), std::move(all));
  return all;
}

std::string Outlets::log_endpoints() const {
  std::string all;
  for (const Pair& pair : pairs_) all = joined(pair.log->endpoints(), std::move(all));
  return all;
}

void Outlets::stop() {
  for (const Pair& pair : pairs_) {
    if (pair.log) pair.log->stop();
    if (pair.live) pair.live->stop();
  }
}

}  // namespace newswired
