#include "daemon/settings/feed_table.h"

#include <filesystem>
#include <map>

#include "daemon/ingest/address_policy.h"
#include "daemon/settings/secret_file.h"
#include "daemon/settings/toml_text.h"
#include "daemon/settings/values.h"

namespace newswired::settings {
namespace {

using Complaint = std::optional<std::string>;

Complaint expected(const std::string& what, const toml::node& node) { return "expected " + what + ", got " + shown(node); }

Complaint set_full_text(Feed& feed, const toml::node& node) {
  const auto text = node.value_exact<std::string>();
  if (text == "auto") feed.full_text = FullText::automatic;
  else if (text == "always") feed.full_text = FullText::always;
  else if (text == "never") feed.full_text = FullText::never;
  else return expected("one of \"auto\", \"always\", \"never\"", node);
  return std::nullopt;
}

Complaint set_list(std::vector<std::string>& list, const toml::node& node, bool of_networks) {
  const toml::array* array = node.as_array();
  if (!array) return expected("an array of strings", node);
  for (const toml::node& item : *array) {
    const auto value = item.value_exact<std::string>();
    if (!value || (of_networks && !ingest::parse_network(*value)))
      return expected(of_networks ? "networks such as \"127.0.0.0/8\"" : "an array of strings", node);
    list.push_back(*value);
  }
  return std::nullopt;
}

/// `credentials_file` and `headers_file`.
Complaint read_secret(Feed& feed, const std::string& name, const toml::node& node, const std::string& folder) {
  const auto file = node.value_exact<std::string>();
  if (!file || file->empty()) return expected("a file name", node);
  const std::string path = (std::filesystem::path(folder) / *file).string();
  const auto text = read_secret_file(path);
  if (!text) return text.error().message;
  if (name == "credentials_file") {
    auto credentials = parse_credentials(*text, path);
    if (!credentials) return credentials.error().message;
    feed.credentials = std::move(*credentials);
  } else {
    auto headers = parse_headers(*text, path);
    if (!headers) return headers.error().message;
    feed.headers = std::move(*headers);
  }
  return std::nullopt;
}

}  // namespace

const std::vector<std::string>& feed_members() {
  static const std::vector<std::string> names{"url", "id", "title", "language", "interval", "full_text", "tags", "allow_networks", "body_max",
                                              "proxy", "credentials_file", "headers_file"};
  return names;
}

std::optional<std::string> set_feed_member(Feed& feed, const std::string& name, const toml::node& node, const std::string& folder) {
  const auto text = node.value_exact<std::string>();
  const std::map<std::string, std::string*> texts{
      {"url", &feed.url}, {"id", &feed.id}, {"title", &feed.title}, {"language", &feed.language}, {"proxy", &feed.proxy}};
  if (const auto known = texts.find(name); known != texts.end()) {
    if (!text) return expected("a string", node);
    *known->second = *text;
    return std::nullopt;
  }
  if (name == "interval") {
    feed.interval = text ? parse_duration(*text) : std::nullopt;
    return feed.interval ? std::nullopt : expected("a duration such as \"10m\"", node);
  }
  if (name == "body_max") {
    feed.body_max = text ? parse_size(*text) : std::nullopt;
    return feed.body_max ? std::nullopt : expected("a size such as \"64MiB\"", node);
  }
  if (name == "full_text") return set_full_text(feed, node);
  if (name == "tags") return set_list(feed.tags, node, false);
  if (name == "allow_networks") return set_list(feed.allow_networks, node, true);
  if (name == "credentials_file" || name == "headers_file") return read_secret(feed, name, node, folder);
  const auto suggestion = nearest(name, feed_members());
  return "unknown key" + (suggestion ? "; did you mean " + *suggestion + "?" : std::string());
}

}  // namespace newswired::settings
