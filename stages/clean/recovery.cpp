#include "stages/clean/recovery.h"

#include <algorithm>
#include <unordered_map>

#include "stages/clean/features.h"
#include "stages/clean/phrases.h"

namespace newswired::clean {
namespace {

using html::NodeId;

/// The blocks of a container from the first paragraph that is kept to one past the last.
struct Stretch {
  std::size_t first = 0;
  std::size_t end = 0;
  std::uint32_t paragraph_count = 0;
};

std::unordered_map<NodeId, Stretch> find_stretches(const Blocks& blocks, const std::vector<float>& shares) {
  std::unordered_map<NodeId, Stretch> stretches;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] < 0.5f || prose_words(blocks.list[i]) == 0) continue;
    Stretch& stretch = stretches[blocks.list[i].parent];
    if (stretch.paragraph_count++ == 0) stretch.first = i;
    stretch.end = i + 1;
  }
  return stretches;
}

/// The block element around another one; the element itself when it is the outermost.
NodeId element_around(const Blocks& blocks, NodeId element) {
  const auto found = std::lower_bound(blocks.regions.begin(), blocks.regions.end(), element,
                                      [](const Region& region, NodeId id) { return region.node < id; });
  const bool is_inner = found != blocks.regions.end() && found->node == element && found->parent != UINT32_MAX;
  return is_inner ? blocks.regions[found->parent].node : element;
}

/// Whether the page or the words say that the block is something else.
bool is_suspect(const Blocks& blocks, const Block& block) {
  constexpr EvidenceSet never =
      bit(Evidence::comment) | bit(Evidence::consent) | bit(Evidence::nav_tag) | bit(Evidence::footer_tag) | bit(Evidence::navigation) |
      bit(Evidence::related) | bit(Evidence::advert) | bit(Evidence::caption) | bit(Evidence::figcaption_tag) | bit(Evidence::figure_tag) |
      bit(Evidence::newsletter) | bit(Evidence::share) | bit(Evidence::byline) | bit(Evidence::date) | bit(Evidence::topic) |
      bit(Evidence::tools) | bit(Evidence::player) | bit(Evidence::survey) | bit(Evidence::paywall);
  return (block.own & never) || block.link_share > 0.4f || phrases_in(blocks.text_of(block)) != 0;
}

/// A page of so few words has no place for anything but its text.
bool keep_few_words(const Blocks& blocks, std::vector<float>& shares) {
  constexpr std::size_t blocks_max = 8, bytes_max = 400;
  if (blocks.list.size() > blocks_max || blocks.text.size() > bytes_max) return false;
  bool is_any = false;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Block& block = blocks.list[i];
    const std::string_view text = blocks.text_of(block);
    if (block.tag == html::Tag::h1 || block.link_share > 0.5f || text.find("avaScript") != text.npos || phrases_in(text) != 0) continue;
    shares[i] = std::max(shares[i], 0.5f);
    is_any = true;
  }
  return is_any;
}

}  // namespace

void fill_gaps(const Blocks& blocks, std::vector<float>& shares) {
  constexpr float share_min = 0.2f;
  constexpr std::uint32_t paragraphs_min = 2;
  const std::unordered_map<NodeId, Stretch> stretches = find_stretches(blocks, shares);
  for (std::size_t i = 0; i < shares.size(); ++i) {
    const Block& block = blocks.list[i];
    if (shares[i] >= 0.5f || shares[i] < share_min) continue;
    const auto stretch_in = [&](NodeId element) {
      const auto found = stretches.find(element);
      return found == stretches.end() || found->second.paragraph_count < paragraphs_min ? Stretch{} : found->second;
    };
    Stretch around = stretch_in(block.parent);
    // Lists and quotations stand between paragraphs as a whole, lists within lists too.
    int levels = block.list_depth > 0 ? 2 * block.list_depth - 1 : has(block.near, Evidence::blockquote_tag) ? 1 : 0;
    for (NodeId element = block.parent; around.end == 0 && levels > 0; --levels)
      around = stretch_in(element = element_around(blocks, element));
    if (around.first <= i && i < around.end && !is_suspect(blocks, block)) shares[i] = 0.5f;
  }
}

void recover(const Blocks& blocks, std::vector<float>& shares) {
  constexpr float words_min = 25;
  constexpr float share_min = 0.25f;
  const auto [first, end] = richest_run(blocks);
  float kept = 0, kept_words = 0, there = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] >= 0.5f) kept += prose_words(blocks.list[i]), kept_words += blocks.list[i].words;
    if (first <= i && i < end) there += prose_words(blocks.list[i]);
  }
  const bool is_enough = kept_words >= words_min || (kept >= share_min * there && kept_words > 0);
  if (is_enough) return;
  if (kept_words == 0 && keep_few_words(blocks, shares)) return;
  constexpr float faint = 0.1f;
  for (std::size_t i = 0; i < shares.size() && there == 0; ++i)
    if (shares[i] >= faint && blocks.list[i].link_share < 0.3f) shares[i] = std::max(shares[i], 0.5f);
  constexpr EvidenceSet never = bit(Evidence::comment) | bit(Evidence::consent) | bit(Evidence::nav_tag) |
                                bit(Evidence::footer_tag) | bit(Evidence::navigation);
  for (std::uint32_t i = first; i < end; ++i) {
    const Block& block = blocks.list[i];
    const bool is_part = html::is_heading(block.tag) && block.tag != html::Tag::h1 && block.link_share < 0.5f;
    if ((prose_words(block) > 0 || is_part) && !(block.near & never)) shares[i] = std::max(shares[i], 0.5f);
  }
}

}  // namespace newswired::clean
