#include "stages/quotes/analysis.h"

#include <array>
#include <string>
#include <unordered_map>

#include "stages/text/sentences.h"
#include "stages/text/tokens.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

struct Irregular {
  std::string_view form, base;
};

constexpr std::array<Irregular, 84> irregulars = {{{"said", "say"},
                                                   {"says", "say"},
                                                   {"told", "tell"},
                                                   {"thought", "think"},
                                                   {"found", "find"},
                                                   {"wrote", "write"},
                                                   {"written", "write"},
                                                   {"felt", "feel"},
                                                   {"knew", "know"},
                                                   {"known", "know"},
                                                   {"made", "make"},
                                                   {"gave", "give"},
                                                   {"given", "give"},
                                                   {"went", "go"},
                                                   {"gone", "go"},
                                                   {"goes", "go"},
                                                   {"left", "leave"},
                                                   {"held", "hold"},
                                                   {"heard", "hear"},
                                                   {"swore", "swear"},
                                                   {"sworn", "swear"},
                                                   {"spoke", "speak"},
                                                   {"spoken", "speak"},
                                                   {"meant", "mean"},
                                                   {"began", "begin"},
                                                   {"begun", "begin"},
                                                   {"saw", "see"},
                                                   {"seen", "see"},
                                                   {"took", "take"},
                                                   {"taken", "take"},
                                                   {"came", "come"},
                                                   {"sought", "seek"},
                                                   {"kept", "keep"},
                                                   {"understood", "understand"},
                                                   {"lied", "lie"},
                                                   {"was", "be"},
                                                   {"were", "be"},
                                                   {"is", "be"},
                                                   {"are", "be"},
                                                   {"been", "be"},
                                                   {"being", "be"},
                                                   {"am", "be"},
                                                   {"'s", "be"},
                                                   {"'re", "be"},
                                                   {"'m", "be"},
                                                   {"has", "have"},
                                                   {"had", "have"},
                                                   {"having", "have"},
                                                   {"'ve", "have"},
                                                   {"did", "do"},
                                                   {"does", "do"},
                                                   {"done", "do"},
                                                   {"got", "get"},
                                                   {"sent", "send"},
                                                   {"led", "lead"},
                                                   {"met", "meet"},
                                                   {"paid", "pay"},
                                                   {"forgot", "forget"},
                                                   {"forgotten", "forget"},
                                                   {"shown", "show"},
                                                   {"drew", "draw"},
                                                   {"drawn", "draw"},
                                                   {"fought", "fight"},
                                                   {"brought", "bring"},
                                                   {"lost", "lose"},
                                                   {"won", "win"},
                                                   {"sang", "sing"},
                                                   {"shook", "shake"},
                                                   {"chose", "choose"},
                                                   {"chosen", "choose"},
                                                   {"wound", "wind"},
                                                   {"stood", "stand"},
                                                   {"sat", "sit"},
                                                   {"ran", "run"},
                                                   {"threw", "throw"},
                                                   {"thrown", "throw"},
                                                   {"laid", "lay"},
                                                   {"rose", "rise"},
                                                   {"arisen", "arise"},
                                                   {"became", "become"},
                                                   {"withdrew", "withdraw"},
                                                   {"foresaw", "foresee"},
                                                   {"overheard", "overhear"},
                                                   {"'d", "would"}}};

bool is_consonant(char c) {
  return std::string_view("aeiou").find(c) == std::string_view::npos;
}
bool ends(std::string_view word, std::string_view ending) {
  return word.size() > ending.size() && word.ends_with(ending);
}

/// `stopped` -> `stop`, but `called` -> `call`.
void undouble(std::string& stem) {
  const std::size_t n = stem.size();
  if (n > 3 && stem[n - 1] == stem[n - 2] && is_consonant(stem[n - 1]) &&
      std::string_view("lsz").find(stem[n - 1]) == std::string_view::npos)
    stem.pop_back();
}

