#pragma once

#include <memory>
#include <string>

#include "proto/result.h"

namespace newswired::quotes {

struct ModelParts;

/// Everything that was learned, in one memory-mapped file: tagger, lexicon, sequence models, trees,
/// confidence. Thread-safe for const use; copies share one mapping.
class Model {
 public:
  /// Refuses a file that is damaged or was trained with other features than this program has; the message
  /// names it.
  static Result<Model> load(const std::string& path);

  /// What records call it: "en-…"
  std::string name() const;

  const ModelParts& parts() const { return *parts_; }

 private:
  std::shared_ptr<const ModelParts> parts_;
};

}  // namespace newswired::quotes
