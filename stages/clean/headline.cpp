#include "stages/clean/headline.h"

#include <algorithm>

#include "stages/clean/phrases.h"

namespace newswired::clean {

std::size_t find_headline(const Blocks& blocks, std::string_view title) {
  constexpr std::size_t title_bytes_min = 15;
  const std::string bare = bare_words(title);
  const std::size_t none = blocks.list.size();
  std::size_t same = none, similar = none, first = none;
  for (std::size_t i = 0; i < none; ++i) {
    const html::Tag tag = blocks.list[i].tag;
    const bool is_title = !bare.empty() && is_bare(blocks.text_of(blocks.list[i]), bare);
    if (is_title && tag == html::Tag::h1) return i;
    if (is_title) same = std::min(same, i);
    if (!html::is_heading(tag)) continue;
    if (tag == html::Tag::h1) first = std::min(first, i);
    if (bare.size() >= title_bytes_min && similar == none &&
        bare_words(blocks.text_of(blocks.list[i])).ends_with(bare))
      similar = i;
  }
  return same != none ? same : similar != none ? similar : first;
}

}  // namespace newswired::clean
