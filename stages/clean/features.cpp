#include "stages/clean/features.h"

#include <xxhash.h>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "stages/clean/feature_row.h"
#include "stages/clean/phrases.h"

namespace newswired::clean {
namespace {

using html::Tag;

int link_class(float share) {
  if (share <= 0.01f) return 0;
  if (share < 0.15f) return 1;
  if (share < 0.35f) return 2;
  if (share < 0.6f) return 3;
  return share < 0.9f ? 4 : 5;
}

int share_class(float share) {
  if (share <= 0) return 0;
  if (share < 0.1f) return 1;
  if (share < 0.3f) return 2;
  if (share < 0.6f) return 3;
  return share < 0.85f ? 4 : 5;
}

int tag_class(Tag tag) {
  switch (tag) {
    case Tag::p: return 0;
    case Tag::div: return 1;
    case Tag::li: return 2;
    case Tag::h1: return 3;
    case Tag::h2: return 4;
    case Tag::h3: return 5;
    case Tag::h4: return 6;
    case Tag::h5: case Tag::h6: return 7;
    case Tag::td: case Tag::th: return 8;
    case Tag::blockquote: return 9;
    case Tag::figcaption: case Tag::caption: return 10;
    case Tag::section: return 11;
    case Tag::article: return 12;
    case Tag::header: case Tag::footer: return 13;
    case Tag::pre: return 14;
    case Tag::dd: case Tag::dt: return 15;
    case Tag::figure: return 16;
    case Tag::other: return 17;
    case Tag::label: case Tag::legend: case Tag::summary: return 18;
    case Tag::aside: return 19;
    case Tag::body: return 20;
    default: return 21;
  }
}

float worth(const Block& block) {
  if (const float words = prose_words(block); words > 0) return words;
  return block.link_share > 0.5f ? -4 - block.words / 2 : -1.5f;
}

struct Range {
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  bool has(std::size_t i) const { return first <= i && i < end; }
};

/// Regions that may be the article, by different ways of looking.
struct Candidates {
  Range richest;    ///< Highest sum of worth.
  Range scored;     ///< Highest sum of prose standing directly or one level below (Readability's way).
  Range run;        ///< The run of blocks of highest worth, whatever elements hold it.
  Range declared;   ///< itemprop=articleBody, or the richest `article`, or `main`.
  float page_prose = 0;
};

/// Blocks of one kind.
struct Kind {
  float prose = 0;            ///< Words.
  std::uint32_t count = 0;
  std::uint32_t holders = 0;  ///< Elements around them: as many as blocks in cards, one in a text.
  html::NodeId last_holder = UINT32_MAX;
};

}  // namespace

class BlockFeatures::Builder {
 public:
  Builder(const Blocks& blocks, const Anchor& anchor)
      : blocks_(blocks),
        anchor_(anchor),
        title_(bare_words(anchor.title)),
        feed_title_(bare_words(anchor.feed_title)),
        description_(bare_words(std::string_view(anchor.description).substr(0, 200))),
        feed_summary_(bare_words(std::string_view(anchor.feed_summary).substr(0, 200))) {
    prose_.assign(blocks.list.size() + 1, 0);
    worth_.assign(blocks.list.size() + 1, 0);
    for (std::size_t i = 0; i < blocks.list.size(); ++i) {
      prose_[i + 1] = prose_[i] + prose_words(blocks.list[i]);
      worth_[i + 1] = worth_[i] + worth(blocks.list[i]);
    }
    find_candidates();
    find_parents();
    find_repeats();
    find_headline();
    find_detached();
  }

  void append(std::size_t i, FeatureRow& features) const {
    Row row(features);
    add_shape(blocks_.list[i], row);
    add_evidence(blocks_.list[i], parent_[i], row);
    add_anchor(i, row);
    add_regions(i, row);
    add_place(i, row);
  }

