#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "proto/entity.h"
#include "proto/result.h"
#include "stages/quotes/model_parts.h"

namespace newswired::quotes {

/// How often quotes whose speaker the article names get the right name.
struct SpeakerScore {
  int cases = 0;
  int named = 0, right = 0;                         ///< Given the annotated quotes and sources.
  int found = 0, found_named = 0, found_right = 0;  ///< End to end; found: half of the quote's words.
  int others = 0, others_named = 0;  ///< Sources that stand for no one named person or organisation.
};

/// A case that was named wrongly or not at all.
struct SpeakerMiss {
  std::string part;
  int line = 0;                     ///< Of the corpus, from 1.
  std::string source;               ///< As annotated.
  std::string right, given, found;  ///< Full name, what the annotated source got, what the found quote got.
};

struct SpeakerReport {
  std::map<std::string, SpeakerScore> parts;  ///< By name; `report` is kept aside, by the others rules may be made.
  std::vector<SpeakerMiss> misses;            ///< None of `report`.
};

/// Scores the annotated speakers in `cases_path` (JSON lines: `line` of the corpus, the `part` that it counts in, its
/// length in `characters`, cases with the number of an `attribution`, its `source` and the `names` that are right, as
/// offsets in code points). A name is right when it is one of them, whatever title stands before or name
/// stands between first and last.
Result<SpeakerReport> score_speakers(
    const ModelParts& parts, const std::string& corpus_path, const std::string& cases_path,
    const std::function<std::vector<Entity>(std::string_view text)>& entities_of);

}  // namespace newswired::quotes
