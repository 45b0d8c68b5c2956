// Marks that quote nobody: scare quotes, titles of works, nicknames, terms.
#include <gtest/gtest.h>

#include "stages/quotes/quotes.h"

namespace newswired::quotes {
namespace {

class NotAQuote : public testing::TestWithParam<const char*> {};

TEST_P(NotAQuote, IsFoundBetweenTheMarks) {
  const auto model = Model::load(NEWSWIRED_SOURCE_DIR "/stages/quotes/model/en.model");
  ASSERT_TRUE(model) << model.error().message;
  const std::string text = GetParam();

  for (const Quote& quote : find_quotes(*model, {"", text, "en"}, {}))
    EXPECT_EQ(quote.kind, QuoteKind::indirect) << quote.extent().of(text);
}

INSTANTIATE_TEST_SUITE_P(ScareQuotes, NotAQuote,
                         testing::Values("The \"new\" bridge opened in 1962 and has leaked ever since.",
                                         "Shops sold the 'healing' water for ten crowns a bottle.",
                                         "The “experts” left the town before the river rose.",
                                         "Parking in the \"free\" zone now costs two crowns an hour."));
INSTANTIATE_TEST_SUITE_P(
    Works, NotAQuote,
    testing::Values("The cinema shows \"The Ferryman of Tamme\" every night this week.",
                    "Her second novel, “A Winter by the River”, sold well abroad.",
                    "The band opened with \"Stone Water\" and closed at midnight."));
INSTANTIATE_TEST_SUITE_P(Nicknames, NotAQuote,
                         testing::Values("Karl \"the Anvil\" Moser lost his last fight in May.",
                                         "Jon ‘Sparrow’ Vale rode the horse to third place.",
                                         "William \"Bill\" Brandt was buried on Friday."));
INSTANTIATE_TEST_SUITE_P(Terms, NotAQuote,
                         testing::Values("The word \"tamme\" comes from an old name for oak.",
                                         "The device uses a so-called 'cold' plasma to clean wounds.",
                                         "The key \"Esc\" closes the window.",
                                         "The ship \"Aurora\" left the port at noon."));

}  // namespace
}  // namespace newswired::quotes
