#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "daemon/settings/problem.h"
#include "daemon/settings/settings.h"

namespace newswired::settings {

/// Reads every list that `settings.feeds` names (globs, relative to the folder of `config_file`) into
/// `settings.feed_list`. A name without wildcard that is not there refuses the start; a bad entry is reported and
/// skipped. `.opml` lists may not name `file:` URLs, `.toml` lists may.
void read_feed_lists(const std::string& config_file, Settings& settings, std::vector<Problem>& problems);

/// Whether a list of any kind may hold `url`: http or https with a host, no blanks.
bool is_web_url(std::string_view url);

}  // namespace newswired::settings
