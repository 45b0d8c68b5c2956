#pragma once

#include <optional>
#include <vector>

#include "daemon/hub/hub.h"
#include "daemon/settings/settings.h"
#include "daemon/wire/keys.h"
#include "proto/result.h"

// Who may reach the daemon's sockets from other machines: the keys of `[curve]`, and the endpoints that need them.
namespace newswired {

/// The keys of the sockets that others reach: none when `[curve]` is empty; `next` while the server's is being changed.
struct Keys {
  std::optional<wire::ServerKeys> present, next;  ///< With the subscribers.
  std::vector<std::string> workers;               ///< Who may work for the hub: whoever does is believed.

  bool operator==(const Keys&) const = default;
};

/// The error of what a key of the configuration names.
Error of_key(const std::string& key, const Error& error);

/// Refuses endpoints that would stand open: tcp off loopback without keys, and any of `[hub] listen`, since whoever works
/// there is believed. The error names the key of the configuration, the endpoint and the remedy.
Result<Done> check_endpoints(const settings::Settings& settings);

/// Checks the endpoints and reads the files. The error names the key of the configuration, the file and the remedy.
Result<Keys> keys_of(const settings::Settings& settings);

/// Whether a key is a systemd credential, which only the service itself can read.
bool uses_credentials(const settings::Settings& settings);

/// The hub's, in the order of its remote endpoints.
std::vector<hub::RemoteEndpoint> remote_endpoints(const settings::Settings& settings, const Keys& keys);

}  // namespace newswired
