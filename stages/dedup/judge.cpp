#include <algorithm>
#include <numeric>
#include <utility>
#include <vector>

#include "stages/dedup/memory.h"

namespace newswired::dedup {
namespace {

// Thresholds on weighted containment, from the development data; README.md says how they were found.
constexpr double same_url_min = 0.2;    // below: another text at a known address
constexpr double same_guid_min = 0.3;   // below: a guid that is used again
constexpr double near_min = 0.3;
constexpr double common_weight_min = 2; // of shared shingles, in units of rare ones
constexpr double enough_weight = 8;     // each unit less asks for more containment:
constexpr double thin_evidence_penalty = 0.03;
constexpr double shared_names_min = 0.34;
constexpr double shared_numbers_min = 0.4;
constexpr double shared_figures_min = 0.5;
constexpr std::size_t names_min = 4;   // so many must both have before they are compared
constexpr std::size_t numbers_min = 4;
constexpr std::size_t figures_min = 2;

constexpr std::size_t near_candidates_max = 12;
constexpr int key_candidates_max = 4;
constexpr int revisions_max = 64;
constexpr double added_share_own = 0.1;  // so much more than is repeated makes a later version, in the same feed
constexpr double added_share = 0.5;      // and from another feed an article of its own: a round-up, two stories in one
constexpr double original_min = 0.2;     // a copy's copy must resemble the original too

using Number = std::uint32_t;

/// One question to the index: what is this article?
class Judgement {
 public:
  Judgement(const Memory& memory, const Candidate& candidate)
      : memory_(memory), candidate_(candidate), signature_(candidate.signature), keys_(keys_of(candidate)) {
    weights_ = memory.shingles.weights(signature_.shingles);
    whole_ = std::accumulate(weights_.begin(), weights_.end(), 0.0);
  }

  Verdict verdict() const {
    if (const auto given = redelivered()) return *given;
    if (const auto revision = memory_.newest_of(candidate_.id)) return of_own_id(*revision);
    if (const auto same = by_url()) return *same;
    if (const auto same = by_guid()) return *same;
    if (const auto same = by_text()) return *same;
    if (const auto near = by_shingles()) return *near;
    return {Verdict::Kind::fresh, "", Match::none, 0, memory_.stories.story_of(candidate_)};
  }

 private:
  struct Similarity {
    double containment = 0;
    double common = 0;
  };

  std::optional<Verdict> redelivered() const {
    std::optional<Verdict> given;
    memory_.by_id.find(keys_.id, revisions_max, [&](Number n) {
      const Seen& seen = memory_.seen[n];
      if (seen.id == candidate_.id && seen.revision == candidate_.revision) {
        given = seen.verdict();
        given->story = story_of(seen);
      }
      return given.has_value();
    });
    return given;
  }

  Verdict of_own_id(Number n) const {
    const Seen& seen = memory_.seen[n];
    const bool same_guid = keys_.guid != 0 && memory_.by_guid.key(n) == keys_.guid;
    const bool same_url = keys_.url != 0 && memory_.by_url.key(n) == keys_.url;
    const Match match = same_guid ? Match::guid : same_url ? Match::url : Match::near;
    if (same_words(seen)) return {Verdict::Kind::duplicate, candidate_.id, match, 1, story_of(seen)};
    return {Verdict::Kind::update, candidate_.id, match, similarity(n).containment, story_of(seen)};
  }

  std::optional<Verdict> by_url() const { return by_key(memory_.by_url, keys_.url, Match::url, same_url_min); }
  std::optional<Verdict> by_guid() const { return by_key(memory_.by_guid, keys_.guid, Match::guid, same_guid_min); }

  std::optional<Verdict> by_key(const KeyIndex& index, std::uint64_t key, Match match, double min) const {
    std::optional<Verdict> best;
    index.find(key, key_candidates_max, [&](Number n) {
      const Seen& seen = memory_.seen[n];
      if (same_text(seen)) {
        best = link(n, Verdict::Kind::duplicate, match, 1);
        return true;
      }
      const double containment = similarity(n).containment;
      if (containment >= min && (!best || containment > best->similarity))
        best = link(n, Verdict::Kind::update, match, containment);
      return false;
    });
    return best;
  }

  std::optional<Verdict> by_text() const {
    std::optional<Verdict> found;
    memory_.by_text.find(keys_.text, 1, [&](Number n) {
      found = link(n, Verdict::Kind::duplicate, Match::exact, 1);
      return true;
    });
    return found;
  }

  std::optional<Verdict> by_shingles() const {
    std::optional<Number> best;
    double best_containment = 0;
    for (const Overlap& overlap :
         memory_.shingles.overlaps(signature_.shingles, weights_, near_candidates_max, common_weight_min)) {
      const double containment = near_similarity(overlap.article);
      if (containment <= best_containment) continue;
      best = overlap.article;
      best_containment = containment;
    }
    if (!best) return std::nullopt;
    const auto kind = adds_much(*best) ? Verdict::Kind::update : Verdict::Kind::duplicate;
    return link(*best, kind, Match::near, best_containment);
  }

