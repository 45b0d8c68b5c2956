#include "stages/feed/feed.h"

#include <cstdio>
#include <iostream>
#include <memory>

#include "daemon/commands/commands.h"
#include "daemon/commands/input.h"

namespace newswired::commands {
namespace {

struct Options {
  std::string file;
  std::string url;
  std::string content_type;
};

int print_feed(const Options& options) {
  const auto input = read_input(options.file);
  if (!input.ok()) {
    std::cerr << "newswired feed: " << input.error().message << "\n";
    return exit_failed;
  }
  const feed::ParseHints hints{options.url.empty() ? input->url : options.url,
                               options.content_type.empty() ? input->content_type : options.content_type};
  const std::string json = feed::dump(feed::parse_feed(input->bytes, hints)) + "\n";
  const bool written = std::fwrite(json.data(), 1, json.size(), stdout) == json.size() && std::fflush(stdout) == 0;
  return written ? exit_ok : exit_failed;
}

}  // namespace

void add_feed(CLI::App& app, int& exit_status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("feed", "Reads a feed of any kind, well-formed or not, and prints it as one JSON object");
  command->add_option("FILE", options->file, "a file, - for stdin, or an http(s) URL")->required();
  command->add_option("--url", options->url, "where the feed came from: the base of relative links");
  command->add_option("--content-type", options->content_type, "what the server said, such as \"text/xml; charset=koi8-r\"");
  command->callback([options, &exit_status] { exit_status = print_feed(*options); });
}

}  // namespace newswired::commands
