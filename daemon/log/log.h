#pragma once

#include <spdlog/spdlog.h>

#include <string>
#include <utility>

namespace newswired::log {

/// What a line of the log is about; empty members are left out.
struct About {
  std::string feed;     ///< Id of the feed.
  std::string article;  ///< Id of the article.
  std::string stage;    ///< "parse", "entities" or "quotes".
};

/// How lines look. `automatic`: `journal` when stderr is systemd's journal, else `text`.
enum class Format { automatic, text, json, journal };

/// Sets up the process's log on stderr (journal: over the journal's socket, with priority and fields). Call it once.
///
/// Lines written with spdlog itself go the same way, without fields.
void set_up(const std::string& level, Format format);

/// "debug", "info", "warning" or "error".
void set_level(const std::string& level);

/// "text", "json", "journal"; anything else is `automatic`.
Format format_named(const std::string& name);

/// Writes one line. Thread-safe. The message never holds a secret: URLs of feeds may carry keys, so lines name feeds by id.
void write(spdlog::level::level_enum level, const About& about, const std::string& message);

template <class... Arguments>
void debug(const About& about, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  if (spdlog::should_log(spdlog::level::debug)) write(spdlog::level::debug, about, fmt::format(text, std::forward<Arguments>(arguments)...));
}
template <class... Arguments>
void info(const About& about, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  if (spdlog::should_log(spdlog::level::info)) write(spdlog::level::info, about, fmt::format(text, std::forward<Arguments>(arguments)...));
}
template <class... Arguments>
void warn(const About& about, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  if (spdlog::should_log(spdlog::level::warn)) write(spdlog::level::warn, about, fmt::format(text, std::forward<Arguments>(arguments)...));
}
template <class... Arguments>
void error(const About& about, fmt::format_string<Arguments...> text, Arguments&&... arguments) {
  if (spdlog::should_log(spdlog::level::err)) write(spdlog::level::err, about, fmt::format(text, std::forward<Arguments>(arguments)...));
}

}  // namespace newswired::log
