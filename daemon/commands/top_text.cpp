#include "daemon/commands/top_text.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "proto/time.h"

namespace newswired::commands {
namespace {

using Json = nlohmann::json;

double number(const Json& status, const Json::json_pointer& path) {
  return status.contains(path) && status.at(path).is_number() ? status.at(path).get<double>() : 0;
}

std::string whole(double value) {
  std::string digits = std::to_string(static_cast<long long>(value));
  for (int at = static_cast<int>(digits.size()) - 3; at > (value < 0 ? 1 : 0); at -= 3) digits.insert(static_cast<std::size_t>(at), ",");
  return digits;
}

std::string formatted(const char* format, double value) {
  char text[32];
  std::snprintf(text, sizeof text, format, value);
  return text;
}

std::string bytes(double value) {
  for (const char* unit : {"B", "KiB", "MiB"}) {
    if (value < 1024) return formatted(value < 10 && *unit != 'B' ? "%.1f " : "%.0f ", value) + unit;
    value /= 1024;
  }
  return formatted("%.1f ", value) + "GiB";
}

std::string span(double seconds) {
  const auto s = static_cast<long long>(std::max(0.0, seconds));
  if (s < 60) return std::to_string(s) + " s";
  if (s < 3600) return std::to_string(s / 60) + " min";
  if (s < 86'400) return std::to_string(s / 3600) + " h " + std::to_string(s / 60 % 60) + " min";
  return std::to_string(s / 86'400) + " d " + std::to_string(s / 3600 % 24) + " h";
}

std::string text(const Json& status, const char* key) {
  const auto member = status.find(key);
  return member != status.end() && member->is_string() ? member->get<std::string>() : "-";
}

/// Columns, for left and right alignment; counts code points.
std::string padded(std::string value, int columns) {
  const auto points = std::count_if(value.begin(), value.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
  const auto missing = std::max<long>(0, std::abs(columns) - points);
  return columns < 0 ? std::string(static_cast<std::size_t>(missing), ' ') + value : value + std::string(static_cast<std::size_t>(missing), ' ');
}

class Picture {
 public:
  Picture(const Json& before, const Json& now, double seconds, int width, bool colour)
      : before_(before), now_(now), seconds_(seconds), width_(width), colour_(colour) {}

  std::string draw() {
    head();
    feeds();
    work();
    stages();
    readers();
    reasons();
    failing();
    return std::move(out_);
  }

 private:
  double at(const char* path) const { return number(now_, Json::json_pointer(path)); }

  /// Change a second, "-" at the first look.
  std::string rate(const std::string& path) const {
    if (before_.is_null() || seconds_ <= 0) return "-";
    const double change = number(now_, Json::json_pointer(path)) - number(before_, Json::json_pointer(path));
    return formatted("%.1f", std::max(0.0, change) / seconds_);
  }

  void line(const std::string& text, const char* code = nullptr) {
    std::string cut;
    int columns = 0;
    for (const char c : text) {
      if ((static_cast<unsigned char>(c) & 0xC0) != 0x80 && ++columns > width_) break;
      cut += static_cast<unsigned char>(c) < ' ' ? ' ' : c;  // what servers said cannot steer the terminal
    }
    out_ += colour_ && code ? code + cut + "\033[0m\n" : cut + "\n";
  }

  void row(const char* name, const std::string& text) { line(padded(name, 9) + text); }

  void head() {
    const auto began = parse_rfc3339(text(now_, "started")), time = parse_rfc3339(text(now_, "time"));
    const std::string up = began && time ? span(double((*time - *began).count())) : "-";
    line("newswired " + text(now_, "version") + "   up " + up + "   " + text(now_, "time") + "   log " + whole(at("/floor")) + " to " +
             whole(at("/head")),
         "\033[1m");
  }

  void feeds() {
    row("feeds", whole(at("/feeds")) + "   ok " + whole(at("/feed_states/ok")) + "   failing " + whole(at("/feed_states/failing")) +
                     "   ended " + whole(at("/feed_states/ended")) + "   new " + whole(at("/feed_states/new")) + "   due " +
                     whole(at("/feeds_due")) + "   in work " + whole(at("/feeds_in_work")) + "   behind " +
                     span(at("/feeds_overdue_seconds")) + (now_.value("polling_paused", false) ? "   PAUSED" : ""));
    row("fetch", rate("/fetch/finished") + "/s   " +
                     (before_.is_null() || seconds_ <= 0
                          ? "-"
                          : bytes((at("/fetch/wire_bytes") - number(before_, Json::json_pointer("/fetch/wire_bytes"))) / seconds_)) +
                     "/s   in flight " + whole(at("/fetch/in_flight")) + "   without answer " + whole(at("/fetch/failed")));
  }

  void work() {
    row("waiting", whole(at("/pending_rows")) + " articles, " + bytes(at("/pending_bytes")) + "   for their page " +
                       whole(at("/waiting_for_page")) + "   in stages " + whole(at("/in_stages")) + "   dead letters " +
                       whole(at("/dead_letters")));
    row("records", rate("/published") + "/s   " + whole(at("/published")) + " since the start   copies " + whole(at("/duplicates")) +
                       "   failed attempts " + whole(at("/failed_attempts")));
    row("ledger", rate("/commits") + " commits/s   last " + formatted("%.1f ms", at("/commit_seconds") * 1000));
  }

  void stages() {
    line("");
    line("stage      workers   queued   in work   done/s     done   refused   died   timed out", "\033[2m");
    const auto stages = now_.find("stages");
    if (stages == now_.end()) return;
    for (const auto& [name, stage] : stages->items()) {
      const std::string path = "/stages/" + name;
      const auto of = [&](const char* key) { return whole(number(stage, Json::json_pointer(std::string("/") + key))); };
      line(padded(name, 11) + padded(of("workers_ready"), -7) + padded(of("queued"), -9) + padded(of("leased"), -10) +
               padded(rate(path + "/answered"), -9) + padded(of("answered"), -9) + padded(of("refused"), -10) + padded(of("died"), -7) +
               padded(of("timed_out"), -12),
           of("workers_ready") == "0" ? "\033[31m" : nullptr);
    }
    line("");
  }

  void readers() {
    const double behind = std::max(0.0, at("/head") - at("/search/cursor"));
    row("readers", "log " + whole(at("/log_readers")) + "   live " + rate("/live_messages") + " messages/s   page streams " +
                       whole(at("/web_streams")) + "   search behind " + whole(behind));
  }

  void reasons() {
    const auto list = now_.find("not_ready");
    if (list == now_.end() || !list->is_array() || list->empty()) return line("ready", "\033[32m");
    for (const Json& reason : *list) line("not ready: " + (reason.is_string() ? reason.get<std::string>() : reason.dump()), "\033[31m");
  }

  void failing() {
    const auto list = now_.find("failing_feeds");
    if (list == now_.end() || !list->is_array() || list->empty()) return;
    line("");
    line("failing feeds", "\033[2m");
    for (const Json& feed : *list)
      line(padded(text(feed, "id"), 24) + " " + padded(whole(number(feed, Json::json_pointer("/failures"))) + "x", -5) + "  " + text(feed, "message"));
  }

  const Json& before_;
  const Json& now_;
  double seconds_;
  int width_;
  bool colour_;
  std::string out_;
};

}  // namespace

std::string top_text(const Json& before, const Json& now, double seconds, int width, bool colour) {
  return Picture(before, now, seconds, width, colour).draw();
}

}  // namespace newswired::commands
