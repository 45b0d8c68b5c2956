#include "stages/entities/trainer/word_uses.h"

#include <map>

#include "stages/entities/words.h"
#include "stages/text/characters.h"

namespace newswired::entities {
namespace {

constexpr std::uint32_t lower_uses_min = 15, lower_percent_min = 90;
constexpr std::uint32_t capital_uses_min = 6, capital_percent_min = 95;

struct Uses {
  std::uint32_t lower = 0, capital = 0;
};

bool is_letter(text::CharacterClass kind) {
  return kind == text::CharacterClass::lower || kind == text::CharacterClass::upper;
}

}  // namespace

UsualCase usual_case(std::span<const TrainingDocument> documents) {
  std::map<std::string, Uses> uses;
  for (const TrainingDocument& document : documents)
    for (const TrainingSentence& sentence : document.sentences)
      for (std::size_t i = 1; i < sentence.tokens.size(); ++i) {
        const std::string_view form = sentence.tokens[i].of(document.text);
        const auto kind = text::character_class(text::code_point_at(form, 0).value);
        if (!is_letter(kind)) continue;
        std::string word;
        append_lower(word, form);
        Uses& seen = uses[word];
        ++(kind == text::CharacterClass::lower ? seen.lower : seen.capital);
      }
  UsualCase usual;
  for (const auto& [word, seen] : uses) {
    const std::uint32_t all = seen.lower + seen.capital;
    if (all >= lower_uses_min && seen.lower * 100 >= all * lower_percent_min) usual.lower.push_back(word);
    if (all >= capital_uses_min && seen.capital * 100 >= all * capital_percent_min)
      usual.capital.push_back(word);
  }
  return usual;
}

}  // namespace newswired::entities
