#include <algorithm>
#include <cassert>
#include <cmath>

#include "stages/quotes/rescorer.h"
#include "stages/quotes/sentence_parts.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

// Candidates further away than this, in tokens, are no neighbours.
constexpr std::uint32_t reach = 80, reach_of_ends = 240;
// Distance in tokens at which a neighbour counts 1/e, and what is left of it in another sentence.
constexpr float distance_scale = 6, other_sentence = 0.3f;
constexpr std::uint32_t next_paragraph_tokens = 30;

float logit(float p) {
  p = std::clamp(p, 1e-4f, 0.9999f);
  return std::log(p / (1 - p));
}

/// What kind of word stands at a border, as a number for the trees.
float border_class(const Token& token) {
  const Key form = token.word.form;
  if (form == ","_key) return 1;
  if (form == "."_key || form == "?"_key || form == "!"_key) return 2;
  if (token.sign == Sign::open) return 3;
  if (token.sign == Sign::close) return 4;
  if (form == "that"_key) return 5;
  if (form == "to"_key) return 6;
  if (form == ":"_key) return 7;
  if (!token.word.has_letter) return 8;
  switch (token.tag) {
    case Tag::IN:
      return 9;
    case Tag::CC:
      return 10;
    case Tag::WDT:
    case Tag::WP:
    case Tag::WPS:
    case Tag::WRB:
      return 11;
    case Tag::MD:
      return 13;
    case Tag::PRP:
    case Tag::PRPS:
      return 14;
    case Tag::DT:
      return 15;
    case Tag::RB:
    case Tag::RBR:
    case Tag::RBS:
    case Tag::RP:
      return 18;
    default:
      break;
  }
  if (tagging::is_verb(token.tag)) return 12;
  if (tagging::is_proper(token.tag)) return 17;
  if (tagging::is_noun(token.tag)) return 16;
  return 19;
}

class Writer {
 public:
  Writer(const Analysis& analysis, std::span<const Posterior> posteriors,
         std::span<const Candidate> candidates, std::size_t index)
      : analysis_(analysis),
        tokens_(analysis.tokens),
        posteriors_(posteriors),
        candidates_(candidates),
        self_(candidates[index]),
        index_(index),
        core_(self_.core),
        paragraph_(analysis.paragraphs[self_.paragraph]) {
    sentence_first_ = analysis.sentences[tokens_[core_.first].sentence].first;
    sentence_last_ = analysis.sentences[tokens_[core_.last - 1].sentence].last;
    find_neighbours();
  }

  SpanFeatures run(const PatternRate& rate) {
    add(logit(self_.proposed));
    add(logit(self_.probability));
    add_rivals();
    add_size();
    add_marks();
    for (const Role role : {content, cue, source}) add_role(role);
    add_borders();
    for (const Key pattern : span_patterns(analysis_, self_)) add(rate(self_.role, pattern));
    assert(count_ == span_feature_count);
    return out_;
  }

 private:
  template <class Number>
  void add(Number value) {
    out_[count_++] = static_cast<float>(value);
  }

  /// Candidates of the paragraph that may matter; they are ordered by their ends.
  void find_neighbours() {
    const auto before = [](const Candidate& c, std::uint32_t end) { return c.core.last < end; };
    auto first = index_, last = index_ + 1;
    const std::uint32_t from = core_.first > reach ? core_.first - reach : 0;
    while (first > 0 && candidates_[first - 1].paragraph == self_.paragraph &&
           !before(candidates_[first - 1], from))
      --first;
    while (last < candidates_.size() && candidates_[last].paragraph == self_.paragraph &&
           candidates_[last].core.last <= core_.last + reach_of_ends)
      ++last;
    neighbours_ = candidates_.subspan(first, last - first);
  }

  void add_rivals() {
    float best = 0, sum = 0, same_start = 0, same_end = 0;
    std::array<float, tagging::role_count> other{};
    int rank = 0;
    for (const Candidate& rival : neighbours_) {
      if (&rival == &self_ || !rival.core.overlaps(core_)) continue;
      if (rival.role != self_.role) {
        other[rival.role] = std::max(other[rival.role], rival.probability);
        continue;
      }
      best = std::max(best, rival.probability);
      sum += rival.probability;
      rank += rival.probability > self_.probability;
      if (rival.core.first == core_.first) same_start += rival.probability;
      if (rival.core.last == core_.last) same_end += rival.probability;
    }
    add(best), add(sum), add(rank), add(same_start), add(same_end);
    add(self_.probability / (self_.probability + same_start + 1e-3f));
    add(self_.probability / (self_.probability + same_end + 1e-3f));
    for (const float p : other) add(p);
  }

