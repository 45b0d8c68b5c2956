#include "daemon/hub/settle.h"

#include <gtest/gtest.h>

namespace newswired::hub {
namespace {

constexpr LeaseFacts in_hand{.held = true, .in_hand = true};
constexpr LeaseFacts waiting{.held = true, .in_hand = false};

TEST(Settle, IgnoresWhateverIsSaidOfATaskTheWorkerDoesNotHold) {
  for (const Event event : {Event::answered, Event::failed, Event::died, Event::timed_out})
    EXPECT_EQ(settle(event, {.held = false, .in_hand = true}), Verdict::ignore);
}

TEST(Settle, PassesAnAnswerOnWhetherOrNotTheTaskWasThoughtToBeInHand) {
  EXPECT_EQ(settle(Event::answered, in_hand), Verdict::answered);
  EXPECT_EQ(settle(Event::answered, waiting), Verdict::answered);
}

TEST(Settle, CallsAReportedFailureRefused) {
  EXPECT_EQ(settle(Event::failed, in_hand), Verdict::refused);
}

TEST(Settle, BlamesADeathOnTheTaskInHandAlone) {
  EXPECT_EQ(settle(Event::died, in_hand), Verdict::died);
  EXPECT_EQ(settle(Event::died, waiting), Verdict::give_back);
}

TEST(Settle, BlamesAMissedDeadlineOnTheTaskInHandAlone) {
  EXPECT_EQ(settle(Event::timed_out, in_hand), Verdict::timed_out);
  EXPECT_EQ(settle(Event::timed_out, waiting), Verdict::give_back);
}

TEST(Settle, GivesATaskBackOnlySoOften) {
  EXPECT_EQ(settle(Event::died, {.held = true, .in_hand = false, .returns = returns_max - 1}),
            Verdict::give_back);
  EXPECT_EQ(settle(Event::died, {.held = true, .in_hand = false, .returns = returns_max}), Verdict::died);
}

}  // namespace
}  // namespace newswired::hub
