#include <gtest/gtest.h>

#include "stages/quotes/trainer/corpus.h"
#include "stages/quotes/trainer/dataset.h"
#include "stages/quotes/trainer/lexicon_counts.h"

namespace newswired::quotes {
namespace {

Span find(const std::string& text, std::string_view words) {
  const auto at = static_cast<std::uint32_t>(text.find(words));
  return {at, at + static_cast<std::uint32_t>(words.size())};
}

AnnotatedDocument example() {
  AnnotatedDocument document;
  document.text = "\u201CWe will rebuild it,\u201D Brandt said. She said that winter was near.";
  Annotation first, second;
  first.pieces = {{{find(document.text, "\u201CWe will rebuild it,\u201D")},
                   {find(document.text, "said")},
                   {find(document.text, "Brandt")}}};
  const Span said_that = find(document.text, "said that");
  second.pieces = {{{find(document.text, "that winter was near")},
                    {{said_that.start, said_that.start + 4}},
                    {find(document.text, "She")}}};
  document.annotations = {first, second};
  return document;
}

TEST(Restyle, KeepsTheWordsOfEveryPiece) {
  const AnnotatedDocument document = example();
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const AnnotatedDocument copy = restyle(document, seed);
    const auto& pieces = copy.annotations[0].pieces;

    EXPECT_NE(pieces[0][0].of(copy.text).find("We will rebuild it"), std::string_view::npos) << copy.text;
    EXPECT_EQ(pieces[1][0].of(copy.text), "said") << copy.text;
    EXPECT_EQ(pieces[2][0].of(copy.text), "Brandt") << copy.text;
    EXPECT_EQ(copy.annotations[1].pieces[0][0].of(copy.text), "that winter was near") << copy.text;
  }
}

TEST(Restyle, RepeatsItself) {
  EXPECT_EQ(restyle(example(), 7).text, restyle(example(), 7).text);
}

TEST(LabelledDocument, LabelsEveryPieceOnce) {
  const LabelledDocument labelled(example(), {});
  int begins[3] = {};
  for (const std::uint8_t label : labelled.labels)
    if (label > 0 && !tagging::is_inside(label)) ++begins[tagging::role_of(label)];

  EXPECT_EQ(begins[content], 2);
  EXPECT_EQ(begins[cue], 2);
  EXPECT_EQ(begins[source], 2);
}

TEST(LexiconCounts, LeaveOutTheDocumentThatAsks) {
  LexiconCounts counts;
  for (std::uint32_t group = 0; group < 10; ++group)
    for (int i = 0; i < 4; ++i) counts.add(group, 1, group == 3, LexiconCounts::Kind::cue);

  EXPECT_GT(counts.without(5)(1), 0);
  EXPECT_EQ(counts.without(3)(1), 0);
  EXPECT_EQ(counts.without(3)(2), rate_unseen);
}

}  // namespace
}  // namespace newswired::quotes
