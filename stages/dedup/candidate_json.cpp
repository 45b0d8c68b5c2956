#include "stages/dedup/candidate_json.h"

#include "proto/time.h"
#include "stages/dedup/canonical_url.h"

namespace newswired::dedup {

std::string text_member(const nlohmann::json& json, const char* name) {
  const auto found = json.find(name);
  return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
}

Candidate candidate_from_json(const nlohmann::json& json) {
  Candidate candidate;
  candidate.id = text_member(json, "id");
  candidate.feed = text_member(json, "feed");
  candidate.url = canonical_url(text_member(json, "url"));
  candidate.guid = text_member(json, "guid");
  candidate.arrived = parse_rfc3339(text_member(json, "published")).value_or(Timestamp{});
  candidate.signature = sign(text_member(json, "title"), text_member(json, "text"));
  return candidate;
}

}  // namespace newswired::dedup
