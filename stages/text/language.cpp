#include "stages/text/language.h"

#include <cstdio>
// CLD2's header uses FILE without including it.
#include <cld2/public/compact_lang_det.h>
#include <cld2/public/encodings.h>

#include <utility>

#include "proto/topics.h"

namespace newswired::text {
namespace {

/// CLD2's codes and old ones of ISO 639 as BCP 47 has them today.
std::string modern_subtag(std::string subtag) {
  constexpr std::pair<std::string_view, std::string_view> renamed[] = {
      {"iw", "he"}, {"in", "id"}, {"ji", "yi"}, {"jw", "jv"}, {"mo", "ro"}, {"tl", "fil"}, {"nb", "no"}, {"nn", "no"},
  };
  for (const auto& [old_name, name] : renamed)
    if (subtag == old_name) return std::string(name);
  return subtag;
}

/// Languages that CLD2 takes for one another in short or formal text.
bool are_close(std::string_view a, std::string_view b) {
  constexpr std::string_view families[] = {" bs hr sr sh me ", " no da sv ", " id ms ", " cs sk ", " es gl ca ast ",
                                           " pt gl ", " ru uk be bg mk ", " hi mr ne ", " nl af fy ", " zu xh st nso ts "};
  for (const std::string_view family : families) {
    const std::string first = " " + std::string(a) + " ";
    const std::string second = " " + std::string(b) + " ";
    if (family.find(first) != family.npos && family.find(second) != family.npos) return true;
  }
  return false;
}

std::string_view cut_to_characters(std::string_view text, std::size_t bytes_max) {
  if (text.size() <= bytes_max) return text;
  while (bytes_max > 0 && (static_cast<unsigned char>(text[bytes_max]) & 0xC0) == 0x80) --bytes_max;
  return text.substr(0, bytes_max);
}

}  // namespace

std::string detect_language(std::string_view text, std::string_view declared) {
  text = cut_to_characters(text, declared.empty() ? language_bytes_max : language_bytes_max / 2);
  const std::string claim = declared.empty() ? "und" : modern_subtag(primary_language(declared));
  if (text.empty()) return claim;

  CLD2::Language languages[3];
  int percents[3];
  int letter_bytes = 0;
  bool is_reliable = false;
  const std::string hint = claim == "und" ? "" : claim;
  CLD2::DetectLanguageSummary(text.data(), static_cast<int>(text.size()), /*is_plain_text=*/true, "",
                              CLD2::UNKNOWN_ENCODING,
                              hint.empty() ? CLD2::UNKNOWN_LANGUAGE : CLD2::GetLanguageFromName(hint.c_str()), languages,
                              percents, &letter_bytes, &is_reliable);
  const std::string seen = modern_subtag(primary_language(CLD2::LanguageCode(languages[0])));
  const bool is_seen = languages[0] != CLD2::UNKNOWN_LANGUAGE && seen != "un" && seen != "und";
  if (claim == "und") return is_seen && is_reliable && letter_bytes >= language_letters_min ? seen : "und";
  if (!is_seen || !is_reliable || letter_bytes < 2 * language_letters_min || percents[0] < 70) return claim;
  return are_close(seen, claim) ? claim : seen;
}

}  // namespace newswired::text
