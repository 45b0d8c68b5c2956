#include "daemon/hub/loop.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <utility>

namespace newswired::hub {
namespace {

using namespace std::chrono_literals;

constexpr int messages_per_turn = 1000;
constexpr auto turn_max = 1000ms;
constexpr auto silence_max = 30s;
constexpr auto bye_linger = 100ms;
constexpr std::uint64_t drops_logged_max = 20;

std::map<Stage, std::chrono::milliseconds> deadlines_of(const Options& options) {
  std::map<Stage, std::chrono::milliseconds> deadlines;
  for (const auto& [stage, wanted] : options.stages) deadlines[stage] = wanted.deadline;
  return deadlines;
}

}  // namespace

Loop::Loop(const Options& options, const std::string& boot, Inbox& inbox,
           std::function<void(Settled)> on_settled)
    : options_(options),
      boot_(boot),
      inbox_(inbox),
      router_(options.message_bytes_max, options.credit),
      board_(boot, options.credit, deadlines_of(options),
             [&inbox, on_settled = std::move(on_settled)](Settled settled, std::size_t bytes) {
               inbox.settled(settled.stage, bytes);
               on_settled(std::move(settled));
             }),
      crew_(options, boot) {}

Result<Done> Loop::bind() {
  if (auto bound = router_.bind(options_.endpoint); !bound) return bound;
  return router_.bind_remote(options_.remote);
}

void Loop::run() {
  while (true) {
    const Moment before = std::chrono::steady_clock::now();
    const auto stop_at = inbox_.stop_at();
    if (stop_at && !stopping_) begin_to_stop();
    if (stop_at && (!crew_.any_alive() || before >= *stop_at)) break;
    if (!stopping_)
      for (const Stage stage : crew_.start_due(before)) ++counters_.stages[stage].starts;
    if (!stopping_) dispatch(before);
    publish_stats();

    const std::vector<Watch> watched = wait();
    const Moment now = std::chrono::steady_clock::now();
    // Answers before ends and deadlines: what was finished in time must not be settled as lost.
    receive(now);
    for (Task& task : inbox_.take()) board_.add(std::move(task));
    if (auto keys = inbox_.new_keys()) change_keys(std::move(*keys));
    for (const auto& [seat, exit] : crew_.collect(watched)) bury(*seat, exit, now);
    check_deadlines(now);
  }
  router_.close(bye_linger);
  for (Seat& seat : crew_.seats()) seat.process.reset();  // Kills and reaps what is left.
  publish_stats();
}

std::vector<Watch> Loop::wait() {
  const Moment now = std::chrono::steady_clock::now();
  Moment until = now + turn_max;
  for (const auto& moment :
       {board_.next_deadline(), stopping_ ? std::nullopt : crew_.next_moment(), inbox_.stop_at()})
    if (moment) until = std::min(until, *moment);

  std::vector<Watch> watches = crew_.watches();
  watches.push_back({inbox_.fd()});
  router_.wait(watches, std::max(std::chrono::ceil<std::chrono::milliseconds>(until - now), 0ms));
  return watches;
}

void Loop::receive(Moment now) {
  for (int i = 0; i < messages_per_turn; ++i) {
    auto message = router_.receive();
    if (!message) return;
    handle(std::move(*message), now);
  }
}

void Loop::handle(Message message, Moment now) {
  if (!message.well_formed) return drop(message.peer, "no frame, or more than two");
  const auto header = decode_header(message.frames[0]);
  if (!header) {
    // May be a worker of another release: it deserves to hear why.
    if (!board_.knows(message.peer) && message.frames.size() == 2)
      say_bye(message.peer, header.error().message);
    return drop(message.peer, header.error().message);
  }
  const bool with_body = message.frames.size() == 2;
  switch (header->kind) {
    case Header::Kind::hello:
      if (!with_body) break;
      return greet(message.peer, *header, message.frames[1], now);
    case Header::Kind::answer:
    case Header::Kind::failed:
      if (!with_body) break;
      return take_answer(message.peer, *header, std::move(message.frames[1]), now);
    case Header::Kind::beat:
      return take_beat(message.peer, *header, now);
    case Header::Kind::bye:
      board_.close(message.peer);
      // A child's end is seen by itself; of another's nothing more will be heard. It left between two tasks.
      if (!crew_.of(message.peer)) board_.lose(message.peer, Event::died, Header{}, "its worker has left");
      return;
    case Header::Kind::task:
      break;
  }
  drop(message.peer, "not what a worker sends");
}

void Loop::greet(const Peer& peer, const Header& header, const std::string& introduction, Moment now) {
  const auto worker = decode_introduction(introduction);
  if (!worker) return drop(peer, worker.error().message);
  // Process ids of other machines say nothing here.
  Seat* seat = is_remote(peer) ? nullptr : crew_.with_pid(worker->pid);
  if (const auto reason = objection(header, *worker, seat)) {
    ++counters_.hellos_refused;
    spdlog::warn("hub: refused a worker for {} (process {}): {}", to_string(header.stage), worker->pid,
                 *reason);
    return say_bye(peer, *reason);
  }
  if (seat && !seat->peer.empty() && seat->peer != peer) {
    // Its connection broke and with it the order of tasks and answers: begin anew.
    return crew_.kill(*seat, Event::died, "lost its connection");
  }
  if (seat) seat->peer = peer;
  board_.welcome(peer, header.stage, now);
  router_.send(peer, {.kind = Header::Kind::hello, .boot = boot_, .stage = header.stage});
  spdlog::info("hub: worker {} is ready (process {}, model '{}')", seat ? seat->name : "from outside",
               worker->pid, worker->model);
}

std::optional<std::string> Loop::objection(const Header& header, const Introduction& worker,
                                           const Seat* seat) const {
  if (stopping_) return "the head is stopping";
  if (!header.boot.empty() && header.boot != boot_) return "it belongs to an earlier start of the head";
  const auto stage = options_.stages.find(header.stage);
  if (stage == options_.stages.end())
    return "the stage " + std::string(to_string(header.stage)) + " is not wanted here";
  if (seat && seat->stage != header.stage) return "it was started for " + std::string(to_string(seat->stage));
  const std::string& model = stage->second.model;
  if (!model.empty() && worker.model != model)
    return "its model is '" + worker.model + "', the head expects '" + model + "'; give both the same models";
  return std::nullopt;
}

void Loop::take_answer(const Peer& peer, const Header& header, std::string frame, Moment now) {
  if (!board_.take_answer(peer, header, std::move(frame), now)) {
    ++counters_.answers_late;
    spdlog::info("hub: dropped a late answer to {} ({}, attempt {})", header.job, to_string(header.stage),
                 header.attempt);
    if (!board_.knows(peer)) say_bye(peer, "the head has given its task to another worker");
    return;
  }
  if (Seat* seat = crew_.of(peer)) seat->failures = 0;
}

void Loop::take_beat(const Peer& peer, const Header& header, Moment now) {
  if (!board_.knows(peer) || header.boot != boot_) return say_bye(peer, "the head does not know this worker");
  board_.heard(peer, now);
  router_.send(peer, {.kind = Header::Kind::beat, .boot = boot_, .stage = header.stage});
}

void Loop::bury(Seat& seat, const Exit& exit, Moment now) {
  const std::string what =
      "worker " + seat.name + (seat.reason.empty() ? " " : " " + seat.reason + " and ") + exit.describe();
  // What it wrote down outlives it; an empty or unreadable mark names no task.
  const auto mark = decode_header(seat.process->mark());
  const Header in_hand = mark ? *mark : Header{};
  if (!stopping_)
    spdlog::warn("hub: {}{}{}", what, in_hand.job.empty() ? "" : ", with in its hand ", in_hand.job);
  const Peer peer = seat.peer;
  const Event end = seat.end;
  crew_.vacate(seat, now);
  board_.lose(peer, end, in_hand, what);
}

void Loop::change_keys(std::vector<wire::ServerKeys> keys) {
  for (const Peer& peer : board_.peers()) {
    if (!is_remote(peer)) continue;
    say_bye(peer, "the keys of this endpoint have changed; connect again");
    board_.close(peer);
    board_.lose(peer, Event::died, Header{}, "its endpoint was bound anew");
  }
  router_.change_keys(std::move(keys));
}

void Loop::check_deadlines(Moment now) {
  for (const Peer& peer : board_.overdue(now))
    lose_peer(peer, Event::timed_out, "held a task beyond the deadline");
  for (const Peer& peer : board_.silent_since(now - silence_max))
    lose_peer(peer, Event::died, "was silent for 30 s");
  crew_.kill_silent(now);
}

void Loop::lose_peer(const Peer& peer, Event event, const std::string& reason) {
  board_.close(peer);
  if (Seat* seat = crew_.of(peer)) return crew_.kill(*seat, event, reason);  // Its exit settles its tasks.
  say_bye(peer, reason);
  board_.lose(peer, event, std::nullopt, "a worker from outside " + reason);
}

void Loop::dispatch(Moment now) {
  while (const auto assignment = board_.next(now))
    if (!router_.send(assignment->peer, assignment->header, assignment->task->frames))
      lose_peer(assignment->peer, Event::died, "could not be reached");
}

void Loop::say_bye(const Peer& peer, const std::string& reason) {
  router_.send(peer, {.kind = Header::Kind::bye, .boot = boot_}, std::span(&reason, 1));
}

void Loop::drop(const Peer& peer, const std::string& why) {
  // The first few say what is wrong; the counter says the rest.
  if (counters_.frames_dropped++ < drops_logged_max)
    spdlog::warn("hub: dropped a message from {}: {}", board_.knows(peer) ? "a worker" : "a stranger", why);
}

void Loop::begin_to_stop() {
  stopping_ = true;
  for (const Peer& peer : board_.peers()) {
    board_.close(peer);
    say_bye(peer, "the head is stopping");
  }
  for (Seat& seat : crew_.seats())
    if (seat.process && seat.peer.empty()) crew_.kill(seat, Event::died, "was still starting");
}

void Loop::publish_stats() {
  ++counters_.loops;
  Stats now = counters_;
  for (const auto& [stage, wanted] : options_.stages) now.stages[stage];
  board_.count(now);
  const std::lock_guard lock(mutex_);
  published_ = std::move(now);
}

Stats Loop::stats() const {
  const std::lock_guard lock(mutex_);
  return published_;
}

}  // namespace newswired::hub
