#include "daemon/ledger/identity.h"

#include <sys/random.h>
#include <xxhash.h>

#include <cstdlib>

namespace newswired::ledger {
namespace {

std::string hex(std::string_view bytes) {
  constexpr char digits[] = "0123456789abcdef";
  std::string text;
  for (const char byte : bytes) {
    text += digits[(byte >> 4) & 15];
    text += digits[byte & 15];
  }
  return text;
}

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return -1;
}

}  // namespace

std::string identity_key(std::string_view feed, std::string_view identity) {
  std::string whole(feed);
  whole += '\0';
  whole += identity;
  XXH128_canonical_t bytes;
  XXH128_canonicalFromHash(&bytes, XXH3_128bits(whole.data(), whole.size()));
  return {reinterpret_cast<const char*>(bytes.digest), sizeof bytes.digest};
}

std::string article_id(std::string_view identity_key) { return hex(identity_key); }

std::string key_of_article(std::string_view id) {
  if (id.size() != 32) return {};
  std::string bytes;
  for (std::size_t i = 0; i < id.size(); i += 2) {
    const int high = digit(id[i]), low = digit(id[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes += static_cast<char>(high * 16 + low);
  }
  return bytes;
}

std::uint64_t alias_key(std::string_view alias) { return XXH3_64bits(alias.data(), alias.size()); }

std::string random_epoch() {
  char bytes[16];
  // Cannot fail for so few bytes once the system is up (getrandom(2)); an epoch that repeats would break every reader.
  if (getrandom(bytes, sizeof bytes, 0) != sizeof bytes) std::abort();
  return hex({bytes, sizeof bytes});
}

}  // namespace newswired::ledger
