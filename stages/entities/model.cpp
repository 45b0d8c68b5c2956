#include "stages/entities/entities.h"
#include "stages/entities/fingerprint.h"
#include "stages/entities/model_content.h"

namespace newswired::entities {

Result<Model> Model::load(const std::string& path) {
  auto file = tagging::ModelFile::open(path, "entities", features_fingerprint());
  if (!file) return file.error();
  const auto refuse = [&](const Error& error) { return Error{error.kind, path + ": " + error.message}; };
  auto labels = tagging::FeatureTable::view(file->section("labels"));
  if (!labels) return refuse(labels.error());
  auto names = tagging::FeatureTable::view(file->section("names"));
  if (!names) return refuse(names.error());
  auto transitions = tagging::transitions_from_section(file->section("transitions"));
  if (!transitions) return refuse(transitions.error());
  auto lists = tagging::PhraseTable::view(file->section("lists"));
  if (!lists) return refuse(lists.error());
  auto clusters = tagging::PhraseTable::view(file->section("clusters"));
  if (!clusters) return refuse(clusters.error());
  if (labels->class_count() != label_count || transitions->label_count != label_count ||
      names->class_count() != type_count + 1)
    return refuse({ErrorKind::invalid, "has other labels than this program"});

  Model model;
  model.content_ = std::make_shared<const Content>(
      Content{*file, Lexicon{*lists, *clusters}, Tagger(*labels, *transitions, *names)});
  return model;
}

const std::string& Model::name() const { return content_->file.name(); }

bool supports(std::string_view language) { return language == "en"; }

}  // namespace newswired::entities
