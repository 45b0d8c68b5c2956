#include "stages/quotes/pronouns.h"

#include <algorithm>
#include <cmath>

namespace newswired::quotes {

const RankerWeights default_ranker = {0.91f,  0.39f, -0.50f, -1.01f, -1.40f, 0.18f,  0.21f,  -0.21f,
                                      -0.82f, 0.44f, -0.53f, 0.12f,  0.64f,  -1.49f, 0.18f,  0.62f,
                                      1.82f,  0.88f, -0.16f, 0.26f,  -0.07f, 0.41f,  -0.29f, -0.09f};

void PersonMemory::see(const PersonMention& mention) {
  auto found =
      std::find_if(recent_.begin(), recent_.end(), [&](const Person& p) { return p.id == mention.person; });
  if (found == recent_.end()) {
    recent_.insert(recent_.begin(), Person{});
    recent_.front().id = mention.person;
    recent_.front().is_first = mention.sentence <= 1;
  } else {
    std::rotate(recent_.begin(), found, found + 1);
  }
  Person& person = recent_.front();
  person.last = mention;
  person.mention_count += 1;
  if (person.gender == Gender::unknown) person.gender = mention.gender;
  if (mention.is_pronoun) last_by_pronoun_[static_cast<std::size_t>(mention.gender)] = mention.person;
  if (mention.is_speaking && !mention.is_quoted) last_speaking_ = mention.person;
}

RankerFeatures PersonMemory::features(std::size_t rank, const Pronoun& pronoun) const {
  const Person& person = recent_[rank];
  const PersonMention& last = person.last;
  const std::uint32_t distance = pronoun.sentence - last.sentence;
  const bool differs = person.gender != Gender::unknown && person.gender != pronoun.gender;
  return {static_cast<float>(distance == 0),
          static_cast<float>(distance == 1),
          static_cast<float>(distance == 2),
          static_cast<float>(distance > 2),
          std::log(1.0f + static_cast<float>(pronoun.token - last.token)) / 3,
          static_cast<float>(rank == 0),
          static_cast<float>(rank == 1),
          static_cast<float>(rank == 2),
          static_cast<float>(rank > 2),
          static_cast<float>(last.is_subject),
          static_cast<float>(last.is_speaking),
          static_cast<float>(last.is_quoted && !pronoun.is_quoted),
          static_cast<float>(person.gender == pronoun.gender),
          static_cast<float>(differs),
          static_cast<float>(person.gender == Gender::unknown),
          std::log(1.0f + static_cast<float>(person.mention_count)) / 2,
          static_cast<float>(last_by_pronoun_[static_cast<std::size_t>(pronoun.gender)] == person.id),
          static_cast<float>(last.paragraph == pronoun.paragraph),
          static_cast<float>(last.is_pronoun),
          static_cast<float>(last.is_subject && distance == 0),
          static_cast<float>(last.is_speaking && distance <= 1),
          static_cast<float>(person.is_first),
          static_cast<float>(last.is_quoted != pronoun.is_quoted),
          static_cast<float>(last_speaking_ == person.id)};
}

float ranker_score(const RankerWeights& weights, const RankerFeatures& features) {
  float score = 0;
  for (std::size_t k = 0; k < weights.size(); ++k) score += weights[k] * features[k];
  return score;
}

}  // namespace newswired::quotes
