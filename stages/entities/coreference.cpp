#include "stages/entities/coreference.h"

#include <algorithm>
#include <array>
#include <span>
#include <unordered_map>
#include <unordered_set>

#include "stages/entities/countries.h"
#include "stages/entities/words.h"

namespace newswired::entities {
namespace {

using Clusters = std::vector<std::uint32_t>;
using ClustersOf = std::unordered_map<std::string, Clusters>;

// Of the clusters that share a word with a name, so many of the latest are looked at.
constexpr std::size_t candidates_max = 8;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string lower(std::string_view word) {
  std::string result;
  append_lower(result, word);
  return result;
}

/// A person's word without what varies: dots, and the article of Arabic names.
std::string person_key(std::string_view word) {
  std::string key = lower(word);
  for (const std::string_view article : {"al-", "el-", "ul-"})
    if (key.starts_with(article) && key.size() > article.size() + 1) key.erase(0, article.size());
  return key;
}

bool is_initial(const std::string& key) { return key.size() == 1 || (key.size() == 2 && key[1] == '.'); }

bool is_generation(const std::string& key) { return is_one_of(key, {"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"}); }

/// Letters after a name: "Ana Ruiz FRS".
bool is_honour(std::string_view word) {
  return word.size() >= 2 && word.size() <= 5 && std::all_of(word.begin(), word.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_small_word(std::string_view key) { return is_one_of(key, {"of", "and", "the", "for", "de", "la", "in", "&", "-", ",", "."}); }

/// First words that say nothing about which organisation it is.
bool is_general_head(std::string_view key) {
  return is_one_of(key, {"university", "ministry", "department", "bank", "national", "united", "american", "royal", "new",
                         "house", "state", "central", "supreme", "high", "federal", "council", "committee", "party",
                         "european", "international", "general", "first", "south", "north", "west", "east", "foreign",
                         "world", "people", "democratic", "free", "federation", "association", "institute", "court",
                         "office", "city", "global", "british", "russian", "chinese", "german", "french", "indian"});
}

/// Last words that say no more.
bool is_general_tail(std::string_view key) {
  return is_general_head(key) ||
         is_one_of(key, {"company", "corporation", "group", "inc", "inc.", "ltd", "ltd.", "union", "army", "force", "forces",
                         "police", "agency", "board", "authority", "commission", "congress", "parliament", "senate", "assembly",
                         "government", "church", "college", "school", "hospital", "museum", "library", "club", "society",
                         "foundation", "trust", "fund", "centre", "center", "times", "post", "news", "press", "service",
                         "services", "team", "league", "cup", "games", "movement", "front", "organization", "organisation"});
}

using Keys = std::vector<std::string>;

/// Short forms that are no beginning of the name they stand for.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> short_forms = {{
    {"joe", "joseph"}, {"bill", "william"}, {"bob", "robert"}, {"bobby", "robert"}, {"mike", "michael"}, {"jim", "james"},
    {"jimmy", "james"}, {"dick", "richard"}, {"rick", "richard"}, {"ted", "edward"}, {"ted", "theodore"}, {"kate", "katherine"},
    {"kate", "catherine"}, {"kathy", "katherine"}, {"liz", "elizabeth"}, {"beth", "elizabeth"}, {"betty", "elizabeth"},
    {"tony", "anthony"}, {"jack", "john"}, {"hank", "henry"}, {"harry", "henry"}, {"chuck", "charles"}, {"charlie", "charles"},
    {"larry", "lawrence"}, {"gerry", "gerald"}, {"jerry", "gerald"}, {"andy", "andrew"}, {"peggy", "margaret"},
}};

/// "Joe" and "Joseph", "Steve" and "Steven".
bool is_short_for(const std::string& a, const std::string& b) {
  if (a.size() >= 3 && a.size() < b.size() && b.starts_with(a)) return true;
  return std::find(short_forms.begin(), short_forms.end(), std::pair<std::string_view, std::string_view>(a, b)) != short_forms.end();
}

bool first_names_agree(const Keys& a, const Keys& b) {
  if (a.front() == b.front() || is_short_for(a.front(), b.front()) || is_short_for(b.front(), a.front())) return true;
  return a.front()[0] == b.front()[0] && (is_initial(a.front()) || is_initial(b.front()));
}

bool is_suffix_of(const Keys& part, const Keys& whole) {
  return part.size() < whole.size() && std::equal(part.rbegin(), part.rend(), whole.rbegin());
}
bool is_prefix_of(const Keys& part, const Keys& whole) {
  return part.size() < whole.size() && std::equal(part.begin(), part.end(), whole.begin());
}

/// The first letters of a name's words, with and without its small words.
std::array<std::string, 2> initials(const Keys& keys) {
  std::array<std::string, 2> result;
  for (const std::string& key : keys) {
    if (key.empty() || key[0] < 'a' || key[0] > 'z') continue;
    if (!is_small_word(key)) result[0].push_back(key[0]);
    result[1].push_back(key[0]);
  }
  return result;
}

/// "U.S. Senate", "United Kingdom Home Office", "Israeli army": what is left without the country.
Keys without_country(const Keys& keys) {
  for (std::size_t words = std::min<std::size_t>(2, keys.size() - 1); words > 0; --words) {
    const std::string name = words == 2 ? keys[0] + " " + keys[1] : keys[0];
    if (country_of_place(name) || (words == 1 && country_of_nationality(name)) || (words == 1 && !common_place_name(name).empty()))
      return {keys.begin() + static_cast<std::ptrdiff_t>(words), keys.end()};
  }
  return keys;
}

std::string joined(std::span<const std::string> keys) {
  std::string text;
  for (const std::string& key : keys) text += (text.empty() ? "" : " ") + key;
  return text;
}

/// "Yahoo Japan" is another company than "Yahoo".
bool adds_country(const Keys& whole, const Keys& part) {
  const std::string rest = joined(std::span(whole).subspan(part.size()));
  return country_of_place(rest) || !common_place_name(rest).empty();
}

std::string acronym_letters(const NamedThing& name) {
  std::string letters;
  if (name.words.size() != 1) return letters;
  for (const char c : name.words[0]) {
    if (c == '.') continue;
    if (c < 'A' || c > 'Z') return {};
    letters.push_back(static_cast<char>(c + 32));
  }
  return letters.size() > 1 ? letters : std::string{};
}

}  // namespace

class NameClusters::Index {
 public:
  std::uint32_t add(const NamedThing& name) {
    Keys keys = keys_of(name);
    const char type = static_cast<char>('0' + static_cast<int>(name.type));
    const std::string whole = type + joined(keys);
    std::uint32_t cluster = none;
    if (const auto same = by_whole_.find(whole); same != by_whole_.end()) {
      cluster = same->second;
    } else {
      if (name.type == EntityType::person) cluster = find_person(name, keys);
      if (name.type == EntityType::organization) cluster = find_organization(name, keys);
      if (cluster == none) cluster = count_++;
      index(name, keys, cluster);
    }
    by_whole_[whole] = cluster;
    return cluster;
  }