  void add_size() {
    word_count_ = words_in(analysis_, core_);
    add(word_count_);
    add(words_in(analysis_, {sentence_first_, core_.first}));
    add(words_in(analysis_, {core_.last, sentence_last_}));
    add(tokens_[core_.last - 1].sentence - tokens_[core_.first].sentence);
    add(self_.paragraph == 0);
    add(self_.paragraph);
    add(analysis_.paragraphs.size() - self_.paragraph);
    add(paragraph_.size());
    add(core_.first - paragraph_.first);
    add(paragraph_.last - core_.last);
  }

  bool is_in(std::uint32_t i) const { return paragraph_.contains(i); }

  void add_marks() {
    int quoted = 0, opened = 0, closed = 0;
    for (std::uint32_t i = core_.first; i < core_.last; ++i) {
      quoted += tokens_[i].word.has_letter && tokens_[i].is_quoted;
      opened += tokens_[i].sign == Sign::open;
      closed += tokens_[i].sign == Sign::close;
    }
    const bool has_before = core_.first > paragraph_.first, has_after = core_.last < paragraph_.last;
    const Token& first = tokens_[core_.first];
    const Token& last = tokens_[core_.last - 1];
    const Token* before = has_before ? &tokens_[core_.first - 1] : nullptr;
    const Token* after = has_after ? &tokens_[core_.last] : nullptr;
    add(static_cast<float>(quoted) / static_cast<float>(std::max(1, word_count_)));
    // Cut out of a longer quote on the left, on the right.
    add(before && before->is_quoted && before->sign != Sign::open && first.is_quoted);
    add(after && last.is_quoted && after->is_quoted && after->sign != Sign::close && after->word.has_letter);
    add((before && before->sign == Sign::open) || first.sign == Sign::open);
    std::uint32_t k = core_.last;
    while (k < paragraph_.last && k < core_.last + 2 && !tokens_[k].word.has_letter &&
           tokens_[k].sign != Sign::close)
      ++k;
    add(k < paragraph_.last && tokens_[k].sign == Sign::close);
    add(opened), add(closed);
  }

  float chance(std::uint32_t i, Role role) const {
    return is_in(i) ? posterior_of(posteriors_[i], role) : -1;
  }

  void add_role(Role role) {
    float sum = 0, most = 0, least = 1, begins = 0;
    for (std::uint32_t i = core_.first; i < core_.last; ++i) {
      const float p = chance(i, role);
      if (tokens_[i].word.has_letter) sum += p, least = std::min(least, p);
      most = std::max(most, p);
      begins += begin_of(posteriors_[i], role);
    }
    add(sum / static_cast<float>(std::max(1, word_count_))), add(most), add(begins), add(least);
    // Unsigned wrap at the very start lies outside the paragraph as well.
    for (const std::uint32_t i :
         {core_.first - 1, core_.first - 2, core_.last, core_.last + 1, core_.last + 2})
      add(chance(i, role));
    add_neighbours(role);
    add(sum_of_begins(sentence_first_, core_.first, role));
    add(sum_of_begins(core_.last, sentence_last_, role));
    add(before_sentence(role)), add(after_sentence(role));
  }

  struct Nearest {
    float value = 0, distance = 99, probability = 0, best_in_sentence = 0;
    void take(float p, float gap, bool same) {
      const float weighted = p * std::exp(-gap / distance_scale) * (same ? 1 : other_sentence);
      if (weighted > value) value = weighted, distance = gap + (same ? 0 : 50), probability = p;
      if (same) best_in_sentence = std::max(best_in_sentence, p);
    }
  };

  void add_neighbours(Role role) {
    Nearest left, right;
    for (const Candidate& other : neighbours_) {
      if (other.role != role) continue;
      if (other.core.last <= core_.first)
        left.take(other.probability, static_cast<float>(core_.first - other.core.last),
                  tokens_[other.core.last - 1].sentence == tokens_[core_.first].sentence);
      else if (other.core.first >= core_.last)
        right.take(other.probability, static_cast<float>(other.core.first - core_.last),
                   tokens_[other.core.first].sentence == tokens_[core_.last - 1].sentence);
    }
    for (const Nearest& n : {left, right}) add(n.value), add(n.distance), add(n.probability);
    add(left.best_in_sentence), add(right.best_in_sentence);
  }

  float sum_of_begins(std::uint32_t from, std::uint32_t to, Role role) const {
    float sum = 0;
    for (std::uint32_t i = from; i < to; ++i) sum += begin_of(posteriors_[i], role);
    return sum;
  }

