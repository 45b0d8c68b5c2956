#include "stages/train/entities.h"

#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "stages/entities/trainer/train.h"

namespace newswired::train {
namespace {

std::string default_corpora() {
  const char* const shared = std::getenv("NEWSWIRED_SHARED");
  return std::string(shared != nullptr ? shared : "../shared") + "/corpora/ner";
}

struct Options {
  entities::TrainingPlan plan;
  std::string corpora = default_corpora();
  bool all = false;
  bool open = false;
};

int run(Options& options) {
  options.plan.files = entities::standard_mix(options.corpora, options.open);
  options.plan.own_word_counts = options.open;
  if (!options.all) options.plan.left_out = options.corpora + "/dev.iob2";
  options.plan.lexicon_folder = options.corpora + "/gazetteers";
  const auto done = entities::train(options.plan, [](std::string_view line) { std::cerr << line << std::endl; });
  if (done) return 0;
  std::cerr << "newswired-train: " << done.error().message << "\n";
  return 1;
}

}  // namespace

void add_entities(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<Options>();
  CLI::App* const command = app.add_subcommand("entities", "Train the model that finds names");
  command->add_option("--corpora", options->corpora, "Folder of the *.iob2 files and gazetteers/")->capture_default_str();
  command->add_option("--output", options->plan.output, "Model file to write")->required();
  command->add_option("--name", options->plan.model_name, "What records call the model, such as en-20260305")->required();
  command->add_option("--epochs", options->plan.epochs, "Passes over the sentences")->capture_default_str();
  command->add_option("--seed", options->plan.seed, "Start of the random numbers")->capture_default_str();
  command->add_flag("--all", options->all, "Train on the documents of dev.iob2 too");
  command->add_flag("--open", options->open,
                    "Leave out the sources that state no licence, and what was counted in others");
  command->callback([options, &exit_status] { exit_status = run(*options); });
}

}  // namespace newswired::train
