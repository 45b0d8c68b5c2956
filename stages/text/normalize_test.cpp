#include "stages/text/normalize.h"

#include <gtest/gtest.h>

namespace newswired::text {
namespace {

TEST(NormalizeLine, LeavesNothingOfBlanks) { EXPECT_EQ(normalize_line(" \t\u00A0\u3000\n"), ""); }

TEST(NormalizeLine, PutsOneBlankBetweenWords) {
  EXPECT_EQ(normalize_line("  the \u00A0 mayor\u202Fsaid\n so "), "the mayor said so");
}

TEST(NormalizeLine, DropsWhatShowsNothing) {
  EXPECT_EQ(normalize_line("har\u00ADbour\u200B\uFEFF \u202Awall\u202C\x07\x7F"), "harbour wall");
}

TEST(NormalizeLine, KeepsTheJoinersThatPersianAndEmojiNeed) {
  EXPECT_EQ(normalize_line("می\u200Cخواهم"), "می\u200Cخواهم");
  EXPECT_EQ(normalize_line("\U0001F469\u200D\U0001F680"), "\U0001F469\u200D\U0001F680");
  EXPECT_EQ(normalize_line("be\u200Dfore"), "before");
}

TEST(NormalizeLine, ComposesLettersAndKeepsFractions) {
  EXPECT_EQ(normalize_line("Mu\u0308nchen \u00BD"), "M\u00FCnchen \u00BD");
}

TEST(NormalizeLine, DecodesReferencesThatWereEncodedTwice) {
  EXPECT_EQ(normalize_line("fish &amp;amp; chips &#8211; 5 &lt; 6"), "fish & chips \u2013 5 < 6");
}

TEST(NormalizeLine, LeavesAmpersandsThatAreNoReferences) {
  EXPECT_EQ(normalize_line("AT&T, Q&A; R&copy, a & b;"), "AT&T, Q&A; R&copy, a & b;");
}

TEST(NormalizeLine, KeepsQuotationMarks) {
  EXPECT_EQ(normalize_line("\u201Eso\u201C \u00ABso\u00BB \u2018so\u2019 - so"), "\u201Eso\u201C \u00ABso\u00BB \u2018so\u2019 - so");
}

TEST(NormalizeLine, TurnsDoubleBackticksIntoQuotationMarks) {
  EXPECT_EQ(normalize_line("``We won,'' she said"), "\u201CWe won,\u201D she said");
}

TEST(NormalizeLine, KeepsOneOfManyReplacementCharacters) { EXPECT_EQ(normalize_line("a\uFFFD\uFFFD\uFFFDb"), "a\uFFFDb"); }

TEST(UndoMojibake, UndoesWhatProvesToBeUtf8) {
  EXPECT_EQ(undo_mojibake("don\u00E2\u20AC\u2122t"), "don\u2019t");
  EXPECT_EQ(undo_mojibake("M\u00C3\u00BCnchen"), "M\u00FCnchen");
  EXPECT_EQ(undo_mojibake("\u00C2\u00A35m"), "\u00A35m");
}

TEST(UndoMojibake, UndoesTwoRounds) { EXPECT_EQ(undo_mojibake("M\u00C3\u0192\u00C2\u00BCnchen"), "M\u00FCnchen"); }

TEST(UndoMojibake, LeavesRealLettersAlone) {
  for (const char* text : {"S\u00E3o Paulo", "\u00C2ngela", "CAF\u00C9\u2014bar", "na\u00EFve \u00E2me", "IRM\u00C3\u201D", ""})
    EXPECT_EQ(undo_mojibake(text), text);
}

TEST(NormalizeLines, JoinsTheLinesThatHoldSomething) {
  EXPECT_EQ(normalize_lines("one\n \n two \n", "\n\n"), "one\n\ntwo");
  EXPECT_EQ(normalize_lines("", "\n\n"), "");
}

}  // namespace
}  // namespace newswired::text
