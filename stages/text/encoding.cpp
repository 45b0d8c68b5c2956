#include "stages/text/encoding.h"

#include <iconv.h>
#include <uchardet/uchardet.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <optional>
#include <type_traits>
#include <vector>

#include "stages/text/encoding_labels.h"
#include "stages/text/utf8.h"

namespace newswired::text {
namespace {

/// With at least so many characters beyond ASCII for each error, bytes are what they seem, with accidents (a cut, a
/// pasted byte).
constexpr std::size_t characters_per_error_min = 16;

constexpr Charset utf_32le{"utf-32le", "UTF-32LE"};
constexpr Charset utf_32be{"utf-32be", "UTF-32BE"};

struct Mark {
  const Charset* charset = nullptr;
  std::size_t size = 0;  ///< Bytes of the byte order mark itself.
};

/// What the first bytes prove: a byte order mark, or the zero bytes that the wide encodings leave around ASCII.
Mark mark_of(std::string_view bytes) {
  using namespace std::string_view_literals;
  if (bytes.starts_with("\xEF\xBB\xBF"sv)) return {charset_for("utf-8"), 3};
  if (bytes.starts_with("\xFF\xFE\0\0"sv)) return {&utf_32le, 4};
  if (bytes.starts_with("\0\0\xFE\xFF"sv)) return {&utf_32be, 4};
  if (bytes.starts_with("\xFF\xFE"sv)) return {charset_for("utf-16le"), 2};
  if (bytes.starts_with("\xFE\xFF"sv)) return {charset_for("utf-16be"), 2};
  if (bytes.size() < 4) return {};
  const auto zero = [&](std::size_t i) { return bytes[i] == '\0'; };
  if (!zero(0) && zero(1) && zero(2) && zero(3)) return {&utf_32le, 0};
  if (zero(0) && zero(1) && zero(2) && !zero(3)) return {&utf_32be, 0};
  if (!zero(0) && zero(1) && !zero(2) && zero(3)) return {charset_for("utf-16le"), 0};
  if (zero(0) && !zero(1) && zero(2) && !zero(3)) return {charset_for("utf-16be"), 0};
  return {};
}

struct Closer {
  void operator()(iconv_t converter) const { iconv_close(converter); }
};
using Converter = std::unique_ptr<std::remove_pointer_t<iconv_t>, Closer>;

/// Converts with `converter` into `out`; returns the number of sequences that meant nothing.
std::size_t convert(iconv_t converter, std::string_view bytes, std::size_t unit, std::string& out) {
  std::array<char, 32 * 1024> buffer;
  char* from = const_cast<char*>(bytes.data());  // iconv's signature; it does not write there
  std::size_t left = bytes.size();
  std::size_t error_count = 0;
  for (;;) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    // The last call, without input, writes what a stateful converter still holds.
    const bool finishing = left == 0;
    const std::size_t status = iconv(converter, finishing ? nullptr : &from, finishing ? nullptr : &left, &to, &room);
    const int trouble = errno;
    out.append(buffer.data(), buffer.size() - room);
    if (status != static_cast<std::size_t>(-1)) {
      if (finishing) return error_count;
      continue;
    }
    if (trouble == E2BIG) continue;
    // Where one sequence means nothing (EILSEQ) or is cut (EINVAL), a unit is skipped. An ASCII byte is never
    // swallowed by a broken lead byte before it, so markup survives.
    ++error_count;
    out += replacement_character;
    const std::size_t skipped = trouble == EINVAL ? left : std::min(unit, left);
    from += skipped;
    left -= skipped;
    if (finishing) return error_count;
  }
}

/// One byte, one character: windows-1252, which must work where no converters are installed, and x-user-defined
/// (0x80-0xFF as U+F780-U+F7FF).
std::string convert_bytes(std::string_view bytes, bool user_defined) {
  std::string out;
  out.reserve(bytes.size() + bytes.size() / 4);
  for (const char c : bytes) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) out += c;
    else append_utf8(out, user_defined ? 0xF700u + byte : windows_1252_point(byte));
  }
  return out;
}

struct Conversion {
  std::string text;
  std::size_t error_count = 0;
};

/// Nothing when there is no converter for `charset`.
std::optional<Conversion> convert(const Charset& charset, std::string_view bytes) {
  Conversion conversion;
  if (charset.name == "utf-8") {
    conversion.error_count = append_valid_utf8(conversion.text, bytes);
    return conversion;
  }
  if (charset.name == "windows-1252") return Conversion{convert_bytes(bytes, false), 0};
  if (charset.name == "x-user-defined") return Conversion{convert_bytes(bytes, true), 0};
  if (charset.iconv.empty()) return std::nullopt;

  const iconv_t opened = iconv_open("UTF-8", std::string(charset.iconv).c_str());
  if (opened == reinterpret_cast<iconv_t>(-1)) return std::nullopt;
  const Converter converter(opened);
  const std::size_t unit = charset.name.starts_with("utf-32") ? 4 : charset.name.starts_with("utf-16") ? 2 : 1;
  conversion.text.reserve(bytes.size() + bytes.size() / 4);
  conversion.error_count = convert(converter.get(), bytes, unit, conversion.text);
  return conversion;
}

