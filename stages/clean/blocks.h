#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "proto/span.h"
#include "stages/clean/evidence.h"
#include "stages/html/document.h"

namespace newswired::clean {

/// A run of text that a reader sees as one paragraph, heading, item or line.
struct Block {
  html::NodeId node = 0;        ///< The nearest block element around it.
  html::NodeId parent = 0;      ///< The block element around that.
  html::NodeId first_text = 0;  ///< The text node it begins in.
  Span text;                    ///< In `Blocks::text`; blanks collapsed, else as the page has it.
  html::Tag tag = html::Tag::other;
  std::uint16_t depth = 0;
  std::uint16_t list_depth = 0;
  float words = 0;              ///< Blank-separated words; two ideographs or kana count as one.
  float link_share = 0;         ///< Bytes within links, 0..1.
  float strong_share = 0;       ///< Bytes within b, strong, i, em.
  std::uint16_t comma_count = 0;
  std::uint16_t sentence_count = 0;
  std::uint16_t capital_count = 0;  ///< Words that begin with a capital (ASCII).
  std::uint16_t digit_count = 0;
  std::uint16_t link_count = 0;
  bool follows_picture = false;     ///< One stands between the block before and this one.
  bool ends_sentence = false;   ///< Its last sign ends a sentence (a closing quotation mark may follow).
  bool ends_with_colon = false;
  EvidenceSet own = 0;          ///< Of the block element and the inline elements that hold all of it.
  EvidenceSet near = 0;         ///< Of three elements up, `own` included.
  EvidenceSet all = 0;          ///< Of all ancestors.
  std::uint64_t kind = 0;       ///< Hash of tag and class of the block element and its parent: its like share it.
};

/// An element that holds blocks: those from `first` to before `end`. In document order; `parent` comes before.
struct Region {
  html::NodeId node = 0;
  std::uint32_t parent = UINT32_MAX;
  std::uint32_t first = 0;
  std::uint32_t end = 0;
  EvidenceSet own = 0;
};

/// A page as a list of blocks with the elements around them.
struct Blocks {
  std::vector<Block> list;
  std::vector<Region> regions;
  std::string text;
  std::size_t hidden_words = 0;  ///< Words of prose left out because the page hides them.

  std::string_view text_of(const Block& block) const { return block.text.of(text); }
};

struct BlockOptions {
  bool with_hidden = false;    ///< Also what `display:none` and `hidden` hide.
  bool with_noscript = false;  ///< Also what browsers without scripts would show.
};

/// Cuts a page into blocks in one pass. Inline elements add no blank, `br` adds one, two of them end a block.
/// Scripts, styles, forms' controls, drawings, frames and what is hidden are left out.
Blocks find_blocks(const html::Document& document, EvidenceReader& evidence, const BlockOptions& options = {});

}  // namespace newswired::clean
