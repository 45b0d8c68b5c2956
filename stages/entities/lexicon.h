#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "stages/tagging/phrase_table.h"

namespace newswired::entities {

/// The gazetteers, in the order of their bits. Model files hold the bits, not the names; corpora hold `<name>.txt`.
inline constexpr std::array<std::string_view, 27> list_names = {
    "given",     "given_all",  "surname",     "surname_all",    "politician", "country",  "region",
    "city",      "wn_person",  "wn_location", "wn_group",       "demonym",    "club",     "company",
    "university", "media",     "intl_org",    "gov_agency",     "party_group", "ethnic_religion", "event_work",
    "product",   "place_extra", "company_global", "team",       "common",     "proper"};
inline constexpr std::size_t list_count = list_names.size();

/// The number of a list by its name, and its bit.
constexpr std::size_t list_number(std::string_view name) {
  return static_cast<std::size_t>(std::find(list_names.begin(), list_names.end(), name) - list_names.begin());
}
constexpr std::uint32_t list_bit(std::string_view name) { return 1u << list_number(name); }

inline constexpr std::uint32_t phrase_words_max = 6;

/// Word clusters of four grains, coarse to fine, packed into one value of a phrase table plus one.
inline constexpr std::array<int, 4> cluster_bits = {5, 7, 9, 11};

/// What the model knows of words outside its training text. Either table may be empty.
struct Lexicon {
  tagging::PhraseTable lists;     ///< Phrase (see phrase_hash) -> a bit for each list that holds it.
  tagging::PhraseTable clusters;  ///< Hash of a word, digits as 0 -> its packed clusters.
};

/// A phrase is the chain of its words' lower case hashes.
constexpr tagging::Hash phrase_hash(tagging::Hash before, tagging::Hash lower) { return tagging::mix(before, lower); }
inline constexpr tagging::Hash empty_phrase = 0;

}  // namespace newswired::entities
