#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "proto/result.h"

namespace newswired::web {

/// What a request for data asks: its path's parts and its query's values, decoded.
struct Asked {
  std::map<std::string, std::string> values;

  /// Empty when it is not given.
  std::string text(const std::string& name) const;

  /// `otherwise` when it is not given; the error says what was expected.
  Result<std::uint64_t> number(const std::string& name, std::uint64_t otherwise, std::uint64_t least, std::uint64_t most) const;

  /// `invalid`, naming those that are known, when there is a value that `known` does not name.
  Result<Done> only(const std::vector<const char*>& known) const;
};

/// What is answered: an HTTP status and one JSON text.
struct Answer {
  int status = 200;
  std::string json;
};

Answer answer_error(int status, const std::string& message);

}  // namespace newswired::web