 private:
  static constexpr std::uint32_t none = 0xFFFFFFFF;

  struct Form {
    Keys keys;
    std::uint32_t cluster;
  };

  static Keys keys_of(const NamedThing& name) {
    Keys keys;
    for (const std::string& word : name.words)
      keys.push_back(name.type == EntityType::person ? person_key(word) : lower(word));
    if (name.type == EntityType::person) {
      const bool shouted = is_honour(name.words.front());
      while (keys.size() > 2 && !shouted && is_honour(name.words[keys.size() - 1])) keys.pop_back();
      while (keys.size() > 1 && is_generation(keys.back())) keys.pop_back();
    }
    if (name.type == EntityType::misc && keys.size() == 1) {
      std::string& key = keys[0];
      if (key.size() > 3 && key.back() == 's' && country_of_nationality(key.substr(0, key.size() - 1))) key.pop_back();
    }
    if (name.type == EntityType::location) {
      const std::string_view common = common_place_name(joined(keys));
      if (!common.empty()) keys = {lower(common)};
    }
    return keys;
  }

  /// Calls `fits(form)` for the latest forms under `key`; the cluster of the first that fits.
  template <class Fits>
  std::uint32_t latest(const std::unordered_map<std::string, std::vector<std::uint32_t>>& forms, const std::string& key,
                       Fits fits) const {
    const auto found = forms.find(key);
    if (found == forms.end()) return none;
    std::size_t tried = 0;
    for (auto form = found->second.rbegin(); form != found->second.rend() && tried < candidates_max; ++form, ++tried)
      if (fits(forms_[*form])) return forms_[*form].cluster;
    return none;
  }

  std::uint32_t find_person(const NamedThing& name, const Keys& keys) const {
    if (const std::string letters = acronym_letters(name); !letters.empty()) {  // "JFK"
      const std::uint32_t spelled = latest(person_initials_, letters, [](const Form&) { return true; });
      if (spelled != none) return spelled;
    }
    const std::uint32_t by_surname = latest(person_last_, keys.back(), [&](const Form& form) {
      if (keys.size() == 1) return true;
      if (form.keys.size() == 1) return may_be_called(form.cluster, keys);
      return first_names_agree(keys, form.keys) || is_suffix_of(keys, form.keys) || is_suffix_of(form.keys, keys);
    });
    if (by_surname != none) return by_surname;
    return latest(person_first_, keys.front(), [&](const Form& form) {
      if (is_prefix_of(keys, form.keys)) return true;
      // "Fiona" before "Fiona Holt", "Xi" before "Xi Jinping"; not the surname of somebody else.
      return is_prefix_of(form.keys, keys) && (form.keys.size() > 1 || has_no_full_name(form.cluster));
    });
  }

