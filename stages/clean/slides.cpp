#include "stages/clean/slides.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace newswired::clean {
namespace {

/// "7/50 Rates rise" is the seventh of fifty.
struct Count {
  int at = 0;
  int of = 0;
};

/// Reads a number off the front of `text`; 0 when there is none.
int take_number(std::string_view& text) {
  constexpr std::size_t digits_max = 3;
  int number = 0;
  const char* end = text.data() + std::min(text.size(), digits_max);
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  text.remove_prefix(static_cast<std::size_t>(stop - text.data()));
  return error == std::errc() ? number : 0;
}

std::optional<Count> read_count(std::string_view text) {
  constexpr std::string_view signs[] = {"/", " / ", " of ", " von ", " sur ", " de ", " di ", " van ", " av ", " z "};
  Count count;
  count.at = take_number(text);
  const auto sign = std::find_if(std::begin(signs), std::end(signs), [&](std::string_view s) { return text.starts_with(s); });
  if (count.at == 0 || sign == std::end(signs)) return std::nullopt;
  text.remove_prefix(sign->size());
  count.of = take_number(text);
  const bool ends = text.empty() || text[0] == ' ' || text[0] == ':' || text[0] == '.';
  return ends && count.at <= count.of ? std::optional(count) : std::nullopt;
}

/// The blocks from the first count of a gallery to its last.
struct Gallery {
  std::uint32_t first = 0;
  std::uint32_t last = 0;
  int of = 0;
  int at = 0;
  int slides = 0;
};

std::vector<Gallery> find_galleries(const Blocks& blocks) {
  constexpr int slides_min = 4;
  std::vector<Gallery> galleries;
  for (std::uint32_t i = 0; i < blocks.list.size(); ++i) {
    const auto count = read_count(blocks.text_of(blocks.list[i]));
    if (!count) continue;
    if (galleries.empty() || galleries.back().of != count->of || galleries.back().at + 1 != count->at)
      galleries.push_back({i, i, count->of, count->at, 0});
    galleries.back().last = i;
    galleries.back().at = count->at;
    ++galleries.back().slides;
  }
  std::erase_if(galleries, [](const Gallery& gallery) { return gallery.slides < slides_min; });
  return galleries;
}

/// The innermost element around a gallery, as an index; UINT32_MAX when the page has none. Regions are in document order, so
/// it is the last to begin before the gallery or one around that.
std::uint32_t element_of(const Blocks& blocks, const Gallery& gallery) {
  const auto behind = std::upper_bound(blocks.regions.begin(), blocks.regions.end(), gallery.first,
                                       [](std::uint32_t block, const Region& region) { return block < region.first; });
  if (behind == blocks.regions.begin()) return UINT32_MAX;
  auto element = static_cast<std::uint32_t>(behind - blocks.regions.begin()) - 1;
  while (element != UINT32_MAX && blocks.regions[element].end <= gallery.last) element = blocks.regions[element].parent;
  return element;
}

}  // namespace

void drop_slides(const Blocks& blocks, std::vector<float>& shares) {
  constexpr float words_beside_min = 100;
  const std::vector<Gallery> galleries = find_galleries(blocks);
  if (galleries.empty()) return;
  const auto kept_words = [&](std::size_t first, std::size_t end) {
    float words = 0;
    for (std::size_t i = first; i < end; ++i) words += shares[i] >= 0.5f ? blocks.list[i].words : 0;
    return words;
  };
  float kept = kept_words(0, shares.size());
  std::vector<bool> is_judged(blocks.regions.size());
  for (const Gallery& gallery : galleries) {
    const std::uint32_t r = element_of(blocks, gallery);
    // Many galleries may stand in one element: its words are counted once.
    if (r == UINT32_MAX || is_judged[r]) continue;
    is_judged[r] = true;
    const Region& element = blocks.regions[r];
    const float inside = kept_words(element.first, element.end);
    if (kept - inside < words_beside_min) continue;
    std::fill(shares.begin() + element.first, shares.begin() + element.end, 0.0f);
    kept -= inside;
  }
}

}  // namespace newswired::clean
