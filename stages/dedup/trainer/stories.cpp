#include "stages/dedup/trainer/stories.h"

#include <array>
#include <cmath>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "stages/dedup/candidate_json.h"
#include "stages/dedup/story_index.h"

namespace newswired::dedup {
namespace {

constexpr double penalty = 0.1;
constexpr int newton_steps = 50;      // far more than it takes
constexpr double day_weight = -0.05;  // a month asks for a third more than a day does
constexpr double bias_moved_max = 2;  // from the fitted one, either way
constexpr int bias_steps = 80;

constexpr std::size_t size = 4;  // bias, title, body, names
using Vector = std::array<double, size>;

struct Pair {
  Vector evidence{};
  bool one_event = false;
};

/// FNV-1a: the same halves on every machine.
bool is_learned_from(const std::string& event) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : event) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return (hash >> 32) % 2 == 0;
}

/// What the stream's articles are chosen by, whatever the weights.
struct Told {
  std::size_t of = 0;  ///< The article that it repeats: an index before its own; its own when it is fresh.
  struct Neighbour {
    std::size_t article = 0;
    StoryEvidence evidence;
  };
  std::vector<Neighbour> neighbours;
};

std::vector<Told> tell(const std::vector<StoryArticle>& articles) {
  SeenIndex index;
  StoryIndex stories;
  std::vector<Told> told;
  std::map<std::string, std::size_t> number_of;
  for (const StoryArticle& article : articles) {
    Judged judged{index.position() + 1, article.candidate, index.judge(article.candidate)};
    Told next{told.size(), {}};
    if (judged.verdict.kind != Verdict::Kind::fresh)
      next.of = number_of.at(judged.verdict.of);
    else
      for (const StoryNeighbour& found : stories.neighbours(article.candidate))
        next.neighbours.push_back({found.position - 1, found.evidence});
    number_of.emplace(article.candidate.id, told.size());
    told.push_back(std::move(next));
    stories.push(judged);
    index.apply(judged);
  }
  return told;
}

/// The story that `weights` give each article: the index of its first one.
std::vector<std::size_t> stories_of(const std::vector<Told>& told, const StoryWeights& weights) {
  std::vector<std::size_t> stories;
  for (const Told& article : told) {
    std::size_t story = article.of == stories.size() ? article.of : stories[article.of];
    double best = 0;
    for (const Told::Neighbour& neighbour : article.neighbours) {
      const double score = weights.score(neighbour.evidence);
      if (score <= best) continue;
      best = score;
      story = stories[neighbour.article];
    }
    stories.push_back(story);
  }
  return stories;
}

std::vector<Pair> pairs_of(const std::vector<StoryArticle>& articles, const std::vector<Told>& told) {
  std::vector<Pair> pairs;
  for (std::size_t i = 0; i < told.size(); ++i) {
    if (!articles[i].learned_from) continue;
    for (const Told::Neighbour& neighbour : told[i].neighbours) {
      const StoryArticle& other = articles[neighbour.article];
      if (!other.event.empty() && !other.learned_from) continue;  // of an event that is kept aside
      const StoryEvidence& evidence = neighbour.evidence;
      pairs.push_back({{1, evidence.title, evidence.body, evidence.names}, other.event == articles[i].event});
    }
  }
  return pairs;
}

double product(const Vector& a, const Vector& b) {
  double sum = 0;
  for (std::size_t i = 0; i < size; ++i) sum += a[i] * b[i];
  return sum;
}

/// Solves `matrix` x = `right` by Gauss's method; the matrix is positive definite.
Vector solve(std::array<Vector, size> matrix, Vector right) {
  for (std::size_t i = 0; i < size; ++i)
    for (std::size_t j = i + 1; j < size; ++j) {
      const double factor = matrix[j][i] / matrix[i][i];
      for (std::size_t k = i; k < size; ++k) matrix[j][k] -= factor * matrix[i][k];
      right[j] -= factor * right[i];
    }
  for (std::size_t i = size; i-- > 0;) {
    for (std::size_t k = i + 1; k < size; ++k) right[i] -= matrix[i][k] * right[k];
    right[i] /= matrix[i][i];
  }
  return right;
}

StoryWeights fit(const std::vector<Pair>& pairs) {
  Vector weights{};
  for (int step = 0; step < newton_steps; ++step) {
    std::array<Vector, size> curvature{};
    Vector slope{};
    curvature[0][0] = 1e-9;
    for (std::size_t i = 1; i < size; ++i) {
      curvature[i][i] = penalty;
      slope[i] = -penalty * weights[i];
    }
    for (const Pair& pair : pairs) {
      const double probability = 1 / (1 + std::exp(-product(weights, pair.evidence)));
      for (std::size_t i = 0; i < size; ++i) {
        slope[i] += ((pair.one_event ? 1 : 0) - probability) * pair.evidence[i];
        for (std::size_t j = 0; j < size; ++j)
          curvature[i][j] += probability * (1 - probability) * pair.evidence[i] * pair.evidence[j];
      }
    }
    const Vector change = solve(curvature, slope);
    for (std::size_t i = 0; i < size; ++i) weights[i] += change[i];
  }
  return {weights[0], weights[1], weights[2], weights[3], day_weight};
}

