#include "stages/text/encoding.h"

#include <gtest/gtest.h>
#include <iconv.h>

#include "stages/text/encoding_labels.h"
#include "stages/text/utf8.h"

namespace newswired::text {
namespace {

constexpr const char* russian = "Правительство объявило о новых выборах в столице, сообщило агентство";
constexpr const char* japanese = "政府は首都で新しい選挙を行うと発表した。";

std::string encoded(std::string_view text, const char* charset) {
  const iconv_t converter = iconv_open(charset, "UTF-8");
  std::string out(text.size() * 4 + 16, '\0');
  char* from = const_cast<char*>(text.data());
  std::size_t left = text.size();
  char* to = out.data();
  std::size_t room = out.size();
  EXPECT_NE(iconv(converter, &from, &left, &to, &room), static_cast<std::size_t>(-1)) << charset;
  iconv(converter, nullptr, nullptr, &to, &room);
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

std::string declared(const char* label) { return std::string("<?xml version=\"1.0\" encoding=\"") + label + "\"?><a>"; }

TEST(ToUtf8, ObeysAByteOrderMarkBeforeAnythingElse) {
  const Decoded utf_8 = to_utf8("\xEF\xBB\xBF<a>é</a>", "text/xml; charset=windows-1251", DocumentKind::xml);
  EXPECT_EQ(utf_8.text, "<a>é</a>");
  EXPECT_EQ(utf_8.encoding, "utf-8");

  const Decoded utf_16 = to_utf8("\xFF\xFE" + encoded("<a>é</a>", "UTF-16LE"), "text/xml; charset=utf-8", DocumentKind::xml);
  EXPECT_EQ(utf_16.text, "<a>é</a>");
  EXPECT_EQ(utf_16.encoding, "utf-16le");
  EXPECT_FALSE(utf_16.had_errors);
}

TEST(ToUtf8, SeesWideEncodingsWithoutAMark) {
  for (const char* charset : {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
    EXPECT_EQ(to_utf8(encoded("<a>é</a>", charset), "", DocumentKind::xml).text, "<a>é</a>") << charset;
}

TEST(ToUtf8, BelievesBytesThatProveUtf8MoreThanADeclaration) {
  const Decoded text = to_utf8(declared("iso-8859-1") + "Müller sagt „Nein“", "text/xml; charset=us-ascii", DocumentKind::xml);

  EXPECT_EQ(text.encoding, "utf-8");
  EXPECT_TRUE(text.text.ends_with("Müller sagt „Nein“"));
}

TEST(ToUtf8, KeepsUtf8WithOneBadByte) {
  const Decoded text = to_utf8(declared("windows-1251") + russian + "\xFF", "", DocumentKind::xml);

  EXPECT_EQ(text.encoding, "utf-8");
  EXPECT_TRUE(text.had_errors);
  EXPECT_TRUE(text.text.ends_with(std::string(russian) + "\uFFFD"));
}

TEST(ToUtf8, ObeysTheHeaderBeforeTheDeclaration) {
  const std::string bytes = declared("koi8-r") + encoded(russian, "CP1251");

  const Decoded text = to_utf8(bytes, "application/rss+xml; charset=\"windows-1251\"", DocumentKind::xml);

  EXPECT_EQ(text.encoding, "windows-1251");
  EXPECT_TRUE(text.text.ends_with(russian));
}

TEST(ToUtf8, TakesWhicheverOfHeaderAndDeclarationDecodesWithoutErrors) {
  const std::string bytes = declared("windows-1251") + encoded(russian, "CP1251");

  const Decoded text = to_utf8(bytes, "text/xml; charset=utf-8", DocumentKind::xml);

  EXPECT_EQ(text.encoding, "windows-1251");
  EXPECT_TRUE(text.text.ends_with(russian));
  EXPECT_FALSE(text.had_errors);
}

TEST(ToUtf8, ReadsLabelsAsTheWebMeansThem) {
  EXPECT_EQ(to_utf8("\x93quoted\x94 \x80", "text/html; charset=iso-8859-1", DocumentKind::html).text, "“quoted” €");
  EXPECT_EQ(to_utf8(encoded("镕基", "GB18030"), "text/html; charset=gb2312", DocumentKind::html).text, "镕基");
  EXPECT_EQ(to_utf8(encoded("①㈱", "CP932"), "text/html; charset=Shift_JIS", DocumentKind::html).text, "①㈱");
  EXPECT_EQ(to_utf8(encoded("똠방각하", "UHC"), "text/html; charset=euc-kr", DocumentKind::html).text, "똠방각하");
}

TEST(ToUtf8, FindsTheDeclarationOfAPage) {
  const std::string text = encoded(russian, "KOI8-R");
  EXPECT_EQ(to_utf8("<html><!-- <meta charset=big5> --><META CHARSET=koi8-r>" + text, "", DocumentKind::html).encoding, "koi8-r");
  EXPECT_EQ(to_utf8("<meta http-equiv=Content-Type content='text/html; charset=koi8-r'>" + text, "", DocumentKind::html).encoding, "koi8-r");
}

TEST(ToUtf8, GuessesWhatNobodyDeclares) {
  const Decoded cyrillic = to_utf8(encoded(std::string(russian) + " " + russian, "CP1251"), "", DocumentKind::html);
  EXPECT_EQ(cyrillic.encoding, "windows-1251");
  EXPECT_TRUE(cyrillic.text.starts_with(russian));

  const std::string sentences = std::string(japanese) + japanese + japanese;
  for (const char* charset : {"CP932", "EUC-JP", "ISO-2022-JP"})
    EXPECT_EQ(to_utf8(encoded(sentences, charset), "", DocumentKind::html).text, sentences) << charset;
}

TEST(ToUtf8, FallsBackToWindows1252) {
  const Decoded text = to_utf8("caf\xE9", "", DocumentKind::html);
  EXPECT_EQ(text.text, "café");
}

TEST(ToUtf8, ReplacesWhatMeansNothingAndKeepsTheMarkup) {
  const Decoded text = to_utf8(encoded(japanese, "CP932") + "\x81<b>ok</b>" + encoded(japanese, "CP932"), "text/html; charset=shift_jis", DocumentKind::html);

  EXPECT_EQ(text.encoding, "shift_jis");
  EXPECT_TRUE(text.had_errors);
  EXPECT_NE(text.text.find("<b>ok</b>"), std::string::npos);
}

TEST(ToUtf8, AnswersEmptyInputAndPlainAscii) {
  EXPECT_EQ(to_utf8("", "", DocumentKind::json).text, "");
  EXPECT_EQ(to_utf8("{}", "", DocumentKind::json).encoding, "utf-8");
  EXPECT_EQ(to_utf8("plain", "text/plain; charset=latin1", DocumentKind::html).encoding, "windows-1252");
  EXPECT_EQ(to_utf8(declared("utf-16") + "x", "", DocumentKind::xml).encoding, "utf-8") << "no zero byte: not UTF-16";
  EXPECT_EQ(to_utf8("plain", "text/plain; charset=no-such-thing", DocumentKind::html).encoding, "utf-8");
}

TEST(ToUtf8, GivesValidUtf8WhateverTheBytesAndTheLabel) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
  for (int i = 255; i >= 0; --i) bytes += static_cast<char>(i);
  bytes.insert(0, "x<y ");
  for (const char* label : {"utf-8", "ibm866", "iso-8859-2", "iso-8859-3", "iso-8859-6", "iso-8859-7", "iso-8859-8-i", "iso-8859-16",
                            "koi8-u", "macintosh", "windows-874", "windows-1250", "windows-1252", "windows-1258", "x-mac-cyrillic",
                            "gbk", "gb18030", "big5", "euc-jp", "iso-2022-jp", "shift_jis", "euc-kr", "replacement", "utf-16be",
                            "utf-16le", "x-user-defined"}) {
    const Decoded text = to_utf8(bytes, std::string("text/html; charset=") + label, DocumentKind::html);
    const Utf8Census census = count_utf8(text.text);
    EXPECT_EQ(census.error_count, 0u) << label;
    EXPECT_FALSE(census.cut_at_end) << label;
    EXPECT_NE(text.text.find("x<y "), std::string::npos) << label;
  }
}

TEST(CharsetFor, HasAConverterForEveryNameOfTheStandard) {
  for (const char* label : {"866", "latin2", "l3", "l4", "cyrillic", "arabic", "greek", "hebrew", "logical", "l6", "iso885913", "iso885914",
                            "l9", "iso-8859-16", "koi8", "koi8-ru", "mac", "tis-620", "x-cp1250", "x-cp1251", "cp1253", "l5", "cp1255",
                            "cp1256", "cp1257", "cp1258", "x-mac-ukrainian", "chinese", "gb18030", "x-x-big5", "x-euc-jp", "csiso2022jp",
                            "sjis", "korean", "unicodefffe", "ucs-2"}) {
    const Charset* charset = charset_for(label);
    ASSERT_NE(charset, nullptr) << label;
    const iconv_t converter = iconv_open("UTF-8", std::string(charset->iconv).c_str());
    EXPECT_NE(converter, reinterpret_cast<iconv_t>(-1)) << label;
    if (converter != reinterpret_cast<iconv_t>(-1)) iconv_close(converter);
  }
}

TEST(CharsetFor, IgnoresCaseAndBlanksAndKnowsNoOthers) {
  EXPECT_EQ(charset_for(" ISO-8859-1\n")->name, "windows-1252");
  EXPECT_EQ(charset_for("win-1251")->name, "windows-1251");
  EXPECT_EQ(charset_for(""), nullptr);
  EXPECT_EQ(charset_for("utf-7"), nullptr);
}

TEST(CharsetParameter, ReadsEveryWayOfWritingIt) {
  EXPECT_EQ(charset_parameter("text/xml; charset=utf-8"), "utf-8");
  EXPECT_EQ(charset_parameter("text/xml;CHARSET = \"utf-8\"; x=y"), "utf-8");
  EXPECT_EQ(charset_parameter("text/xml; charset='utf-8"), "utf-8");
  EXPECT_EQ(charset_parameter("text/xml"), "");
  EXPECT_EQ(charset_parameter("text/xml; charset="), "");
}

}  // namespace
}  // namespace newswired::text
