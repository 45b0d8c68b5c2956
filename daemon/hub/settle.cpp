#include "daemon/hub/settle.h"

namespace newswired::hub {

Verdict settle(Event event, const LeaseFacts& facts) {
  if (!facts.held) return Verdict::ignore;
  if (event == Event::answered) return Verdict::answered;
  if (event == Event::failed) return Verdict::refused;

  if (facts.in_hand) return event == Event::timed_out ? Verdict::timed_out : Verdict::died;
  return facts.returns < returns_max ? Verdict::give_back : Verdict::died;
}

}  // namespace newswired::hub
