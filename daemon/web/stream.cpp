#include "daemon/web/stream.h"

#include <charconv>
#include <chrono>
#include <nlohmann/json.hpp>

#include "daemon/web/card.h"

namespace newswired::web {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr std::chrono::seconds turn{1};      // after which a client that went is noticed
constexpr std::chrono::seconds beat_every{10};
constexpr std::chrono::minutes life_max{15};
constexpr ledger::PageLimit page_limit{50, 1u << 20};

std::string event(const StreamPlace& place, const Json& data, const char* name = nullptr) {
  std::string text = "id: " + place.epoch + ":" + std::to_string(place.seq) + "\n";
  if (name) text += std::string("event: ") + name + "\n";
  // JSON has no line break of its own, so one data line holds it.
  return text + "data: " + dump_json(data) + "\n\n";
}

}  // namespace

std::optional<StreamPlace> parse_place(const std::string& id) {
  const std::size_t colon = id.rfind(':');
  if (colon == std::string::npos || colon > 64) return std::nullopt;
  StreamPlace place{id.substr(0, colon), 0};
  const char* end = id.data() + id.size();
  const auto [rest, error] = std::from_chars(id.data() + colon + 1, end, place.seq);
  if (error != std::errc() || rest != end) return std::nullopt;
  return place;
}

void Streams::serve(StreamPlace place, const Client& client) {
  if (!client.write("retry: 2000\n\n")) return;
  const auto ends = Clock::now() + life_max;
  auto next_beat = Clock::now() + beat_every;
  std::uint64_t seen = 0;
  while (Clock::now() < ends) {
    bool more = false;
    if (!send_page(place, client, more)) return;
    if (!more && !wait(seen)) return;
    if (!client.is_open()) return;
    if (Clock::now() < next_beat) continue;
    if (!client.write(": beat\n\n")) return;
    next_beat = Clock::now() + beat_every;
  }
}

/// What follows `place`, as far as one page goes. False: the client is gone.
bool Streams::send_page(StreamPlace& place, const Client& client, bool& more) const {
  const auto page = log_->read(place.epoch, place.seq, {}, page_limit);
  if (!page) return true;  // the ledger is away for now: looked at again in a moment
  if (const auto* entries = std::get_if<ledger::Entries>(&*page)) {
    for (const ledger::LogEntry& entry : entries->entries) {
      place.seq = entry.seq;
      const Json card = card_of_entry(entry.schema, entry.json);
      if (!card.is_null() && !client.write(event(place, card))) return false;
    }
    more = !entries->entries.empty();
    return true;
  }
  const auto now = log_->state();
  if (!now) return true;
  place = {now->epoch, now->floor - 1};
  more = true;
  return client.write(event(place, {{"epoch", now->epoch}, {"head", now->head}, {"floor", now->floor}}, "reset"));
}

/// Until the log is rung again or a turn is over; false when everything ends.
bool Streams::wait(std::uint64_t& seen) {
  std::unique_lock lock(mutex_);
  changed_.wait_for(lock, turn, [&] { return stopping_ || rings_ != seen; });
  seen = rings_;
  return !stopping_;
}

std::shared_ptr<void> Streams::take_slot() {
  const std::lock_guard lock(mutex_);
  if (open_ >= streams_max_ || stopping_) return nullptr;
  ++open_;
  return {this, [](Streams* streams) {
            const std::lock_guard guard(streams->mutex_);
            --streams->open_;
          }};
}

int Streams::open() const {
  const std::lock_guard lock(mutex_);
  return open_;
}

void Streams::ring() {
  {
    const std::lock_guard lock(mutex_);
    ++rings_;
  }
  changed_.notify_all();
}

void Streams::stop() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  changed_.notify_all();
}

}  // namespace newswired::web
