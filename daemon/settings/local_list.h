#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "daemon/settings/settings.h"
#include "proto/result.h"
#include "stages/feed/opml.h"

namespace newswired::settings {

/// `feeds.d/local.opml` beside the configuration: the one feed list that commands write.
///
/// Holds a lock on its folder from `open` to its end, so that two commands at once lose nothing. What a command
/// cannot read it does not write: a list that is not well-formed is an error.
class LocalList {
 public:
  /// Creates the folder when it is missing. `settings` is what `config_file` says: an error when its `feeds` does not
  /// name the list, since what is written there would never be read.
  static Result<LocalList> open(const std::string& config_file, const Settings& settings);

  LocalList(LocalList&& other) noexcept;
  LocalList& operator=(LocalList&&) = delete;
  ~LocalList();

  std::vector<feed::OpmlFeed>& feeds() { return feeds_; }
  const std::string& file() const { return file_; }

  /// Replaces the file in one step: a crash leaves the old list or the new one.
  Result<Done> save() const;

 private:
  LocalList(std::string file, int folder) : file_(std::move(file)), folder_(folder) {}

  std::string file_;
  int folder_;  // open, locked
  std::vector<feed::OpmlFeed> feeds_;
};

}  // namespace newswired::settings
