// Trains the weights by which blocks are judged. Reads the lines of pages.py and written_pages.py on stdin, writes
// weights.inc to stdout and figures to stderr (see ../README.md).
#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <random>
#include <sstream>
#include <unordered_set>

#include "stages/clean/choose.h"
#include "stages/clean/extract.h"
#include "stages/clean/phrases.h"
#include "stages/clean/trainer/sides.h"
#include "stages/text/normalize.h"

namespace newswired::clean {
namespace {

/// One page: its blocks with what is known to belong (1), not to belong (0), or not known (-1).
struct Sample {
  std::size_t publisher = 0;  ///< Pages of one publisher are never parted between training and judging.
  Blocks blocks;
  std::vector<FeatureRow> rows;
  bool is_whole = false;      ///< Every block is labelled.
  bool is_written = false;    ///< Made to train on: no figure counts it.
  std::vector<int> labels;
  std::vector<float> weights;
};

struct Example {
  std::size_t page = 0;
  const FeatureRow* row = nullptr;
  float label = 0;
  float weight = 0;
  float penalty = 0;
};

using Weights = std::vector<float>;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  std::istringstream stream{std::string(text)};
  for (std::string word; stream >> word;)
    if (std::string bare = bare_words(word); !bare.empty()) words.push_back(std::move(bare));
  return words;
}

/// Every run of `length` words.
std::vector<std::string> shingles(const std::vector<std::string>& words, std::size_t length) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i + length <= words.size(); ++i) {
    std::string shingle;
    for (std::size_t k = 0; k < length; ++k) shingle += words[i + k] + " ";
    out.push_back(std::move(shingle));
  }
  return out;
}

void label_by_text(std::string_view truth, Sample& sample) {
  std::unordered_set<std::string> runs, lines;
  for (std::string& run : shingles(words_of(truth), 4)) runs.insert(std::move(run));
  std::istringstream stream{std::string(truth)};
  for (std::string line; std::getline(stream, line);) lines.insert(bare_words(line));
  double total = 0;
  sample.is_whole = true;
  for (std::size_t i = 0; i < sample.blocks.list.size(); ++i) {
    const std::string_view text = sample.blocks.text_of(sample.blocks.list[i]);
    const std::vector<std::string> own = shingles(words_of(text), 4);
    std::size_t hits = 0;
    for (const std::string& run : own) hits += runs.count(run);
    sample.labels[i] = own.empty() ? lines.count(bare_words(text)) > 0 : 2 * hits > own.size();
    sample.weights[i] = std::pow(std::min(sample.blocks.list[i].words + 3, 80.0f), 0.7f);
    total += sample.weights[i];
  }
  for (float& weight : sample.weights) weight *= 100 / static_cast<float>(std::max(total, 100.0));
}

void label_by_snippets(const nlohmann::json& line, Sample& sample) {
  for (std::size_t i = 0; i < sample.blocks.list.size(); ++i) {
    const std::string text = text::normalize_line(sample.blocks.text_of(sample.blocks.list[i]));
    const auto holds = [&](const nlohmann::json& strings) {
      return std::any_of(strings.begin(), strings.end(), [&](const nlohmann::json& string) {
        return text.find(text::normalize_line(string.get<std::string>())) != std::string::npos;
      });
    };
    const bool wanted = holds(line["with"]), unwanted = holds(line["without"]);
    sample.labels[i] = wanted == unwanted ? -1 : wanted;
    sample.weights[i] = 6;
  }
}

