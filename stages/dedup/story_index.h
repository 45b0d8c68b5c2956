#pragma once

#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "stages/dedup/seen_index.h"
#include "stages/dedup/shingle_index.h"
#include "stages/dedup/story_weights.h"
#include "stages/dedup/window.h"

namespace newswired::dedup {

class StoryPairs;

/// An earlier fresh article that may tell of the same event as a candidate.
struct StoryNeighbour {
  Position position = 0;
  std::string_view story;  ///< As its verdict named it; valid until the index changes.
  StoryEvidence evidence;
};

/// Which articles tell of the same event. A story is named by the id of its first article; copies and updates
/// inherit it, a fresh article joins the story of the most similar earlier one, or begins its own.
///
/// Evidence is what the earlier article has of the later one's title, first words and names, each word
/// weighed by its rarity (squared idf), and the days between the two; learned weights make it a score
/// (story_weights.h). Only fresh articles of the last one to two `generation_rows` rows are looked at;
/// about 1.5 kB each.
///
/// What is visible depends on positions alone, so an index that was rebuilt, or had rows taken back, answers
/// the same.
class StoryIndex {
 public:
  static constexpr Position generation_rows = 131'072;

  /// Rows that can be taken back without losing what was visible then.
  static constexpr Position undo_rows = 8'192;

  /// The story that a fresh `candidate` belongs to when it takes the row after the last one pushed.
  std::string story_of(const Candidate& candidate) const;

  /// The articles that it is chosen from, at most ten of each generation; none for a text that says too
  /// little.
  std::vector<StoryNeighbour> neighbours(const Candidate& candidate) const;

  /// Takes the next judged article into its verdict's story.
  void push(const Judged& judged);

  /// As `push`, but nothing may be asked before `build`. What will be out of sight at position `last` is left
  /// out.
  void append(const Judged& judged, Position last);
  void build();

  /// Without merges.
  void exchange(Archive& archive);

  /// The story that `story` belongs to now: itself, or what it was merged into.
  const std::string& now(const std::string& story) const;

  /// Stories of the last `SeenIndex::merge_rows` rows that two articles or more join (story_merge.cpp). `age`
  /// tells when a story began; the lowest is the oldest.
  std::vector<StoryMerge> merges(const std::function<Position(const std::string&)>& age) const;
  void merge(const StoryMerge& merge);

  /// Takes back the row pushed last, which was at `position`.
  void pop(Position position);

  /// Forgets rows before `position`.
  void drop_before(Position position);

 private:
  struct Member {
    Position position = 0;
    Timestamp arrived{};
    std::string story;
  };

  /// The fresh articles of positions [number * generation_rows, (number + 1) * generation_rows).
  struct Generation {
    Position number = 0;
    Window<Member> members;
    ShingleIndex titles, bodies, names;
  };

  /// A field of a candidate: its terms and how much each tells.
  struct Field {
    std::span<const std::uint32_t> terms;
    std::vector<double> weights;
    std::vector<double> search_weights;  ///< 0 for terms too common to search by.
    double whole = 0;
  };
  struct Question {
    Field title, body, names;
  };

  static StoryEvidence evidence(const Generation& generation, const Question& question, std::uint32_t member,
                                Timestamp arrived);
  void add_neighbours(const Generation& generation, const Question& question, Timestamp arrived,
                      std::vector<StoryNeighbour>& neighbours) const;
  void join_neighbours(const Generation& own, std::uint32_t member, StoryPairs& pairs) const;

  Generation* generation_for(const Judged& judged);
  std::vector<const Generation*> visible() const;
  Field field(std::span<const std::uint32_t> terms, ShingleIndex Generation::*index) const;

  struct Target {
    std::string story;
    Position position = 0;  ///< Of the merge; rows after it name `story`.
  };
  std::unordered_map<std::string, Target> merged_;

  Position position_ = 0;
  std::deque<Generation> generations_;
};

}  // namespace newswired::dedup
