#include "stages/train/speakers.h"

#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "stages/entities/entities.h"
#include "stages/quotes/model.h"
#include "stages/quotes/trainer/speaker_scoring.h"

namespace newswired::train {
namespace {

struct Options {
  std::string corpus, cases = "stages/quotes/trainer/speaker_cases.jsonl";
  std::string quotes_model = "stages/quotes/model/en.model",
              entities_model = "stages/entities/model/en.model";
  bool misses = false;
};

std::string default_corpus() {
  const char* const shared = std::getenv("NEWSWIRED_SHARED");
  return std::string(shared != nullptr ? shared : "../shared") + "/corpora/quotes/polnear_dev.jsonl";
}

void print(const std::string& part, const quotes::SpeakerScore& score) {
  const auto percent = [&](int count, int of) { return 100.0 * count / std::max(1, of); };
  std::printf("%s: %d cases\n", part.c_str(), score.cases);
  std::printf("  given the source: right %.1f %% (%d), named %d, of these right %.1f %%\n",
              percent(score.right, score.cases), score.right, score.named, percent(score.right, score.named));
  std::printf("  end to end: right %.1f %% (%d), found %d, named %d, of these right %.1f %%\n",
              percent(score.found_right, score.cases), score.found_right, score.found, score.found_named,
              percent(score.found_right, score.found_named));
  std::printf("  other sources: %d, given a name all the same: %d\n", score.others, score.others_named);
}

Result<Done> run(const Options& options) {
  const auto quotes_model = quotes::Model::load(options.quotes_model);
  if (!quotes_model) return quotes_model.error();
  const auto entities_model = entities::Model::load(options.entities_model);
  if (!entities_model) return entities_model.error();
  const auto report = quotes::score_speakers(
      quotes_model->parts(), options.corpus, options.cases, [&](std::string_view text) {
        return entities::find_entities(*entities_model, {"", text, "en"});
      });
  if (!report) return report.error();
  for (const auto& [part, score] : report->parts) print(part, score);
  for (const quotes::SpeakerMiss& miss : report->misses)
    if (options.misses)
      std::printf("%s, %d: \"%s\" is \"%s\"; given the source \"%s\"; end to end \"%s\"\n", miss.part.c_str(),
                  miss.line, miss.source.c_str(), miss.right.c_str(), miss.given.c_str(), miss.found.c_str());
  return Done{};
}

}  // namespace

void add_speakers(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<Options>();
  options->corpus = default_corpus();
  CLI::App* const command = app.add_subcommand("speakers", "Score the names given to annotated speakers");
  command->add_option("--corpus", options->corpus, "PolNeAR's development part")->capture_default_str();
  command->add_option("--cases", options->cases, "The annotated speakers")->capture_default_str();
  command->add_option("--quotes-model", options->quotes_model, "Model of the quote stage")
      ->capture_default_str();
  command->add_option("--entities-model", options->entities_model, "Model of the entity stage")
      ->capture_default_str();
  command->add_flag("--misses", options->misses, "List what was missed, but in the report half");
  command->callback([options, &exit_status] {
    const auto done = run(*options);
    if (!done) std::cerr << "newswired-train: " << done.error().message << "\n";
    exit_status = done ? 0 : 1;
  });
}

}  // namespace newswired::train
