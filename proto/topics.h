#pragma once

#include <string>
#include <string_view>

#include "proto/entity.h"

namespace newswired {

/// A name as it stands in topics and ids: `[a-z0-9-]{1,64}`. NFKD, marks dropped, lower case, other runs become
/// `-`; when nothing is left, `x` and 8 hex digits of the name's hash.
std::string slug(std::string_view name);

/// `type/slug`, an entity's id.
std::string entity_id(EntityType type, std::string_view name);

/// Topics of the live socket. Each ends in a dot, so that one prefix never matches another's name.
std::string article_topic(std::string_view language, std::string_view feed_id);
std::string quote_topic(std::string_view language, std::string_view speaker_name);
std::string entity_topic(EntityType type, std::string_view name);
std::string watch_topic(std::string_view name);
inline constexpr std::string_view story_topic = "story.";
inline constexpr std::string_view beat_topic = "beat.";

/// The primary subtag in lower case, `und` when it is no language tag: `de-AT` -> `de`.
std::string primary_language(std::string_view tag);

}  // namespace newswired
