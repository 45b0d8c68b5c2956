#pragma once

#include <string>
#include <string_view>

namespace newswired::text {

/// Where the text stands, which matters for references without a semicolon: a browser's text takes the longest old
/// name; in an attribute `&copy=` and `&copyright` stay as they are, since they are most often parameters of an
/// address; XML has no such references at all.
enum class ReferenceContext { text, attribute, xml };

/// Replaces HTML character references, one layer a call: `&amp;lt;` gives `&lt;`.
///
/// All named references of HTML (those of old also without their semicolon), decimal and hexadecimal ones with the
/// HTML Standard's rules: 0x80-0x9F mean windows-1252, zero, surrogates and what is beyond Unicode give U+FFFD.
/// What is no reference stays as it is. Valid UTF-8 in gives valid UTF-8 out. Linear, pure.
/// https://html.spec.whatwg.org/multipage/parsing.html#character-reference-state
std::string decode_html_entities(std::string_view text, ReferenceContext context = ReferenceContext::text);

/// The reference that `text` begins with (`text[0]` is `&`): its meaning is added to `out`.
/// Returns the bytes it takes, 0 when it is no reference (then nothing is added).
std::size_t decode_html_entity(std::string_view text, std::string& out,
                               ReferenceContext context = ReferenceContext::text);

}  // namespace newswired::text
