#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "proto/result.h"

namespace newswired::ingest {

/// An IPv4 or IPv6 address in network byte order; IPv4 uses the first 4 bytes.
struct Address {
  enum class Family { v4, v6 };

  Family family = Family::v4;
  std::array<std::uint8_t, 16> bytes{};

  bool operator==(const Address&) const = default;
};

/// Reads the canonical spellings only (`inet_pton`): no octal, hexadecimal or short forms, no zone. So a
/// spelling that another parser would read differently is no address here, and what is no address is never
/// connected.
std::optional<Address> parse_address(std::string_view text);

/// A CIDR block such as `10.0.0.0/8` or `fd00::/8`.
struct Network {
  Address base;
  int prefix_bits = 0;

  bool contains(const Address& address) const;
  bool operator==(const Network&) const = default;
};

/// Reads a CIDR block or a single address. Bits behind the prefix must be zero, so that a typing error is
/// told.
Result<Network> parse_network(std::string_view text);

/// Why an address lies outside the public internet: "loopback", "private", "link-local", …; nothing when it
/// is a public unicast address. Source: the IANA special-purpose address registries (RFC 6890 and its
/// updates); IPv6 is public only within 2000::/3.
std::optional<std::string_view> special_purpose(const Address& address);

/// Whether a fetch may open a connection to `address`: public addresses, and those inside one of `allow`.
///
/// IPv4 addresses wrapped in IPv6 (mapped, NAT64, 6to4) are never public; `allow` admits a mapped one when it
/// contains the address inside.
bool may_connect(const Address& address, std::span<const Network> allow);

}  // namespace newswired::ingest
