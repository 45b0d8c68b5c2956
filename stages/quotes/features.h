#pragma once

#include <span>
#include <vector>

#include "stages/quotes/paragraph_view.h"

namespace newswired::quotes {

/// The features of one document's tokens, as keys; one row a token.
struct KeyRows {
  std::vector<std::uint32_t> begins{0};
  std::vector<Key> keys;

  std::span<const Key> row(std::size_t i) const {
    return {keys.data() + begins[i], keys.data() + begins[i + 1]};
  }
  void close_row() { begins.push_back(static_cast<std::uint32_t>(keys.size())); }
  void clear() { begins.assign(1, 0), keys.clear(); }
};

/// What speaks for the label of each token. With posteriors in the views these are the second stage's
/// features.
void add_node_features(const std::vector<ParagraphView>& views, std::size_t paragraph, KeyRows& rows);

/// What speaks for the step from one label to the next; the first token of a paragraph has an empty row.
void add_step_features(const ParagraphView& view, KeyRows& rows);

/// Changes when the code of any feature or the layout of the tables changes, so that a model made with others
/// can be refused.
std::uint64_t features_fingerprint();

}  // namespace newswired::quotes
