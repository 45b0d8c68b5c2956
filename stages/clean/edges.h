#pragma once

#include <string>
#include <vector>

#include "stages/clean/blocks.h"

namespace newswired::clean {

/// What stands at the edges of an article or between its entries and is no text of it.
struct Edges {
  bool is_stub = false;       ///< The text ends before an invitation to pay.
  bool is_live_blog = false;  ///< Eight entries or more, each under its time.
  std::string wire_byline;    ///< "Ana Costa" of "(Reporting by Ana Costa; Editing by Tom Ashby)".
};

/// Takes notices ("Advertisement"), wire tails, invitations to subscribe and the times of a live blog out of `shares`.
Edges trim_edges(const Blocks& blocks, std::vector<float>& shares);

/// "10:42", "10.42 Uhr", "2:05 p.m. GMT": a clock time with little else.
bool is_clock_time(std::string_view text);

}  // namespace newswired::clean
