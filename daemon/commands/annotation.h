#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "proto/entity.h"
#include "proto/quote.h"
#include "proto/result.h"
#include "stages/entities/entities.h"
#include "stages/quotes/quotes.h"

namespace newswired::commands {

/// What `annotate` is given.
struct AnnotateInput {
  std::string id;
  std::string title;
  std::string text;
  std::string language;  ///< Primary subtag; empty: not said.
};

struct Annotation {
  std::string language;
  std::vector<Entity> entities;
  std::vector<Quote> quotes;
  std::vector<std::string> skipped;  ///< Stages without a model for the language.
};

/// Which stages are wanted.
struct AnnotateStages {
  bool entities = true;
  bool quotes = true;
};

/// The models of the wanted stages. Thread-safe for const use.
class Annotator {
 public:
  /// `models_dir` empty: where models usually lie (daemon/models.h).
  static Result<Annotator> load(AnnotateStages stages, const std::string& models_dir,
                                const std::string& model = "en");

  Annotation annotate(const AnnotateInput& input) const;

 private:
  AnnotateStages stages_;
  std::optional<entities::Model> entities_;
  std::optional<quotes::Model> quotes_;
};

/// "50.85° N 4.35° E"
std::string degrees(const Coordinates& place);

/// A page of its own: the text with its names and quotes marked, a card for each person.
std::string annotation_html(const AnnotateInput& input, const Annotation& annotation);

/// For reading: the text with its names marked, then who is named. `colour`: with terminal colours and a legend.
std::string annotation_text(const AnnotateInput& input, const Annotation& annotation, bool colour);

}  // namespace newswired::commands
