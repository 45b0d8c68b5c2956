#pragma once

#include <memory>
#include <vector>

#include "stages/quotes/stage.h"
#include "stages/quotes/trainer/corpus.h"
#include "stages/quotes/trainer/lexicon_counts.h"
#include "stages/tagging/trainer/span_crf_trainer.h"

namespace newswired::quotes {

/// An annotated document read by `analyse`, with the right label of each token. Not copied: the analysis
/// borrows the text.
struct LabelledDocument {
  explicit LabelledDocument(AnnotatedDocument source, const tagging::PosTagger& tagger);
  LabelledDocument(const LabelledDocument&) = delete;
  LabelledDocument& operator=(const LabelledDocument&) = delete;

  AnnotatedDocument document;
  Analysis analysis;
  std::vector<std::uint8_t> labels;
};

using Dataset = std::vector<std::unique_ptr<LabelledDocument>>;

Dataset label_all(std::vector<AnnotatedDocument> documents, const tagging::PosTagger& tagger);

/// Counts every document that is no restyled copy.
LexiconCounts count_lexicon(const Dataset& dataset);

/// The features of a whole dataset, numbered; `posteriors` of every document make it the second stage's.
struct StageData {
  tagging::SpanCrfData crf;
  std::vector<Key> node_keys, step_keys;
  std::vector<std::size_t>
      document_sequence;  ///< Where each document's sequences begin; one more at the end.
};
StageData make_stage_data(const Dataset& dataset, const LexiconCounts& lexicon,
                          const std::vector<std::vector<Posterior>>* posteriors);

}  // namespace newswired::quotes
