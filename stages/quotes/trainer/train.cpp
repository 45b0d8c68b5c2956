#include "stages/quotes/trainer/train.h"

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <map>

#include "stages/quotes/features.h"
#include "stages/quotes/model_parts.h"
#include "stages/quotes/trainer/answers_file.h"
#include "stages/quotes/trainer/calibration.h"
#include "stages/quotes/trainer/evaluation.h"
#include "stages/quotes/trainer/jackknife.h"
#include "stages/quotes/trainer/ranker_trainer.h"
#include "stages/quotes/trainer/rescorer_trainer.h"
#include "stages/tagging/bytes.h"
#include "stages/tagging/trainer/pos_trainer.h"
#include "stages/tagging/trainer/random.h"

namespace newswired::quotes {
namespace {

// A bucket of weights lies in one cache line then.
constexpr std::size_t table_alignment = 64;

using Progress = std::function<void(std::string_view)>;
using Sections = std::map<std::string, std::string, std::less<>>;

std::string text_of(const char* format, auto... values) {
  char line[200];
  std::snprintf(line, sizeof line, format, values...);
  return line;
}

/// The parts trained so far.
ModelParts parts_of(const Sections& sections) {
  return std::move(*open_parts([&](std::string_view name) -> std::string_view {
    const auto found = sections.find(name);
    return found == sections.end() ? std::string_view{} : std::string_view(found->second);
  }));
}

void report(std::string_view step, const Sections& sections, const Dataset& dev, const Progress& progress) {
  const ModelParts parts = parts_of(sections);
  const std::array<PieceScore, 3> scores = score_pieces(parts, dev);
  std::size_t bytes = 0;
  for (const auto& [name, content] : sections) bytes += content.size();
  progress(std::string(step) +
           text_of(": development content %.1f / %.1f / %.1f, cue %.1f, source %.1f; %.1f MB",
                   100 * scores[content].precision(), 100 * scores[content].recall(),
                   100 * scores[content].f1(), 100 * scores[cue].f1(), 100 * scores[source].f1(),
                   static_cast<double>(bytes) / 1e6));
}

void add_restyled(std::vector<AnnotatedDocument>& documents, const TrainingPlan& plan) {
  tagging::Random random(plan.seed);
  const std::size_t count = documents.size();
  for (std::size_t i = 0; i < count; ++i)
    if (random.chance(plan.restyled_share)) documents.push_back(restyle(documents[i], random.next()));
}

std::vector<std::vector<Posterior>> posteriors_of(const std::vector<Stage::Answer>& answers) {
  std::vector<std::vector<Posterior>> out;
  for (const Stage::Answer& answer : answers) out.push_back(answer.posteriors);
  return out;
}

/// Writes what is there: after each step, so that a training that is cut short leaves a model.
Result<Done> write(const TrainingPlan& plan, const Sections& sections) {
  tagging::ModelContent content{model_kind, plan.model_name, features_fingerprint(), {}, table_alignment};
  for (const auto& [name, bytes] : sections) content.sections.emplace_back(name, bytes);
  return tagging::write_model_file(plan.output, content);
}

template <class Numbers>
std::string bytes_of(const Numbers& numbers) {
  std::string bytes;
  tagging::append(bytes, numbers);
  return bytes;
}

/// Trains both stages; returns what the jackknifed second one says of every document.
Result<std::vector<Stage::Answer>> train_stages(const TrainingPlan& plan, const Dataset& dataset,
                                                const LexiconCounts& lexicon, const Dataset& dev,
                                                Sections& sections, const Progress& progress) {
  sections[section::lexicon] = lexicon.table();

  StagePlan first_plan;
  first_plan.threads = plan.threads;
  first_plan.node_rows_max = plan.rows_max;
  first_plan.crf.fold_count = plan.folds;
  first_plan.crf.seed = plan.seed;
  first_plan.crf.dropout = plan.first_dropout;
  first_plan.crf.epochs = plan.first_epochs;
  JackknifedStage first = train_stage(make_stage_data(dataset, lexicon, nullptr), dataset, first_plan);
  sections[section::first_nodes] = std::move(first.node_table);
  sections[section::first_steps] = std::move(first.step_table);
  report("first stage", sections, dev, progress);
  if (auto written = write(plan, sections); !written) return written.error();

  StagePlan second_plan = first_plan;
  second_plan.with_spans = true;
  second_plan.crf.dropout = plan.second_dropout;
  second_plan.crf.epochs = plan.second_epochs;
  const std::vector<std::vector<Posterior>> posteriors = posteriors_of(first.answers);
  JackknifedStage second = train_stage(make_stage_data(dataset, lexicon, &posteriors), dataset, second_plan);
  sections[section::second_nodes] = std::move(second.node_table);
  sections[section::second_steps] = std::move(second.step_table);
  report("second stage", sections, dev, progress);
  if (!plan.answers.empty())
    if (auto kept = write_answers(plan.answers, second.answers); !kept) return kept.error();
  if (auto written = write(plan, sections); !written) return written.error();

  return std::move(second.answers);
}

/// Documents with what models trained without them say; restyled copies are left out unless asked for.
std::vector<UnseenDocument> unseen(const Dataset& dataset, const LexiconCounts& lexicon,
                                   const std::vector<std::vector<Candidate>>& candidates, bool with_copies) {
  std::vector<UnseenDocument> out;
  for (std::size_t d = 0; d < dataset.size(); ++d)
    if (with_copies || !dataset[d]->document.is_restyled)
      out.push_back({dataset[d].get(), candidates[d], lexicon.without(dataset[d]->document.group)});
  return out;
}

std::vector<UnseenDocument> unseen(const ModelParts& parts, const Dataset& dataset) {
  std::vector<UnseenDocument> out;
  for (const auto& document : dataset)
    out.push_back({document.get(), find_candidates(parts, document->analysis), parts.lexicon()});
  return out;
}

/// All words of the contents are marked.
bool is_direct(const Analysis& analysis, const Annotation& annotation) {
  bool direct = !annotation.pieces[content].empty();
  for (const Span piece : annotation.pieces[content])
    for (const Token& token : analysis.tokens)
      if (token.word.has_letter && piece.overlaps(token.span)) direct = direct && token.is_quoted;
  return direct;
}

/// How honest the confidence is on the development part, that nothing was fitted on.
void report_confidence(const Sections& sections, const Dataset& dev, const Progress& progress) {
  const ModelParts parts = parts_of(sections);
  if (!parts.confidence) return;
  const tagging::BoostedTrees& trees = *parts.confidence;
  const std::vector<JudgedAttribution> judged = judge(unseen(parts, dev), parts.thresholds);
  const Reliability reliability = measure_reliability(trees, judged);
  progress(text_of("confidence: expected calibration error %.3f", reliability.expected_error));
  for (const Reliability::Bin& bin : reliability.bins)
    progress(text_of("  %4d quotes: said %.2f, right %.2f", bin.count, bin.confidence, bin.right));
  std::size_t annotated = 0, annotated_direct = 0;
  for (const auto& document : dev)
    for (const Annotation& annotation : document->document.annotations) {
      annotated += 1;
      annotated_direct += is_direct(document->analysis, annotation);
    }
  std::vector<JudgedAttribution> direct;
  std::copy_if(judged.begin(), judged.end(), std::back_inserter(direct),
               [](const JudgedAttribution& c) { return c.kind == MarkKind::direct; });
  const RecallAt all = recall_at(0.95, trees, judged, annotated),
                 own = recall_at(0.95, trees, direct, annotated_direct);
  progress(text_of("recall at 95 %% precision: all %.3f (bar %.3f), direct %.3f (bar %.3f)", all.recall,
                   all.bar, own.recall, own.bar));
}

/// Trains the rescorer, then the confidence on what rescorers trained without a document say of it.
Result<Done> train_choice(const TrainingPlan& plan, const Dataset& dataset, const LexiconCounts& lexicon,
                          const std::vector<Stage::Answer>& answers, const Dataset& dev, Sections& sections,
                          const Progress& progress) {
  RescorerPlan rescorer_plan;
  rescorer_plan.trees.seed = plan.seed;
  rescorer_plan.trees.trees = plan.trees;
  rescorer_plan.trees.depth = plan.tree_depth;
  rescorer_plan.threads = plan.threads;
  TrainedRescorer rescorer = train_rescorer(dataset, answers, rescorer_plan);
  sections[section::rescorer] = std::move(rescorer.bytes);
  report("rescorer", sections, dev, progress);
  if (auto written = write(plan, sections); !written) return written;

  const Thresholds thresholds = tune_thresholds(unseen(dataset, lexicon, rescorer.candidates, false));
  sections[section::confidence] =
      fit_confidence(judge(unseen(dataset, lexicon, rescorer.candidates, true), thresholds), plan.seed)
          .bytes();
  return write(plan, sections);
}

/// Chooses the thresholds on the development part, and tells how honest the confidence is there: it was
/// fitted on the training part alone.
Result<Done> choose_thresholds(const TrainingPlan& plan, const Dataset& dev, Sections& sections,
                               const Progress& progress) {
  const Thresholds thresholds = tune_thresholds(unseen(parts_of(sections), dev));
  sections[section::thresholds] = bytes_of(thresholds);
  progress(text_of("thresholds: content %.3f, cue %.3f, source %.3f", thresholds[content], thresholds[cue],
                   thresholds[source]));
  report("tuned", sections, dev, progress);
  report_confidence(sections, dev, progress);
  return write(plan, sections);
}

Result<Done> train_pronouns(const TrainingPlan& plan, Sections& sections, const Progress& progress) {
  auto cases = read_ranker_cases(plan.corpora + "/gum/train.conllu");
  if (!cases) return cases.error();
  const auto dev = read_ranker_cases(plan.corpora + "/gum/dev.conllu");
  if (!dev) return dev.error();
  const RankerWeights weights = train_ranker(std::move(*cases), plan.seed);
  progress(text_of("pronouns: %.1f %% of %zu right on GUM's development part",
                   100 * ranker_accuracy(weights, *dev), dev->size()));
  sections[section::ranker] = bytes_of(weights);
  return write(plan, sections);
}

/// The sections of an earlier model, so that only the last steps need to be made again.
Result<Done> take_sections(const TrainingPlan& plan, Sections& sections) {
  const auto file = tagging::ModelFile::open(plan.stages_from, model_kind, features_fingerprint());
  if (!file) return file.error();
  for (const char* name :
       {section::tagger, section::lexicon, section::first_nodes, section::first_steps, section::second_nodes,
        section::second_steps, section::rescorer, section::confidence}) {
    const auto bytes = file->section(name);
    if (!bytes.empty()) sections[name].assign(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  }
  return Done{};
}

}  // namespace

Result<Done> train(const TrainingPlan& plan, const Progress& progress) {
  auto tagged = tagging::read_tagged_sentences(plan.corpora + "/gum/train.conllu");
  if (!tagged) return tagged.error();
  auto documents = read_corpus(plan.corpora + "/quotes/polnear_train.jsonl");
  if (!documents) return documents.error();
  auto dev_documents = read_corpus(plan.corpora + "/quotes/polnear_dev.jsonl");
  if (!dev_documents) return dev_documents.error();

  Sections sections;
  const bool has_stages = !plan.stages_from.empty();
  if (has_stages)
    if (auto taken = take_sections(plan, sections); !taken) return taken;
  if (!has_stages) sections[section::tagger] = tagging::train_pos(*tagged, {.seed = plan.seed});
  const tagging::PosTagger tagger = *tagging::PosTagger::open(sections[section::tagger]);
  const Dataset dev = label_all(std::move(*dev_documents), tagger);
  if (!has_stages || !plan.answers.empty()) {
    add_restyled(*documents, plan);
    const Dataset dataset = label_all(std::move(*documents), tagger);
    progress(text_of("%zu training documents, copies included", dataset.size()));
    const LexiconCounts lexicon = count_lexicon(dataset);
    const auto answers = has_stages ? read_answers(plan.answers, dataset.size())
                                    : train_stages(plan, dataset, lexicon, dev, sections, progress);
    if (!answers) return answers.error();
    if (auto done = train_choice(plan, dataset, lexicon, *answers, dev, sections, progress); !done)
      return done;
  }
  if (auto chosen = choose_thresholds(plan, dev, sections, progress); !chosen) return chosen;
  return train_pronouns(plan, sections, progress);
}

}  // namespace newswired::quotes
