#pragma once

#include <string>

#include "proto/result.h"

namespace newswired::entities {

/// The sections of a model file that hold what is known of words: see Lexicon.
struct LexiconSections {
  std::string lists;
  std::string clusters;
};

/// Reads `<name>.txt` for each of list_names and `word_clusters.tsv` from `folder`. A list that is not there is an error.
Result<LexiconSections> build_lexicon(const std::string& folder);

}  // namespace newswired::entities
