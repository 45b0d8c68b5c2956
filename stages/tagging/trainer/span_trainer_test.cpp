#include <gtest/gtest.h>

#include <numeric>

#include "stages/tagging/trainer/pos_trainer.h"
#include "stages/tagging/trainer/span_crf_trainer.h"
#include "stages/tagging/trainer/tree_trainer.h"

namespace newswired::tagging {
namespace {

std::vector<TaggedSentence> tagged_sentences() {
  std::vector<TaggedSentence> sentences;
  for (const std::string noun : {"bridge", "river", "mayor", "town"})
    for (const std::string verb : {"falls", "speaks", "waits"})
      sentences.push_back({{describe("The"), describe(noun), describe(verb), describe(".")},
                           {Tag::DT, Tag::NN, Tag::VBZ, Tag::stop}});
  return sentences;
}

TEST(PosTrainer, LearnsWhatItWasShownAndRepeatsItself) {
  const auto sentences = tagged_sentences();
  const std::string bytes = train_pos(sentences, {.slot_bits = 12});
  const auto tagger = PosTagger::open(bytes);

  ASSERT_TRUE(tagger);
  EXPECT_EQ(pos_accuracy(*tagger, sentences), 1.0);
  EXPECT_EQ(bytes, train_pos(sentences, {.slot_bits = 12}));
}

/// Sequences of three tokens; feature 1 marks a cue, feature 2 what follows it.
SpanCrfData cue_data() {
  SpanCrfData data;
  data.node_feature_count = 3;
  data.step_feature_count = 1;
  for (std::uint32_t s = 0; s < 40; ++s) {
    for (std::uint32_t i = 0; i < 3; ++i) {
      data.nodes.ids.push_back(i == 0 ? 0 : i);
      data.nodes.close_row();
      if (i > 0) data.steps.ids.push_back(0);
      data.steps.close_row();
      data.labels.push_back(static_cast<std::uint8_t>(i == 0 ? 0 : i == 1 ? begin_label(1) : begin_label(0)));
    }
    data.sequences.push_back({s * 3, s * 3 + 3, s});
  }
  return data;
}

TEST(SpanCrfTrainer, LearnsLabelsAndRepeatsItself) {
  const SpanCrfData data = cue_data();
  const SpanCrfTraining settings{.epochs = 20, .rate = 0.1f, .dropout = 0};
  const SpanCrfWeights weights = train_span_crf(data, settings);
  Scores scores;
  score_rows(weights, data, 0, 3, scores);
  SpanChain chain;
  chain.run(scores);

  EXPECT_GT(chain.node(1, begin_label(1)), 0.8f);
  EXPECT_GT(chain.node(2, begin_label(0)), 0.8f);
  EXPECT_EQ(weights.nodes, train_span_crf(data, settings).nodes);
}

TEST(TreeTrainer, LearnsWhatNoSingleFeatureTellsAndRepeatsItself) {
  TreeCases cases;
  cases.width = 2;
  for (int i = 0; i < 4000; ++i) {
    const float a = static_cast<float>(i % 20), b = static_cast<float>(i / 20 % 20);
    cases.rows.insert(cases.rows.end(), {a, b});
    cases.labels.push_back((a > 9) != (b > 9));
  }
  std::vector<std::uint32_t> all(cases.size());
  std::iota(all.begin(), all.end(), 0u);
  TreeTraining settings{.trees = 60, .depth = 3, .rate = 0.3f, .feature_share = 1};
  for (const bool random_cuts : {false, true}) {
    settings.random_cuts = random_cuts;
    const BoostedTrees trees = train_trees(cases, all, settings);
    EXPECT_GT(trees.probability(std::vector<float>{15, 3}), 0.8f);
    EXPECT_LT(trees.probability(std::vector<float>{15, 15}), 0.2f);
    EXPECT_EQ(trees.bytes(), train_trees(cases, all, settings).bytes());
  }
}

}  // namespace
}  // namespace newswired::tagging
