#include "stages/entities/roles.h"

#include <algorithm>
#include <unordered_set>

#include "stages/entities/role_words.h"

namespace newswired::entities {
namespace {

constexpr std::uint32_t role_words_max = 20;
// Words between a head's complement and the name: "chairman of the Acme Bank Ana Ruiz".
constexpr std::uint32_t complement_words_max = 8;

class RoleFinder {
 public:
  RoleFinder(const Words& words, WordRange name, const std::vector<bool>& person_words)
      : words_(words), name_(name), sentence_(words.sentences()[words[name.first].sentence]), person_(person_words) {}

  std::optional<Span> run() const {
    if (auto role = before()) return role;
    if (auto role = after_comma()) return role;
    return before_comma();
  }

 private:
  std::string_view lower(std::uint32_t i) const { return words_.lower(words_[i]); }
  Span span(WordRange range) const { return {words_[range.first].span.start, words_[range.last - 1].span.end}; }
  bool is_possessive(std::uint32_t i) const { return lower(i) == "'s" || lower(i) == "\u2019s"; }
  bool is_comma(std::uint32_t i) const {
    const std::string_view sign = lower(i);
    return sign == "," || sign == "-" || sign == "--" || sign == "\u2013" || sign == "\u2014";
  }
  bool is_head(std::uint32_t i) const { return !person_[i] && is_role_head(lower(i)); }
  bool is_acronym(std::uint32_t i) const { return words_[i].all_capitals; }

  /// "to greet President Ruiz": a verb, whatever it looks like.
  bool is_verb_by_place(std::uint32_t i) const {
    if (i == sentence_.first || words_[i].capital) return false;
    return marks_verb(lower(i - 1));
  }

  /// A word that may stand before a role's head.
  bool may_modify(std::uint32_t i) const {
    const std::string_view word = lower(i);
    if (person_[i] || words_[i].is_sign || is_determiner(word) || is_verb_by_place(i) ||
        (words_[i].has_digit && !words_[i].capital))
      return false;
    if (is_role_head(word)) return true;
    if (words_[i].capital) return !(is_opener(word) && (i == sentence_.first || words_[i].all_capitals));
    return may_modify_role(word);
  }

  /// "opposition leader Jo Lind", "Revenue Minister Dr. Jo Lind".
  std::optional<Span> before() const {
    if (name_.first == sentence_.first) return std::nullopt;
    std::uint32_t last = name_.first - 1;
    if (last > sentence_.first && is_courtesy(lower(last))) --last;
    if (!is_head(last)) return before_with_complement();
    const std::uint32_t first = first_of_core(last);
    const bool loud = words_[last].capital && last > sentence_.first;
    if (first == last && is_weak_head(lower(last)) && !loud) return std::nullopt;
    return span({with_possessor(first), last + 1});
  }

  /// "chairman of the Acme Bank Ana Ruiz".
  std::optional<Span> before_with_complement() const {
    const std::uint32_t last = name_.first - 1;
    if (is_role_link(lower(last)) || is_determiner(lower(last)))
      return std::nullopt;  // "a member of the Ruiz club"
    for (std::uint32_t i = last; i > sentence_.first && last - i < complement_words_max; --i) {
      if (person_[i] || words_[i].is_sign) return std::nullopt;
      const bool links = lower(i) == "of" || lower(i) == "for";
      if (links && i < last && is_head(i - 1)) return span({with_possessor(first_of_core(i - 1)), last + 1});
      const bool inside = links || lower(i) == "and" || lower(i) == "the" || lower(i) == "in" || words_[i].capital;
      if (!inside && !(words_[last].capital || i == last ? may_modify_role(lower(i)) : false)) return std::nullopt;
    }
    return std::nullopt;
  }

  /// The first word of the role whose head is `last`: "chairman and chief executive", "Democratic Party (DP) president".
  std::uint32_t first_of_core(std::uint32_t last) const {
    std::uint32_t first = last;
    const auto room = [&](std::uint32_t count) { return first >= sentence_.first + count && last - first + count < role_words_max; };
    while (room(1)) {
      if (may_modify(first - 1)) {
        --first;
      } else if (room(2) && lower(first - 1) == "and" && is_head(first - 2)) {
        first -= 2;
      } else if (room(4) && lower(first - 1) == ")" && is_acronym(first - 2) && lower(first - 3) == "(" && may_modify(first - 4)) {
        first -= 4;
      } else {
        break;
      }
    }
    return first;
  }

  /// Takes in whose it is: "Movement for Progress's new leader", "the union's president".
  std::uint32_t with_possessor(std::uint32_t first) const {
    if (first < sentence_.first + 2 || !is_possessive(first - 1)) return first;
    std::uint32_t owner = first - 2;
    if (words_[owner].is_sign || words_[owner].has_digit || is_determiner(lower(owner))) return first;
    if (!words_[owner].capital) return may_modify_role(lower(owner)) ? owner : first;
    const auto capital = [&](std::uint32_t i) { return words_[i].capital && !(i == sentence_.first && is_opener(lower(i))) && !is_determiner(lower(i)); };
    while (owner > sentence_.first) {
      if (capital(owner - 1)) --owner;
      else if (owner >= sentence_.first + 2 && is_role_link(lower(owner - 1)) && lower(owner - 1) != "in" && lower(owner - 1) != "to" &&
               capital(owner - 2) && !person_[owner]) owner -= 2;
      else break;
    }
    return owner;
  }

