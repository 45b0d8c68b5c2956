#include "stages/clean/phrases.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

struct Entry {
  Phrase kind;
  std::string_view words;  ///< In lower case.
};

constexpr unsigned char first_of(const Entry& entry) { return static_cast<unsigned char>(entry.words[0]); }

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
    {Phrase::read_more, "zie ook"}, {Phrase::read_more, "ver también"}, {Phrase::read_more, "te puede interesar"},
    {Phrase::read_more, "veja também"}, {Phrase::read_more, "saiba mais"}, {Phrase::read_more, "leia mais"},
    {Phrase::read_more, "leggi tutto"}, {Phrase::read_more, "læs også"}, {Phrase::read_more, "læs mere"},
    {Phrase::read_more, "les mer"}, {Phrase::read_more, "se også"}, {Phrase::read_more, "zobacz też"},
    {Phrase::read_more, "zobacz także"}, {Phrase::read_more, "czytaj także"}, {Phrase::read_more, "czytaj też"},
    {Phrase::read_more, "читайте также"}, {Phrase::read_more, "читать также"}, {Phrase::read_more, "по теме"},
    {Phrase::read_more, "devamını oku"}, {Phrase::read_more, "xem thêm"}, {Phrase::read_more, "baca juga"},
    {Phrase::read_more, "lue myös"}, {Phrase::read_more, "loe ka"}, {Phrase::read_more, "skaitykite"},
    {Phrase::read_more, "sur le même sujet"}, {Phrase::read_more, "notre article"}, {Phrase::read_more, "også interessant"},
    {Phrase::read_more, "lire la suite"}, {Phrase::read_more, "saber más"}, {Phrase::read_more, "ver más"},
    {Phrase::read_more, "en savoir plus"}, {Phrase::subscribe, "suscribirse"}, {Phrase::subscribe, "inscrivez-vous"},
    {Phrase::subscribe, "s'abonner"}, {Phrase::subscribe, "iscriviti"}, {Phrase::subscribe, "abbonati"},
    {Phrase::subscribe, "schrijf je in"}, {Phrase::subscribe, "word abonnee"}, {Phrase::subscribe, "inscreva-se"},
    {Phrase::subscribe, "assine"}, {Phrase::subscribe, "prenumerera"}, {Phrase::subscribe, "abonner"},
    {Phrase::subscribe, "tilmeld"}, {Phrase::subscribe, "bli abonnent"}, {Phrase::subscribe, "zapisz się"},
    {Phrase::subscribe, "подпи"}, {Phrase::subscribe, "suivez-nous"}, {Phrase::subscribe, "síguenos"},
    {Phrase::subscribe, "seguici"}, {Phrase::subscribe, "volg ons"}, {Phrase::subscribe, "följ oss"},
    {Phrase::subscribe, "følg oss"}, {Phrase::subscribe, "become a member"}, {Phrase::subscribe, "download de"},
    {Phrase::subscribe, "télécharge"}, {Phrase::subscribe, "descarga"}, {Phrase::subscribe, "baixe"},
    {Phrase::subscribe, "jetzt testen"}, {Phrase::share, "condividi"}, {Phrase::share, "delen"},
    {Phrase::share, "compartilh"}, {Phrase::share, "udostępnij"}, {Phrase::share, "поделиться"}, {Phrase::share, "dela "},
    {Phrase::share, "del på"}, {Phrase::share, "paylaş"}, {Phrase::share, "copier le lien"},
    {Phrase::share, "copiar enlace"}, {Phrase::share, "copia link"}, {Phrase::share, "link kopieren"},
    {Phrase::advert, "annons"}, {Phrase::advert, "annonse"}, {Phrase::advert, "annonce"}, {Phrase::advert, "advertentie"},
    {Phrase::advert, "publicidade"}, {Phrase::advert, "reklama"}, {Phrase::advert, "реклама"}, {Phrase::advert, "reklam"},
    {Phrase::advert, "iklan"}, {Phrase::advert, "mainos"}, {Phrase::advert, "la suite après"},
    {Phrase::advert, "continua dopo"}, {Phrase::advert, "lees verder onder"}, {Phrase::comments, "commentaires"},
    {Phrase::comments, "comentarios"}, {Phrase::comments, "comentários"}, {Phrase::comments, "commenti"},
    {Phrase::comments, "reacties"}, {Phrase::comments, "kommentarer"}, {Phrase::comments, "komentarze"},
    {Phrase::comments, "комментар"}, {Phrase::comments, "yorum"}, {Phrase::comments, "bình luận"},
    {Phrase::comments, "réagir"}, {Phrase::comments, "deja un"}, {Phrase::comments, "deja tu"}, {Phrase::comments, "deixe"},
    {Phrase::comments, "lascia un"}, {Phrase::comments, "responder"}, {Phrase::comments, "répondre"},
    {Phrase::comments, "rispondi"}, {Phrase::comments, "svara"}, {Phrase::comments, "svar"},
    {Phrase::comments, "odpowiedz"}, {Phrase::comments, "ответить"}, {Phrase::comments, "reageer"},
    {Phrase::comments, "leserkommentare"}, {Phrase::credit, "pictured"}, {Phrase::credit, "imagen"},
    {Phrase::credit, "imagem"}, {Phrase::credit, "beeld"}, {Phrase::credit, "crédit"}, {Phrase::credit, "credits"},
    {Phrase::credit, "fot."}, {Phrase::credit, "фото"}, {Phrase::credit, "ảnh"}, {Phrase::credit, "kuva"},
    {Phrase::credit, "nuotr"}, {Phrase::credit, "source :"}, {Phrase::credit, "bild "}, {Phrase::credit, "pic:"},
    {Phrase::credit, "arkivfoto"}, {Phrase::credit, "illustrasjon"},
    {Phrase::credit, "zdjęcie"}, {Phrase::credit, "archivo"}, {Phrase::byline, "di "}, {Phrase::byline, "door "},
    {Phrase::byline, "av "}, {Phrase::byline, "af "}, {Phrase::byline, "autor:"}, {Phrase::byline, "автор"},
    {Phrase::byline, "text:"}, {Phrase::byline, "tekst:"}, {Phrase::byline, "texte"}, {Phrase::byline, "redacción"},
    {Phrase::byline, "da redação"}, {Phrase::byline, "écrit par"}, {Phrase::byline, "escrito por"},
    {Phrase::byline, "text von"}, {Phrase::date, "publié"}, {Phrase::date, "mis à jour"}, {Phrase::date, "publicado"},
    {Phrase::date, "actualizado"}, {Phrase::date, "atualizado"}, {Phrase::date, "pubblicato"}, {Phrase::date, "aggiornato"},
    {Phrase::date, "gepubliceerd"}, {Phrase::date, "bijgewerkt"}, {Phrase::date, "publicerad"},
    {Phrase::date, "uppdaterad"}, {Phrase::date, "publisert"}, {Phrase::date, "oppdatert"}, {Phrase::date, "publiceret"},
    {Phrase::date, "opdateret"}, {Phrase::date, "opublikowano"}, {Phrase::date, "aktualizacja"},
    {Phrase::date, "опубликовано"}, {Phrase::date, "обновлено"}, {Phrase::date, "veröff"}, {Phrase::date, "geändert"},
    {Phrase::date, "posted"}, {Phrase::copyright, "tous droits"}, {Phrase::copyright, "todos los derechos"},
    {Phrase::copyright, "todos os direitos"}, {Phrase::copyright, "tutti i diritti"}, {Phrase::copyright, "alle rechten"},
    {Phrase::copyright, "alle rechte"}, {Phrase::copyright, "wszelkie prawa"}, {Phrase::copyright, "все права"},
    {Phrase::copyright, "© "}, {Phrase::consent, "nous utilisons"}, {Phrase::consent, "utilizamos"},
    {Phrase::consent, "usiamo"}, {Phrase::consent, "we gebruiken"}, {Phrase::consent, "usamos"},
    {Phrase::consent, "vi bruker"}, {Phrase::consent, "vi bruger"}, {Phrase::consent, "vi använder"},
    {Phrase::consent, "aviso legal"}, {Phrase::consent, "mentions légales"}, {Phrase::consent, "politique de"},
    {Phrase::consent, "política de"}, {Phrase::consent, "polityka"}, {Phrase::consent, "these cookies"},
    {Phrase::consent, "personvern"}, {Phrase::consent, "privacidad"}, {Phrase::consent, "privacidade"},
    {Phrase::consent, "note legali"}, {Phrase::consent, "your privacy"}, {Phrase::consent, "manage settings"},
    {Phrase::consent, "manage cookies"}, {Phrase::wire_tail, "con información de"}, {Phrase::wire_tail, "com informações"},
    {Phrase::wire_tail, "avec afp"}, {Phrase::wire_tail, "(reuters"}, {Phrase::wire_tail, "(ap)"},
    {Phrase::wire_tail, "(efe"}, {Phrase::wire_tail, "(ansa"}, {Phrase::wire_tail, "(ntb"}, {Phrase::wire_tail, "med ntb"},
    {Phrase::related, "relacionad"}, {Phrase::related, "artículos rel"}, {Phrase::related, "noticias rel"},
    {Phrase::related, "más noticias"}, {Phrase::related, "más en"}, {Phrase::related, "más sobre"},
    {Phrase::related, "notícias rel"}, {Phrase::related, "articoli correlati"}, {Phrase::related, "altri articoli"},
    {Phrase::related, "potrebbe interess"}, {Phrase::related, "meer over"}, {Phrase::related, "meer uit"},
    {Phrase::related, "mer från"}, {Phrase::related, "mer fra"}, {Phrase::related, "mer om"}, {Phrase::related, "mere om"},
    {Phrase::related, "à voir aussi"}, {Phrase::related, "dans la même"}, {Phrase::related, "les plus lus"},
    {Phrase::related, "lo más"}, {Phrase::related, "mais lidas"}, {Phrase::related, "mais em"},
    {Phrase::related, "più letti"}, {Phrase::related, "meest gelezen"}, {Phrase::related, "mest läst"},
    {Phrase::related, "mest lest"}, {Phrase::related, "mest læste"}, {Phrase::related, "najczęściej"},
    {Phrase::related, "polecamy"}, {Phrase::related, "aanbevolen"}, {Phrase::related, "anbefalt"},
    {Phrase::related, "más leíd"}, {Phrase::related, "самое читаемое"}, {Phrase::related, "похожие"},
    {Phrase::related, "mehr aus"}, {Phrase::related, "das interessiert"}, {Phrase::related, "mehr von"},
    {Phrase::related, "top-themen"}, {Phrase::related, "don’t miss"}, {Phrase::related, "in this section"},
    {Phrase::related, "editors' picks"}, {Phrase::related, "editor's picks"}, {Phrase::related, "recommandé"},
    {Phrase::tags, "etiquetas"}, {Phrase::tags, "temas"}, {Phrase::tags, "tópicos"}, {Phrase::tags, "thèmes"},
    {Phrase::tags, "sujets"}, {Phrase::tags, "argomenti"}, {Phrase::tags, "onderwerpen"}, {Phrase::tags, "ämnen"},
    {Phrase::tags, "emner"}, {Phrase::tags, "mehr zu:"}, {Phrase::tags, "tagi"}, {Phrase::tags, "теги"},
    {Phrase::tags, "topic"}, {Phrase::tags, "archivado en"}, {Phrase::tags, "mots-clés"}, {Phrase::source, "source :"},
    {Phrase::source, "bron:"}, {Phrase::source, "kilde:"}, {Phrase::source, "källa"}, {Phrase::source, "fonte"},
    {Phrase::source, "źródło"}, {Phrase::source, "источник"}, {Phrase::source, "quellen:"},
    {Phrase::author_note, "sobre el autor"}, {Phrase::author_note, "sobre o autor"},
    {Phrase::author_note, "à propos de l'auteur"}, {Phrase::author_note, "l'auteur"},
    {Phrase::author_note, "over de auteur"}, {Phrase::author_note, "om skribenten"},
    {Phrase::author_note, "om forfatteren"}, {Phrase::author_note, "o autorze"}, {Phrase::author_note, "об авторе"},
    {Phrase::author_note, "zur person"}, {Phrase::author_note, "written by"}, {Phrase::login, "iniciar sesión"},
    {Phrase::login, "se connecter"}, {Phrase::login, "connectez"}, {Phrase::login, "accedi"}, {Phrase::login, "inloggen"},
    {Phrase::login, "logga in"}, {Phrase::login, "logg inn"}, {Phrase::login, "log ind"}, {Phrase::login, "zaloguj"},
    {Phrase::login, "войти"}, {Phrase::login, "entrar"}, {Phrase::login, "déjà abonné"}, {Phrase::login, "ya eres"},
    {Phrase::login, "sei già"}, {Phrase::login, "hai già"}, {Phrase::login, "je bent al"},
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
    {Phrase::credit, "(image:"}, {Phrase::credit, "(foto"}, {Phrase::credit, "(photo"}, {Phrase::credit, "(bild"},
    {Phrase::credit, "(pic"}, {Phrase::credit, "/reuters"}, {Phrase::credit, "/getty"}, {Phrase::credit, "/epa"},
    {Phrase::credit, "/ntb"}, {Phrase::credit, "fotografía"}, {Phrase::credit, "photograph:"}, {Phrase::credit, "nuotr."},
    {Phrase::subscribe, "boletín"}, {Phrase::subscribe, "nieuwsbrief"}, {Phrase::subscribe, "nyhetsbrev"},
    {Phrase::subscribe, "nyhedsbrev"}, {Phrase::subscribe, "рассылк"}, {Phrase::subscribe, "free trial"},
    {Phrase::subscribe, "per month"}, {Phrase::subscribe, "pro monat"}, {Phrase::subscribe, "kündbar"},
    {Phrase::subscribe, "unsubscribe"}, {Phrase::subscribe, "whatsapp"}, {Phrase::consent, "datos personales"},
    {Phrase::consent, "données personnelles"}, {Phrase::consent, "dados pessoais"}, {Phrase::consent, "personenbezogene"},
    {Phrase::consent, "your browser"}, {Phrase::consent, "opt out"}, {Phrase::author_note, "es periodista"},
    {Phrase::author_note, "est journaliste"}, {Phrase::author_note, "ist redakteur"},
    {Phrase::author_note, "is a journalist"}, {Phrase::author_note, "is an editor"}, {Phrase::author_note, "is the author"},
    {Phrase::author_note, "ist autor"}, {Phrase::reading_time, "min de lect"}, {Phrase::reading_time, "min lez"},
    {Phrase::reading_time, "min leestijd"}, {Phrase::reading_time, "min di lett"}, {Phrase::reading_time, "min läs"},
    {Phrase::reading_time, "min lesetid"}, {Phrase::reading_time, "мин чт"}, {Phrase::comments, "netiquette"},
    {Phrase::comments, "moderated"},
};

