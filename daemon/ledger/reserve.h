#pragma once

#include <cstdint>
#include <string>

namespace newswired::ledger {

/// Disk space kept for the day when there is none left: a file that is given up when the disk is full, so that what has
/// been accepted can still be committed, logged and read. While it is given up nothing new is accepted.
///
/// Not thread-safe.
class Reserve {
 public:
  /// `<folder>/reserve` of `bytes`; 0: there is none, and it counts as held.
  Reserve(const std::string& folder, std::uint64_t bytes) : file_(folder + "/reserve"), bytes_(bytes) {}

  /// Allocates it, unless it is there. False when the disk has not that much and a quarter more, so that intake does not
  /// open and shut at the edge.
  bool hold();

  /// Gives its space back to the file system.
  void give_up() noexcept;

  bool held() const { return held_ || bytes_ == 0; }
  std::uint64_t bytes() const { return bytes_; }

 private:
  std::string file_;
  std::uint64_t bytes_;
  bool held_ = false;
};

}  // namespace newswired::ledger
