// newswired search: looks into the index that the daemon keeps beside its log; works while it runs and while it does not.
#include <CLI/CLI.hpp>
#include <unistd.h>

#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "daemon/commands/commands.h"
#include "daemon/commands/configuration.h"
#include "daemon/search/catalogue.h"
#include "daemon/web/api_json.h"
#include "proto/record.h"

namespace newswired::commands {
namespace {

struct SearchOptions {
  std::string config = default_config;
  std::vector<std::string> words;
  std::string format = "text";
  bool newest = false;
  int limit = 10;
};

int fail(const std::string& message, int status = exit_failed) {
  std::cerr << "newswired search: " << message << "\n";
  return status;
}

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

void print(const search::Hit& hit, bool colour) {
  const auto in = [&](const char* code, const std::string& text) { return colour ? code + text + "\033[0m" : text; };
  const search::Listed& article = hit.article;
  std::cout << in("\033[1m", article.title) << "\n";
  std::cout << in("\033[2m", article.feed_title + " · " + format_rfc3339(article.published.value_or(article.collected)) + " · " + article.url) << "\n  ";
  for (const search::Piece& piece : hit.snippet) std::cout << (piece.hit ? in("\033[1;33m", piece.text) : piece.text);
  std::cout << "\n\n";
}

int search_index(const SearchOptions& options) {
  const auto settings = read_configuration(options.config);
  if (!settings) return exit_failed;
  if (!settings->search.enabled) return fail("[search] enabled is false in " + options.config + ", so there is no index");
  const auto query = search::parse_query(joined(options.words));
  if (!query) return fail(query.error().message, exit_usage);
  const auto catalogue = search::Catalogue::open(settings->state_dir);
  if (!catalogue) return fail(catalogue.error().message);
  const auto hits = catalogue->search(*query, options.newest ? search::Order::newest : search::Order::relevance, options.limit, 0);
  if (!hits) return fail(hits.error().message);
  if (options.format == "json") {
    for (const search::Hit& hit : hits->hits) std::cout << dump_json(web::to_json(hit)) << "\n";
    return exit_ok;
  }
  const bool colour = isatty(STDOUT_FILENO) && std::getenv("NO_COLOR") == nullptr;
  for (const search::Hit& hit : hits->hits) print(hit, colour);
  std::cerr << hits->total << (hits->total == 1 ? " article" : " articles");
  if (hits->total > hits->hits.size()) std::cerr << "; " << hits->hits.size() << " shown, --limit shows more";
  std::cerr << "\n";
  return exit_ok;
}

}  // namespace

void add_search(CLI::App& app, int& exit_status) {
  const auto options = std::make_shared<SearchOptions>();
  CLI::App* command = app.add_subcommand("search", "Find articles by words, names and quotes");
  command->add_option("QUERY", options->words, "Words that must all occur; see below")->required();
  command->add_option("--config", options->config, "The configuration; tells which state directory")->capture_default_str();
  command->add_option("--format", options->format, "text, or json: an article a line")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
  command->add_option("--limit", options->limit, "How many articles are shown")->check(CLI::Range(1, 1000))->capture_default_str();
  command->add_flag("--newest", options->newest, "Newest first instead of best first");
  command->footer(
      "A query: word \"a phrase\" begin* -without this OR that title:W text:W name:W quote:W by:SPEAKER\n"
      "         feed:ID lang:en since:2026-11-20 before:2026-11-21\n"
      "Put -- before a query that begins with a dash.\n"
      "Example: newswired search --config newswired.toml 'by:haddad bakery'");
  command->callback([options, &exit_status] { exit_status = search_index(*options); });
}

}  // namespace newswired::commands
