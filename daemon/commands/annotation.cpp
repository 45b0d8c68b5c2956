#include "daemon/commands/annotation.h"

#include "daemon/models.h"
#include "proto/topics.h"

namespace newswired::commands {

Result<Annotator> Annotator::load(AnnotateStages stages, const std::string& models_dir) {
  Annotator annotator;
  annotator.stages_ = stages;
  if (stages.entities) {
    auto path = find_model("entities", "en", models_dir);
    if (!path) return path.error();
    auto model = entities::Model::load(*path);
    if (!model) return model.error();
    annotator.entities_ = std::move(*model);
  }
  return annotator;
}

Annotation Annotator::annotate(const AnnotateInput& input) const {
  Annotation annotation;
  annotation.language = input.language.empty() ? "en" : primary_language(input.language);
  if (stages_.entities) {
    if (entities::supports(annotation.language))
      annotation.entities = entities::find_entities(*entities_, {input.title, input.text, annotation.language});
    else
      annotation.skipped.emplace_back("entities");
  }
  return annotation;
}

}  // namespace newswired::commands
