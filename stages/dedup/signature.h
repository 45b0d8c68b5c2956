#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"

namespace newswired::dedup {

/// Limits of a signature. A text with more has the numerically smallest hashes kept, so that two versions of a huge
/// text keep the same ones.
inline constexpr std::size_t shingles_max = 4096;
inline constexpr std::size_t names_max = 512;
inline constexpr std::size_t numbers_max = 512;
inline constexpr std::size_t figures_max = 512;
inline constexpr std::size_t title_terms_max = 32;
inline constexpr std::size_t body_terms_max = 60;  ///< The first words of the text, without function words.

/// What the index keeps of an article's words: enough to find and verify near copies and to join stories, about
/// 1.3 kB, no text. All lists are sorted and without repeats unless said.
struct Signature {
  std::uint64_t text_hash = 0;            ///< Of the normalised token stream of the text: equal means same words.
  std::uint64_t title_hash = 0;           ///< The same of the title.
  std::uint32_t token_count = 0;          ///< Words of the text.
  std::vector<std::uint32_t> shingles;    ///< Sampled 3-word shingles.
  std::vector<std::uint32_t> names;       ///< Hashes of capitalised words.
  std::vector<std::uint32_t> numbers;     ///< Hashes of (previous word, number).
  std::vector<std::uint32_t> figures;     ///< Hashes of numbers that say something by themselves (`Word::figure`).
  std::vector<std::uint32_t> title_terms; ///< For stories.
  std::vector<std::uint32_t> body_terms;  ///< For stories; the first words of the text.

  bool operator==(const Signature&) const = default;
};

/// Pure function of its input; never fails, an empty text gives an empty signature.
Signature sign(std::string_view title, std::string_view text);

/// The ledger's blob. `decode` refuses other versions and damaged bytes.
std::string encode(const Signature& signature);
Result<Signature> decode_signature(std::string_view bytes);

/// The same into an existing signature, whose memory is used again. After an error its lists hold anything.
Result<Done> decode_signature(std::string_view bytes, Signature& into);

}  // namespace newswired::dedup