double pairs_among(double count) {
  return count * (count - 1) / 2;
}

/// Pairs in one story against pairs of one event. An article of no known event is of another one than those
/// that have one; of two such articles nothing is known, so they make no pair.
class Agreement {
 public:
  void add(std::size_t story, const std::string& event) {
    Count& in_story = stories_[story];
    ++in_story.articles;
    if (event.empty()) {
      ++in_story.unknown;
      return;
    }
    ++events_[event];
    ++in_story.events[event];
  }

  StoryScore score() const {
    double right = 0, found = 0, wanted = 0;
    for (const auto& [story, count] : stories_) {
      found += pairs_among(count.articles) - pairs_among(count.unknown);
      for (const auto& [event, articles] : count.events) right += pairs_among(articles);
    }
    StoryScore score;
    for (const auto& [event, articles] : events_) {
      wanted += pairs_among(articles);
      score.articles += articles;
    }
    score.events = static_cast<int>(events_.size());
    score.precision = found > 0 ? right / found : 1;
    score.recall = wanted > 0 ? right / wanted : 1;
    score.f1 = right > 0 ? 2 * right / (found + wanted) : 0;
    return score;
  }

 private:
  struct Count {
    int articles = 0, unknown = 0;
    std::map<std::string, int> events;
  };
  std::map<std::size_t, Count> stories_;
  std::map<std::string, int> events_;
};

struct Halves {
  StoryScore learned, kept_aside;
};

Halves score_halves(const std::vector<StoryArticle>& articles, const std::vector<Told>& told,
                    const StoryWeights& weights) {
  Agreement learned, kept_aside;
  const std::vector<std::size_t> stories = stories_of(told, weights);
  for (std::size_t i = 0; i < articles.size(); ++i) {
    const StoryArticle& article = articles[i];
    if (article.learned_from || article.event.empty()) learned.add(stories[i], article.event);
    if (!article.learned_from) kept_aside.add(stories[i], article.event);
  }
  return {learned.score(), kept_aside.score()};
}

/// The bias with which the learning half's stories come out best: the odds of a pair say nothing of how many
/// pairs a story's articles make. Of equal ones the middle.
double best_bias(const std::vector<StoryArticle>& articles, const std::vector<Told>& told,
                 StoryWeights weights) {
  const double fitted = weights.bias;
  double best_f1 = -1, first = 0, last = 0;
  for (int step = 0; step <= bias_steps; ++step) {
    weights.bias = fitted + bias_moved_max * (2.0 * step / bias_steps - 1);
    const double f1 = score_halves(articles, told, weights).learned.f1;
    if (f1 > best_f1) first = weights.bias, best_f1 = f1;
    if (f1 >= best_f1) last = weights.bias;
  }
  return (first + last) / 2;
}

}  // namespace

Result<std::vector<StoryArticle>> read_story_articles(const std::string& articles_path,
                                                      const std::string& truth_path) {
  std::ifstream articles_file(articles_path), truth_file(truth_path);
  if (!articles_file) return Error{ErrorKind::unavailable, articles_path + ": cannot be read"};
  if (!truth_file) return Error{ErrorKind::unavailable, truth_path + ": cannot be read"};
  std::vector<StoryArticle> articles;
  int number = 0;
  for (std::string line, truth; std::getline(articles_file, line);) {
    const std::string where = ", line " + std::to_string(++number);
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) return Error{ErrorKind::invalid, articles_path + where + ": no JSON object"};
    const auto right =
        std::getline(truth_file, truth) ? nlohmann::json::parse(truth, nullptr, false) : nlohmann::json();
    if (!right.is_object() || text_member(right, "id") != text_member(json, "id"))
      return Error{ErrorKind::invalid,
                   truth_path + where + ": not of the article " + text_member(json, "id")};
    // Made of two articles, or to look like one of another event: of no event of their own.
    const std::string event = text_member(right, "event");
    if (right.contains("alt") && right["alt"].is_array()) continue;
    if (!text_member(right, "neg").empty()) continue;
    articles.push_back({candidate_from_json(json), event, !event.empty() && is_learned_from(event)});
  }
  return articles;
}

LearnedStories learn_stories(const std::vector<StoryArticle>& articles) {
  LearnedStories learned;
  const std::vector<Told> told = tell(articles);
  const std::vector<Pair> pairs = pairs_of(articles, told);
  learned.pairs = static_cast<int>(pairs.size());
  for (const Pair& pair : pairs) learned.pairs_of_one_event += pair.one_event;
  learned.weights = fit(pairs);
  learned.weights.bias = best_bias(articles, told, learned.weights);
  const Halves halves = score_halves(articles, told, learned.weights),
               shipped = score_halves(articles, told, story_weights);
  learned.learned = halves.learned;
  learned.kept_aside = halves.kept_aside;
  learned.shipped_learned = shipped.learned;
  learned.shipped_kept_aside = shipped.kept_aside;
  return learned;
}

}  // namespace newswired::dedup
