#include "stages/entities/pronouns.h"

#include <algorithm>
#include <optional>

#include "stages/entities/quotation.h"

namespace newswired::entities {
namespace {

using text::Gender;

constexpr std::uint32_t sentences_back_max = 3;
// Candidates looked at, so that a list of thousands of names stays linear.
constexpr std::size_t candidates_max = 16;

Gender gender_of_pronoun(std::string_view lower) {
  if (lower == "he" || lower == "him" || lower == "his" || lower == "himself") return Gender::male;
  if (lower == "she" || lower == "her" || lower == "hers" || lower == "herself") return Gender::female;
  return Gender::unknown;
}

class Resolver {
 public:
  Resolver(const Words& words, std::span<const PersonMention> mentions, std::span<const Gender> genders)
      : words_(words), mentions_(mentions), genders_(genders.begin(), genders.end()) {}

  std::vector<ResolvedPronoun> run() && {
    std::size_t next = 0;
    Quotation quotation(words_);
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      const Word& word = words_[i];
      const bool quoted = quotation.holds(i);
      for (; next < mentions_.size() && mentions_[next].words.first <= i; ++next)
        seen_.push_back({mentions_[next].person, mentions_[next].words.first, true});
      // Capitals stand for other things: `the HE sector`.
      const Gender gender = word.all_capitals ? Gender::unknown : gender_of_pronoun(words_.lower(word));
      if (gender == Gender::unknown || quoted) continue;
      if (const auto person = find(i, gender)) {
        resolved_.push_back({*person, i});
        seen_.push_back({*person, i, false});
        // From now on we know.
        if (genders_[*person] == Gender::unknown) genders_[*person] = gender;
      }
    }
    return std::move(resolved_);
  }

 private:
  struct Seen {
    std::uint32_t person, word;
    bool named;
  };

  std::optional<std::uint32_t> find(std::uint32_t pronoun, Gender gender) const {
    const std::uint32_t sentence = words_[pronoun].sentence;
    std::optional<std::uint32_t> best;
    int best_rank = 0;
    std::size_t tried = 0;
    // From the nearest back: per sentence the one mentioned first wins, so a later (earlier in text) candidate of the
    // same sentence replaces a nearer one.
    for (auto seen = seen_.rbegin(); seen != seen_.rend() && tried < candidates_max; ++seen, ++tried) {
      const std::uint32_t back = sentence - words_[seen->word].sentence;
      if (back > sentences_back_max) break;
      const Gender known = genders_[seen->person];
      if (known != Gender::unknown && known != gender) continue;
      const int rank = static_cast<int>(sentences_back_max - back) * 2 + 2 + (known == gender ? 3 : 0);
      if (rank >= best_rank) best = seen->person, best_rank = rank;
    }
    return best;
  }

  const Words& words_;
  std::span<const PersonMention> mentions_;
  std::vector<Gender> genders_;
  std::vector<Seen> seen_;
  std::vector<ResolvedPronoun> resolved_;
};

}  // namespace

std::vector<ResolvedPronoun> resolve_pronouns(const Words& words, std::span<const PersonMention> mentions,
                                              std::span<const Gender> genders) {
  return Resolver(words, mentions, genders).run();
}

}  // namespace newswired::entities