  float before_sentence(Role role) const {
    if (sentence_first_ == 0) return 0;
    const bool same = sentence_first_ > paragraph_.first;
    const Range before = same ? analysis_.sentences[tokens_[sentence_first_ - 1].sentence]
                              : analysis_.paragraphs[self_.paragraph - 1];
    float most = 0;
    for (std::uint32_t i = before.first; i < before.last; ++i)
      most = std::max(most, same ? posterior_of(posteriors_[i], role) : begin_of(posteriors_[i], role));
    return most;
  }
  float after_sentence(Role role) const {
    if (sentence_last_ >= tokens_.size()) return 0;
    Range after = analysis_.sentences[tokens_[sentence_last_].sentence];
    const bool same = sentence_last_ < paragraph_.last;
    if (!same) {
      after = analysis_.paragraphs[self_.paragraph + 1];
      after.last = std::min(after.last, after.first + next_paragraph_tokens);
    }
    float most = 0;
    for (std::uint32_t i = after.first; i < after.last; ++i)
      most = std::max(most, same ? posterior_of(posteriors_[i], role) : begin_of(posteriors_[i], role));
    return most;
  }

  void add_borders() {
    for (const std::uint32_t i : {core_.first - 1, core_.first, core_.last - 1, core_.last, core_.last + 1})
      add(is_in(i) ? border_class(tokens_[i]) : 0);
    int verbs = 0, finite = 0;
    for (std::uint32_t i = core_.first; i < core_.last; ++i) {
      verbs += tagging::is_verb(tokens_[i].tag);
      finite += tagging::is_finite(tokens_[i].tag);
    }
    add(verbs), add(finite);
  }

  const Analysis& analysis_;
  const std::vector<Token>& tokens_;
  std::span<const Posterior> posteriors_;
  std::span<const Candidate> candidates_, neighbours_;
  const Candidate& self_;
  std::size_t index_;
  Range core_, paragraph_;
  std::uint32_t sentence_first_ = 0, sentence_last_ = 0;
  int word_count_ = 0;
  SpanFeatures out_{};
  std::size_t count_ = 0;
};

}  // namespace

SpanPatterns span_patterns(const Analysis& analysis, const Candidate& candidate) {
  const Range core = candidate.core, paragraph = analysis.paragraphs[candidate.paragraph];
  const auto& tokens = analysis.tokens;
  const std::uint32_t a = core.first, b = core.last;
  const auto word = [&](std::uint32_t i) -> Key {
    if (!paragraph.contains(i)) return 1;
    return combine(tokens[i].word.form, tokens[i].sentence != tokens[a].sentence);
  };
  const auto kind = [&](std::uint32_t i) -> Key {
    if (!paragraph.contains(i)) return 1;
    return tokens[i].word.has_letter ? static_cast<Key>(tokens[i].tag) + 2 : tokens[i].word.form;
  };
  const Key length = b - a > 3 ? 9 : b - a;
  const Key role = candidate.role;
  const auto make = [&](Key name, auto... parts) {
    Key key = combine(name, role);
    ((key = combine(key, parts)), ...);
    return key;
  };
  SpanPatterns out = {make("first"_key, word(a)),
                      make("last"_key, word(b - 1)),
                      make("before"_key, word(a - 1)),
                      make("after"_key, word(b)),
                      make("first tags"_key, kind(a - 1), kind(a), kind(a + 1)),
                      make("last tags"_key, kind(b - 1), kind(b), kind(b + 1)),
                      make("around"_key, kind(a - 2), kind(a - 1), kind(b), length),
                      make("next two"_key, word(b), word(b + 1)),
                      0,
                      0,
                      0,
                      0};
  if (candidate.role == content) {
    out[8] = make("before,first"_key, word(a - 1), word(a));
    out[9] = make("tags before"_key, kind(a - 2), kind(a - 1), kind(a));
    out[10] = make("last,after"_key, word(b - 1), word(b));
    out[11] = make("frame"_key, kind(a), kind(b), kind(a - 1));
    return out;
  }
  Key words = 0, tags = 0;
  for (std::uint32_t i = a; i < std::min(b, a + 4); ++i) words = combine(words, tokens[i].word.form);
  for (std::uint32_t i = a; i < std::min(b, a + 6); ++i)
    tags = combine(tags, static_cast<Key>(tokens[i].tag));
  out[8] = make("words"_key, words);
  out[9] = make("words,after"_key, words, kind(b));
  out[10] = make("before,words"_key, kind(a - 1), words);
  out[11] = make("tags"_key, tags);
  return out;
}

SpanFeatures span_features(const Analysis& analysis, std::span<const Posterior> posteriors,
                           std::span<const Candidate> candidates, std::size_t i, const PatternRate& rate) {
  return Writer(analysis, posteriors, candidates, i).run(rate);
}

}  // namespace newswired::quotes
