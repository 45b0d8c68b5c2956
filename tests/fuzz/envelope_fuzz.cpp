// Any bytes as a frame between head and worker: what is taken can be written again and read as the same.
#include <cstdlib>

#include "proto/envelope.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace newswired;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (const auto header = decode_header(bytes)) {
    const auto again = decode_header(encode(*header));
    if (!again || !(*again == *header)) std::abort();
  }
  if (const auto hello = decode_introduction(bytes)) {
    const auto again = decode_introduction(encode(*hello));
    if (!again || !(*again == *hello)) std::abort();
  }
  if (const auto failure = decode_failure(bytes)) {
    const auto again = decode_failure(encode_failure(*failure));
    if (!again || again->kind != failure->kind) std::abort();
  }
  return 0;
}
