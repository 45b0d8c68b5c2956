#pragma once

#include <cstddef>
#include <string_view>

namespace newswired::html {

/// One past the comment whose `<!--` begins at `at`; the end of the markup when it never closes. As browsers read it (HTML
/// standard, 13.2.5.43): `<!-->` and `<!--->` are whole comments, `--!>` closes one too.
inline std::size_t comment_end(std::string_view markup, std::size_t at) {
  const std::string_view inside = markup.substr(at + 4);
  if (inside.starts_with(">")) return at + 5;
  if (inside.starts_with("->")) return at + 6;
  for (std::size_t dash = at + 4;; ++dash) {
    dash = markup.find("--", dash);
    if (dash == markup.npos) return markup.size();
    const std::string_view rest = markup.substr(dash + 2);
    if (rest.starts_with(">")) return dash + 3;
    if (rest.starts_with("!>")) return dash + 4;
  }
}

}  // namespace newswired::html
