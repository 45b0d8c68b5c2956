#include "daemon/ledger/writer.h"

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <variant>

namespace newswired::ledger {
namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr milliseconds retry_wait_first{10};

// After a call whose outcome was unknown, entries are announced from the log in pages of this size.
constexpr int announced_page = 200;

struct AcceptItem {
  Poll poll;
  std::function<void(Outcome<std::vector<Pending>>)> then;
};
struct DecideItem {
  Submission submission;
  std::function<void(Outcome<Decided>)> then;
};
struct PublishItem {
  Record draft;
  std::function<void(Outcome<Published>)> then;
};
struct FailItem {
  Failure failure;
  std::function<void(Outcome<Fate>)> then;
};
struct RunItem {
  std::function<void(Ledger&)> work;
};
struct RetainItem {
  Timestamp log_before, judged_before, marks_before;
};
using Item = std::variant<AcceptItem, DecideItem, PublishItem, FailItem, RunItem, RetainItem>;

/// What one round takes from the queue, by kind. Within a kind the order is that of the queue; between kinds it does
/// not matter, since nobody asks for an article's next step before the callback of the last.
struct Batch {
  Round round;
  std::vector<std::function<void(Outcome<Published>)>> published;
  std::vector<std::function<void(Outcome<Decided>)>> decided;
  std::vector<std::function<void(Outcome<Fate>)>> failed;
  std::vector<std::function<void(Outcome<std::vector<Pending>>)>> accepted;

  std::size_t items() const { return published.size() + decided.size() + failed.size() + accepted.size(); }
};

template <class Callback>
void give(const Callback& callback, auto&& answer) {
  if (callback) callback(std::forward<decltype(answer)>(answer));
}

/// All of them the same trouble.
template <class Callbacks>
void give_all(const Callbacks& callbacks, const Trouble& trouble) {
  for (const auto& callback : callbacks) give(callback, trouble);
}

/// Each its own answer.
template <class Callbacks, class Answers>
void give_each(const Callbacks& callbacks, Answers&& answers) {
  for (std::size_t i = 0; i < callbacks.size(); ++i) give(callbacks[i], std::move(answers[i]));
}

}  // namespace

struct Writer::State {
  Ledger ledger;
  OnLogged on_logged;
  Limits limits;
  dedup::SeenIndex index;
  std::uint64_t announced = 0;  ///< Entries up to here went through `on_logged`.
  int commits_since_checkpoint = 0;
  dedup::Position asked_at = 0;  ///< Where the index stood when merges were last asked for.
  Clock::time_point next_merge{};
  std::uint64_t head_saved = 0;
  Clock::time_point house_kept_at{};
  bool was_under_load = false;

  std::mutex lock;  ///< Guards the queue and `stopping`.
  std::condition_variable changed;
  std::deque<Item> queue;
  Clock::time_point oldest{};  ///< When the queue was last empty and got an item.
  bool stopping = false;

  std::atomic<std::uint64_t> commits{0}, items{0}, retries{0}, queued{0};
  std::atomic<std::int64_t> last_commit_us{0};
  std::atomic<bool> stuck{false}, disk_full{false};

  std::thread thread;  // Last: it uses all of the above.

  State(Ledger given, OnLogged hook, const Limits& wanted)
      : ledger(std::move(given)), on_logged(std::move(hook)), limits(wanted), announced(ledger.head()) {
    next_merge = Clock::now() + limits.merge_interval;
  }

  /// False when the writer has stopped.
  bool push(Item&& item) {
    const std::lock_guard guard(lock);
    if (stopping) return false;
    if (queue.empty()) oldest = Clock::now();
    queue.push_back(std::move(item));
    queued.fetch_add(1, std::memory_order_relaxed);
    changed.notify_one();
    return true;
  }

  void work();
  bool wait_for_items(std::unique_lock<std::mutex>& guard);
  bool add(Batch& batch, Item& item);
  void take_batch(Batch& batch, std::optional<Item>& alone);
  void carry_out(Batch& batch);
  void carry_out_alone(Item& item);

  template <class Call>
  auto persistently(std::size_t item_count, bool full_is_an_answer, Call&& call) -> decltype(call());

  bool wait_before_retry(milliseconds wait);
  void announce(const std::vector<LogEntry>& entries);
  void announce_what_was_missed();
  void keep_house(bool idle);
  void merge_stories();
  void save_head();
};

/// Repeats `call` while the ledger is away. After `unknown` the answer of a repeated call leaves out what the first
/// had done, so the trouble is what the callers get: they resume.
template <class Call>
auto Writer::State::persistently(std::size_t item_count, bool full_is_an_answer, Call&& call) -> decltype(call()) {
  std::optional<Trouble> lost;
  for (milliseconds wait = retry_wait_first;; wait = std::min(wait * 2, limits.retry_wait_max)) {
    const auto begin = Clock::now();
    auto outcome = call();
    last_commit_us = std::chrono::duration_cast<std::chrono::microseconds>(Clock::now() - begin).count();
    if (outcome) {
      stuck = false;
      ++commits;
      ++commits_since_checkpoint;
      items += item_count;
      if (!lost) return outcome;
      announce_what_was_missed();
      return *lost;
    }
    const Trouble trouble = outcome.error();
    if (trouble.fault == Fault::unknown) lost = trouble;
    const bool answer = trouble.fault == Fault::refused || (trouble.fault == Fault::full && full_is_an_answer);
    if (answer) return outcome;
    stuck = true;
    ++retries;
    if (!wait_before_retry(wait)) return outcome;
  }
}

