#include "stages/text/abbreviations.h"

#include <algorithm>
#include <array>
#include <string>

namespace newswired::text {
namespace {

// Sorted; lower case. English news usage (AP and Reuters style books).
constexpr std::array<std::string_view, 55> titles = {
    "adm",  "atty", "brig", "bros", "capt", "cardinal", "cmdr", "col",  "cpl", "cpt", "det",  "dist", "dr",  "drs",
    "ens",  "esq",  "ft",   "gen",  "gov",  "hon",      "insp", "lt",   "ltc", "maj", "mme",  "mlle", "mr",  "mrs",
    "ms",   "msgr", "mt",   "mx",   "ofc",  "pres",     "prof", "pvt",  "rep", "reps", "rev", "rt",   "sec", "sen",
    "sens", "sgt",  "sr",   "ssgt", "st",   "ste",      "sra",  "srta", "supt", "sust", "vs", "v",    "viz"};
constexpr std::array<std::string_view, 72> generals = {
    "ala",  "apr",  "approx", "ariz", "ark",  "assn", "aug",  "ave",  "bldg", "blvd", "calif", "cf",   "cie",  "co",
    "colo", "conn", "corp",   "dec",  "del",  "dept", "e.g",  "est",  "etc",  "feb",  "fla",   "ga",   "gmbh", "i.e",
    "inc",  "jan",  "jr",     "jul",  "jun",  "kan",  "ky",   "ltd",  "mass", "mich", "minn",  "miss", "mo",   "mont",
    "md",   "neb",  "nev",    "nov",  "oct",  "okla", "ore",  "pa",   "penn", "ph.d", "plc",   "prov", "pty",  "rd",
    "s.p.a", "sept", "sep",   "ser",  "sq",   "tenn", "tel",  "tex",  "univ", "u.s",  "va",    "vol",  "vt",   "wash",
    "wis",  "wyo"};
constexpr std::array<std::string_view, 10> numbered = {"art", "ch", "fig", "no", "nos", "p", "para", "pp", "secs",
                                                       "nr"};

template <std::size_t N>
bool holds(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::size_t abbreviation_bytes_max = 8;

}  // namespace

Abbreviation abbreviation_kind(std::string_view word) {
  if (word.empty() || word.size() > abbreviation_bytes_max) return Abbreviation::none;
  char lower[abbreviation_bytes_max];
  std::transform(word.begin(), word.end(), lower, [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  const std::string_view key(lower, word.size());
  if (holds(titles, key)) return Abbreviation::title;
  if (holds(generals, key)) return Abbreviation::general;
  if (holds(numbered, key)) return Abbreviation::before_number;
  return Abbreviation::none;
}

}  // namespace newswired::text
