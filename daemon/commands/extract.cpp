#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <tuple>

#include "daemon/commands/commands.h"
#include "daemon/commands/input.h"
#include "daemon/worker/heap.h"
#include "proto/record.h"
#include "stages/clean/page.h"
#include "stages/clean/selector.h"

namespace newswired::commands {
namespace {

struct Options {
  std::string file;
  std::string url;
  std::string content_type;
  clean::SiteRule site;
  bool jsonl = false;
};

/// The article in the file, as users see it; the error names the file.
Result<nlohmann::json> extract(const std::string& file, const std::string& url, const std::string& content_type,
                               const clean::SiteRule& site) {
  const Result<Input> input = read_input(file);
  if (!input) return input.error();
  clean::PageHints hints;
  hints.url = url.empty() ? input->url : url;
  hints.content_type = content_type.empty() ? input->content_type : content_type;
  hints.site = &site;
  return to_json(clean::extract_page(input->bytes, hints));
}

/// Reads a line {"id","url","path"}; a page that fails answers {"id","error"}.
nlohmann::json answer(const std::string& line, const clean::SiteRule& site) {
  nlohmann::json id;
  const auto failed = [&](const std::string& message) { return nlohmann::json{{"id", id}, {"error", message}}; };
  const Result<nlohmann::json> request = parse_json(line);
  if (!request) return failed(request.error().message);
  if (!request->is_object()) return failed("expected an object with id, url and path");
  id = request->value("id", nlohmann::json());
  const auto text = [&](const char* key) {
    const auto member = request->find(key);
    return member != request->end() && member->is_string() ? member->get<std::string>() : std::string();
  };
  if (text("path").empty()) return failed("path: expected a string");

  Result<nlohmann::json> page = extract(text("path"), text("url"), text("content_type"), site);
  if (!page) return failed(page.error().message);
  (*page)["id"] = id;
  return std::move(page).value();
}

int run(const Options& options) {
  if (!options.jsonl) {
    const Result<nlohmann::json> page = extract(options.file, options.url, options.content_type, options.site);
    if (!page) {
      std::cerr << "newswired extract: " << page.error().message << "\n";
      return exit_failed;
    }
    std::cout << dump_json(*page) << "\n";
    return exit_ok;
  }
  worker::keep_freed_memory();
  for (std::string line; std::getline(std::cin, line);)
    if (!line.empty()) std::cout << dump_json(answer(line, options.site)) << "\n" << std::flush;
  return exit_ok;
}

}  // namespace

void add_extract(CLI::App& app, int& exit_status) {
  CLI::App* const command = app.add_subcommand("extract", "Print the article in a web page as one JSON object");
  const auto options = std::make_shared<Options>();
  CLI::Option* const file = command->add_option("FILE", options->file, "A page: path, - for stdin, or address");
  command->add_option("--url", options->url, "Where the page came from: its links are relative to this");
  command->add_option("--content-type", options->content_type, "As the server said: \"text/html; charset=utf-8\"");
  for (const auto& [flag, selector, what] : {std::tuple{"--select", &options->site.select, "Selector of the article, as in [[site]]"},
                                             std::tuple{"--remove", &options->site.remove, "Selector of what is never part of it"}})
    command->add_option(flag, *selector, what)->check([](const std::string& text) {
      const auto list = clean::SelectorList::parse(text);
      return list ? std::string() : list.error().message;
    });
  CLI::Option* const jsonl =
      command->add_flag("--jsonl", options->jsonl, "Many: a line {\"id\",\"url\",\"path\"} on stdin, one out for each");
  file->excludes(jsonl);
  command->footer("Examples:\n  newswired extract page.html --url https://news.example/story.html\n"
                  "  printf '{\"id\":\"1\",\"path\":\"page.html\"}\\n' | newswired extract --jsonl");
  command->callback([options, &exit_status] {
    if (!options->jsonl && options->file.empty()) throw CLI::RequiredError("FILE or --jsonl");
    exit_status = run(*options);
  });
}

}  // namespace newswired::commands
