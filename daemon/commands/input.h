#pragma once

#include <string>

#include "proto/result.h"

namespace newswired::commands {

/// What a FILE argument held.
struct Input {
  std::string bytes;
  std::string url;           ///< Where it came from, after redirects; empty for files and stdin.
  std::string content_type;  ///< As the server said; empty for files and stdin.
};

inline constexpr std::size_t input_bytes_max = 256u << 20;

/// Reads FILE: a path, `-` for stdin, or an http(s) URL through the guarded fetcher. The error names the file and
/// what to do.
Result<Input> read_input(const std::string& file);

}  // namespace newswired::commands
