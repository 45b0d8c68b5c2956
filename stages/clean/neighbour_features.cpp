#include <algorithm>
#include <cmath>

#include "stages/clean/feature_row.h"
#include "stages/clean/features.h"

namespace newswired::clean {

NeighbourFeatures::NeighbourFeatures(const Blocks& blocks, const std::vector<float>& first)
    : blocks_(blocks), first_(first), sizes_(first.size()), sums_(first.size() + 1, 0), words_(first.size() + 1, 0) {
  for (std::size_t i = 0; i < first.size(); ++i) {
    const float size = sizes_[i] = std::sqrt(blocks.list[i].words);
    sums_[i + 1] = sums_[i] + first[i] * size;
    words_[i + 1] = words_[i] + size;
    auto& [sum, weight] = kinds_[blocks.list[i].kind];
    sum += first[i] * size, weight += size;
  }
}

float NeighbourFeatures::mean(long begin, long end) const {
  begin = std::max(begin, 0L), end = std::min(end, static_cast<long>(first_.size()));
  return begin < end ? static_cast<float>((sums_[end] - sums_[begin]) / (words_[end] - words_[begin])) : 0.0f;
}

void NeighbourFeatures::append(std::size_t block, FeatureRow& features) const {
  Row row(features);
  const Block& self = blocks_.list[block];
  const auto i = static_cast<long>(block);
  const auto at = [&](long j) { return j < 0 || j >= static_cast<long>(first_.size()) ? 0.0f : first_[j]; };
  // Short blocks lean on their neighbours more than long ones: each size has weights of its own.
  const int base = at_neighbour + std::min(words_class(self.words) / 3, 2) * 32;
  const float share = std::clamp(first_[i], 0.002f, 0.998f);
  row.add(base, std::log(share / (1 - share)) / 3);
  row.add(base + 1, at(i - 1));
  row.add(base + 2, at(i + 1));
  row.add(base + 3, at(i - 2));
  row.add(base + 4, at(i + 2));
  row.add(base + 5, at(i - 1) * at(i + 1));
  row.add(base + 6, mean(i - 4, i));
  row.add(base + 7, mean(i + 1, i + 5));
  row.add(base + 8, mean(i - 10, i));
  row.add(base + 9, mean(i + 1, i + 11));
  const auto& [kind_sum, kind_weight] = kinds_.find(self.kind)->second;
  row.add(base + 10, static_cast<float>((kind_sum - first_[i] * sizes_[i] + 0.3) / (kind_weight - sizes_[i] + 0.6)));
  const double total = std::max(sums_.back(), 1e-6);
  const double before = sums_[i] / total, after = (sums_.back() - sums_[i + 1]) / total;
  row.add(base + 11, static_cast<float>(before));
  row.add(base + 12, static_cast<float>(after));
  row.add_if(after < 0.05, base + 13);
  row.add_if(before < 0.05, base + 14);
  row.add_if(after < 0.005, base + 15);
  row.add_if(before < 0.005, base + 16);
  row.add(base + 17);
  row.add_if(html::is_heading(self.tag), base + 18);
  if (html::is_heading(self.tag)) row.add(base + 19, at(i + 1) * 2);
  if (self.ends_with_colon) row.add(base + 20, at(i + 1) * 2);
  if (self.list_depth > 0) row.add(base + 21, mean(i - 3, i + 4));
}

}  // namespace newswired::clean
