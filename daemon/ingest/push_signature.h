#pragma once

#include <string>
#include <string_view>

namespace newswired::ingest {

/// Whether `header` (`method=hexadecimal digits`, as X-Hub-Signature has it) signs `body` with `secret`: HMAC with sha1,
/// sha256, sha384 or sha512 (https://www.w3.org/TR/websub/#signature-validation). Compares in constant time.
bool is_signed(std::string_view header, std::string_view secret, std::string_view body);

/// 32 hexadecimal digits from the system's random source: 128 bits that nobody can guess.
std::string random_digits();

}  // namespace newswired::ingest
