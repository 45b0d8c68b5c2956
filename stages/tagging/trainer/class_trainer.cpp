#include "stages/tagging/trainer/class_trainer.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "stages/tagging/trainer/feature_index.h"
#include "stages/tagging/trainer/random.h"

namespace newswired::tagging {
namespace {

constexpr float squares_start = 0.1f;
constexpr int classes_max = 24;

struct NumberedCase {
  std::vector<std::pair<std::uint32_t, float>> features;
};

}  // namespace

ClassWeights train_classes(std::vector<ClassCase>& cases, const ClassOptions& options,
                           const std::function<void(int, double)>& progress) {
  FeatureIndex index;
  for (const ClassCase& one : cases)
    for (const auto& [feature, value] : one.features) index.count(feature);
  const std::size_t feature_count = index.number(options.count_min);
  std::vector<NumberedCase> numbered(cases.size());
  for (std::size_t i = 0; i < cases.size(); ++i) {
    for (const auto& [feature, value] : cases[i].features)
      if (const std::uint32_t id = index.id(feature); id != FeatureIndex::unknown)
        numbered[i].features.emplace_back(id, value);
    std::vector<std::pair<Hash, float>>().swap(cases[i].features);
  }

  const auto classes = static_cast<std::size_t>(options.class_count);
  std::vector<float> weights(feature_count * classes), average(weights.size()), squares(weights.size(), squares_start);
  std::vector<std::uint32_t> order(cases.size());
  std::iota(order.begin(), order.end(), 0u);
  Random random(options.seed);
  std::vector<std::pair<std::uint32_t, float>> kept;
  for (int epoch = 0; epoch < options.epochs; ++epoch) {
    random.shuffle(std::span(order));
    double loss = 0;
    for (const std::uint32_t i : order) {
      kept.clear();
      for (const auto& feature : numbered[i].features)
        if (!random.chance(options.dropout)) kept.push_back(feature);
      std::array<float, classes_max> p{};
      for (const auto& [feature, value] : kept)
        for (std::size_t c = 0; c < classes; ++c) p[c] += value * weights[feature * classes + c];
      const float top = *std::max_element(p.begin(), p.begin() + static_cast<std::ptrdiff_t>(classes));
      float total = 0;
      for (std::size_t c = 0; c < classes; ++c) total += p[c] = std::exp(p[c] - top);
      const auto right = static_cast<std::size_t>(cases[i].right);
      loss -= std::log(std::max(1e-9f, p[right] / total));
      for (std::size_t c = 0; c < classes; ++c) p[c] = cases[i].weight * (p[c] / total - (c == right));
      for (const auto& [feature, value] : kept) {
        for (std::size_t c = 0; c < classes; ++c) {
          const float gradient = p[c] * value;
          float& sum = squares[feature * classes + c];
          sum += gradient * gradient;
          weights[feature * classes + c] -= options.rate * gradient / std::sqrt(sum);
        }
      }
    }
    if (epoch >= options.epochs - options.averaged_epochs)
      for (std::size_t w = 0; w < weights.size(); ++w)
        average[w] += weights[w] / static_cast<float>(options.averaged_epochs);
    progress(epoch, loss / static_cast<double>(std::max<std::size_t>(cases.size(), 1)));
  }
  return {index.features(), average};
}

}  // namespace newswired::tagging
