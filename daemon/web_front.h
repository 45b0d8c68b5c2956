#pragma once

#include <functional>
#include <memory>
#include <string>

#include "daemon/ledger/record_log.h"
#include "daemon/settings/settings.h"
#include "daemon/status.h"

namespace newswired {

/// What people look at: the search index beside the log, and the web listener that shows both.
class WebFront {
 public:
  struct Sources {
    const ledger::RecordLog& log;
    std::function<Status()> measured;  ///< What every other part says of itself; any thread.
  };

  explicit WebFront(Sources sources);
  ~WebFront();
  WebFront(const WebFront&) = delete;
  WebFront& operator=(const WebFront&) = delete;

  /// An index that cannot be opened costs search and its lists, not the daemon: `describe` then says why. A listener
  /// that cannot be bound refuses the start.
  Result<Done> start(const settings::Settings& settings);
  void stop();

  void announce();                      ///< Any thread, never blocks: the log has grown.
  void describe(Status& status) const;  ///< Adds what the index and the listener say of themselves. Any thread.

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
};

}  // namespace newswired
