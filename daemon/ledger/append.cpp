#include "daemon/ledger/append.h"

#include <cassert>

namespace newswired::ledger {

Place next_place(Session& session, const std::string& topic) {
  Place place{session.epoch, ++session.counters.seq, 0};
  auto query = session.query("SELECT head FROM topics WHERE topic=?", topic);
  if (query.next()) place.prev = query.number(0);
  return place;
}

LogEntry append(Session& session, const Place& place, const std::string& topic, std::string_view schema,
                std::string_view article, std::optional<int> revision, std::string json) {
  assert(place.seq == session.counters.seq);
  session
      .query("INSERT INTO topics(topic, head) VALUES(?, ?) ON CONFLICT(topic) DO UPDATE SET head = excluded.head", topic,
             place.seq)
      .run();
  session
      .query("INSERT INTO log(seq, topic, schema, article, revision, logged, json) "
             "VALUES(?, (SELECT number FROM topics WHERE topic=?), ?, ?, ?, ?, ?)",
             place.seq, topic, schema, article, revision, session.now, json)
      .run();
  return {place.seq, topic, std::string(schema), std::move(json)};
}

}  // namespace newswired::ledger
