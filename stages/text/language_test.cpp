#include "stages/text/language.h"

#include <gtest/gtest.h>

namespace newswired::text {
namespace {

constexpr std::string_view german =
    "Der Stadtrat hat am Dienstag nach langer Debatte beschlossen, die alte Brücke über den Fluss zu sanieren. Die "
    "Arbeiten sollen im Frühjahr beginnen und etwa zwei Jahre dauern, sagte die Bürgermeisterin vor der Presse. Für die "
    "Anwohner werde ein Ersatzverkehr eingerichtet, der auch am Wochenende fahre.";

TEST(DetectLanguage, KnowsNothingOfNothing) { EXPECT_EQ(detect_language("", ""), "und"); }

TEST(DetectLanguage, ReadsTheTextWhenNothingIsDeclared) { EXPECT_EQ(detect_language(german, ""), "de"); }

TEST(DetectLanguage, BelievesClearTextMoreThanADeclaration) { EXPECT_EQ(detect_language(german, "en-US"), "de"); }

TEST(DetectLanguage, BelievesADeclarationMoreThanAFewWords) { EXPECT_EQ(detect_language("Hotel Taxi", "nl-BE"), "nl"); }

TEST(DetectLanguage, ReturnsThePrimarySubtagOfADeclaration) { EXPECT_EQ(detect_language("", "pt_BR"), "pt"); }

TEST(DetectLanguage, DoesNotGuessFromAFewWords) { EXPECT_EQ(detect_language("Hotel Taxi", ""), "und"); }

}  // namespace
}  // namespace newswired::text
