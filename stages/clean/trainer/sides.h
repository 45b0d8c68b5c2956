// What is known of features before any page is seen.
#pragma once

#include "stages/clean/feature_row.h"

namespace newswired::clean {

/// The kind of class evidence that a feature tells of, -1 for all other features.
inline int class_evidence_of(std::uint16_t feature) {
  const int kind = feature < at_tag ? feature % evidence_count : feature >= at_detached ? feature - at_detached : -1;
  return kind < static_cast<int>(Evidence::article_tag) ? kind : -1;
}

/// The side that a feature may take: -1 against the block ("comment", its being the title or a repeat), 1 for it ("article"),
/// 0 either.
inline int side_of(std::size_t feature) {
  constexpr EvidenceSet against =
      bit(Evidence::comment) | bit(Evidence::related) | bit(Evidence::share) | bit(Evidence::newsletter) | bit(Evidence::navigation) |
      bit(Evidence::footer) | bit(Evidence::header) | bit(Evidence::sidebar) | bit(Evidence::caption) | bit(Evidence::byline) |
      bit(Evidence::date) | bit(Evidence::topic) | bit(Evidence::advert) | bit(Evidence::paywall) | bit(Evidence::consent) |
      bit(Evidence::tools) | bit(Evidence::invisible) | bit(Evidence::player) | bit(Evidence::note) | bit(Evidence::survey) |
      bit(Evidence::media) | bit(Evidence::aside_tag) | bit(Evidence::nav_tag) | bit(Evidence::header_tag) | bit(Evidence::footer_tag) |
      bit(Evidence::figure_tag) | bit(Evidence::form_tag) | bit(Evidence::figcaption_tag) | bit(Evidence::dialog_role) |
      bit(Evidence::aria_hidden);
  constexpr EvidenceSet in_favour = bit(Evidence::body) | bit(Evidence::paragraph) | bit(Evidence::article_tag) | bit(Evidence::main_tag) |
                                    bit(Evidence::article_body);
  const bool is_headline = feature == at_anchor || feature == at_anchor + 1u;
  const bool is_repeat = feature == at_anchor + 8u || feature == at_anchor + 9u;
  if (is_headline || is_repeat) return -1;
  const bool is_detached = feature >= at_detached && feature < at_detached + evidence_count;
  if (feature >= at_tag && !is_detached) return 0;
  const EvidenceSet kind = EvidenceSet{1} << (is_detached ? feature - at_detached : feature % evidence_count);
  // Beside the headline "article" may be that of another story.
  return kind & against ? -1 : kind & in_favour && !is_detached ? 1 : 0;
}

}  // namespace newswired::clean
