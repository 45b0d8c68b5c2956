#pragma once

namespace newswired::commands {

// What every command shares. Each lives in a file of its own and gives one function of the table in main.cpp.

/// Exit statuses, the same for every command.
inline constexpr int exit_ok = 0;
inline constexpr int exit_failed = 1;  ///< The input or the work failed.
inline constexpr int exit_usage = 2;   ///< Wrong usage.

}  // namespace newswired::commands
