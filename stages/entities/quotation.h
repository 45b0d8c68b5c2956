#pragma once

#include "stages/entities/words.h"

namespace newswired::entities {

/// Follows quotation marks through a document, word by word. A mark left open ends with its paragraph.
class Quotation {
 public:
  explicit Quotation(const Words& words) : words_(words) {}

  /// Whether word `i` stands in quotation marks. Ask for every word, in order.
  bool holds(std::uint32_t i) {
    if (i > 0 && words_[i].sentence != words_[i - 1].sentence) open_ = open_ && !begins_paragraph(i);
    const std::string_view lower = words_.lower(words_[i]);
    if (lower == "\"") open_ = !open_;
    if (lower == "\u201C" || lower == "``") open_ = true;
    if (lower == "\u201D" || lower == "''") open_ = false;
    return open_;
  }

 private:
  bool begins_paragraph(std::uint32_t i) const { return words_[i].span.start > words_[i - 1].span.end + 1; }

  const Words& words_;
  bool open_ = false;
};

}  // namespace newswired::entities
