#include "stages/clean/choose.h"

#include <algorithm>

namespace newswired::clean {
namespace {

float worth(const Block& block) {
  const bool is_prose = block.link_share < 0.4f && (block.ends_sentence ? block.words >= 6 : block.words >= 18);
  if (is_prose) return block.words;
  if (block.link_share > 0.5f) return -4 - block.words / 2;
  return -1.5f;
}

}  // namespace

std::vector<float> judge_blocks(const Blocks& blocks, const Anchor&) {
  std::vector<float> sums(blocks.list.size() + 1, 0);
  for (std::size_t i = 0; i < blocks.list.size(); ++i) sums[i + 1] = sums[i] + worth(blocks.list[i]);
  float best = 0;
  const Region* chosen = nullptr;
  for (const Region& region : blocks.regions) {
    float sum = sums[region.end] - sums[region.first];
    if (has(region.own, Evidence::article_body)) sum *= 1.3f;
    if (has(region.own, Evidence::comment)) sum *= 0.3f;
    if (sum < best) continue;
    best = sum;
    chosen = &region;
  }
  std::vector<float> shares(blocks.list.size(), 0);
  if (!chosen) return shares;
  for (std::uint32_t i = chosen->first; i < chosen->end; ++i)
    if (worth(blocks.list[i]) > 0) shares[i] = 1;
  for (std::uint32_t i = chosen->first; i < chosen->end; ++i)
    if (html::is_heading(blocks.list[i].tag) && blocks.list[i].tag != html::Tag::h1 && i + 1 < chosen->end && shares[i + 1] > 0)
      shares[i] = 1;
  return shares;
}

}  // namespace newswired::clean
