// Words, their pieces and their parts of speech around a token.
#include "stages/quotes/feature_keys.h"

namespace newswired::quotes {
namespace {

using namespace tagging::literals;

void add_tag_features(const ParagraphView& view, int i, FeatureKeys& add) {
  const auto tag = [&](int k) -> Key {
    return k < 0 ? 98 : k >= view.size() ? 99 : tag_key(view.tokens[at(k)].tag);
  };
  add("p0"_key, tag(i));
  add("p-1"_key, tag(i - 1));
  add("p+1"_key, tag(i + 1));
  add("p-1,0"_key, tag(i - 1), tag(i));
  add("p0,1"_key, tag(i), tag(i + 1));
  add("p-1,0,1"_key, tag(i - 1), tag(i), tag(i + 1));
  add("p0,1,2"_key, tag(i), tag(i + 1), tag(i + 2));
  add("p-2,-1,0"_key, tag(i - 2), tag(i - 1), tag(i));
  add("w,p+1"_key, view.form(i), tag(i + 1));
  add("p-1,w"_key, tag(i - 1), view.form(i));
}

}  // namespace

void add_word_features(const ParagraphView& view, int i, FeatureKeys& add) {
  const tagging::Word& word = view.tokens[at(i)].word;
  const Key w = word.form, l1 = view.form(i - 1), l2 = view.form(i - 2), r1 = view.form(i + 1),
            r2 = view.form(i + 2);
  add("bias"_key);
  add("w0"_key, w);
  add("w-1"_key, l1);
  add("w+1"_key, r1);
  add("w-2"_key, l2);
  add("w+2"_key, r2);
  add("w-3"_key, view.form(i - 3));
  add("w+3"_key, view.form(i + 3));
  add("w-1,0"_key, l1, w);
  add("w0,1"_key, w, r1);
  add("w-2,-1"_key, l2, l1);
  add("w1,2"_key, r1, r2);
  add("w-1,1"_key, l1, r1);

  const auto shape = [&](int k) -> Key {
    return k < 0 ? 1 : k >= view.size() ? 2 : view.tokens[at(k)].word.shape;
  };
  add("shape"_key, word.shape);
  add("shape+1"_key, shape(i + 1));
  add("shape-1"_key, shape(i - 1));
  add("shapes"_key, shape(i - 1), word.shape, shape(i + 1));
  for (std::size_t k = 1; k < word.suffix.size(); ++k)
    if (word.suffix[k]) add("suffix"_key, k, word.suffix[k]);
  if (word.prefix[2]) add("prefix"_key, word.prefix[2]);
  if (i > 0 && view.tokens[at(i - 1)].word.suffix[1])
    add("suffix-1"_key, view.tokens[at(i - 1)].word.suffix[1]);
  if (i + 1 < view.size() && word.suffix[1] && view.tokens[at(i + 1)].word.suffix[1])
    add("suffix+1"_key, view.tokens[at(i + 1)].word.suffix[1]);
  add_tag_features(view, i, add);
}

}  // namespace newswired::quotes
