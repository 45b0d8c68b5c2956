#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "daemon/jobs/names.h"
#include "proto/entity.h"
#include "proto/time.h"

namespace newswired {

/// For whom short names stood in what was published of late: a person's surname, an organisation's acronym.
/// So an article that says only "Lavrov" names the same entity as one that says "Sergei Lavrov".
///
/// Remembers only what an article said itself, in full: a full name among an entity's mentions. A short name
/// is understood when one full name had it in at least `articles_min` articles of the last `recent`, and no
/// other, or ten times as often as all others together. Least recently used short names go beyond
/// `aliases_max` (about 60 MB then). Not thread-safe: the head's loop owns it. After a restart it is learned
/// again from the log's last records.
class AliasMemory {
 public:
  static constexpr std::size_t aliases_max = 200'000;
  static constexpr std::size_t holders_max = 8;  ///< Full names remembered of one short name.
  static constexpr std::uint32_t articles_min = 2;
  static constexpr std::uint32_t dominance = 10;
  static constexpr std::chrono::days recent{14};

  explicit AliasMemory(std::size_t capacity = aliases_max) : capacity_(capacity) {}

  /// The remembered names of the entities that the article names in short only. Pure. An id that another of
  /// its entities has is never given.
  std::vector<jobs::RememberedName> names_for(const std::vector<Entity>& entities, Timestamp at) const;

  /// What a published article teaches.
  struct Lesson {
    std::string_view article;  ///< Its id: revisions of one article count once.
    std::string_view text;
    Timestamp at;  ///< When it was collected.
  };
  void learn(const std::vector<Entity>& entities, const Lesson& lesson);

  std::size_t size() const { return aliases_.size(); }

 private:
  struct Holder {
    std::string id, name;
    std::uint32_t articles = 0;
    std::size_t last_article = 0;  // hash of its id
    Timestamp last{};
  };
  struct Alias {
    std::vector<Holder> holders;
    std::list<std::string>::iterator place;
  };

  void add(const std::string& alias, const Entity& entity, const Lesson& lesson);
  const Holder* holder_of(const std::string& alias, Timestamp at) const;

  std::size_t capacity_;
  std::unordered_map<std::string, Alias> aliases_;
  std::list<std::string> recent_;  // newest first
};

}  // namespace newswired
