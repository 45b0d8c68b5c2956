#pragma once

#include <spdlog/common.h>

#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "daemon/log/log.h"

namespace newswired::log {

// How one line looks in each format. Pure.

/// `2026-03-05T07:30:00Z warning message feed=courier stage=parse`.
std::string text_line(std::chrono::system_clock::time_point time, spdlog::level::level_enum level, std::string_view message, const About& about);

/// One JSON object: time, level, message and what of `feed`, `article`, `stage` is known.
std::string json_line(std::chrono::system_clock::time_point time, spdlog::level::level_enum level, std::string_view message, const About& about);

/// Names and values for the journal (systemd.journal-fields(7)): MESSAGE, PRIORITY, SYSLOG_IDENTIFIER, NEWSWIRED_FEED, …
std::vector<std::string> journal_fields(spdlog::level::level_enum level, std::string_view message, const About& about);

}  // namespace newswired::log