Decoded decoded(const Charset& charset, Conversion conversion) {
  return {std::move(conversion.text), std::string(charset.name), conversion.error_count > 0};
}

/// uchardet's opinion, nullptr when it has none that the web knows.
const Charset* guess(std::string_view bytes) {
  // ASCII tells nothing, so a long head of markup is not worth reading.
  const auto beyond_ascii = std::find_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  const auto before = std::min<std::ptrdiff_t>(beyond_ascii - bytes.begin(), 1024);
  const std::string_view sample = bytes.substr(static_cast<std::size_t>(beyond_ascii - bytes.begin() - before), guess_bytes_max);

  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, void (*)(uchardet_t)> detector(uchardet_new(),
                                                                                         &uchardet_delete);
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return nullptr;
  uchardet_data_end(detector.get());
  return charset_for(uchardet_get_charset(detector.get()));
}

bool is_wide(const Charset& charset) { return charset.name.starts_with("utf-16"); }

/// The charsets that header and document name, best first. Never UTF-16: that shows in the first bytes, markup being
/// ASCII, and did not.
std::vector<const Charset*> named_charsets(std::string_view bytes, std::string_view content_type, DocumentKind kind) {
  std::vector<const Charset*> charsets;
  for (const std::string_view label : {charset_parameter(content_type), declared_charset(bytes, kind)}) {
    const Charset* charset = charset_for(label);
    if (!charset || charset->name == "replacement" || is_wide(*charset)) continue;
    if (std::find(charsets.begin(), charsets.end(), charset) == charsets.end()) charsets.push_back(charset);
  }
  return charsets;
}

/// `named`, then the guess, then windows-1252: the first that decodes without errors, else the one with the fewest.
Decoded first_that_fits(std::string_view bytes, const std::vector<const Charset*>& named) {
  std::optional<Conversion> best;
  const Charset* best_charset = nullptr;
  const auto fits = [&](const Charset* charset) {
    if (!charset) return false;
    std::optional<Conversion> conversion = convert(*charset, bytes);
    if (!conversion) return false;
    if (!best || conversion->error_count < best->error_count) {
      best = std::move(conversion);
      best_charset = charset;
    }
    return best->error_count == 0;
  };

  for (const Charset* charset : named)
    if (fits(charset)) return decoded(*best_charset, std::move(*best));
  // What was named and fits but for a few bytes is still better than a guess. (For UTF-8 that was judged before.)
  const auto beyond_ascii = std::count_if(bytes.begin(), bytes.end(), [](char c) { return (c & 0x80) != 0; });
  if (best && best_charset->name != "utf-8" && best->error_count * characters_per_error_min < static_cast<std::size_t>(beyond_ascii))
    return decoded(*best_charset, std::move(*best));
  if (!fits(guess(bytes))) fits(charset_for("windows-1252"));
  return decoded(*best_charset, std::move(*best));
}

/// ISO-2022-JP says everything in seven bits, after an escape.
bool is_iso_2022_jp(std::string_view bytes, const std::vector<const Charset*>& named) {
  if (bytes.find('\x1B') == std::string_view::npos) return false;
  const Charset* charset = named.empty() ? guess(bytes) : named[0];
  return charset && charset->name == "iso-2022-jp";
}

struct Judged {
  Decoded decoded;
  bool is_as_it_stands = false;  ///< The bytes are UTF-8 as they are; `decoded` has no text.
};

Judged judge(std::string_view bytes, std::string_view content_type, DocumentKind kind) {
  const Charset& utf_8 = *charset_for("utf-8");
  if (const Mark mark = mark_of(bytes); mark.charset) {
    const std::string_view body = bytes.substr(mark.size);
    if (std::optional<Conversion> conversion = convert(*mark.charset, body))
      return {decoded(*mark.charset, std::move(*conversion))};
  }

  const Utf8Census census = count_utf8(bytes);
  const bool is_valid = census.error_count == 0 && !census.cut_at_end;
  if (census.multibyte_count > 0 && is_valid) return {{{}, std::string(utf_8.name), false}, true};
  if (census.multibyte_count > 0 && census.error_count * characters_per_error_min <= census.multibyte_count)
    return {decoded(utf_8, *convert(utf_8, bytes))};

  const std::vector<const Charset*> named = named_charsets(bytes, content_type, kind);
  const bool ascii = census.multibyte_count == 0 && is_valid;
  if (ascii && !is_iso_2022_jp(bytes, named))
    return {{{}, std::string(named.empty() ? utf_8.name : named[0]->name), false}, true};
  return {first_that_fits(bytes, named)};
}

}  // namespace

Decoded to_utf8(std::string_view bytes, std::string_view content_type, DocumentKind kind) {
  Judged judged = judge(bytes, content_type, kind);
  if (judged.is_as_it_stands) judged.decoded.text = bytes;
  return std::move(judged.decoded);
}

std::string_view utf8_view(std::string_view bytes, std::string_view content_type, DocumentKind kind, std::string& storage) {
  Judged judged = judge(bytes, content_type, kind);
  if (judged.is_as_it_stands) return bytes;
  return storage = std::move(judged.decoded.text);
}

}  // namespace newswired::text
