#include "stages/entities/trainer/train.h"

#include <bit>
#include <cstdio>
#include <memory>
#include <optional>

#include "stages/entities/features.h"
#include "stages/entities/fingerprint.h"
#include "stages/entities/labels.h"
#include "stages/entities/name_features.h"
#include "stages/entities/tagger.h"
#include "stages/entities/trainer/lexicon_builder.h"
#include "stages/tagging/feature_table.h"
#include "stages/tagging/model_file.h"
#include "stages/tagging/trainer/chain_trainer.h"
#include "stages/tagging/trainer/class_trainer.h"
#include "stages/tagging/trainer/feature_index.h"
#include "stages/tagging/trainer/random.h"

namespace newswired::entities {
namespace {

using tagging::ChainData;
using tagging::ChainWeights;
using Say = std::function<void(std::string_view)>;

constexpr std::uint32_t count_min = 2;
/// Shares of documents that are also seen in capitals, and in title case.
constexpr std::uint32_t copies_percent = 10;
constexpr std::uint64_t halves_seed = 7;
/// Costs a tenth of a point and leaves 15 MB of 70.
constexpr tagging::Pruning label_pruning{0, 2, 4};
constexpr tagging::Pruning name_pruning{0.02f, 1, 1};

std::string line(const char* format, auto... values) {
  char text[200];
  std::snprintf(text, sizeof text, format, values...);
  return text;
}

/// All documents of the plan; the copies come last.
struct Documents {
  std::vector<TrainingDocument> all;
  std::size_t original_count = 0;