/// False when there is no time to wait: the writer stops.
bool Writer::State::wait_before_retry(milliseconds wait) {
  std::unique_lock guard(lock);
  return !changed.wait_for(guard, wait, [this] { return stopping; });
}

void Writer::State::announce(const std::vector<LogEntry>& entries) {
  if (entries.empty()) return;
  announced = entries.back().seq;
  if (on_logged) on_logged(entries);
}

void Writer::State::announce_what_was_missed() {
  while (announced < ledger.head()) {
    const auto entries = ledger.logged_after(announced, announced_page);
    if (!entries || entries->empty()) return;
    announce(*entries);
  }
}

/// Waits until there is something to do; under load also for company. False when it is time to end.
bool Writer::State::wait_for_items(std::unique_lock<std::mutex>& guard) {
  if (queue.empty()) {
    guard.unlock();
    keep_house(true);
    guard.lock();
  }
  while (queue.empty() && !stopping) {
    const auto nap = std::max(limits.head_file_interval, retry_wait_first);
    if (!changed.wait_for(guard, nap, [this] { return !queue.empty() || stopping; })) {
      guard.unlock();
      keep_house(true);
      guard.lock();
    }
  }
  if (queue.empty()) return false;
  const auto full = [this] { return stopping || queue.size() >= static_cast<std::size_t>(limits.batch_items_max); };
  if (was_under_load) changed.wait_until(guard, oldest + limits.batch_wait_max, full);
  return true;
}

/// Moves the item into the batch; false when it has no place there: its kind is full, or it wants to be alone.
bool Writer::State::add(Batch& batch, Item& item) {
  const auto full = [&](const auto& callbacks) { return callbacks.size() >= static_cast<std::size_t>(limits.batch_items_max); };
  if (auto* accept = std::get_if<AcceptItem>(&item)) {
    // Two polls of one feed in one call could not be told apart by a later reader of this code, nor by their rows.
    const auto same_feed = [&](const Poll& other) { return other.feed.id == accept->poll.feed.id; };
    if (full(batch.accepted) || std::any_of(batch.round.polls.begin(), batch.round.polls.end(), same_feed)) return false;
    batch.round.polls.push_back(std::move(accept->poll));
    batch.accepted.push_back(std::move(accept->then));
  } else if (auto* decide = std::get_if<DecideItem>(&item)) {
    if (full(batch.decided)) return false;
    batch.round.submissions.push_back(std::move(decide->submission));
    batch.decided.push_back(std::move(decide->then));
  } else if (auto* publish = std::get_if<PublishItem>(&item)) {
    if (full(batch.published)) return false;
    batch.round.drafts.push_back(std::move(publish->draft));
    batch.published.push_back(std::move(publish->then));
  } else if (auto* fail = std::get_if<FailItem>(&item)) {
    if (full(batch.failed)) return false;
    batch.round.failures.push_back(std::move(fail->failure));
    batch.failed.push_back(std::move(fail->then));
  } else {
    return false;
  }
  return true;
}

void Writer::State::take_batch(Batch& batch, std::optional<Item>& alone) {
  const auto drop_front = [&] {
    queue.pop_front();
    queued.fetch_sub(1, std::memory_order_relaxed);
  };
  while (!queue.empty() && add(batch, queue.front())) drop_front();
  if (batch.items() == 0 && !queue.empty()) {
    alone = std::move(queue.front());
    drop_front();
  }
  oldest = Clock::now();
}

void Writer::State::work() {
  persistently(0, false, [this] { return ledger.replay(index); }).ok();
  std::unique_lock guard(lock);
  while (wait_for_items(guard)) {
    Batch batch;
    std::optional<Item> alone;
    take_batch(batch, alone);
    guard.unlock();
    if (alone)
      carry_out_alone(*alone);
    else
      carry_out(batch);
    was_under_load = batch.items() >= static_cast<std::size_t>(limits.batch_items_max) / 4;
    keep_house(false);
    guard.lock();
  }
  guard.unlock();
  keep_house(true);
  ledger.save_index(index).ok();
  save_head();
}

