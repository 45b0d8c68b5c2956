#include "daemon/commands/annotation.h"

#include <gmock/gmock.h>

namespace newswired::commands {
namespace {

using testing::HasSubstr;
using testing::Not;

/// "Ana Ruiz <b> said she left." with both mentions and an indirect quote over the second.
struct Example {
  AnnotateInput input{"1", "News & more", "Ana Ruiz <b> said she left.", "en"};
  Annotation annotation;

  Example() {
    annotation.language = "en";
    annotation.entities.push_back({"person/ana-ruiz", EntityType::person, "Ana Ruiz", "mayor", std::nullopt, std::nullopt,
                                   {{{0, 8}, MentionForm::name}, {{18, 21}, MentionForm::pronoun}}});
    Quote quote;
    quote.spans = {{18, 26}};
    quote.speaker = Speaker{"Ana Ruiz", 0, Span{0, 8}};
    annotation.quotes.push_back(quote);
  }
};

TEST(AnnotationHtml, EscapesTheTextAndNestsItsMarks) {
  const Example example;

  const std::string page = annotation_html(example.input, example.annotation);

  EXPECT_THAT(page, HasSubstr("<h1>News &amp; more</h1>"));
  EXPECT_THAT(page, HasSubstr("<mark id=\"m0-0\" class=\"person\" title=\"Ana Ruiz, mayor\">Ana Ruiz</mark> &lt;b&gt; said "));
  EXPECT_THAT(page, HasSubstr("<q title=\"Ana Ruiz\"><mark id=\"m0-1\" class=\"person pronoun\" title=\"Ana Ruiz, mayor\">she</mark></q>"));
  EXPECT_THAT(page, HasSubstr("<blockquote>she left</blockquote>"));
  EXPECT_THAT(page, Not(HasSubstr("http")));
}

TEST(AnnotationHtml, ListsEachMentionWithALinkToIt) {
  const Example example;

  const std::string page = annotation_html(example.input, example.annotation);

  EXPECT_THAT(page, HasSubstr("2 mentions: <a href=\"#m0-0\">Ana Ruiz</a> \u00B7 <a href=\"#m0-1\">she</a>"));
}

TEST(Annotation, SaysWhereAPlaceLies) {
  Example example;
  example.annotation.entities = {{"location/quito", EntityType::location, "Quito", std::nullopt, "EC",
                                  Coordinates{-0.23, -78.52}, {{{0, 8}, MentionForm::name}}}};

  EXPECT_THAT(annotation_text(example.input, example.annotation, false), HasSubstr("  Quito [EC 0.23\u00B0 S 78.52\u00B0 W]\n"));
  EXPECT_THAT(annotation_html(example.input, example.annotation), HasSubstr("</mark> EC <small>0.23\u00B0 S 78.52\u00B0 W</small>"));
}

TEST(AnnotationText, MarksNamesWithoutColourAndListsWhoIsNamed) {
  const Example example;

  const std::string view = annotation_text(example.input, example.annotation, false);

  EXPECT_THAT(view, HasSubstr("[Ana Ruiz|person] <b> said"));
  EXPECT_THAT(view, HasSubstr("\n  Ana Ruiz, mayor\n"));
  EXPECT_THAT(view, HasSubstr("\n  Ana Ruiz: she left\n"));
  EXPECT_THAT(view, Not(HasSubstr("\033")));
}

TEST(AnnotationText, HasALegendWithColour) {
  const Example example;

  const std::string view = annotation_text(example.input, example.annotation, true);

  EXPECT_THAT(view, HasSubstr("\033[1;36mperson\033[0m"));
  EXPECT_THAT(view, HasSubstr("\033[1;36mAna Ruiz\033[0m"));
}

TEST(Annotation, OfAnEmptyTextIsAnEmptyView) {
  const AnnotateInput input{"1", "", "", "en"};

  EXPECT_EQ(annotation_text(input, {}, false), "\n\n");
  EXPECT_THAT(annotation_html(input, {}), HasSubstr("<p></p>"));
}

}  // namespace
}  // namespace newswired::commands
