#include "daemon/access.h"

#include <string>

#include "daemon/wire/gate.h"

namespace newswired {
namespace {

using settings::Settings;

Error invalid(std::string message) { return {ErrorKind::invalid, std::move(message)}; }

/// Of no file: nobody.
Result<std::vector<std::string>> read_list(const std::string& file) {
  return file.empty() ? Result<std::vector<std::string>>(std::vector<std::string>()) : wire::read_client_keys(file);
}

}  // namespace

Error of_key(const std::string& key, const Error& error) { return {error.kind, key + ": " + error.message}; }

Result<Done> check_endpoints(const Settings& settings) {
  const auto& curve = settings.curve;
  const bool subscribers = !curve.server_key.empty() && !curve.clients.empty();
  for (const auto& [key, endpoints] : {std::pair("output.live", &settings.output.live), std::pair("output.log", &settings.output.log)})
    for (const std::string& endpoint : *endpoints)
      if (wire::leaves_this_machine(endpoint) && !subscribers)
        return invalid(std::string(key) + ": " + endpoint + " can be reached from other machines and needs keys: set server_key and clients "
                       "under [curve] (`newswired keys new` makes a key), or bind 127.0.0.1");
  if (!settings.hub.listen.empty() && (curve.server_key.empty() || settings.hub.workers.empty()))
    return invalid("hub.listen: " + settings.hub.listen.front() + " lets workers in and needs keys, on loopback too: set [hub] workers and "
                   "[curve] server_key (`newswired keys new` makes a key)");
  if (curve.server_key.empty() != curve.clients.empty() && settings.hub.listen.empty())
    return invalid("curve: server_key and clients belong together; set both or none");
  const bool next = !curve.next_live.empty() || !curve.next_log.empty() || !curve.next_hub.empty();
  if (curve.next_server_key.empty() == next)
    return invalid("curve: next_server_key and its endpoints (next_live, next_log, next_hub) belong together; set both or none");
  if (next && curve.server_key.empty()) return invalid("curve: next_server_key needs a server_key to follow");
  if (!curve.next_hub.empty() && settings.hub.workers.empty()) return invalid("curve.next_hub: lets workers in; set [hub] workers");
  return Done{};
}

Result<Keys> keys_of(const Settings& settings) {
  if (auto fine = check_endpoints(settings); !fine) return fine.error();
  const auto& curve = settings.curve;
  Keys keys;
  if (curve.server_key.empty()) return keys;
  const auto own = wire::read_key_pair(curve.server_key);
  if (!own) return of_key("curve.server_key", own.error());
  const auto clients = read_list(curve.clients);
  if (!clients) return of_key("curve.clients", clients.error());
  keys.present = {*own, *clients};
  auto workers = read_list(settings.hub.workers);
  if (!workers) return of_key("hub.workers", workers.error());
  keys.workers = std::move(*workers);
  if (curve.next_server_key.empty()) return keys;
  const auto next = wire::read_key_pair(curve.next_server_key);
  if (!next) return of_key("curve.next_server_key", next.error());
  keys.next = {*next, *clients};
  return keys;
}

bool uses_credentials(const Settings& settings) {
  for (const std::string* name : {&settings.curve.server_key, &settings.curve.clients, &settings.curve.next_server_key, &settings.hub.workers})
    if (wire::is_credential(*name)) return true;
  return false;
}

std::vector<hub::RemoteEndpoint> remote_endpoints(const Settings& settings, const Keys& keys) {
  std::vector<hub::RemoteEndpoint> remote;
  const auto add = [&](const std::vector<std::string>& endpoints, const std::optional<wire::ServerKeys>& of_server) {
    if (!of_server) return;
    for (const std::string& endpoint : endpoints) remote.push_back({endpoint, wire::ServerKeys{of_server->own, keys.workers}});
  };
  add(settings.hub.listen, keys.present);
  add(settings.curve.next_hub, keys.next);
  return remote;
}

}  // namespace newswired
