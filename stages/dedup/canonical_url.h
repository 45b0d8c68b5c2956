#pragma once

#include <string>
#include <string_view>

namespace newswired::dedup {

/// The one form of the many addresses of a page: what deduplication compares. Two addresses with the same form lead
/// to the same article; when in doubt they stay apart.
///
/// Folded away: scheme, `www.` and mobile hosts, default port, credentials, case and IDN of the host, AMP paths and
/// caches, redirect wrappers, tracking and session parameters, order of parameters, index files, dot segments, last
/// slash, percent-encoding, fragments (not `#!` and `#/` routes). Kept: every other parameter, whatever its name
/// (`id`, `cid`, `page`, `source` and `ref` may name the article), and the case of path and values.
///
/// What is no http(s) URL comes back without the blanks around it. Idempotent, pure, any bytes. RFC 3986, RFC 3492.
std::string canonical_url(std::string_view url);

}  // namespace newswired::dedup
