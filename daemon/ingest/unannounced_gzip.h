#pragma once

#include <cstddef>
#include <string>

namespace newswired::ingest {

/// Decodes a body that is gzip although no header said so (files named `.gz`, servers that forget Content-Encoding), up
/// to `bytes_max` decoded. A body that is not, or is broken within its first kilobyte, stays as it was. True when it
/// was decoded; `truncated` then says whether it went on beyond the limit, `incomplete` whether it broke off.
struct Gunzipped {
  bool decoded = false;
  bool truncated = false;
  bool incomplete = false;
};
Gunzipped gunzip_unannounced(std::string& body, std::size_t bytes_max);

}  // namespace newswired::ingest
