#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/commands/feeds.h"
#include "daemon/output/control.h"
#include "stages/feed/opml.h"

namespace newswired::commands {
namespace {

constexpr std::chrono::seconds answer_wait{10};

int list(const std::string& config) {
  const auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  for (const auto& feed : settings->feed_list) std::cout << feed.id << "\t" << feed.url << "\t" << feed.title << "\n";
  return exit_ok;
}

int export_all(const std::string& config) {
  const auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  std::vector<feed::OpmlFeed> feeds;
  for (const auto& feed : settings->feed_list) {
    if (feed.url.starts_with("file:")) {
      std::cerr << "newswired feeds: " << feed.url << " is left out: OPML holds no file: URLs\n";
      continue;
    }
    feeds.push_back({.url = feed.url, .title = feed.title, .id = feed.id, .language = feed.language, .tags = feed.tags});
  }
  std::cout << feed::write_opml(feeds, "newswired");
  return exit_ok;
}

std::string text_of(const nlohmann::json& feed, const char* key) {
  const auto& member = feed.at(key);
  return member.is_string() ? member.get<std::string>() : "-";
}

int status(const std::string& config) {
  const auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  const auto answer = output::ask_daemon(settings->state_dir, {{"op", "feeds"}}, answer_wait);
  if (!answer || !answer->value("ok", false)) {
    std::cerr << "newswired: " << (answer ? answer->value("error", "no answer") : answer.error().message) << "\n";
    return exit_failed;
  }
  std::cout << "feed\tlast\tHTTP\titems\tbytes\tlast poll\tnext\tmessage\n";
  for (const auto& feed : (*answer)["feeds"])
    std::cout << text_of(feed, "id") << "\t" << text_of(feed, "last_end") << "\t" << feed["last_status"] << "\t" << feed["items"] << "\t" << feed["wire_bytes"] << "\t"
              << text_of(feed, "last_poll") << "\t" << text_of(feed, "next_due") << "\t" << text_of(feed, "message") << "\n";
  return exit_ok;
}

}  // namespace

void add_feeds(CLI::App& app, int& exit_status) {
  const auto config = std::make_shared<std::string>(default_config);
  CLI::App* command = app.add_subcommand("feeds", "The feed lists, and how their feeds do");
  command->require_subcommand(1);
  const auto add = [&](const char* name, const char* help, int (*work)(const std::string&)) {
    CLI::App* part = command->add_subcommand(name, help);
    part->add_option("--config", *config, "The configuration")->capture_default_str();
    part->footer(std::string("Example: newswired feeds ") + name + " --config newswired.toml");
    part->callback([config, work, &exit_status] { exit_status = work(*config); });
  };
  add_feeds_edit(*command, config, exit_status);
  add_feeds_discover(*command, config, exit_status);
  add("list", "Every feed of the lists: id, URL, title", list);
  add("export", "Every feed of the lists as OPML, tags as folders", export_all);
  add("status", "Ask the running daemon: last answer, items, next poll", status);
}

}  // namespace newswired::commands
