#include "stages/clean/phrases.h"

#include <algorithm>
#include <string>

#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

struct Entry {
  Phrase kind;
  std::string_view words;  ///< In lower case.
};

/// At the begin of a block.
constexpr Entry beginnings[] = {
    {Phrase::read_more, "read more"}, {Phrase::read_more, "read also"}, {Phrase::read_more, "also read"},
    {Phrase::read_more, "read:"}, {Phrase::read_more, "watch:"}, {Phrase::read_more, "listen:"},
    {Phrase::read_more, "see also"}, {Phrase::read_more, "lesen sie"}, {Phrase::read_more, "lesen sie auch"},
    {Phrase::read_more, "mehr dazu"}, {Phrase::read_more, "lies auch"}, {Phrase::read_more, "weiterlesen"},
    {Phrase::read_more, "hier lesen"}, {Phrase::read_more, "lire aussi"}, {Phrase::read_more, "à lire"},
    {Phrase::read_more, "leggi anche"}, {Phrase::read_more, "lee también"}, {Phrase::read_more, "leia também"},
    {Phrase::read_more, "lees ook"}, {Phrase::read_more, "continue reading"}, {Phrase::read_more, "keep reading"},
    {Phrase::read_more, "don't miss"}, {Phrase::read_more, "click here"}, {Phrase::read_more, "les også"},
    {Phrase::read_more, "läs mer"}, {Phrase::read_more, "läs också"}, {Phrase::read_more, "auch interessant"},
    {Phrase::read_more, "to read"}, {Phrase::read_more, "\u2192"}, {Phrase::read_more, ">>"}, {Phrase::read_more, "\u25BA"},
    {Phrase::subscribe, "sign up"}, {Phrase::subscribe, "subscribe"}, {Phrase::subscribe, "get the latest"},
    {Phrase::subscribe, "follow us"}, {Phrase::subscribe, "download"}, {Phrase::subscribe, "newsletter"},
    {Phrase::subscribe, "join our"}, {Phrase::subscribe, "jetzt abonnieren"}, {Phrase::subscribe, "abonnieren"},
    {Phrase::subscribe, "folgen sie"}, {Phrase::subscribe, "want more"}, {Phrase::subscribe, "abonnez"},
    {Phrase::subscribe, "suscríbete"}, {Phrase::subscribe, "support "}, {Phrase::subscribe, "donate"},
    {Phrase::subscribe, "thank you for"}, {Phrase::subscribe, "stay "}, {Phrase::subscribe, "get our"},
    {Phrase::share, "share"}, {Phrase::share, "teilen"}, {Phrase::share, "diesen artikel"}, {Phrase::share, "partager"},
    {Phrase::share, "compartir"}, {Phrase::share, "facebook"}, {Phrase::share, "twitter"}, {Phrase::share, "whatsapp"},
    {Phrase::share, "copy link"}, {Phrase::share, "print"}, {Phrase::share, "gefällt mir"}, {Phrase::share, "e-mail"},
    {Phrase::advert, "advertisement"}, {Phrase::advert, "anzeige"}, {Phrase::advert, "article continues"},
    {Phrase::advert, "story continues"}, {Phrase::advert, "werbung"}, {Phrase::advert, "sponsored"},
    {Phrase::advert, "publicité"}, {Phrase::advert, "publicidad"}, {Phrase::advert, "pubblicità"},
    {Phrase::advert, "recommended stories"}, {Phrase::advert, "advertising"}, {Phrase::advert, "empfohlener redaktioneller"},
    {Phrase::advert, "an dieser stelle"}, {Phrase::advert, "externer inhalt"},
    {Phrase::comments, "leave a"}, {Phrase::comments, "comments"}, {Phrase::comments, "comment"},
    {Phrase::comments, "kommentar"}, {Phrase::comments, "schreibe einen"}, {Phrase::comments, "reply"},
    {Phrase::comments, "antworten"}, {Phrase::comments, "hinterlasse"}, {Phrase::comments, "diskutieren"},
    {Phrase::comments, "your email"}, {Phrase::comments, "deine e-mail"}, {Phrase::comments, "post a comment"},
    {Phrase::comments, "notify me"}, {Phrase::comments, "join the conversation"}, {Phrase::comments, "view comments"},
    {Phrase::credit, "photo"}, {Phrase::credit, "foto"}, {Phrase::credit, "image"}, {Phrase::credit, "bild:"},
    {Phrase::credit, "picture:"}, {Phrase::credit, "video:"}, {Phrase::credit, "credit"}, {Phrase::credit, "file photo"},
    {Phrase::credit, "\u00A9"}, {Phrase::credit, "quelle:"}, {Phrase::credit, "bildquelle"}, {Phrase::credit, "illustration"},
    {Phrase::byline, "by "}, {Phrase::byline, "von "}, {Phrase::byline, "par "}, {Phrase::byline, "por "},
    {Phrase::byline, "written by"}, {Phrase::byline, "posted by"}, {Phrase::byline, "author"}, {Phrase::byline, "autor"},
    {Phrase::byline, "stand:"}, {Phrase::date, "published"}, {Phrase::date, "updated"}, {Phrase::date, "last updated"},
    {Phrase::date, "veröffentlicht"}, {Phrase::date, "aktualisiert"}, {Phrase::date, "posted on"}, {Phrase::date, "erstellt"},
    {Phrase::copyright, "copyright"}, {Phrase::copyright, "(c)"}, {Phrase::copyright, "all rights"},
    {Phrase::consent, "we use cookies"}, {Phrase::consent, "wir verwenden"}, {Phrase::consent, "cookie"},
    {Phrase::consent, "privacy"}, {Phrase::consent, "datenschutz"}, {Phrase::consent, "impressum"},
    {Phrase::consent, "this site uses"}, {Phrase::consent, "diese website"}, {Phrase::consent, "this website"},
    {Phrase::consent, "terms"}, {Phrase::consent, "contact"}, {Phrase::consent, "kontakt"}, {Phrase::consent, "about "},
    {Phrase::wire_tail, "reporting by"}, {Phrase::wire_tail, "editing by"}, {Phrase::wire_tail, "(reporting by"},
    {Phrase::wire_tail, "additional reporting"}, {Phrase::wire_tail, "our standards"}, {Phrase::wire_tail, "with files from"},
    {Phrase::wire_tail, "(afp"}, {Phrase::wire_tail, "(dpa"}, {Phrase::wire_tail, "mit material"},
    {Phrase::related, "related"}, {Phrase::related, "more on"}, {Phrase::related, "more from"}, {Phrase::related, "mehr zum"},
    {Phrase::related, "mehr zu"}, {Phrase::related, "ähnliche"}, {Phrase::related, "das könnte"}, {Phrase::related, "you may"},
    {Phrase::related, "you might"}, {Phrase::related, "most read"}, {Phrase::related, "recommended"},
    {Phrase::related, "trending"}, {Phrase::related, "latest"}, {Phrase::related, "top stories"},
    {Phrase::related, "weitere"}, {Phrase::related, "meistgelesen"}, {Phrase::related, "auch spannend"},
    {Phrase::related, "related articles"}, {Phrase::related, "popular"}, {Phrase::related, "up next"},
    {Phrase::related, "previous"}, {Phrase::related, "next"}, {Phrase::related, "zurück"}, {Phrase::related, "links"},
    {Phrase::related, "themen"}, {Phrase::related, "passend dazu"}, {Phrase::related, "zum thema"},
    {Phrase::tags, "tags"}, {Phrase::tags, "topics"}, {Phrase::tags, "schlagw"}, {Phrase::tags, "kategorie"},
    {Phrase::tags, "categories"}, {Phrase::tags, "filed under"}, {Phrase::tags, "category"}, {Phrase::tags, "posted in"},
    {Phrase::tags, "stichw"}, {Phrase::tags, "tagged"}, {Phrase::tags, "dieser beitrag wurde"}, {Phrase::tags, "dieser eintrag"},
    {Phrase::source, "source:"}, {Phrase::source, "sources:"}, {Phrase::source, "fuente"}, {Phrase::source, "redaktion"},
    {Phrase::author_note, "follow "}, {Phrase::author_note, "about the author"}, {Phrase::author_note, "über den autor"},
    {Phrase::author_note, "contact "}, {Phrase::author_note, "email "}, {Phrase::author_note, "über die autorin"},
    {Phrase::login, "log in"}, {Phrase::login, "login"}, {Phrase::login, "register"}, {Phrase::login, "sign in"},
    {Phrase::login, "anmelden"}, {Phrase::login, "already "}, {Phrase::login, "einloggen"}, {Phrase::login, "bereits"},
    {Phrase::wordpress, "the post "},
};

