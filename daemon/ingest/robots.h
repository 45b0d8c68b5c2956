#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::ingest {

/// What a robots.txt says to us (RFC 9309): the rules of the groups that name our product token, else of `*`.
///
/// A plain value; parsing never fails, unreadable lines are skipped.
class Robots {
 public:
  /// How much of a robots.txt is read; RFC 9309 asks for at least 500 KiB.
  static constexpr std::size_t bytes_max = 512 * 1024;

  /// `product` is our product token, such as "newswired"; case does not matter.
  static Robots parse(std::string_view text, std::string_view product);
  static Robots allow_all() { return {}; }
  static Robots disallow_all();

  /// What an answer means (RFC 9309, 2.3.1): 2xx is parsed, 4xx allows everything, anything else (5xx, no
  /// answer: status 0) forbids everything until it is asked again. 429 counts as a refusal for now, too.
  static Robots from_answer(int status, std::string_view body, std::string_view product);

  /// Whether the path (with query) of a URL may be fetched. The longest matching rule decides, allow wins a
  /// tie;
  /// `*` and a final `$` are understood; percent-encoding is compared normalised. `/robots.txt` always may.
  bool allows(std::string_view path) const;

  /// Crawl-delay, which is not in the RFC but widely meant; at most a minute.
  std::optional<std::chrono::milliseconds> crawl_delay() const { return crawl_delay_; }

 private:
  struct Rule {
    std::string pattern;
    bool allow = false;
  };
  std::vector<Rule> rules_;
  std::optional<std::chrono::milliseconds> crawl_delay_;
};

}  // namespace newswired::ingest