template <std::size_t size>
constexpr std::array<Entry, size> by_first_byte(const Entry (&entries)[size]) {
  std::array<Entry, size> sorted{};
  std::copy(std::begin(entries), std::end(entries), sorted.begin());
  std::sort(sorted.begin(), sorted.end(), [](const Entry& a, const Entry& b) { return first_of(a) < first_of(b); });
  return sorted;
}

/// Where the entries of each first byte begin, and a last one past the end.
template <std::size_t size>
constexpr std::array<std::uint16_t, 257> starts_of(const std::array<Entry, size>& sorted) {
  std::array<std::uint16_t, 257> starts{};
  for (const Entry& entry : sorted) ++starts[first_of(entry) + 1];
  for (std::size_t i = 1; i < starts.size(); ++i) starts[i] = static_cast<std::uint16_t>(starts[i] + starts[i - 1]);
  return starts;
}

constexpr auto sorted_beginnings = by_first_byte(beginnings);
constexpr auto beginning_starts = starts_of(sorted_beginnings);
constexpr auto sorted_insides = by_first_byte(insides);
constexpr auto inside_starts = starts_of(sorted_insides);

/// Whether some entry of `insides` begins with these two bytes, or two of the same sum: most places are none.
constexpr std::size_t pair_of(char a, char b) {
  return (static_cast<unsigned char>(a) * 31u + static_cast<unsigned char>(b)) % 1024;
}
constexpr auto inside_pairs = [] {
  std::array<bool, 1024> pairs{};
  for (const Entry& entry : insides)
    pairs[pair_of(entry.words[0], entry.words.size() > 1 ? entry.words[1] : ' ')] = true;
  return pairs;
}();

