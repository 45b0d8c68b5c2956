#include "stages/quotes/model.h"

#include <cstring>

#include "stages/quotes/features.h"
#include "stages/quotes/model_parts.h"
#include "stages/tagging/bytes.h"

namespace newswired::quotes {
namespace {

std::string_view view_of(std::span<const std::byte> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

/// Copies numbers out of a section when it has exactly their size.
template <class Numbers>
bool read_numbers(std::string_view bytes, Numbers& numbers) {
  if (bytes.empty()) return true;
  if (bytes.size() != sizeof numbers) return false;
  std::memcpy(numbers.data(), bytes.data(), sizeof numbers);
  return true;
}

}  // namespace

Lexicon ModelParts::lexicon() const {
  return [this](Key entry) -> Rate {
    const std::int8_t* row = lexicon_table.find(entry);
    return row ? static_cast<Rate>(*row) : rate_unseen;
  };
}

Result<ModelParts> open_parts(const std::function<std::string_view(std::string_view)>& bytes_of) {
  ModelParts parts;
  auto tagger = tagging::PosTagger::open(bytes_of(section::tagger));
  if (!tagger) return tagger.error();
  parts.tagger = *tagger;
  auto lexicon = tagging::WeightTable::open(bytes_of(section::lexicon), 1);
  if (!lexicon) return lexicon.error();
  parts.lexicon_table = *lexicon;
  auto first = Stage::open(bytes_of(section::first_nodes), bytes_of(section::first_steps));
  if (!first) return first.error();
  parts.first = *first;
  if (!bytes_of(section::second_nodes).empty()) {
    auto second = Stage::open(bytes_of(section::second_nodes), bytes_of(section::second_steps));
    if (!second) return second.error();
    parts.second = *second;
  }
  if (!bytes_of(section::rescorer).empty()) {
    auto rescorer = Rescorer::open(bytes_of(section::rescorer));
    if (!rescorer) return rescorer.error();
    parts.rescorer = std::move(*rescorer);
  }
  if (std::string_view bytes = bytes_of(section::confidence); !bytes.empty()) {
    auto trees = tagging::BoostedTrees::read(bytes, confidence_feature_count);
    if (!trees) return trees.error();
    parts.confidence = std::move(*trees);
  }
  const bool fits = read_numbers(bytes_of(section::thresholds), parts.thresholds) &&
                    read_numbers(bytes_of(section::ranker), parts.ranker);
  if (!fits)
    return Error{ErrorKind::invalid, "a list of numbers has a wrong length; retrain or reinstall the model"};
  return parts;
}

Result<Model> Model::load(const std::string& path) {
  auto file = tagging::ModelFile::open(path, model_kind, features_fingerprint());
  if (!file) return file.error();
  auto parts = open_parts([&](std::string_view name) { return view_of(file->section(name)); });
  if (!parts) return Error{parts.error().kind, path + ": " + parts.error().message};
  parts->name = file->name();
  parts->file = std::move(*file);
  Model model;
  model.parts_ = std::make_shared<const ModelParts>(std::move(*parts));
  return model;
}

std::string Model::name() const {
  return parts_->name;
}

}  // namespace newswired::quotes
