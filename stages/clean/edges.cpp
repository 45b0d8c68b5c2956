#include "stages/clean/edges.h"

#include <algorithm>

#include "stages/clean/features.h"
#include "stages/clean/lines.h"
#include "stages/clean/phrases.h"

namespace newswired::clean {
namespace {

bool has(std::uint32_t phrases, Phrase kind) { return (phrases >> static_cast<int>(kind) & 1) != 0; }

constexpr std::string_view reporting = "reporting by ";

bool is_wire_tail(std::string_view text) {
  const std::string line = lower_ascii(text.substr(0, 40));
  return line.starts_with(reporting) || line.starts_with("(reporting by") || line.starts_with("editing by ") ||
         line.starts_with("additional reporting by");
}

/// "Ana Costa" of "(Reporting by Ana Costa in Eastmouth; Editing by Tom Ashby)".
std::string wire_name(std::string_view text) {
  const std::size_t at = lower_ascii(text.substr(0, 40)).find(reporting);
  if (at == std::string::npos) return {};
  std::string_view rest = text.substr(at + reporting.size());
  rest = rest.substr(0, std::min(rest.find_first_of(";()."), rest.find(" in ")));
  return metadata_line(rest);
}

/// The headline is no part of the text, however it differs from the title that the page declares. Pages of many h1 use
/// them for sections.
void trim_headlines(const Blocks& blocks, std::vector<float>& shares) {
  constexpr std::ptrdiff_t headlines_max = 2;
  const auto is_headline = [](const Block& block) { return block.tag == html::Tag::h1; };
  if (std::count_if(blocks.list.begin(), blocks.list.end(), is_headline) > headlines_max) return;
  for (std::size_t i = 0; i < shares.size(); ++i)
    if (is_headline(blocks.list[i])) shares[i] = 0;
}

/// The last of the article's blocks, or the next behind it, that say who reported.
void trim_wire_tail(const Blocks& blocks, std::vector<float>& shares, Edges& edges) {
  constexpr int tail_max = 3;
  constexpr std::size_t after_max = 2;
  std::size_t end = shares.size();
  while (end > 0 && shares[end - 1] < 0.5f) --end;
  int seen = 0;
  for (std::size_t i = std::min(end + after_max, shares.size()); i-- > 0 && seen < tail_max;) {
    if (shares[i] >= 0.5f) ++seen;
    const std::string_view text = blocks.text_of(blocks.list[i]);
    if (!is_wire_tail(text)) continue;
    shares[i] = 0;
    if (const std::string name = wire_name(text); !name.empty()) edges.wire_byline = name;
  }
}

/// The invitation that ends a stub: the last block kept, or one of the next few.
void trim_paywall(const Blocks& blocks, std::vector<float>& shares, Edges& edges) {
  constexpr std::size_t after_max = 4;
  constexpr float words_max = 40;
  std::size_t last = shares.size();
  while (last > 0 && shares[last - 1] < 0.5f) --last;
  if (last == 0) return;
  for (std::size_t i = last - 1; i < std::min(last + after_max, shares.size()); ++i) {
    const Block& block = blocks.list[i];
    if (block.words > words_max || !clean::has(block.all, Evidence::paywall)) continue;
    const std::uint32_t phrases = phrases_in(blocks.text_of(block));
    if (!has(phrases, Phrase::subscribe) && !has(phrases, Phrase::login)) continue;
    edges.is_stub = true;
    shares[i] = 0;
  }
}

/// What pages put between paragraphs, in letters alone: a whole line of these is never text.
constexpr std::string_view notices[] = {
    "ad", "ads", "advert", "advertisement", "advertising", "advertisementcontinuereadingthemainstory", "adfeedback",
    "articlecontinuesbelow", "articlecontinuesafterad", "articlecontinuesbelowadvertisement", "articlecontinuesafteradvertisement",
    "storycontinuesbelow", "storycontinuesbelowadvertisement", "storycontinues", "continuereading", "sponsored", "sponsoredcontent",
    "anzeige", "anzeigen", "werbung", "weiternachderanzeige", "weiternachderwerbung", "nachderwerbunggehtsweiter", "publicit\u00E9",
    "publicidad", "publicidade", "pubblicit\u00E0", "reclame", "advertentie", "annonse", "annons", "annonce", "reklama", "reklam",
    "readmore", "readalso", "alsoread", "seealso", "related", "relatedarticles", "share", "sharethis", "sharethisarticle",
    "teilen", "artikelteilen", "weiterlesen", "mehrzumthema", "lireaussi", "leggianche", "leerm\u00E1s", "leertambi\u00E9n",
};

/// Takes lines that are a notice and nothing else out.
void trim_notices(const Blocks& blocks, std::vector<float>& shares) {
  constexpr std::size_t bytes_max = 60;
  for (std::size_t i = 0; i < shares.size(); ++i) {
    if (shares[i] < 0.5f || blocks.list[i].text.size() > bytes_max) continue;
    const std::string bare = bare_words(blocks.text_of(blocks.list[i]));
    if (std::find(std::begin(notices), std::end(notices), bare) != std::end(notices)) shares[i] = 0;
  }
}

void trim_times(const Blocks& blocks, std::vector<float>& shares, Edges& edges) {
  constexpr std::size_t entries_min = 8;
  constexpr std::size_t entry_blocks_max = 12;
  std::vector<std::size_t> times;
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    if (blocks.list[i].words > 4 || !is_clock_time(blocks.text_of(blocks.list[i]))) continue;
    // A time of the article's: prose that is kept follows.
    const std::size_t end = std::min(i + 1 + entry_blocks_max, shares.size());
    bool has_entry = false;
    for (std::size_t k = i + 1; k < end && !has_entry; ++k) has_entry = shares[k] >= 0.5f && prose_words(blocks.list[k]) > 0;
    if (has_entry) times.push_back(i);
  }
  if (times.size() < entries_min) return;
  edges.is_live_blog = true;
  for (const std::size_t i : times) shares[i] = 0;
}

}  // namespace

bool is_clock_time(std::string_view text) {
  constexpr std::size_t bytes_max = 24;
  if (text.size() < 4 || text.size() > bytes_max || !is_digit(text[0])) return false;
  const std::size_t hour = is_digit(text[1]) ? 2 : 1;
  if (text[hour] != ':' && text[hour] != '.' && text[hour] != 'h') return false;
  if (hour + 2 >= text.size() || !is_digit(text[hour + 1]) || !is_digit(text[hour + 2])) return false;
  return std::none_of(text.begin() + static_cast<std::ptrdiff_t>(hour) + 3, text.end(), is_digit);
}

Edges trim_edges(const Blocks& blocks, std::vector<float>& shares) {
  Edges edges;
  trim_headlines(blocks, shares);
  trim_notices(blocks, shares);
  trim_wire_tail(blocks, shares, edges);
  trim_paywall(blocks, shares, edges);
  trim_times(blocks, shares, edges);
  return edges;
}

}  // namespace newswired::clean
