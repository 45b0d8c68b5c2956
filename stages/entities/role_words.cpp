#include "stages/entities/role_words.h"

#include <algorithm>
#include <initializer_list>
#include <unordered_set>

namespace newswired::entities {
namespace {

using WordSet = std::unordered_set<std::string_view>;

bool ends_with_one_of(std::string_view word, std::initializer_list<std::string_view> endings) {
  return std::any_of(endings.begin(), endings.end(),
                     [&](std::string_view ending) { return word.size() > ending.size() + 2 && word.ends_with(ending); });
}

bool is_listed_head(std::string_view lower) {
  static const WordSet heads = {
      "abbess", "abbot", "academic", "accountant", "activist", "actor", "actress", "adjutant", "adm.", "administrator",
      "admiral", "adviser", "advisor", "advocate", "agent", "aide", "ambassador", "analyst", "anchor", "announcer",
      "anthropologist", "apprentice", "arbitrator", "archaeologist", "archbishop", "archdeacon", "archduke", "architect",
      "archivist", "aristocrat", "artist", "assemblyman", "assessor", "assistant", "astrologer", "astronaut",
      "astronomer", "athlete", "attaché", "attorney", "attorney-general", "auctioneer", "auditor", "auditor-general",
      "author", "ayatollah", "backbencher", "baker", "ballerina", "banker", "barber", "barista", "baritone", "baron",
      "baroness", "baronet", "barrister", "bassist", "batsman", "batter", "beekeeper", "billionaire", "biographer",
      "biologist", "bishop", "blogger", "bodyguard", "bookkeeper", "boss", "botanist", "bowler", "boxer", "brewer",
      "brigadier", "broadcaster", "broker", "builder", "bureaucrat", "businessman", "businesswoman", "butcher",
      "cameraman", "campaigner", "candidate", "cantor", "capt", "capt.", "captain", "cardinal", "caretaker", "carpenter",
      "cartoonist", "cashier", "catcher", "celebrant", "centre-back", "ceo", "cfo", "chair", "chairman", "chairperson",
      "chairwoman", "champion", "chancellor", "chaplain", "chargé", "checker", "chef", "chemist", "chief",
      "chief-of-staff", "chieftain", "choreographer", "cinematographer", "cleric", "clerk", "climatologist", "climber",
      "co-author", "co-chair", "co-chairman", "co-director", "co-founder", "co-host", "co-leader", "co-owner", "coach",
      "coachman", "col", "col.", "collector", "colonel", "columnist", "comedian", "comic", "commandant", "commander",
      "commando", "commentator", "commissioner", "commodore", "composer", "comptroller", "conductor", "congressman",
      "congresswoman", "conservationist", "conservator", "constable", "consul", "consultant", "contractor", "convener",
      "convenor", "cook", "coordinator", "copywriter", "cornerback", "coroner", "corporal", "correspondent",
      "councillor", "councilman", "councilor", "councilwoman", "counsel", "counsellor", "counselor", "counterpart",
      "countess", "courier", "craftsman", "creator", "cricketer", "critic", "cryptographer", "curator", "custodian",
      "cyclist", "czar", "dame", "dancer", "deacon", "dealer", "dean", "debater", "decathlete", "decorator", "defector",
      "defendant", "defender", "delegate", "demographer", "dentist", "deputy", "deputy-director", "dermatologist",
      "designer", "despot", "detective", "developer", "diarist", "dictator", "dietitian", "diplomat", "director",
      "director-general", "dispatcher", "dissident", "diver", "docent", "doctor", "documentarian", "driver", "drummer",
      "duchess", "duke", "earl", "ecologist", "economist", "editor", "editor-in-chief", "educator", "elder",
      "electrician", "emir", "emperor", "engineer", "engraver", "entertainer", "entomologist", "entrepreneur", "envoy",
      "epidemiologist", "essayist", "ethicist", "ex-minister", "ex-president", "examiner", "executive", "expert",
      "exporter", "farmer", "fellow", "feminist", "fielder", "fighter", "figurehead", "filmmaker", "financier",
      "firefighter", "fisherman", "flanker", "flautist", "florist", "fly-half", "folklorist", "footballer", "forecaster",
      "foreman", "forester", "forward", "founder", "frontman", "fullback", "gamer", "gangster", "gardener", "gatekeeper",
      "gen", "gen.", "general", "general-secretary", "geneticist", "geographer", "geologist", "geophysicist",
      "goalkeeper", "golfer", "gov", "gov.", "governor", "governor-general", "grandmaster", "grocer", "grower", "guard",
      "guardian", "guerrilla", "guide", "guitarist", "guru", "gymnast", "gynaecologist", "gynecologist", "hacker",
      "hairdresser", "handler", "head", "headmaster", "headmistress", "headteacher", "healer", "heir", "heiress",
      "herder", "historian", "host", "hunter", "hurdler", "hydrologist", "icon", "illustrator", "imam", "immunologist",
      "importer", "in-charge", "influencer", "informant", "innkeeper", "innovator", "inspector", "instructor",
      "interpreter", "inventor", "investigator", "investor", "jailer", "janitor", "jeweller", "jihadist", "jockey",
      "journalist", "judge", "judoka", "jumper", "justice", "keeper", "keyboardist", "king", "kingpin", "knight", "lady",
      "lama", "lance-corporal", "landlord", "landowner", "laureate", "lawmaker", "lawyer", "leader", "lecturer",
      "legislator", "libero", "librarian", "lieutenant", "lieutenant-governor", "linebacker", "linguist", "lobbyist",
      "logistician", "lord", "lt", "lt.", "magician", "magistrate", "magnate", "maj", "maj.", "major", "maker",
      "manager", "marathoner", "marksman", "marquess", "marshal", "martyr", "mason", "mathematician", "matriarch",
      "mayor", "mechanic", "medalist", "medallist", "mediator", "member", "mep", "merchant", "metallurgist",
      "meteorologist", "microbiologist", "midfielder", "midwife", "militant", "millionaire", "miner", "minister",
      "minister-president", "missionary", "mobster", "model", "moderator", "mogul", "monarch", "monk", "mountaineer",
      "mp", "mp.", "msp", "mufti", "mullah", "musician", "narrator", "naturalist", "naturopath", "negotiator",
      "neurologist", "neuroscientist", "neurosurgeon", "newscaster", "newsreader", "nominee", "novelist", "nun", "nurse",
      "nutritionist", "oarsman", "observer", "oceanographer", "officer", "official", "oligarch", "ombudsman",
      "oncologist", "operator", "ophthalmologist", "optician", "organiser", "organist", "organizer", "originator",
      "ornithologist", "orthodontist", "owner", "paediatrician", "painter", "palaeontologist", "paleontologist",
      "panellist", "paramedic", "paratrooper", "parliamentarian", "partner", "pastor", "pathologist", "patriarch",
      "patron", "peacekeeper", "pediatrician", "peer", "performer", "pharmacist", "pharmacologist", "philanthropist",
      "philosopher", "photographer", "physician", "physicist", "physiotherapist", "pianist", "pilot", "pioneer",
      "pitcher", "planner", "player", "playmaker", "playwright", "plumber", "pm", "poet", "pole-vaulter", "policeman",
      "policewoman", "policymaker", "politician", "pope", "porter", "postman", "potter", "preacher", "prelate",
      "premier", "presenter", "president", "president-elect", "president-in-waiting", "priest", "primate", "prince",
      "princess", "principal", "producer", "prof", "professor", "programmer", "proprietor", "prosecutor", "provost",
      "psychiatrist", "psychologist", "publisher", "pundit", "quarterback", "quartermaster", "queen", "rabbi", "racer",
      "radiologist", "rancher", "ranger", "rapper", "rapporteur", "rebbe", "rebel", "receptionist", "recruiter",
      "rector", "referee", "regent", "registrar", "regulator", "rep", "rep.", "repairman", "reporter", "representative",
      "researcher", "restaurateur", "retailer", "rev.", "reverend", "revolutionary", "rider", "rower", "ruler", "runner",
      "sachem", "sailor", "salesman", "salesperson", "scholar", "scientist", "scout", "screenwriter", "scrum-half",
      "sculptor", "seaman", "seamstress", "secretary", "secretary-general", "seller", "sen", "sen.", "senator",
      "senator-elect", "separatist", "sergeant", "servant", "setter", "sgt", "sgt.", "shaman", "shareholder", "shepherd",
      "sheriff", "shopkeeper", "shot-putter", "showrunner", "singer", "skateboarder", "skater", "skier", "skipper",
      "smuggler", "snowboarder", "socialite", "sociologist", "soldier", "solicitor", "songwriter", "soprano", "speaker",
      "specialist", "spokesman", "spokesperson", "spokeswoman", "sportsman", "sportswoman", "sprinter", "spy", "star",
      "statesman", "statistician", "stockbroker", "storyteller", "strategist", "striker", "strongman", "student",
      "stuntman", "stylist", "sub-editor", "sub-inspector", "subeditor", "subinspector", "successor", "sultan",
      "superintendent", "supermodel", "supervisor", "supremo", "surfer", "surgeon", "surveyor", "sweeper", "swimmer",
      "tailor", "teacher", "technician", "technologist", "tenor", "terrorist", "theologian", "therapist", "thrower",
      "tracker", "trader", "tradesman", "trafficker", "trainer", "translator", "traveller", "treasurer", "triathlete",
      "trumpeter", "trustee", "tsar", "tutor", "tycoon", "typist", "umpire", "under-secretary",
      "under-secretary-general", "undersecretary", "underwriter", "urbanist", "usher", "valet", "vaulter", "vendor",
      "vet", "veterinarian", "vicar", "vice-captain", "vice-chair", "vice-chairman", "vice-chancellor", "vice-president",
      "vice-principal", "videographer", "violinist", "virologist", "viscount", "vocalist", "volunteer", "waiter",
      "waitress", "warden", "warlord", "watchman", "weaver", "webmaster", "welder", "whistle-blower", "whistleblower",
      "wholesaler", "winemaker", "winger", "winner", "worker", "wrestler", "writer", "yachtsman", "youtuber",
      "zoologist"};
  return heads.contains(lower);
}

/// Lower case words that stand inside a role before its head, though their endings look like a verb's or a plural's.
bool is_known_modifier(std::string_view lower) {
  static const WordSet modifiers = {
      "acting", "affairs", "agriculture", "air", "anti-corruption", "anti-graft", "army", "associate", "athletics",
      "banking", "branch", "business", "cabinet", "campaign", "central", "centrist", "city", "climate", "club",
      "co-founding", "communications", "communist", "company", "competition", "conservative", "constitutional",
      "council", "county", "court", "crown", "cultural", "culture", "data", "de", "defence", "defense", "democratic",
      "department", "designated", "development", "digital", "diplomatic", "district", "economic", "economics", "economy",
      "education", "elected", "election", "emergency", "energy", "environment", "environmental", "ex", "exiled",
      "external", "facto", "far-left", "far-right", "federal", "finance", "financial", "first", "football", "foreign",
      "former", "founding", "global", "government", "health", "high", "home", "honorary", "house", "human",
      "human-rights", "immigration", "incoming", "independent", "industry", "information", "intelligence", "interim",
      "interior", "international", "investment", "jailed", "joint", "junior", "labor", "labour", "law", "lead",
      "leading", "left-wing", "legal", "liberal", "local", "longtime", "main", "majority", "managing", "marketing",
      "media", "medical", "military", "minority", "music", "national", "nationalist", "naval", "navy", "newly", "news",
      "non-executive", "nuclear", "oil", "operating", "opposition", "outgoing", "parliament", "parliamentary", "party",
      "permanent", "personal", "police", "policy", "political", "populist", "presidential", "press", "prime", "prison",
      "pro-government", "pro-kremlin", "property", "provincial", "public", "regional", "relations", "religious",
      "republican", "research", "retired", "right-wing", "rights", "ruling", "school", "science", "security", "senior",
      "shadow", "social", "social-media", "socialist", "special", "spiritual", "sports", "staff", "state", "supreme",
      "team", "tech", "technical", "technology", "then", "top", "tourism", "town", "trade", "transport", "treasury",
      "union", "university", "veteran", "vice", "village", "water", "women's", "youth"};
  return modifiers.contains(lower);
}

/// Nouns and adjectives that end as verbs, adverbs or plurals do.
bool looks_like_a_verb_only(std::string_view lower) {
  static const WordSet nouns = {
      "accounting", "advertising", "aged", "arms", "arts", "athletics", "building", "catering", "celebrated", "civics", "clothing",
      "coaching", "computing", "consulting", "crafts", "daily", "decorated", "disabled", "disgraced", "distinguished", "early",
      "economics", "elderly", "engineering", "esteemed", "esports", "ethics", "family", "farming", "fighting", "fishing", "friendly",
      "gaming", "graphics", "housing", "impeached", "imprisoned", "jailed", "learning", "lending", "linguistics", "logistics",
      "manufacturing", "mathematics", "mining", "monthly", "nursing", "operations", "ousted", "paediatrics", "pending", "physics",
      "pioneering", "planning", "politics", "processing", "programmes", "programming", "publishing", "racing", "recycling",
      "renowned", "resources", "respected", "reigning", "sales", "scheduling", "sciences", "services", "shipping", "sitting",
      "skating", "solutions", "statistics", "studies", "surviving", "systems", "teaching", "testing", "training", "travelling",
      "trading", "weekly", "writing", "games", "affiliated", "chosen", 
      "installed", "qualified", "registered", "unified", "united", "talented", "experienced", "accomplished", "beloved", "red",
      "chartered", "married", "sacred", "wounded", "armed", "women's", "men's", "children's", "people's", "farmers", "teachers",
      "workers", "students", "players", "drugs", "boys", "girls", "boss", "business", "press", "process", "witness"};
  return nouns.contains(lower) || lower.ends_with("wing") || lower.find('-') != std::string_view::npos;
}

bool is_function_word(std::string_view lower) {
  static const WordSet words = {
      "about", "above", "according", "across", "after", "again", "against", "ago", "all", "almost", "alongside", "already", "also",
      "although", "among", "and", "any", "around", "as", "at", "away", "back", "because", "before", "behind", "being", "below",
      "beside", "besides", "between", "beyond", "both", "but", "by", "despite", "down", "during", "each", "either", "else", "even",
      "ever", "every", "except", "few", "for", "from", "he", "her", "here", "him", "himself", "how", "however", "i", "if", "in",
      "including", "inside", "instead", "into", "it", "just", "later", "less", "like", "many", "me", "meanwhile", "more", "most",
      "much", "near", "neither", "never", "no", "nor", "not", "now", "of", "off", "often", "on", "once", "only", "onto", "or",
      "other", "out", "outside", "over", "past", "per", "plus", "quite", "rather", "same", "several", "she", "since", "so", "some",
      "soon", "still", "such", "than", "that", "them", "then-president", "there", "these", "they", "this", "those", "though",
      "through", "throughout", "till", "to", "today", "together", "tomorrow", "too", "toward", "towards", "under", "unless",
      "until", "up", "upon", "us", "via", "we", "well", "what", "when", "where", "whether", "which", "while", "who", "whom",
      "whose", "why", "with", "within", "without", "yesterday", "yet", "you", "'s", "\u2019s", "n't"};
  return words.contains(lower);
}

/// Verbs whose form does not tell: bare ones after "to" or "will", and irregular ones.
bool is_listed_verb(std::string_view lower) {
  static const WordSet verbs = {
      "am", "are", "be", "became", "become", "been", "began", "beat", "bought", "bring", "broke", "brought", "built", "came",
      "can", "come", "could", "did", "do", "does", "done", "drew", "drove", "fell", "felt", "find", "fled", "follow", "fought",
      "found", "gave", "get", "give", "go", "goes", "gone", "got", "grew", "had", "has", "have", "hear", "heard", "held", "hit",
      "is", "join", "keep", "kept", "knew", "know", "known", "led", "left", "let", "lost", "made", "make", "may", "meet", "met",
      "might", "must", "oust", "paid", "put", "ran", "read", "replace", "rose", "said", "sat", "saw", "say", "see", "seek",
      "seen", "sell", "send", "sent", "shall", "shot", "should", "shows", "sold", "sought", "spoke", "spent", "stood", "sue",
      "take", "taken", "tell", "thank", "think", "thought", "threw", "told", "took", "urge", "visit", "was", "went", "were",
      "will", "win", "won", "would", "write", "wrote", "born", "arrest", "back", "blame", "call", "defeat", "elect", "help",
      "ask", "kill", "name", "quote", "support", "succeed", "warn", "want", "watch", "caught", "chose", "struck", "swore", "woke"};
  return verbs.contains(lower);
}

}  // namespace

bool is_role_head(std::string_view lower) {
  if (is_listed_head(lower)) return true;
  if (lower == "woman" || lower == "german" || lower == "ottoman" || lower == "layman" || lower == "gentleman") return false;
  return ends_with_one_of(lower, {"ologist", "ographer", "woman", "sman", "erman", "keeper", "maker", "-holder", "person", "iatrician",
                                  "writer", "director", "minister", "president", "secretary", "leader", "chairman"});
}

bool is_weak_head(std::string_view lower) {
  static const WordSet weak = {"chief", "star", "deputy", "partner", "head", "member", "fellow", "keeper", "guard",
                               "elder", "icon", "forward", "model", "lady", "heir", "worker", "handler", "creator"};
  return weak.contains(lower);
}

bool may_modify_role(std::string_view lower) {
  if (is_known_modifier(lower)) return true;
  if (is_function_word(lower) || is_listed_verb(lower) || is_determiner(lower)) return false;
  if (looks_like_a_verb_only(lower)) return true;
  return !ends_with_one_of(lower, {"ed", "ing", "ly"}) && (!lower.ends_with('s') || lower.ends_with("ous"));
}

bool marks_verb(std::string_view lower) {
  static const WordSet words = {"to",   "will",   "would", "can", "could",    "may", "might",
                                "must", "should", "shall", "n't", "n\u2019t", "not", "i",
                                "you",  "we",     "they",  "he",  "she",      "who"};
  return words.contains(lower);
}

bool is_role_link(std::string_view lower) {
  static const WordSet links = {"of", "for", "at", "in", "from", "to", "with", "on", "under", "and", "&"};
  return links.contains(lower);
}

bool ends_role(std::string_view lower) {
  if (is_known_modifier(lower) || looks_like_a_verb_only(lower)) return false;
  if (is_listed_verb(lower)) return true;
  static const WordSet words = {"who", "whose", "which", "whom", "that", "when", "where", "while", "as", "he", "she", "they", "it",
                                "we", "says", "also", "not", "but", "because", "after", "before", "during", "by", "since", "until"};
  return words.contains(lower) || ends_with_one_of(lower, {"ed", "ing", "ly"});
}

bool is_determiner(std::string_view lower) {
  static const WordSet determiners = {"the", "a", "an", "its", "their", "his", "her", "our", "my", "your", "one", "another"};
  return determiners.contains(lower);
}

bool is_opener(std::string_view lower) {
  static const WordSet openers = {"but", "and", "while", "meanwhile", "earlier", "when", "after", "before", "as", "if",
                                  "in", "on", "at", "for", "with", "like", "although", "though", "because", "since",
                                  "both", "however", "later", "yesterday", "today", "also", "only", "even", "according",
                                  "this", "that", "these", "those", "some", "many", "no", "then", "now", "photo", "by",
                                  "reuters", "afp", "ap", "file", "watch", "read", "video", "image", "credit", "so", "or",
                                  "said", "says", "to", "from", "of", "under", "there", "here", "it", "he", "she", "they", "we"};
  return openers.contains(lower);
}

bool is_courtesy(std::string_view lower) {
  static const WordSet courtesies = {"mr.", "mr", "mrs.", "mrs", "ms.", "ms", "dr.", "dr", "prof.", "sir", "sheikh", "hon.", "datuk", "eng."};
  return courtesies.contains(lower);
}

}  // namespace newswired::entities
