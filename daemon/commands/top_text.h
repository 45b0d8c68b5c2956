#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace newswired::commands {

/// One picture of the running daemon for a terminal, from two answers to `status` (`before` may be null) and the seconds
/// between them. Lines end in \n and are at most `width` columns wide; colours only when asked for. Pure.
std::string top_text(const nlohmann::json& before, const nlohmann::json& now, double seconds, int width, bool colour);

}  // namespace newswired::commands
