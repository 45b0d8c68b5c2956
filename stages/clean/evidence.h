#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "stages/html/document.h"

namespace newswired::clean {

/// What an element says of itself: by its tag, role, item property, class and id. Evidence, never a verdict: whole
/// articles stand in wrappers called "related". A set of these is a bit mask.
enum class Evidence : std::uint8_t {
  body, comment, related, share, newsletter, navigation, footer, header, sidebar, caption, byline, date, topic, advert,
  paywall, consent, headline, standfirst, list, box, quote, tools, invisible, paragraph, player, note, survey, media,
  // By tag, role and item property:
  article_tag, main_tag, article_body, section_tag, aside_tag, nav_tag, header_tag, footer_tag, figure_tag, form_tag,
  list_tag, table_tag, blockquote_tag, figcaption_tag, heading_tag, link_tag, dialog_role, aria_hidden,
  count_,
};
inline constexpr int evidence_count = static_cast<int>(Evidence::count_);

using EvidenceSet = std::uint64_t;

constexpr EvidenceSet bit(Evidence kind) { return EvidenceSet{1} << static_cast<int>(kind); }
constexpr bool has(EvidenceSet set, Evidence kind) { return (set & bit(kind)) != 0; }

/// The evidence of the words of a class or id, split where letters end and at capitals ("storyBody").
EvidenceSet evidence_of_names(std::string_view names);

/// Reads the evidence of a page's elements. Pages repeat their class names: what was read once is remembered.
class EvidenceReader {
 public:
  explicit EvidenceReader(const html::Document& document) : document_(document) {}

  /// The evidence of an element by everything it says.
  EvidenceSet of(html::NodeId element);

  /// As `evidence_of_names`.
  EvidenceSet of_names(std::string_view names);

 private:
  struct Known {
    std::uint64_t hash = 0;
    EvidenceSet set = 0;
  };
  static constexpr std::size_t known_max = 1024;

  const html::Document& document_;
  std::array<Known, known_max> known_{};
};

}  // namespace newswired::clean
