#include "daemon/log/fields.h"

#include <spdlog/fmt/chrono.h>

#include <nlohmann/json.hpp>

namespace newswired::log {
namespace {

using Level = spdlog::level::level_enum;

/// The names of About's members with their values, those that are known.
std::vector<std::pair<std::string_view, std::string_view>> known(const About& about) {
  std::vector<std::pair<std::string_view, std::string_view>> fields;
  if (!about.feed.empty()) fields.emplace_back("feed", about.feed);
  if (!about.article.empty()) fields.emplace_back("article", about.article);
  if (!about.stage.empty()) fields.emplace_back("stage", about.stage);
  return fields;
}

std::string_view name_of(Level level) {
  const auto name = spdlog::level::to_string_view(level);
  return {name.data(), name.size()};
}

/// syslog(3)'s numbers.
int priority_of(Level level) {
  switch (level) {
    case Level::critical: return 2;
    case Level::err: return 3;
    case Level::warn: return 4;
    case Level::info: return 6;
    default: return 7;
  }
}

}  // namespace

std::string text_line(std::chrono::system_clock::time_point time, Level level, std::string_view message, const About& about) {
  std::string line = fmt::format("{:%Y-%m-%dT%H:%M:%S}Z {} ", fmt::gmtime(std::chrono::system_clock::to_time_t(time)), name_of(level));
  // One line, whatever a server put into a message.
  for (const char c : message) line += static_cast<unsigned char>(c) < ' ' ? ' ' : c;
  for (const auto& [name, value] : known(about)) line += fmt::format(" {}={}", name, value);
  return line + "\n";
}

std::string json_line(std::chrono::system_clock::time_point time, Level level, std::string_view message, const About& about) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  nlohmann::ordered_json line;
  line["time"] = fmt::format("{:%Y-%m-%dT%H:%M:%S}.{:03}Z", fmt::gmtime(std::chrono::system_clock::to_time_t(time)), milliseconds);
  line["level"] = name_of(level);
  line["message"] = message;
  for (const auto& [name, value] : known(about)) line[std::string(name)] = value;
  return line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

std::vector<std::string> journal_fields(Level level, std::string_view message, const About& about) {
  std::vector<std::string> fields{"MESSAGE=" + std::string(message), "PRIORITY=" + std::to_string(priority_of(level)),
                                  "SYSLOG_IDENTIFIER=newswired"};
  for (const auto& [name, value] : known(about)) {
    std::string field = "NEWSWIRED_";
    for (const char c : name) field += static_cast<char>(c - 'a' + 'A');
    fields.push_back(field + "=" + std::string(value));
  }
  return fields;
}

}  // namespace newswired::log
