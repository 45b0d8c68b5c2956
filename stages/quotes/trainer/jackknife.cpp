#include "stages/quotes/trainer/jackknife.h"

#include <algorithm>
#include <atomic>
#include <thread>

namespace newswired::quotes {
namespace {

/// Fills in the answers for the documents of a fold.
void answer_fold(const StageData& data, const Dataset& dataset, const tagging::SpanCrfWeights& weights,
                 const StagePlan& plan, int fold, std::vector<Stage::Answer>& answers) {
  tagging::SpanChain chain;
  tagging::Scores scores;
  for (std::size_t d = 0; d < dataset.size(); ++d) {
    if (static_cast<int>(dataset[d]->document.group % static_cast<std::uint32_t>(plan.crf.fold_count)) !=
        fold)
      continue;
    std::uint32_t first = 0;  // token of the document
    for (std::size_t s = data.document_sequence[d]; s < data.document_sequence[d + 1]; ++s) {
      const tagging::TrainingSequence& sequence = data.crf.sequences[s];
      tagging::score_rows(weights, data.crf, sequence.first, sequence.last, scores);
      chain.run(scores);
      collect(chain, first, plan.with_spans, answers[d]);
      first += sequence.last - sequence.first;
    }
  }
}

}  // namespace

JackknifedStage train_stage(const StageData& data, const Dataset& dataset, const StagePlan& plan) {
  JackknifedStage stage;
  stage.answers.resize(dataset.size());
  std::atomic<int> next{-1};  // the fold to leave out; -1 trains on all
  const auto work = [&] {
    for (int fold = next++; fold < plan.crf.fold_count; fold = next++) {
      tagging::SpanCrfTraining settings = plan.crf;
      settings.fold = fold;
      const tagging::SpanCrfWeights weights = tagging::train_span_crf(data.crf, settings);
      if (fold < 0) {
        stage.node_table = tagging::node_table(weights, data.node_keys, plan.node_rows_max);
        stage.step_table = tagging::step_table(weights, data.step_keys, plan.step_rows_max);
      } else {
        answer_fold(data, dataset, weights, plan, fold, stage.answers);
      }
    }
  };
  std::vector<std::thread> threads;
  for (int t = 1; t < plan.threads; ++t) threads.emplace_back(work);
  work();
  for (std::thread& thread : threads) thread.join();
  return stage;
}

}  // namespace newswired::quotes
