#include "stages/quotes/trainer/ranker_trainer.h"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "stages/quotes/mentions.h"
#include "stages/tagging/trainer/random.h"

namespace newswired::quotes {
namespace {

constexpr int epochs = 12;
constexpr double rate = 0.15, ridge = 1e-4;
constexpr std::size_t name_tokens_max = 8;

/// A document of the treebank: tokens as `analyse` makes them, and person mentions.
struct Treebank {
  struct Mention {
    std::string entity;
    Range range;
  };
  std::string text;
  Analysis analysis;
  std::vector<Mention> persons;

  bool empty() const { return analysis.tokens.empty(); }
};

/// Reads `Entity=(12-person-…`, `12)` of one token.
class EntityReader {
 public:
  void read(const std::string& misc, std::uint32_t token, std::vector<Treebank::Mention>& persons) {
    const std::size_t begin = misc.find("Entity=");
    if (begin == std::string::npos) return;
    const std::string value = misc.substr(begin + 7, misc.find('|', begin) - begin - 7);
    for (std::size_t at = 0; at < value.size();) {
      if (value[at] == '(') {
        std::size_t end = value.find_first_of("()", at + 1);
        const bool closes = end != std::string::npos && value[end] == ')';
        open(value.substr(at + 1, end == std::string::npos ? end : end - at - 1), token);
        if (closes) close(open_.back().entity, token, persons);
        at = end == std::string::npos ? value.size() : end + closes;
      } else {
        const std::size_t end = std::min(value.find(')', at), value.size() - 1);
        close(value.substr(at, end - at), token, persons);
        at = end + 1;
      }
    }
  }

 private:
  struct Open {
    std::string entity;
    bool is_person;
    std::uint32_t first;
  };
  void open(const std::string& description, std::uint32_t token) {
    const std::size_t dash = description.find('-');
    const bool is_person = dash != std::string::npos && description.compare(dash + 1, 7, "person-") == 0;
    open_.push_back({description.substr(0, dash), is_person, token});
  }
  void close(const std::string& entity, std::uint32_t token, std::vector<Treebank::Mention>& persons) {
    for (std::size_t i = open_.size(); i > 0; --i) {
      if (open_[i - 1].entity != entity) continue;
      if (open_[i - 1].is_person) persons.push_back({entity, {open_[i - 1].first, token + 1}});
      open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i) - 1);
      return;
    }
  }
  std::vector<Open> open_;
};

class CaseReader {
 public:
  /// The cases of one document, in text order.
  void read(Treebank& document, std::vector<RankerCase>& cases) {
    document.analysis.text = document.text;
    std::sort(document.persons.begin(), document.persons.end(), [](const auto& a, const auto& b) {
      return a.range.first != b.range.first ? a.range.first < b.range.first : a.range.last > b.range.last;
    });
    for (const Treebank::Mention& mention : document.persons) {
      const Token& first = document.analysis.tokens[mention.range.first];
      const auto gender = mention.range.size() == 1 ? pronoun_gender(first) : std::nullopt;
      if (gender) {
        take_pronoun(document, mention, *gender, cases);
      } else if (is_name(document.analysis, mention.range)) {
        see(document, mention, gender_of(document.analysis, mention.range), false);
      }
    }
  }

 private:
  static bool is_name(const Analysis& analysis, Range range) {
    if (range.size() > name_tokens_max || analysis.tokens[range.first].tag == Tag::PRPS) return false;
    const Tag last = analysis.tokens[range.last - 1].tag;
    if (!tagging::is_proper(last) && last != Tag::POS) return false;
    for (std::uint32_t i = range.first; i < range.last; ++i)
      if (tagging::is_proper(analysis.tokens[i].tag)) return true;
    return false;
  }
  static Gender gender_of(const Analysis& analysis, Range range) {
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      if (!tagging::is_proper(analysis.tokens[i].tag)) continue;
      if (const Gender g = text::gender_of_title(analysis.word(i)); g != Gender::unknown) return g;
      if (const Gender g = text::gender_of_given_name(analysis.word(i)); g != Gender::unknown) return g;
    }
    return Gender::unknown;
  }

  void take_pronoun(const Treebank& document, const Treebank::Mention& mention, Gender gender,
                    std::vector<RankerCase>& cases) {
    if (!ids_.contains(mention.entity)) return;  // nobody was named
    const Token& token = document.analysis.tokens[mention.range.first];
    const Pronoun pronoun{mention.range.first, token.sentence, token.paragraph, gender, token.is_quoted};
    const std::size_t count = std::min(memory_.recent().size(), ranked_max);
    RankerCase ranked;
    ranked.right = count;
    for (std::size_t rank = 0; rank < count; ++rank) {
      ranked.persons.push_back(memory_.features(rank, pronoun));
      if (memory_.recent()[rank].id == ids_.at(mention.entity)) ranked.right = rank;
    }
    if (count > 1 && ranked.right < count) cases.push_back(std::move(ranked));
    see(document, mention, gender, true);
  }

  void see(const Treebank& document, const Treebank::Mention& mention, Gender gender, bool is_pronoun) {
    const auto id = ids_.emplace(mention.entity, static_cast<std::uint32_t>(ids_.size())).first->second;
    const SubjectFacts facts = subject_facts(document.analysis, mention.range);
    const Token& token = document.analysis.tokens[mention.range.first];
    memory_.see({id, mention.range.first, token.sentence, token.paragraph, facts.is_subject,
                 facts.is_speaking, token.is_quoted, is_pronoun, gender});
  }

  std::map<std::string, std::uint32_t> ids_;
  PersonMemory memory_;
};

