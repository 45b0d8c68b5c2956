#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

namespace newswired::commands {

/// A log entry or a notice of the live socket for a person at a terminal: headline and feed, people, organisations and
/// places with their roles, and who said what. Empty for schemas it does not know. Whatever the texts hold, no control
/// character reaches the terminal.
std::string tail_text(const nlohmann::json& entry, bool colour);

/// `text` on one line, without control and direction characters.
std::string terminal_safe(std::string_view text);

}  // namespace newswired::commands
