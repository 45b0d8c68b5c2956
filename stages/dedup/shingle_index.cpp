#include "stages/dedup/shingle_index.h"

#include <algorithm>
#include <cassert>

#include "stages/dedup/words.h"

namespace newswired::dedup {
namespace {

constexpr std::uint32_t landmark_distance = 64;
constexpr std::uint16_t frequency_max = UINT16_MAX;

// A shingle in more articles than this is boilerplate: the newest of them suffice to find each other.
constexpr int postings_visited_max = 64;

// Postings are numbered with 32 bits; long before they run out the living ones are numbered from 0 again.
constexpr std::uint32_t renumber_at = 1u << 31;

std::uint64_t spread(std::uint32_t shingle) { return shingle * 0x9e3779b97f4a7c15ULL; }

}  // namespace

void ShingleIndex::push(std::span<const std::uint32_t> shingles, bool counts) {
  if (postings_.end() > renumber_at) renumber_postings();
  articles_.push_back({postings_.end(), counts});
  for (const std::uint32_t shingle : shingles) push_posting(shingle, counts);
  rebuild_if_misfit();
}

void ShingleIndex::pop() {
  while (postings_.end() > articles_.back().first) pop_posting();
  articles_.pop_back();
  rebuild_if_misfit();
}

void ShingleIndex::drop_front(std::uint32_t article) {
  for (std::uint32_t n = articles_.begin(); n < article; ++n) {
    if (!articles_[n].counts) continue;
    for (std::uint32_t p = articles_[n].first; p < postings_end(n); ++p) {
      const std::uint32_t holder = newest(postings_[p].shingle);
      if (holder == ChainTable::none) continue;
      std::uint16_t& frequency = frequencies_[holder];
      if (frequency > 0 && frequency < frequency_max) --frequency;
    }
  }
  const std::uint32_t first = article < articles_.end() ? articles_[article].first : postings_.end();
  postings_.drop_front(first);
  frequencies_.drop_front(first);
  landmarks_.drop_front(std::min(landmarks_.end(), landmark_of(first)));
  articles_.drop_front(article);
  rebuild_if_misfit();
}

std::uint32_t ShingleIndex::frequency(std::uint32_t shingle) const {
  const std::uint32_t holder = newest(shingle);
  return holder == ChainTable::none ? 0 : frequencies_[holder];
}

double ShingleIndex::weight(std::uint32_t shingle) const {
  const std::uint32_t count = frequency(shingle);
  return count <= 1 ? 1.0 : 1.0 / (1.0 + 0.5 * (count - 1));
}

std::vector<Overlap> ShingleIndex::overlaps(std::span<const std::uint32_t> shingles, std::span<const double> weights,
                                            std::size_t count_max, double weight_min) const {
  std::vector<Overlap> hits;
  for (std::size_t i = 0; i < shingles.size(); ++i) {
    if (weights[i] == 0) continue;
    std::uint32_t posting = newest(shingles[i]);
    for (int k = 0; k < postings_visited_max && posting != ChainTable::none; ++k) {
      hits.push_back({article_of(posting), weights[i]});
      posting = newest(shingles[i], postings_[posting].next);
    }
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Overlap& a, const Overlap& b) { return a.article < b.article; });
  std::vector<Overlap> found;
  for (std::size_t i = 0; i < hits.size();) {
    Overlap sum{hits[i].article, 0};
    for (; i < hits.size() && hits[i].article == sum.article; ++i) sum.weight += hits[i].weight;
    if (sum.weight >= weight_min) found.push_back(sum);
  }
  const auto heavier = [](const Overlap& a, const Overlap& b) {
    return a.weight != b.weight ? a.weight > b.weight : a.article < b.article;
  };
  const auto middle = found.begin() + static_cast<std::ptrdiff_t>(std::min(count_max, found.size()));
  std::partial_sort(found.begin(), middle, found.end(), heavier);
  found.erase(middle, found.end());
  return found;
}

double ShingleIndex::common_weight(std::uint32_t article, std::span<const std::uint32_t> shingles,
                                   std::span<const double> weights) const {
  double common = 0;
  std::size_t i = 0;
  for (std::uint32_t p = articles_[article].first; p < postings_end(article); ++p) {
    while (i < shingles.size() && shingles[i] < postings_[p].shingle) ++i;
    if (i < shingles.size() && shingles[i] == postings_[p].shingle) common += weights[i];
  }
  return common;
}

