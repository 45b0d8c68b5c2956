#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "proto/entity.h"
#include "proto/result.h"

namespace newswired::entities {

/// The weights and lists that find names, read from a file (see README.md, `newswired-train entities`). Cheap to copy;
/// copies share the mapped file. Thread-safe for const use.
class Model {
 public:
  /// Opens a model file. Refused, with the file's name and the reason: another stage's model, one of other features, a
  /// damaged one.
  static Result<Model> load(const std::string& path);

  /// What records call it: "en-20261124".
  const std::string& name() const;

  struct Content;  ///< For this room alone.
  const Content& content() const { return *content_; }

 private:
  std::shared_ptr<const Content> content_;
};

/// What entities are looked for in. Valid UTF-8.
struct Document {
  std::string_view title;     ///< Evidence only: mentions lie in `text`.
  std::string_view text;
  std::string_view language;  ///< Primary subtag.
};

/// Whether there are models for the language; without one the stage is skipped.
bool supports(std::string_view language);

/// Finds who and what is named in the text: entities in the order of their first mention, mentions in text order (names,
/// and he/she where it is clear whom they mean), roles, countries, ids that are the same over documents. Pure, linear
/// in the text's size; a text of more than `document_words_max` words is read in parts of that size.
std::vector<Entity> find_entities(const Model& model, const Document& document);

inline constexpr std::size_t document_words_max = 20'000;

}  // namespace newswired::entities
