#include "daemon/commands/annotation.h"

#include "daemon/models.h"
#include "proto/topics.h"
#include "stages/text/language.h"

namespace newswired::commands {
namespace {

/// Text too short to tell is taken for English: whoever annotates a line wants an answer.
std::string guess_language(const AnnotateInput& input) {
  const std::string guess = text::detect_language(input.text.empty() ? input.title : input.text, "");
  return guess == "und" ? "en" : guess;
}

}  // namespace

Result<Annotator> Annotator::load(AnnotateStages stages, const std::string& models_dir,
                                  const std::string& model_name) {
  Annotator annotator;
  annotator.stages_ = stages;
  if (stages.entities) {
    auto path = find_model("entities", model_name, models_dir);
    if (!path) return path.error();
    auto model = entities::Model::load(*path);
    if (!model) return model.error();
    annotator.entities_ = std::move(*model);
  }
  if (stages.quotes) {
    auto path = find_model("quotes", model_name, models_dir);
    if (!path) return path.error();
    auto model = quotes::Model::load(*path);
    if (!model) return model.error();
    annotator.quotes_ = std::move(*model);
  }
  return annotator;
}

Annotation Annotator::annotate(const AnnotateInput& input) const {
  Annotation annotation;
  annotation.language = input.language.empty() ? guess_language(input) : primary_language(input.language);
  if (stages_.entities) {
    if (entities::supports(annotation.language))
      annotation.entities = entities::find_entities(*entities_, {input.title, input.text, annotation.language});
    else
      annotation.skipped.emplace_back("entities");
  }
  if (stages_.quotes) {
    if (quotes::supports(annotation.language))
      annotation.quotes = quotes::find_quotes(*quotes_, {input.title, input.text, annotation.language}, annotation.entities);
    else
      annotation.skipped.emplace_back("quotes");
  }
  return annotation;
}

}  // namespace newswired::commands
