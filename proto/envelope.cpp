#include "proto/envelope.h"

#include <array>
#include <utility>

#include "proto/json.h"

namespace newswired {
namespace {

constexpr std::size_t header_bytes_max = 64 << 10;
constexpr int header_depth_max = 4;

constexpr std::array<std::pair<Stage, std::string_view>, 3> stage_names{
    {{Stage::parse, "parse"}, {Stage::entities, "entities"}, {Stage::quotes, "quotes"}}};

constexpr std::array<std::pair<Header::Kind, std::string_view>, 6> kind_names{{{Header::Kind::hello, "hello"},
                                                                             {Header::Kind::task, "task"},
                                                                             {Header::Kind::answer, "answer"},
                                                                             {Header::Kind::failed, "failed"},
                                                                             {Header::Kind::beat, "beat"},
                                                                             {Header::Kind::bye, "bye"}}};

constexpr std::array<std::pair<ErrorKind, std::string_view>, 4> error_names{{{ErrorKind::invalid, "invalid"},
                                                                            {ErrorKind::unavailable, "unavailable"},
                                                                            {ErrorKind::limit, "limit"},
                                                                            {ErrorKind::internal, "internal"}}};

template <class Table, class Key>
std::string_view name_of(const Table& table, Key key) {
  for (const auto& [value, name] : table)
    if (value == key) return name;
  return "";
}

}  // namespace

std::string_view to_string(Stage stage) { return name_of(stage_names, stage); }

std::optional<Stage> stage_from(std::string_view name) {
  for (const auto& [stage, stage_name] : stage_names)
    if (stage_name == name) return stage;
  return std::nullopt;
}

std::string encode(const Header& header) {
  return dump_json({{"version", header.version},
                    {"kind", name_of(kind_names, header.kind)},
                    {"boot", header.boot},
                    {"job", header.job},
                    {"revision", header.revision},
                    {"stage", to_string(header.stage)},
                    {"attempt", header.attempt}});
}

Result<Header> decode_header(std::string_view frame) {
  if (frame.size() > header_bytes_max) return Error{ErrorKind::limit, "envelope: header larger than 64 KiB"};
  const auto parsed = parse_json(frame, header_depth_max);
  if (!parsed) return Error{parsed.error().kind, "envelope: " + parsed.error().message};

  json::Reader reader(*parsed);
  Header header;
  header.version = static_cast<int>(reader.number("version"));
  if (header.version != envelope_version)
    return Error{ErrorKind::invalid, "envelope: version " + std::to_string(header.version) + " is not " +
                                         std::to_string(envelope_version) + "; use a worker of the same release"};
  const std::string kind = reader.string("kind");
  const auto* known = kind_names.begin();
  while (known != kind_names.end() && known->second != kind) ++known;
  if (known == kind_names.end())
    reader.fail("kind", "hello, task, answer, failed, beat or bye");
  else
    header.kind = known->first;
  header.boot = reader.string("boot");
  header.job = reader.string("job");
  header.revision = static_cast<int>(reader.number("revision"));
  const auto stage = stage_from(reader.string("stage"));
  if (!stage) reader.fail("stage", "parse, entities or quotes");
  header.stage = stage.value_or(Stage::parse);
  header.attempt = static_cast<int>(reader.number("attempt"));
  auto read = reader.finish(std::move(header));
  if (!read) return Error{ErrorKind::invalid, "envelope: " + read.error().message};
  return read;
}

std::string encode(const Introduction& introduction) {
  return dump_json(
      {{"model", introduction.model}, {"release", introduction.release}, {"pid", introduction.pid}});
}

Result<Introduction> decode_introduction(std::string_view frame) {
  if (frame.size() > header_bytes_max) return Error{ErrorKind::limit, "hello: larger than 64 KiB"};
  const auto parsed = parse_json(frame, header_depth_max);
  if (!parsed) return Error{parsed.error().kind, "hello: " + parsed.error().message};

  json::Reader reader(*parsed);
  Introduction introduction;
  introduction.model = reader.string("model");
  introduction.release = reader.string("release");
  introduction.pid = static_cast<int>(reader.number("pid"));
  return reader.finish(std::move(introduction));
}

std::string encode_failure(const Error& error) {
  return dump_json({{"kind", name_of(error_names, error.kind)}, {"message", error.message}});
}

std::optional<Error> decode_failure(std::string_view frame) {
  if (frame.size() > header_bytes_max) return std::nullopt;
  const auto parsed = parse_json(frame, header_depth_max);
  if (!parsed) return std::nullopt;

  json::Reader reader(*parsed);
  const std::string kind = reader.string("kind");
  Error error{ErrorKind::internal, reader.string("message")};
  const auto* known = error_names.begin();
  while (known != error_names.end() && known->second != kind) ++known;
  if (known == error_names.end()) return std::nullopt;
  error.kind = known->first;
  if (!reader.finish(Done{})) return std::nullopt;
  return error;
}

}  // namespace newswired
