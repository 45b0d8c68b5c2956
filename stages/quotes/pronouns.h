#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "stages/text/given_names.h"

namespace newswired::quotes {

using text::Gender;

/// A place where a person is named or meant, as the ranker looks back on it.
struct PersonMention {
  std::uint32_t person = 0;  ///< Any number that names the person.
  std::uint32_t token = 0, sentence = 0, paragraph = 0;
  bool is_subject = false;   ///< A finite verb follows.
  bool is_speaking = false;  ///< That verb is one of saying.
  bool is_quoted = false;
  bool is_pronoun = false;
  Gender gender = Gender::unknown;  ///< What the mention itself tells.
};

/// he, she, him, her, his…
struct Pronoun {
  std::uint32_t token = 0, sentence = 0, paragraph = 0;
  Gender gender = Gender::unknown;
  bool is_quoted = false;
};

inline constexpr int ranker_feature_count = 24;
using RankerWeights = std::array<float, ranker_feature_count>;
using RankerFeatures = std::array<float, ranker_feature_count>;

/// Beyond this many persons back nobody is meant.
inline constexpr std::size_t ranked_max = 12;

/// The persons of a text up to a place, and who a pronoun there may stand for: a log-linear ranker over
/// distance, recency, subject, gender and the like (as Denis and Baldridge 2008).
class PersonMemory {
 public:
  struct Person {
    std::uint32_t id = 0;
    PersonMention last;
    Gender gender = Gender::unknown;
    std::uint32_t mention_count = 0;
    bool is_first = false;  ///< Named in the first two sentences.
  };

  void see(const PersonMention& mention);

  /// The latest first.
  const std::vector<Person>& recent() const { return recent_; }
  RankerFeatures features(std::size_t rank, const Pronoun& pronoun) const;

 private:
  std::vector<Person> recent_;
  std::array<std::int64_t, 3> last_by_pronoun_{-1, -1, -1};  // by gender: whom the last pronoun meant
  std::int64_t last_speaking_ = -1;
};

/// Trained on GUM's coreference by `newswired-train quotes`; the model file's weights replace them.
extern const RankerWeights default_ranker;

float ranker_score(const RankerWeights& weights, const RankerFeatures& features);

}  // namespace newswired::quotes
