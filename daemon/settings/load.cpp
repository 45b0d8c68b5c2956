#include "daemon/settings/load.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <toml++/toml.h>
#include <tuple>

#include "daemon/settings/feed_lists.h"
#include "daemon/settings/keys.h"
#include "daemon/settings/sites.h"
#include "daemon/settings/toml_text.h"
#include "daemon/settings/values.h"
#include "daemon/settings/watches.h"

namespace newswired::settings {
namespace {

/// Walks the tables of one file and sets what the key table knows.
class Walk {
 public:
  Walk(const std::string& file, Loaded& loaded) : file_(file), loaded_(loaded) {}

  void table(const toml::table& table, const std::string& prefix) {
    for (auto&& [key, node] : table) {
      const std::string path = prefix + std::string(key.str());
      if (const Key* known = find(path))
        set(*known, node);
      else if (path == "watch")
        read_watches(node, file_, loaded_);
      else if (path == "site")
        read_sites(node, file_, loaded_.settings.sites, loaded_.problems);
      else if (is_section(path) && node.is_table())
        this->table(*node.as_table(), path + '.');
      else if (is_section(path))
        complain(node.source(), path + ": expected a table [" + path + "]");
      else
        complain(key.source(), unknown(path, std::string(key.str()), prefix));
    }
  }

 private:
  static const Key* find(std::string_view path) {
    for (const Key& key : all_keys())
      if (key.path == path) return &key;
    return nullptr;
  }

  static bool is_section(const std::string& path) {
    return std::any_of(all_keys().begin(), all_keys().end(),
                       [&](const Key& key) { return key.path.starts_with(path + '.'); });
  }

  void set(const Key& key, const toml::node& node) {
    if (const auto expected = key.set(node, loaded_.settings))
      complain(node.source(), std::string(key.path) + ": expected " + *expected + ", got " + shown(node));
  }

  static std::string unknown(const std::string& path, const std::string& name, const std::string& prefix) {
    std::vector<std::string> siblings;
    for (const Key& key : all_keys()) {
      if (!key.path.starts_with(prefix)) continue;
      const std::string_view rest = key.path.substr(prefix.size());
      siblings.emplace_back(rest.substr(0, rest.find('.')));
    }
    if (prefix.empty()) siblings.emplace_back("watch");
    const auto suggestion = nearest(name, siblings);
    return path + ": unknown key" + (suggestion ? "; did you mean " + *suggestion + "?" : "");
  }

  void complain(const toml::source_region& where, std::string message) {
    loaded_.problems.push_back(
        {file_, int(where.begin.line), int(where.begin.column), std::move(message), true});
  }

  const std::string& file_;
  Loaded& loaded_;
};

/// What no single key can know.
void check_together(const Settings& settings, const std::string& file, std::vector<Problem>& problems) {
  if (settings.fetch.interval_min > settings.fetch.interval_max)
    problems.push_back({file, 0, 0, "fetch.interval_min is above fetch.interval_max; raise the one or lower the other"});
  // The longest socket path below the state directory must fit sockaddr_un (107 bytes).
  if (settings.state_dir.size() + std::strlen("/control.sock") > 107)
    problems.push_back({file, 0, 0, "state_dir: longer than 94 bytes, so its sockets cannot be bound; choose a shorter path"});
  if (!settings.websub.listen.empty() && !is_web_url(settings.websub.callback))
    problems.push_back({file, 0, 0, "websub.callback: expected the http(s) URL under which hubs reach websub.listen, got \"" + settings.websub.callback + "\""});
  if (settings.state_dir.empty() || settings.state_dir.front() != '/')
    problems.push_back({file, 0, 0, "state_dir: expected an absolute path, got \"" + settings.state_dir + "\""});
}

}  // namespace

std::string Problem::to_string() const {
  if (line == 0) return file + ": " + message;
  return file + ':' + std::to_string(line) + ':' + std::to_string(column) + ": " + message;
}

bool Loaded::ok() const {
  return std::none_of(problems.begin(), problems.end(), [](const Problem& problem) { return problem.refuses_start; });
}

Loaded parse(std::string_view text, const std::string& file) {
  Loaded loaded;
  const auto table = parse_toml(text, file, loaded.problems);
  if (!table) return loaded;
  Walk(file, loaded).table(*table, "");
  check_together(loaded.settings, file, loaded.problems);
  std::stable_sort(loaded.problems.begin(), loaded.problems.end(), [](const Problem& a, const Problem& b) {
    return std::tie(a.line, a.column) < std::tie(b.line, b.column);
  });
  return loaded;
}

Loaded load(const std::string& file) {
  std::string error;
  const auto text = read_file(file, error);
  if (!text) {
    Loaded loaded;
    loaded.problems.push_back({file, 0, 0, error + "; give another with --config FILE"});
    return loaded;
  }
  Loaded loaded = parse(*text, file);
  if (loaded.ok()) read_feed_lists(file, loaded.settings, loaded.problems);
  if (loaded.ok()) check_watched_feeds(file, loaded);
  return loaded;
}

}  // namespace newswired::settings
