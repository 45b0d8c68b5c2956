#include "daemon/settings/feed_lists.h"

#include <glob.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>

#include "daemon/settings/feed_table.h"
#include "daemon/settings/toml_text.h"
#include "proto/topics.h"
#include "stages/feed/opml.h"

namespace newswired::settings {
namespace {

constexpr std::uintmax_t list_bytes_max = 16u << 20;

/// A feed as a list gives it, and where.
struct Listed {
  Feed feed;
  std::string file;
  int line = 0;
  int column = 0;
};

bool is_pattern(const std::string& name) { return name.find_first_of("*?[") != std::string::npos; }

std::vector<std::string> files_named(const std::string& pattern) {
  glob_t found{};
  std::vector<std::string> files;
  if (glob(pattern.c_str(), 0, nullptr, &found) == 0) files.assign(found.gl_pathv, found.gl_pathv + found.gl_pathc);
  globfree(&found);
  return files;
}

/// The part after `scheme://`; empty when the URL is of another scheme or has no host.
std::string_view after_scheme(std::string_view url, std::string_view scheme) {
  if (!url.starts_with(scheme)) return {};
  const std::string_view rest = url.substr(scheme.size());
  return rest.empty() || rest.front() == '/' ? std::string_view() : rest;
}

std::string hash_suffix(const std::string& url) {
  // FNV-1a, so that an id stays the same wherever the daemon runs.
  std::uint32_t hash = 2166136261u;
  for (const char c : url) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  std::array<char, 12> text{};
  std::snprintf(text.data(), text.size(), "-%08x", hash);
  return text.data();
}

/// From the title, else from host and path.
std::string default_id(const Feed& feed) {
  if (!feed.title.empty()) return slug(feed.title);
  const std::size_t scheme = feed.url.find("://");
  return slug(feed.url.substr(scheme == std::string::npos ? 0 : scheme + 3));
}

/// Reads lists one after the other and keeps ids and URLs apart.
class Lists {
 public:
  Lists(Settings& settings, std::vector<Problem>& problems) : settings_(settings), problems_(problems) {}

  void read(const std::string& file) {
    std::error_code error_code;
    if (std::filesystem::file_size(file, error_code) > list_bytes_max && !error_code)
      return refuse(file, 0, 0, "larger than 16 MiB; split it");
    std::string error;
    const auto bytes = read_file(file, error);
    if (!bytes) return refuse(file, 0, 0, error + "; mend it or take it out of `feeds`");
    if (file.ends_with(".toml"))
      read_toml(file, *bytes);
    else
      read_opml(file, *bytes);
  }

 private:
  void refuse(const std::string& file, int line, int column, std::string message) {
    problems_.push_back({file, line, column, std::move(message), true});
  }
  void skip(const std::string& file, int line, int column, std::string message) {
    problems_.push_back({file, line, column, std::move(message) + "; entry skipped", false});
  }

  void read_opml(const std::string& file, const std::string& bytes) {
    const feed::Opml opml = feed::read_opml(bytes);
    for (const auto& problem : opml.problems) skip(file, problem.line, problem.column, problem.message);
    for (const auto& outline : opml.feeds) {
      Feed feed;
      feed.id = outline.id;
      feed.url = outline.url;
      feed.title = outline.title;
      feed.language = outline.language;
      feed.tags = outline.tags;
      add({std::move(feed), file, outline.line, outline.column});
    }
  }

  void read_toml(const std::string& file, const std::string& bytes) {
    const auto document = parse_toml(bytes, file, problems_);
    if (!document) return;
    for (auto&& [key, node] : *document) {
      const toml::array* feeds = key.str() == "feed" ? node.as_array() : nullptr;
      if (!feeds) {
        refuse(file, int(key.source().begin.line), int(key.source().begin.column),
               std::string(key.str()) + ": unknown key; a feed list holds [[feed]] tables");
        continue;
      }
      for (const toml::node& entry : *feeds) read_toml_feed(file, entry);
    }
  }

  void read_toml_feed(const std::string& file, const toml::node& entry) {
    const auto where = entry.source().begin;
    const toml::table* table = entry.as_table();
    if (!table) return skip(file, int(where.line), int(where.column), "feed: expected a table [[feed]]");
    Feed feed;
    feed.from_toml = true;
    const std::string folder = std::filesystem::path(file).parent_path().string();
    for (auto&& [key, node] : *table) {
      const auto complaint = set_feed_member(feed, std::string(key.str()), node, folder);
      if (!complaint) continue;
      const auto at = node.source().begin;
      return skip(file, int(at.line), int(at.column), "feed." + std::string(key.str()) + ": " + *complaint);
    }
    add({std::move(feed), file, int(where.line), int(where.column)});
  }

  void add(Listed listed) {
    Feed& feed = listed.feed;
    if (const auto complaint = wrong_url(feed)) return skip(listed.file, listed.line, listed.column, *complaint);
    if (const auto known = urls_.find(feed.url); known != urls_.end())
      return skip(listed.file, listed.line, listed.column, feed.url + ": is in " + known->second + " already");
    if (!feed.id.empty() && feed.id != slug(feed.id))
      return skip(listed.file, listed.line, listed.column,
                  "id: expected [a-z0-9-]{1,64}, got \"" + feed.id + "\"; \"" + slug(feed.id) + "\" would do");
    const bool chosen = !feed.id.empty();
    if (!chosen) feed.id = default_id(feed);
    if (ids_.contains(feed.id) && chosen)
      return skip(listed.file, listed.line, listed.column, "id: \"" + feed.id + "\" is taken by " + ids_[feed.id]);
    // Two feeds of one title: the later one is told apart by its URL, whatever the order of the lists.
    if (ids_.contains(feed.id)) feed.id = slug(feed.id).substr(0, 55) + hash_suffix(feed.url);
    feed.place = listed.file + ':' + std::to_string(listed.line);
    urls_[feed.url] = feed.place;
    ids_[feed.id] = feed.url;
    settings_.feed_list.push_back(std::move(feed));
  }

  static std::optional<std::string> wrong_url(const Feed& feed) {
    if (feed.url.empty()) return "url: missing";
    if (is_web_url(feed.url)) return std::nullopt;
    if (!feed.url.starts_with("file:"))
      return "url: expected an http or https URL, got \"" + feed.url + "\"";
    if (!feed.from_toml) return "url: file: URLs are allowed only in TOML lists, got \"" + feed.url + "\"";
    return std::nullopt;
  }

  Settings& settings_;
  std::vector<Problem>& problems_;
  std::map<std::string, std::string> urls_;
  std::map<std::string, std::string> ids_;
};

}  // namespace

bool is_web_url(std::string_view url) {
  const bool clean = std::none_of(url.begin(), url.end(), [](char c) { return static_cast<unsigned char>(c) <= ' '; });
  return clean && !(after_scheme(url, "http://").empty() && after_scheme(url, "https://").empty());
}

void read_feed_lists(const std::string& config_file, Settings& settings, std::vector<Problem>& problems) {
  const std::filesystem::path folder = std::filesystem::path(config_file).parent_path();
  Lists lists(settings, problems);
  for (const std::string& name : settings.feeds) {
    const std::string path = (folder / name).string();
    if (!is_pattern(name)) {
      if (!std::filesystem::exists(path))
        problems.push_back({config_file, 0, 0, "feeds: " + path + " is not there; create it or take it out of `feeds`"});
      else
        lists.read(path);
      continue;
    }
    for (const std::string& file : files_named(path)) lists.read(file);
  }
}

}  // namespace newswired::settings
