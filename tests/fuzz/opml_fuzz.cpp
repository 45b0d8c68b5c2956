// Any bytes as an OPML list: feeds or problems, never a crash.
#include "stages/feed/opml.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  newswired::feed::read_opml({reinterpret_cast<const char*>(data), size});
  return 0;
}
