#pragma once

#include <string>

namespace newswired {

// What the service manager is told (sd_notify); nothing happens when there is none.
void notify_ready();
void notify_reloading();
void notify_stopping();

/// WATCHDOG=1, at most twice in the interval that the manager asks for. Call it from the loop: a loop that hangs is not
/// alive.
void feed_watchdog();

/// The log on stderr: "text" or "json".
void set_up_log(const std::string& level, const std::string& format);
void set_log_level(const std::string& level);

}  // namespace newswired
