#include "stages/dedup/seen_index.h"

#include <algorithm>
#include <cassert>

#include "stages/dedup/memory.h"

namespace newswired::dedup {

struct SeenIndex::State {
  Memory memory;
};

SeenIndex::SeenIndex() : state_(std::make_unique<State>()) {}
SeenIndex::~SeenIndex() = default;
SeenIndex::SeenIndex(SeenIndex&&) noexcept = default;
SeenIndex& SeenIndex::operator=(SeenIndex&&) noexcept = default;

Position SeenIndex::position() const {
  return state_->memory.position();
}

Verdict SeenIndex::judge(const Candidate& candidate) const { return dedup::judge(state_->memory, candidate); }

void SeenIndex::apply(const Judged& judged) {
  Memory& memory = state_->memory;
  if (memory.seen.end() == 0) memory.first = judged.position;
  assert(judged.position == memory.first + memory.seen.end() && "rows are applied in order, none left out");
  memory.push(judged);
}

void SeenIndex::load(const std::function<bool(Judged&)>& next, Position last) {
  assert(position() == 0 && "only an empty index is loaded");
  auto fresh = std::make_unique<State>();
  Memory& memory = fresh->memory;
  for (Judged row; next(row);) {
    if (memory.seen.end() == 0) memory.first = row.position;
    assert(row.position == memory.first + memory.seen.end() && "rows come in order, none left out");
    memory.append(row, last);
  }
  memory.build();
  state_ = std::move(fresh);
}

void SeenIndex::save(const std::function<void(const void*, std::size_t)>& write) const {
  Archive archive = Archive::writing([&](void* bytes, std::size_t size) { write(bytes, size); });
  state_->memory.exchange(archive);
}

void SeenIndex::restore(const std::function<void(void*, std::size_t)>& read) {
  assert(position() == 0 && "only an empty index is restored");
  auto fresh = std::make_unique<State>();
  Archive archive = Archive::reading(read);
  fresh->memory.exchange(archive);
  state_ = std::move(fresh);
}

std::vector<StoryMerge> SeenIndex::merges() const {
  const Memory& memory = state_->memory;
  auto merges = memory.stories.merges([&](const std::string& story) -> Position {
    const auto first = memory.oldest_of(story);
    return first ? memory.first + *first : 0;  // dropped: older than all that is known
  });
  for (StoryMerge& merge : merges) merge.position = position();
  return merges;
}

void SeenIndex::merge(const StoryMerge& merge) { state_->memory.stories.merge(merge); }

void SeenIndex::undo(Position to) {
  Memory& memory = state_->memory;
  while (position() > to && memory.seen.size() > 0) memory.pop();
  assert(position() <= to && "rows that were evicted cannot be taken back");
}

void SeenIndex::evict(Position before) {
  Memory& memory = state_->memory;
  if (before <= memory.first) return;
  memory.drop_front(static_cast<std::uint32_t>(std::min<Position>(before - memory.first, memory.seen.end())));
}

}  // namespace newswired::dedup
