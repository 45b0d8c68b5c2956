#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <unordered_set>

namespace newswired::ingest {

/// Keeps the feeds of one host from taking every place that polls have: a few of them are in work, the others stand in a
/// line of their own, and whoever has another host passes by. Pure.
class HostShare {
 public:
  /// A place for one more poll of `host`, of which at most `places` are in work; else `feed` stands in its line, once.
  bool enter(const std::string& host, const std::string& feed, std::size_t places);

  /// A poll of `host` has ended; its place is free.
  void leave(const std::string& host);

  /// Takes the first one out of the line of `host`.
  std::optional<std::string> next(const std::string& host);

 private:
  struct Line {
    std::size_t in_work = 0;
    std::deque<std::string> waiting;
    std::unordered_set<std::string> names;  // of those waiting
  };
  std::map<std::string, Line> lines_;
};

}  // namespace newswired::ingest
