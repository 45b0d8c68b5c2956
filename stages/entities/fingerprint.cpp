#include "stages/entities/fingerprint.h"

#include <cstring>
#include <string>

#include "stages/entities/features.h"
#include "stages/entities/name_features.h"
#include "stages/text/sentences.h"

namespace newswired::entities {
namespace {

using tagging::Hash;
using tagging::mix;

constexpr std::string_view sample =
    "NEW ENVOY NAMED\n"
    "Ms. Anna de Vries, 41, of the Northern Bank for Trade (NBT) met Vries's \u00C9mile O'Neil in New Harbour on May 3.\n"
    "\"The bank won't pay,\" de Vries said. New Harbour's NBT -- a U.S.-led group -- refused; bank shares fell 4.5%.";

Hash phrase(std::initializer_list<std::string_view> words) {
  Hash hash = empty_phrase;
  for (const auto word : words) hash = phrase_hash(hash, tagging::hash_bytes(word));
  return hash;
}

}  // namespace

std::uint64_t features_fingerprint() {
  const std::string lists = tagging::build_phrase_table(
      {{phrase({"anna"}), 3}, {phrase({"new", "harbour"}), 1u << 7}, {phrase({"northern", "bank"}), 1u << 10}});
  const std::string clusters =
      tagging::build_phrase_table({{tagging::hash_bytes("bank"), 12345}, {tagging::hash_bytes("Harbour"), 777}});
  const auto view = [](const std::string& bytes) {
    return tagging::PhraseTable::view(std::as_bytes(std::span(bytes.data(), bytes.size()))).value();
  };
  const Lexicon lexicon{view(lists), view(clusters)};

  Words words(lexicon);
  const auto tokens = text::tokenize(sample);
  for (const auto& sentence : text::split_sentences(sample, tokens))
    words.add_sentence(sample, std::span(tokens).subspan(sentence.first, sentence.size()));

  Hash print = static_cast<Hash>(label_count);
  const Usage usage(words);
  SentenceFeatures features;
  std::vector<TaggedSentence> tagged;
  for (std::size_t s = 0; s < words.sentences().size(); ++s) {
    extract_features(words, s, &usage, features);
    for (const Hash hash : features.hashes) print = mix(print, hash);
    const WordRange range = words.sentences()[s];
    TaggedSentence sentence;
    for (std::uint32_t i = range.first; i < range.last; ++i) {
      // Every capitalised word a name of some type.
      const int type = static_cast<int>(i % type_count);
      sentence.path.push_back(words[i].capital ? static_cast<std::uint8_t>(label_of(Part::unit, type)) : outside);
      for (int label = 0; label < label_count; ++label) sentence.scores.push_back(label == sentence.path.back() ? 2.f : 0.f);
    }
    tagged.push_back(sentence);
  }
  const auto names = collect_names(words, tagged, allowed_transitions());
  for (const auto& name : extract_name_features(words, names))
    for (const auto& feature : name) print = mix(print, feature.first);
  return print;
}

}  // namespace newswired::entities