  /// 0 or 1; copies have the half of their original's number, which does not matter.
  static int half_of(std::size_t document) { return static_cast<int>(tagging::mix(halves_seed, document) % 2); }
};

Result<Documents> read_documents(const TrainingPlan& plan, const Say& say) {
  SentenceSet left_out;
  if (!plan.left_out.empty()) {
    auto set = read_sentence_set(plan.left_out);
    if (!set) return set.error();
    left_out = std::move(*set);
  }
  Documents documents;
  for (const CorpusFile& file : plan.files) {
    auto read = read_corpus(file, left_out);
    if (!read) return read.error();
    std::size_t sentences = 0, tokens = 0;
    for (const auto& document : *read)
      for (const auto& sentence : document.sentences) ++sentences, tokens += sentence.tokens.size();
    say(line("%-60s %6zu documents %7zu sentences %8zu tokens", file.path.c_str(), read->size(), sentences, tokens));
    std::move(read->begin(), read->end(), std::back_inserter(documents.all));
  }
  documents.original_count = documents.all.size();
  tagging::Random random(plan.seed);
  for (std::size_t d = 0; d < documents.original_count; ++d) {
    // Sentence by sentence, so that long documents do not come as a whole.
    for (const auto& sentence : documents.all[d].sentences) {
      const std::uint32_t lot = random.below(100);
      if (lot >= 2 * copies_percent) continue;
      TrainingDocument one;
      one.weight = documents.all[d].weight;
      one.sentences.push_back(sentence);
      const std::uint32_t start = sentence.tokens.empty() ? 0 : sentence.tokens.front().span.start;
      const std::uint32_t end = sentence.tokens.empty() ? 0 : sentence.tokens.back().span.end;
      one.text = documents.all[d].text.substr(start, end - start);
      for (auto& token : one.sentences[0].tokens) token.span.start -= start, token.span.end -= start;
      documents.all.push_back(lot < copies_percent ? in_capitals(one) : in_title_case(one));
    }
  }
  return documents;
}

Words words_of(const TrainingDocument& document, const Lexicon& lexicon) {
  Words words(lexicon);
  for (const auto& sentence : document.sentences) words.add_sentence(document.text, sentence.tokens);
  return words;
}

/// Calls `use(document, sentence, features)` for every sentence.
template <class Use>
void for_each_sentence(const Documents& documents, const Lexicon& lexicon, Use use) {
  SentenceFeatures features;
  for (std::size_t d = 0; d < documents.all.size(); ++d) {
    const TrainingDocument& document = documents.all[d];
    const Words words = words_of(document, lexicon);
    const std::optional<Usage> usage = document.known ? std::optional<Usage>(words) : std::nullopt;
    for (std::size_t s = 0; s < document.sentences.size(); ++s) {
      extract_features(words, s, usage ? &*usage : nullptr, features);
      use(d, document.sentences[s], features);
    }
  }
}

/// The documents as numbers.
struct Prepared {
  tagging::FeatureIndex index;
  ChainData data;
  std::vector<std::uint32_t> document_of;         // of each sentence
  std::vector<std::uint32_t> first_sentence_of;   // of each document
};

void prepare(const Documents& documents, const Lexicon& lexicon, Prepared& prepared, const Say& say) {
  for_each_sentence(documents, lexicon, [&](std::size_t, const TrainingSentence&, const SentenceFeatures& features) {
    for (const Hash hash : features.hashes) prepared.index.count(hash);
  });
  const std::uint32_t feature_count = prepared.index.number(count_min);
  ChainData& data = prepared.data;
  data.label_count = label_count;
  for (const Hash hash : prepared.index.features()) data.feature_groups.push_back(hash & 3);
  for_each_sentence(documents, lexicon, [&](std::size_t d, const TrainingSentence& sentence, const SentenceFeatures& features) {
    while (prepared.first_sentence_of.size() <= d)
      prepared.first_sentence_of.push_back(static_cast<std::uint32_t>(data.sentence_count()));
    prepared.document_of.push_back(static_cast<std::uint32_t>(d));
    for (std::size_t i = 0; i < sentence.tokens.size(); ++i) {
      for (const Hash hash : features.of(i))
        if (const std::uint32_t id = prepared.index.id(hash); id != tagging::FeatureIndex::unknown)
          data.features.push_back(id);
      data.token_begins.push_back(static_cast<std::uint32_t>(data.features.size()));
    }
    data.allowed.insert(data.allowed.end(), sentence.allowed.begin(), sentence.allowed.end());
    data.sentence_begins.push_back(static_cast<std::uint32_t>(data.allowed.size()));
    data.sentence_weights.push_back(documents.all[d].weight);
  });
  say(line("%zu sentences, %zu tokens, %u features, %zu of them seen", data.sentence_count(), data.allowed.size(),
           feature_count, data.features.size()));
}

/// Trains on the documents of half 0 or 1, or on all (-1).
ChainWeights train_part(const Prepared& prepared, const TrainingPlan& plan, int half, const Say& say) {
  std::vector<std::uint32_t> sentences;
  for (std::uint32_t s = 0; s < prepared.data.sentence_count(); ++s)
    if (half < 0 || Documents::half_of(prepared.document_of[s]) == half) sentences.push_back(s);
  tagging::ChainOptions options;
  options.epochs = plan.epochs;
  options.group_dropout[own_words] = 0.15f;
  options.group_dropout[gazetteers] = 0.1f;
  options.group_dropout[document] = 0.2f;
  options.seed = plan.seed + static_cast<std::uint64_t>(half + 2);
  return train_chain(prepared.data, std::move(sentences), allowed_transitions(), options, [&](int epoch, double loss) {
    say(line("part %d, epoch %d: loss %.4f a token", half, epoch, loss));
  });
}

/// What the second stage should say about a found name; nothing when the corpus does not tell.
struct RightAnswer {
  int type;
  float weight;
};
std::optional<RightAnswer> right_answer(const FoundName& name, const TrainingSentence& sentence, std::uint32_t base) {
  const std::uint32_t first = name.words.first - base, last = name.words.last - base;
  const auto label = [&](std::uint32_t i) {
    return std::has_single_bit(sentence.allowed[i]) ? std::countr_zero(sentence.allowed[i]) : -1;
  };
  bool exact = true;
  int overlapped = no_name;
  for (std::uint32_t i = first; i < last; ++i) {
    if (label(i) < 0) {
      // Open: "no name" may be right or the misc that was found.
      if (name.type == no_name || name.type == 3 || std::popcount(sentence.allowed[i]) > 5) return std::nullopt;
      exact = false;
      continue;
    }
    if (label(i) == outside) {
      exact = false;
      continue;
    }
    if (overlapped == no_name) overlapped = type_of(label(i));
    exact = exact && type_of(label(i)) == overlapped && part_of(label(i)) == part_at(i, first, last);
  }
  if (exact) return RightAnswer{overlapped, 1};
  // A repeat with other borders is no name; a name with other borders still tells its type.
  if (name.type == no_name || overlapped == no_name) return RightAnswer{no_name, 1};
  return RightAnswer{overlapped, 0.5f};
}

/// What one half's model finds in the other half's documents.
void add_cases(const Documents& documents, const Prepared& prepared, const Lexicon& lexicon, const ChainWeights& weights,
               int half, std::vector<tagging::ClassCase>& cases) {
  const tagging::Decoder decoder(weights.transitions);
  for (std::size_t d = 0; d < documents.original_count; ++d) {
    if (Documents::half_of(d) != half) continue;
    const TrainingDocument& document = documents.all[d];
    const Words words = words_of(document, lexicon);
    std::vector<TaggedSentence> tagged(document.sentences.size());
    for (std::uint32_t s = 0; s < tagged.size(); ++s) {
      tagged[s].scores = tagging::chain_scores(prepared.data, prepared.first_sentence_of[d] + s, weights.weights, score_damping);
      tagged[s].path = decoder.best_path(tagged[s].scores);
    }
    const auto names = collect_names(words, tagged, weights.transitions);
    auto features = extract_name_features(words, names);
    for (std::size_t k = 0; k < names.size(); ++k) {
      const auto right = right_answer(names[k], document.sentences[names[k].sentence],
                                      words.sentences()[names[k].sentence].first);
      if (right) cases.push_back({std::move(features[k]), right->type, right->weight * document.weight});
    }
  }
}

std::string table_of(const std::vector<Hash>& features, const std::vector<float>& weights, int classes,
                     const tagging::Pruning& pruning) {
  std::vector<tagging::WeightedFeature> rows;
  rows.reserve(features.size());
  for (std::size_t f = 0; f < features.size(); ++f)
    rows.push_back({features[f], &weights[f * static_cast<std::size_t>(classes)]});
  return tagging::build_feature_table(rows, classes, pruning);
}

/// Adds a third of `part` to `sum`.
void add_third(ChainWeights& sum, const ChainWeights& part) {
  sum.weights.resize(part.weights.size());
  const auto add = [](std::vector<float>& to, const std::vector<float>& from) {
    for (std::size_t i = 0; i < to.size(); ++i) to[i] += from[i] / 3;
  };
  add(sum.weights, part.weights);
  add(sum.transitions.between, part.transitions.between);
  add(sum.transitions.start, part.transitions.start);
  add(sum.transitions.end, part.transitions.end);
}

}  // namespace

std::vector<CorpusFile> standard_mix(const std::string& folder, bool open) {
  const auto file = [&](const char* name, float weight = 1, bool joins = false, bool lacks_misc = false) {
    return CorpusFile{folder + "/" + name + ".iob2", weight, joins, lacks_misc};
  };
  std::vector<CorpusFile> files = {file("wikigold"), file("redocred", 1, true), file("uner_pud.nomisc", 1, true, true),
                                   file("uner_ewt.nomisc", 1, false, true)};
  if (!open) files.push_back(file("gmb_part", 0.5f));
  for (const char* name : {"crossner_politics", "crossner_science", "crossner_music", "crossner_literature", "re3d_open"})
    files.push_back(file(name));
  files.push_back(file("btc_gf.nomisc", 1, false, true));
  if (!open) files.push_back(file("worldwide_train", 2, true));
  return files;
}

Result<Done> train(const TrainingPlan& plan, const Say& say) {
  auto documents = read_documents(plan, say);
  if (!documents) return documents.error();
  std::optional<UsualCase> own;
  if (plan.own_word_counts) own = usual_case(std::span(documents->all).first(documents->original_count));
  auto sections = build_lexicon(plan.lexicon_folder, own);
  if (!sections) return sections.error();
  const auto bytes = [](const std::string& section) { return std::as_bytes(std::span(section.data(), section.size())); };
  const Lexicon lexicon{tagging::PhraseTable::view(bytes(sections->lists)).value(),
                        tagging::PhraseTable::view(bytes(sections->clusters)).value()};

  auto prepared = std::make_unique<Prepared>();
  prepare(*documents, lexicon, *prepared, say);
  ChainWeights average{{}, tagging::Transitions(label_count)};
  std::vector<tagging::ClassCase> cases;
  for (const int half : {0, 1}) {
    const ChainWeights part = train_part(*prepared, plan, half, say);
    add_cases(*documents, *prepared, lexicon, part, 1 - half, cases);
    add_third(average, part);
  }
  say(line("%zu names for the second stage", cases.size()));
  tagging::ClassOptions name_options;
  name_options.class_count = type_count + 1;
  name_options.epochs = plan.name_epochs;
  name_options.seed = plan.seed;
  const auto names = tagging::train_classes(cases, name_options, [&](int epoch, double loss) {
    say(line("second stage, epoch %d: loss %.4f a name", epoch, loss));
  });
  add_third(average, train_part(*prepared, plan, -1, say));

  tagging::ModelContent content;
  content.kind = "entities";
  content.name = plan.model_name;
  content.features = features_fingerprint();
  content.sections = {{"labels", table_of(prepared->index.features(), average.weights, label_count, label_pruning)},
                      {"transitions", tagging::to_section(average.transitions)},
                      {"names", table_of(names.features, names.weights, type_count + 1, name_pruning)},
                      {"lists", std::move(sections->lists)},
                      {"clusters", std::move(sections->clusters)}};
  for (const auto& [name, section] : content.sections) say(line("section %-12s %9zu bytes", name.c_str(), section.size()));
  return tagging::write_model_file(plan.output, content);
}

}  // namespace newswired::entities