Sample read_sample(const nlohmann::json& line) {
  std::ifstream file(line["path"].get<std::string>(), std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  PageHints hints;
  hints.url = line.value("url", "");
  Sample sample;
  sample.publisher = std::hash<std::string>()(line["publisher"].get<std::string>());
  sample.is_written = line.value("written", false);
  ReadPage page = read_page(bytes, hints);
  sample.blocks = std::move(page.blocks);
  const BlockFeatures features(sample.blocks, page.anchor);
  sample.rows.resize(sample.blocks.list.size());
  for (std::size_t i = 0; i < sample.rows.size(); ++i) features.append(i, sample.rows[i]);
  sample.labels.assign(sample.rows.size(), -1);
  sample.weights.assign(sample.rows.size(), 1);
  if (line.contains("text"))
    label_by_text(line["text"].get<std::string>(), sample);
  else
    label_by_snippets(line, sample);
  return sample;
}

float judge(const FeatureRow& row, const Weights& weights) {
  return probability(weighted_sum(row, weights.data()) + weights[feature_count]);
}

struct Options {
  int rounds = 12;
  float penalty = 0.003f;
  float written = 0.05f;  ///< What a written page counts for, a real one being 1.
  std::uint32_t division = 0;  ///< Which division of the publishers into folds, and which order of examples.
  float forgotten = 0.6f;  ///< Share of the kinds of class evidence that a page loses in a round.
  float missing = 0.35f;   ///< Share of all other features that a page loses in a round.
};

/// Whether the page forgets this feature in this round: neither one publisher's habit of naming nor any other fact by
/// itself must be leant upon.
bool is_forgotten(std::size_t page, int round, std::uint16_t feature, const Options& options) {
  const int kind = class_evidence_of(feature);
  const float share = kind < 0 ? options.missing : options.forgotten;
  if (share <= 0) return false;
  std::uint64_t hash = page + 10000 * static_cast<std::uint64_t>(options.division);
  hash = (hash * 1000 + static_cast<std::uint64_t>(round)) * 1000;
  hash += static_cast<std::uint64_t>(kind < 0 ? evidence_count + feature : kind);
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
  hash = (hash ^ (hash >> 27)) * 0x94D049BB133111EBu;
  return static_cast<float>(hash >> 40) < share * static_cast<float>(1 << 24);
}

/// Logistic regression by AdaGrad with an L2 penalty; evidence never speaks for the other side; the mean of the weights of
/// the later half of the rounds.
Weights train(std::vector<Example> examples, const Options& options) {
  Weights weights(feature_count + 1, 0.0f), squares(feature_count + 1, 1e-3f), sums(feature_count + 1, 0.0f);
  std::mt19937 random(7 + options.division);
  int summed = 0;
  FeatureRow row;
  for (int round = 0; round < options.rounds; ++round) {
    std::shuffle(examples.begin(), examples.end(), random);
    for (const Example& example : examples) {
      row.clear();
      for (const Feature& feature : *example.row)
        if (!is_forgotten(example.page, round, feature.id, options)) row.push_back(feature);
      const float error = (judge(row, weights) - example.label) * example.weight;
      const auto step = [&](std::size_t id, float value) {
        const float gradient = error * value + example.penalty * weights[id];
        squares[id] += gradient * gradient;
        weights[id] -= 0.15f * gradient / std::sqrt(squares[id]);
        if (weights[id] * static_cast<float>(side_of(id)) < 0) weights[id] = 0;
      };
      for (const Feature& feature : row) step(feature.id, feature.value);
      step(feature_count, 1);
    }
    if (round < options.rounds / 2) continue;
    ++summed;
    for (std::size_t id = 0; id < weights.size(); ++id) sums[id] += weights[id];
  }
  for (float& sum : sums) sum /= static_cast<float>(std::max(summed, 1));
  return sums;
}

std::vector<Example> examples_of(const std::vector<Sample>& samples, const std::vector<std::vector<FeatureRow>>& rows,
                                 std::size_t fold, std::size_t folds, const Options& options) {
  std::vector<Example> examples;
  for (std::size_t s = 0; s < samples.size(); ++s) {
    if (folds > 1 && samples[s].publisher % folds == fold) continue;
    const float worth = samples[s].is_written ? options.written : 1;
    for (std::size_t i = 0; i < rows[s].size(); ++i)
      if (samples[s].labels[i] >= 0)
        examples.push_back({s, &rows[s][i], static_cast<float>(samples[s].labels[i]), samples[s].weights[i] * worth,
                            options.penalty * worth});
  }
  return examples;
}

/// Weighted share of wrong judgements on real pages.
double error_of(const std::vector<Sample>& samples, const std::vector<std::vector<float>>& shares) {
  double wrong = 0, all = 0;
  for (std::size_t s = 0; s < samples.size(); ++s)
    for (std::size_t i = 0; i < shares[s].size() && !samples[s].is_written; ++i) {
      if (samples[s].labels[i] < 0) continue;
      all += samples[s].weights[i];
      if ((shares[s][i] >= 0.5f) != (samples[s].labels[i] == 1)) wrong += samples[s].weights[i];
    }
  return wrong / std::max(all, 1e-9);
}

/// Mean precision and recall in words of the real pages whose whole text is known, as the scorers count, and F1 of the
/// labelled blocks of the others.
void report(const std::vector<Sample>& samples, const std::vector<std::vector<float>>& shares) {
  double precision = 0, recall = 0, count = 0, right = 0, wrong = 0;
  for (std::size_t s = 0; s < samples.size(); ++s) {
    if (samples[s].is_written) continue;
    if (!samples[s].is_whole) {
      for (std::size_t i = 0; i < shares[s].size(); ++i) {
        if (samples[s].labels[i] < 0) continue;
        const bool is_kept = shares[s][i] >= 0.5f, is_wanted = samples[s].labels[i] == 1;
        right += is_kept && is_wanted, wrong += is_kept != is_wanted;
      }
      continue;
    }
    double kept = 0, wanted = 0, both = 0;
    for (std::size_t i = 0; i < shares[s].size(); ++i) {
      const double words = samples[s].blocks.list[i].words;
      const bool is_kept = shares[s][i] >= 0.5f, is_wanted = samples[s].labels[i] == 1;
      kept += is_kept * words, wanted += is_wanted * words, both += (is_kept && is_wanted) * words;
    }
    precision += both / std::max(kept, 1.0), recall += both / std::max(wanted, 1.0), ++count;
  }
  precision /= std::max(count, 1.0), recall /= std::max(count, 1.0);
  std::fprintf(stderr, "unseen publishers: words' F1 %.4f (precision %.4f, recall %.4f), labelled blocks' F1 %.4f\n",
               2 * precision * recall / std::max(precision + recall, 1e-9), precision, recall,
               2 * right / std::max(2 * right + wrong, 1.0));
}

/// What models that have not seen a page say of it.
std::vector<std::vector<float>> judge_unseen(const std::vector<Sample>& samples,
                                             const std::vector<std::vector<FeatureRow>>& rows, const Options& options) {
  constexpr std::size_t folds = 5;
  std::vector<std::vector<float>> shares(samples.size());
  for (std::size_t fold = 0; fold < folds; ++fold) {
    const Weights weights = train(examples_of(samples, rows, fold, folds, options), options);
    for (std::size_t s = 0; s < samples.size(); ++s)
      if (samples[s].publisher % folds == fold)
        for (const FeatureRow& row : rows[s]) shares[s].push_back(judge(row, weights));
  }
  return shares;
}

void print(const char* name, const Weights& weights) {
  std::printf("constexpr float %s[feature_count + 1] = {", name);
  for (std::size_t i = 0; i < weights.size(); ++i)
    std::printf(std::fabs(weights[i]) < 5e-4f ? "%s0," : "%s%.3ff,", i % 16 == 0 ? "\n    " : " ", weights[i]);
  std::printf("\n};\n");
}

/// Another number for a publisher, so that others stand in its fold; division 0 leaves it.
std::size_t divided(std::size_t publisher, std::uint32_t division) {
  if (division == 0) return publisher;
  std::uint64_t hash = publisher + division * 0x9E3779B97F4A7C15u;
  hash = (hash ^ (hash >> 30)) * 0xBF58476D1CE4E5B9u;
  return (hash ^ (hash >> 27)) * 0x94D049BB133111EBu >> 20;
}

int run(const Options& options) {
  std::vector<Sample> samples;
  for (std::string line; std::getline(std::cin, line);) samples.push_back(read_sample(nlohmann::json::parse(line)));
  for (Sample& sample : samples) sample.publisher = divided(sample.publisher, options.division);
  std::vector<std::vector<FeatureRow>> rows;
  for (Sample& sample : samples) rows.push_back(std::move(sample.rows));

  const Weights first = train(examples_of(samples, rows, 0, 1, options), options);
  const auto unseen = judge_unseen(samples, rows, options);
  std::fprintf(stderr, "first judgement: %.4f wrong\n", error_of(samples, unseen));
  for (std::size_t s = 0; s < samples.size(); ++s) {
    const NeighbourFeatures more(samples[s].blocks, unseen[s]);
    for (std::size_t i = 0; i < rows[s].size(); ++i) more.append(i, rows[s][i]);
  }
  const Weights second = train(examples_of(samples, rows, 0, 1, options), options);
  const auto judged = judge_unseen(samples, rows, options);
  std::fprintf(stderr, "second judgement: %.4f wrong\n", error_of(samples, judged));
  report(samples, judged);

  std::printf("// Written by newswired-clean-trainer: do not edit.\n");
  print("first_weights", first);
  print("second_weights", second);
  return 0;
}

}  // namespace
}  // namespace newswired::clean

int main(int argc, char** argv) {
  newswired::clean::Options options;
  if (argc > 1) options.rounds = std::atoi(argv[1]);
  if (argc > 2) options.penalty = static_cast<float>(std::atof(argv[2]));
  if (argc > 3) options.forgotten = static_cast<float>(std::atof(argv[3]));
  if (argc > 4) options.missing = static_cast<float>(std::atof(argv[4]));
  if (argc > 5) options.written = static_cast<float>(std::atof(argv[5]));
  if (argc > 6) options.division = static_cast<std::uint32_t>(std::atoi(argv[6]));
  return newswired::clean::run(options);
}
