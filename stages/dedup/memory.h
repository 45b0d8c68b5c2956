#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "stages/dedup/key_index.h"
#include "stages/dedup/seen_index.h"
#include "stages/dedup/shingle_index.h"
#include "stages/dedup/stored_id.h"
#include "stages/dedup/story_index.h"
#include "stages/dedup/window.h"

namespace newswired::dedup {

/// Names and numbers are kept as 16 bits: they only ever confirm a pair that shares shingles.
using Fact = std::uint16_t;

inline Fact fact(std::uint32_t hash) { return static_cast<Fact>(hash >> 16); }

/// What is kept of a judged article beside its keys and shingles.
struct Seen {
  StoredId id;
  std::unique_ptr<StoredId> of;     ///< Null when the verdict names none.
  std::unique_ptr<StoredId> story;  ///< Null when the story has the article's own id.
  std::uint64_t text_hash = 0;
  std::uint64_t title_hash = 0;
  std::uint64_t feed = 0;
  double similarity = 0;
  std::uint32_t first_fact = 0;  ///< Its names, its numbers, its figures.
  std::uint32_t token_count = 0;
  std::int32_t revision = 1;
  std::uint16_t name_count = 0;
  std::uint16_t number_count = 0;
  std::uint16_t figure_count = 0;
  Verdict::Kind kind = Verdict::Kind::fresh;
  Match match = Match::none;

  std::string story_id() const { return story ? story->text() : id.text(); }
  Verdict verdict() const { return {kind, of ? of->text() : std::string(), match, similarity, story_id()}; }
};

/// Exact keys of a candidate; 0 means that it has none.
struct Keys {
  std::uint64_t id = 0;
  std::uint64_t url = 0;
  std::uint64_t guid = 0;  ///< With its feed: a guid means nothing elsewhere.
  std::uint64_t text = 0;
  std::uint64_t feed = 0;
};
Keys keys_of(const Candidate& candidate);

/// Everything that `SeenIndex` holds. Articles are numbered in the order of their positions; all parts are pushed and
/// popped together.
struct Memory {
  Position first = 1;  ///< Position of article number 0.

  /// Of the last row; 0 when there never was one.
  Position position() const { return seen.end() == 0 ? 0 : first + seen.end() - 1; }

  Window<Seen> seen;
  Window<Fact, 1u << 16> facts;
  KeyIndex by_id, by_url, by_guid, by_text;
  ShingleIndex shingles;
  StoryIndex stories;

  void push(const Judged& judged);

  /// As `push`, but nothing may be asked before `build`. `last`: the position of the last row that will come.
  void append(const Judged& judged, Position last);
  void build();

  void exchange(Archive& archive);

  void pop();
  void drop_front(std::uint32_t number);

  /// The newest article with this id (any revision).
  std::optional<std::uint32_t> newest_of(std::string_view id) const;

  /// Its first revision that is still there.
  std::optional<std::uint32_t> oldest_of(std::string_view id) const;

 private:
  void push_seen(const Judged& judged, const Keys& keys);
};

/// Judges `candidate` against `memory`.
Verdict judge(const Memory& memory, const Candidate& candidate);

}  // namespace newswired::dedup
