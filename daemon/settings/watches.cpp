#include "daemon/settings/watches.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "daemon/settings/toml_text.h"
#include "daemon/settings/values.h"
#include "proto/topics.h"

namespace newswired::settings {
namespace {

constexpr std::size_t watches_max = 1'000;
constexpr std::size_t items_max = 1'000;      // of one list
constexpr std::size_t item_bytes_max = 200;

constexpr std::pair<const char*, std::vector<std::string> Watch::*> lists[] = {
    {"any", &Watch::any}, {"all", &Watch::all}, {"none", &Watch::none}, {"people", &Watch::people}, {"feeds", &Watch::feeds}};

/// Reads one table; what is wrong goes to the problems.
class Reader {
 public:
  Reader(const std::string& file, Loaded& loaded) : file_(file), loaded_(loaded) {}

  void read(const toml::table& table) {
    Watch watch;
    const std::size_t before = loaded_.problems.size();
    for (auto&& [key, node] : table) {
      const std::string name(key.str());
      if (name == "name")
        read_name(node, watch);
      else if (const auto list = list_of(name))
        read_list(name, node, watch.*list);
      else
        complain(key.source(), "watch." + name + ": unknown key" + suggestion(name));
    }
    if (loaded_.problems.size() > before) return;
    if (watch.name.empty()) return complain(table.source(), "watch: name is missing");
    if (watch.any.empty() && watch.all.empty() && watch.people.empty() && watch.feeds.empty())
      return complain(table.source(), "watch " + watch.name + ": would match everything; give any, all, people or feeds");
    const auto& known = loaded_.settings.watches;
    if (std::any_of(known.begin(), known.end(), [&](const Watch& other) { return other.name == watch.name; }))
      return complain(table.source(), "watch.name: \"" + watch.name + "\" is there already");
    loaded_.settings.watches.push_back(std::move(watch));
  }

  void complain(const toml::source_region& where, std::string message) {
    loaded_.problems.push_back({file_, int(where.begin.line), int(where.begin.column), std::move(message), true});
  }

 private:
  static std::vector<std::string> Watch::*list_of(const std::string& name) {
    for (const auto& [key, list] : lists)
      if (name == key) return list;
    return nullptr;
  }

  static std::string suggestion(const std::string& name) {
    std::vector<std::string> known{"name"};
    for (const auto& [key, list] : lists) known.emplace_back(key);
    const auto near = nearest(name, known);
    return near ? "; did you mean " + *near + "?" : "; known are name, any, all, none, people and feeds";
  }

  void read_name(const toml::node& node, Watch& watch) {
    const auto value = node.value_exact<std::string>();
    if (!value || value->empty()) return complain(node.source(), "watch.name: expected a string, got " + shown(node));
    if (*value != slug(*value))
      return complain(node.source(), "watch.name: expected [a-z0-9-]{1,64}, got \"" + *value + "\"; \"" + slug(*value) + "\" would do");
    watch.name = *value;
  }

  void read_list(const std::string& name, const toml::node& node, std::vector<std::string>& list) {
    const toml::array* array = node.as_array();
    if (!array) return complain(node.source(), "watch." + name + ": expected an array of strings, got " + shown(node));
    if (array->size() > items_max)
      return complain(node.source(), "watch." + name + ": more than " + std::to_string(items_max) + " strings; make several watchlists");
    for (const toml::node& item : *array) {
      const auto value = item.value_exact<std::string>();
      if (!value || value->find_first_not_of(" \t\n*") == std::string::npos || value->size() > item_bytes_max)
        complain(item.source(), "watch." + name + ": expected strings of 1 to " + std::to_string(item_bytes_max) + " bytes, got " + shown(item));
      else
        list.push_back(*value);
    }
  }

  const std::string& file_;
  Loaded& loaded_;
};

}  // namespace

void read_watches(const toml::node& node, const std::string& file, Loaded& loaded) {
  Reader reader(file, loaded);
  const toml::array* tables = node.as_array();
  if (!tables || !tables->is_homogeneous(toml::node_type::table))
    return reader.complain(node.source(), "watch: expected tables, each headed [[watch]]");
  if (tables->size() > watches_max) return reader.complain(node.source(), "watch: more than " + std::to_string(watches_max) + " watchlists");
  for (const toml::node& table : *tables) reader.read(*table.as_table());
}

void check_watched_feeds(const std::string& file, Loaded& loaded) {
  std::vector<std::string> ids;
  for (const Feed& feed : loaded.settings.feed_list) ids.push_back(feed.id);
  for (const Watch& watch : loaded.settings.watches)
    for (const std::string& id : watch.feeds) {
      if (std::find(ids.begin(), ids.end(), id) != ids.end()) continue;
      const auto near = nearest(id, ids);
      loaded.problems.push_back({file, 0, 0, "watch " + watch.name + ": no feed has the id \"" + id + "\"" +
                                                 (near ? "; did you mean " + *near + "?" : "; `newswired feeds list` shows them"), false});
    }
}

}  // namespace newswired::settings
