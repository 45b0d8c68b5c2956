#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "stages/dedup/chain_table.h"
#include "stages/dedup/window.h"

namespace newswired::dedup {

/// An article that shares shingles with the one asked for.
struct Overlap {
  std::uint32_t article = 0;
  double weight = 0;  ///< Of the shingles in common.
};

/// The sampled shingles of many articles, kept once: each posting is at the same time a part of its article's own
/// list. Articles are numbered in the order of `push`. About 10 bytes a shingle and 4 to 8 for the table.
class ShingleIndex {
 public:
  /// `shingles` sorted, without repeats. `counts` tells whether the article makes its shingles more common.
  void push(std::span<const std::uint32_t> shingles, bool counts);

  /// As `push`, but nothing may be asked before `build`.
  void append(std::span<const std::uint32_t> shingles, bool counts);
  void build();

  void exchange(Archive& archive);

  void pop();
  void drop_front(std::uint32_t article);

  /// How many living articles that count hold each shingle.
  std::vector<std::uint32_t> frequencies(std::span<const std::uint32_t> shingles) const;

  /// Evidence of each shingle when two articles have it: rare ones weigh 1, those of a hundred articles next to nothing.
  std::vector<double> weights(std::span<const std::uint32_t> shingles) const;

  /// The articles with the heaviest overlap, heaviest first, at most `count_max`, each at least `weight_min`.
  /// `weights` are those of `shingles`; what weighs 0 is not looked up.
  std::vector<Overlap> overlaps(std::span<const std::uint32_t> shingles, std::span<const double> weights,
                                std::size_t count_max, double weight_min) const;

  /// The shingles of an article.
  std::vector<std::uint32_t> list(std::uint32_t article) const;

  /// What an article has in common with `shingles`, by their `weights`.
  double common_weight(std::uint32_t article, std::span<const std::uint32_t> shingles,
                       std::span<const double> weights) const;

  /// Of an article: weight in common with `shingles`, and of its whole list.
  struct Comparison {
    double common = 0;
    double whole = 0;
  };
  Comparison compare(std::uint32_t article, std::span<const std::uint32_t> shingles) const;

 private:
  struct Posting {
    std::uint32_t shingle = 0;
    std::uint32_t next = ChainTable::none;
  };
  struct Found {
    std::uint32_t posting = 0;
    double weight = 0;  ///< Of its shingle.
  };
  struct Article {
    std::uint32_t first = 0;  ///< Its first posting; the next article's first ends them.
    bool counts = false;
  };

  static constexpr std::uint32_t postings_block = 1u << 18;  // 2 MiB, a huge page

  std::uint32_t postings_end(std::uint32_t article) const;
  std::uint32_t landmark_of(std::uint32_t posting) const;
  std::uint32_t article_of(std::uint32_t posting) const;
  std::uint32_t newest(std::uint32_t shingle, std::uint32_t from) const;
  std::uint32_t newest(std::uint32_t shingle) const;
  std::uint32_t frequency_at(std::uint32_t posting) const;
  void set_frequency(std::uint32_t posting, std::uint32_t frequency);
  void pop_posting();
  std::vector<std::uint32_t> newest_each(std::span<const std::uint32_t> shingles) const;
  std::vector<Found> postings_of(std::span<const std::uint32_t> shingles, std::span<const double> weights) const;
  void prefetch_posting(std::uint32_t posting) const;
  void prefetch_ahead(std::uint32_t posting, std::uint32_t end) const;
  void prefetch_first(std::uint32_t begin, std::uint32_t end) const;
  void link(std::uint32_t posting, bool counts);
  void link_shard(std::uint64_t shard);
  void rebuild_if_misfit();
  void rebuild();
  void renumber_postings();

  Window<Posting, postings_block> postings_;
  Window<std::uint8_t, postings_block> frequencies_;  ///< Beside postings: on the newest posting of a shingle its
                                                      ///< frequency, or `in_map`.
  std::array<std::unordered_map<std::uint32_t, std::uint32_t>, 2> high_frequencies_;  ///< By shard, then shingle.
  Window<std::uint32_t> landmarks_;    ///< The article of every 64th posting.
  Window<Article> articles_;
  std::uint32_t landmark_shift_ = 0;   ///< Postings were numbered anew, landmarks were not.
  ChainTable table_;
};

}  // namespace newswired::dedup
