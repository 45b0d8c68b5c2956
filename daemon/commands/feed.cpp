#include <CLI/CLI.hpp>

#include "stages/feed/feed.h"

#include <cerrno>
#include <cstdio>
#include <cstring>
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
  auto input = read_input(options.file);
  if (!input.ok()) {
    std::cerr << "newswired feed: " << input.error().message << "\n";
    return exit_failed;
  }
  const feed::ParseHints hints{options.url.empty() ? input->url : options.url,
                               options.content_type.empty() ? input->content_type : options.content_type};
  const feed::Feed feed = feed::parse_feed(input->bytes, hints);
  input->bytes = {};  // Half of what a large feed takes; the printing needs none of it.
  feed::write_json(feed, [](std::string_view part) { std::fwrite(part.data(), 1, part.size(), stdout); });
  std::fputc('\n', stdout);
  if (std::fflush(stdout) == 0 && !std::ferror(stdout)) return exit_ok;
  std::cerr << "newswired feed: the output could not be written: " << std::strerror(errno) << "\n";
  return exit_failed;
}

}  // namespace

void add_feed(CLI::App& app, int& exit_status) {
  const auto options = std::make_shared<Options>();
  CLI::App* command = app.add_subcommand("feed", "Reads a feed of any kind, well-formed or not, and prints it as one JSON object");
  command->add_option("FILE", options->file, "a file, - for stdin, or an http(s) URL")->required();
  command->add_option("--url", options->url, "where the feed came from: the base of relative links");
  command->add_option("--content-type", options->content_type, "what the server said, such as \"text/xml; charset=koi8-r\"");
  command->footer("Examples:\n  newswired feed feed.xml\n  newswired feed - --url https://news.example/feed.xml < feed.xml");
  command->callback([options, &exit_status] { exit_status = print_feed(*options); });
}

}  // namespace newswired::commands
