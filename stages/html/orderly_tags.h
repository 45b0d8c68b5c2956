#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "stages/html/element_traits.h"
#include "stages/text/html_entities.h"

namespace newswired::html {

/// A start or end tag as it stands in the markup.
struct ReadTag {
  ElementKind kind;
  std::string_view name;
  std::string_view attributes;  ///< What stands between name and '>'; blanks at its begin are left out.
  std::size_t begin = 0;
  std::size_t end = 0;  ///< One past its '>'; 0 when it is never closed.
};

enum class MarkupKind {
  start_tag,
  end_tag,
  comment,
  declaration,  ///< A doctype, or what HTML reads as a comment up to the next '>'.
  text,         ///< A '<' that begins nothing.
};

/// What begins with the '<' at `at`.
MarkupKind markup_kind(std::string_view markup, std::size_t at);

/// Reads the start or end tag at `at`.
ReadTag read_tag(std::string_view markup, std::size_t at);

/// Reads the attributes of a tag one after the other.
class AttributeReader {
 public:
  explicit AttributeReader(std::string_view attributes) : rest_(attributes) {}

  /// The next attribute: name in small letters, value decoded. False when there is none.
  bool next(std::string& name, std::string& value);

 private:
  std::string_view rest_;
};

/// Where the raw text after `tag` ends and where its end tag does; both 0 when there is none.
struct RawText {
  std::size_t text_end = 0;
  std::size_t end = 0;
};
RawText find_raw_text(std::string_view markup, const ReadTag& tag);

void lower(std::string_view name, std::string& out);

/// Line breaks of all systems become '\n'; with a context, character references become what they mean.
void decode(std::string_view text, std::optional<text::ReferenceContext> context, std::string& out);

}  // namespace newswired::html
