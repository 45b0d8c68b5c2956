#include "stages/entities/roles.h"

#include <algorithm>
#include <string>
#include <unordered_set>

#include "stages/entities/countries.h"

namespace newswired::entities {
namespace {

using WordSet = std::unordered_set<std::string_view>;

constexpr std::uint32_t role_words_max = 12;

/// What a person can be: the heads of role phrases in English news.
bool is_head(std::string_view lower) {
  static const WordSet heads = {
      "accountant", "activist", "actor", "actress", "adm.", "administrator", "admiral", "adviser", "advisor", "advocate",
      "agent", "ambassador", "analyst", "anchor", "archbishop", "architect", "artist", "assemblyman", "assistant",
      "astronaut", "attorney", "author", "ayatollah", "banker", "baroness", "billionaire", "bishop", "boss", "boxer",
      "brigadier", "broadcaster", "businessman", "businesswoman", "campaigner", "candidate", "capt.", "captain",
      "cardinal", "celebrity", "ceo", "cfo", "chair", "chairman", "chairperson", "chairwoman", "chancellor", "chef", "chief",
      "cleric", "co-author", "co-founder", "co-owner", "coach", "col.", "colonel", "columnist", "comedian", "commander",
      "commentator", "commissioner", "composer", "conductor", "congressman", "congresswoman", "conservative",
      "consultant", "contractor", "coordinator", "correspondent", "council", "councillor", "councilman", "councilwoman",
      "counsel", "countess", "critic", "curator", "dean", "defender", "defendant", "delegate", "deputy", "designer",
      "detective", "diplomat", "director", "director-general", "doctor", "driver", "duchess", "duke", "economist",
      "editor", "editor-in-chief", "emperor", "engineer", "entrepreneur", "envoy", "epidemiologist", "executive", "expert",
      "farmer", "filmmaker", "financier", "firefighter", "forward", "founder", "gen.", "general", "goalkeeper", "gov.",
      "governor", "guitarist", "head", "historian", "host", "imam", "inspector", "investigator", "investor",
      "journalist", "judge", "justice", "king", "lawmaker", "lawyer", "lead", "leader", "lecturer", "legislator", "lt.",
      "lieutenant", "maj.", "major", "manager", "marshal", "mayor", "member", "midfielder", "militant", "minister",
      "model", "mogul", "monk", "mp", "mep", "msp", "musician", "negotiator", "novelist", "nurse", "officer", "official",
      "ombudsman", "organiser", "organizer", "owner", "painter", "partner", "pastor", "patriarch", "philosopher",
      "photographer", "physician", "pilot", "player", "poet", "police", "politician", "pope", "premier", "presenter",
      "president", "president-elect", "priest", "prime", "prince", "princess", "principal", "producer", "professor",
      "prosecutor", "psychologist", "publisher", "queen", "rapper", "rebel", "rector", "rep.", "reporter",
      "representative", "researcher", "resident", "rev.", "reverend", "scholar", "scientist", "secretary",
      "secretary-general", "sen.", "senator", "sergeant", "sgt.", "sheriff", "singer", "soldier", "solicitor",
      "speaker", "specialist", "spokesman", "spokesperson", "spokeswoman", "star", "statesman", "strategist", "striker",
      "student", "successor", "superintendent", "supervisor", "surgeon", "teacher", "technician", "trader", "treasurer",
      "trustee", "tycoon", "vice-chairman", "vice-chancellor", "vice-president", "victim", "volunteer", "warlord",
      "whistleblower", "winger", "worker", "writer", "chief-of-staff", "undersecretary", "under-secretary-general",
      "ex-president", "ex-minister", "billionaire", "quarterback", "champion", "lord", "baron", "sultan", "emir", "lt",
      "gov", "sen", "rep", "gen", "col", "capt", "sgt", "maj", "quartermaster", "candidate", "theologian", "programmer",
      "developer", "virologist", "biologist", "chemist", "physicist", "astronomer", "geologist", "meteorologist",
      "climatologist", "sociologist", "demographer", "psychiatrist", "paediatrician", "pediatrician", "coroner",
      "magistrate", "barrister", "warden", "ranger", "firefighter", "paramedic", "trainer", "jockey", "golfer",
      "footballer", "cricketer", "sprinter", "swimmer", "gymnast", "cyclist", "racer", "skier", "referee", "umpire"};
  return heads.contains(lower);
}

/// Heads that are not by themselves a role, but part of one.
bool needs_company(std::string_view lower) {
  return lower == "prime" || lower == "police" || lower == "council" || lower == "lead" || lower == "chief" ||
         lower == "star" || lower == "conservative" || lower == "deputy" || lower == "victim" || lower == "resident" ||
         lower == "forward" || lower == "partner" || lower == "model";
}

/// Lower case words that stand inside a role before its head.
bool is_modifier(std::string_view lower) {
  static const WordSet modifiers = {
      "acting", "affairs", "air", "army", "assistant", "associate", "athletics", "banking", "billionaire", "branch",
      "business", "cabinet", "campaign", "central", "chief", "city", "club", "communications", "communist", "company",
      "competition", "conservative", "constitutional", "co-founding", "county", "court", "crown", "cultural", "culture",
      "data", "defence", "defense", "democratic", "department", "deputy", "designated", "development", "diplomatic",
      "district", "economic", "economics", "economy", "education", "election", "elected", "emergency", "energy",
      "environment", "environmental", "ex", "executive", "exiled", "external", "federal", "fellow", "finance",
      "financial", "first", "football", "foreign", "former", "founding", "general", "global", "government", "head",
      "health", "high", "honorary", "house", "human", "immigration", "incoming", "independent", "industry", "information",
      "intelligence", "interim", "interior", "international", "investment", "jailed", "joint", "junior", "justice",
      "labor", "labour", "law", "lead", "leading", "left-wing", "right-wing", "far-right", "far-left", "legal", "liberal",
      "local", "longtime", "main", "managing", "marketing", "media", "medical", "military", "minority", "majority", "music",
      "national", "naval", "navy", "newly", "news", "non-executive", "nuclear", "operating", "opposition", "oil", "outgoing",
      "parliament", "parliamentary", "party", "permanent", "personal", "police", "policy", "political", "press",
      "pro-government", "pro-kremlin", "prime", "prison", "public", "rebel", "regional", "relations", "religious",
      "research", "retired", "rights", "ruling", "science", "school", "security", "senior", "shadow", "separatist",
      "socialist", "social", "special", "spiritual", "sports", "staff", "state", "supreme", "team", "technical", "then",
      "technology", "top", "tourism", "town", "trade", "transport", "treasury", "union", "university", "veteran", "vice",
      "village", "water", "women's", "youth", "republican", "centrist", "nationalist", "populist", "presidential",
      "provincial", "digital", "agriculture", "home", "property", "tech", "human-rights", "anti-corruption", "climate"};
  return modifiers.contains(lower);
}

bool is_determiner(std::string_view lower) {
  return lower == "the" || lower == "a" || lower == "an" || lower == "its" || lower == "their" || lower == "his" ||
         lower == "her" || lower == "our" || lower == "my" || lower == "one";
}

/// Capitalised at the start of a sentence without being part of a role.
bool is_opener(std::string_view lower) {
  static const WordSet openers = {"but", "and", "while", "meanwhile", "earlier", "when", "after", "before", "as", "if",
                                  "in", "on", "at", "for", "with", "like", "although", "though", "because", "since",
                                  "both", "however", "later", "yesterday", "today", "also", "only", "even", "according",
                                  "this", "that", "these", "those", "some", "many", "no", "then", "now", "photo", "by",
                                  "reuters", "afp", "ap", "file", "watch", "read", "video", "image", "credit", "so", "or"};
  return openers.contains(lower);
}

/// Stands between a role and a name, and is none itself.
bool is_courtesy(std::string_view lower) {
  static const WordSet courtesies = {"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "dr.", "dr", "prof.", "prof", "sir", "sheikh", "hon.", "datuk", "eng."};
  return courtesies.contains(lower);
}

class RoleFinder {
 public:
  RoleFinder(const Words& words, WordRange name, const std::vector<bool>& person_words)
      : words_(words), name_(name), sentence_(words.sentences()[words[name.first].sentence]), person_(person_words) {}

  std::optional<Span> run() const {
    if (auto role = left()) return role;
    if (auto role = right()) return role;
    return before_comma();
  }

 private:
  std::string_view lower(std::uint32_t i) const { return words_.lower(words_[i]); }
  Span span(std::uint32_t first, std::uint32_t last) const { return {words_[first].span.start, words_[last].span.end}; }

  /// A word that may stand before a role's head.
  bool may_precede(std::uint32_t i) const {
    const std::string_view word = lower(i);
    if (person_[i] || words_[i].is_sign || words_[i].has_digit || is_determiner(word)) return false;
    if (is_head(word) || is_modifier(word)) return true;
    if (!words_[i].capital) return false;
    return !(is_opener(word) && i == sentence_.first) && !word.ends_with("'s");
  }

  std::optional<Span> left() const {
    if (name_.first == sentence_.first) return std::nullopt;
    std::uint32_t head = name_.first - 1;
    if (head > sentence_.first && is_courtesy(lower(head))) --head;  // "Revenue Minister Dr. Jo Lind"
    if (!is_head(lower(head)) || person_[head]) return std::nullopt;
    std::uint32_t first = head;
    while (first > sentence_.first && head - first < role_words_max) {
      if (may_precede(first - 1)) {
        --first;
      } else if (lower(first - 1) == "and" && first - 1 > sentence_.first && is_head(lower(first - 2)) && !person_[first - 2]) {
        first -= 2;  // "chairman and chief executive"
      } else {
        break;
      }
    }
    if (first == head && needs_company(lower(head))) return std::nullopt;
    return span(first, head);
  }

  /// "…, [the] chief executive of Acme, …"
  std::optional<Span> right() const {
    std::uint32_t at = name_.last;
    if (at >= sentence_.last || lower(at) != ",") return std::nullopt;
    ++at;
    if (at + 1 < sentence_.last && words_[at].has_digit && lower(at + 1) == ",") at += 2;  // the age
    if (at < sentence_.last && is_determiner(lower(at))) ++at;
    const std::uint32_t first = at;
    bool head_seen = false, after_link = false;
    for (; at < sentence_.last && at - first < role_words_max; ++at) {
      const std::string_view word = lower(at);
      if (words_[at].is_sign && word != "'s" && word != "\u2019s" && word != "&") break;
      if (word == "who" || word == "whose" || word == "which") break;
      if (person_[at]) return std::nullopt;
      if (is_head(word)) {
        head_seen = true;
      } else if (head_seen && (word == "of" || word == "for" || word == "at" || word == "to" || word == "in" || word == "and" || word == "the" || word == "with" || word == "on")) {
        after_link = true;
      } else if (!after_link && !words_[at].capital && !is_modifier(word) && word != "'s" && at - first > 2) {
        return std::nullopt;
      } else if (!words_[at].capital && is_verb(word)) {
        return std::nullopt;
      }
    }
    const bool ended = at >= sentence_.last || words_[at].is_sign || lower(at).starts_with("wh");
    if (!head_seen || !ended || at == first || at - first >= role_words_max) return std::nullopt;
    return span(first, at - 1);
  }

  /// "the head of the union, Ana Ruiz, …"
  std::optional<Span> before_comma() const {
    if (name_.first < sentence_.first + 3 || lower(name_.first - 1) != ",") return std::nullopt;
    if (name_.last < sentence_.last && !words_[name_.last].is_sign) return std::nullopt;
    const std::uint32_t last = name_.first - 2;
    bool head_seen = false;
    std::uint32_t at = last;
    for (; last - at < role_words_max; --at) {
      const std::string_view word = lower(at);
      if (word == "'s" || word == "\u2019s") return head_seen ? std::optional(span(at + 1, last)) : std::nullopt;
      if (is_determiner(word) && head_seen) return at < last ? std::optional(span(at + 1, last)) : std::nullopt;
      const bool link = word == "of" || word == "for" || word == "at" || word == "the" || word == "and";
      if (is_head(word)) head_seen = true;
      else if (!link && !may_precede(at)) return std::nullopt;
      if (at == sentence_.first) break;
    }
    return std::nullopt;
  }

  static bool is_verb(std::string_view lower) {
    static const WordSet verbs = {"said", "says", "told", "is", "was", "are", "were", "has", "had", "have", "will", "would",
                                  "added", "did", "does", "made", "took", "can", "could", "also", "not", "he", "she",
                                  "they", "it", "that", "whom", "been"};
    return verbs.contains(lower);
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
  static const WordSet titles = {"mr.",  "mr",   "mrs.", "mrs",  "ms.",  "ms",       "miss",    "dr.",     "dr",  "prof.",
                                 "sen.", "gov.", "gen.", "rep.", "col.", "president", "minister", "senator", "governor"};
  return titles.contains(lower);
}

}  // namespace newswired::entities
