#include <gtest/gtest.h>

#include "stages/dedup/seen_index.h"
#include "stages/dedup/test_articles.h"

namespace newswired::dedup {
namespace {

const std::string other_ferry_text =
    "Investigators boarded the stranded ferry Marigold off Port Ellery on Wednesday to learn why her rudder failed "
    "beside the Tern Rocks lighthouse with more than two hundred passengers on deck. Northsound Lines, the operator, "
    "said captain Ilse Brandvold had followed every procedure, and that the coast guard was told within minutes. "
    "Salvage crews hope that the next spring tide will lift the hull off the reef without spilling fuel.";

void fill(SeenIndex& index, unsigned count) {
  for (unsigned i = 0; i < count; ++i)
    take(index, candidate("fill" + std::to_string(i), "f", made_up_text(i + 5000, 8), made_up_text(i + 9000, 120)));
}

TEST(Stories, JoinReportsOfOneEventFromOtherDesks) {
  SeenIndex index;
  fill(index, 200);
  take(index, candidate("a", "north", "Ferry Marigold runs aground off Port Ellery", ferry_text));

  const Verdict verdict = index.judge(candidate("b", "south", "Why the Marigold ferry ran aground", other_ferry_text));

  EXPECT_EQ(verdict.kind, Verdict::Kind::fresh);
  EXPECT_EQ(verdict.story, "a");
}

TEST(Stories, KeepOtherEventsApart) {
  SeenIndex index;
  fill(index, 200);
  take(index, candidate("a", "north", "Ferry Marigold runs aground off Port Ellery", ferry_text));

  EXPECT_EQ(index.judge(candidate("b", "south", "Rye bread prize", bakery_text)).story, "b");
}

TEST(Stories, AreInheritedByCopiesAndUpdates) {
  SeenIndex index;
  fill(index, 200);
  take(index, candidate("a", "north", "Ferry Marigold runs aground off Port Ellery", ferry_text));
  take(index, candidate("b", "south", "Why the Marigold ferry ran aground", other_ferry_text));

  EXPECT_EQ(index.judge(candidate("c", "west", "Copy", other_ferry_text)).story, "a");
  EXPECT_EQ(index.judge(candidate("d", "west", "Round-up", other_ferry_text + bakery_text)).story, "a");
}

TEST(Stories, AreNamedForArticlesWithoutText) {
  SeenIndex index;

  EXPECT_EQ(index.judge(candidate("a", "north", "", "")).story, "a");
}

}  // namespace
}  // namespace newswired::dedup
