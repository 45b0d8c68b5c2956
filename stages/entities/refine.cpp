#include "stages/entities/refine.h"

#include <algorithm>
#include <optional>
#include <unordered_map>

#include "stages/entities/countries.h"
#include "stages/entities/roles.h"
#include "stages/text/characters.h"

namespace newswired::entities {
namespace {

constexpr std::uint32_t dateline_words_max = 3;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_month(std::string_view lower) {
  return is_one_of(lower, {"january", "february", "march", "july", "september", "october", "november", "december"});
}
bool is_weekday(std::string_view lower) {
  return is_one_of(lower, {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"});
}

constexpr std::size_t cities = list_number("city"), peoples = list_number("ethnic_religion");

/// Prefixes and endings that make a compound of a name: "pro-X", "X-based".
bool begins_lower_case(std::string_view part) {
  return text::character_class(text::code_point_at(part, 0).value) == text::CharacterClass::lower;
}
bool begins_upper_case(std::string_view part) {
  return text::character_class(text::code_point_at(part, 0).value) == text::CharacterClass::upper;
}
bool is_prefix(std::string_view part) {
  return is_one_of(part, {"anti", "Anti", "pro", "Pro", "non", "Non", "ex", "Ex", "mid", "post", "Post", "pre", "Pre"});
}

class Refiner {
 public:
  Refiner(const Words& words, const std::vector<FoundName>& names) : words_(words), names_(names) {}

  std::vector<RefinedName> run() && {
    std::vector<bool> covered(words_.size());
    for (const FoundName& name : names_) {
      std::fill(covered.begin() + name.words.first, covered.begin() + name.words.last, true);
      refine(name.words, static_cast<EntityType>(name.type));
    }
    for (const RefinedName& name : refined_) known_.emplace(joined(name.words), name.type);
    for (const WordRange sentence : words_.sentences()) add_dateline(sentence, covered);
    add_countries(covered);
    split_compounds(covered);
    std::sort(refined_.begin(), refined_.end(), [](const auto& a, const auto& b) { return a.span < b.span; });
    return std::move(refined_);
  }

 private:
  std::string_view lower(std::uint32_t i) const { return words_.lower(words_[i]); }
  std::string joined(WordRange range) const {
    std::string text;
    for (std::uint32_t i = range.first; i < range.last; ++i) text += (i > range.first ? " " : "") + std::string(words_[i].form);
    return text;
  }
  void add(WordRange range, EntityType type) {
    if (range.first < range.last)
      refined_.push_back({{words_[range.first].span.start, words_[range.last - 1].span.end}, range, type});
  }

  void refine(WordRange range, EntityType type) {
    const auto size = [&] { return range.last - range.first; };
    if (size() > 1 && is_one_of(lower(range.last - 1), {"'s", "\u2019s", "'", "\u2019"})) --range.last;
    if (size() > 1 && type != EntityType::misc && is_month(lower(range.first))) ++range.first;
    if (type == EntityType::person) {
      while (size() > 1 && is_title(lower(range.first))) ++range.first;
      if (size() > 1 && is_nationality(words_[range.first].form) && !is_one_of(lower(range.first), {"finn", "dane", "dutch"})) {
        add({range.first, range.first + 1}, EntityType::misc);
        ++range.first;
      }
    }
    if (size() > 1 && add_home(range)) return;
    if (size() == 1 && is_weekday(lower(range.first))) return;
    if (type == EntityType::person && size() == 1 && is_noun(range.first)) return;
    if (std::none_of(words_.all().begin() + range.first, words_.all().begin() + range.last, has_letter)) return;
    if (type == EntityType::location) {
      for (std::uint32_t i = range.first + 1; i + 1 < range.last; ++i) {
        if (lower(i) != ",") continue;
        add({range.first, i}, type);
        range.first = i + 1;
      }
    }
    if (type == EntityType::location)  // "eastern Zaire"
      while (size() > 1 && begins_lower_case(words_[range.first].form) && !is_one_of(lower(range.first), {"the", "al", "el"}))
        ++range.first;
    if (type == EntityType::organization && size() == 1 && words_.is_listed(range, peoples))
      type = EntityType::misc;
    if (type != EntityType::person && is_nationality(joined(range))) type = EntityType::misc;
    add(range, type);
  }
  /// "Mercer Island-based": the place, whatever it was taken for.
  bool add_home(WordRange range) {
    const Word& last = words_[range.last - 1];
    const std::size_t hyphen = last.form.rfind('-');
    if (hyphen == std::string_view::npos || hyphen == 0) return false;
    if (!is_one_of(last.form.substr(hyphen + 1), {"based", "born", "bound", "headquartered"})) return false;
    const Span span{words_[range.first].span.start, last.span.start + static_cast<std::uint32_t>(hyphen)};
    std::string name = joined({range.first, range.last - 1}) + " " + std::string(last.form.substr(0, hyphen));
    refined_.push_back({span, range, is_nationality(name) ? EntityType::misc : EntityType::location});
    return true;
  }

  /// "The Bill would require", "this Grant": a word that is also a first name, as a noun.
  bool is_noun(std::uint32_t at) const {
    return at > 0 &&
           is_one_of(lower(at), {"bill", "act", "grant", "mark", "will", "rose", "dean", "hope", "grace",
                                 "faith", "dawn", "chase", "chance"}) &&
           is_one_of(lower(at - 1), {"the", "this", "that", "a", "an", "any", "such", "its", "their"}) &&
           (at + 1 >= words_.size() || !words_[at + 1].capital);
  }
  static bool has_letter(const Word& word) { return !word.is_sign && !(word.has_digit && !word.capital); }
  static bool is_nationality(std::string_view name) { return country_of_nationality(name) && !country_of_place(name); }

  /// "BONN 1996-08-31", "NEW YORK (Agency) -": the town is no organisation.
  void add_dateline(WordRange sentence, std::vector<bool>& covered) {
    std::uint32_t end = sentence.first;
    while (end < sentence.last && end - sentence.first < dateline_words_max && words_[end].all_capitals) ++end;
    if (end == sentence.first || end >= sentence.last) return;
    const Word& after = words_[end];
    if (!(after.has_digit || is_one_of(after.form, {"(", ",", "-", "--", "\u2013", "\u2014"}))) return;
    const WordRange town{sentence.first, end};
    if (!country_of_place(joined(town)) && !words_.is_listed(town, cities)) return;
    const Span span{words_[town.first].span.start, words_[end - 1].span.end};
    std::erase_if(refined_, [&](const RefinedName& name) { return name.words.first >= town.first && name.words.last <= end && name.span.overlaps(span); });
    add(town, EntityType::location);
    std::fill(covered.begin() + town.first, covered.begin() + end, true);
  }

  /// A country of two words that is no part of a longer name: whatever was made of its words.
  void add_countries(std::vector<bool>& covered) {
    std::vector<RefinedName> countries;
    for (std::uint32_t i = 0; i + 1 < words_.size(); ++i) {
      if (!words_[i].capital || !words_[i + 1].capital || words_[i].sentence != words_[i + 1].sentence) continue;
      if (is_country_of_two_words(words_[i].form, words_[i + 1].form))
        countries.push_back({{words_[i].span.start, words_[i + 1].span.end}, {i, i + 2}, EntityType::location});
    }
    std::vector<std::uint32_t> country_of(words_.size());  // number of the country a word belongs to, plus one
    for (std::uint32_t c = 0; c < countries.size(); ++c)
      country_of[countries[c].words.first] = country_of[countries[c].words.first + 1] = c + 1;
    // A longer name, and a person's, stays; the country gives way to it.
    std::vector<bool> inside_longer(countries.size());
    const auto country_in = [&](const RefinedName& name) {
      for (std::uint32_t i = name.words.first; i < name.words.last; ++i)
        if (country_of[i] != 0) return country_of[i];
      return 0u;
    };
    for (const RefinedName& name : refined_) {
      const std::uint32_t c = country_in(name);
      if (c == 0) continue;
      const WordRange range = countries[c - 1].words;
      const bool within = name.words.first >= range.first && name.words.last <= range.last;
      if (!within || name.type == EntityType::person) inside_longer[c - 1] = true;
    }
    std::erase_if(refined_, [&](const RefinedName& name) {
      const std::uint32_t c = country_in(name);
      return c != 0 && !inside_longer[c - 1];
    });
    for (std::uint32_t c = 0; c < countries.size(); ++c) {
      if (inside_longer[c]) continue;
      refined_.push_back(countries[c]);
      covered[countries[c].words.first] = covered[countries[c].words.first + 1] = true;
    }
  }

  /// Looks into words with a hyphen that are no name, or a name of their own.
  void split_compounds(const std::vector<bool>& covered) {
    std::vector<bool> alone(words_.size()), dropped(words_.size());
    for (const RefinedName& name : refined_)
      if (name.words.last - name.words.first == 1) alone[name.words.first] = true;
    std::vector<RefinedName> parts;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      if (covered[i] && !alone[i]) continue;
      const std::size_t before = parts.size();
      split_compound(i, parts);
      dropped[i] = parts.size() > before;
    }
    std::erase_if(refined_, [&](const RefinedName& name) { return dropped[name.words.first]; });
    refined_.insert(refined_.end(), parts.begin(), parts.end());
  }
  void split_compound(std::uint32_t i, std::vector<RefinedName>& parts) const {
    const std::string_view form = words_[i].form;
    const std::size_t hyphen = form.find('-');
    if (hyphen == 0 || hyphen == std::string_view::npos || hyphen + 1 == form.size()) return;
    if (form.find('-', hyphen + 1) != std::string_view::npos) return;
    const std::string_view left = form.substr(0, hyphen), right = form.substr(hyphen + 1);
    const std::uint32_t start = words_[i].span.start;
    const Span left_span{start, start + static_cast<std::uint32_t>(hyphen)}, right_span{left_span.end + 1, words_[i].span.end};
    if (begins_upper_case(left) && begins_lower_case(right)) {
      if (const auto type = type_of_part(left)) parts.push_back({left_span, {i, i + 1}, *type});
    } else if (is_prefix(left) && begins_upper_case(right)) {
      if (const auto type = type_of_part(right)) parts.push_back({right_span, {i, i + 1}, *type});
    } else if (country_of_place(left) && country_of_place(right)) {
      parts.push_back({left_span, {i, i + 1}, EntityType::location});
      parts.push_back({right_span, {i, i + 1}, EntityType::location});
    }
  }
  std::optional<EntityType> type_of_part(std::string_view part) const {
    if (country_of_place(part)) return EntityType::location;
    if (country_of_nationality(part)) return EntityType::misc;
    const auto known = known_.find(std::string(part));
    return known == known_.end() ? std::nullopt : std::optional(known->second);
  }

  const Words& words_;
  const std::vector<FoundName>& names_;
  std::vector<RefinedName> refined_;
  std::unordered_map<std::string, EntityType> known_;  // by how they are written
};

}  // namespace

std::vector<RefinedName> refine_names(const Words& words, const std::vector<FoundName>& names) {
  return Refiner(words, names).run();
}

}  // namespace newswired::entities
