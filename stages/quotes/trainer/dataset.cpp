#include "stages/quotes/trainer/dataset.h"

#include <algorithm>

namespace newswired::quotes {
namespace {

// A feature seen once, and once more in a restyled copy, teaches nothing.
constexpr int node_count_min = 3, step_count_min = 4;

/// Labels the tokens whose middle lies in `piece`, which nobody labelled yet.
void label_piece(const Analysis& analysis, Span piece, int role, std::vector<std::uint8_t>& labels) {
  const auto middle = [](const Token& token) { return (token.span.start + token.span.end - 1) / 2; };
  auto token = std::partition_point(analysis.tokens.begin(), analysis.tokens.end(),
                                    [&](const Token& t) { return middle(t) < piece.start; });
  bool first = true;
  std::uint32_t paragraph = 0;
  for (; token != analysis.tokens.end() && middle(*token) < piece.end; ++token) {
    std::uint8_t& label = labels[static_cast<std::size_t>(token - analysis.tokens.begin())];
    if (label != 0) {
      first = true;
      continue;
    }
    // A piece that crosses a paragraph begins anew there.
    if (!first && token->paragraph != paragraph) first = true;
    label = static_cast<std::uint8_t>(first ? tagging::begin_label(role) : tagging::inside_label(role));
    first = false;
    paragraph = token->paragraph;
  }
}

template <class Visit>
void visit_features(const Dataset& dataset, const LexiconCounts& lexicon,
                    const std::vector<std::vector<Posterior>>* posteriors, Visit visit) {
  KeyRows nodes, steps;
  for (std::size_t d = 0; d < dataset.size(); ++d) {
    auto views = view_paragraphs(dataset[d]->analysis, lexicon.without(dataset[d]->document.group));
    if (posteriors) show_posteriors(views, (*posteriors)[d]);
    for (std::size_t p = 0; p < views.size(); ++p) {
      nodes.clear();
      steps.clear();
      add_node_features(views, p, nodes);
      add_step_features(views[p], steps);
      visit(d, views[p], nodes, steps);
    }
  }
}

void add_known(std::span<const Key> keys, tagging::SpanFeatureIndex& index, tagging::FeatureRows& rows) {
  for (const Key key : keys)
    if (const std::uint32_t id = index.id(key); id != tagging::SpanFeatureIndex::unknown)
      rows.ids.push_back(id);
  rows.close_row();
}

}  // namespace

LabelledDocument::LabelledDocument(AnnotatedDocument source_document, const tagging::PosTagger& tagger)
    : document(std::move(source_document)),
      analysis(analyse(document.text, tagger)),
      labels(analysis.tokens.size()) {
  for (const Annotation& annotation : document.annotations)
    for (int role = 0; role < tagging::role_count; ++role)
      for (const Span piece : annotation.pieces[static_cast<std::size_t>(role)])
        label_piece(analysis, piece, role, labels);
}

Dataset label_all(std::vector<AnnotatedDocument> documents, const tagging::PosTagger& tagger) {
  Dataset dataset;
  for (AnnotatedDocument& document : documents)
    dataset.push_back(std::make_unique<LabelledDocument>(std::move(document), tagger));
  return dataset;
}

LexiconCounts count_lexicon(const Dataset& dataset) {
  LexiconCounts counts;
  for (const auto& labelled : dataset) {
    if (labelled->document.is_restyled) continue;
    const std::uint32_t group = labelled->document.group;
    for (std::uint32_t i = 0; i < labelled->analysis.tokens.size(); ++i) {
      const Token& token = labelled->analysis.tokens[i];
      const bool is_cue = labelled->labels[i] > 0 && tagging::role_of(labelled->labels[i]) == cue;
      const bool is_source = labelled->labels[i] > 0 && tagging::role_of(labelled->labels[i]) == source;
      const Key next = next_class(labelled->analysis, i), previous = previous_class(labelled->analysis, i);
      counts.add(group, cue_entry(token.word.form), is_cue, LexiconCounts::Kind::cue);
      counts.add(group, source_entry(token.word.form), is_source, LexiconCounts::Kind::source);
      counts.add(group, lemma_entry(token.lemma), is_cue, LexiconCounts::Kind::cue);
      counts.add(group, frame_entry(token.lemma, next), is_cue, LexiconCounts::Kind::cue);
      counts.add(group, frame_entry(token.lemma, next, previous), is_cue, LexiconCounts::Kind::cue);
    }
  }
  return counts;
}

StageData make_stage_data(const Dataset& dataset, const LexiconCounts& lexicon,
                          const std::vector<std::vector<Posterior>>* posteriors) {
  tagging::SpanFeatureIndex node_index, step_index;
  visit_features(dataset, lexicon, posteriors,
                 [&](std::size_t, const ParagraphView&, const KeyRows& nodes, const KeyRows& steps) {
                   for (const Key key : nodes.keys) node_index.count(key);
                   for (const Key key : steps.keys) step_index.count(key);
                 });
  node_index.finish(node_count_min);
  step_index.finish(step_count_min);

  StageData data;
  tagging::SpanCrfData& crf = data.crf;
  data.document_sequence.push_back(0);
  visit_features(dataset, lexicon, posteriors,
                 [&](std::size_t d, const ParagraphView& view, const KeyRows& nodes, const KeyRows& steps) {
                   const auto first = static_cast<std::uint32_t>(crf.labels.size());
                   for (std::size_t i = 0; i < view.tokens.size(); ++i) {
                     add_known(nodes.row(i), node_index, crf.nodes);
                     add_known(steps.row(i), step_index, crf.steps);
                     crf.labels.push_back(dataset[d]->labels[view.range.first + i]);
                   }
                   // An inside label at a paragraph's start cannot be: it begins there.
                   if (tagging::is_inside(crf.labels[first])) --crf.labels[first];
                   while (data.document_sequence.size() <= d)
                     data.document_sequence.push_back(crf.sequences.size());
                   crf.sequences.push_back(
                       {first, static_cast<std::uint32_t>(crf.labels.size()), dataset[d]->document.group});
                 });
  data.document_sequence.resize(dataset.size() + 1, crf.sequences.size());
  data.node_keys = node_index.keys();
  data.step_keys = step_index.keys();
  crf.node_feature_count = data.node_keys.size();
  crf.step_feature_count = data.step_keys.size();
  return data;
}

}  // namespace newswired::quotes