std::string stem_of(std::string_view form) {
  std::string stem(form);
  const auto cut = [&](std::size_t bytes) { stem.resize(stem.size() - bytes); };
  if (form.size() > 4 && (ends(form, "ied") || ends(form, "ies")))
    cut(3), stem += 'y';
  else if (form.size() > 4 && ends(form, "ed"))
    cut(2), undouble(stem);
  else if (form.size() > 5 && ends(form, "ing"))
    cut(3), undouble(stem);
  else if (form.size() > 3 && ends(form, "s") && form[form.size() - 2] != 's' && form[form.size() - 2] != 'u')
    cut(1);
  if (stem.size() > 3 && stem.back() == 'e') stem.pop_back();
  return stem;
}

void read_tokens(Analysis& analysis) {
  const std::vector<text::Token> tokens = text::tokenize(analysis.text);
  const std::vector<text::Sentence> sentences = text::split_sentences(analysis.text, tokens);
  analysis.tokens.resize(tokens.size());
  for (std::uint32_t s = 0; s < sentences.size(); ++s) {
    const text::Sentence& sentence = sentences[s];
    analysis.sentences.push_back({sentence.first, sentence.last});
    if (analysis.paragraphs.size() <= sentence.paragraph)
      analysis.paragraphs.push_back({sentence.first, sentence.first});
    analysis.paragraphs.back().last = sentence.last;
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) {
      analysis.tokens[i].span = tokens[i].span;
      analysis.tokens[i].sentence = s;
      analysis.tokens[i].paragraph = static_cast<std::uint32_t>(analysis.paragraphs.size() - 1);
    }
  }
}

/// Gives every token its quote state. Marks and quoted stretches come in text order, as tokens do.
void read_marks(Analysis& analysis) {
  analysis.marks = find_marks(analysis.text);
  const auto& [marks, quoted] = analysis.marks;
  std::size_t mark = 0, stretch = 0;
  for (Token& token : analysis.tokens) {
    while (mark < marks.size() && marks[mark].span.end <= token.span.start) ++mark;
    while (stretch < quoted.size() && quoted[stretch].span.end <= token.span.start) ++stretch;
    token.is_quoted = stretch < quoted.size() && quoted[stretch].span.overlaps(token.span);
    const bool is_mark = mark < marks.size() && marks[mark].span == token.span && !marks[mark].is_nested;
    if (is_mark && marks[mark].role == MarkRole::open) token.sign = Sign::open;
    if (is_mark && marks[mark].role == MarkRole::close) token.sign = Sign::close;
  }
}

void read_words(Analysis& analysis) {
  for (std::size_t i = 0; i < analysis.tokens.size(); ++i) {
    Token& token = analysis.tokens[i];
    if (token.sign == Sign::none) {
      token.word = tagging::describe(analysis.word(i));
      token.lemma =
          token.word.has_letter ? lemma_of(tagging::normal_form(analysis.word(i))) : token.word.form;
    } else {
      token.word = token.sign == Sign::open ? tagging::opening_mark() : tagging::closing_mark();
      token.lemma = token.word.form;
    }
  }
}

void read_tags(Analysis& analysis, const tagging::PosTagger& tagger) {
  std::vector<tagging::Word> words;
  std::vector<Tag> tags;
  for (const Range sentence : analysis.sentences) {
    words.clear();
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i) words.push_back(analysis.tokens[i].word);
    tags.resize(words.size());
    tagger.tag(words, tags);
    for (std::uint32_t i = sentence.first; i < sentence.last; ++i)
      analysis.tokens[i].tag = tags[i - sentence.first];
  }
}

}  // namespace

Key lemma_of(std::string_view normal_form) {
  static const auto bases = [] {
    std::unordered_map<std::string_view, Key> map;
    for (const Irregular& word : irregulars) map[word.form] = tagging::key_of(stem_of(word.base));
    return map;
  }();
  const auto found = bases.find(normal_form);
  return found == bases.end() ? tagging::key_of(stem_of(normal_form)) : found->second;
}

Analysis analyse(std::string_view text, const tagging::PosTagger& tagger) {
  Analysis analysis;
  analysis.text = text;
  read_tokens(analysis);
  read_marks(analysis);
  read_words(analysis);
  read_tags(analysis, tagger);
  return analysis;
}

}  // namespace newswired::quotes