/// Anywhere in a block.
constexpr Entry insides[] = {
    {Phrase::subscribe, "newsletter"}, {Phrase::subscribe, "your inbox"}, {Phrase::subscribe, "podcast"},
    {Phrase::credit, "getty images"}, {Phrase::credit, "/ap)"}, {Phrase::credit, "picture alliance"},
    {Phrase::credit, "/dpa"}, {Phrase::credit, "/afp"}, {Phrase::credit, "shutterstock"}, {Phrase::credit, "imago"},
    {Phrase::credit, "(ap photo"}, {Phrase::credit, "courtesy of"}, {Phrase::copyright, "all rights reserved"},
    {Phrase::copyright, "alle rechte vorbehalten"}, {Phrase::consent, "cookies"}, {Phrase::consent, "datenschutz"},
    {Phrase::consent, "privacy policy"}, {Phrase::wire_tail, "contributed to this"}, {Phrase::reading_time, "min read"},
    {Phrase::reading_time, "minute read"}, {Phrase::reading_time, "min. lesezeit"}, {Phrase::reading_time, "lesezeit"},
    {Phrase::wordpress, "appeared first on"}, {Phrase::author_note, "is a reporter"}, {Phrase::author_note, "is a senior"},
    {Phrase::author_note, "on twitter"}, {Phrase::author_note, "correspondent for"}, {Phrase::author_note, "@"},
    {Phrase::advert, "affiliate"}, {Phrase::advert, "commission"}, {Phrase::read_more, "hier klicken"},
    {Phrase::comments, "kommentare"}, {Phrase::comments, " comments"}, {Phrase::tags, "permalink"},
};

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