  /// "Ana Ruiz, 52, the chief executive of Acme, …"
  std::optional<Span> after_comma() const {
    std::uint32_t at = name_.last;
    if (at + 3 < sentence_.last && lower(at) == "(" && words_[at + 1].has_digit && lower(at + 2) == ")") at += 3;
    if (at >= sentence_.last || !is_comma(at)) return std::nullopt;
    ++at;
    if (at + 1 < sentence_.last && words_[at].has_digit && is_comma(at + 1)) at += 2;
    if (at < sentence_.last && (is_determiner(lower(at)) || lower(at) == "also")) ++at;
    if (at < sentence_.last && is_determiner(lower(at))) ++at;
    const auto role = parse(at);
    if (!role || !ends_at(*role)) return std::nullopt;
    return span(*role);
  }

  /// Whether a role that begins after a comma ends where one can.
  bool ends_at(WordRange role) const {
    if (role.last >= sentence_.last) return true;
    if (person_[role.last] || is_possessive(role.last)) return false;  // "the mayor's wife" is no mayor
    return words_[role.last].is_sign || ends_role(lower(role.last));
  }

  /// "the head of the union, Ana Ruiz, …"
  std::optional<Span> before_comma() const {
    std::uint32_t comma = name_.first;
    if (comma < sentence_.first + 2) return std::nullopt;
    --comma;
    if (comma > sentence_.first + 1 && is_courtesy(lower(comma))) --comma;
    if (!is_comma(comma)) return std::nullopt;
    if (name_.last < sentence_.last && !words_[name_.last].is_sign && lower(name_.last) != "and") return std::nullopt;
    std::optional<WordRange> best;
    for (std::uint32_t first = comma; first-- > sentence_.first && comma - first <= role_words_max;) {
      if (words_[first].is_sign && !is_possessive(first) && lower(first) != "(" && lower(first) != ")" && lower(first) != "&") break;
      if (is_opener(lower(first)) && !is_role_link(lower(first))) break;
      if (first > sentence_.first && !may_begin_after(first - 1)) continue;
      const auto role = parse(first);
      if (role && role->last == comma) best = WordRange{with_possessor(first), comma};
    }
    return best ? std::optional(span(*best)) : std::nullopt;
  }

  /// Words behind which a role can begin, so that no half of a longer phrase is taken for one.
  bool may_begin_after(std::uint32_t i) const {
    const std::string_view word = lower(i);
    if (is_determiner(word) || words_[i].is_sign || is_possessive(i)) return true;
    return !words_[i].capital && !may_modify_role(word);
  }

  /// A role that begins with word `at`: its core, and what "of", "for", "at" add.
  std::optional<WordRange> parse(std::uint32_t at) const {
    std::uint32_t last = at;  // of the core, one past
    std::uint32_t i = at;
    for (; i < sentence_.last && i - at < role_words_max; ++i) {
      if (is_head(i)) last = i + 1;
      else if (i > at && (is_possessive(i) || (lower(i) == "and" && i + 1 < sentence_.last && !is_determiner(lower(i + 1))))) continue;
      else if (!may_modify(i)) break;
    }
    if (last == at) return std::nullopt;
    if (last - at == 1 && is_weak_head(lower(at)) && !(last < sentence_.last && is_role_link(lower(last)))) return std::nullopt;
    return WordRange{at, with_complements(at, last)};
  }

  std::uint32_t with_complements(std::uint32_t first, std::uint32_t last) const {
    std::uint32_t i = last;
    if (i >= sentence_.last || !is_role_link(lower(i))) return last;
    for (; i < sentence_.last && i - first < role_words_max; ++i) {
      if (is_bracketed(i)) {
        i += 2;
        continue;
      }
      if (person_[i] && !person_[i - 1] && !is_role_link(lower(i - 1))) break;
      if (words_[i].is_sign && !is_possessive(i) && lower(i) != "&" && lower(i) != "'" && lower(i) != "\u2019") break;
      if (!words_[i].capital && ends_role(lower(i))) break;
    }
    while (i > last && (is_role_link(lower(i - 1)) || is_determiner(lower(i - 1)))) --i;
    return i;
  }
  bool is_bracketed(std::uint32_t i) const {
    return i + 2 < sentence_.last && lower(i) == "(" && is_acronym(i + 1) && lower(i + 2) == ")";
  }

  const Words& words_;
  WordRange name_, sentence_;
  const std::vector<bool>& person_;
};

}  // namespace

std::optional<Span> find_role(const Words& words, WordRange name, const std::vector<bool>& person_words) {
  return RoleFinder(words, name, person_words).run();
}

bool is_title(std::string_view lower) {
  static const std::unordered_set<std::string_view> titles = {
      "mr.",  "mr",   "mrs.", "mrs",  "ms.",  "ms",        "miss",     "dr.",     "dr",      "prof.",
      "sen.", "gov.", "gen.", "rep.", "col.", "president", "minister", "senator", "governor"};
  return titles.contains(lower);
}

}  // namespace newswired::entities
