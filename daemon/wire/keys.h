#pragma once

#include <string>
#include <vector>

#include "proto/result.h"

namespace newswired::wire {

/// A CURVE key pair, both halves as 40 characters of Z85 (ZeroMQ RFC 32).
struct KeyPair {
  std::string public_key;
  std::string secret_key;

  bool operator==(const KeyPair&) const = default;
};

/// What a server needs: its own pair and the public keys of those who may come in.
struct ServerKeys {
  KeyPair own;
  std::vector<std::string> clients;

  bool operator==(const ServerKeys&) const = default;
};

/// What a client needs: its own pair and the server's public key.
struct ClientKeys {
  KeyPair own;
  std::string server;
};

/// A new pair from libzmq's generator.
KeyPair new_key_pair();

/// Writes `public <key>` and `secret <key>` on lines of their own; mode 0600, never over an existing file.
Result<Done> write_key_pair(const std::string& file, const KeyPair& pair);

/// Whether the name is `credential:NAME`.
bool is_credential(const std::string& name);

/// Where a key's file lies: `credential:NAME` is the systemd credential of that name, anything else a path.
std::string key_file(const std::string& name);

/// Refuses files that others than the owner may read (of credentials the manager takes care).
Result<KeyPair> read_key_pair(const std::string& file);

/// A server's public key: a file with `public <key>` or the bare key. Needs no secret in it.
Result<std::string> read_public_key(const std::string& file);

/// The allow-list: a public key a line, then what you like (a name); `#` begins a comment.
Result<std::vector<std::string>> read_client_keys(const std::string& file);

}  // namespace newswired::wire
