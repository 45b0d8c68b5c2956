#include "stages/entities/trainer/lexicon_builder.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include "stages/entities/lexicon.h"
#include "stages/entities/words.h"
#include "stages/text/tokens.h"

namespace newswired::entities {
namespace {

using Phrases = std::map<Hash, std::uint32_t>;

/// The hash of a phrase, split as running text is; 0 when it is empty or too long.
Hash hash_of_phrase(std::string_view phrase) {
  const auto tokens = text::tokenize(phrase);
  if (tokens.empty() || tokens.size() > phrase_words_max) return 0;
  Hash hash = empty_phrase;
  for (const auto& token : tokens) {
    std::string lower;
    append_lower(lower, token.of(phrase));
    hash = phrase_hash(hash, tagging::hash_bytes(lower));
  }
  return hash;
}

Result<Done> add_list(const std::string& path, std::size_t list, Phrases& phrases) {
  std::ifstream in(path);
  if (!in) return Error{ErrorKind::unavailable, path + ": cannot be read"};
  for (std::string line; std::getline(in, line);) {
    std::string_view name = line;
    while (!name.empty() && (name.back() == '\r' || name.back() == ' ')) name.remove_suffix(1);
    for (const std::string_view article : {"", "the ", "The "}) {
      if (!name.starts_with(article)) continue;
      if (const Hash hash = hash_of_phrase(name.substr(article.size()))) phrases[hash] |= 1u << list;
    }
  }
  return Done{};
}

void add_words(const std::vector<std::string>& words, std::string_view list, Phrases& phrases) {
  const auto at = std::find(list_names.begin(), list_names.end(), list) - list_names.begin();
  for (const std::string& word : words)
    if (const Hash hash = hash_of_phrase(word)) phrases[hash] |= 1u << at;
}

Result<std::string> build_lists(const std::string& folder, const std::optional<UsualCase>& own) {
  Phrases phrases;
  if (own) {
    add_words(own->lower, "common", phrases);
    add_words(own->capital, "proper", phrases);
  }
  for (std::size_t list = 0; list < list_count; ++list) {
    if (own && (list_names[list] == "common" || list_names[list] == "proper")) continue;
    if (auto done = add_list(folder + "/" + std::string(list_names[list]) + ".txt", list, phrases); !done)
      return done.error();
  }
  return tagging::build_phrase_table({phrases.begin(), phrases.end()});
}

Result<std::string> build_clusters(const std::string& path) {
  std::ifstream in(path);
  if (!in) return Error{ErrorKind::unavailable, path + ": cannot be read"};
  Phrases words;
  for (std::string line; std::getline(in, line);) {
    const std::size_t tab = line.find('\t');
    if (tab == std::string::npos) return Error{ErrorKind::invalid, path + ": a line without a tab"};
    std::istringstream numbers(line.substr(tab + 1));
    std::uint32_t packed = 0;
    int shift = 0;
    for (const int bits : cluster_bits) {
      std::uint32_t cluster = 0;
      if (!(numbers >> cluster) || cluster >> bits != 0)
        return Error{ErrorKind::invalid, path + ": wants four clusters below 32, 128, 512, 2048: " + line};
      packed |= cluster << shift;
      shift += bits;
    }
    words[tagging::hash_bytes(std::string_view(line).substr(0, tab))] = packed + 1;
  }
  return tagging::build_phrase_table({words.begin(), words.end()});
}

}  // namespace

Result<LexiconSections> build_lexicon(const std::string& folder, const std::optional<UsualCase>& own) {
  auto lists = build_lists(folder, own);
  if (!lists) return lists.error();
  if (own) return LexiconSections{std::move(*lists), tagging::build_phrase_table({})};
  auto clusters = build_clusters(folder + "/word_clusters.tsv");
  if (!clusters) return clusters.error();
  return LexiconSections{std::move(*lists), std::move(*clusters)};
}

}  // namespace newswired::entities
