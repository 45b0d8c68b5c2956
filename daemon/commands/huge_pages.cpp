#include "daemon/commands/huge_pages.h"

#include <malloc.h>
#include <sys/mman.h>

#include <cstdint>
#include <cstdlib>

namespace newswired::commands {

void expect_heap(std::size_t bytes) {
  constexpr std::size_t huge = 2u << 20;
  mallopt(M_MMAP_MAX, 0);  // Large blocks come from the prepared room too, not from mappings of their own.
  mallopt(M_TRIM_THRESHOLD, -1);
  void* room = std::malloc(bytes + 2 * huge);
  if (!room) return;
  const std::uintptr_t first = (reinterpret_cast<std::uintptr_t>(room) + huge - 1) & ~(huge - 1);
  madvise(reinterpret_cast<void*>(first), bytes, MADV_HUGEPAGE);
  std::free(room);
}

}  // namespace newswired::commands
