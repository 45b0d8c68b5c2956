#pragma once

#include <string>
#include <string_view>

namespace newswired::text {

/// Where a document declares its own encoding: the XML declaration, `<meta>`, or nowhere.
enum class DocumentKind { xml, html, json };

struct Decoded {
  std::string text;          ///< Valid UTF-8, without a byte order mark.
  std::string encoding;      ///< The Encoding Standard's name in lower case: "utf-8", "windows-1251".
  bool had_errors = false;   ///< Bytes that mean nothing in that encoding became U+FFFD.
};

/// How far into a document a declaration is looked for, and how much of it a guess reads.
inline constexpr std::size_t declaration_bytes_max = 4096;
inline constexpr std::size_t guess_bytes_max = 256 * 1024;

/// Converts any bytes to UTF-8.
///
/// What decides, in this order: a byte order mark (or the zero bytes of UTF-16 and UTF-32); proof (valid UTF-8 with
/// a character beyond ASCII, or nearly valid: a declaration is wrong more often than chance makes such bytes); the
/// charset of the HTTP `content_type`; the document's declaration; a guess (uchardet); windows-1252. A charset that
/// is declared must decode the bytes: when header and declaration disagree, the one without errors wins.
/// Labels are the Encoding Standard's (so iso-8859-1 is windows-1252, gb2312 is gb18030).
///
/// Pure but for glibc's converters, shared objects that are opened at first use: a sandbox must allow that, or the
/// caller converts once before it closes. Thread-safe.
Decoded to_utf8(std::string_view bytes, std::string_view content_type, DocumentKind kind);

/// The text of `to_utf8`, as a view of `bytes` when they are UTF-8 as they stand, which most pages are, else of `storage`.
std::string_view utf8_view(std::string_view bytes, std::string_view content_type, DocumentKind kind, std::string& storage);

/// The charset parameter of a Content-Type value; empty when there is none.
std::string_view charset_parameter(std::string_view content_type);

/// The encoding that the document declares in its first bytes; empty when none.
std::string_view declared_charset(std::string_view bytes, DocumentKind kind);

}  // namespace newswired::text
