// Stories that grow together: begun apart, by reports with little in common, and then joined by later ones.
#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "stages/dedup/story_index.h"

namespace newswired::dedup {
namespace {

// Asked of an article and a member of another story, where 0 is enough to join one: a wrong merge costs every
// pair of two stories.
constexpr double joined_score_min = 1.1;  // three to one, and two articles must say so
constexpr std::size_t joining_articles_min = 2;
constexpr std::size_t neighbours_max = 10;

}  // namespace

/// Which stories are joined by which articles.
class StoryPairs {
 public:
  void join(std::string a, std::string b, Position article) {
    if (a > b) std::swap(a, b);
    joining_[{std::move(a), std::move(b)}].insert(article);
  }

  template <class Use>
  void each_joined(Use use) const {
    for (const auto& [stories, articles] : joining_)
      if (articles.size() >= joining_articles_min) use(stories.first, stories.second);
  }

 private:
  std::map<std::pair<std::string, std::string>, std::set<Position>> joining_;
};

const std::string& StoryIndex::now(const std::string& story) const {
  const auto found = merged_.find(story);
  return found == merged_.end() ? story : found->second.story;
}

void StoryIndex::merge(const StoryMerge& merge) {
  for (const std::string& story : merge.merged) {
    for (auto& [other, target] : merged_)
      if (target.story == story) target = {merge.story, merge.position};
    merged_[story] = {merge.story, merge.position};
  }
}

/// Notes every story but its own of which the member resembles an earlier article.
void StoryIndex::join_neighbours(const Generation& own, std::uint32_t member, StoryPairs& pairs) const {
  const auto title = own.titles.list(member), body = own.bodies.list(member), names = own.names.list(member);
  const Question question{field(title, &Generation::titles), field(body, &Generation::bodies),
                          field(names, &Generation::names)};
  const std::string& story = now(own.members[member].story);
  for (const Generation* generation : visible())
    for (const Overlap& found :
         generation->bodies.overlaps(body, question.body.search_weights, neighbours_max, 0)) {
      const Member& neighbour = generation->members[found.article];
      const std::string& other = now(neighbour.story);
      if (other == story || neighbour.position > own.members[member].position) continue;
      const Timestamp arrived = own.members[member].arrived;
      if (story_weights.score(evidence(*generation, question, found.article, arrived)) < joined_score_min)
        continue;
      pairs.join(story, other, own.members[member].position);
    }
}

std::vector<StoryMerge> StoryIndex::merges(const std::function<Position(const std::string&)>& age) const {
  StoryPairs pairs;
  for (const Generation* generation : visible())
    for (std::uint32_t m = generation->members.end(); m-- > generation->members.begin();) {
      if (generation->members[m].position + SeenIndex::merge_rows <= position_) break;
      join_neighbours(*generation, m, pairs);
    }

  std::map<std::string, std::string> oldest;  // of each story that is joined to another
  const auto root = [&](std::string story) {
    for (auto found = oldest.find(story); found != oldest.end() && found->second != story;
         found = oldest.find(story))
      story = found->second;
    return story;
  };
  pairs.each_joined([&](const std::string& a, const std::string& b) {
    std::string older = root(a), younger = root(b);
    if (older == younger) return;
    if (std::pair(age(younger), younger) < std::pair(age(older), older)) std::swap(older, younger);
    oldest[younger] = older;
  });

  std::map<std::string, StoryMerge> merges;
  for (const auto& [younger, older] : oldest) {
    StoryMerge& merge = merges[root(younger)];
    merge.story = root(younger);
    merge.merged.push_back(younger);
  }
  std::vector<StoryMerge> result;
  for (auto& [story, merge] : merges) result.push_back(std::move(merge));
  return result;
}

}  // namespace newswired::dedup
