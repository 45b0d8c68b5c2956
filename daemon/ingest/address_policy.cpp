#include "daemon/ingest/address_policy.h"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>

namespace newswired::ingest {
namespace {

struct Block {
  std::string_view network;
  std::string_view kind;
};

constexpr Block special_v4[] = {
    {"0.0.0.0/8", "this network"},        {"10.0.0.0/8", "private"},
    {"100.64.0.0/10", "carrier NAT"},     {"127.0.0.0/8", "loopback"},
    {"168.63.129.16/32", "metadata"},  // Azure's host agent lives on a public address.
    {"169.254.0.0/16", "link-local"},  // Most clouds' metadata service: 169.254.169.254.
    {"172.16.0.0/12", "private"},         {"192.0.0.0/24", "protocol assignment"},
    {"192.0.2.0/24", "documentation"},    {"192.88.99.0/24", "6to4 relay"},
    {"192.168.0.0/16", "private"},        {"198.18.0.0/15", "benchmarking"},
    {"198.51.100.0/24", "documentation"}, {"203.0.113.0/24", "documentation"},
    {"224.0.0.0/4", "multicast"},         {"240.0.0.0/4", "reserved"},
};

constexpr Block special_v6[] = {
    {"::/128", "unspecified"},
    {"::1/128", "loopback"},
    {"::ffff:0:0/96", "IPv4-mapped"},
    {"::/96", "IPv4-compatible"},
    {"64:ff9b::/96", "NAT64"},
    {"64:ff9b:1::/48", "NAT64"},
    {"100::/64", "discard"},
    {"2001::/32", "Teredo"},
    {"2001::/23", "protocol assignment"},
    {"2001:db8::/32", "documentation"},
    {"2002::/16", "6to4"},
    {"3fff::/20", "documentation"},
    {"fc00::/7", "private"},
    {"fe80::/10", "link-local"},
    {"fec0::/10", "site-local"},
    {"ff00::/8", "multicast"},
};

constexpr int bits_of(Address::Family family) {
  return family == Address::Family::v4 ? 32 : 128;
}

template <std::size_t N>
std::optional<std::string_view> find_block(const Block (&blocks)[N], const Address& address) {
  for (const Block& block : blocks)
    if (parse_network(block.network)->contains(address)) return block.kind;
  return std::nullopt;
}

/// The IPv4 address inside ::ffff:0:0/96.
std::optional<Address> unmapped(const Address& address) {
  if (address.family != Address::Family::v6) return std::nullopt;
  constexpr std::array<std::uint8_t, 12> prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (!std::equal(prefix.begin(), prefix.end(), address.bytes.begin())) return std::nullopt;
  Address inner;
  std::copy_n(address.bytes.begin() + 12, 4, inner.bytes.begin());
  return inner;
}

bool any_contains(std::span<const Network> networks, const Address& address) {
  return std::any_of(networks.begin(), networks.end(),
                     [&](const Network& network) { return network.contains(address); });
}

}  // namespace

std::optional<Address> parse_address(std::string_view text) {
  const std::string copy(text);
  if (copy.find('\0') != std::string::npos) return std::nullopt;
  Address address;
  if (inet_pton(AF_INET, copy.c_str(), address.bytes.data()) == 1) return address;
  address.family = Address::Family::v6;
  if (inet_pton(AF_INET6, copy.c_str(), address.bytes.data()) == 1) return address;
  return std::nullopt;
}

bool Network::contains(const Address& address) const {
  if (address.family != base.family) return false;
  for (int bit = 0; bit < prefix_bits; bit += 8) {
    const int left = std::min(8, prefix_bits - bit);
    const auto mask = static_cast<std::uint8_t>(0xff00 >> left);
    if ((address.bytes[bit / 8] & mask) != (base.bytes[bit / 8] & mask)) return false;
  }
  return true;
}

Result<Network> parse_network(std::string_view text) {
  const auto wrong = [&](std::string_view why) {
    return Error{ErrorKind::invalid, "expected a network such as \"10.0.0.0/8\", got \"" + std::string(text) +
                                         "\"" + std::string(why)};
  };
  const std::size_t slash = text.find('/');
  const std::optional<Address> base = parse_address(text.substr(0, slash));
  if (!base) return wrong("");

  Network network{*base, bits_of(base->family)};
  if (slash != std::string_view::npos) {
    const std::string_view digits = text.substr(slash + 1);
    const auto [end, problem] =
        std::from_chars(digits.data(), digits.data() + digits.size(), network.prefix_bits);
    if (problem != std::errc{} || end != digits.data() + digits.size()) return wrong("");
    if (network.prefix_bits < 0 || network.prefix_bits > bits_of(base->family))
      return wrong(": the prefix is too long");
  }
  for (int bit = network.prefix_bits; bit < bits_of(base->family); ++bit)
    if (base->bytes[bit / 8] & (0x80 >> (bit % 8))) return wrong(": bits are set behind the prefix");
  return network;
}

std::optional<std::string_view> special_purpose(const Address& address) {
  if (address.family == Address::Family::v4) return find_block(special_v4, address);

  if (const auto kind = find_block(special_v6, address)) return kind;
  const bool global_unicast = (address.bytes[0] & 0xe0) == 0x20;
  if (!global_unicast) return "reserved";
  return std::nullopt;
}

bool may_connect(const Address& address, std::span<const Network> allow) {
  if (!special_purpose(address)) return true;
  if (any_contains(allow, address)) return true;
  const std::optional<Address> inner = unmapped(address);
  return inner && any_contains(allow, *inner);
}

}  // namespace newswired::ingest
