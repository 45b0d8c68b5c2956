#pragma once

#include <chrono>
#include <random>
#include <sstream>
#include <string>

#include "stages/dedup/seen_index.h"

namespace newswired::dedup {

/// A story of our own, long enough for sampled shingles.
inline const std::string ferry_text =
    "The harbour ferry Marigold ran aground off Port Ellery on Tuesday evening with 214 passengers aboard, and coast "
    "guard crews needed 6 hours to bring everyone ashore. Captain Ilse Brandvold said the rudder failed in heavy swell "
    "near the Tern Rocks lighthouse. Rescue coordinator Paul Okafor told reporters that two helicopters and 11 boats "
    "took part, and that nobody was seriously hurt. The operator, Northsound Lines, cancelled all sailings until "
    "Friday. Passengers described calm queues on the tilted deck while children sang to pass the time. An inquiry led "
    "by the maritime board will examine why a warning from engineers in March was never passed on to the crew. "
    "Northsound shares fell 7.5 percent in early trading, wiping 3,120 crowns off the value of a round lot.";

inline const std::string bakery_text =
    "A family bakery in Upper Lindow has won the national rye bread prize for the third year running, beating 1,480 "
    "entries from across the country. Owner Marta Kowalczyk credited her grandmother's starter, which the family "
    "carried across two borders in a stone jar. Judges praised the dark crust and a crumb that stays moist for a week. "
    "Orders tripled overnight, and the shop now employs nine people, among them two apprentices from the village "
    "school. The mayor, Dieter Falk, promised a new parking lot after visitors blocked the bus stop on Saturday. "
    "Kowalczyk said she would not expand beyond the valley because good bread does not travel in lorries.";

inline Candidate candidate(std::string id, std::string feed, std::string title, const std::string& text) {
  Candidate candidate;
  candidate.id = std::move(id);
  candidate.feed = std::move(feed);
  candidate.arrived = Timestamp{std::chrono::seconds{1'772'000'000}};
  candidate.signature = sign(title, text);
  return candidate;
}

/// Judges and applies, as the ledger does.
inline Verdict take(SeenIndex& index, const Candidate& candidate) {
  Verdict verdict = index.judge(candidate);
  index.apply({index.position() + 1, candidate, verdict});
  return verdict;
}

/// A text of made-up words: the same for the same seed.
inline std::string made_up_text(unsigned seed, int word_count) {
  std::mt19937 random(seed);
  std::string text;
  for (int i = 0; i < word_count; ++i) {
    std::string word;
    const unsigned length = 3 + random() % 6;
    for (unsigned k = 0; k < length; ++k) word += static_cast<char>('a' + random() % 26);
    if (random() % 9 == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    text += (i > 0 ? " " : "") + (random() % 15 == 0 ? std::to_string(random() % 5000) : word);
  }
  return text;
}

/// Texts word by word in turn: their words, none of their phrases.
inline std::string interleaved(const std::string& a, const std::string& b) {
  std::istringstream left(a), right(b);
  std::string text;
  for (std::string x, y; left >> x && right >> y;) text += x + " " + y + " ";
  return text;
}

inline std::string backwards(const std::string& text) {
  std::istringstream words(text);
  std::string result;
  for (std::string word; words >> word;) result.insert(0, word + " ");
  return result;
}

}  // namespace newswired::dedup
