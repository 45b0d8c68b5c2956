// `newswired feeds discover PAGE`: which feeds a site offers.
#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "daemon/app_settings.h"
#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/commands/feeds.h"
#include "daemon/commands/input.h"
#include "daemon/ingest/fetch_once.h"
#include "daemon/ingest/fetch_url.h"
#include "daemon/settings/feed_lists.h"
#include "stages/feed/discover.h"
#include "stages/feed/feed.h"
#include "stages/text/encoding.h"

namespace newswired::commands {
namespace {

/// Asks as the daemon would: with the configuration's networks, proxy and user agent when there is one.
class Asker {
 public:
  explicit Asker(const std::string& config) {
    if (!std::filesystem::exists(config)) return;
    const auto settings = read_configuration(config);
    if (!settings) {
      usable_ = false;
      return;
    }
    options_ = fetcher_options(*settings);
    for (const std::string& name : settings->fetch.allow_networks)
      if (const auto network = ingest::parse_network(name)) allow_.push_back(*network);
    proxy_ = settings->fetch.proxy;
  }

  bool usable() const { return usable_; }

  Result<Input> ask(const std::string& url) const {
    ingest::FetchRequest request;
    request.url = url;
    request.accept = "*/*";
    request.allow = allow_;
    request.proxy = proxy_;
    ingest::FetchResult result = ingest::fetch_once(std::move(request), options_);
    if (result.error) return result.error->as_error();
    if (result.status != 200) return Error{ErrorKind::unavailable, result.url + ": the server answered HTTP " + std::to_string(result.status)};
    return Input{std::move(result.body), std::move(result.url), std::move(result.content_type)};
  }

 private:
  ingest::FetcherOptions options_{.user_agent = "newswired/" NEWSWIRED_VERSION};
  std::vector<ingest::Network> allow_;
  std::string proxy_;
  bool usable_ = true;
};

void print(const feed::FeedLink& link) { std::cout << link.url << "\t" << link.title << "\t" << link.type << "\n"; }

/// What `input` is when it is a feed itself.
std::optional<feed::FeedLink> as_feed(const Input& input) {
  const feed::Feed feed = feed::parse_feed(input.bytes, {input.url, input.content_type});
  if (feed.format == "unknown") return std::nullopt;
  return feed::FeedLink{input.url, feed.title.value_or(""), feed.format};
}

int discover(const std::string& config, const std::string& page) {
  const Asker asker(config);
  if (!asker.usable()) return exit_failed;
  const bool on_web = settings::is_web_url(page);
  const auto input = on_web ? asker.ask(page) : read_input(page);
  if (!input) {
    std::cerr << "newswired feeds: " << input.error().message << "\n";
    return exit_failed;
  }
  if (auto itself = as_feed(*input)) {
    if (itself->url.empty()) itself->url = page;
    print(*itself);
    return exit_ok;
  }

  const std::string html = text::to_utf8(input->bytes, input->content_type, text::DocumentKind::html).text;
  const auto links = feed::feed_links(html, input->url);
  for (const feed::FeedLink& link : links) print(link);
  if (!links.empty()) return exit_ok;

  // The page names none: the places where sites keep them all the same. Only what is a feed counts.
  const auto site = on_web ? ingest::split_url(input->url) : std::nullopt;
  for (const char* path : feed::well_known_feed_paths) {
    if (!site) break;
    const auto answer = asker.ask(site->origin() + path);
    const auto found = answer ? as_feed(*answer) : std::nullopt;
    if (!found) continue;
    print(*found);
    return exit_ok;
  }
  std::cerr << "newswired feeds: " << page << " names no feed" << (site ? ", and none is at the usual places" : "") << "\n";
  return exit_failed;
}

}  // namespace

void add_feeds_discover(CLI::App& feeds, const ConfigPath& config, int& exit_status) {
  CLI::App* command = feeds.add_subcommand("discover", "Prints the feeds that a page offers: URL, title, type");
  const auto page = std::make_shared<std::string>();
  command->add_option("--config", *config, "The configuration: networks, proxy and user agent, when the file is there")->capture_default_str();
  command->add_option("PAGE", *page, "an http(s) URL, a file, or - for stdin")->required();
  command->footer("Example: newswired feeds discover https://news.example/ --config newswired.toml");
  command->callback([config, page, &exit_status] { exit_status = discover(*config, *page); });
}

}  // namespace newswired::commands