  bool has_no_full_name(std::uint32_t cluster) const {
    const auto full = full_forms_.find(cluster);
    return full == full_forms_.end() || full->second.empty();
  }

  /// Whether a full name fits a person whose surname alone it shares: "Ruiz" of Pedro Ruiz is not Ana Ruiz.
  bool may_be_called(std::uint32_t cluster, const Keys& keys) const {
    if (has_no_full_name(cluster)) return true;
    const Clusters& full = full_forms_.at(cluster);
    return std::any_of(full.begin(), full.end(), [&](std::uint32_t form) {
      const Keys& other = forms_[form].keys;
      return other.back() != keys.back() || first_names_agree(keys, other);
    });
  }

  std::uint32_t find_organization(const NamedThing& name, const Keys& keys) const {
    if (const std::string letters = acronym_letters(name); !letters.empty()) {
      const std::uint32_t spelled = latest(initials_, letters, [](const Form&) { return true; });
      if (spelled != none) return spelled;
    }
    if (keys.size() > 1)
      for (const std::string& letters : initials(keys))
        if (const std::uint32_t short_form = latest(acronyms_, letters, [](const Form&) { return true; }); short_form != none)
          return short_form;
    if (const Keys bare = without_country(keys); bare.size() < keys.size()) {  // "U.S. Senate" after "Senate"
      const std::uint32_t same = latest(organization_first_, bare.front(), [&](const Form& form) {
        return form.keys == bare && !of_country_.contains(form.cluster);
      });
      if (same != none) return same;
    }
    const std::uint32_t of_a_country =
        latest(organization_bare_, joined(keys), [](const Form&) { return true; });
    if (of_a_country != none) return of_a_country;
    if (!is_general_head(keys.front())) {
      const std::uint32_t by_head = latest(organization_first_, keys.front(), [&](const Form& form) {
        return is_prefix_of(keys, form.keys) ||
               (is_prefix_of(form.keys, keys) && !adds_country(keys, form.keys));
      });
      if (by_head != none) return by_head;
    }
    if (is_general_tail(keys.back())) return none;
    return latest(organization_last_, keys.back(), [&](const Form& form) {  // "Red Sox"; no part of "Assembly of the United Nations"
      return is_suffix_of(keys, form.keys) && !is_small_word(form.keys[form.keys.size() - keys.size() - 1]);
    });
  }

  void index(const NamedThing& name, const Keys& keys, std::uint32_t cluster) {
    const auto form = static_cast<std::uint32_t>(forms_.size());
    forms_.push_back({keys, cluster});
    if (name.type == EntityType::person) {
      person_last_[keys.back()].push_back(form);
      person_first_[keys.front()].push_back(form);
      if (keys.size() > 1) person_initials_[initials(keys)[1]].push_back(form);
      if (auto& full = full_forms_[cluster]; keys.size() > 1 && full.size() < candidates_max) full.push_back(form);
    } else if (name.type == EntityType::organization) {
      organization_first_[keys.front()].push_back(form);
      if (const Keys bare = without_country(keys); bare.size() < keys.size()) {
        organization_bare_[joined(bare)].push_back(form);
        of_country_.insert(cluster);
      }
      organization_last_[keys.back()].push_back(form);
      if (const std::string letters = acronym_letters(name); !letters.empty()) acronyms_[letters].push_back(form);
      if (keys.size() > 1)
        for (const std::string& letters : initials(keys))
          if (letters.size() > 1) initials_[letters].push_back(form);
    }
  }

  std::uint32_t count_ = 0;
  std::vector<Form> forms_;
  std::unordered_map<std::string, std::uint32_t> by_whole_;
  std::unordered_map<std::uint32_t, Clusters> full_forms_;  // of a person's cluster: names of several words
  std::unordered_set<std::uint32_t> of_country_;  // clusters of a name with a country in front
  ClustersOf person_last_, person_first_, person_initials_, organization_first_, organization_last_, organization_bare_, acronyms_, initials_;
};

NameClusters::NameClusters() : index_(std::make_unique<Index>()) {}
NameClusters::~NameClusters() = default;
std::uint32_t NameClusters::add(const NamedThing& name) { return index_->add(name); }

std::string_view common_place_name(std::string_view name) {
  const std::string key = lower(name);
  if (is_one_of(key, {"u.s.", "u.s", "us", "usa", "u.s.a.", "united states", "united states of america"}))
    return "United States";
  if (is_one_of(key, {"uk", "u.k.", "united kingdom"})) return "United Kingdom";
  if (is_one_of(key, {"uae", "u.a.e.", "united arab emirates"})) return "United Arab Emirates";
  if (is_one_of(key, {"russia", "russian federation"})) return "Russia";
  if (is_one_of(key, {"drc", "dr congo", "democratic republic of congo", "democratic republic of the congo"}))
    return "Democratic Republic of Congo";
  return {};
}

}  // namespace newswired::entities
