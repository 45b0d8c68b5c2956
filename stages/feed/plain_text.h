#pragma once

#include <string>
#include <string_view>

namespace newswired::feed {

/// The text of a line of HTML, such as a title: tags dropped, character references decoded once, blanks collapsed.
///
/// Only HTML's own elements count as tags, so "a < b" and "vector<int>" stay; elements that a headline may speak of
/// ("<canvas>") are tags only when they are closed too. `<script>` and `<style>` go with what is in them. Linear.
std::string plain_text(std::string_view html);

/// Blanks and line ends collapsed to one blank, none at the ends.
std::string one_line(std::string_view text);

/// The beginning of `text` for a message: one line, whole characters, at most 40 bytes.
std::string excerpt(std::string_view text);

}  // namespace newswired::feed
