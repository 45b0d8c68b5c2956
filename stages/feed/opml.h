#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::feed {

/// One subscription of a list; empty members were not given.
struct OpmlFeed {
  std::string url, title, html_url, id, language;
  std::vector<std::string> tags;  ///< The folders around it, outermost first.
  int line = 0, column = 0;       ///< Of its outline, from 1; columns count code points.
};

struct OpmlProblem {
  int line = 0, column = 0;
  std::string message;
};

struct Opml {
  std::vector<OpmlFeed> feeds;  ///< In the list's order.
  std::vector<OpmlProblem> problems;
};

inline constexpr std::size_t tags_max = 16;  ///< Of one feed; deeper folders name nothing.

/// Reads OPML 1.0 and 2.0 (http://opml.org/spec2.opml) of any encoding. Bad entries become problems and the rest is read;
/// of a list that is not well-formed what stands before the break.
Opml read_opml(std::string_view bytes);

/// OPML 2.0 with a folder for each tag; feeds of the same tags stand together. `read_opml` reads the same feeds back.
std::string write_opml(std::span<const OpmlFeed> feeds, std::string_view title);

}  // namespace newswired::feed
