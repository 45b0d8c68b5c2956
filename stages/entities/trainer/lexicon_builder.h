#pragma once

#include <optional>
#include <string>

#include "proto/result.h"
#include "stages/entities/trainer/word_uses.h"

namespace newswired::entities {

/// The sections of a model file that hold what is known of words: see Lexicon.
struct LexiconSections {
  std::string lists;
  std::string clusters;
};

/// Reads `<name>.txt` for each of list_names and `word_clusters.tsv` from `folder`. A list that is not there is an error.
/// `own`: these words stand for the lists `common` and `proper`, and there are no clusters, so that nothing comes from
/// texts that may not be used.
Result<LexiconSections> build_lexicon(const std::string& folder, const std::optional<UsualCase>& own = std::nullopt);

}  // namespace newswired::entities
