#pragma once

#include <algorithm>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

#include "stages/dedup/archive.h"
#include "stages/dedup/big_array.h"

namespace newswired::dedup {

/// A list that grows at the back and loses its front: element `i` keeps its number for as long as it lives.
/// Whole blocks of `block_size` (a power of two) are freed as the front moves. Numbers are 32 bits; `renumber` starts
/// them at 0 again.
template <class T, std::uint32_t block_size = 4096>
class Window {
 public:
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return end_; }
  std::uint32_t size() const { return end_ - begin_; }
  bool contains(std::uint32_t number) const { return number >= begin_ && number < end_; }

  T& operator[](std::uint32_t number) { return block(number)[number % block_size]; }
  const T& operator[](std::uint32_t number) const { return block(number)[number % block_size]; }
  T& back() { return (*this)[end_ - 1]; }

  /// For `__builtin_prefetch`; `number` must be contained.
  const T* place(std::uint32_t number) const { return block(number) + number % block_size; }

  void push_back(T value) {
    assert(end_ < UINT32_MAX);
    if (end_ / block_size - first_block_ == blocks_.size()) blocks_.push_back(make_block());
    (*this)[end_] = std::move(value);
    ++end_;
  }

  void pop_back() {
    assert(size() > 0);
    (*this)[--end_] = T();
    while (!blocks_.empty() && end_ <= (first_block_ + blocks_.size() - 1) * block_size) blocks_.pop_back();
  }

  /// Drops every element below `number`.
  void drop_front(std::uint32_t number) {
    assert(number >= begin_ && number <= end_);
    begin_ = number;
    const auto dropped = std::min<std::size_t>(begin_ / block_size - first_block_, blocks_.size());
    blocks_.erase(blocks_.begin(), blocks_.begin() + static_cast<std::ptrdiff_t>(dropped));
    first_block_ += static_cast<std::uint32_t>(dropped);
  }

  /// Gives every element a number smaller by `offset()`, which the caller subtracts wherever it kept one.
  std::uint32_t offset() const { return first_block_ * block_size; }
  void renumber() {
    begin_ -= offset();
    end_ -= offset();
    first_block_ = 0;
  }

  /// Elements as they stand in memory.
  void exchange(Archive& archive) {
    static_assert(std::is_trivially_copyable_v<T>);
    exchange_frame(archive);
    for (std::uint32_t n = begin_; n != end_;) {
      const std::uint32_t count = std::min(block_size - n % block_size, end_ - n);
      archive.bytes(&(*this)[n], count * sizeof(T));
      n += count;
    }
  }

  /// `element(T&)` exchanges one of them.
  template <class Element>
  void exchange(Archive& archive, Element element) {
    exchange_frame(archive);
    for (std::uint32_t n = begin_; n != end_; ++n) element((*this)[n]);
  }

 private:
  static constexpr bool plain = std::is_trivially_destructible_v<T>;
  using Block = std::conditional_t<plain, BigArray<T>, std::unique_ptr<T[]>>;

  static Block make_block() {
    if constexpr (plain)
      return make_big_array<T>(block_size);
    else
      return std::make_unique<T[]>(block_size);
  }

  void exchange_frame(Archive& archive) {
    archive.value(begin_);
    archive.value(end_);
    if (!archive.reads()) return;
    first_block_ = begin_ / block_size;
    blocks_.clear();
    while ((first_block_ + std::uint64_t{blocks_.size()}) * block_size < end_) blocks_.push_back(make_block());
  }

  T* block(std::uint32_t number) { return blocks_[number / block_size - first_block_].get(); }
  const T* block(std::uint32_t number) const { return blocks_[number / block_size - first_block_].get(); }

  std::vector<Block> blocks_;
  std::uint32_t first_block_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace newswired::dedup
