#include "stages/clean/wording.h"

#include <algorithm>

namespace newswired::clean {
namespace {

/// Words of other bits are not among the known ones: most of a text.
std::uint64_t filter_bit(std::uint32_t word) { return std::uint64_t{1} << (word >> 26); }

/// Calls `with` for the hash of each word. All signs outside ASCII count as letters but for punctuation (U+2000 to U+206F)
/// and those of U+0080 to U+00BF.
template <typename With>
void for_each_word(std::string_view line, With with) {
  constexpr std::uint32_t seed = 2166136261u;
  std::uint32_t hash = seed;
  const auto end_word = [&] {
    if (hash != seed) with(hash);
    hash = seed;
  };
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto c = static_cast<unsigned char>(line[i]);
    if (c == 0xC2 && i + 1 < line.size()) {
      if (static_cast<unsigned char>(line[++i]) != 0xAD) end_word();  // U+00AD only says where a word may be parted.
      continue;
    }
    if (c == 0xE2 && i + 2 < line.size() && (static_cast<unsigned char>(line[i + 1]) & 0xFE) == 0x80) {
      end_word();
      i += 2;
      continue;
    }
    const bool is_capital = c >= 'A' && c <= 'Z';
    if (c < 0x80 && !is_capital && !(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) {
      end_word();
      continue;
    }
    hash = (hash ^ (is_capital ? c | 0x20u : c)) * 16777619u;
  }
  end_word();
}

}  // namespace

void Wording::add(std::string_view line) {
  constexpr std::size_t bytes_max = 1000;
  for_each_word(line.substr(0, bytes_max), [&](std::uint32_t word) { words_.push_back(word); });
}

void Wording::close() {
  std::sort(words_.begin(), words_.end());
  for (const std::uint32_t word : words_) filter_ |= filter_bit(word);
}

float Wording::share_of(std::string_view line) const {
  constexpr int words_min = 5;
  int count = 0, known = 0;
  if (words_.empty()) return 0;
  for_each_word(line, [&](std::uint32_t word) {
    ++count;
    if (filter_ & filter_bit(word)) known += std::binary_search(words_.begin(), words_.end(), word);
  });
  return count < words_min ? 0 : static_cast<float>(known) / static_cast<float>(count);
}

}  // namespace newswired::clean
