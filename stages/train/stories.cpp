#include "stages/train/stories.h"

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <memory>
#include <string>

#include "stages/dedup/trainer/stories.h"

namespace newswired::train {
namespace {

struct Options {
  std::string corpora, output;
};

std::string default_corpora() {
  const char* const shared = std::getenv("NEWSWIRED_SHARED");
  return std::string(shared != nullptr ? shared : "../shared") + "/corpora/dedup";
}

void print(const char* half, const dedup::StoryScore& score) {
  std::printf("  %s, %d articles of %d events: P %.3f, R %.3f, F1 %.3f\n", half, score.articles, score.events,
              score.precision, score.recall, score.f1);
}

Result<Done> write(const std::string& path, const dedup::StoryWeights& weights) {
  char line[200];
  std::snprintf(line, sizeof line, ".bias = %.4f, .title = %.4f, .body = %.4f, .names = %.4f, .day = %.4f\n",
                weights.bias, weights.title, weights.body, weights.names, weights.day);
  std::ofstream file(path);
  file << "// Written by newswired-train stories.\n" << line;
  if (!file.flush()) return Error{ErrorKind::unavailable, path + ": cannot be written"};
  return Done{};
}

Result<Done> run(const Options& options) {
  const auto articles =
      dedup::read_story_articles(options.corpora + "/dev.jsonl", options.corpora + "/dev.truth.jsonl");
  if (!articles) return articles.error();
  const dedup::LearnedStories learned = dedup::learn_stories(*articles);
  std::printf("%d pairs, %d of one event\n", learned.pairs, learned.pairs_of_one_event);
  std::printf("bias %.4f, title %.4f, body %.4f, names %.4f\n", learned.weights.bias, learned.weights.title,
              learned.weights.body, learned.weights.names);
  print("learned from", learned.learned);
  print("kept aside", learned.kept_aside);
  std::printf("with the weights of this program:\n");
  print("learned from", learned.shipped_learned);
  print("kept aside", learned.shipped_kept_aside);
  return options.output.empty() ? Result<Done>(Done{}) : write(options.output, learned.weights);
}

}  // namespace

void add_stories(CLI::App& app, int& exit_status) {
  auto options = std::make_shared<Options>();
  options->corpora = default_corpora();
  CLI::App* const command = app.add_subcommand("stories", "Learn how much alike articles of one story are");
  command->add_option("--corpora", options->corpora, "Folder of dev.jsonl and dev.truth.jsonl")
      ->capture_default_str();
  command->add_option("--output", options->output,
                      "Where to write the weights: stages/dedup/story_weights.inc");
  command->callback([options, &exit_status] {
    const auto done = run(*options);
    if (!done) std::cerr << "newswired-train: " << done.error().message << "\n";
    exit_status = done ? 0 : 1;
  });
}

}  // namespace newswired::train
