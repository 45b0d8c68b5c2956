#include "stages/entities/trainer/corpus.h"

#include <algorithm>
#include <array>
#include <fstream>
#include <string_view>

#include "stages/entities/labels.h"
#include "stages/tagging/hash.h"
#include "stages/text/characters.h"

namespace newswired::entities {
namespace {

constexpr std::array<std::string_view, type_count> type_names = {"PER", "ORG", "LOC", "MISC"};
constexpr std::size_t left_out_tokens_min = 5;

struct TaggedToken {
  std::string form;
  std::string tag;
};
using TaggedTokens = std::vector<TaggedToken>;

std::uint64_t sentence_hash(const TaggedTokens& tokens) {
  tagging::Hash hash = 0;
  for (const auto& token : tokens) hash = tagging::mix(hash, tagging::hash_bytes(token.form));
  return hash;
}

/// Calls `on_sentence(tokens)` and `on_document()` for what the file holds.
template <class OnSentence, class OnDocument>
Result<Done> walk(const std::string& path, OnSentence on_sentence, OnDocument on_document) {
  std::ifstream in(path);
  if (!in) return Error{ErrorKind::unavailable, path + ": cannot be read"};
  TaggedTokens tokens;
  const auto flush = [&] {
    if (!tokens.empty()) on_sentence(tokens);
    tokens.clear();
  };
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.starts_with("-DOCSTART-")) {
      flush();
      on_document();
    } else if (line.empty()) {
      flush();
    } else if (const std::size_t tab = line.rfind('\t'); tab != std::string::npos && tab > 0) {
      tokens.push_back({line.substr(0, tab), line.substr(tab + 1)});
    } else {
      return Error{ErrorKind::invalid, path + ": a line without a tag: " + line};
    }
  }
  flush();
  return Done{};
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}
bool leans_left(std::string_view w) {
  return is_one_of(w, {".", ",", ";", ":", "!", "?", "%", ")", "]", "}", "n't", "N'T", "...", "\u2026", "''", "\u201D",
                       "'", "\u2019", "'s", "'S", "'m", "'re", "'ve", "'ll", "'d", "'t", "\u2019s", "\u2019re",
                       "\u2019ve", "\u2019ll", "\u2019m", "\u2019d", "\u2019t"});
}
bool leans_right(std::string_view w) {
  return is_one_of(w, {"(", "[", "{", "$", "\u00A3", "\u20AC", "#", "``", "\u201C", "\u2018"});
}
bool ends_in_word(std::string_view w) {
  const unsigned char c = static_cast<unsigned char>(w.back());
  return c >= 128 || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z');
}
bool begins_in_word(std::string_view w) {
  return text::is_word(text::character_class(text::code_point_at(w, 0).value));
}

/// Whether a blank stands before token `i` in running text. `quote_open`: a straight quotation mark is open.
bool blank_before(const TaggedTokens& tokens, std::size_t i, bool quote_open, bool joins_hyphens) {
  if (i == 0) return false;
  const std::string& word = tokens[i].form;
  const std::string& before = tokens[i - 1].form;
  if (leans_left(word) || leans_right(before)) return false;
  if (word == "\"") return !quote_open;
  if (before == "\"") return !quote_open;
  if (joins_hyphens) {
    const auto is_hyphen = [](const std::string& w) { return w == "-" || w == "\u2013" || w == "/"; };
    const std::size_t hyphen = is_hyphen(word) ? i : i - 1;
    if ((is_hyphen(word) || is_hyphen(before)) && hyphen > 0 && hyphen + 1 < tokens.size() &&
        ends_in_word(tokens[hyphen - 1].form) && begins_in_word(tokens[hyphen + 1].form))
      return false;
  }
  const bool after_apostrophe = before == "'" || before == "\u2019";
  return !(after_apostrophe && is_one_of(word, {"s", "S", "t", "m", "re", "ve", "ll", "d"}));
}

/// A name, or a stretch whose labels are open.
struct Segment {
  int type = 0;
  bool open = false;
};
constexpr int no_segment = -1;

/// Each token's segment.
struct Segments {
  std::vector<Segment> list;
  std::vector<int> of_token;

  explicit Segments(const TaggedTokens& tokens) {
    for (const TaggedToken& token : tokens) {
      if (token.tag == "O" || token.tag.size() < 1) {
        of_token.push_back(no_segment);
        continue;
      }
      const bool open = token.tag == "?";
      const std::string_view type = open ? std::string_view{} : std::string_view(token.tag).substr(2);
      const auto found = std::find(type_names.begin(), type_names.end(), type);
      const int number = static_cast<int>(found - type_names.begin());
      const bool goes_on = token.tag[0] == 'I' && !of_token.empty() && of_token.back() != no_segment &&
                           !list[static_cast<std::size_t>(of_token.back())].open &&
                           list[static_cast<std::size_t>(of_token.back())].type == number;
      if (!goes_on) list.push_back({number, open || number == type_count});
      of_token.push_back(static_cast<int>(list.size()) - 1);
    }
  }
};

/// Writes a sentence out, tokenises it and carries its labels over.
class Writer {
 public:
  Writer(const TaggedTokens& tokens, const CorpusFile& file, TrainingDocument& document)
      : old_(tokens), file_(file), document_(document), segments_(tokens) {}

  void run() {
    const std::size_t start = document_.text.size();
    write_text();
    const std::string_view text = std::string_view(document_.text).substr(start);
    for (text::Token token : text::tokenize(text)) {
      token.span.start += static_cast<std::uint32_t>(start);
      token.span.end += static_cast<std::uint32_t>(start);
      sentence_.tokens.push_back(token);
    }
    document_.text.push_back('\n');
    find_segments();
    give_labels();
    document_.sentences.push_back(std::move(sentence_));
  }

