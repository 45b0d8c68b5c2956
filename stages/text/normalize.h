#pragma once

#include <string>
#include <string_view>

namespace newswired::text {

/// Makes one line of running text fit for the stages: one blank between words and none at the ends, no controls,
/// no invisible characters but the joiners that scripts need, NFC, broken encodings undone where that can be proven,
/// character references that were encoded twice decoded (at most twice). Quotation marks and dashes stay as they are.
///
/// `line` is valid UTF-8; a line break in it counts as a blank. Linear, pure.
std::string normalize_line(std::string_view line);

/// As `normalize_line` for each line of `text`; empty lines go, the others are joined by `separator`.
std::string normalize_lines(std::string_view text, std::string_view separator);

/// Undoes UTF-8 that was read as windows-1252 and encoded again ("donâ€™t"). Only runs of characters whose bytes all
/// fit into windows-1252 and are valid UTF-8 change; `São` and `Ângela` stay. At most two rounds.
std::string undo_mojibake(std::string_view line);

}  // namespace newswired::text
