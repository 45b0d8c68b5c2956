#include "daemon/commands/ledger_access.h"

#include <chrono>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "daemon/app_settings.h"
#include "daemon/commands/configuration.h"
#include "daemon/ledger/ledger.h"
#include "daemon/ledger_operations.h"
#include "daemon/output/control.h"

namespace newswired::commands {
namespace {

using Json = nlohmann::json;

constexpr std::chrono::seconds answer_wait{10};

Timestamp now() { return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()); }

Result<Json> ask_stopped(const settings::Settings& settings, const Json& request) {
  if (!std::filesystem::exists(settings.state_dir + "/ledger.sqlite3"))
    return Error{ErrorKind::unavailable, settings.state_dir + ": there is no ledger yet; `newswired run` makes one"};
  auto ledger = ledger::Ledger::open(ledger_options(settings, now));
  if (!ledger) return ledger.error();
  return ask_ledger(*ledger, request);
}

}  // namespace

Result<Json> ask_ledger_of(const std::string& config, const Json& request) {
  const auto settings = read_configuration(config);
  if (!settings) return Error{ErrorKind::invalid, config + ": see above"};
  auto answer = output::ask_daemon(settings->state_dir, request, answer_wait);
  if (!answer) answer = ask_stopped(*settings, request);
  if (answer && !answer->value("ok", false)) return Error{ErrorKind::invalid, answer->value("error", "no answer")};
  return answer;
}

}  // namespace newswired::commands