 private:
  void find_candidates();
  void find_parents();
  void find_repeats();
  void find_headline();
  void find_detached();
  void add_shape(const Block& block, Row& row) const;
  void add_evidence(const Block& block, std::uint32_t parent, Row& row) const;
  void add_anchor(std::size_t i, Row& row) const;
  bool is_worded_as_description(std::size_t i) const;
  void add_regions(std::size_t i, Row& row) const;
  void add_place(std::size_t i, Row& row) const;

  bool is_title(std::string_view text) const { return is_bare(text, title_) || is_bare(text, feed_title_); }

  float sum(const std::vector<float>& sums, Range range) const { return sums[range.end] - sums[range.first]; }

  const Blocks& blocks_;
  const Anchor& anchor_;
  std::string title_;        ///< Bare: see `bare_words`.
  std::string feed_title_;
  std::string description_;  ///< Bare, its begin.
  std::string feed_summary_;
  std::vector<float> prose_;
  std::vector<float> worth_;
  std::vector<std::uint32_t> parent_;  ///< The smallest region around each block.
  std::vector<bool> repeated_;
  std::vector<EvidenceSet> detached_;  ///< Of each region: what it and those above say that do not hold the headline.
  std::unordered_map<std::uint64_t, Kind> kinds_;
  Candidates candidates_;
  std::size_t headline_ = SIZE_MAX;
};

void BlockFeatures::Builder::find_candidates() {
  candidates_.page_prose = prose_.back();
  std::vector<float> scores(blocks_.regions.size(), 0);
  float best_sum = 0, best_declared = 0;
  for (std::size_t r = 0; r < blocks_.regions.size(); ++r) {
    const Region& region = blocks_.regions[r];
    const Range range{region.first, region.end};
    const float worth = sum(worth_, range);
    if (worth >= best_sum) best_sum = worth, candidates_.richest = range;
    float rank = worth;
    if (has(region.own, Evidence::article_body)) rank *= 100;
    else if (has(region.own, Evidence::article_tag)) rank *= 10;
    else if (!has(region.own, Evidence::main_tag)) rank = 0;
    if (rank > best_declared) best_declared = rank, candidates_.declared = range;
  }
  // A region that holds one block is that block's own element: it passes its words on.
  for (std::size_t r = 0; r < blocks_.regions.size(); ++r) {
    const Region& region = blocks_.regions[r];
    if (region.end - region.first != 1 || region.parent == UINT32_MAX) continue;
    const Block& block = blocks_.list[region.first];
    if (blocks_.regions[r].node != block.node) continue;
    const float words = prose_words(block);
    if (words == 0) continue;
    const float score = 1 + block.comma_count + std::min(words / 15, 3.0f);
    scores[region.parent] += score;
    const std::uint32_t above = blocks_.regions[region.parent].parent;
    if (above != UINT32_MAX) scores[above] += score / 2;
  }
  float best_score = 0;
  for (std::size_t r = 0; r < scores.size(); ++r)
    if (scores[r] > best_score) {
      best_score = scores[r];
      candidates_.scored = {blocks_.regions[r].first, blocks_.regions[r].end};
    }
  const auto [first, end] = richest_run(blocks_);
  candidates_.run = {first, end};
}

void BlockFeatures::Builder::find_parents() {
  parent_.assign(blocks_.list.size(), UINT32_MAX);
  // Regions are in document order, so a later one that holds the block lies deeper.
  std::vector<std::uint32_t> open;
  std::size_t next = 0;
  for (std::uint32_t i = 0; i < blocks_.list.size(); ++i) {
    while (next < blocks_.regions.size() && blocks_.regions[next].first <= i) {
      if (blocks_.regions[next].end > blocks_.regions[next].first) open.push_back(static_cast<std::uint32_t>(next));
      ++next;
    }
    while (!open.empty() && blocks_.regions[open.back()].end <= i) open.pop_back();
    // The block's own element says nothing: its parent does.
    std::uint32_t around = open.empty() ? UINT32_MAX : open.back();
    if (around != UINT32_MAX && blocks_.regions[around].node == blocks_.list[i].node &&
        blocks_.regions[around].end - blocks_.regions[around].first == 1)
      around = blocks_.regions[around].parent;
    parent_[i] = around;
  }
}

void BlockFeatures::Builder::find_repeats() {
  repeated_.assign(blocks_.list.size(), false);
  std::unordered_set<std::uint64_t> seen;
  for (std::size_t i = 0; i < blocks_.list.size(); ++i) {
    const Block& block = blocks_.list[i];
    const std::string_view text = blocks_.text_of(block);
    repeated_[i] = !seen.insert(XXH3_64bits(text.data(), text.size())).second;
    Kind& kind = kinds_[block.kind];
    kind.prose += prose_words(block);
    ++kind.count;
    kind.holders += block.parent != kind.last_holder;
    kind.last_holder = block.parent;
  }
}

/// The h1 nearest before the article's first prose, or the block that is the title.
void BlockFeatures::Builder::find_headline() {
  for (std::size_t i = 0; i < blocks_.list.size(); ++i) {
    const bool is_named = is_title(blocks_.text_of(blocks_.list[i]));
    if (is_named && (headline_ == SIZE_MAX || blocks_.list[i].tag == Tag::h1)) headline_ = i;
  }
  if (headline_ != SIZE_MAX) return;
  for (std::size_t i = 0; i < blocks_.list.size() && i <= candidates_.run.end; ++i)
    if (blocks_.list[i].tag == Tag::h1) headline_ = i;
}

/// A wrapper around headline and text may be called anything; beside them, "comments" are comments.
void BlockFeatures::Builder::find_detached() {
  detached_.assign(blocks_.regions.size(), 0);
  for (std::size_t r = 0; r < blocks_.regions.size(); ++r) {
    const Region& region = blocks_.regions[r];
    if (region.parent != UINT32_MAX) detached_[r] = detached_[region.parent];
    if (headline_ != SIZE_MAX && !(region.first <= headline_ && headline_ < region.end)) detached_[r] |= region.own;
  }
}

void BlockFeatures::Builder::add_shape(const Block& block, Row& row) const {
  const int words = words_class(block.words), links = link_class(block.link_share);
  row.add(at_tag + tag_class(block.tag));
  row.add(at_words + words);
  row.add(at_link + links);
  row.add(at_words_link + std::min(words / 2, 5) * 4 + std::min(links, 3));
  row.add(at_ending + words * 2 + (block.ends_sentence ? 1 : 0));
  row.add_if(block.ends_with_colon, at_style);
  row.add_if(block.comma_count >= 1, at_style + 1);
  row.add_if(block.comma_count >= 3, at_style + 2);
  row.add_if(block.sentence_count >= 2, at_style + 3);
  row.add_if(block.sentence_count >= 4, at_style + 4);
  row.add_if(block.capital_count > 0.6f * block.words && block.words >= 2, at_style + 5);
  row.add_if(block.digit_count > 0.15f * block.text.size(), at_style + 6);
  row.add_if(block.strong_share > 0.9f, at_style + 7);
  row.add_if(block.strong_share > 0.9f && block.words > 12, at_style + 8);
  row.add_if(block.list_depth > 0, at_style + 9);
  row.add_if(block.list_depth > 1, at_style + 10);
  row.add_if(block.link_count >= 3, at_style + 11);
  row.add_if(block.depth > 20, at_style + 12);
  row.add_if(block.depth < 6, at_style + 13);
  row.add_if(block.tag == Tag::p && words >= 5, at_style + 14);
  row.add_if(block.list_depth > 0 && block.ends_sentence, at_style + 15);
  row.add_if(block.list_depth > 0 && links >= 3, at_style + 16);
  const std::string_view text = blocks_.text_of(block);
  row.add_if(text[0] >= 'a' && text[0] <= 'z', at_style + 17);
  for (std::uint32_t set = phrases_in(text); set; set &= set - 1)
    row.add(at_phrase + __builtin_ctz(set));
}

void BlockFeatures::Builder::add_evidence(const Block& block, std::uint32_t parent, Row& row) const {
  row.add_set(at_own, block.own);
  row.add_set(at_near, block.near & ~block.own);
  row.add_set(at_far, block.all & ~block.near);
  if (parent != UINT32_MAX) row.add_set(at_detached, detached_[parent]);
}

void BlockFeatures::Builder::add_anchor(std::size_t i, Row& row) const {
  const Block& block = blocks_.list[i];
  const std::string_view text = blocks_.text_of(block);
  row.add_if(i == headline_, at_anchor);
  row.add_if(is_title(text), at_anchor + 1);
  const bool is_described = block.words >= 5 && (begins_bare(text, description_) || begins_bare(text, feed_summary_) ||
                                                 is_worded_as_description(i));
  row.add_if(is_described, at_anchor + 2);
  row.add_if(is_described && repeated_[i], at_anchor + 3);
  row.add_if(is_described && i > headline_ && i < headline_ + 12, at_anchor + 4);
  if (anchor_.linked_body.size() > 600) {
    const bool is_in_body = text.size() >= 20 && contains_start(anchor_.linked_body, text);
    row.add_if(is_in_body, at_anchor + 5);
    row.add_if(!is_in_body && block.words >= 12, at_anchor + 6);
    row.add_if(!is_in_body && block.words < 12, at_anchor + 7);
  }
  row.add_if(repeated_[i], at_anchor + 8);
  row.add_if(repeated_[i] && block.words > 8, at_anchor + 9);
}

/// Whether most words of a block right behind the headline stand in the description.
bool BlockFeatures::Builder::is_worded_as_description(std::size_t i) const {
  constexpr std::size_t after_max = 8;
  constexpr float words_min = 5, words_max = 60, share_min = 0.8f;
  const Block& block = blocks_.list[i];
  const std::size_t around = headline_ != SIZE_MAX ? headline_ : candidates_.run.first;
  if (i < around || i > around + after_max || block.link_share > 0.4f) return false;
  if (block.words < words_min || block.words > words_max) return false;
  return anchor_.descriptions.share_of(blocks_.text_of(block)) >= share_min;
}

void BlockFeatures::Builder::add_regions(std::size_t i, Row& row) const {
  const Range* const ranges[] = {&candidates_.richest, &candidates_.scored, &candidates_.run, &candidates_.declared};
  int votes = 0;
  for (int k = 0; k < 4; ++k) {
    if (ranges[k]->first == ranges[k]->end) {
      row.add(at_region + 4 + k);
    } else if (ranges[k]->has(i)) {
      row.add(at_region + k);
      ++votes;
    }
  }
  row.add(at_region + 8 + votes);
  // How much of the page's prose stands beside the block, and how much around its parent.
  const std::uint32_t parent = parent_[i];
  if (parent == UINT32_MAX || candidates_.page_prose <= 0) return row.add(at_region + 14);
  const Region& around = blocks_.regions[parent];
  row.add(at_region + 16 + share_class(sum(prose_, {around.first, around.end}) / candidates_.page_prose));
  if (around.parent != UINT32_MAX) {
    const Region& above = blocks_.regions[around.parent];
    row.add(at_region + 22 + share_class(sum(prose_, {above.first, above.end}) / candidates_.page_prose));
    if (above.parent != UINT32_MAX) {
      const Region& top = blocks_.regions[above.parent];
      row.add(at_region + 28 + share_class(sum(prose_, {top.first, top.end}) / candidates_.page_prose));
    }
  }
  const Kind& kind = kinds_.find(blocks_.list[i].kind)->second;
  const int share = share_class(kind.prose / candidates_.page_prose);
  row.add(at_region + 34 + share);
  row.add_if(kind.count == 1, at_region + 40);
  row.add_if(kind.count > 4, at_region + 41);
  row.add_if(kind.count > 4 && kind.prose == 0, at_region + 42);
  row.add(at_holders + 6 * (kind.holders == 1 ? 0 : kind.holders < 4 ? 1 : kind.holders < 10 ? 2 : 3) + share);
}

void BlockFeatures::Builder::add_place(std::size_t i, Row& row) const {
  const auto place_of = [&](Range range, int base) {
    if (range.first == range.end) return;
    const auto first = static_cast<long>(range.first), end = static_cast<long>(range.end), at = static_cast<long>(i);
    if (at < first) return row.add(base + (first - at <= 2 ? 0 : first - at <= 6 ? 1 : 2));
    if (at >= end) return row.add(base + (at - end < 2 ? 3 : at - end < 6 ? 4 : 5));
    row.add(base + 6 + std::min(4, static_cast<int>(5 * (at - first) / (end - first))));
    row.add_if(at == first, base + 11);
    row.add_if(at == end - 1, base + 12);
    row.add_if(end - at <= 4 && end - first > 8, base + 13);
  };
  place_of(candidates_.run, at_place);
  place_of(candidates_.richest, at_place + 14);
  if (headline_ == SIZE_MAX) {
    row.add(at_place + 28);
  } else {
    row.add_if(i < headline_, at_place + 29);
    row.add_if(i > headline_ && i <= headline_ + 3, at_place + 30);
    row.add_if(i > headline_ + 3 && i <= headline_ + 8, at_place + 31);
  }
  // Teasers: prose under a linked heading, or between links.
  const auto links_at = [&](std::size_t j) { return j < blocks_.list.size() && blocks_.list[j].link_share > 0.6f; };
  const auto heads_at = [&](std::size_t j) { return j < blocks_.list.size() && html::is_heading(blocks_.list[j].tag); };
  row.add_if(links_at(i - 1), at_place + 40);
  row.add_if(links_at(i + 1), at_place + 41);
  row.add_if(links_at(i - 1) && heads_at(i - 1), at_place + 42);
  row.add_if(links_at(i + 1) && heads_at(i + 1), at_place + 43);
  row.add_if(links_at(i - 1) && links_at(i + 1), at_place + 44);
  row.add_if(links_at(i - 2) && links_at(i + 2), at_place + 45);
  const std::size_t from = i < 8 ? 0 : i - 8, to = std::min(i + 9, blocks_.list.size());
  const bool precedes_picture = i + 1 < blocks_.list.size() && blocks_.list[i + 1].follows_picture;
  row.add_if(blocks_.list[i].follows_picture, at_picture);
  row.add_if(precedes_picture, at_picture + 1);
  row.add_if(blocks_.list[i].follows_picture && blocks_.list[i].words > 30, at_picture + 2);
  const float dense = prose_[to] - prose_[from];
  row.add_if(dense < 60, at_place + 46);
  row.add_if(dense > 250, at_place + 47);

  // What is left of the page's prose after this block.
  const float after = candidates_.page_prose > 0 ? (prose_.back() - prose_[i + 1]) / candidates_.page_prose : 0;
  row.add(at_place + 32 + share_class(after));
}

float prose_words(const Block& block) {
  if (block.link_share > 0.4f) return 0;
  if (block.ends_sentence ? block.words >= 7 : block.words >= 20) return block.words;
  return 0;
}

// Kadane's maximum subsequence.
std::pair<std::uint32_t, std::uint32_t> richest_run(const Blocks& blocks) {
  std::pair<std::uint32_t, std::uint32_t> best{0, 0};
  float best_sum = 0, sum = 0;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < blocks.list.size(); ++i) {
    if (sum <= 0) sum = 0, begin = i;
    sum += worth(blocks.list[i]);
    if (sum > best_sum) best_sum = sum, best = {begin, i + 1};
  }
  return best;
}

BlockFeatures::BlockFeatures(const Blocks& blocks, const Anchor& anchor)
    : builder_(std::make_unique<Builder>(blocks, anchor)) {}
BlockFeatures::~BlockFeatures() = default;
void BlockFeatures::append(std::size_t block, FeatureRow& row) const { builder_->append(block, row); }

}  // namespace newswired::clean
