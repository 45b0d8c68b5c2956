#include "stages/entities/tagger.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "stages/entities/features.h"
#include "stages/entities/name_features.h"

namespace newswired::entities {

std::vector<TaggedSentence> Tagger::tag(const Words& words) const {
  const Usage usage(words);
  const float scale = labels_.scale() * score_damping;
  SentenceFeatures features;
  std::vector<TaggedSentence> tagged(words.sentences().size());
  for (std::size_t s = 0; s < tagged.size(); ++s) {
    extract_features(words, s, &usage, features);
    const std::size_t count = features.begins.size() - 1;
    tagged[s].scores.resize(count * label_count);
    for (std::size_t i = 0; i < count; ++i) {
      std::array<std::int32_t, label_count> sums{};
      labels_.add(features.of(i), sums.data());
      for (std::size_t l = 0; l < label_count; ++l) tagged[s].scores[i * label_count + l] = scale * static_cast<float>(sums[l]);
    }
    tagged[s].path = decoder_.best_path(tagged[s].scores);
  }
  return tagged;
}

std::vector<FoundName> Tagger::find_names(const Words& words) const {
  const auto tagged = tag(words);
  auto names = collect_names(words, tagged, decoder_.transitions());
  const auto features = extract_name_features(words, names);
  // Decided for all before any is changed: each name's evidence is the first stage's view of the others.
  for (std::size_t k = 0; k < names.size(); ++k) {
    std::array<float, type_count + 1> scores{};
    for (const auto& [hash, value] : features[k]) names_.add_scaled(hash, value, scores.data());
    const auto best = std::max_element(scores.begin(), scores.end());
    names[k].type = static_cast<int>(best - scores.begin());
    float total = 0;
    for (std::size_t t = 0; t < scores.size(); ++t) total += names[k].probability[t] = std::exp(scores[t] - *best);
    for (float& probability : names[k].probability) probability /= total;
  }
  std::erase_if(names, [](const FoundName& name) { return name.type == no_name; });
  return names;
}

}  // namespace newswired::entities
