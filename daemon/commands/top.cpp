// newswired top: the running daemon at a glance, once a second.
#include <CLI/CLI.hpp>
#include <sys/ioctl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/commands/top_text.h"
#include "daemon/output/control.h"
#include "proto/record.h"

namespace newswired::commands {
namespace {

using Clock = std::chrono::steady_clock;
using Json = nlohmann::json;

constexpr std::chrono::seconds answer_wait{5};
constexpr unsigned refresh_s = 1;
constexpr int width_without_terminal = 100;

struct TopOptions {
  std::string config = default_config;
  std::string format = "text";
  bool once = false;
};

volatile std::sig_atomic_t interrupted = 0;

int width_of_terminal() {
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : width_without_terminal;
}

Result<Json> ask(const std::string& state_dir) {
  auto answer = output::ask_daemon(state_dir, {{"op", "status"}}, answer_wait);
  if (!answer) return answer.error();
  if (!answer->value("ok", false)) return Error{ErrorKind::unavailable, answer->value("error", "no answer")};
  return (*answer)["status"];
}

int fail(const Error& error) {
  std::cerr << "newswired top: " << error.message << "\n";
  return exit_failed;
}

/// The alternate screen, left again however the loop ends.
class Screen {
 public:
  Screen() { std::cout << "\033[?1049h\033[?25l"; }
  ~Screen() { std::cout << "\033[?25h\033[?1049l" << std::flush; }
  /// Lines are overwritten in place, so that nothing flickers.
  static void show(const std::string& picture) {
    std::string text = "\033[H";
    for (const char c : picture) text += c == '\n' ? std::string("\033[K\r\n") : std::string(1, c);
    std::cout << text << "\033[J" << std::flush;
  }
};

int watch(const std::string& state_dir, bool colour) {
  struct sigaction action {};
  action.sa_handler = [](int) { interrupted = 1; };
  for (const int signal : {SIGINT, SIGTERM}) sigaction(signal, &action, nullptr);
  const auto first = ask(state_dir);
  if (!first) return fail(first.error());
  const Screen screen;
  Json before;
  Json now = *first;
  auto asked = Clock::now();
  double seconds = 0;
  while (!interrupted && std::cout) {
    Screen::show(top_text(before, now, seconds, width_of_terminal(), colour) + "\nCtrl-C leaves\n");
    sleep(refresh_s);
    const auto answer = ask(state_dir);
    seconds = std::chrono::duration<double>(Clock::now() - asked).count();
    asked = Clock::now();
    before = answer ? std::move(now) : Json();
    now = answer ? *answer : Json{{"not_ready", {answer.error().message}}};
  }
  return exit_ok;
}

/// Two looks a second apart, so that rates have values.
int show_once(const std::string& state_dir, bool colour) {
  const auto before = ask(state_dir);
  if (!before) return fail(before.error());
  const auto asked = Clock::now();
  sleep(refresh_s);
  const auto now = ask(state_dir);
  if (!now) return fail(now.error());
  const double seconds = std::chrono::duration<double>(Clock::now() - asked).count();
  std::cout << top_text(*before, *now, seconds, width_of_terminal(), colour);
  return exit_ok;
}

int top(const TopOptions& options) {
  const auto settings = read_configuration(options.config);
  if (!settings) return exit_failed;
  if (options.format == "json") {
    const auto status = ask(settings->state_dir);
    if (!status) return fail(status.error());
    std::cout << dump_json(*status) << "\n";
    return exit_ok;
  }
  const bool terminal = isatty(STDOUT_FILENO);
  const bool colour = terminal && std::getenv("NO_COLOR") == nullptr;
  return options.once || !terminal ? show_once(settings->state_dir, colour) : watch(settings->state_dir, colour);
}

}  // namespace

void add_top(CLI::App& app, int& exit_status) {
  const auto options = std::make_shared<TopOptions>();
  CLI::App* command = app.add_subcommand("top", "The running daemon at a glance: feeds, stages, rates, lag, errors");
  command->add_option("--config", options->config, "The configuration; tells which daemon")->capture_default_str();
  command->add_flag("--once", options->once, "One picture and no more; so it is without a terminal");
  command->add_option("--format", options->format, "text, or json: the numbers, once")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
  command->footer("Example: newswired top --once --config newswired.toml");
  command->callback([options, &exit_status] { exit_status = top(*options); });
}

}  // namespace newswired::commands
