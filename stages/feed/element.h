#pragma once

#include <pugixml.hpp>
#include <string>
#include <string_view>

namespace newswired::feed {

/// A text with what is known of its layers.
struct Prose {
  std::string value;
  bool is_html = true;  ///< Else plain text, in which `<` means itself.
};

/// The text right in an element: references of the XML layer decoded, CDATA as it stands. Not that of its children.
std::string text_of(pugi::xml_node node);

/// The same without blanks around it.
std::string trimmed_text_of(pugi::xml_node node);

/// The value of an attribute, references decoded; empty when it is not there. `name` counts in any case.
std::string attribute_of(pugi::xml_node node, std::string_view name);

/// What an RSS element says: its text, or when it holds elements (markup that nobody escaped) that markup.
std::string html_of(pugi::xml_node node, const std::string* document_base = nullptr);

/// The markup inside an element as HTML: prefixes of names dropped, no namespace declarations, text as written. With a
/// `document_base`, links are made absolute against it and each `xml:base` down to their element.
std::string inner_markup(pugi::xml_node node, const std::string* document_base = nullptr);

/// An Atom text construct or content element (RFC 4287, 3.1 and 4.1.3; Atom 0.3's `mode` as well). `default_mode` is
/// what an element without `type` and `mode` means: "text" in 1.0, "xml" in 0.3. Text without any `type` that holds
/// HTML all the same counts as HTML. `document_base` as for `inner_markup`.
Prose prose_of(pugi::xml_node node, bool is_atom_03, const std::string* document_base = nullptr);

/// The base that holds for an element: each `xml:base` from the root down, on top of `document_base`.
std::string base_of(pugi::xml_node node, std::string_view document_base);

/// The nearest `xml:lang` of the element and those around it; empty when there is none.
std::string language_of(pugi::xml_node node);

}  // namespace newswired::feed
