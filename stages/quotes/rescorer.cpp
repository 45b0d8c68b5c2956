#include "stages/quotes/rescorer.h"

#include "stages/tagging/bytes.h"

namespace newswired::quotes {

Result<Rescorer> Rescorer::open(std::string_view bytes) {
  Rescorer rescorer;
  for (auto& pass : rescorer.trees_)
    for (auto& forest : pass) {
      auto read = tagging::BoostedTrees::read(bytes, span_feature_count);
      if (!read) return read.error();
      forest = std::move(*read);
    }
  if (bytes.size() < sizeof rescorer.prior_)
    return Error{ErrorKind::invalid, "the rescorer is damaged; retrain or reinstall the model"};
  rescorer.prior_ = tagging::load<decltype(rescorer.prior_)>(bytes.data());
  auto table = tagging::WeightTable::open(bytes.substr(sizeof rescorer.prior_), 1);
  if (!table) return table.error();
  rescorer.patterns_ = *table;
  return rescorer;
}

std::string Rescorer::bytes(
    const std::array<std::array<tagging::BoostedTrees, tagging::role_count>, rescoring_passes>& trees,
    const std::array<float, tagging::role_count>& prior, std::string_view pattern_table) {
  std::string out;
  for (const auto& pass : trees)
    for (const auto& forest : pass) out += forest.bytes();
  tagging::append(out, prior);
  return out.append(pattern_table);
}

void Rescorer::rescore(const Analysis& analysis, std::span<const Posterior> posteriors,
                       std::vector<Candidate>& candidates) const {
  const PatternRate rate = [this](Role role, Key pattern) {
    const std::int8_t* row = patterns_.find(pattern);
    return row ? static_cast<float>(*row) * pattern_unit : prior_[role];
  };
  std::vector<float> next(candidates.size());
  for (const auto& forests : trees_) {
    for (std::size_t i = 0; i < candidates.size(); ++i)
      next[i] =
          forests[candidates[i].role].probability(span_features(analysis, posteriors, candidates, i, rate));
    for (std::size_t i = 0; i < candidates.size(); ++i) candidates[i].probability = next[i];
  }
}

}  // namespace newswired::quotes