std::string bare(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    if (c >= 'A' && c <= 'Z') out += static_cast<char>(c | 0x20);
    else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    else if (static_cast<unsigned char>(c) >= 0xC3 && static_cast<unsigned char>(c) != 0xE2) out += c;
  }
  return out;
}

constexpr std::uint32_t bit(Phrase kind) { return 1u << static_cast<int>(kind); }

/// Phrases of a whole block stand in short ones; long paragraphs only mention.
constexpr std::size_t phrase_bytes_max = 400;

}  // namespace

std::uint32_t phrases_in(std::string_view text) {
  if (text.size() > phrase_bytes_max) return 0;
  const std::string line = lower(text);
  std::uint32_t set = 0;
  for (const Entry& entry : beginnings)
    if (line[0] == entry.words[0] && line.starts_with(entry.words)) set |= bit(entry.kind);
  for (const Entry& entry : insides)
    if (!(set & bit(entry.kind)) && line.find(entry.words) != line.npos) set |= bit(entry.kind);
  const bool has_digit = line.find_first_of("0123456789") != line.npos;
  if (has_digit && line.size() < 60 && text::parse_date(line)) set |= bit(Phrase::date);
  return set;
}

std::string bare_words(std::string_view text) { return bare(text); }

bool same_words(std::string_view a, std::string_view b) {
  if (a.size() > 2 * b.size() + 20 || b.size() > 2 * a.size() + 20) return false;
  return bare(a) == bare(b);
}

bool shares_words(std::string_view text, std::string_view description) {
  const std::string a = bare(text.substr(0, 200)), b = bare(description.substr(0, 200));
  const std::size_t size = std::min({a.size(), b.size(), std::size_t{60}});
  return size >= 20 && a.compare(0, size, b, 0, size) == 0;
}

bool contains_start(std::string_view body, std::string_view text) {
  const std::string start = bare(text.substr(0, 80));
  return start.size() >= 12 && body.find(start) != body.npos;
}

}  // namespace newswired::clean
