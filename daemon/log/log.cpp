#include "daemon/log/log.h"

#include <spdlog/sinks/base_sink.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <systemd/sd-journal.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <mutex>

#include "daemon/log/fields.h"

namespace newswired::log {
namespace {

// Sinks run on the thread that writes the line, so what it is about need not pass through spdlog.
thread_local const About* current = nullptr;

/// Whether stderr is the journal: systemd names the stream's device and inode (systemd.exec(5), JOURNAL_STREAM).
bool stderr_is_journal() {
  const char* const stream = std::getenv("JOURNAL_STREAM");
  struct stat here {};
  if (stream == nullptr || fstat(STDERR_FILENO, &here) != 0) return false;
  return fmt::format("{}:{}", here.st_dev, here.st_ino) == stream;
}

void write_all(std::string_view line) {
  while (!line.empty()) {
    const ssize_t written = ::write(STDERR_FILENO, line.data(), line.size());
    if (written > 0) line.remove_prefix(static_cast<std::size_t>(written));
    else if (errno != EINTR) return;  // nobody reads: a log line is not worth stopping for
  }
}

class Sink : public spdlog::sinks::base_sink<std::mutex> {
 public:
  explicit Sink(Format format) : format_(format) {}

 protected:
  void sink_it_(const spdlog::details::log_msg& message) override {
    const About nothing;
    const About& about = current ? *current : nothing;
    const std::string_view text(message.payload.data(), message.payload.size());
    if (format_ == Format::journal) return send(journal_fields(message.level, text, about));
    write_all(format_ == Format::json ? json_line(message.time, message.level, text, about)
                                      : text_line(message.time, message.level, text, about));
  }
  void flush_() override {}

 private:
  static void send(const std::vector<std::string>& fields) {
    std::vector<iovec> parts;
    for (const std::string& field : fields) parts.push_back({const_cast<char*>(field.data()), field.size()});
    sd_journal_sendv(parts.data(), static_cast<int>(parts.size()));
  }

  Format format_;
};

}  // namespace

void set_up(const std::string& level, Format format) {
  if (format == Format::automatic) format = stderr_is_journal() ? Format::journal : Format::text;
  spdlog::set_default_logger(std::make_shared<spdlog::logger>("newswired", std::make_shared<Sink>(format)));
  set_level(level);
}

void set_level(const std::string& level) { spdlog::set_level(spdlog::level::from_str(level)); }

Format format_named(const std::string& name) {
  if (name == "text") return Format::text;
  if (name == "json") return Format::json;
  if (name == "journal") return Format::journal;
  return Format::automatic;
}

void write(spdlog::level::level_enum level, const About& about, const std::string& message) {
  current = &about;
  spdlog::log(level, spdlog::string_view_t(message.data(), message.size()));
  current = nullptr;
}

}  // namespace newswired::log
