#pragma once

#include <string>
#include <vector>

#include "proto/result.h"
#include "stages/quotes/stage.h"

namespace newswired::quotes {

/// Keeps what the jackknifed stages answered, so that the rescorer and all that follows can be trained again
/// in two minutes. For the machine that wrote it and the same documents; no format of ours to keep.
Result<Done> write_answers(const std::string& path, const std::vector<Stage::Answer>& answers);

/// Refused when it holds answers to another number of documents.
Result<std::vector<Stage::Answer>> read_answers(const std::string& path, std::size_t documents);

}  // namespace newswired::quotes
