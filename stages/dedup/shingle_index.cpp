#include "stages/dedup/shingle_index.h"

#include <algorithm>
#include <bit>
#include <cassert>
#include <thread>
#include <utility>

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

/// Evidence of a shingle that is found in two articles: rare ones weigh 1, those of a hundred articles next to nothing.
double weight_of(std::uint32_t frequency) { return frequency <= 1 ? 1.0 : 1.0 / (1.0 + 0.5 * (frequency - 1)); }

/// Weights added up by article.
class Sums {
 public:
  void reserve(std::size_t count) {
    bits_ = std::bit_width(2 * count + 1);
    slots_.assign(std::size_t{1} << bits_, ChainTable::none);
  }

  void add(std::uint32_t article, double weight) {
    std::size_t slot = spread(article) >> (64 - bits_);
    for (; slots_[slot] != ChainTable::none; slot = (slot + 1) % slots_.size())
      if (sums_[slots_[slot]].article == article) {
        sums_[slots_[slot]].weight += weight;
        return;
      }
    slots_[slot] = static_cast<std::uint32_t>(sums_.size());
    sums_.push_back({article, weight});
  }

  std::vector<Overlap> take() { return std::move(sums_); }

 private:
  int bits_ = 1;
  std::vector<std::uint32_t> slots_;  ///< Places in `sums_`, by hash of the article.
  std::vector<Overlap> sums_;
};

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

