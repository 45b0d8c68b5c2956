#pragma once

#include <chrono>

namespace newswired {

// What the service manager is told (sd_notify); nothing happens when there is none.
void notify_ready();
void notify_reloading();
void notify_stopping();
void notify_alive();

/// After which the manager gives up on a daemon that has not said `notify_alive`; zero when it does not watch.
std::chrono::microseconds watchdog_interval();

}  // namespace newswired
