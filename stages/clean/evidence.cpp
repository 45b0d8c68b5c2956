#include "stages/clean/evidence.h"

#include <xxhash.h>

#include <array>

namespace newswired::clean {
namespace {

using html::Tag;

struct Word {
  std::string_view text;
  Evidence kind;
};

// English, German and what CMSes of other languages call their parts.
constexpr Word words[] = {
    {"article", Evidence::body}, {"content", Evidence::body}, {"body", Evidence::body}, {"post", Evidence::body},
    {"entry", Evidence::body}, {"story", Evidence::body}, {"main", Evidence::body}, {"prose", Evidence::body},
    {"artikel", Evidence::body}, {"articulo", Evidence::body}, {"articolo", Evidence::body}, {"texto", Evidence::body},
    {"richtext", Evidence::body}, {"rte", Evidence::body}, {"bodytext", Evidence::body}, {"fulltext", Evidence::body},
    {"wysiwyg", Evidence::body}, {"articlebody", Evidence::body}, {"corpo", Evidence::body}, {"corps", Evidence::body},
    {"text", Evidence::paragraph}, {"paragraph", Evidence::paragraph}, {"para", Evidence::paragraph},
    {"absatz", Evidence::paragraph}, {"p", Evidence::paragraph}, {"copy", Evidence::paragraph},
    {"comment", Evidence::comment}, {"comments", Evidence::comment}, {"kommentar", Evidence::comment},
    {"kommentare", Evidence::comment}, {"disqus", Evidence::comment}, {"reply", Evidence::comment},
    {"replies", Evidence::comment}, {"respond", Evidence::comment}, {"discussion", Evidence::comment},
    {"commentlist", Evidence::comment}, {"forum", Evidence::comment}, {"thread", Evidence::comment},
    {"guestbook", Evidence::comment}, {"leserbrief", Evidence::comment}, {"trackback", Evidence::comment},
    {"pingback", Evidence::comment}, {"feedback", Evidence::comment}, {"conversation", Evidence::comment},
    {"related", Evidence::related}, {"recommend", Evidence::related}, {"recommended", Evidence::related},
    {"recommendation", Evidence::related}, {"recommendations", Evidence::related}, {"more", Evidence::related},
    {"teaser", Evidence::related}, {"teasers", Evidence::related}, {"similar", Evidence::related},
    {"outbrain", Evidence::related}, {"taboola", Evidence::related}, {"trending", Evidence::related},
    {"popular", Evidence::related}, {"latest", Evidence::related}, {"further", Evidence::related},
    {"readmore", Evidence::related}, {"mehr", Evidence::related}, {"linkbox", Evidence::related},
    {"recirculation", Evidence::related}, {"recirc", Evidence::related}, {"upnext", Evidence::related},
    {"next", Evidence::related}, {"previous", Evidence::related}, {"prev", Evidence::related},
    {"relacionadas", Evidence::related}, {"relacionados", Evidence::related}, {"correlati", Evidence::related},
    {"links", Evidence::related}, {"link", Evidence::related}, {"jp", Evidence::related},
    {"relatedposts", Evidence::related}, {"yarpp", Evidence::related}, {"promo", Evidence::related},
    {"suggestions", Evidence::related}, {"suggested", Evidence::related}, {"explore", Evidence::related},
    {"share", Evidence::share}, {"sharing", Evidence::share}, {"social", Evidence::share}, {"follow", Evidence::share},
    {"facebook", Evidence::share}, {"twitter", Evidence::share}, {"whatsapp", Evidence::share},
    {"teilen", Evidence::share}, {"sharedaddy", Evidence::share}, {"addtoany", Evidence::share},
    {"shariff", Evidence::share}, {"like", Evidence::share}, {"likes", Evidence::share}, {"instagram", Evidence::share},
    {"newsletter", Evidence::newsletter}, {"subscribe", Evidence::newsletter}, {"subscription", Evidence::newsletter},
    {"signup", Evidence::newsletter}, {"mailchimp", Evidence::newsletter}, {"abo", Evidence::newsletter},
    {"nav", Evidence::navigation}, {"navigation", Evidence::navigation}, {"menu", Evidence::navigation},
    {"breadcrumb", Evidence::navigation}, {"breadcrumbs", Evidence::navigation}, {"navbar", Evidence::navigation},
    {"pagination", Evidence::navigation}, {"pager", Evidence::navigation}, {"skip", Evidence::navigation},
    {"submenu", Evidence::navigation}, {"sitemap", Evidence::navigation}, {"tab", Evidence::navigation},
    {"footer", Evidence::footer}, {"copyright", Evidence::footer}, {"legal", Evidence::footer},
    {"imprint", Evidence::footer}, {"impressum", Evidence::footer}, {"colophon", Evidence::footer},
    {"bottom", Evidence::footer}, {"foot", Evidence::footer}, {"disclaimer", Evidence::footer},
    {"header", Evidence::header}, {"masthead", Evidence::header}, {"top", Evidence::header}, {"head", Evidence::header},
    {"topbar", Evidence::header}, {"logo", Evidence::header}, {"branding", Evidence::header},
    {"sidebar", Evidence::sidebar}, {"aside", Evidence::sidebar}, {"rail", Evidence::sidebar},
    {"widget", Evidence::sidebar}, {"widgets", Evidence::sidebar}, {"secondary", Evidence::sidebar},
    {"right", Evidence::sidebar}, {"module", Evidence::sidebar}, {"sidenav", Evidence::sidebar},
    {"caption", Evidence::caption}, {"captions", Evidence::caption}, {"credit", Evidence::caption},
    {"credits", Evidence::caption}, {"figcaption", Evidence::caption}, {"bildunterschrift", Evidence::caption},
    {"bildtext", Evidence::caption}, {"source", Evidence::caption}, {"quelle", Evidence::caption},
    {"legende", Evidence::caption}, {"agency", Evidence::caption}, {"photographer", Evidence::caption},
    {"subline", Evidence::caption}, {"didascalia", Evidence::caption}, {"attribution", Evidence::caption},
    {"figure", Evidence::media}, {"photo", Evidence::media}, {"photos", Evidence::media}, {"image", Evidence::media},
    {"img", Evidence::media}, {"picture", Evidence::media}, {"gallery", Evidence::media}, {"media", Evidence::media},
    {"video", Evidence::media}, {"bild", Evidence::media}, {"slideshow", Evidence::media}, {"carousel", Evidence::media},
    {"slider", Evidence::media}, {"foto", Evidence::media}, {"lightbox", Evidence::media}, {"thumbnail", Evidence::media},
    {"byline", Evidence::byline}, {"author", Evidence::byline}, {"authors", Evidence::byline}, {"bio", Evidence::byline},
    {"writer", Evidence::byline}, {"authorname", Evidence::byline}, {"autor", Evidence::byline}, {"autoren", Evidence::byline}, {"vcard", Evidence::byline},
    {"contributor", Evidence::byline}, {"contributors", Evidence::byline}, {"firma", Evidence::byline},
    {"reporter", Evidence::byline}, {"journalist", Evidence::byline}, {"profile", Evidence::byline},
    {"date", Evidence::date}, {"time", Evidence::date}, {"published", Evidence::date}, {"timestamp", Evidence::date},
    {"datetime", Evidence::date}, {"datum", Evidence::date}, {"meta", Evidence::date}, {"metadata", Evidence::date},
    {"dateline", Evidence::date}, {"updated", Evidence::date}, {"publication", Evidence::date},
    {"pubdate", Evidence::date}, {"fecha", Evidence::date}, {"postmeta", Evidence::date}, {"info", Evidence::date},
    {"tag", Evidence::topic}, {"tags", Evidence::topic}, {"topic", Evidence::topic}, {"topics", Evidence::topic},
    {"keywords", Evidence::topic}, {"category", Evidence::topic}, {"categories", Evidence::topic},
    {"schlagworte", Evidence::topic}, {"themen", Evidence::topic}, {"label", Evidence::topic},
    {"taxonomy", Evidence::topic}, {"rubrik", Evidence::topic}, {"ressort", Evidence::topic},
    {"ad", Evidence::advert}, {"ads", Evidence::advert}, {"advert", Evidence::advert},
    {"advertisement", Evidence::advert}, {"advertising", Evidence::advert}, {"sponsor", Evidence::advert},
    {"sponsored", Evidence::advert}, {"anzeige", Evidence::advert}, {"werbung", Evidence::advert},
    {"banner", Evidence::advert}, {"affiliate", Evidence::advert}, {"adslot", Evidence::advert},
    {"marketing", Evidence::advert}, {"adsbygoogle", Evidence::advert}, {"dfp", Evidence::advert},
    {"publicidad", Evidence::advert}, {"pub", Evidence::advert}, {"shop", Evidence::advert},
    {"paywall", Evidence::paywall}, {"premium", Evidence::paywall}, {"paid", Evidence::paywall},
    {"register", Evidence::paywall}, {"login", Evidence::paywall}, {"regwall", Evidence::paywall},
    {"piano", Evidence::paywall}, {"offer", Evidence::paywall}, {"plus", Evidence::paywall},
    {"cookie", Evidence::consent}, {"cookies", Evidence::consent}, {"consent", Evidence::consent},
    {"gdpr", Evidence::consent}, {"privacy", Evidence::consent}, {"modal", Evidence::consent},
    {"popup", Evidence::consent}, {"overlay", Evidence::consent}, {"dsgvo", Evidence::consent},
    {"onetrust", Evidence::consent}, {"notice", Evidence::consent}, {"alert", Evidence::consent},
    {"notification", Evidence::consent}, {"tooltip", Evidence::consent},
    {"headline", Evidence::headline}, {"title", Evidence::headline}, {"kicker", Evidence::headline},
    {"titel", Evidence::headline}, {"heading", Evidence::headline}, {"overline", Evidence::headline},
    {"dachzeile", Evidence::headline}, {"eyebrow", Evidence::headline}, {"titulo", Evidence::headline},
    {"ueberschrift", Evidence::headline}, {"spitzmarke", Evidence::headline},
    {"summary", Evidence::standfirst}, {"standfirst", Evidence::standfirst}, {"lead", Evidence::standfirst},
    {"lede", Evidence::standfirst}, {"dek", Evidence::standfirst}, {"subtitle", Evidence::standfirst},
    {"intro", Evidence::standfirst}, {"excerpt", Evidence::standfirst}, {"description", Evidence::standfirst},
    {"subheadline", Evidence::standfirst}, {"subhead", Evidence::standfirst}, {"vorspann", Evidence::standfirst},
    {"einleitung", Evidence::standfirst}, {"deck", Evidence::standfirst}, {"abstract", Evidence::standfirst},
    {"chapo", Evidence::standfirst}, {"ingress", Evidence::standfirst}, {"introduction", Evidence::standfirst},
    {"bajada", Evidence::standfirst}, {"anrisstext", Evidence::standfirst}, {"sapo", Evidence::standfirst},
    {"list", Evidence::list}, {"card", Evidence::list}, {"cards", Evidence::list}, {"item", Evidence::list},
    {"items", Evidence::list}, {"grid", Evidence::list}, {"listing", Evidence::list}, {"feed", Evidence::list},
    {"tile", Evidence::list}, {"stories", Evidence::list}, {"articles", Evidence::list}, {"posts", Evidence::list},
    {"river", Evidence::list}, {"collection", Evidence::list}, {"swiper", Evidence::list},
    {"box", Evidence::box}, {"infobox", Evidence::box}, {"factbox", Evidence::box}, {"inset", Evidence::box},
    {"panel", Evidence::box}, {"accordion", Evidence::box}, {"callout", Evidence::box}, {"highlight", Evidence::box},
    {"kasten", Evidence::box}, {"fact", Evidence::box}, {"facts", Evidence::box},
    {"quote", Evidence::quote}, {"pullquote", Evidence::quote}, {"blockquote", Evidence::quote},
    {"zitat", Evidence::quote}, {"pull", Evidence::quote}, {"citation", Evidence::quote},
    {"tools", Evidence::tools}, {"toolbar", Evidence::tools}, {"print", Evidence::tools}, {"actions", Evidence::tools},
    {"action", Evidence::tools}, {"button", Evidence::tools}, {"buttons", Evidence::tools}, {"btn", Evidence::tools},
    {"cta", Evidence::tools}, {"search", Evidence::tools}, {"form", Evidence::tools}, {"contact", Evidence::tools},
    {"rating", Evidence::tools}, {"ratings", Evidence::tools}, {"vote", Evidence::tools}, {"bookmark", Evidence::tools},
    {"hidden", Evidence::invisible}, {"sr", Evidence::invisible}, {"visually", Evidence::invisible},
    {"screenreader", Evidence::invisible}, {"invisible", Evidence::invisible}, {"hide", Evidence::invisible},
    {"player", Evidence::player}, {"podcast", Evidence::player}, {"audio", Evidence::player},
    {"embed", Evidence::player}, {"tts", Evidence::player}, {"oembed", Evidence::player}, {"tweet", Evidence::player},
    {"listen", Evidence::player}, {"iframe", Evidence::player}, {"livestream", Evidence::player},
    {"note", Evidence::note}, {"notes", Evidence::note}, {"footnote", Evidence::note}, {"footnotes", Evidence::note},
    {"correction", Evidence::note}, {"hint", Evidence::note}, {"transparency", Evidence::note}, {"trust", Evidence::note},
    {"hinweis", Evidence::note}, {"toc", Evidence::note}, {"editor", Evidence::note}, {"references", Evidence::note},
    {"survey", Evidence::survey}, {"poll", Evidence::survey}, {"quiz", Evidence::survey}, {"umfrage", Evidence::survey},
    {"game", Evidence::survey}, {"event", Evidence::survey}, {"product", Evidence::survey}, {"price", Evidence::survey},
};

constexpr std::uint32_t hash_step(std::uint32_t hash, char c) {
  return (hash ^ static_cast<unsigned char>(c)) * 16777619u;
}
constexpr std::uint32_t hash_seed = 2166136261u;

constexpr std::uint32_t hash_of(std::string_view word) {
  std::uint32_t hash = hash_seed;
  for (const char c : word) hash = hash_step(hash, c);
  return hash;
}

/// Open addressing over the hashes of `words`; 0 means free. The words' 32-bit hashes are distinct (a test says so).
struct Slot {
  std::uint32_t hash = 0;
  Evidence kind = Evidence::count_;
};
constexpr std::size_t slot_count = 2048;
static_assert(std::size(words) * 2 < slot_count);

constexpr auto slots = [] {
  std::array<Slot, slot_count> table{};
  for (const Word& word : words) {
    const std::uint32_t hash = hash_of(word.text);
    std::size_t at = hash % slot_count;
    while (table[at].hash != 0 && table[at].hash != hash) at = (at + 1) % slot_count;
    table[at] = {hash, word.kind};
  }
  return table;
}();

EvidenceSet lookup(std::uint32_t hash) {
  for (std::size_t at = hash % slot_count; slots[at].hash != 0; at = (at + 1) % slot_count)
    if (slots[at].hash == hash) return bit(slots[at].kind);
  return 0;
}

EvidenceSet evidence_of_tag(Tag tag) {
  switch (tag) {
    case Tag::article: return bit(Evidence::article_tag);
    case Tag::main: return bit(Evidence::main_tag);
    case Tag::section: return bit(Evidence::section_tag);
    case Tag::aside: return bit(Evidence::aside_tag);
    case Tag::nav: return bit(Evidence::nav_tag);
    case Tag::header: return bit(Evidence::header_tag);
    case Tag::footer: return bit(Evidence::footer_tag);
    case Tag::figure: return bit(Evidence::figure_tag);
    case Tag::form: return bit(Evidence::form_tag);
    case Tag::ul: case Tag::ol: case Tag::dl: case Tag::menu: return bit(Evidence::list_tag);
    case Tag::table: return bit(Evidence::table_tag);
    case Tag::blockquote: return bit(Evidence::blockquote_tag);
    case Tag::figcaption: case Tag::caption: return bit(Evidence::figcaption_tag);
    case Tag::h1: case Tag::h2: case Tag::h3: case Tag::h4: case Tag::h5: case Tag::h6:
      return bit(Evidence::heading_tag);
    case Tag::a: return bit(Evidence::link_tag);
    default: return 0;
  }
}

EvidenceSet evidence_of_role(std::string_view role) {
  if (role.empty()) return 0;
  if (role == "main") return bit(Evidence::main_tag);
  if (role == "article") return bit(Evidence::article_tag);
  if (role == "navigation" || role == "menu" || role == "menubar") return bit(Evidence::nav_tag);
  if (role == "complementary") return bit(Evidence::aside_tag);
  if (role == "contentinfo") return bit(Evidence::footer_tag);
  if (role == "dialog" || role == "alertdialog" || role == "alert") return bit(Evidence::dialog_role);
  return 0;
}

EvidenceSet evidence_of_property(std::string_view property) {
  if (property.empty()) return 0;
  if (property.find("articleBody") != property.npos) return bit(Evidence::article_body);
  if (property == "comment") return bit(Evidence::comment);
  if (property == "author") return bit(Evidence::byline);
  if (property == "headline" || property == "name") return bit(Evidence::headline);
  if (property == "description") return bit(Evidence::standfirst);
  if (property.find("date") == 0) return bit(Evidence::date);
  return 0;
}

bool style_hides(std::string_view style) {
  std::string compact;
  for (const char c : style.substr(0, 500))
    if (c != ' ') compact += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return compact.find("display:none") != compact.npos || compact.find("visibility:hidden") != compact.npos;
}

}  // namespace

EvidenceSet evidence_of_names(std::string_view names) {
  EvidenceSet set = 0;
  std::uint32_t hash = hash_seed;
  char before = 0;
  constexpr std::size_t names_bytes_max = 400;
  for (const char raw : names.substr(0, names_bytes_max)) {
    const char c = static_cast<char>(raw | 0x20);
    const bool is_letter = c >= 'a' && c <= 'z';
    const bool begins_word = raw >= 'A' && raw <= 'Z' && before >= 'a' && before <= 'z';
    if ((!is_letter || begins_word) && hash != hash_seed) {
      set |= lookup(hash);
      hash = hash_seed;
    }
    if (is_letter) hash = hash_step(hash, c);
    before = raw;
  }
  return hash == hash_seed ? set : set | lookup(hash);
}

Attributes EvidenceReader::read_attributes(html::NodeId element) const {
  Attributes read;
  bool has_class = false, has_style = false, is_shown = false;
  document_.for_each_attribute(element, [&](std::uint32_t name, std::string_view value) {
    switch (name) {
      case html::name_hash("class"):
        if (has_class) break;  // The first of a name counts.
        has_class = true;
        read.classes = evidence_of_names(value);
        read.class_hash = XXH3_64bits(value.data(), value.size());
        read.set |= read.classes;
        break;
      case html::name_hash("id"): case html::name_hash("data-testid"): case html::name_hash("data-component"):
      case html::name_hash(""):  // An unknown element's own name.
        read.set |= evidence_of_names(value);
        break;
      case html::name_hash("role"): read.set |= evidence_of_role(value); break;
      case html::name_hash("itemprop"):
        read.set |= evidence_of_property(value);
        read.names_author = read.names_author || value == "author";
        break;
      case html::name_hash("rel"): read.names_author = read.names_author || value == "author"; break;
      case html::name_hash("aria-hidden"):
        if (value == "true") read.set |= bit(Evidence::aria_hidden);
        break;
      case html::name_hash("hidden"):
        read.hides = read.hides || (!is_shown && value != "until-found");
        is_shown = true;
        break;
      case html::name_hash("style"):
        read.hides = read.hides || (!has_style && style_hides(value));
        has_style = true;
        break;
      case html::name_hash("href"): read.leads_somewhere = true; break;
      default: break;
    }
  });
  return read;
}

const Attributes& EvidenceReader::attributes_of(html::NodeId element) {
  const html::Node& node = document_[element];
  if (node.attribute_count == 0) return known_.front();
  std::uint32_t& place = places_[node.begin];
  if (place == 0) {
    place = static_cast<std::uint32_t>(known_.size());
    known_.push_back(read_attributes(element));
  }
  return known_[place];
}

EvidenceSet EvidenceReader::of(html::NodeId element) {
  return evidence_of_tag(document_[element].tag) | attributes_of(element).set;
}

}  // namespace newswired::clean
