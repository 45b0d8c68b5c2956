#include "stages/quotes/trainer/speaker_scoring.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "stages/quotes/speakers.h"
#include "stages/quotes/trainer/corpus.h"
#include "stages/tagging/words.h"

namespace newswired::quotes {
namespace {

/// The speaker that an annotated attribution must get.
struct Case {
  std::size_t attribution = 0;
  std::vector<std::string> names;
};

using Words = std::vector<std::string>;

Words words_of_name(std::string_view name) {
  std::istringstream in(tagging::normal_form(name));
  Words words;
  for (std::string word; in >> word;) words.push_back(word);
  return words;
}

bool ends_in(const Words& words, const Words& end) {
  return words.size() >= end.size() && std::equal(end.rbegin(), end.rend(), words.rbegin());
}

bool is_right(std::string_view given, const std::vector<std::string>& names) {
  const Words words = words_of_name(given);
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const Words right = words_of_name(name);
    if (ends_in(words, right)) return true;
    return words.size() > 1 && right.size() > 1 && words.front() == right.front() &&
           words.back() == right.back();
  });
}

/// The tokens whose middle lies in the pieces, from the first to the last.
Range tokens_of(const Analysis& analysis, const std::vector<Span>& pieces) {
  const auto middle = [](const Token& token) { return (token.span.start + token.span.end - 1) / 2; };
  const auto at = [&](std::uint32_t byte) {
    const auto token = std::partition_point(analysis.tokens.begin(), analysis.tokens.end(),
                                            [&](const Token& t) { return middle(t) < byte; });
    return static_cast<std::uint32_t>(token - analysis.tokens.begin());
  };
  return {at(pieces.front().start), at(pieces.back().end)};
}

std::optional<Piece> piece_of(const Analysis& analysis, Role role, const std::vector<Span>& pieces) {
  if (pieces.empty()) return std::nullopt;
  const Range range = tokens_of(analysis, pieces);
  if (range.first >= range.last) return std::nullopt;
  return Piece{role, range, 1, false};
}

std::vector<Attribution> annotated(const Analysis& analysis, const AnnotatedDocument& document) {
  std::vector<Attribution> attributions;
  for (const Annotation& annotation : document.annotations) {
    Attribution attribution;
    attribution.cue = piece_of(analysis, cue, annotation.pieces[cue]);
    attribution.source = piece_of(analysis, source, annotation.pieces[source]);
    for (const Span piece : annotation.pieces[content])
      if (const auto part = piece_of(analysis, content, {piece})) attribution.contents.push_back(*part);
    attributions.push_back(std::move(attribution));
  }
  return attributions;
}

std::set<std::uint32_t> words_of(const Analysis& analysis, const Attribution& attribution) {
  std::set<std::uint32_t> words;
  for (const Piece& piece : attribution.contents)
    for (std::uint32_t i = piece.range.first; i < piece.range.last; ++i)
      if (analysis.tokens[i].word.has_letter) words.insert(i);
  return words;
}

/// The found attribution that shares most words with an annotated one, at least half of the latter's.
std::optional<std::size_t> found_for(const Analysis& analysis, const Attribution& right,
                                     const std::vector<Attribution>& found) {
  const std::set<std::uint32_t> words = words_of(analysis, right);
  std::optional<std::size_t> best;
  std::size_t most = 0;
  for (std::size_t i = 0; i < found.size(); ++i) {
    const std::set<std::uint32_t> other = words_of(analysis, found[i]);
    const auto shared = static_cast<std::size_t>(
        std::count_if(words.begin(), words.end(), [&](std::uint32_t w) { return other.contains(w); }));
    if (2 * shared >= words.size() && shared > most) most = shared, best = i;
  }
  return best;
}

std::string name_of(const std::optional<Speaker>& speaker) {
  return speaker && speaker->name ? *speaker->name : "";
}

