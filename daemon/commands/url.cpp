// newswired url: URLs on stdin, their canonical forms on stdout.
#include <CLI/CLI.hpp>
#include <iostream>
#include <string>

#include "daemon/commands/commands.h"
#include "stages/dedup/canonical_url.h"

namespace newswired::commands {
namespace {

int print_canonical_urls(std::istream& in, std::ostream& out) {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(in, line);) out << dedup::canonical_url(line) << '\n';
  out.flush();
  return in.bad() || !out ? exit_failed : exit_ok;
}

}  // namespace

void add_url(CLI::App& app, int& exit_status) {
  CLI::App* command = app.add_subcommand("url", "Print the canonical form of URLs: one a line on stdin, one a line on stdout");
  command->footer("The canonical form is what deduplication compares: tracking parameters, AMP and mobile\n"
                  "addresses, default ports and the like make no difference.\n\n"
                  "Example: printf 'https://www.example.org/a?utm_source=rss\\n' | newswired url");
  command->callback([&exit_status] { exit_status = print_canonical_urls(std::cin, std::cout); });
}

}  // namespace newswired::commands
