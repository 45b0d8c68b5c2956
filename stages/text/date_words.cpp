#include "stages/text/date_words.h"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <memory>

namespace newswired::text {
namespace {

struct MonthStem {
  std::string_view stem;  ///< Folded; the longest that a word begins with decides.
  int month;
};

constexpr MonthStem month_stems[] = {
    // English, German, Dutch, French, Spanish, Italian, Portuguese, Nordic, Romanian, Indonesian
    {"jan", 1}, {"ene", 1}, {"gen", 1}, {"ian", 1},
    {"feb", 2}, {"fev", 2},
    {"mar", 3}, {"mrz", 3}, {"mrt", 3}, {"maa", 3}, {"mae", 3},
    {"apr", 4}, {"avr", 4}, {"abr", 4}, {"avg", 8},
    {"may", 5}, {"mai", 5}, {"maj", 5}, {"mei", 5}, {"mag", 5},
    {"jun", 6}, {"juin", 6}, {"giu", 6}, {"iun", 6},
    {"jul", 7}, {"juil", 7}, {"lug", 7}, {"iul", 7},
    {"aug", 8}, {"aou", 8}, {"ago", 8},
    {"sep", 9}, {"set", 9},
    {"oct", 10}, {"okt", 10}, {"ott", 10}, {"out", 10},
    {"nov", 11}, {"noi", 11},
    {"dec", 12}, {"dez", 12}, {"dic", 12}, {"des", 12},
    // Polish
    {"sty", 1}, {"lut", 2}, {"kwi", 4}, {"cze", 6}, {"lip", 7}, {"sie", 8}, {"wrz", 9}, {"paz", 10}, {"lis", 11}, {"gru", 12},
    // Russian, Ukrainian
    {"янв", 1}, {"фев", 2}, {"мар", 3}, {"апр", 4}, {"маи", 5}, {"мая", 5}, {"июн", 6}, {"июл", 7}, {"авг", 8},
    {"сен", 9}, {"окт", 10}, {"ноя", 11}, {"дек", 12},
    {"січ", 1}, {"сич", 1}, {"лют", 2}, {"бер", 3}, {"кві", 4}, {"тра", 5}, {"чер", 6}, {"лип", 7}, {"сер", 8}, {"вер", 9},
    {"жов", 10}, {"лис", 11}, {"гру", 12},
    // Greek
    {"ιαν", 1}, {"φεβ", 2}, {"μαρ", 3}, {"απρ", 4}, {"μαι", 5}, {"ιουν", 6}, {"ιουλ", 7}, {"αυγ", 8}, {"σεπ", 9},
    {"οκτ", 10}, {"νοε", 11}, {"δεκ", 12},
    // Hungarian (the rest as above)
    {"sze", 9},
    // Turkish
    {"oca", 1}, {"sub", 2}, {"nis", 4}, {"haz", 6}, {"tem", 7}, {"agu", 8}, {"eyl", 9}, {"eki", 10}, {"kas", 11}, {"ara", 12},
    // Czech, Slovak where they differ
    {"led", 1}, {"uno", 2}, {"bre", 3}, {"dub", 4}, {"kve", 5}, {"cerv", 6}, {"cervenc", 7}, {"cervenec", 7}, {"srp", 8},
    {"zar", 9}, {"rij", 10}, {"pro", 12},
    // Finnish
    {"tammi", 1}, {"helmi", 2}, {"maalis", 3}, {"huhti", 4}, {"touko", 5}, {"kesa", 6}, {"heina", 7}, {"elo", 8},
    {"syys", 9}, {"loka", 10}, {"marras", 11}, {"joulu", 12},
    // Swahili, Malay where they differ
    {"mac", 3}, {"ogo", 8}, {"dis", 12},
    // Lithuanian
    {"saus", 1}, {"vasar", 2}, {"kov", 3}, {"baland", 4}, {"geguz", 5}, {"birzel", 6}, {"liep", 7}, {"rugpj", 8}, {"rugsej", 9},
    {"spal", 10}, {"lapkr", 11},
    // Hindi, without its vowel signs
    {"जनवर", 1}, {"फरवर", 2}, {"मरच", 3}, {"अपरल", 4}, {"मई", 5}, {"जन", 6}, {"जलई", 7}, {"अगसत", 8}, {"सतबर", 9}, {"सतमबर", 9},
    {"अकटबर", 10}, {"अकतबर", 10}, {"नवबर", 11}, {"नवमबर", 11}, {"दसबर", 12}, {"दसमबर", 12},
    // Arabic
    {"يناير", 1}, {"فبراير", 2}, {"مارس", 3}, {"ابريل", 4}, {"مايو", 5}, {"يونيو", 6}, {"يوليو", 7}, {"اغسطس", 8}, {"سبتمبر", 9},
    {"اكتوبر", 10}, {"نوفمبر", 11}, {"ديسمبر", 12},
};

constexpr std::size_t pair_of(std::string_view word) {
  return (static_cast<unsigned char>(word[0]) * 31u + static_cast<unsigned char>(word[1])) % 256;
}

/// The first stem of each pair of bytes that words begin with, and for each stem the next one of the same pair: most
/// words that are looked up are no months.
struct StemsOfPairs {
  std::array<std::uint16_t, 256> first{};
  std::array<std::uint16_t, std::size(month_stems)> next{};
};
constexpr StemsOfPairs stems_of_pairs = [] {
  StemsOfPairs stems;
  stems.first.fill(UINT16_MAX);
  for (std::size_t i = std::size(month_stems); i-- > 0;) {
    std::uint16_t& first = stems.first[pair_of(month_stems[i].stem)];
    stems.next[i] = first;
    first = static_cast<std::uint16_t>(i);
  }
  return stems;
}();

struct Zone {
  std::string_view name;
  int minutes;
};

/// Where a name has several meanings, that of RFC 822 or of most news sites counts (CST is in America, IST in India,
/// BST in Britain).
constexpr Zone zones[] = {
    {"z", 0}, {"ut", 0}, {"utc", 0}, {"gmt", 0}, {"wet", 0}, {"uct", 0}, {"zulu", 0},
    {"est", -300}, {"edt", -240}, {"et", -300}, {"cst", -360}, {"cdt", -300}, {"ct", -360}, {"mst", -420}, {"mdt", -360},
    {"pst", -480}, {"pdt", -420}, {"pt", -480}, {"akst", -540}, {"akdt", -480}, {"hst", -600}, {"ast", -240}, {"adt", -180},
    {"nst", -210}, {"ndt", -150}, {"brt", -180}, {"brst", -120}, {"art", -180}, {"clt", -240}, {"clst", -180},
    {"cot", -300}, {"pet", -300}, {"vet", -240}, {"uyt", -180},
    {"west", 60}, {"bst", 60}, {"cet", 60}, {"cest", 120}, {"mez", 60}, {"mesz", 120}, {"met", 60}, {"mest", 120},
    {"wat", 60}, {"cat", 120}, {"sast", 120}, {"eet", 120}, {"eest", 180}, {"eat", 180}, {"msk", 180}, {"msd", 240},
    {"trt", 180}, {"idt", 180}, {"irst", 210}, {"gst", 240}, {"samt", 240}, {"pkt", 300}, {"uzt", 300}, {"ist", 330},
    {"npt", 345}, {"almt", 360}, {"mmt", 390}, {"ict", 420}, {"wib", 420}, {"wita", 480}, {"wit", 540}, {"hkt", 480},
    {"sgt", 480}, {"myt", 480}, {"pht", 480}, {"awst", 480}, {"jst", 540}, {"kst", 540}, {"acst", 570}, {"acdt", 630},
    {"aest", 600}, {"aedt", 660}, {"chst", 600}, {"nzst", 720}, {"nzdt", 780},
};

constexpr std::string_view before_noon[] = {"am", "a.m", "오전", "午前", "上午"};
constexpr std::string_view after_noon[] = {"pm", "p.m", "오후", "午後", "下午"};

}  // namespace

std::string folded_date(std::string_view text) {
  const bool ascii = std::all_of(text.begin(), text.end(), [](char c) { return (c & 0x80) == 0; });
  if (ascii) {
    std::string out(text);
    for (char& c : out)
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
  }
  utf8proc_uint8_t* mapped = nullptr;
  const auto options = static_cast<utf8proc_option_t>(UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
                                                      UTF8PROC_STRIPMARK | UTF8PROC_IGNORE);
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()), &mapped, options);
  const std::unique_ptr<utf8proc_uint8_t, void (*)(void*)> owner(mapped, &std::free);
  return size < 0 ? std::string() : std::string(reinterpret_cast<const char*>(mapped), static_cast<std::size_t>(size));
}

int month_named(std::string_view word) {
  if (word.size() < 2) return 0;
  const MonthStem* best = nullptr;
  for (std::size_t i = stems_of_pairs.first[pair_of(word)]; i < std::size(month_stems); i = stems_of_pairs.next[i]) {
    const MonthStem& stem = month_stems[i];
    if (word.starts_with(stem.stem) && (!best || stem.stem.size() > best->stem.size())) best = &stem;
  }
  return best ? best->month : 0;
}

std::optional<std::chrono::minutes> zone_named(std::string_view word) {
  for (const Zone& zone : zones)
    if (zone.name == word) return std::chrono::minutes(zone.minutes);
  return std::nullopt;
}

std::optional<int> half_day_named(std::string_view word) {
  if (std::find(std::begin(before_noon), std::end(before_noon), word) != std::end(before_noon)) return 0;
  if (std::find(std::begin(after_noon), std::end(after_noon), word) != std::end(after_noon)) return 12;
  return std::nullopt;
}

}  // namespace newswired::text
