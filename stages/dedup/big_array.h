#pragma once

#include <sys/mman.h>

#include <cstddef>
#include <cstdlib>
#include <memory>
#include <new>
#include <type_traits>

namespace newswired::dedup {

struct FreeArray {
  void operator()(void* array) const { std::free(array); }
};
template <class T>
using BigArray = std::unique_ptr<T[], FreeArray>;

/// `count` elements without a value. Arrays of 2 MiB and more are asked for in huge pages, since they are read all over.
template <class T>
BigArray<T> make_big_array(std::size_t count) {
  static_assert(std::is_trivially_destructible_v<T>);
  constexpr std::size_t page = 2u << 20;
  std::size_t bytes = count * sizeof(T);
  const bool huge = bytes >= page;
  if (huge) bytes = (bytes + page - 1) / page * page;
  void* memory = huge ? std::aligned_alloc(page, bytes) : std::malloc(bytes);
  if (!memory) throw std::bad_alloc();
  if (huge) madvise(memory, bytes, MADV_HUGEPAGE);
  return BigArray<T>(static_cast<T*>(memory));
}

}  // namespace newswired::dedup
