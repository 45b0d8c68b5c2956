#pragma once

#include <nlohmann/json_fwd.hpp>

#include "proto/record.h"

namespace newswired::web {

// Limits of a card.
inline constexpr std::uint32_t lead_bytes_max = 300;  ///< Of the text's beginning; cut between words.
inline constexpr std::size_t card_quotes_max = 12;
inline constexpr std::size_t card_entities_max = 48;

/// What a list shows of an article: `newswired/record/1` without its text, but with its lead cut into pieces, those that
/// name an entity with its id and type. Every string is plain text. Pure.
nlohmann::json card_of(const Record& record);

/// An entry of the log as a card, with `kind` "record", "copy", "tombstone" or "story"; null when its schema is unknown
/// or it cannot be read.
nlohmann::json card_of_entry(std::string_view schema, std::string_view json);

}  // namespace newswired::web
