#include "stages/train/quotes.h"

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <string>

#include "stages/quotes/trainer/train.h"

namespace newswired::train {
namespace {

std::string default_corpora() {
  const char* const shared = std::getenv("NEWSWIRED_SHARED");
  return std::string(shared != nullptr ? shared : "../shared") + "/corpora";
}

int run(const quotes::TrainingPlan& plan) {
  const auto start = std::chrono::steady_clock::now();
  const auto done = quotes::train(plan, [&](std::string_view line) {
    const auto seconds =
        std::chrono::duration_cast<std::chrono::seconds>(std::chrono::steady_clock::now() - start);
    std::cerr << seconds.count() << " s: " << line << std::endl;
  });
  if (done) return 0;
  std::cerr << "newswired-train: " << done.error().message << "\n";
  return 1;
}

}  // namespace

void add_quotes(CLI::App& app, int& exit_status) {
  auto plan = std::make_shared<quotes::TrainingPlan>();
  plan->corpora = default_corpora();
  CLI::App* const command = app.add_subcommand("quotes", "Train the model that finds who said what");
  command->add_option("--corpora", plan->corpora, "Folder of quotes/ and gum/")->capture_default_str();
  command->add_option("--output", plan->output, "Model file to write")->required();
  command->add_option("--name", plan->model_name, "What records call the model, such as en-20260305")
      ->required();
  command->add_option("--stages-from", plan->stages_from,
                      "Keep the stages of this model; make thresholds, confidence and ranker again");
  command->add_option("--answers", plan->answers,
                      "Keep what the jackknifed stages answered in this file; with --stages-from, train the "
                      "rescorer again from it");
  command->add_option("--seed", plan->seed, "Start of the random numbers")->capture_default_str();
  command
      ->add_option("--restyled", plan->restyled_share, "Share of the documents seen again in another style")
      ->capture_default_str();
  command->add_option("--rows", plan->rows_max, "Features kept of each stage")->capture_default_str();
  command->add_option("--folds", plan->folds, "Of the jackknife between the stages")
      ->capture_default_str()
      ->check(CLI::Range(2, 16));
  command->add_option("--first-epochs", plan->first_epochs, "Passes of the first stage")
      ->capture_default_str();
  command->add_option("--second-epochs", plan->second_epochs, "Passes of the second stage")
      ->capture_default_str();
  command->add_option("--first-dropout", plan->first_dropout, "Share of features hidden in the first stage")
      ->capture_default_str();
  command
      ->add_option("--second-dropout", plan->second_dropout, "Share of features hidden in the second stage")
      ->capture_default_str();
  command->add_option("--trees", plan->trees, "Trees of each rescorer")->capture_default_str();
  command->add_option("--tree-depth", plan->tree_depth, "Their depth")->capture_default_str();
  command->add_option("--threads", plan->threads, "Trainings at a time; the result does not depend on it")
      ->capture_default_str();
  command->callback([plan, &exit_status] { exit_status = run(*plan); });
}

}  // namespace newswired::train
