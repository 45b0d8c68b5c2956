#pragma once

#include <array>
#include <string>
#include <vector>

#include "proto/result.h"
#include "proto/span.h"

namespace newswired::quotes {

/// Who said what, as annotated: the bytes of each role's pieces.
struct Annotation {
  std::array<std::vector<Span>, 3> pieces;  ///< By `Role`.
};

struct AnnotatedDocument {
  std::string id, text;
  std::vector<Annotation> annotations;
  std::uint32_t group = 0;  ///< Copies of a document share it.
  bool is_restyled = false;
};

/// Reads JSON lines `{"id","text","attributions":[{"source","cue","content"}]}`, offsets in code points.
Result<std::vector<AnnotatedDocument>> read_corpus(const std::string& path);

/// A copy in another house style: comma outside the marks, a day after the cue, marks of another kind, lost
/// or left out. The training corpus has one style; feeds have every one. The same seed gives the same copy.
AnnotatedDocument restyle(const AnnotatedDocument& document, std::uint64_t seed);

}  // namespace newswired::quotes
