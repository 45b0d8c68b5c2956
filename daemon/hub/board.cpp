#include "daemon/hub/board.h"

#include <algorithm>
#include <utility>

#include "daemon/hub/inbox.h"

namespace newswired::hub {
namespace {

bool names(const Header& header, const Task& task) {
  return header.stage == task.stage && header.attempt == task.attempt && header.revision == task.revision &&
         header.job == task.job;
}

std::uint64_t& counter(StageStats& counts, Settled::End end) {
  switch (end) {
    case Settled::End::answered:
      return counts.answered;
    case Settled::End::refused:
      return counts.refused;
    case Settled::End::died:
      return counts.died;
    case Settled::End::timed_out:
      break;
  }
  return counts.timed_out;
}

Settled::End end_of(Verdict verdict) {
  switch (verdict) {
    case Verdict::answered:
      return Settled::End::answered;
    case Verdict::refused:
      return Settled::End::refused;
    case Verdict::timed_out:
      return Settled::End::timed_out;
    default:
      return Settled::End::died;
  }
}

}  // namespace

Board::Board(std::string boot, int credit, std::map<Stage, std::chrono::milliseconds> deadlines,
             SettledFunction settled)
    : boot_(std::move(boot)),
      credit_(static_cast<std::size_t>(std::max(credit, 1))),
      deadlines_(std::move(deadlines)),
      settled_(std::move(settled)) {}

void Board::add(Task task) {
  queues_[task.stage].push_back({std::move(task), 0});
}

void Board::welcome(const Peer& peer, Stage stage, Moment now) {
  peers_.try_emplace(peer, Worker{.stage = stage, .heard = now});
}

void Board::heard(const Peer& peer, Moment now) {
  if (const auto found = peers_.find(peer); found != peers_.end()) found->second.heard = now;
}

std::optional<Assignment> Board::next(Moment now) {
  for (auto& [stage, queue] : queues_) {
    if (queue.empty()) continue;

    auto best = peers_.end();
    for (auto peer = peers_.begin(); peer != peers_.end(); ++peer) {
      const Worker& worker = peer->second;
      if (worker.stage != stage || worker.closed || worker.leases.size() >= credit_) continue;
      if (best == peers_.end() || worker.leases.size() < best->second.leases.size()) best = peer;
    }
    if (best == peers_.end()) continue;

    Worker& worker = best->second;
    if (worker.leases.empty()) worker.oldest_since = now;
    worker.leases.push_back(std::move(queue.front()));
    queue.pop_front();
    const Task& task = worker.leases.back().task;
    return Assignment{best->first, header_of(task, Header::Kind::task), &task};
  }
  return std::nullopt;
}

bool Board::take_answer(const Peer& peer, const Header& header, std::string frame, Moment now) {
  const auto found = peers_.find(peer);
  if (found == peers_.end()) return false;
  Worker& worker = found->second;
  worker.heard = now;

  const auto lease = std::find_if(worker.leases.begin(), worker.leases.end(),
                                  [&](const Waiting& held) { return names(header, held.task); });
  const LeaseFacts facts{.held = header.boot == boot_ && lease != worker.leases.end(), .in_hand = true};
  const Event event = header.kind == Header::Kind::answer ? Event::answered : Event::failed;
  const Verdict verdict = settle(event, facts);
  if (verdict == Verdict::ignore) return false;

  if (lease == worker.leases.begin()) worker.oldest_since = now;
  Task task = std::move(lease->task);
  worker.leases.erase(lease);
  if (verdict == Verdict::answered) {
    settle_task(task, Settled::End::answered, std::move(frame), {});
  } else {
    const auto failure = decode_failure(frame);
    settle_task(
        task, Settled::End::refused, {},
        failure.value_or(Error{ErrorKind::internal, "the worker reported a failure that cannot be read"}));
  }
  return true;
}

void Board::close(const Peer& peer) {
  if (const auto found = peers_.find(peer); found != peers_.end()) found->second.closed = true;
}

void Board::lose(const Peer& peer, Event event, const std::optional<Header>& in_hand,
                 const std::string& reason) {
  const auto found = peers_.find(peer);
  if (found == peers_.end()) return;
  Worker worker = std::move(found->second);
  peers_.erase(found);

  std::size_t blamed = in_hand ? worker.leases.size() : 0;
  for (std::size_t i = 0; in_hand && i < worker.leases.size(); ++i)
    if (in_hand->boot == boot_ && names(*in_hand, worker.leases[i].task)) blamed = i;
  // A worker that ran into its deadline was at something, whatever it says.
  if (event == Event::timed_out && blamed == worker.leases.size()) blamed = 0;

  auto& queue = queues_[worker.stage];
  // From the last to the first, so that they stand in the queue in their old order.
  for (std::size_t i = worker.leases.size(); i-- > 0;) {
    Waiting& held = worker.leases[i];
    const Verdict verdict = settle(event, {.held = true, .in_hand = i == blamed, .returns = held.returns});
    if (verdict == Verdict::give_back) {
      ++held.returns;
      ++counts_[worker.stage].returned;
      queue.push_front(std::move(held));
    } else {
      settle_task(held.task, end_of(verdict), {}, Error{ErrorKind::internal, reason});
    }
  }
}

std::vector<Peer> Board::overdue(Moment now) const {
  std::vector<Peer> late;
  for (const auto& [peer, worker] : peers_)
    if (!worker.closed && !worker.leases.empty() && now >= deadline_of(worker)) late.push_back(peer);
  return late;
}

std::vector<Peer> Board::silent_since(Moment moment) const {
  std::vector<Peer> silent;
  for (const auto& [peer, worker] : peers_)
    if (worker.leases.empty() && worker.heard < moment) silent.push_back(peer);
  return silent;
}

std::optional<Moment> Board::next_deadline() const {
  std::optional<Moment> first;
  for (const auto& [peer, worker] : peers_)
    if (!worker.closed && !worker.leases.empty() && (!first || deadline_of(worker) < *first))
      first = deadline_of(worker);
  return first;
}

std::vector<Peer> Board::peers() const {
  std::vector<Peer> all;
  for (const auto& [peer, worker] : peers_) all.push_back(peer);
  return all;
}

Header Board::header_of(const Task& task, Header::Kind kind) const {
  return {.kind = kind,
          .boot = boot_,
          .job = task.job,
          .revision = task.revision,
          .stage = task.stage,
          .attempt = task.attempt};
}

void Board::count(Stats& stats) const {
  for (const auto& [stage, counts] : counts_) {
    StageStats& sum = stats.stages[stage];
    sum.answered = counts.answered;
    sum.refused = counts.refused;
    sum.died = counts.died;
    sum.timed_out = counts.timed_out;
    sum.returned = counts.returned;
  }
  for (const auto& [stage, queue] : queues_) stats.stages[stage].queued = queue.size();
  for (const auto& [peer, worker] : peers_) {
    stats.stages[worker.stage].leased += worker.leases.size();
    if (!worker.closed) ++stats.stages[worker.stage].workers_ready;
  }
}

Moment Board::deadline_of(const Worker& worker) const {
  const auto limit = deadlines_.find(worker.stage);
  return worker.oldest_since + (limit == deadlines_.end() ? StageOptions{}.deadline : limit->second);
}

void Board::settle_task(Task& task, Settled::End end, std::string frame, Error error) {
  ++counter(counts_[task.stage], end);
  settled_({.stage = task.stage,
            .job = std::move(task.job),
            .revision = task.revision,
            .attempt = task.attempt,
            .end = end,
            .frame = std::move(frame),
            .error = std::move(error)},
           bytes_of(task));
}

}  // namespace newswired::hub