// The part whose misses nobody sees.
constexpr std::string_view kept_aside = "report";

void score_document(const ModelParts& parts, int line, const std::string& part, const AnnotatedDocument& document,
                    const std::vector<Case>& cases, std::span<const Entity> entities, SpeakerReport& report) {
  const bool is_kept_aside = part == kept_aside;
  SpeakerScore& score = report.parts[part];
  const Analysis analysis = analyse(document.text, parts.tagger);
  const std::vector<Attribution> right = annotated(analysis, document);
  const auto speakers = find_speakers(analysis, right, entities, parts.ranker);
  const std::vector<Attribution> found = find_attributions(parts, analysis, find_candidates(parts, analysis));
  const auto found_speakers = find_speakers(analysis, found, entities, parts.ranker);

  std::set<std::size_t> in_cases;
  for (const Case& one : cases) {
    in_cases.insert(one.attribution);
    const std::string given = name_of(speakers[one.attribution]);
    const auto place = found_for(analysis, right[one.attribution], found);
    const std::string got = place ? name_of(found_speakers[*place]) : "";
    const bool is_given_right = is_right(given, one.names), is_found_right = is_right(got, one.names);
    score.cases += 1;
    score.named += !given.empty();
    score.right += is_given_right;
    score.found += place.has_value();
    score.found_named += !got.empty();
    score.found_right += is_found_right;
    if (is_kept_aside || (is_given_right && is_found_right)) continue;
    const Attribution& attribution = right[one.attribution];
    report.misses.push_back({part, line,
                             std::string(analysis.bytes(attribution.source->range).of(document.text)),
                             one.names.front(), given, place ? got : "not found"});
  }
  for (std::size_t i = 0; i < right.size(); ++i) {
    if (!right[i].source || in_cases.contains(i)) continue;
    score.others += 1;
    score.others_named += !name_of(speakers[i]).empty();
    if (!is_kept_aside && !name_of(speakers[i]).empty())
      report.misses.push_back({part, line,
                               std::string(analysis.bytes(right[i].source->range).of(document.text)), "",
                               name_of(speakers[i]), ""});
  }
}

}  // namespace

Result<SpeakerReport> score_speakers(
    const ModelParts& parts, const std::string& corpus_path, const std::string& cases_path,
    const std::function<std::vector<Entity>(std::string_view text)>& entities_of) {
  const auto corpus = read_corpus(corpus_path);
  if (!corpus) return corpus.error();
  std::ifstream in(cases_path);
  if (!in) return Error{ErrorKind::unavailable, cases_path + ": cannot be read"};
  SpeakerReport report;
  int read = 0;
  try {
    for (std::string json_line; std::getline(in, json_line);) {
      ++read;
      const auto json = nlohmann::json::parse(json_line);
      const int line = json.at("line").get<int>();
      const AnnotatedDocument& document = corpus->at(static_cast<std::size_t>(line - 1));
      const CodePoints points(document.text);
      if (points.from_byte(static_cast<std::uint32_t>(document.text.size())) !=
          json.at("characters").get<std::uint32_t>())
        return Error{ErrorKind::invalid, cases_path + ": made for another article than line " +
                                             std::to_string(line) + " of " + corpus_path};
      std::vector<Case> cases;
      for (const auto& one : json.at("cases")) {
        Case c{one.at("attribution").get<std::size_t>(), {}};
        for (const auto& name : one.at("names")) {
          const Span span{points.to_byte(name.at(0)), points.to_byte(name.at(1))};
          c.names.emplace_back(span.of(document.text));
        }
        cases.push_back(std::move(c));
      }
      score_document(parts, line, json.at("part").get<std::string>(), document, cases, entities_of(document.text), report);
    }
  } catch (const std::exception& error) {
    return Error{ErrorKind::invalid, cases_path + ":" + std::to_string(read) + ": " + error.what()};
  }
  return report;
}

}  // namespace newswired::quotes