void add_token(Treebank& document, const std::vector<std::string>& columns, bool& is_quoted) {
  Token token;
  token.tag = tagging::tag_from(columns[4]).value_or(Tag::NN);
  is_quoted |= token.tag == Tag::open;
  token.is_quoted = is_quoted;
  if (token.tag == Tag::close) is_quoted = false;
  token.word = tagging::describe(columns[1]);
  token.lemma = lemma_of(tagging::normal_form(columns[1]));
  token.span.start = static_cast<std::uint32_t>(document.text.size());
  document.text += columns[1];
  token.span.end = static_cast<std::uint32_t>(document.text.size());
  document.text += ' ';
  token.sentence = static_cast<std::uint32_t>(document.analysis.sentences.size() - 1);
  token.paragraph = static_cast<std::uint32_t>(document.analysis.paragraphs.size() - 1);
  document.analysis.tokens.push_back(token);
  const auto end = static_cast<std::uint32_t>(document.analysis.tokens.size());
  document.analysis.sentences.back().last = document.analysis.paragraphs.back().last = end;
}

std::vector<std::string> columns_of(const std::string& line) {
  std::vector<std::string> columns;
  std::stringstream cells(line);
  for (std::string cell; std::getline(cells, cell, '\t');) columns.push_back(cell);
  return columns;
}

}  // namespace

Result<std::vector<RankerCase>> read_ranker_cases(const std::string& path) {
  std::ifstream in(path);
  if (!in) return Error{ErrorKind::unavailable, path + ": cannot be read"};
  std::vector<RankerCase> cases;
  Treebank document;
  EntityReader entities;
  bool new_sentence = true, new_paragraph = true, is_quoted = false;
  const auto finish = [&] {
    if (!document.empty()) CaseReader().read(document, cases);
    document = {};
    entities = {};
    new_sentence = new_paragraph = true;
    is_quoted = false;
  };
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("# newdoc"))
      finish();
    else if (line == "# newpar")
      new_paragraph = true;
    if (line.empty()) new_sentence = true;
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = columns_of(line);
    if (columns.size() < 10 || columns[0].find_first_of("-.") != std::string::npos) continue;
    const auto at = static_cast<std::uint32_t>(document.analysis.tokens.size());
    if (new_sentence) document.analysis.sentences.push_back({at, at});
    if (new_paragraph) document.analysis.paragraphs.push_back({at, at});
    new_sentence = new_paragraph = false;
    add_token(document, columns, is_quoted);
    entities.read(columns[9], at, document.persons);
  }
  finish();
  return cases;
}

RankerWeights train_ranker(std::vector<RankerCase> cases, std::uint64_t seed) {
  RankerWeights weights{};
  std::array<double, ranker_feature_count> squares;
  squares.fill(1e-6);
  tagging::Random random(seed);
  for (int epoch = 0; epoch < epochs; ++epoch) {
    random.shuffle(std::span(cases));
    for (const RankerCase& c : cases) {
      std::vector<double> chance;
      double sum = 0;
      for (const RankerFeatures& person : c.persons)
        sum += chance.emplace_back(std::exp(ranker_score(weights, person)));
      for (std::size_t k = 0; k < weights.size(); ++k) {
        double gradient = ridge * weights[k] - c.persons[c.right][k];
        for (std::size_t p = 0; p < chance.size(); ++p) gradient += chance[p] / sum * c.persons[p][k];
        squares[k] += gradient * gradient;
        weights[k] -= static_cast<float>(rate * gradient / std::sqrt(squares[k]));
      }
    }
  }
  return weights;
}

double ranker_accuracy(const RankerWeights& weights, const std::vector<RankerCase>& cases) {
  std::size_t right = 0;
  for (const RankerCase& c : cases) {
    std::size_t best = 0;
    for (std::size_t p = 1; p < c.persons.size(); ++p)
      if (ranker_score(weights, c.persons[p]) > ranker_score(weights, c.persons[best])) best = p;
    right += best == c.right;
  }
  return cases.empty() ? 0 : static_cast<double>(right) / static_cast<double>(cases.size());
}

}  // namespace newswired::quotes
