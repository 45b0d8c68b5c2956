#pragma once

#include <cstdint>

namespace newswired::entities {

/// Stands for the code that makes features, of both stages: the hash of all features of a few fixed sentences. So a
/// model trained with other code is refused without anyone having to count versions.
std::uint64_t features_fingerprint();

}  // namespace newswired::entities
