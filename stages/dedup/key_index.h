#pragma once

#include <algorithm>
#include <cstdint>

#include "stages/dedup/chain_table.h"
#include "stages/dedup/window.h"
#include "stages/dedup/words.h"

namespace newswired::dedup {

/// Finds articles by one exact key (a hash of 64 bits; 0 means that an article has none). Articles are numbered in
/// the order of `push`; 13 to 14 bytes each.
class KeyIndex {
 public:
  void push(std::uint64_t key) {
    append(key);
    if (table_.misfits(keys_.size())) return rebuild();
    link(keys_.end() - 1);
  }

  /// As `push`, but nothing is found before `rebuild`.
  void append(std::uint64_t key) {
    keys_.push_back(key);
    next_.push_back(ChainTable::none);
  }

  void rebuild() {
    table_.resize(keys_.size());
    for (std::uint32_t n = keys_.begin(); n != keys_.end(); ++n) {
      if (n + ahead < keys_.end()) table_.prefetch(mix(keys_[n + ahead]));
      link(n);
    }
  }

  void pop() {
    if (const std::uint64_t key = keys_.back()) table_.head(mix(key)) = next_.back();
    keys_.pop_back();
    next_.pop_back();
    if (table_.misfits(keys_.size())) rebuild();
  }

  void drop_front(std::uint32_t number) {
    keys_.drop_front(number);
    next_.drop_front(number);
    if (table_.misfits(keys_.size())) rebuild();
  }

  std::uint64_t key(std::uint32_t number) const { return keys_[number]; }

  /// Calls `visit(number)` for the articles under `key`, newest first, until it answers true or `count_max` were
  /// shown.
  template <class Visit>
  void find(std::uint64_t key, int count_max, Visit visit) const {
    if (key == 0) return;
    int steps = 0;
    for (std::uint32_t n = table_.head(mix(key)); keys_.contains(n) && steps < ChainTable::steps_max; ++steps) {
      if (keys_[n] == key && (visit(n) || --count_max == 0)) return;
      n = next_[n];
    }
  }

  void exchange(Archive& archive) {
    keys_.exchange(archive);
    next_.exchange(archive);
    table_.exchange(archive);
  }

 private:
  static constexpr std::uint32_t ahead = 16;

  void link(std::uint32_t number) {
    const std::uint64_t key = keys_[number];
    if (key == 0) return;
    std::uint32_t& head = table_.head(mix(key));
    next_[number] = head;
    head = number;
  }

  Window<std::uint64_t> keys_;
  Window<std::uint32_t> next_;
  ChainTable table_;
};

}  // namespace newswired::dedup
