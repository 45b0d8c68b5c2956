// `newswired feeds add|remove|import`: what writes `feeds.d/local.opml`.
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/commands/feeds.h"
#include "daemon/commands/input.h"
#include "daemon/commands/reload.h"
#include "daemon/settings/feed_lists.h"
#include "daemon/settings/local_list.h"
#include "proto/topics.h"

namespace newswired::commands {
namespace {

int refuse(const std::string& why) {
  std::cerr << "newswired feeds: " << why << "\n";
  return exit_failed;
}

/// Why a list that commands write may not hold `url`; empty when it may.
std::string wrong_url(const std::string& url) {
  if (settings::is_web_url(url)) return {};
  if (url.starts_with("file:")) return url + ": file: URLs belong in a TOML list (feeds.d/*.toml), where whoever writes it can be trusted";
  return url + ": expected an http or https URL";
}

/// Where each URL of all lists is.
std::map<std::string, std::string> places_of(const settings::Settings& settings) {
  std::map<std::string, std::string> places;
  for (const settings::Feed& feed : settings.feed_list) places[feed.url] = feed.id + " (" + feed.place + ")";
  return places;
}

/// The list is written: the running daemon learns of it, when there is one.
int tell_daemon(const settings::Settings& settings) {
  if (std::filesystem::exists(settings.state_dir + "/control.sock")) return ask_to_reload(settings.state_dir);
  std::cerr << "newswired feeds: no daemon is running on " << settings.state_dir << "; it will read the list at its start\n";
  return exit_ok;
}

struct AddOptions {
  std::string url, id, title, language;
  std::vector<std::string> tags;
};

int add(const std::string& config, const AddOptions& options) {
  if (const std::string wrong = wrong_url(options.url); !wrong.empty()) return refuse(wrong);
  if (!options.id.empty() && options.id != slug(options.id))
    return refuse("--id: expected [a-z0-9-]{1,64}, got \"" + options.id + "\"; \"" + slug(options.id) + "\" would do");
  const auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  const auto places = places_of(*settings);
  if (const auto known = places.find(options.url); known != places.end()) return refuse(options.url + ": is listed already as " + known->second);
  for (const settings::Feed& feed : settings->feed_list)
    if (feed.id == options.id) return refuse("--id: \"" + options.id + "\" is taken by " + feed.url);

  auto list = settings::LocalList::open(config, *settings);
  if (!list) return refuse(list.error().message);
  list->feeds().push_back({.url = options.url, .title = options.title, .id = options.id, .language = options.language, .tags = options.tags});
  if (const auto saved = list->save(); !saved) return refuse(saved.error().message);
  std::cout << "added " << options.url << " to " << list->file() << "\n";
  return tell_daemon(*settings);
}

int remove(const std::string& config, const std::string& id) {
  const auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  const auto feed = std::find_if(settings->feed_list.begin(), settings->feed_list.end(), [&](const auto& known) { return known.id == id; });
  if (feed == settings->feed_list.end()) return refuse("no feed has the id \"" + id + "\"; `newswired feeds list` shows them all");
  auto list = settings::LocalList::open(config, *settings);
  if (!list) return refuse(list.error().message);
  const auto count = std::erase_if(list->feeds(), [&](const feed::OpmlFeed& listed) { return listed.url == feed->url; });
  if (count == 0) return refuse(id + " stands in " + feed->place + ", which people edit; take it out there, then `newswired reload`");
  if (const auto saved = list->save(); !saved) return refuse(saved.error().message);
  std::cout << "removed " << id << " (" << feed->url << ") from " << list->file() << "\n";
  return tell_daemon(*settings);
}

int import_list(const std::string& config, const std::string& file) {
  const auto input = read_input(file);
  if (!input) return refuse(input.error().message);
  const feed::Opml opml = feed::read_opml(input->bytes);
  const auto settings = read_configuration(config);
  if (!settings) return exit_failed;
  auto list = settings::LocalList::open(config, *settings);
  if (!list) return refuse(list.error().message);

  auto places = places_of(*settings);
  std::size_t added = 0, known = 0, refused = opml.problems.size();
  const auto complain = [&](int line, int column, const std::string& what) {
    std::cerr << file << ":" << line << ":" << column << ": " << what << "\n";
  };
  for (const auto& problem : opml.problems) complain(problem.line, problem.column, problem.message);
  for (const feed::OpmlFeed& feed : opml.feeds) {
    if (const std::string wrong = wrong_url(feed.url); !wrong.empty()) {
      complain(feed.line, feed.column, wrong + "; entry skipped");
      ++refused;
    } else if (const auto [place, fresh] = places.emplace(feed.url, file + ":" + std::to_string(feed.line)); !fresh) {
      complain(feed.line, feed.column, feed.url + ": is listed already as " + place->second);
      ++known;
    } else {
      list->feeds().push_back(feed);
      // An id that is no id here, or is taken, would make the list's reader skip the feed: it gets one of its title.
      feed::OpmlFeed& kept = list->feeds().back();
      const bool taken = std::any_of(settings->feed_list.begin(), settings->feed_list.end(), [&](const auto& other) { return other.id == kept.id; }) ||
                         std::count_if(list->feeds().begin(), list->feeds().end(), [&](const auto& other) { return other.id == kept.id; }) > 1;
      if (kept.id.empty() || kept.id != slug(kept.id) || taken) kept.id.clear();
      ++added;
    }
  }
  if (added > 0)
    if (const auto saved = list->save(); !saved) return refuse(saved.error().message);
  std::cout << file << ": " << added << " feeds added, " << known << " listed already, " << refused << " refused\n";
  const int told = added > 0 ? tell_daemon(*settings) : exit_ok;
  return refused > 0 ? exit_failed : told;
}

}  // namespace

void add_feeds_edit(CLI::App& feeds, const ConfigPath& config, int& exit_status) {
  const auto part = [&](const char* name, const char* help, const char* example) {
    CLI::App* command = feeds.add_subcommand(name, help);
    command->add_option("--config", *config, "The configuration; its folder holds feeds.d/local.opml")->capture_default_str();
    command->footer(std::string("Example: newswired feeds ") + example + " --config newswired.toml");
    return command;
  };

  const auto adding = std::make_shared<AddOptions>();
  CLI::App* command = part("add", "Adds a feed to feeds.d/local.opml and tells the running daemon", "add https://news.example/rss --title \"Example News\" --tag World");
  command->add_option("URL", adding->url, "The feed's address, http or https")->required();
  command->add_option("--id", adding->id, "[a-z0-9-]{1,64}; made of the title when it is not given");
  command->add_option("--title", adding->title, "Instead of the feed's own");
  command->add_option("--language", adding->language, "When the feed does not say, or says it wrong");
  command->add_option("--tag", adding->tags, "A folder of the list; several: one in the other")->take_all();
  command->callback([config, adding, &exit_status] { exit_status = add(*config, *adding); });

  const auto id = std::make_shared<std::string>();
  command = part("remove", "Takes a feed out of feeds.d/local.opml and tells the running daemon", "remove example-news");
  command->add_option("ID", *id, "As `newswired feeds list` shows it")->required();
  command->callback([config, id, &exit_status] { exit_status = remove(*config, *id); });

  const auto file = std::make_shared<std::string>();
  command = part("import", "Adds every feed of an OPML list to feeds.d/local.opml; folders become tags", "import subscriptions.opml");
  command->add_option("OPML", *file, "a file, - for stdin, or an http(s) URL")->required();
  command->callback([config, file, &exit_status] { exit_status = import_list(*config, *file); });
}

}  // namespace newswired::commands