void ShingleIndex::exchange(Archive& archive) {
  postings_.exchange(archive);
  frequencies_.exchange(archive);
  landmarks_.exchange(archive);
  articles_.exchange(archive);
  archive.value(landmark_shift_);
  table_.exchange(archive);
  for (auto& map : high_frequencies_) {
    auto size = static_cast<std::uint32_t>(map.size());
    archive.value(size);
    if (archive.reads()) {
      map.reserve(size);
      for (std::pair<std::uint32_t, std::uint32_t> entry; size > 0; --size) {
        archive.value(entry.first);
        archive.value(entry.second);
        map.insert(entry);
      }
    } else {
      for (std::pair<std::uint32_t, std::uint32_t> entry : map) {
        archive.value(entry.first);
        archive.value(entry.second);
      }
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

/// The newest posting of each shingle. All of them are walked side by side: one alone would wait for memory at each step.
std::vector<std::uint32_t> ShingleIndex::newest_each(std::span<const std::uint32_t> shingles) const {
  std::vector<std::uint32_t> at(shingles.size()), walking(shingles.size());
  for (const std::uint32_t shingle : shingles) table_.prefetch(spread(shingle));
  for (std::uint32_t i = 0; i < shingles.size(); ++i) {
    at[i] = table_.head(spread(shingles[i]));
    prefetch_posting(at[i]);
    walking[i] = i;
  }
  for (int steps = 0; steps < ChainTable::steps_max && !walking.empty(); ++steps)
    std::erase_if(walking, [&](std::uint32_t i) {
      if (!postings_.contains(at[i]) || postings_[at[i]].shingle == shingles[i]) return true;
      at[i] = postings_[at[i]].next;
      prefetch_posting(at[i]);
      return false;
    });
  for (const std::uint32_t i : walking) at[i] = ChainTable::none;
  for (std::uint32_t& posting : at)
    if (!postings_.contains(posting)) posting = ChainTable::none;
  return at;
}

std::vector<std::uint32_t> ShingleIndex::frequencies(std::span<const std::uint32_t> shingles) const {
  std::vector<std::uint32_t> result = newest_each(shingles);
  for (const std::uint32_t posting : result)
    if (posting != ChainTable::none) __builtin_prefetch(frequencies_.place(posting));
  for (std::uint32_t& posting : result) posting = posting == ChainTable::none ? 0 : frequency_at(posting);
  return result;
}

std::vector<double> ShingleIndex::weights(std::span<const std::uint32_t> shingles) const {
  std::vector<double> weights;
  weights.reserve(shingles.size());
  for (const std::uint32_t count : frequencies(shingles)) weights.push_back(weight_of(count));
  return weights;
}

/// The newest postings of each shingle that weighs anything, `postings_visited_max` at most, one shingle after another.
/// All are walked side by side, as in `newest_each`.
std::vector<ShingleIndex::Found> ShingleIndex::postings_of(std::span<const std::uint32_t> shingles,
                                                           std::span<const double> weights) const {
  struct Walk {
    std::uint32_t shingle = 0, posting = 0;
    std::uint32_t place = 0;  // among all walks
    std::uint16_t visited = 0, steps = 0;
  };
  std::vector<Walk> walks;
  std::vector<double> weight_of_place;
  for (std::size_t i = 0; i < shingles.size(); ++i) {
    if (weights[i] == 0) continue;
    walks.push_back({shingles[i], 0, static_cast<std::uint32_t>(walks.size())});
    weight_of_place.push_back(weights[i]);
    table_.prefetch(spread(shingles[i]));
  }
  for (Walk& walk : walks) {
    walk.posting = table_.head(spread(walk.shingle));
    prefetch_posting(walk.posting);
  }
  std::vector<std::uint32_t> postings(walks.size() * postings_visited_max);
  std::vector<std::uint16_t> counts(walks.size());
  for (std::size_t going = walks.size(), kept = 0; going > 0; going = std::exchange(kept, 0))
    for (std::size_t k = 0; k < going; ++k) {
      Walk walk = walks[k];
      if (!postings_.contains(walk.posting)) continue;
      const Posting& posting = postings_[walk.posting];
      if (posting.shingle == walk.shingle) {
        postings[walk.place * postings_visited_max + walk.visited] = walk.posting;
        counts[walk.place] = ++walk.visited;
        walk.steps = 0;
        if (walk.visited == postings_visited_max) continue;
      } else if (++walk.steps == ChainTable::steps_max) {
        continue;
      }
      walk.posting = posting.next;
      prefetch_posting(walk.posting);
      walks[kept++] = walk;
    }
  std::vector<Found> found;
  for (std::size_t place = 0; place < counts.size(); ++place)
    for (std::size_t k = 0; k < counts[place]; ++k)
      found.push_back({postings[place * postings_visited_max + k], weight_of_place[place]});
  return found;
}

std::vector<Overlap> ShingleIndex::overlaps(std::span<const std::uint32_t> shingles, std::span<const double> weights,
                                            std::size_t count_max, double weight_min) const {
  Sums sums;
  const std::vector<Found> postings = postings_of(shingles, weights);
  sums.reserve(postings.size());
  for (const Found& posting : postings) sums.add(article_of(posting.posting), posting.weight);
  std::vector<Overlap> found = sums.take();
  std::erase_if(found, [&](const Overlap& overlap) { return overlap.weight < weight_min; });
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
  const std::vector<std::uint32_t> own = list(article);
  const std::vector<double> evidence = weights(own);
  Comparison result;
  auto other = shingles.begin();
  for (std::size_t i = 0; i < own.size(); ++i) {
    result.whole += evidence[i];
    while (other != shingles.end() && *other < own[i]) ++other;
    if (other != shingles.end() && *other == own[i]) result.common += evidence[i];
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

void ShingleIndex::prefetch_posting(std::uint32_t posting) const {
  if (postings_.contains(posting)) __builtin_prefetch(postings_.place(posting));
}

void ShingleIndex::prefetch_first(std::uint32_t begin, std::uint32_t end) const {
  for (std::uint32_t p = begin; p < end && p - begin < ahead_far; ++p) table_.prefetch(spread(postings_[p].shingle));
}

void ShingleIndex::prefetch_ahead(std::uint32_t posting, std::uint32_t end) const {
  if (posting + ahead_far < end) table_.prefetch(spread(postings_[posting + ahead_far].shingle));
  if (posting + ahead_near >= end) return;
  prefetch_posting(table_.head(spread(postings_[posting + ahead_near].shingle)));
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
