#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace newswired::ledger {

/// The 16 bytes that name an entry of a feed: XXH3-128 (seed 0) of feed id, NUL, identity, in canonical byte order.
/// A pure function, so that whatever is repeated meets the same article. It stands in databases: never change it.
std::string identity_key(std::string_view feed, std::string_view identity);

/// 32 hex digits: an article's id from `identity_key`.
std::string article_id(std::string_view identity_key);

/// The other way round; empty when `id` is no article id.
std::string key_of_article(std::string_view id);

/// XXH3-64 of an entry's alias; only compared within a feed.
std::uint64_t alias_key(std::string_view alias);

/// 128 random bits in hex, from the kernel.
std::string random_epoch();

}  // namespace newswired::ledger
