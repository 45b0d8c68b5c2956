#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "proto/entity.h"
#include "proto/quote.h"
#include "stages/quotes/model.h"

namespace newswired::quotes {

/// Whether there are models for texts of `language` (a primary subtag).
bool supports(std::string_view language);

struct Document {
  std::string_view title, text;
  std::string_view language;  ///< Primary subtag; empty is taken for the model's.
};

/// Who said what in `document.text`, in text order.
///
/// Spans are bytes of the text; a direct quote's exclude its outer marks. `entities` are those of this text:
/// `speaker.entity` is an index into them. A text in a language that is not supported has no quotes. Pure;
/// safe to call from many threads with one model. Time and memory grow linearly with the text for any news.
std::vector<Quote> find_quotes(const Model& model, const Document& document,
                               std::span<const Entity> entities);

}  // namespace newswired::quotes
