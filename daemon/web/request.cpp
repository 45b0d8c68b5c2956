#include "daemon/web/request.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "proto/record.h"

namespace newswired::web {

std::string Asked::text(const std::string& name) const {
  const auto value = values.find(name);
  return value == values.end() ? std::string() : value->second;
}

Result<std::uint64_t> Asked::number(const std::string& name, std::uint64_t otherwise, std::uint64_t least, std::uint64_t most) const {
  const std::string given = text(name);
  if (given.empty()) return otherwise;
  std::uint64_t number = 0;
  const auto [rest, error] = std::from_chars(given.data(), given.data() + given.size(), number);
  if (error == std::errc() && rest == given.data() + given.size() && number >= least && number <= most) return number;
  return Error{ErrorKind::invalid, name + ": expected a whole number from " + std::to_string(least) + " to " + std::to_string(most) +
                                       ", got \"" + given + "\""};
}

Result<Done> Asked::only(const std::vector<const char*>& known) const {
  for (const auto& [name, value] : values) {
    if (std::find(known.begin(), known.end(), name) != known.end()) continue;
    std::string names;
    for (const char* one : known) names += (names.empty() ? "" : ", ") + std::string(one);
    return Error{ErrorKind::invalid, "unknown parameter \"" + name + "\"; known here: " + (names.empty() ? "none" : names)};
  }
  return Done{};
}

Answer answer_error(int status, const std::string& message) { return {status, dump_json({{"error", message}})}; }

}  // namespace newswired::web
