#include "stages/dedup/shingle_index.h"

#include <algorithm>
#include <cassert>
#include <thread>

#include "stages/dedup/words.h"

namespace newswired::dedup {
namespace {

constexpr std::uint32_t landmark_distance = 64;
constexpr std::uint8_t in_map = UINT8_MAX;  // the frequency is this or more, and stands in the map

// The two misses of a posting that is linked, its chain's head and that head's posting, are asked for so far ahead.
constexpr std::uint32_t ahead_far = 32;
constexpr std::uint32_t ahead_near = 16;

// Below this two threads cost more than they save.
constexpr std::uint32_t threads_pay_from = 1u << 18;

// A shingle in more articles than this is boilerplate: the newest of them suffice to find each other.
constexpr int postings_visited_max = 64;

// Postings are numbered with 32 bits; long before they run out the living ones are numbered from 0 again.
constexpr std::uint32_t renumber_at = 1u << 31;

std::uint64_t spread(std::uint32_t shingle) { return shingle * 0x9e3779b97f4a7c15ULL; }

/// Chains of different shards have no head, shingle or frequency in common.
std::uint64_t shard_of(std::uint32_t shingle) { return spread(shingle) >> 63; }

}  // namespace

void ShingleIndex::append(std::span<const std::uint32_t> shingles, bool counts) {
  if (postings_.end() > renumber_at) renumber_postings();
  articles_.push_back({postings_.end(), counts});
  for (const std::uint32_t shingle : shingles) {
    if (postings_.end() % landmark_distance == 0) landmarks_.push_back(articles_.end() - 1);
    postings_.push_back({shingle, ChainTable::none});
    frequencies_.push_back(0);
  }
}

void ShingleIndex::push(std::span<const std::uint32_t> shingles, bool counts) {
  append(shingles, counts);
  const std::uint32_t first = articles_.back().first, end = postings_.end();
  prefetch_first(first, end);
  for (std::uint32_t p = first; p != end; ++p) {
    prefetch_ahead(p, end);
    link(p, counts);
  }
  rebuild_if_misfit();
}

void ShingleIndex::build() {
  table_.resize(postings_.size());
  for (auto& map : high_frequencies_) map.clear();
  if (postings_.size() < threads_pay_from) {
    for (const std::uint64_t shard : {0, 1}) link_shard(shard);
    return;
  }
  std::thread other([this] { link_shard(1); });
  link_shard(0);
  other.join();
}

void ShingleIndex::link_shard(std::uint64_t shard) {
  const std::uint32_t end = postings_.end();
  prefetch_first(postings_.begin(), end);
  for (std::uint32_t article = articles_.begin(); article != articles_.end(); ++article) {
    const bool counts = articles_[article].counts;
    for (std::uint32_t p = articles_[article].first, last = postings_end(article); p < last; ++p) {
      prefetch_ahead(p, end);
      if (shard_of(postings_[p].shingle) == shard) link(p, counts);
    }
  }
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
      if (const std::uint32_t frequency = frequency_at(holder)) set_frequency(holder, frequency - 1);
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
  return holder == ChainTable::none ? 0 : frequency_at(holder);
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

std::vector<std::uint32_t> ShingleIndex::list(std::uint32_t article) const {
  std::vector<std::uint32_t> list;
  for (std::uint32_t p = articles_[article].first; p < postings_end(article); ++p) list.push_back(postings_[p].shingle);
  return list;
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

std::uint32_t ShingleIndex::frequency_at(std::uint32_t posting) const {
  const std::uint8_t kept = frequencies_[posting];
  if (kept != in_map) return kept;
  const std::uint32_t shingle = postings_[posting].shingle;
  const auto& map = high_frequencies_[shard_of(shingle)];
  const auto found = map.find(shingle);  // missing only where a flood hid the chain's end
  return found == map.end() ? in_map : found->second;
}

void ShingleIndex::set_frequency(std::uint32_t posting, std::uint32_t frequency) {
  std::uint8_t& kept = frequencies_[posting];
  const std::uint32_t shingle = postings_[posting].shingle;
  if (frequency >= in_map)
    high_frequencies_[shard_of(shingle)][shingle] = frequency;
  else if (kept == in_map)
    high_frequencies_[shard_of(shingle)].erase(shingle);
  kept = static_cast<std::uint8_t>(std::min<std::uint32_t>(frequency, in_map));
}

/// The frequency goes back to the posting before: rows that were dropped meanwhile had counted down on the newest one.
void ShingleIndex::pop_posting() {
  const Posting last = postings_.back();
  const std::uint32_t older = newest(last.shingle, last.next);
  const std::uint32_t frequency = frequency_at(postings_.end() - 1);
  if (frequency >= in_map) high_frequencies_[shard_of(last.shingle)].erase(last.shingle);
  if (older != ChainTable::none) {
    frequencies_[older] = 0;
    set_frequency(older, frequency - (articles_.back().counts && frequency > 0 ? 1 : 0));
  }
  table_.head(spread(last.shingle)) = last.next;
  if ((postings_.end() - 1) % landmark_distance == 0) landmarks_.pop_back();
  postings_.pop_back();
  frequencies_.pop_back();
}

void ShingleIndex::prefetch_first(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t p = begin; p < end && p - begin < ahead_far; ++p) table_.prefetch(spread(postings_[p].shingle));
}

void ShingleIndex::prefetch_ahead(std::uint32_t posting, std::uint32_t end) const {
  if (posting + ahead_far < end) table_.prefetch(spread(postings_[posting + ahead_far].shingle));
  if (posting + ahead_near >= end) return;
  const std::uint32_t head = table_.head(spread(postings_[posting + ahead_near].shingle));
  if (postings_.contains(head)) __builtin_prefetch(postings_.place(head));
}

/// Makes `posting` the newest of its shingle.
void ShingleIndex::link(std::uint32_t posting, bool counts) {
  const std::uint32_t shingle = postings_[posting].shingle;
  std::uint32_t& head = table_.head(spread(shingle));
  const std::uint32_t older = newest(shingle, head);
  const std::uint32_t frequency = (older == ChainTable::none ? 0 : frequency_at(older)) + (counts ? 1 : 0);
  if (frequency > 0) set_frequency(posting, frequency);
  postings_[posting].next = head;
  head = posting;
}

void ShingleIndex::rebuild_if_misfit() {
  if (table_.misfits(postings_.size())) rebuild();
}

/// Links every posting anew; frequencies stay as they are.
void ShingleIndex::rebuild() {
  table_.resize(postings_.size());
  const std::uint32_t end = postings_.end();
  prefetch_first(postings_.begin(), end);
  for (std::uint32_t p = postings_.begin(); p != end; ++p) {
    if (p + ahead_far < end) table_.prefetch(spread(postings_[p + ahead_far].shingle));
    std::uint32_t& head = table_.head(spread(postings_[p].shingle));
    postings_[p].next = head;
    head = p;
  }
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
