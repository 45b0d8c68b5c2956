#pragma once

#include <cstdint>

#include "stages/dedup/chain_table.h"
#include "stages/dedup/window.h"
#include "stages/dedup/words.h"

namespace newswired::dedup {

/// Finds articles by one exact key (a hash of 64 bits; 0 means that an article has none). Articles are numbered in
/// the order of `push`; 12 to 24 bytes each.
class KeyIndex {
 public:
  void push(std::uint64_t key) {
    entries_.push_back({key, ChainTable::none});
    if (table_.misfits(entries_.size())) return rebuild();
    link(entries_.end() - 1);
  }

  void pop() {
    const Entry last = entries_.back();
    if (last.key != 0) table_.head(mix(last.key)) = last.next;
    entries_.pop_back();
    if (table_.misfits(entries_.size())) rebuild();
  }

  void drop_front(std::uint32_t number) {
    entries_.drop_front(number);
    if (table_.misfits(entries_.size())) rebuild();
  }

  /// Calls `visit(number)` for the articles under `key`, newest first, until it answers true or `count_max` were
  /// shown.
  template <class Visit>
  void find(std::uint64_t key, int count_max, Visit visit) const {
    if (key == 0) return;
    int steps = 0;
    for (std::uint32_t n = table_.head(mix(key)); entries_.contains(n) && steps < ChainTable::steps_max; ++steps) {
      const Entry& entry = entries_[n];
      if (entry.key == key && (visit(n) || --count_max == 0)) return;
      n = entry.next;
    }
  }

 private:
  struct Entry {
    std::uint64_t key = 0;
    std::uint32_t next = ChainTable::none;
  };

  void link(std::uint32_t number) {
    Entry& entry = entries_[number];
    if (entry.key == 0) return;
    std::uint32_t& head = table_.head(mix(entry.key));
    entry.next = head;
    head = number;
  }

  void rebuild() {
    table_.resize(entries_.size());
    for (std::uint32_t n = entries_.begin(); n != entries_.end(); ++n) link(n);
  }

  Window<Entry> entries_;
  ChainTable table_;
};

}  // namespace newswired::dedup
