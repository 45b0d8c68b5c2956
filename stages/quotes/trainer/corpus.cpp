#include "stages/quotes/trainer/corpus.h"

#include <fstream>
#include <nlohmann/json.hpp>

namespace newswired::quotes {
namespace {

constexpr std::array<const char*, 3> role_names = {"content", "cue", "source"};

AnnotatedDocument document_from(const nlohmann::json& json) {
  AnnotatedDocument document;
  document.id = json.at("id").get<std::string>();
  document.text = json.at("text").get<std::string>();
  const CodePoints points(document.text);
  for (const auto& attribution : json.at("attributions")) {
    Annotation annotation;
    for (std::size_t role = 0; role < role_names.size(); ++role)
      for (const auto& piece : attribution.at(role_names[role]))
        annotation.pieces[role].push_back({points.to_byte(piece.at(0)), points.to_byte(piece.at(1))});
    document.annotations.push_back(std::move(annotation));
  }
  return document;
}

}  // namespace

Result<std::vector<AnnotatedDocument>> read_corpus(const std::string& path) {
  std::ifstream in(path);
  if (!in) return Error{ErrorKind::unavailable, path + ": cannot be read"};
  std::vector<AnnotatedDocument> documents;
  try {
    for (std::string line; std::getline(in, line);) {
      if (line.empty()) continue;
      documents.push_back(document_from(nlohmann::json::parse(line)));
      documents.back().group = static_cast<std::uint32_t>(documents.size() - 1);
    }
  } catch (const nlohmann::json::exception& error) {
    return Error{ErrorKind::invalid,
                 path + ": line " + std::to_string(documents.size() + 1) + ": " + error.what()};
  }
  return documents;
}

}  // namespace newswired::quotes
