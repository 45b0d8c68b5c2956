#include "daemon/settings/sites.h"

#include <algorithm>

#include "daemon/settings/toml_text.h"
#include "daemon/settings/values.h"
#include "stages/clean/selector.h"

namespace newswired::settings {
namespace {

/// "gazette.example": small letters, no scheme, port or path.
bool is_host(std::string_view text) {
  return !text.empty() && text.front() != '.' && text.back() != '.' &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-';
         });
}

class Reader {
 public:
  Reader(const std::string& file, std::vector<Problem>& problems) : file_(file), problems_(problems) {}

  bool read(const toml::node& entry, clean::SiteRule& rule) {
    const std::size_t before = problems_.size();
    const toml::table* table = entry.as_table();
    if (!table) complain(entry.source(), "site: expected a table [[site]]");
    else for (auto&& [key, node] : *table) read_member(key, node, rule);
    if (problems_.size() == before && rule.host.empty())
      complain(entry.source(), "site: host is missing; name the host whose pages the selectors are for");
    if (problems_.size() == before && rule.select.empty() && rule.remove.empty())
      complain(entry.source(), "site " + rule.host + ": neither select nor remove; give one or take the table out");
    return problems_.size() == before;
  }

 private:
  void read_member(const toml::key& key, const toml::node& node, clean::SiteRule& rule) {
    const std::string name(key.str());
    if (name != "host" && name != "select" && name != "remove") {
      const auto meant = nearest(name, {"host", "select", "remove"});
      return complain(key.source(), "site." + name + ": unknown key" + (meant ? "; did you mean " + *meant + "?" : ""));
    }
    const auto value = node.value_exact<std::string>();
    if (!value) return complain(node.source(), "site." + name + ": expected a string, got " + shown(node));
    if (name == "host") {
      if (!is_host(*value))
        return complain(node.source(), "site.host: expected a host such as \"gazette.example\", got " + shown(node));
      rule.host = *value;
      return;
    }
    if (const auto list = clean::SelectorList::parse(*value); !list)
      return complain(node.source(), "site." + name + ": " + list.error().message);
    (name == "select" ? rule.select : rule.remove) = *value;
  }

  void complain(const toml::source_region& where, std::string message) {
    problems_.push_back({file_, int(where.begin.line), int(where.begin.column), std::move(message), true});
  }

  const std::string& file_;
  std::vector<Problem>& problems_;
};

}  // namespace

void read_sites(const toml::node& node, const std::string& file, std::vector<clean::SiteRule>& sites,
                std::vector<Problem>& problems) {
  const toml::array* tables = node.as_array();
  if (!tables) {
    const auto at = node.source().begin;
    problems.push_back({file, int(at.line), int(at.column), "site: expected tables [[site]]", true});
    return;
  }
  for (const toml::node& entry : *tables)
    if (clean::SiteRule rule; Reader(file, problems).read(entry, rule)) sites.push_back(std::move(rule));
}

}  // namespace newswired::settings
