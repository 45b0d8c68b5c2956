#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string>

#include "daemon/hub/board.h"
#include "daemon/hub/crew.h"
#include "daemon/hub/inbox.h"
#include "daemon/hub/router.h"

namespace newswired::hub {

/// The hub's thread: waits for messages, tasks and ends of processes, tells the board, carries out what it
/// says.
class Loop {
 public:
  /// `options`, `boot` and `inbox` outlive it.
  Loop(const Options& options, const std::string& boot, Inbox& inbox,
       std::function<void(Settled)> on_settled);

  Result<Done> bind();
  const std::vector<std::string>& remote_endpoints() const { return router_.remote_endpoints(); }

  /// Runs until the inbox asks to stop and all workers have left or the deadline is over.
  void run();

  Stats stats() const;  ///< From any thread.

 private:
  std::vector<Watch> wait();
  void receive(Moment now);
  void handle(Message message, Moment now);
  void greet(const Peer& peer, const Header& header, const std::string& introduction, Moment now);
  std::optional<std::string> objection(const Header& header, const Introduction& worker,
                                       const Seat* seat) const;
  void take_answer(const Peer& peer, const Header& header, std::string frame, Moment now);
  void take_beat(const Peer& peer, const Header& header, Moment now);
  void bury(Seat& seat, const Exit& exit, Moment now);
  void change_keys(std::vector<wire::ServerKeys> keys);
  void check_deadlines(Moment now);
  void lose_peer(const Peer& peer, Event event, const std::string& reason);
  void dispatch(Moment now);
  void say_bye(const Peer& peer, const std::string& reason);
  void drop(const Peer& peer, const std::string& why);
  void begin_to_stop();
  void publish_stats();

  const Options& options_;
  const std::string& boot_;
  Inbox& inbox_;
  Router router_;
  Board board_;
  Crew crew_;
  bool stopping_ = false;
  Stats counters_;  ///< What is counted here; the board adds the rest.

  mutable std::mutex mutex_;
  Stats published_;  // guarded by mutex_
};

}  // namespace newswired::hub
