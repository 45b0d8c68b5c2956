#include "daemon/ledger/stories.h"

namespace newswired::ledger {

std::string story_now(Database& database, std::string_view story) {
  auto query = database.query("SELECT into_story FROM story_merges WHERE story=?", story);
  return query.next() ? query.text(0) : std::string(story);
}

}  // namespace newswired::ledger
