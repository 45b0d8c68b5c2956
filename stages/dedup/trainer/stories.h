#pragma once

#include <string>
#include <vector>

#include "proto/result.h"
#include "stages/dedup/seen_index.h"
#include "stages/dedup/story_weights.h"

namespace newswired::dedup {

/// An article of the development stream. Half of the events, by the hash of their names, are for learning.
struct StoryArticle {
  Candidate candidate;
  std::string event;  ///< Empty when it is not known.
  bool learned_from = false;
};

/// Reads `articles_path` and `truth_path`: JSON lines, one article a line in the same order, as the daemon
/// would take them. Errors name file and line.
Result<std::vector<StoryArticle>> read_story_articles(const std::string& articles_path,
                                                      const std::string& truth_path);

struct StoryScore {
  double precision = 1, recall = 1, f1 = 0;  ///< Over pairs of articles.
  int events = 0, articles = 0;
};

struct LearnedStories {
  StoryWeights weights;
  int pairs = 0, pairs_of_one_event = 0;           ///< What was learned from.
  StoryScore learned, kept_aside;                  ///< With these weights, on either half.
  StoryScore shipped_learned, shipped_kept_aside;  ///< With those that this program was built with.
};

/// Fits the weights of title, body and names to the pairs of a fresh article of the learning half and its
/// neighbours in the stream, by Newton's method on the penalised likelihood; deterministic.
LearnedStories learn_stories(const std::vector<StoryArticle>& articles);

}  // namespace newswired::dedup
