#include "stages/entities/nominals.h"

#include <algorithm>
#include <unordered_map>

#include "stages/entities/quotation.h"
#include "stages/entities/role_words.h"

namespace newswired::entities {
namespace {

constexpr std::uint32_t sentences_back_max = 4;
constexpr std::uint32_t phrase_words_max = 4;

/// The words of a role up to its first "of", in lower case; its head is the last.
std::vector<std::string> core_of(std::string_view role) {
  std::vector<std::string> core;
  while (!role.empty()) {
    const std::size_t blank = std::min(role.find(' '), role.size());
    std::string word;
    append_lower(word, role.substr(0, blank));
    if (is_role_link(word)) break;
    core.push_back(std::move(word));
    role.remove_prefix(std::min(blank + 1, role.size()));
  }
  return core;
}

class Finder {
 public:
  Finder(const Words& words, std::span<const PersonMention> mentions, std::span<const std::string> roles)
      : words_(words), mentions_(mentions) {
    for (std::uint32_t person = 0; person < roles.size(); ++person) {
      cores_.push_back(core_of(roles[person]));
      if (cores_.back().empty() || !is_role_head(cores_.back().back())) continue;
      const auto [at, fresh] = holder_of_.emplace(cores_.back().back(), person);
      if (!fresh) at->second = several;
    }
  }

  std::vector<ResolvedNominal> run() {
    std::vector<ResolvedNominal> found;
    Quotation quotation(words_);
    std::size_t next = 0;
    for (std::uint32_t i = 0; i < words_.size(); ++i) {
      const bool quoted = quotation.holds(i);
      while (next < mentions_.size() && mentions_[next].words.first <= i) ++next;
      if (quoted || next == 0 || words_.lower(words_[i]) != "the") continue;
      const PersonMention& last = mentions_[next - 1];
      if (words_[i].sentence - words_[last.words.first].sentence > sentences_back_max) continue;
      if (const std::uint32_t end = end_of_phrase(i + 1, last.person); end != 0)
        found.push_back({last.person, {i, end}});
    }
    return found;
  }

 private:
  static constexpr std::uint32_t several = 0xFFFFFFFF;

  /// One past the head, when the words from `first` on are the person's role; else 0.
  std::uint32_t end_of_phrase(std::uint32_t first, std::uint32_t person) const {
    const auto& core = cores_[person];
    if (core.empty()) return 0;
    const auto holder = holder_of_.find(core.back());
    if (holder == holder_of_.end() || holder->second != person) return 0;
    const std::uint32_t sentence_end = words_.sentences()[words_[first - 1].sentence].last;
    for (std::uint32_t i = first; i < sentence_end && i < first + phrase_words_max; ++i) {
      const std::string_view word = words_.lower(words_[i]);
      if (word == core.back()) return may_end_before(i + 1, sentence_end) ? i + 1 : 0;
      if (std::find(core.begin(), core.end(), word) == core.end()) return 0;
    }
    return 0;
  }
  bool may_end_before(std::uint32_t i, std::uint32_t sentence_end) const {
    if (i >= sentence_end) return true;
    const std::string_view word = words_.lower(words_[i]);
    if (words_[i].is_sign) return word != "-" && word != "&";
    if (words_[i].capital || words_[i].has_digit || word == "of" || word == "for" || word == "at" ||
        word == "elect")
      return false;
    const bool plural_head = word.ends_with('s') && is_role_head(word.substr(0, word.size() - 1));
    return !plural_head && !is_role_head(word) && !may_modify_role(word);
  }

  const Words& words_;
  std::span<const PersonMention> mentions_;
  std::vector<std::vector<std::string>> cores_;               // of each person
  std::unordered_map<std::string, std::uint32_t> holder_of_;  // of each head
};

}  // namespace

std::vector<ResolvedNominal> resolve_nominals(const Words& words, std::span<const PersonMention> mentions,
                                              std::span<const std::string> roles) {
  return Finder(words, mentions, roles).run();
}

}  // namespace newswired::entities
