#include "stages/quotes/marks.h"

#include <gtest/gtest.h>

#include <string>

namespace newswired::quotes {
namespace {

/// `<` and `>` in a case show the quoted stretches that must be found, marks included.
std::string without_signs(const std::string& expected) {
  std::string text;
  for (const char c : expected)
    if (c != '<' && c != '>') text += c;
  return text;
}

std::string with_signs(const std::string& text) {
  std::string shown;
  std::uint32_t at = 0;
  for (const Quoted& quoted : find_marks(text).quoted) {
    shown += text.substr(at, quoted.span.start - at) + "<" + std::string(quoted.span.of(text)) + ">";
    at = quoted.span.end;
  }
  return shown + text.substr(at);
}

class EveryStyle : public testing::TestWithParam<const char*> {};

TEST_P(EveryStyle, GivesTheQuotedStretches) {
  const std::string expected = GetParam();

  EXPECT_EQ(with_signs(without_signs(expected)), expected);
}

INSTANTIATE_TEST_SUITE_P(
    StraightDouble, EveryStyle,
    testing::Values(
        "", " ", "Nothing was said.", "The bridge reopened at noon on Friday.",
        R"(<"We will rebuild it,"> the mayor said.)", R"(<"We will rebuild it">, the mayor said.)",
        R"(The mayor said: <"We will rebuild it.">)", R"(The mayor said <"we will rebuild it"> and left.)",
        R"(<"We will,"> she said, <"rebuild it.">)", R"(<"We will">, she said, <"rebuild it">.)",
        R"(She called it <"a gift"> and <"a burden">.)", R"((<"A gift,"> she said.))",
        R"([<"A gift,"> she said.])", R"(He said—<"never">—and left.)", R"(He said-<"never">-and left.)",
        R"(<"Why?"> he asked. <"Why now?">)", R"(<"Stop!"> cried the guard.)",
        R"(The word <"if">; the word <"but">.)", R"(<"Yes">: that was all.)",
        R"(He told reporters,<"We are ready.">)",
        R"(<"We are ready to go.)"
        ">",
        R"(The minister said <"we are ready to go.)"
        ">",
        R"(A stray mark" stands here.)", R"(The pipe is 6" wide and 9" long.)", R"(He is 6'2" tall.)",
        R"(He is 6'2" tall and said <"I can jump.">)", R"(<"One.> <"Two.">)", R"(<" Spaced out ">, he said.)",
        R"(<"It's the rebels' choice,"> he said.)", R"(<"It's 'over',"> he said.)"));

INSTANTIATE_TEST_SUITE_P(
    CurlyDouble, EveryStyle,
    testing::Values("<“We will rebuild it,”> the mayor said.", "<“We will rebuild it”>, the mayor said.",
                    "The mayor said: <“We will rebuild it.”>", "<“We will,”> she said, <“rebuild it.”>",
                    "<“We will rebuild it,“> the mayor said.", "<”We will rebuild it,”> the mayor said.",
                    "<“We will rebuild it,\"> the mayor said.", "<\"We will rebuild it,”> the mayor said.",
                    "<„Wir bauen es wieder auf“>, sagte sie.", "<„We build it again,”> she said.",
                    "<«We build it again»>, she said.", "<«\u00A0We build it again\u00A0»>, she said.",
                    "<»We build it again«>, she said.", "<‟We build it again,”> she said.",
                    "<“We build it again, she said.>", "We build it again,” she said.", "<“One.> <“Two.”>",
                    "<“I heard ‘no’ twice,”> she said.", "<“I heard 'no' twice,”> she said.",
                    "<“It’s ours,”> she said.", "He wrote—<“never”>—and left.", "He wrote<“never”> and left.",
                    "(<“Never!”>)", "<“Never”>… he wrote.", "<“”> was all he wrote.",
                    "<“Never,”> he wrote; <“not once.”>",
                    "The <“new”> plan, the <“old”> plan and the <“other”> plan."));

INSTANTIATE_TEST_SUITE_P(DoubledSingle, EveryStyle,
                         testing::Values("<''We will rebuild it,''> the mayor said.",
                                         "<``We will rebuild it,''> the mayor said.",
                                         "<``We will,''> she said, <``rebuild it.''>",
                                         "The mayor said: <''We will rebuild it.''>",
                                         "<``We will rebuild it,> <``never.''>", "<``It's ours,''> she said.",
                                         "<''It's ours''>, she said.", "<``We will rebuild it\"> she said."));

INSTANTIATE_TEST_SUITE_P(
    Single, EveryStyle,
    testing::Values("<'We will rebuild it,'> the mayor said.", "<'We will rebuild it'>, the mayor said.",
                    "<'We will rebuild it, '> the mayor said.", "<‘We will rebuild it,’> the mayor said.",
                    "<‘We will rebuild it’>, the mayor said.", "<`We will rebuild it,'> the mayor said.",
                    "<‹We will rebuild it›>, the mayor said.", "The mayor said <'we will rebuild it'>.",
                    "The mayor said: <‘It’s ours.’>", "The mayor said: <'It's ours.'>",
                    "<'We won't,'> she said, <'rebuild it.'>", "<'The rebels' homes are gone,'> she said.",
                    "<‘The rebels’ homes are gone,’> she said.", "The rebels' homes are gone.",
                    "The rebels' homes and the farmers' fields are gone.",
                    "The rebels’ homes and the farmers’ fields are gone.",
                    "In the '90s they left; in the '80s they came.", "In the ’90s they left.",
                    "Give 'em a chance, he said.", "Rock 'n' roll is here to stay.",
                    "'Tis the season, they say.", "It's John's and James' house.",
                    "They're sure it isn't theirs.", "O'Brien and D'Angelo met.", "He is 6' tall.",
                    "(<'never'>)", "He said - <'never'> - and left.",
                    "<'Step by step - I'm only talking about today - we come closer.'> Earlier she left.",
                    "She said it. <'That was all.'>", "<'We are goin' home now,'> she said.",
                    "<'He told me \"no\" and left,'> she said.",
                    "<'We never thought that it would come to this.>",
                    "<‘We never thought that it would come to this.>", "the 'lost sign stands alone here",
                    "The <'new'> plan and the <'old'> plan.", "<'Yes'> or <'no'>?",
                    "The workers' union said <'no deal'>."));

INSTANTIATE_TEST_SUITE_P(Paragraphs, EveryStyle,
                         testing::Values("<\"One.\">\n\n<\"Two.\">", "<\"One.>\n\n<\"Two.\">",
                                         "<“One.>\n\n<“Two.>\n\n<“Three,”> she said.",
                                         "<\"One.>\n\nPlain text here.",
                                         "Plain text here.\n\n<'Two words more than that.'>",
                                         "<'We never thought of that.>\n\n<'We will think of it,'> she said.",
                                         "\n\n<\"One.\">\n", "He said <\"one.>\n\n<\"Two,\"> he added.",
                                         "A stray\" mark.\n\n<\"One,\"> she said."));

TEST(FindMarks, SaysThatAParagraphContinuesAnUnclosedQuote) {
  const Marks marks = find_marks("“One.\n\n“Two,” she said. “Three.”");

  ASSERT_EQ(marks.quoted.size(), 3u);
  EXPECT_FALSE(marks.quoted[0].is_closed);
  EXPECT_FALSE(marks.quoted[0].continues);
  EXPECT_TRUE(marks.quoted[1].continues);
  EXPECT_FALSE(marks.quoted[2].continues);
}

TEST(FindMarks, ContinuesNothingAcrossAParagraphThatOpensWithoutMark) {
  const Marks marks = find_marks("“One.\n\nThen silence.\n\n“Two,” she said.");

  EXPECT_FALSE(marks.quoted.at(1).continues);
}

TEST(FindMarks, LeavesTheMarksOutOfTheInnerSpan) {
  const std::string text = "He said ``never''.";

  EXPECT_EQ(find_marks(text).quoted.at(0).inner.of(text), "never");
}

TEST(FindMarks, CallsMarksInsideAPairNested) {
  const Marks marks = find_marks("\"I heard 'no' twice,\" she said.");

  ASSERT_EQ(marks.marks.size(), 4u);
  EXPECT_FALSE(marks.marks[0].is_nested);
  EXPECT_TRUE(marks.marks[1].is_nested);
  EXPECT_TRUE(marks.marks[2].is_nested);
  EXPECT_EQ(marks.marks[3].role, MarkRole::close);
}

TEST(FindMarks, CallsWhatStandsInWordsAnApostrophe) {
  for (const Mark& mark : find_marks("The rebels' leader didn't say 'em all.").marks)
    EXPECT_EQ(mark.role, MarkRole::apostrophe);
}

TEST(FindMarks, PairsSingleMarksUpToTheLimitOnly) {
  const auto pair_of = [](std::size_t bytes) { return "say '" + std::string(bytes - 2, 'x') + "' now"; };

  EXPECT_EQ(find_marks(pair_of(single_pair_bytes_max)).quoted.size(), 1u);
  EXPECT_EQ(find_marks(pair_of(single_pair_bytes_max + 1)).quoted.size(), 0u);
}

}  // namespace
}  // namespace newswired::quotes
