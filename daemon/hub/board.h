#pragma once

#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "daemon/hub/hub.h"
#include "daemon/hub/settle.h"

namespace newswired::hub {

/// The monotonic clock; always an argument here.
using Moment = std::chrono::steady_clock::time_point;

/// A worker's address at the ROUTER: its routing id.
using Peer = std::string;

/// A task to be sent now. `task` lives until the board is called again.
struct Assignment {
  Peer peer;
  Header header;
  const Task* task = nullptr;
};

/// Who waits for what, and who works on what: queues, peers, leases. No sockets, no processes, no clock.
///
/// A peer answers in the order it was given tasks, so its oldest lease is the one in hand, and the deadline
/// runs from when it became the oldest. Owned by the hub's thread.
class Board {
 public:
  /// The second argument is the size of the task's frames in bytes.
  using SettledFunction = std::function<void(Settled, std::size_t)>;

  /// `settled` is called within the methods below, once for each task; it must not call the board.
  Board(std::string boot, int credit, std::map<Stage, std::chrono::milliseconds> deadlines,
        SettledFunction settled);

  void add(Task task);

  /// A peer that has said HELLO. Known already: nothing changes.
  void welcome(const Peer& peer, Stage stage, Moment now);
  bool knows(const Peer& peer) const { return peers_.contains(peer); }
  void heard(const Peer& peer, Moment now);

  /// The next task for the peer with most credit left, now leased to it; nothing when no queue and peer
  /// match.
  std::optional<Assignment> next(Moment now);

  /// An answer or failure. False: the peer holds no such task (late, or somebody else's), nothing changed.
  bool take_answer(const Peer& peer, const Header& header, std::string frame, Moment now);

  /// No more tasks for this peer; what it holds stays its own, without a deadline, until it answers or is
  /// lost.
  void close(const Peer& peer);

  /// The peer is gone. `in_hand` says which task it was working on, as far as that is known for sure: nullopt
  /// means "take the oldest", an empty job "none". Only that one is settled; the others go back to the front
  /// of the queue.
  void lose(const Peer& peer, Event event, const std::optional<Header>& in_hand, const std::string& reason);

  /// Peers whose task in hand is over its deadline.
  std::vector<Peer> overdue(Moment now) const;
  /// Peers not heard of since `moment` that hold nothing.
  std::vector<Peer> silent_since(Moment moment) const;
  std::optional<Moment> next_deadline() const;

  std::vector<Peer> peers() const;
  Header header_of(const Task& task, Header::Kind kind) const;
  void count(Stats& stats) const;  ///< Adds what the board knows.

 private:
  struct Waiting {
    Task task;
    int returns = 0;
  };
  struct Worker {
    Stage stage;
    std::deque<Waiting> leases;
    Moment oldest_since{};  ///< Since when the oldest lease is in hand.
    Moment heard{};
    bool closed = false;
  };

  Moment deadline_of(const Worker& worker) const;
  void settle_task(Task& task, Settled::End end, std::string frame, Error error);

  std::string boot_;
  std::size_t credit_;
  std::map<Stage, std::chrono::milliseconds> deadlines_;
  SettledFunction settled_;
  std::map<Stage, std::deque<Waiting>> queues_;
  std::map<Peer, Worker> peers_;
  std::map<Stage, StageStats> counts_;
};

}  // namespace newswired::hub
