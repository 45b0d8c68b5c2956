#pragma once

#include <cassert>
#include <cstdint>
#include <deque>
#include <memory>
#include <vector>

namespace newswired::dedup {

/// A list that grows at the back and loses its front: element `i` keeps its number for as long as it lives.
/// Whole blocks are freed as the front moves. Numbers are 32 bits; `renumber` starts them at 0 again.
template <class T>
class Window {
 public:
  std::uint32_t begin() const { return begin_; }
  std::uint32_t end() const { return end_; }
  std::uint32_t size() const { return end_ - begin_; }
  bool contains(std::uint32_t number) const { return number >= begin_ && number < end_; }

  T& operator[](std::uint32_t number) { return block(number)[number % block_size]; }
  const T& operator[](std::uint32_t number) const { return block(number)[number % block_size]; }
  T& back() { return (*this)[end_ - 1]; }

  void push_back(T value) {
    assert(end_ < UINT32_MAX);
    if (end_ / block_size - first_block_ == blocks_.size()) blocks_.push_back(std::make_unique<T[]>(block_size));
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
    for (; !blocks_.empty() && begin_ >= (first_block_ + 1) * block_size; ++first_block_) blocks_.pop_front();
  }

  /// Gives every element a number smaller by `offset()`, which the caller subtracts wherever it kept one.
  std::uint32_t offset() const { return first_block_ * block_size; }
  void renumber() {
    begin_ -= offset();
    end_ -= offset();
    first_block_ = 0;
  }

 private:
  static constexpr std::uint32_t block_size = 4096;

  T* block(std::uint32_t number) { return blocks_[number / block_size - first_block_].get(); }
  const T* block(std::uint32_t number) const { return blocks_[number / block_size - first_block_].get(); }

  std::deque<std::unique_ptr<T[]>> blocks_;
  std::uint32_t first_block_ = 0;
  std::uint32_t begin_ = 0;
  std::uint32_t end_ = 0;
};

}  // namespace newswired::dedup
