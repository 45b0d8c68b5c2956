#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace newswired::feed {

/// A tag within loose HTML.
struct Tag {
  std::string_view name;        ///< As written.
  std::string_view attributes;  ///< What follows the name, without the bracket.
  std::size_t size = 0;         ///< From `<` to `>`; 0 when there is no tag.
  bool closing = false;
};

/// The tag that `html` begins with (`html[0]` is `<`).
Tag tag_at(std::string_view html);

/// One attribute; `value` is raw, without its quotes.
struct Attribute {
  std::string_view name;
  std::string_view value;
  char quote = '\0';  ///< `"`, `'`, or none.
};

/// Takes the next attribute off `attributes`; false when there is none left.
bool next_attribute(std::string_view& attributes, Attribute& attribute);

/// ASCII letters only.
bool equal_folded(std::string_view a, std::string_view lower_case);
std::string lower_case(std::string_view text);
std::string_view trimmed(std::string_view text);

/// `&`, `<`, `>` and quotes as references.
std::string escape_html(std::string_view text);

}  // namespace newswired::feed