ShingleIndex::Comparison ShingleIndex::compare(std::uint32_t article,
                                               std::span<const std::uint32_t> shingles) const {
  Comparison result;
  auto other = shingles.begin();
  for (std::uint32_t p = articles_[article].first; p < postings_end(article); ++p) {
    const std::uint32_t shingle = postings_[p].shingle;
    const double evidence = weight(shingle);
    result.whole += evidence;
    while (other != shingles.end() && *other < shingle) ++other;
    if (other != shingles.end() && *other == shingle) result.common += evidence;
  }
  return result;
}

std::uint32_t ShingleIndex::postings_end(std::uint32_t article) const {
  return article + 1 < articles_.end() ? articles_[article + 1].first : postings_.end();
}

std::uint32_t ShingleIndex::landmark_of(std::uint32_t posting) const {
  return posting / landmark_distance + landmark_shift_;
}

std::uint32_t ShingleIndex::article_of(std::uint32_t posting) const {
  const std::uint32_t mark = landmark_of(posting);
  std::uint32_t low = std::max(landmarks_[mark], articles_.begin());
  std::uint32_t high = mark + 1 < landmarks_.end() ? landmarks_[mark + 1] : articles_.end() - 1;
  while (low < high) {  // the last article that begins at or before the posting
    const std::uint32_t middle = low + (high - low + 1) / 2;
    if (articles_[middle].first <= posting)
      low = middle;
    else
      high = middle - 1;
  }
  return low;
}

std::uint32_t ShingleIndex::newest(std::uint32_t shingle, std::uint32_t from) const {
  for (int steps = 0; postings_.contains(from) && steps < ChainTable::steps_max; ++steps) {
    if (postings_[from].shingle == shingle) return from;
    from = postings_[from].next;
  }
  return ChainTable::none;
}

std::uint32_t ShingleIndex::newest(std::uint32_t shingle) const { return newest(shingle, table_.head(spread(shingle))); }

void ShingleIndex::push_posting(std::uint32_t shingle, bool counts) {
  const std::uint32_t before = frequency(shingle);
  if (postings_.end() % landmark_distance == 0) landmarks_.push_back(articles_.end() - 1);
  postings_.push_back({shingle, ChainTable::none});
  frequencies_.push_back(static_cast<std::uint16_t>(std::min<std::uint32_t>(before + (counts ? 1 : 0), frequency_max)));
  link(postings_.end() - 1);
}

/// The frequency goes back to the posting before: rows that were dropped meanwhile had counted down on the newest one.
void ShingleIndex::pop_posting() {
  const Posting last = postings_.back();
  const std::uint32_t older = newest(last.shingle, last.next);
  const std::uint16_t frequency = frequencies_.back();
  if (older != ChainTable::none && frequency < frequency_max)
    frequencies_[older] = static_cast<std::uint16_t>(frequency - (articles_.back().counts ? 1 : 0));
  table_.head(spread(last.shingle)) = last.next;
  if ((postings_.end() - 1) % landmark_distance == 0) landmarks_.pop_back();
  postings_.pop_back();
  frequencies_.pop_back();
}

void ShingleIndex::link(std::uint32_t posting) {
  std::uint32_t& head = table_.head(spread(postings_[posting].shingle));
  postings_[posting].next = head;
  head = posting;
}

void ShingleIndex::rebuild_if_misfit() {
  if (table_.misfits(postings_.size())) rebuild();
}

void ShingleIndex::rebuild() {
  table_.resize(postings_.size());
  for (std::uint32_t p = postings_.begin(); p != postings_.end(); ++p) link(p);
}

void ShingleIndex::renumber_postings() {
  const std::uint32_t offset = postings_.offset();
  for (std::uint32_t n = articles_.begin(); n != articles_.end(); ++n) articles_[n].first -= offset;
  postings_.renumber();
  frequencies_.renumber();
  landmark_shift_ += offset / landmark_distance;  // exact: windows are renumbered by whole blocks
  rebuild();
}

}  // namespace newswired::dedup
