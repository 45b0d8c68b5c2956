#include "daemon/ledger/saved_index.h"

#include <xxhash.h>

#include <exception>
#include <nlohmann/json.hpp>

#include "daemon/ledger/checked_file.h"

namespace newswired::ledger {
namespace {

// Adding a row takes about four times as long as loading one with all the others.
constexpr std::uint64_t late_share_max = 4;

// Numbers stand in the file as in memory; written elsewhere they read as something else.
constexpr std::uint32_t byte_order = 0x01020304;

/// What the row at a position says, so that an index of other rows is found out; 0 when it is not there.
std::uint64_t mark_of_row(Session& session, std::uint64_t position) {
  auto query = session.query("SELECT id, revision, signature, verdict, verdict_of, story FROM judged WHERE position=?", position);
  if (!query.next()) return 0;
  std::string row;
  for (int column = 0; column < 6; ++column) row += query.text(column) + '\0';
  return XXH3_64bits(row.data(), row.size());
}

nlohmann::json head_of(Session& session, std::uint64_t position) {
  return {{"format", dedup::SeenIndex::format}, {"word", byte_order},       {"bits", 8 * sizeof(void*)},
          {"epoch", session.epoch},             {"position", position},     {"row", mark_of_row(session, position)}};
}

/// The position, when the file fits the ledger.
std::uint64_t checked_position(Session& session, std::string_view head_text) {
  const auto head = nlohmann::json::parse(head_text, nullptr, false);
  if (!head.is_object() || !head.contains("position") || !head["position"].is_number_unsigned())
    throw FileTrouble("is damaged: its head cannot be read");
  const auto position = head["position"].get<std::uint64_t>();
  if (head.value("format", 0u) != dedup::SeenIndex::format) throw FileTrouble("has the format of another version");
  if (head.value("epoch", "") != session.epoch) throw FileTrouble("belongs to another epoch of the ledger");
  if (position > session.counters.position) throw FileTrouble("is newer than the ledger");
  if (head != head_of(session, position)) throw FileTrouble("does not fit the ledger's rows");
  return position;
}

std::uint64_t first_row(Session& session) {
  auto query = session.query("SELECT min(position) FROM judged");
  query.next();
  return query.null(0) ? session.counters.position + 1 : query.number(0);
}

dedup::Position read_file(Session& session, dedup::SeenIndex& index, std::uint64_t first) {
  CheckedReader file(saved_index_file(session.options.state_dir));
  const std::uint64_t position = checked_position(session, file.chunk());
  const std::uint64_t last = session.counters.position;
  if ((last - position) * late_share_max > last - first + 1) throw FileTrouble("is too old");
  dedup::SeenIndex read;
  read.restore([&](void* bytes, std::size_t size) { file.read(bytes, size); });
  file.finish();
  if (read.position() != position) throw FileTrouble("is damaged: it stands at another position");
  read.evict(first);
  index = std::move(read);
  return position;
}

}  // namespace

std::string saved_index_file(const std::string& state_dir) { return state_dir + "/dedup.index"; }

void save_index(Session& session, const dedup::SeenIndex& index) {
  const std::string head = head_of(session, index.position()).dump();
  CheckedWriter file(saved_index_file(session.options.state_dir));
  file.write(head.data(), head.size());
  file.end_chunk();
  index.save([&](const void* bytes, std::size_t size) { file.write(bytes, size); });
  file.finish();
}

dedup::Position restore_index(Session& session, dedup::SeenIndex& index) {
  const std::uint64_t first = first_row(session), last = session.counters.position;
  if (first > last) return 0;
  const std::string name = saved_index_file(session.options.state_dir);
  try {
    const dedup::Position position = read_file(session, index, first);
    session.options.tell(name + ": index read; rows added to it: " + std::to_string(last - position));
    return position;
  } catch (const FileTrouble& trouble) {
    session.options.tell(name + ": " + trouble.what() + "; the index is rebuilt from all rows: " +
                         std::to_string(last - first + 1));
  }
  return 0;
}

}  // namespace newswired::ledger