  /// Whether the candidate tells much that `n` does not. Page furniture does not count: its shingles are common.
  bool adds_much(Number n) const {
    const double common = similarity(n).common;
    const double share = memory_.seen[n].feed == keys_.feed ? added_share_own : added_share;
    return whole_ - common > share * common;
  }

  /// Weighted containment of the smaller in the larger, 0 when the evidence does not suffice.
  double near_similarity(Number n) const {
    const Similarity found = similarity(n);
    const double needed = near_min + std::max(0.0, enough_weight - found.common) * thin_evidence_penalty;
    if (found.common < common_weight_min || found.containment < needed) return 0;
    const Seen& seen = memory_.seen[n];
    if (!facts_agree(seen)) return 0;
    const auto original = memory_.newest_of(original_of(seen));
    if (original && *original != n && similarity(*original).containment < original_min) return 0;
    return found.containment;
  }

  Similarity similarity(Number n) const {
    const auto known = std::find_if(compared_.begin(), compared_.end(), [&](const auto& pair) { return pair.first == n; });
    if (known != compared_.end()) return known->second;
    const auto compared = memory_.shingles.compare(n, signature_.shingles);
    const double smaller = std::min(compared.whole, whole_);
    compared_.emplace_back(n, Similarity{smaller > 0 ? std::min(1.0, compared.common / smaller) : 0, compared.common});
    return compared_.back().second;
  }

  /// Templates and serial reports repeat words, but not names and numbers.
  bool facts_agree(const Seen& seen) const {
    const std::uint32_t numbers = seen.first_fact + seen.name_count;
    const std::uint32_t figures = numbers + seen.number_count;
    return shared_facts(seen.first_fact, seen.name_count, signature_.names, names_min) >= shared_names_min &&
           shared_facts(numbers, seen.number_count, signature_.numbers, numbers_min) >= shared_numbers_min &&
           shared_facts(figures, seen.figure_count, signature_.figures, figures_min) >= shared_figures_min;
  }

  /// The share of the shorter list that the longer one holds; 1 when there is too little to compare.
  double shared_facts(std::uint32_t first, std::size_t count, const std::vector<std::uint32_t>& own,
                      std::size_t count_min) const {
    const std::size_t smaller = std::min(count, own.size());
    if (smaller < count_min) return 1;
    std::size_t shared = 0;
    std::size_t i = 0;
    for (std::size_t k = 0; k < count; ++k) {
      const Fact theirs = memory_.facts[first + static_cast<std::uint32_t>(k)];
      while (i < own.size() && fact(own[i]) < theirs) ++i;
      if (i < own.size() && fact(own[i]) == theirs) ++shared;
    }
    return static_cast<double>(shared) / static_cast<double>(smaller);
  }

  bool same_words(const Seen& seen) const { return same_text(seen) && seen.title_hash == signature_.title_hash; }

  /// Texts of no words are told apart by their titles.
  bool same_text(const Seen& seen) const {
    if (seen.text_hash != signature_.text_hash || seen.token_count != signature_.token_count) return false;
    return seen.token_count > 0 || seen.title_hash == signature_.title_hash;
  }

  /// A link to `n`, or to the article that `n` itself repeats: only that one has a record.
  Verdict link(Number n, Verdict::Kind kind, Match match, double similarity) const {
    const Seen& seen = memory_.seen[n];
    return {kind, original_of(seen), match, similarity, story_of(seen)};
  }

  std::string story_of(const Seen& seen) const { return memory_.stories.now(seen.story_id()); }

  std::string original_of(const Seen& seen) const {
    const std::string of = seen.of ? seen.of->text() : std::string();
    if (seen.kind == Verdict::Kind::duplicate && !of.empty()) return of;
    if (seen.kind == Verdict::Kind::update && !of.empty() && !(seen.id == of)) {
      // In its own feed an update becomes the next revision of what it updates; elsewhere it stands for itself.
      const auto original = memory_.newest_of(of);
      if (original && memory_.seen[*original].feed == seen.feed) return of;
    }
    return seen.id.text();
  }

  const Memory& memory_;
  const Candidate& candidate_;
  const Signature& signature_;
  const Keys keys_;
  std::vector<double> weights_;  ///< Of the signature's shingles.
  double whole_ = 0;
  mutable std::vector<std::pair<Number, Similarity>> compared_;  ///< What was asked before.
};

}  // namespace

Verdict judge(const Memory& memory, const Candidate& candidate) { return Judgement(memory, candidate).verdict(); }

}  // namespace newswired::dedup
