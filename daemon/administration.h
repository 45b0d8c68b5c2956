#pragma once

#include <functional>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "daemon/ledger/writer.h"
#include "daemon/loop.h"

namespace newswired {

/// What the control socket can be asked: operations by name, each one JSON object in and one out. An answer has `ok`,
/// and `error`, one line, when that is false.
///
/// `add` everything before the socket is bound; `answer` then runs on the control thread, one request at a time.
class Administration {
 public:
  using Operation = std::function<nlohmann::json(const nlohmann::json& request)>;

  void add(std::string op, Operation operation);

  /// An operation that is not known is answered with the names of those that are.
  nlohmann::json answer(const nlohmann::json& request) const;

 private:
  std::map<std::string, Operation> operations_;
};

/// `{"ok":false,"error":…}`.
nlohmann::json refusal(const std::string& message);

/// Runs `work` on the head's loop, or with the ledger on the writer's thread, and waits 5 s for its answer; then the
/// answer is that the daemon is busy, and the work may still be done. Not to be called from that thread itself.
nlohmann::json on_loop(Loop& loop, std::function<nlohmann::json()> work);
nlohmann::json on_writer(ledger::Writer& writer, std::function<nlohmann::json(ledger::Ledger&)> work);

}  // namespace newswired
