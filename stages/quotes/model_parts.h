#pragma once

#include <optional>
#include <string>

#include "stages/quotes/confidence.h"
#include "stages/quotes/pronouns.h"
#include "stages/quotes/rescorer.h"
#include "stages/quotes/stage.h"
#include "stages/tagging/model_file.h"

namespace newswired::quotes {

/// Names of the model file's sections.
namespace section {
inline constexpr const char* tagger = "pos";
inline constexpr const char* lexicon = "lexicon";
inline constexpr const char* first_nodes = "first.nodes";
inline constexpr const char* first_steps = "first.steps";
inline constexpr const char* second_nodes = "second.nodes";
inline constexpr const char* second_steps = "second.steps";
inline constexpr const char* rescorer = "rescorer";
inline constexpr const char* thresholds = "thresholds";
inline constexpr const char* confidence = "confidence.trees";
inline constexpr const char* ranker = "ranker";
}  // namespace section

inline constexpr const char* model_kind = "quotes";

/// The parts of a model, ready for use. Those that a small model lacks are left out of its pipeline.
struct ModelParts {
  std::string name;
  tagging::PosTagger tagger;
  tagging::WeightTable lexicon_table;
  Stage first;
  std::optional<Stage> second;
  std::optional<Rescorer> rescorer;
  Thresholds thresholds = default_thresholds;
  std::optional<tagging::BoostedTrees> confidence;
  RankerWeights ranker = default_ranker;
  std::optional<tagging::ModelFile> file;  ///< Owns the bytes that the rest borrows.

  Lexicon lexicon() const;
};

/// Opens the parts out of sections by name: `bytes_of` gives an empty view for one that is not there.
Result<ModelParts> open_parts(const std::function<std::string_view(std::string_view)>& bytes_of);

/// Candidates of an analysed text with their best probabilities: all stages in order.
std::vector<Candidate> find_candidates(const ModelParts& parts, const Analysis& analysis);

/// Candidates chosen, linked, repaired and rescued; those without content are dropped.
std::vector<Attribution> find_attributions(const ModelParts& parts, const Analysis& analysis,
                                           std::span<const Candidate> candidates);
std::vector<Attribution> find_attributions(const Lexicon& lexicon, const Thresholds& thresholds,
                                           const Analysis& analysis, const CandidateMap& candidates);

}  // namespace newswired::quotes