 private:
  void write_text() {
    bool quote_open = false;
    for (std::size_t i = 0; i < old_.size(); ++i) {
      if (blank_before(old_, i, quote_open, file_.joins_hyphens)) document_.text.push_back(' ');
      if (old_[i].form == "\"") quote_open = !quote_open;
      const auto from = static_cast<std::uint32_t>(document_.text.size());
      document_.text += old_[i].form;
      spans_.push_back({from, static_cast<std::uint32_t>(document_.text.size())});
    }
  }

  /// The segment of each new token. A token that holds a border makes its segments open.
  void find_segments() {
    std::size_t old = 0;
    for (const text::Token& token : sentence_.tokens) {
      while (old < spans_.size() && spans_[old].end <= token.span.start) ++old;
      int segment = segments_.of_token[old];
      bool mixed = false;
      for (std::size_t k = old + 1; k < spans_.size() && spans_[k].start < token.span.end; ++k) {
        const int other = segments_.of_token[k];
        mixed |= other != segment;
        // "anti-Soviet" is a miscellaneous name as a whole.
        if (segment == no_segment && other != no_segment && segments_.list[static_cast<std::size_t>(other)].type == 3 &&
            is_last_of_token(k, token))
          mixed = false;
        if (other != no_segment) segment = other;
      }
      if (mixed) open_all(old, token);
      new_segments_.push_back(segment);
      mixed_.push_back(mixed);
    }
  }
  bool is_last_of_token(std::size_t k, const text::Token& token) const { return spans_[k].end >= token.span.end; }
  void open_all(std::size_t old, const text::Token& token) {
    for (std::size_t k = old; k < spans_.size() && spans_[k].start < token.span.end; ++k)
      if (segments_.of_token[k] != no_segment) segments_.list[static_cast<std::size_t>(segments_.of_token[k])].open = true;
  }

  void give_labels() {
    constexpr std::uint32_t any = (1u << label_count) - 1;
    const auto count = static_cast<std::uint32_t>(new_segments_.size());
    sentence_.allowed.assign(count, 1u << outside);
    for (std::uint32_t i = 0; i < count;) {
      const int segment = new_segments_[i];
      if (segment == no_segment) {
        if (file_.lacks_misc && is_capital(i)) sentence_.allowed[i] |= misc_labels();
        if (mixed_[i]) sentence_.allowed[i] = any;
        ++i;
        continue;
      }
      std::uint32_t last = i + 1;
      while (last < count && new_segments_[last] == segment) ++last;
      const Segment& found = segments_.list[static_cast<std::size_t>(segment)];
      for (std::uint32_t k = i; k < last; ++k)
        sentence_.allowed[k] = found.open ? any : 1u << label_of(part_at(k, i, last), found.type);
      i = last;
    }
  }
  bool is_capital(std::uint32_t i) const {
    const auto first = text::code_point_at(document_.text, sentence_.tokens[i].span.start);
    return text::character_class(first.value) == text::CharacterClass::upper;
  }
  static std::uint32_t misc_labels() {
    std::uint32_t set = 0;
    for (const Part part : {Part::begin, Part::inside, Part::last, Part::unit}) set |= 1u << label_of(part, 3);
    return set;
  }

  const TaggedTokens& old_;
  const CorpusFile& file_;
  TrainingDocument& document_;
  Segments segments_;
  std::vector<Span> spans_;
  std::vector<int> new_segments_;
  std::vector<bool> mixed_;
  TrainingSentence sentence_;
};

TrainingDocument copy_of(const TrainingDocument& document) {
  TrainingDocument copy = document;
  copy.known = false;
  copy.weight *= 0.5f;
  return copy;
}

}  // namespace

Result<SentenceSet> read_sentence_set(const std::string& path) {
  SentenceSet set;
  const auto keep = [&](const TaggedTokens& tokens) {
    if (tokens.size() >= left_out_tokens_min) set.insert(sentence_hash(tokens));
  };
  if (auto done = walk(path, keep, [] {}); !done) return done.error();
  return set;
}

Result<std::vector<TrainingDocument>> read_corpus(const CorpusFile& file, const SentenceSet& left_out) {
  std::vector<TrainingDocument> documents;
  bool known = false, fresh = true;
  const auto take = [&](const TaggedTokens& tokens) {
    if (left_out.contains(sentence_hash(tokens))) return;
    // Without known borders every sentence is a document of its own.
    if (fresh || !known) {
      documents.emplace_back();
      documents.back().known = known;
      documents.back().weight = file.weight;
      fresh = false;
    }
    Writer(tokens, file, documents.back()).run();
  };
  const auto start = [&] { known = fresh = true; };
  if (auto done = walk(file.path, take, start); !done) return done.error();
  return documents;
}

TrainingDocument in_capitals(const TrainingDocument& document) {
  TrainingDocument copy = copy_of(document);
  for (char& c : copy.text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
  return copy;
}

TrainingDocument in_title_case(const TrainingDocument& document) {
  constexpr std::uint32_t word_bytes_min = 4;
  TrainingDocument copy = copy_of(document);
  for (const auto& sentence : copy.sentences)
    for (const auto& token : sentence.tokens) {
      char& c = copy.text[token.span.start];
      if (token.span.size() >= word_bytes_min && c >= 'a' && c <= 'z') c = static_cast<char>(c - 32);
    }
  return copy;
}

}  // namespace newswired::entities
