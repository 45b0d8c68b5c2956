#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace newswired::output {

/// One message of the live socket.
struct Notice {
  std::string topic;
  std::string json;

  bool operator==(const Notice&) const = default;
};

/// What else the live socket says about a record: a `quote.` notice for each attributed quote, an `entity.` notice for
/// each entity. Nothing for entries that are no records. Pure.
std::vector<Notice> notices_of(std::string_view record_json);

}  // namespace newswired::output
