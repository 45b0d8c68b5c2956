// Tokens a second of the quote stage alone: one thread's processor time, without JSON, start and names.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "stages/quotes/analysis.h"
#include "stages/quotes/model_parts.h"
#include "stages/quotes/quotes.h"

namespace {

using namespace newswired;

double processor_seconds() {
  timespec time{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

std::vector<std::string> texts_of(std::istream& lines) {
  std::vector<std::string> texts;
  for (std::string line; std::getline(lines, line);)
    texts.push_back(nlohmann::json::parse(line).at("text").get<std::string>());
  return texts;
}

}  // namespace

// quotes_speed MODEL TEXTS.jsonl [ROUNDS]
int main(int argc, char** argv) try {
  if (argc < 3) return std::fprintf(stderr, "quotes_speed MODEL TEXTS.jsonl [ROUNDS]\n"), 2;
  const auto model = quotes::Model::load(argv[1]);
  if (!model) return std::fprintf(stderr, "quotes_speed: %s\n", model.error().message.c_str()), 1;
  std::ifstream lines(argv[2]);
  if (!lines) return std::fprintf(stderr, "quotes_speed: %s: cannot be read\n", argv[2]), 1;
  const std::vector<std::string> texts = texts_of(lines);
  std::size_t tokens = 0, quotes = 0;
  for (const std::string& text : texts) tokens += quotes::analyse(text, model->parts().tagger).tokens.size();

  const int rounds = argc > 3 ? std::max(1, std::atoi(argv[3])) : 5;
  double best = 0;
  for (int round = 0; round < rounds; ++round) {
    const double start = processor_seconds();
    for (const std::string& text : texts) quotes += quotes::find_quotes(*model, {"", text, "en"}, {}).size();
    const double speed = static_cast<double>(tokens) / (processor_seconds() - start);
    std::printf("round %d: %.0f tokens/s\n", round + 1, speed);
    best = std::max(best, speed);
  }
  std::printf("%zu texts, %zu tokens, %zu quotes: %.0f tokens/s at best\n", texts.size(), tokens,
              quotes / static_cast<std::size_t>(rounds), best);
  return 0;
} catch (const std::exception& error) {
  std::fprintf(stderr, "quotes_speed: %s\n", error.what());
  return 1;
}
