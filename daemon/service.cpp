#include "daemon/service.h"

#include <spdlog/pattern_formatter.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>
#include <systemd/sd-daemon.h>
#include <time.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "proto/record.h"

namespace newswired {
namespace {

std::chrono::microseconds watchdog_interval() {
  std::uint64_t microseconds = 0;
  return sd_watchdog_enabled(0, &microseconds) > 0 ? std::chrono::microseconds(microseconds) : std::chrono::microseconds(0);
}

/// The message as a JSON string, quotes included.
class JsonMessage : public spdlog::custom_flag_formatter {
 public:
  void format(const spdlog::details::log_msg& message, const std::tm&, spdlog::memory_buf_t& target) override {
    const std::string text = dump_json(std::string(message.payload.data(), message.payload.size()));
    target.append(text.data(), text.data() + text.size());
  }
  std::unique_ptr<custom_flag_formatter> clone() const override { return std::make_unique<JsonMessage>(); }
};

}  // namespace

void notify_ready() { sd_notify(0, "READY=1"); }

void notify_reloading() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const auto microseconds = static_cast<std::uint64_t>(now.tv_sec) * 1'000'000 + static_cast<std::uint64_t>(now.tv_nsec) / 1'000;
  sd_notify(0, ("RELOADING=1\nMONOTONIC_USEC=" + std::to_string(microseconds)).c_str());
}

void notify_stopping() { sd_notify(0, "STOPPING=1"); }

void feed_watchdog() {
  using Clock = std::chrono::steady_clock;
  static const auto interval = watchdog_interval();
  static Clock::time_point next{};
  if (interval.count() == 0 || Clock::now() < next) return;
  sd_notify(0, "WATCHDOG=1");
  next = Clock::now() + interval / 3;
}

void set_up_log(const std::string& level, const std::string& format) {
  auto logger = spdlog::stderr_logger_mt("newswired");
  spdlog::set_default_logger(logger);
  const bool json = format == "json";
  auto formatter = std::make_unique<spdlog::pattern_formatter>(spdlog::pattern_time_type::utc);
  formatter->add_flag<JsonMessage>('*').set_pattern(json ? R"({"time":"%Y-%m-%dT%H:%M:%S.%eZ","level":"%l","message":%*})"
                                                         : "%Y-%m-%dT%H:%M:%SZ %l %v");
  spdlog::set_formatter(std::move(formatter));
  set_log_level(level);
}

void set_log_level(const std::string& level) { spdlog::set_level(spdlog::level::from_str(level)); }

}  // namespace newswired
