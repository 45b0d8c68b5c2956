#include "stages/text/dates.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <string>
#include <vector>

namespace newswired::text {
namespace {

struct Case {
  const char* written;
  const char* utc;
};

void expect_all(const std::vector<Case>& cases) {
  for (const Case& date : cases) {
    const auto time = parse_date(date.written);
    EXPECT_EQ(time ? format_rfc3339(*time) : "nothing", date.utc) << date.written;
  }
}

TEST(ParseDate, ReadsTheMailFormats) {
  expect_all({
      {"Thu, 01 Jan 2004 19:48:21 GMT", "2004-01-01T19:48:21Z"},
      {"1 Jan 04 19:48 UT", "2004-01-01T19:48:00Z"},
      {"Thu, 01 Jan 2004 19:48:21 +0530", "2004-01-01T14:18:21Z"},
      {"Thu, 1 January 2004 19:48:21 EDT", "2004-01-01T23:48:21Z"},
      {"Thursday, 01-Jan-99 19:48:21 GMT", "1999-01-01T19:48:21Z"},
      {"Thu, 01 Jan 2004 19:48:21", "2004-01-01T19:48:21Z"},
      {"  Thu,01 Jan 2004 19:48:21 -08:00\n", "2004-01-02T03:48:21Z"},
      {"Sat, 31 Dec 2016 23:59:60 GMT", "2016-12-31T23:59:59Z"},
      {"Wed, 02 Oct 2002 08:00:00 GMT+2", "2002-10-02T06:00:00Z"},
      {"Wed, 02 Oct 2002 08:00:00 EST-0500", "2002-10-02T13:00:00Z"},
      {"Wed, 02 Oct 2002 08:00:00 +0200 (CEST)", "2002-10-02T06:00:00Z"},
      {"02 Oct 2002", "2002-10-02T00:00:00Z"},
      {"Wed, 02 Oct 2002 24:00:00 GMT", "2002-10-03T00:00:00Z"},
  });
}

TEST(ParseDate, ReadsIso8601AtEveryPrecision) {
  expect_all({
      {"2003", "2003-01-01T00:00:00Z"},
      {"2003-12", "2003-12-01T00:00:00Z"},
      {"2003-12-31", "2003-12-31T00:00:00Z"},
      {"20031231", "2003-12-31T00:00:00Z"},
      {"2003-335", "2003-12-01T00:00:00Z"},
      {"2003335", "2003-12-01T00:00:00Z"},
      {"2004-W53-6", "2005-01-01T00:00:00Z"},
      {"2003-12-31T10:14:55Z", "2003-12-31T10:14:55Z"},
      {"2003-12-31T10:14:55.123456-08:00", "2003-12-31T18:14:55Z"},
      {"2003-12-31T10:14+0530", "2003-12-31T04:44:00Z"},
      {"20031231T101455Z", "2003-12-31T10:14:55Z"},
      {"2003-12-31 10:14:55.0", "2003-12-31T10:14:55Z"},
      {"2003-12-31 10:14:55 +0100", "2003-12-31T09:14:55Z"},
      {"2003-1-5", "2003-01-05T00:00:00Z"},
  });
}

TEST(ParseDate, ReadsOtherProgramsDates) {
  expect_all({
      {"Sun Jan  4 16:29:06 2004", "2004-01-04T16:29:06Z"},
      {"Sun Jan  4 16:29:06 PDT 2004", "2004-01-04T23:29:06Z"},
      {"January 4, 2004, 4:29 pm", "2004-01-04T16:29:00Z"},
      {"Jan 4th, 2004 12:05 a.m. EST", "2004-01-04T05:05:00Z"},
      {"01/31/2004 16:29", "2004-01-31T16:29:00Z"},
      {"31/01/2004 16:29", "2004-01-31T16:29:00Z"},
      {"31.01.2004, 16:29 Uhr", "2004-01-31T16:29:00Z"},
      {"31-01-2004", "2004-01-31T00:00:00Z"},
      {"2004/01/31 16:29:06", "2004-01-31T16:29:06Z"},
      {"1104538500", "2005-01-01T00:15:00Z"},
      {"1104538500123", "2005-01-01T00:15:00Z"},
  });
}

TEST(ParseDate, KnowsTheMonthsOfManyLanguages) {
  expect_all({
      {"Montag, 5. März 2012 10:00 MEZ", "2012-03-05T09:00:00Z"},
      {"5 Machi 2026", "2026-03-05T00:00:00Z"}, {"12 Disember 2025", "2025-12-12T00:00:00Z"}, {"5 Ogos 2026", "2026-08-05T00:00:00Z"},
      {"2026 m. kovo 5 d.", "2026-03-05T00:00:00Z"}, {"05 मार्च 2026", "2026-03-05T00:00:00Z"}, {"जुलाई 5, 2026", "2026-07-05T00:00:00Z"},
      {"5 जनवरी 2026", "2026-01-05T00:00:00Z"}, {"5 जून 2026", "2026-06-05T00:00:00Z"}, {"5 أبريل 2026", "2026-04-05T00:00:00Z"},
      {"12 ديسمبر 2025", "2025-12-12T00:00:00Z"},
      {"Do, 05 Mai 2012 10:00:00 +0200", "2012-05-05T08:00:00Z"},
      {"mar. 5 mai 2020 à 10h30", "2020-05-05T10:30:00Z"},
      {"jeu, 01 août 2019 08:00:00 CEST", "2019-08-01T06:00:00Z"},
      {"12 juillet 2019", "2019-07-12T00:00:00Z"},
      {"5 de enero de 2020", "2020-01-05T00:00:00Z"},
      {"mar, 13 ott 2020 09:00:00 +0200", "2020-10-13T07:00:00Z"},
      {"lunedì 4 maggio 2020", "2020-05-04T00:00:00Z"},
      {"7 de março de 2021 14:00", "2021-03-07T14:00:00Z"},
      {"ma, 4 mei 2020 10:00:00 +0200", "2020-05-04T08:00:00Z"},
      {"5 марта 2012 10:00 MSK", "2012-03-05T07:00:00Z"},
      {"Вт, 12 мая 2020 10:00:00 +0300", "2020-05-12T07:00:00Z"},
      {"1 МАЙ 2020", "2020-05-01T00:00:00Z"},
      {"3 października 2018, 12:15", "2018-10-03T12:15:00Z"},
      {"11 sierpnia 2018", "2018-08-11T00:00:00Z"},
      {"Κυρ, 11 Ιούλ 2004 12:00:00 EST", "2004-07-11T17:00:00Z"},
      {"2004-július-13T9:15-05:00", "2004-07-13T14:15:00Z"},
      {"2004년 05월 28일 오후 11:31:15", "2004-05-28T23:31:15Z"},
      {"2004年5月28日 午前1:31", "2004-05-28T01:31:00Z"},
      {"12 Ağustos 2021", "2021-08-12T00:00:00Z"},
  });
}

/// Each month as feeds write it: in full, and cut short.
TEST(ParseDate, KnowsEveryMonthOfNineLanguages) {
  const struct {
    const char* language;
    std::vector<std::vector<const char*>> months;
  } languages[] = {
      {"English", {{"January", "Jan"}, {"February", "Feb"}, {"March", "Mar"}, {"April", "Apr"}, {"May"}, {"June", "Jun"}, {"July", "Jul"},
                   {"August", "Aug"}, {"September", "Sep", "Sept"}, {"October", "Oct"}, {"November", "Nov"}, {"December", "Dec"}}},
      {"German", {{"Januar", "Jan.", "Jänner"}, {"Februar", "Feb.", "Feber"}, {"März", "Mrz", "Mär"}, {"April", "Apr."}, {"Mai"}, {"Juni", "Jun."},
                  {"Juli", "Jul."}, {"August", "Aug."}, {"September", "Sept."}, {"Oktober", "Okt."}, {"November", "Nov."}, {"Dezember", "Dez."}}},
      {"French", {{"janvier", "janv."}, {"février", "févr.", "fev"}, {"mars"}, {"avril", "avr."}, {"mai"}, {"juin"}, {"juillet", "juil."},
                  {"août", "aout"}, {"septembre", "sept."}, {"octobre", "oct."}, {"novembre", "nov."}, {"décembre", "déc."}}},
      {"Spanish", {{"enero", "ene"}, {"febrero", "feb"}, {"marzo", "mar"}, {"abril", "abr"}, {"mayo", "may"}, {"junio", "jun"}, {"julio", "jul"},
                   {"agosto", "ago"}, {"septiembre", "sep", "setiembre"}, {"octubre", "oct"}, {"noviembre", "nov"}, {"diciembre", "dic"}}},
      {"Italian", {{"gennaio", "gen"}, {"febbraio", "feb"}, {"marzo", "mar"}, {"aprile", "apr"}, {"maggio", "mag"}, {"giugno", "giu"}, {"luglio", "lug"},
                   {"agosto", "ago"}, {"settembre", "set"}, {"ottobre", "ott"}, {"novembre", "nov"}, {"dicembre", "dic"}}},
      {"Portuguese", {{"janeiro", "jan"}, {"fevereiro", "fev"}, {"março", "mar"}, {"abril", "abr"}, {"maio", "mai"}, {"junho", "jun"}, {"julho", "jul"},
                      {"agosto", "ago"}, {"setembro", "set"}, {"outubro", "out"}, {"novembro", "nov"}, {"dezembro", "dez"}}},
      {"Dutch", {{"januari", "jan."}, {"februari", "feb."}, {"maart", "mrt"}, {"april", "apr."}, {"mei"}, {"juni", "jun."}, {"juli", "jul."},
                 {"augustus", "aug."}, {"september", "sep."}, {"oktober", "okt."}, {"november", "nov."}, {"december", "dec."}}},
      {"Russian", {{"января", "янв"}, {"февраля", "фев"}, {"марта", "мар"}, {"апреля", "апр"},
                   {"мая", "май"}, {"июня", "июн"}, {"июля", "июл"}, {"августа", "авг"},
                   {"сентября", "сен"}, {"октября", "окт"}, {"ноября", "ноя"}, {"декабря", "дек"}}},
      {"Polish", {{"stycznia", "sty"}, {"lutego", "lut"}, {"marca", "mar"}, {"kwietnia", "kwi"}, {"maja", "maj"}, {"czerwca", "cze"}, {"lipca", "lip"},
                  {"sierpnia", "sie"}, {"września", "wrz"}, {"października", "paź"}, {"listopada", "lis"}, {"grudnia", "gru"}}},
  };
  for (const auto& [language, months] : languages) {
    ASSERT_EQ(months.size(), 12u) << language;
    for (std::size_t month = 0; month < 12; ++month)
      for (const char* name : months[month]) {
        const auto time = parse_date("4 " + std::string(name) + " 2025 10:30:00 +0000");
        char expected[32];
        std::snprintf(expected, sizeof expected, "2025-%02zu-04T10:30:00Z", month + 1);
        EXPECT_EQ(time ? format_rfc3339(*time) : "nothing", expected) << language << ": " << name;
      }
  }
}

TEST(ParseDate, ReadsTwelveAsTheFirstHourOfItsHalfDay) {
  expect_all({{"Jan 4, 2004 12:00 AM", "2004-01-04T00:00:00Z"}, {"Jan 4, 2004 12:00 PM", "2004-01-04T12:00:00Z"}});
}

TEST(ParseDate, RefusesWhatIsNoDate) {
  for (const char* text : {"", " ", "yesterday", "31 Jun 2003", "2003-02-29", "2003-13-01", "29:00", "Thu, 01 Jan 2004 25:00:00 GMT",
                           "Thu, 01 Jan 2004 10:61:00", "12", "99999999999999999999", "Jan", "13/13/2004", "+0200", "2003-",
                           "one two three four five six 5 May 2004", "T10:00", "0000-00-00", "1 2 3 4 5 May", "\xC3\xA9\xFF"})
    EXPECT_FALSE(parse_date(text).has_value()) << text;
  EXPECT_FALSE(parse_date(std::string(date_bytes_max, ' ') + "x").has_value());
}

TEST(ParseDate, ReadsADateOfTheGreatestLengthAndNoneBeyond) {
  const std::string date = "5 May 2004";
  EXPECT_TRUE(parse_date("5 May" + std::string(date_bytes_max - date.size(), ' ') + " 2004").has_value());
  EXPECT_FALSE(parse_date("5 May" + std::string(date_bytes_max - date.size() + 1, ' ') + " 2004").has_value());
}

TEST(ParseDate, ReadsAClockWithADotAfterTheDate) {
  expect_all({
      {"Fri 28 Apr 2023 17.04 BST", "2023-04-28T16:04:00Z"},
      {"28 april 2023, 14.20 uur", "2023-04-28T14:20:00Z"},
      {"28.04.2023 14.20", "2023-04-28T14:20:00Z"},
      {"28.04.2023", "2023-04-28T00:00:00Z"},
  });
}

TEST(ParseDate, ReadsTheDayFirstWhereTheClockHas24Hours) {
  expect_all({
      {"06/01/2026 - 13:55 GMT+1", "2026-01-06T12:55:00Z"},
      {"06/01/2026 1:55 PM", "2026-06-01T13:55:00Z"},
      {"06/13/2026 13:55", "2026-06-13T13:55:00Z"},
      {"06/01/2026", "2026-06-01T00:00:00Z"},
  });
}

TEST(ParseDate, TakesNoNameBehindTheDateForAMonth) {
  expect_all({{"5. Januar 2026 \u2022 Greta Meier", "2026-01-05T00:00:00Z"}, {"mar. 5 mai 2026", "2026-05-05T00:00:00Z"}});
}

}  // namespace
}  // namespace newswired::text