constexpr char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

/// Letters and digits; beyond ASCII, all but signs such as dashes and quotation marks.
bool counts(char raw) {
  const auto c = static_cast<unsigned char>(lower(raw));
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0xC3 && c != 0xE2);
}

std::string bare(std::string_view text) {
  std::string out(text.size(), '\0');
  std::size_t size = 0;
  for (const char c : text)
    if (counts(c)) out[size++] = lower(c);
  out.resize(size);
  return out;
}

constexpr std::uint32_t bit(Phrase kind) { return 1u << static_cast<int>(kind); }

/// Phrases of a whole block stand in short ones; long paragraphs only mention.
constexpr std::size_t phrase_bytes_max = 400;
constexpr std::size_t date_bytes_max = 60;

}  // namespace

std::uint32_t phrases_in(std::string_view text) {
  if (text.size() > phrase_bytes_max) return 0;
  std::array<char, phrase_bytes_max + 1> buffer;
  for (std::size_t i = 0; i < text.size(); ++i) buffer[i] = lower(text[i]);
  buffer[text.size()] = ' ';  // What begins with the last byte is looked up with this one.
  const std::string_view line(buffer.data(), text.size());
  std::uint32_t set = 0;
  if (line.empty()) return set;
  const auto first = static_cast<unsigned char>(line[0]);
  for (std::size_t i = beginning_starts[first]; i < beginning_starts[first + 1]; ++i)
    if (line.starts_with(sorted_beginnings[i].words)) set |= bit(sorted_beginnings[i].kind);
  for (std::size_t at = 0; at < line.size(); ++at) {
    if (!inside_pairs[pair_of(buffer[at], buffer[at + 1])]) continue;
    const auto byte = static_cast<unsigned char>(line[at]);
    for (std::size_t i = inside_starts[byte]; i < inside_starts[byte + 1]; ++i)
      if (line.compare(at, sorted_insides[i].words.size(), sorted_insides[i].words) == 0) set |= bit(sorted_insides[i].kind);
  }
  if (line.find('@') != line.npos) set |= bit(Phrase::author_note);
  if (line.size() >= date_bytes_max) return set;
  const bool has_digit = std::any_of(line.begin(), line.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (has_digit && text::parse_date(line)) set |= bit(Phrase::date);
  return set;
}

std::string bare_words(std::string_view text) { return bare(text); }

bool is_bare(std::string_view text, std::string_view bare) {
  if (text.size() < bare.size() || text.size() > 2 * bare.size() + 40) return false;
  std::size_t at = 0;
  for (const char c : text) {
    if (!counts(c)) continue;
    if (at == bare.size() || bare[at] != lower(c)) return false;
    ++at;
  }
  return at == bare.size() && at > 0;
}

bool begins_bare(std::string_view text, std::string_view bare) {
  constexpr std::size_t bytes_min = 20, bytes_max = 60;
  std::size_t at = 0;
  for (const char c : text.substr(0, 200)) {
    if (!counts(c)) continue;
    if (at == bytes_max || at == bare.size()) break;
    if (bare[at] != lower(c)) return false;
    ++at;
  }
  return at >= bytes_min;
}

bool contains_start(std::string_view body, std::string_view text) {
  const std::string start = bare(text.substr(0, 80));
  return start.size() >= 12 && memmem(body.data(), body.size(), start.data(), start.size());
}

}  // namespace newswired::clean
