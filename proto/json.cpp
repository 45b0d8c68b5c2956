#include "proto/json.h"

namespace newswired {

Result<nlohmann::json> parse_json(std::string_view bytes, int depth_max) {
  // nlohmann's own callback cannot stop the parser, so nesting is counted before it.
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > depth_max)
        return Error{ErrorKind::limit, "JSON nested deeper than " + std::to_string(depth_max) + " levels"};
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  try {
    return nlohmann::json::parse(bytes.begin(), bytes.end());
  } catch (const nlohmann::json::exception& error) {
    return Error{ErrorKind::invalid, std::string("not JSON: ") + error.what()};
  }
}

std::string dump_json(const nlohmann::json& json) {
  return json.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace newswired
