#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace newswired::ingest {

/// The parts of an absolute URL, as the fetcher itself reads them: what another parser would see in a strange
/// URL does not matter, since this one connects.
struct UrlParts {
  std::string scheme;  ///< Lower case.
  std::string
      host;  ///< Lower case, IPv4 in dotted form (`0x7f.1` is `127.0.0.1`), IPv6 in brackets, no final dot.
  std::string port;  ///< Always there for http(s).
  std::string path;  ///< With query, without fragment; at least `/`.
  bool has_user = false;

  /// `scheme://host:port`.
  std::string origin() const { return scheme + "://" + host + ":" + port; }
};

/// The URL as it goes over the wire: blanks around it dropped; blanks, controls and bytes beyond ASCII behind
/// the host percent-encoded, as browsers do with what feeds give them. Everything else stays as it is.
std::string wire_url(std::string_view url);

/// Reads `wire_url(url)`. Nothing when it is no absolute URL that curl reads, or is longer than 8,000 bytes.
std::optional<UrlParts> split_url(const std::string& url);

/// The host under whose name requests stand in line: the one of `shared` that `host` is a subdomain of, else itself.
std::string shared_host(const std::string& host, const std::vector<std::string>& shared);

/// The URL without user, password and fragment; as given when unreadable.
std::string shown_url(const std::string& url);

}  // namespace newswired::ingest
