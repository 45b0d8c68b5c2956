#pragma once

#include <cstdint>
#include <list>
#include <string>
#include <unordered_map>
#include <vector>

namespace newswired {

/// What a site prints on page after page: the lines that at least `pages_min` articles of a host share are
/// boilerplate. Least recently used hosts and lines go. Not thread-safe: the head's loop owns it.
class HostMemory {
 public:
  static constexpr std::size_t hosts_max = 5'000;
  static constexpr std::size_t lines_max = 500;  ///< Remembered for each host.
  static constexpr int pages_min = 3;

  /// Counts the lines of one more page (each once).
  void learn(const std::string& host, const std::vector<std::uint64_t>& lines);

  /// Lines seen on `pages_min` pages or more, sorted.
  std::vector<std::uint64_t> boilerplate(const std::string& host) const;

 private:
  struct Line {
    int pages = 0;
    std::uint64_t last_page = 0;
  };
  struct Host {
    std::unordered_map<std::uint64_t, Line> lines;
    std::uint64_t page = 0;
    std::list<std::string>::iterator place;
  };
  void forget_old_lines(Host& host);

  std::unordered_map<std::string, Host> hosts_;
  std::list<std::string> recent_;  // newest first
};

}  // namespace newswired
