#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

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

/// What the attributes of an element say, read once.
struct Attributes {
  EvidenceSet set = 0;         ///< All that they say.
  EvidenceSet classes = 0;     ///< What `class` alone says.
  std::uint64_t class_hash = 0;
  bool hides = false;          ///< `hidden`, or a style that does not show it.
  bool leads_somewhere = false;  ///< `href`
  bool names_author = false;   ///< `rel=author`, `itemprop=author`
};

/// Reads the evidence of a page's elements. Pages repeat their class names: what was read once is remembered.
class EvidenceReader {
 public:
  explicit EvidenceReader(const html::Document& document)
      : document_(document), places_(document.attribute_count(), 0), known_(1) {}

  /// The evidence of an element by everything it says.
  EvidenceSet of(html::NodeId element);

  /// What its attributes say. Valid until the next call.
  const Attributes& attributes_of(html::NodeId element);

 private:
  Attributes read_attributes(html::NodeId element) const;

  const html::Document& document_;
  std::vector<std::uint32_t> places_;  ///< Of each first attribute: where in `known_`; 0 when not read yet.
  std::vector<Attributes> known_;
};

}  // namespace newswired::clean
