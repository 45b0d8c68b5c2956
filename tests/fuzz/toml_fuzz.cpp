// Any bytes as the configuration and as a TOML feed list: settings, or problems with their place; never both a start
// and an unreadable file.
#include <unistd.h>

#include <cstdlib>
#include <fstream>

#include "daemon/settings/feed_lists.h"
#include "daemon/settings/load.h"

namespace {

using namespace newswired::settings;

void check(const std::vector<Problem>& problems) {
  for (const Problem& problem : problems)
    if (problem.message.empty() || problem.line < 0 || problem.column < 0) std::abort();
}

void as_configuration(std::string_view bytes) {
  const Loaded loaded = parse(bytes, "newswired.toml");
  check(loaded.problems);
  if (loaded.ok() && (loaded.settings.state_dir.empty() || loaded.settings.stages.parse < 1)) std::abort();
}

void as_feed_list(std::string_view bytes) {
  // Lists are read from files; one in memory, for this process alone.
  static const std::string folder = "/dev/shm/", name = "newswired-fuzz-" + std::to_string(getpid()) + ".toml";
  std::ofstream(folder + name, std::ios::binary) << bytes;
  Settings settings;
  settings.feeds = {name};
  std::vector<Problem> problems;
  read_feed_lists(folder + "newswired.toml", settings, problems);
  check(problems);
  for (const Feed& feed : settings.feed_list)
    if (feed.id.empty() || feed.id.size() > 64 || feed.url.empty()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  as_configuration(bytes);
  as_feed_list(bytes);
  return 0;
}
