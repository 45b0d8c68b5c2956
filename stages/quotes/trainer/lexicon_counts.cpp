#include "stages/quotes/trainer/lexicon_counts.h"

#include <algorithm>

#include "stages/tagging/weight_table.h"

namespace newswired::quotes {

void LexiconCounts::add(std::uint32_t group, Key entry, bool positive, Kind kind) {
  for (Count* count : {&all_[entry], &by_group_[combine(entry, group)]}) {
    count->total += 1;
    count->positive += positive;
    count->kind = kind;
  }
}

Rate LexiconCounts::rate(const Count& count) {
  return count.kind == Kind::cue ? cue_rate(count.positive, count.total)
                                 : source_rate(count.positive, count.total);
}

Lexicon LexiconCounts::without(std::uint32_t group) const {
  return [this, group](Key entry) -> Rate {
    const auto found = all_.find(entry);
    if (found == all_.end()) return rate_unseen;
    Count count = found->second;
    if (const auto own = by_group_.find(combine(entry, group)); own != by_group_.end()) {
      count.positive -= own->second.positive;
      count.total -= own->second.total;
    }
    return rate(count);
  };
}

std::string LexiconCounts::table() const {
  std::vector<std::pair<Key, std::int8_t>> entries;
  for (const auto& [entry, count] : all_) entries.emplace_back(entry, static_cast<std::int8_t>(rate(count)));
  std::sort(entries.begin(), entries.end());
  std::vector<Key> keys;
  std::vector<std::int8_t> rates;
  for (const auto& [entry, rate] : entries) keys.push_back(entry), rates.push_back(rate);
  return tagging::WeightTable::build(keys, rates, 1, 1);
}

}  // namespace newswired::quotes
