// newswired tail: follows the record log from any place without loss, or listens to the live broadcast.
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "daemon/commands/commands.h"
#include "daemon/commands/tail_text.h"
#include "daemon/output/log_client.h"
#include "proto/record.h"

namespace newswired::commands {
namespace {

using namespace std::chrono_literals;

constexpr const char* log_endpoint = "tcp://127.0.0.1:7602";
constexpr const char* live_endpoint = "tcp://127.0.0.1:7601";
constexpr auto answer_wait = 10s;
constexpr auto patience = 5s;  // then a person is told that nobody answers
constexpr auto turn = 500ms;   // after which a signal is seen

struct TailOptions {
  std::string endpoint;
  std::string server_key_file;
  std::string key_file;
  std::vector<std::string> topics;
  std::string since;
  std::string epoch;
  std::string format = "pretty";
  std::uint64_t count = 0;  ///< 0: without end.
  bool live = false;
};

volatile std::sig_atomic_t interrupted = 0;

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = 1; };
  sigaction(SIGINT, &action, nullptr);  // without SA_RESTART: a wait ends
  sigaction(SIGTERM, &action, nullptr);
}

int fail(const std::string& message) {
  std::cerr << "newswired tail: " << message << "\n";
  return exit_failed;
}

/// Prints entries and counts them down.
class Printer {
 public:
  explicit Printer(const TailOptions& options)
      : pretty_(options.format == "pretty"),
        colour_(isatty(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr),
        left_(options.count),
        counts_(options.count > 0) {}

  void print(const std::string& line) {
    if (pretty_) {
      const auto entry = parse_json(line);
      const std::string text = entry ? tail_text(*entry, colour_) : std::string();
      std::cout << text;
      if (text.empty()) return;
    } else {
      std::cout << line << '\n';
    }
    std::cout.flush();
    if (counts_) --left_;
  }

  bool is_done() const { return (counts_ && left_ == 0) || !std::cout || interrupted; }

 private:
  bool pretty_;
  bool colour_;
  std::uint64_t left_;
  bool counts_;
};

std::optional<std::uint64_t> read_number(const std::string& text) {
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

/// RFC 3339, a day, or how long ago: `90m`, `2h`, `3d`.
std::optional<Timestamp> read_time(const std::string& text) {
  if (const auto time = parse_rfc3339(text)) return time;
  if (const auto day = parse_rfc3339(text + "T00:00:00Z")) return day;
  if (text.empty()) return std::nullopt;
  const auto amount = read_number(text.substr(0, text.size() - 1));
  const char unit = text.back();
  const int seconds = unit == 's' ? 1 : unit == 'm' ? 60 : unit == 'h' ? 3600 : unit == 'd' ? 86'400 : 0;
  if (!amount || seconds == 0 || *amount > 100'000) return std::nullopt;
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return now - std::chrono::seconds(*amount * static_cast<std::uint64_t>(seconds));
}

/// Where to begin.
struct Start {
  std::uint64_t after = 0;
  std::optional<Timestamp> time;  ///< To be asked for.
  bool beginning = false;         ///< Whatever retention has left.
};

std::optional<Start> read_start(const std::string& since) {
  if (since == "beginning") return Start{0, std::nullopt, true};
  // Nothing is logged after the end of time: the place before it is the head.
  if (since.empty()) return Start{0, parse_rfc3339("9999-12-31T23:59:59Z"), false};
  if (const auto seq = read_number(since)) return Start{*seq, std::nullopt, false};
  if (const auto time = read_time(since)) return Start{0, time, false};
  return std::nullopt;
}

std::string gone_message(std::uint64_t floor) {
  return "entries before " + std::to_string(floor) + " are beyond retention; go on with --since beginning";
}

std::string rewound_message(const output::LogRewound& now) {
  return "the log is another one now (restored or reset): epoch " + now.epoch + ", entries " + std::to_string(now.floor) +
         " to " + std::to_string(now.head) + "; go on with --since beginning";
}

/// Until the count is reached, a signal comes or the log ends. Once the server answers `GONE` to a reader that wants
/// everything, it is asked for what is left.
int follow(output::LogClient& client, const TailOptions& options, bool beginning) {
  Printer printer(options);
  auto warn_at = std::chrono::steady_clock::now() + patience;
  while (!printer.is_done()) {
    const auto news = client.next(turn);
    if (!news) return fail(news.error().message);
    if (const auto* entry = std::get_if<output::Received>(&*news)) {
      printer.print(entry->json);
    } else if (const auto* gone = std::get_if<output::LogGone>(&*news)) {
      if (!beginning || gone->floor == 0) return fail(gone_message(gone->floor));
      client.read_from("", gone->floor - 1);
    } else if (const auto* rewound = std::get_if<output::LogRewound>(&*news)) {
      return fail(rewound_message(*rewound));
    } else if (!client.heard() && std::chrono::steady_clock::now() > warn_at) {
      std::cerr << "newswired tail: waiting for " << options.endpoint << "; is newswired running there?\n";
      warn_at = std::chrono::steady_clock::time_point::max();
    }
  }
  return exit_ok;
}

/// Both key files or none.
Result<std::optional<wire::ClientKeys>> read_keys(const TailOptions& options) {
  using Keys = std::optional<wire::ClientKeys>;
  if (options.server_key_file.empty() && options.key_file.empty()) return Keys();
  if (options.server_key_file.empty() || options.key_file.empty())
    return Error{ErrorKind::invalid, "--server-key and --key go together"};
  auto server = wire::read_public_key(options.server_key_file);
  if (!server) return server.error();
  auto own = wire::read_key_pair(options.key_file);
  if (!own) return own.error();
  return Keys(wire::ClientKeys{*own, *server});
}

int tail_log(const TailOptions& options, const std::optional<wire::ClientKeys>& keys) {
  const auto start = read_start(options.since);
  if (!start) {
    std::cerr << "newswired tail: --since: expected a seq, a time such as 2026-03-05T07:30:00Z or 2h, or beginning\n";
    return exit_usage;
  }
  output::LogClient client({.endpoint = options.endpoint,
                            .epoch = options.epoch,
                            .after = start->after,
                            .topics = options.topics,
                            .keys = keys});
  if (const auto connected = client.connect(); !connected) return fail(connected.error().message);
  if (start->time) {
    const auto place = client.place_at(*start->time, answer_wait);
    if (!place) return fail(place.error().message);
    client.read_from(options.epoch, *place);
  }
  const int status = follow(client, options, start->beginning);
  if (client.heard())
    std::cerr << "newswired tail: go on with --since " << client.cursor() << " --epoch " << client.epoch() << "\n";
  return status;
}

int tail_live(const TailOptions& options, const std::optional<wire::ClientKeys>& keys) {
  output::LiveClient client;
  if (const auto connected = client.connect(options.endpoint, options.topics, keys); !connected)
    return fail(connected.error().message);
  Printer printer(options);
  const bool beats = !options.topics.empty();  // who asks for everything wants news
  while (!printer.is_done())
    if (const auto message = client.next(turn))
      if (beats || !message->topic.starts_with("beat.")) printer.print(message->json);
  return exit_ok;
}

}  // namespace

void add_tail(CLI::App& app, int& exit_status) {
  CLI::App* command = app.add_subcommand("tail", "Follow the news: records as they are logged, from any place, without loss");
  const auto options = std::make_shared<TailOptions>();
  command->add_option("--connect", options->endpoint, std::string("Where the daemon listens (default ") + log_endpoint +
                                                          ", with --live " + live_endpoint + ")");
  command->add_option("--server-key", options->server_key_file, "File with the server's public key, for encrypted endpoints");
  command->add_option("--key", options->key_file, "File with this client's key pair (`newswired keys new`)");
  command->add_option("--topic", options->topics, "Only what is under this prefix, e.g. article.en. or quote.en.sergei-lavrov.; repeat")
      ->expected(1)->take_all();
  command->add_option("--since", options->since, "Begin after this seq, at this time (2026-03-05T07:30:00Z, 2026-03-05, 2h), or at the beginning; default: now");
  command->add_option("--epoch", options->epoch, "The log that the seq belongs to, as an earlier tail printed it");
  command->add_option("--format", options->format, "pretty or json")->check(CLI::IsMember({"pretty", "json"}));
  command->add_option("--count", options->count, "End after so many entries");
  command->add_flag("--live", options->live, "Listen to the broadcast instead: what comes now, without history");
  command->footer("Examples:\n  newswired tail --since beginning --count 1\n  newswired tail --since 2h --topic article.en.\n"
                  "  newswired tail --live --topic quote.en. --format json");
  command->callback([options, &exit_status] {
    catch_interrupts();
    if (options->endpoint.empty()) options->endpoint = options->live ? live_endpoint : log_endpoint;
    if (options->live && !options->since.empty()) {
      std::cerr << "newswired tail: --live has no history: leave --since or --live out\n";
      exit_status = exit_usage;
      return;
    }
    const auto keys = read_keys(*options);
    if (!keys)
      exit_status = fail(keys.error().message);
    else
      exit_status = options->live ? tail_live(*options, *keys) : tail_log(*options, *keys);
  });
}

}  // namespace newswired::commands
