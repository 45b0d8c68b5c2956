// Every name and label of the Encoding Standard, https://encoding.spec.whatwg.org/#names-and-labels, written down a second
// time in the standard's own order, so that a slip in one of the two is noticed.
#include <gtest/gtest.h>
#include <iconv.h>

#include <sstream>
#include <string>
#include <vector>

#include "stages/text/encoding.h"
#include "stages/text/encoding_labels.h"
#include "stages/text/utf8.h"

namespace newswired::text {
namespace {

struct Standard {
  const char* name;
  const char* labels;
  const char* converter;  ///< glibc's name of what the standard means; empty: see the test.
  const char* sample;     ///< What the encoding is for.
};

const std::vector<Standard> standard = {
    {"utf-8", "unicode-1-1-utf-8 unicode11utf8 unicode20utf8 utf-8 utf8 x-unicode20utf8", "UTF-8", "Zażółć – 東京"},
    {"ibm866", "866 cp866 csibm866 ibm866", "IBM866", "Порт закрыт"},
    {"iso-8859-2", "csisolatin2 iso-8859-2 iso-ir-101 iso8859-2 iso88592 iso_8859-2 iso_8859-2:1987 l2 latin2", "ISO-8859-2", "Zażółć gęślą"},
    {"iso-8859-3", "csisolatin3 iso-8859-3 iso-ir-109 iso8859-3 iso88593 iso_8859-3 iso_8859-3:1988 l3 latin3", "ISO-8859-3", "Ĥoro ĉe ŝtono"},
    {"iso-8859-4", "csisolatin4 iso-8859-4 iso-ir-110 iso8859-4 iso88594 iso_8859-4 iso_8859-4:1988 l4 latin4", "ISO-8859-4", "Rīga ķīlis"},
    {"iso-8859-5", "csisolatincyrillic cyrillic iso-8859-5 iso-ir-144 iso8859-5 iso88595 iso_8859-5 iso_8859-5:1988", "ISO-8859-5", "Порт закрыт"},
    {"iso-8859-6", "arabic asmo-708 csiso88596e csiso88596i csisolatinarabic ecma-114 iso-8859-6 iso-8859-6-e iso-8859-6-i iso-ir-127 iso8859-6 "
                   "iso88596 iso_8859-6 iso_8859-6:1987", "ISO-8859-6", "أغلق الميناء"},
    {"iso-8859-7", "csisolatingreek ecma-118 elot_928 greek greek8 iso-8859-7 iso-ir-126 iso8859-7 iso88597 iso_8859-7 iso_8859-7:1987 sun_eu_greek",
     "ISO-8859-7", "Το λιμάνι έκλεισε"},
    {"iso-8859-8", "csiso88598e csisolatinhebrew hebrew iso-8859-8 iso-8859-8-e iso-ir-138 iso8859-8 iso88598 iso_8859-8 iso_8859-8:1988 visual",
     "ISO-8859-8", "הנמל נסגר"},
    {"iso-8859-8-i", "csiso88598i iso-8859-8-i logical", "ISO-8859-8", "הנמל נסגר"},
    {"iso-8859-10", "csisolatin6 iso-8859-10 iso-ir-157 iso8859-10 iso885910 l6 latin6", "ISO-8859-10", "Þorlákshöfn"},
    {"iso-8859-13", "iso-8859-13 iso8859-13 iso885913", "ISO-8859-13", "Šiauliai žuvis"},
    {"iso-8859-14", "iso-8859-14 iso8859-14 iso885914", "ISO-8859-14", "Ŵythnos ŷd"},
    {"iso-8859-15", "csisolatin9 iso-8859-15 iso8859-15 iso885915 iso_8859-15 l9", "ISO-8859-15", "Œuvre 5 €"},
    {"iso-8859-16", "iso-8859-16", "ISO-8859-16", "Constanța închisă"},
    {"koi8-r", "cskoi8r koi koi8 koi8-r koi8_r", "KOI8-R", "Порт закрыт"},
    {"koi8-u", "koi8-ru koi8-u", "KOI8-U", "Порт її ґанку"},
    {"macintosh", "csmacintosh mac macintosh x-mac-roman", "MACINTOSH", "Café “Öl”"},
    {"windows-874", "dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 windows-874", "CP874", "ท่าเรือปิด"},
    {"windows-1250", "cp1250 windows-1250 x-cp1250", "CP1250", "Zażółć „gęślą”"},
    {"windows-1251", "cp1251 windows-1251 x-cp1251", "CP1251", "Порт «закрыт»"},
    {"windows-1252", "ansi_x3.4-1968 ascii cp1252 cp819 csisolatin1 ibm819 iso-8859-1 iso-ir-100 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 l1 "
                     "latin1 us-ascii windows-1252 x-cp1252", "CP1252", "Café “Öl” 5 €"},
    {"windows-1253", "cp1253 windows-1253 x-cp1253", "CP1253", "Το λιμάνι έκλεισε"},
    {"windows-1254", "cp1254 csisolatin5 iso-8859-9 iso-ir-148 iso8859-9 iso88599 iso_8859-9 iso_8859-9:1989 l5 latin5 windows-1254 x-cp1254", "CP1254",
     "İğne şehri"},
    {"windows-1255", "cp1255 windows-1255 x-cp1255", "CP1255", "הנמל נסגר"},
    {"windows-1256", "cp1256 windows-1256 x-cp1256", "CP1256", "أغلق الميناء"},
    {"windows-1257", "cp1257 windows-1257 x-cp1257", "CP1257", "Šiauliai „žuvis”"},
    {"windows-1258", "cp1258 windows-1258 x-cp1258", "CP1258", "Cảng đóng"},
    {"x-mac-cyrillic", "x-mac-cyrillic x-mac-ukrainian", "MAC-CYRILLIC", "Порт закрыт"},
    {"gbk", "chinese csgb2312 csiso58gb231280 gb2312 gb_2312 gb_2312-80 gbk iso-ir-58 x-gbk", "GBK", "港口关闭镕"},
    {"gb18030", "gb18030", "GB18030", "港口关闭𠀀"},
    {"big5", "big5 big5-hkscs cn-big5 csbig5 x-x-big5", "BIG5-HKSCS", "港口關閉"},
    {"euc-jp", "cseucpkdfmtjapanese euc-jp x-euc-jp", "EUC-JP", "港は閉鎖された"},
    {"iso-2022-jp", "csiso2022jp iso-2022-jp", "ISO-2022-JP", "港は閉鎖された"},
    {"shift_jis", "csshiftjis ms932 ms_kanji shift-jis shift_jis sjis windows-31j x-sjis", "CP932", "港は①閉鎖"},
    {"euc-kr", "cseuckr csksc56011987 euc-kr iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949", "UHC", "항구가 똠"},
    {"replacement", "csiso2022kr hz-gb-2312 iso-2022-cn iso-2022-cn-ext iso-2022-kr replacement", "", ""},
    {"utf-16be", "unicodefffe utf-16be", "UTF-16BE", "Zażółć 東京"},
    {"utf-16le", "csunicode iso-10646-ucs-2 ucs-2 unicode unicodefeff utf-16 utf-16le", "UTF-16LE", "Zażółć 東京"},
    {"x-user-defined", "x-user-defined", "", ""},
};

std::vector<std::string> labels_of(const Standard& encoding) {
  std::istringstream words(encoding.labels);
  std::vector<std::string> labels;
  for (std::string label; words >> label;) labels.push_back(label);
  return labels;
}

std::string encoded(std::string text, const char* charset) {
  const iconv_t converter = iconv_open(charset, "UTF-8");
  EXPECT_NE(converter, reinterpret_cast<iconv_t>(-1)) << charset;
  std::string out(text.size() * 4 + 16, '\0');
  char *from = text.data(), *to = out.data();
  std::size_t left = text.size(), room = out.size();
  EXPECT_NE(iconv(converter, &from, &left, &to, &room), static_cast<std::size_t>(-1)) << charset << ": " << text;
  iconv(converter, nullptr, nullptr, &to, &room);
  iconv_close(converter);
  out.resize(out.size() - room);
  return out;
}

/// A feed that says its encoding in the given way, as bytes.
std::string feed_in(const Standard& encoding, const std::string& declared) {
  const std::string head = declared.empty() ? "<?xml version=\"1.0\"?>" : "<?xml version=\"1.0\" encoding=\"" + declared + "\"?>";
  return encoded(head + "<title>" + encoding.sample + "</title>", encoding.converter);
}

bool says(const std::string& text, const Standard& encoding) { return text.ends_with("<title>" + std::string(encoding.sample) + "</title>"); }

TEST(EncodingStandard, HasTwoHundredTwentyEightLabelsAndAllAreKnown) {
  std::size_t count = 0;
  for (const Standard& encoding : standard)
    for (const std::string& label : labels_of(encoding)) {
      ++count;
      const Charset* charset = charset_for(label);
      ASSERT_NE(charset, nullptr) << label;
      EXPECT_EQ(charset->name, encoding.name) << label;
    }
  EXPECT_EQ(count, 228u);
}

TEST(EncodingStandard, IsObeyedUnderEachLabelOfAHttpHeader) {
  for (const Standard& encoding : standard)
    for (const std::string& label : labels_of(encoding)) {
      if (!*encoding.converter) continue;
      const Decoded text = to_utf8(feed_in(encoding, ""), "application/xml; charset=" + label, DocumentKind::xml);
      EXPECT_TRUE(says(text.text, encoding)) << label << " gave " << text.text << " as " << text.encoding;
      EXPECT_FALSE(text.had_errors) << label;
    }
}

TEST(EncodingStandard, IsObeyedUnderEachLabelOfADeclaration) {
  for (const Standard& encoding : standard)
    for (const std::string& label : labels_of(encoding)) {
      if (!*encoding.converter) continue;
      const Decoded text = to_utf8(feed_in(encoding, label), "application/xml", DocumentKind::xml);
      EXPECT_TRUE(says(text.text, encoding)) << label << " gave " << text.text << " as " << text.encoding;
      EXPECT_FALSE(text.had_errors) << label;
    }
}

TEST(EncodingStandard, IsOverruledByAByteOrderMark) {
  const std::string sample = "<title>Zażółć 東京</title>";
  const struct {
    const char *mark, *charset;
  } marks[] = {{"\xEF\xBB\xBF", "UTF-8"}, {"\xFE\xFF", "UTF-16BE"}, {"\xFF\xFE", "UTF-16LE"}};
  for (const auto& [mark, charset] : marks)
    for (const Standard& encoding : standard)
      EXPECT_EQ(to_utf8(mark + encoded(sample, charset), std::string("text/xml; charset=") + encoding.name, DocumentKind::xml).text, sample)
          << charset << " called " << encoding.name;
}

TEST(EncodingStandard, MapsUserDefinedBytesWithoutErrors) {
  EXPECT_EQ(to_utf8("<a>\x80\xFF</a>", "text/xml; charset=x-user-defined", DocumentKind::xml).text, "<a>\uF780\uF7FF</a>");
}

/// Nobody declares anything: long enough, a text in its language's usual encodings is recognised.
TEST(EncodingStandard, IsGuessedFromTheTextsOfManyLanguages) {
  const struct {
    const char *charset, *text;
  } texts[] = {
      {"CP1251", "Правительство объявило о новых выборах в столице, сообщило агентство в понедельник вечером."},
      {"KOI8-R", "Правительство объявило о новых выборах в столице, сообщило агентство в понедельник вечером."},
      {"CP1253", "Η κυβέρνηση ανακοίνωσε νέες εκλογές στην πρωτεύουσα, ανέφερε το πρακτορείο τη Δευτέρα."},
      {"CP1252", "Le gouvernement a annoncé de nouvelles élections à Évreux, a déclaré l’agence après l’été."},
      {"CP1255", "הממשלה הודיעה על בחירות חדשות בבירה, כך מסרה הסוכנות ביום שני בערב."},
      {"CP1256", "أعلنت الحكومة عن انتخابات جديدة في العاصمة، حسبما ذكرت الوكالة مساء الاثنين."},
      {"GB18030", "政府宣布将在首都举行新的选举，通讯社星期一晚间报道说，港口已经关闭。"},
      {"BIG5", "政府宣布將在首都舉行新的選舉，通訊社星期一晚間報導說，港口已經關閉。"},
      {"EUC-JP", "政府は首都で新しい選挙を行うと発表した。通信社が月曜日の夜に伝えた。"},
      {"CP932", "政府は首都で新しい選挙を行うと発表した。通信社が月曜日の夜に伝えた。"},
      {"ISO-2022-JP", "政府は首都で新しい選挙を行うと発表した。通信社が月曜日の夜に伝えた。"},
      {"UHC", "정부는 수도에서 새로운 선거를 실시한다고 발표했다고 통신사가 월요일 저녁에 보도했다."},
  };
  for (const auto& [charset, text] : texts) {
    std::string page = "<rss><title>";
    for (int i = 0; i < 4; ++i) page += text;
    page += "</title></rss>";
    EXPECT_EQ(to_utf8(encoded(page, charset), "", DocumentKind::xml).text, page) << charset;
  }
}

}  // namespace
}  // namespace newswired::text
