#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <toml++/toml.h>

#include "daemon/settings/settings.h"

namespace newswired::settings {

/// One configuration key: how its value gets into `Settings`. The table is the single place that knows the keys.
struct Key {
  std::string_view path;  ///< Dotted: "fetch.interval_min".
  /// Stores the value; an answer says what was expected instead ("a duration such as \"2m\"").
  std::function<std::optional<std::string>(const toml::node& value, Settings& settings)> set;
};

std::span<const Key> all_keys();

}  // namespace newswired::settings
