#pragma once

#include <nlohmann/json.hpp>
#include <string>

#include "stages/dedup/seen_index.h"

namespace newswired::dedup {

/// A string member of an object; empty when it is missing or something else.
std::string text_member(const nlohmann::json& json, const char* name);

/// The article of a line of `newswired dedup --jsonl`: strings `id`, `url`, `guid`, `feed`, `title`, `text`, `published`, each
/// empty when missing. `json` is an object.
Candidate candidate_from_json(const nlohmann::json& json);

}  // namespace newswired::dedup