void Writer::State::carry_out(Batch& batch) {
  Round& round = batch.round;
  const auto call = [&] { return ledger.carry_out(round, index); };
  auto outcome = persistently(batch.items(), !round.polls.empty(), call);
  if (!outcome && outcome.error().fault == Fault::full && !round.polls.empty()) {
    // A full disk: polls are answered at once, what was accepted before them waits for its room.
    give_all(batch.accepted, outcome.error());
    batch.accepted.clear();
    round.polls.clear();
    if (batch.items() == 0) return;
    outcome = persistently(batch.items(), false, call);
  }
  if (!outcome) {
    give_all(batch.published, outcome.error());
    give_all(batch.decided, outcome.error());
    give_all(batch.failed, outcome.error());
    give_all(batch.accepted, outcome.error());
    return;
  }
  for (const Published& published : outcome->published) announce(published.logged);
  for (const Decided& decided : outcome->decided) announce(decided.logged);
  give_each(batch.published, std::move(outcome->published));
  give_each(batch.decided, std::move(outcome->decided));
  give_each(batch.failed, std::move(outcome->fates));
  give_each(batch.accepted, std::move(outcome->accepted));
}

void Writer::State::carry_out_alone(Item& item) {
  if (auto* run = std::get_if<RunItem>(&item)) {
    run->work(ledger);
    ++commits_since_checkpoint;  // Perhaps; ten thousand saved feed states must not all stay in the WAL.
    announce_what_was_missed();
    return;
  }
  auto& retain = std::get<RetainItem>(item);
  const auto more = ledger.retain(retain.log_before, retain.judged_before, retain.marks_before);
  ++commits_since_checkpoint;
  // What was asked meanwhile goes first; a fault waits for the next time that retention is asked for.
  if (more && *more) {
    push(std::move(item));
  } else if (more && ledger.replay(index)) {
    index.evict(ledger.judged_floor());
  }
}

/// Checkpoints when idle or every so many commits; about once a second the head file, and the reserve if it is given up.
void Writer::State::keep_house(bool idle) {
  if (commits_since_checkpoint > 0 && (idle || commits_since_checkpoint >= limits.commits_per_checkpoint)) {
    // A checkpoint that cannot be made now is made later; the WAL holds everything until then.
    if (ledger.checkpoint()) commits_since_checkpoint = 0;
  }
  if (index.position() >= asked_at + dedup::SeenIndex::merge_rows ||
      (index.position() != asked_at && Clock::now() >= next_merge))
    merge_stories();
  disk_full = ledger.disk_full();
  if (!disk_full && index.position() >= ledger.index_saved_at() + limits.rows_per_save) ledger.save_index(index).ok();
  if (Clock::now() - house_kept_at < limits.head_file_interval) return;
  house_kept_at = Clock::now();
  save_head();
  if (disk_full) disk_full = !ledger.restore_reserve();
}

/// A fault waits for the next time.
void Writer::State::merge_stories() {
  next_merge = Clock::now() + limits.merge_interval;
  asked_at = index.position();
  ledger.merge_stories(index).ok();
  announce_what_was_missed();
}

void Writer::State::save_head() {
  if (ledger.head() == head_saved) return;
  if (ledger.save_head()) head_saved = ledger.head();
}

Writer::Writer(Ledger ledger, OnLogged on_logged, const Limits& limits)
    : state_(std::make_unique<State>(std::move(ledger), std::move(on_logged), limits)) {
  state_->thread = std::thread([state = state_.get()] { state->work(); });
}

Writer::~Writer() { stop(); }

namespace {
const Trouble stopped{Fault::unavailable, "the ledger's writer has stopped"};
}

void Writer::accept(Poll poll, std::function<void(Outcome<std::vector<Pending>>)> then) {
  AcceptItem item{std::move(poll), std::move(then)};
  auto refused = item.then;
  if (!state_->push(std::move(item)) && refused) refused(stopped);
}

void Writer::decide(Submission submission, std::function<void(Outcome<Decided>)> then) {
  auto refused = then;
  if (!state_->push(DecideItem{std::move(submission), std::move(then)}) && refused) refused(stopped);
}

void Writer::publish(Record draft, std::function<void(Outcome<Published>)> then) {
  auto refused = then;
  if (!state_->push(PublishItem{std::move(draft), std::move(then)}) && refused) refused(stopped);
}

void Writer::fail(Failure failure, std::function<void(Outcome<Fate>)> then) {
  auto refused = then;
  if (!state_->push(FailItem{std::move(failure), std::move(then)}) && refused) refused(stopped);
}

bool Writer::run(std::function<void(Ledger&)> work) { return state_->push(RunItem{std::move(work)}); }

void Writer::retain(Timestamp log_before, Timestamp judged_before, Timestamp marks_before) {
  state_->push(RetainItem{log_before, judged_before, marks_before});
}

void Writer::stop() {
  {
    const std::lock_guard guard(state_->lock);
    state_->stopping = true;
    state_->changed.notify_all();
  }
  if (state_->thread.joinable()) state_->thread.join();
}

WriterCounters Writer::counters() const {
  WriterCounters counters;
  counters.commits = state_->commits;
  counters.items = state_->items;
  counters.retries = state_->retries;
  counters.queued = state_->queued;
  counters.last_commit = std::chrono::microseconds(state_->last_commit_us);
  counters.stuck = state_->stuck;
  counters.disk_full = state_->disk_full;
  return counters;
}

}  // namespace newswired::ledger
