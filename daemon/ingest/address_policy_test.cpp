#include "daemon/ingest/address_policy.h"

#include <gtest/gtest.h>

#include <vector>

namespace newswired::ingest {
namespace {

bool may(std::string_view address, std::vector<Network> allow = {}) {
  return may_connect(parse_address(address).value(), allow);
}

std::string kind(std::string_view address) {
  return std::string(special_purpose(parse_address(address).value()).value_or("public"));
}

TEST(AddressPolicy, AdmitsPublicAddresses) {
  for (const char* address :
       {"8.8.8.8", "1.1.1.1", "172.15.255.255", "172.32.0.0", "100.63.255.255", "100.128.0.0",
        "223.255.255.255", "2606:4700::1111", "2a00:1450:4001::200e", "2400::1"})
    EXPECT_TRUE(may(address)) << address;
}

TEST(AddressPolicy, RefusesEveryClassOfSpecialIpv4Address) {
  EXPECT_EQ(kind("0.0.0.0"), "this network");
  EXPECT_EQ(kind("0.255.255.255"), "this network");
  EXPECT_EQ(kind("10.1.2.3"), "private");
  EXPECT_EQ(kind("172.16.0.0"), "private");
  EXPECT_EQ(kind("172.31.255.255"), "private");
  EXPECT_EQ(kind("192.168.255.255"), "private");
  EXPECT_EQ(kind("100.64.0.0"), "carrier NAT");
  EXPECT_EQ(kind("100.127.255.255"), "carrier NAT");
  EXPECT_EQ(kind("127.0.0.1"), "loopback");
  EXPECT_EQ(kind("127.255.255.255"), "loopback");
  EXPECT_EQ(kind("169.254.169.254"), "link-local");
  EXPECT_EQ(kind("168.63.129.16"), "metadata");
  EXPECT_EQ(kind("192.0.0.192"), "protocol assignment");
  EXPECT_EQ(kind("198.19.255.255"), "benchmarking");
  EXPECT_EQ(kind("203.0.113.1"), "documentation");
  EXPECT_EQ(kind("224.0.0.1"), "multicast");
  EXPECT_EQ(kind("255.255.255.255"), "reserved");
  EXPECT_FALSE(may("10.1.2.3"));
}

TEST(AddressPolicy, RefusesEveryClassOfSpecialIpv6Address) {
  EXPECT_EQ(kind("::"), "unspecified");
  EXPECT_EQ(kind("::1"), "loopback");
  EXPECT_EQ(kind("::127.0.0.1"), "IPv4-compatible");
  EXPECT_EQ(kind("fe80::1"), "link-local");
  EXPECT_EQ(kind("fec0::1"), "site-local");
  EXPECT_EQ(kind("fd00:ec2::254"), "private");
  EXPECT_EQ(kind("ff02::1"), "multicast");
  EXPECT_EQ(kind("2001::1"), "Teredo");
  EXPECT_EQ(kind("2001:db8::1"), "documentation");
  EXPECT_EQ(kind("4000::1"), "reserved");
  EXPECT_FALSE(may("4000::1"));
}

TEST(AddressPolicy, RefusesIpv4InsideIpv6WhateverIsInside) {
  for (const char* address : {"::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "64:ff9b::a00:1",
                              "64:ff9b::808:808", "2002:7f00:1::", "2002:808:808::1"})
    EXPECT_FALSE(may(address)) << address;
}

TEST(AddressPolicy, AdmitsWhatTheConfigurationAllows) {
  const std::vector<Network> loopback = {parse_network("127.0.0.0/8").value()};

  EXPECT_TRUE(may("127.0.0.1", loopback));
  EXPECT_TRUE(may("::ffff:127.0.0.1", loopback));
  EXPECT_FALSE(may("::1", loopback));
  EXPECT_FALSE(may("10.0.0.1", loopback));
  EXPECT_TRUE(may("fd12::1", {parse_network("fd00::/8").value()}));
}

TEST(AddressPolicy, TakesOddSpellingsForNoAddress) {
  for (const char* text : {"", "127.1", "0x7f.0.0.1", "0177.0.0.1", "2130706433", "127.0.0.1 ", " 127.0.0.1",
                           "127.0.0.01", "[::1]", "fe80::1%eth0", "localhost", "1.2.3.4.5"})
    EXPECT_FALSE(parse_address(text)) << text;
}

TEST(Network, ContainsFromItsFirstToItsLastAddress) {
  const Network network = parse_network("10.8.0.0/13").value();

  EXPECT_FALSE(network.contains(parse_address("10.7.255.255").value()));
  EXPECT_TRUE(network.contains(parse_address("10.8.0.0").value()));
  EXPECT_TRUE(network.contains(parse_address("10.15.255.255").value()));
  EXPECT_FALSE(network.contains(parse_address("10.16.0.0").value()));
}

TEST(Network, OfPrefixZeroContainsItsWholeFamily) {
  EXPECT_TRUE(parse_network("0.0.0.0/0")->contains(parse_address("255.1.2.3").value()));
  EXPECT_FALSE(parse_network("0.0.0.0/0")->contains(parse_address("::1").value()));
}

TEST(Network, ReadsASingleAddressAsABlockOfOne) {
  EXPECT_EQ(parse_network("192.168.1.7")->prefix_bits, 32);
  EXPECT_EQ(parse_network("::1")->prefix_bits, 128);
}

TEST(Network, RefusesWhatIsNoBlock) {
  for (const char* text : {"", "/8", "10.0.0.0/", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/8x", "10.0.0.1/8",
                           "::1/129", "private"})
    EXPECT_FALSE(parse_network(text).ok()) << text;
}

}  // namespace
}  // namespace newswired::ingest
