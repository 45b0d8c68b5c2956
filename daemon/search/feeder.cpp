#include "daemon/search/feeder.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <variant>

namespace newswired::search {
namespace {

using ledger::Outcome;

constexpr std::chrono::milliseconds gather{200};  // entries that come together are taken in together
constexpr std::chrono::seconds look_every{30};    // for what retention dropped
constexpr std::chrono::seconds try_again{1};
constexpr ledger::PageLimit page_limit{200, 4u << 20};

}  // namespace

struct Feeder::State {
  Index index;
  const ledger::RecordLog& log;
  mutable std::mutex mutex;
  std::condition_variable changed;           // for the thread
  mutable std::condition_variable advanced;  // for who waits for it
  bool rung = false;
  bool stopping = false;
  FeederStats stats;  // guarded by mutex
  std::thread thread;

  State(Index opened, const ledger::RecordLog& read) : index(std::move(opened)), log(read) {}

  void run() {
    while (!stopped()) {
      const auto more = step();
      note(more);
      if (!more) {
        wait(try_again, false);
      } else if (!*more) {
        wait(look_every, true);
        wait(gather, false);
      }
    }
  }

  /// One page; answers whether there may be more.
  Outcome<bool> step() {
    const Cursor cursor = index.cursor();
    const auto now = log.state();
    if (!now) return now.error();
    const bool lost_its_place = cursor.epoch != now->epoch || cursor.seq > now->head || cursor.seq + 1 < now->floor;
    if (lost_its_place) {
      if (!cursor.epoch.empty()) spdlog::info("the search index begins anew: the log is another one, or dropped what it had not read");
      const auto begun = index.begin({now->epoch, now->floor - 1});
      if (!begun) return begun.error();
    }
    const auto page = log.read(now->epoch, index.cursor().seq, {}, page_limit);
    if (!page) return page.error();
    const auto* entries = std::get_if<ledger::Entries>(&*page);
    if (!entries) return true;  // changed meanwhile: look again
    const auto applied = index.apply(entries->entries, entries->at, now->floor);
    if (!applied) return applied.error();
    const std::lock_guard lock(mutex);
    stats.entries += entries->entries.size();
    return !entries->entries.empty();
  }

  void note(const Outcome<bool>& more) {
    const std::lock_guard lock(mutex);
    const std::string trouble = more ? std::string() : more.error().message;
    if (!trouble.empty() && trouble != stats.trouble) spdlog::error("search: {}; tried again each second", trouble);
    stats.trouble = trouble;
    stats.caught_up = more.ok() && !*more;
    stats.cursor = index.cursor().seq;
    advanced.notify_all();
  }

  void wait(std::chrono::milliseconds span, bool until_rung) {
    std::unique_lock lock(mutex);
    changed.wait_for(lock, span, [&] { return stopping || (until_rung && rung); });
    if (until_rung) rung = false;
  }

  bool stopped() const {
    const std::lock_guard lock(mutex);
    return stopping;
  }
};

Feeder::Feeder(Index index, const ledger::RecordLog& log) : state_(std::make_unique<State>(std::move(index), log)) {}

Feeder::~Feeder() { stop(); }

void Feeder::start() {
  state_->thread = std::thread([state = state_.get()] { state->run(); });
}

void Feeder::ring() {
  {
    const std::lock_guard lock(state_->mutex);
    state_->rung = true;
  }
  state_->changed.notify_one();
}

void Feeder::stop() {
  if (!state_->thread.joinable()) return;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
  }
  state_->changed.notify_one();
  state_->thread.join();
}

FeederStats Feeder::stats() const {
  const std::lock_guard lock(state_->mutex);
  return state_->stats;
}

bool Feeder::reaches(std::uint64_t seq, std::chrono::milliseconds wait) const {
  std::unique_lock lock(state_->mutex);
  return state_->advanced.wait_for(lock, wait, [&] { return state_->stats.cursor >= seq; });
}

}  // namespace newswired::search
