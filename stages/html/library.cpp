#include "stages/html/library.h"

#include <myhtml/myhtml.h>
#include <myhtml/tree.h>

#include <array>
#include <memory>
#include <vector>

#include "stages/html/builder.h"
#include "stages/html/guard.h"

namespace newswired::html {

namespace {

struct Free {
  void operator()(myhtml_t* myhtml) const { myhtml_destroy(myhtml); }
  void operator()(myhtml_tree_t* tree) const { myhtml_tree_destroy(tree); }
};

constexpr auto tag_table = [] {
  std::array<Tag, MyHTML_TAG_LAST_ENTRY> table{};
  for (Tag& tag : table) tag = Tag::other;
  table[MyHTML_TAG__TEXT] = Tag::text;
#define NEWSWIRED_TAG(theirs, ours) table[MyHTML_TAG_##theirs] = Tag::ours;
  NEWSWIRED_TAG(A, a) NEWSWIRED_TAG(ABBR, abbr) NEWSWIRED_TAG(ADDRESS, address) NEWSWIRED_TAG(ARTICLE, article)
  NEWSWIRED_TAG(ASIDE, aside) NEWSWIRED_TAG(AUDIO, audio) NEWSWIRED_TAG(B, b) NEWSWIRED_TAG(BASE, base)
  NEWSWIRED_TAG(BLOCKQUOTE, blockquote) NEWSWIRED_TAG(BODY, body) NEWSWIRED_TAG(BR, br) NEWSWIRED_TAG(BUTTON, button)
  NEWSWIRED_TAG(CANVAS, canvas) NEWSWIRED_TAG(CAPTION, caption) NEWSWIRED_TAG(CENTER, center) NEWSWIRED_TAG(CITE, cite)
  NEWSWIRED_TAG(CODE, code) NEWSWIRED_TAG(COL, col) NEWSWIRED_TAG(DD, dd) NEWSWIRED_TAG(DEL, del)
  NEWSWIRED_TAG(DETAILS, details) NEWSWIRED_TAG(DFN, dfn) NEWSWIRED_TAG(DIALOG, dialog) NEWSWIRED_TAG(DIV, div)
  NEWSWIRED_TAG(DL, dl) NEWSWIRED_TAG(DT, dt) NEWSWIRED_TAG(EM, em) NEWSWIRED_TAG(EMBED, embed)
  NEWSWIRED_TAG(FIELDSET, fieldset) NEWSWIRED_TAG(FIGCAPTION, figcaption) NEWSWIRED_TAG(FIGURE, figure)
  NEWSWIRED_TAG(FONT, font) NEWSWIRED_TAG(FOOTER, footer) NEWSWIRED_TAG(FORM, form) NEWSWIRED_TAG(FRAME, frame)
  NEWSWIRED_TAG(H1, h1) NEWSWIRED_TAG(H2, h2) NEWSWIRED_TAG(H3, h3) NEWSWIRED_TAG(H4, h4) NEWSWIRED_TAG(H5, h5)
  NEWSWIRED_TAG(H6, h6) NEWSWIRED_TAG(HEAD, head) NEWSWIRED_TAG(HEADER, header) NEWSWIRED_TAG(HR, hr)
  NEWSWIRED_TAG(HTML, html) NEWSWIRED_TAG(I, i) NEWSWIRED_TAG(IFRAME, iframe) NEWSWIRED_TAG(IMG, img)
  NEWSWIRED_TAG(INPUT, input) NEWSWIRED_TAG(INS, ins) NEWSWIRED_TAG(KBD, kbd) NEWSWIRED_TAG(LABEL, label)
  NEWSWIRED_TAG(LEGEND, legend) NEWSWIRED_TAG(LI, li) NEWSWIRED_TAG(LINK, link) NEWSWIRED_TAG(MAIN, main)
  NEWSWIRED_TAG(MAP, map) NEWSWIRED_TAG(MARK, mark) NEWSWIRED_TAG(MENU, menu) NEWSWIRED_TAG(META, meta)
  NEWSWIRED_TAG(NAV, nav) NEWSWIRED_TAG(NOSCRIPT, noscript) NEWSWIRED_TAG(OBJECT, object) NEWSWIRED_TAG(OL, ol)
  NEWSWIRED_TAG(OPTION, option) NEWSWIRED_TAG(P, p) NEWSWIRED_TAG(PRE, pre) NEWSWIRED_TAG(Q, q) NEWSWIRED_TAG(RP, rp)
  NEWSWIRED_TAG(RT, rt) NEWSWIRED_TAG(RUBY, ruby) NEWSWIRED_TAG(S, s) NEWSWIRED_TAG(SAMP, samp)
  NEWSWIRED_TAG(SCRIPT, script) NEWSWIRED_TAG(SECTION, section) NEWSWIRED_TAG(SELECT, select)
  NEWSWIRED_TAG(SMALL, small) NEWSWIRED_TAG(SOURCE, source) NEWSWIRED_TAG(SPAN, span) NEWSWIRED_TAG(STRIKE, strike)
  NEWSWIRED_TAG(STRONG, strong) NEWSWIRED_TAG(STYLE, style) NEWSWIRED_TAG(SUB, sub) NEWSWIRED_TAG(SUMMARY, summary)
  NEWSWIRED_TAG(SUP, sup) NEWSWIRED_TAG(SVG, svg) NEWSWIRED_TAG(TABLE, table) NEWSWIRED_TAG(TBODY, tbody)
  NEWSWIRED_TAG(TD, td) NEWSWIRED_TAG(TEMPLATE, template_) NEWSWIRED_TAG(TEXTAREA, textarea)
  NEWSWIRED_TAG(TFOOT, tfoot) NEWSWIRED_TAG(TH, th) NEWSWIRED_TAG(THEAD, thead) NEWSWIRED_TAG(TIME, time)
  NEWSWIRED_TAG(TITLE, title) NEWSWIRED_TAG(TR, tr) NEWSWIRED_TAG(TRACK, track) NEWSWIRED_TAG(TT, tt)
  NEWSWIRED_TAG(U, u) NEWSWIRED_TAG(UL, ul) NEWSWIRED_TAG(VAR, var) NEWSWIRED_TAG(VIDEO, video) NEWSWIRED_TAG(WBR, wbr)
#undef NEWSWIRED_TAG
  return table;
}();

Tag tag_of(const myhtml_tree_node_t* node) {
  const myhtml_tag_id_t id = node->tag_id;
  if (id == MyHTML_TAG__TEXT) return Tag::text;
  if (id == MyHTML_TAG_SVG) return Tag::svg;
  if (node->ns != MyHTML_NAMESPACE_HTML) return Tag::foreign;
  return id < tag_table.size() ? tag_table[id] : Tag::other;
}

/// Feeds the markup in pieces, so that a page which deceived the guard is stopped before it costs much.
/// Returns false when it was stopped.
bool feed(myhtml_tree_t* tree, std::string_view markup, const Limits& limits) {
  constexpr std::size_t piece_bytes = 32 * 1024;
  const std::size_t depth_stop = 4 * std::size_t{limits.depth_max};
  const std::size_t formatting_stop = 4 * std::size_t{limits.formatting_max};
  if (markup.empty()) markup = " ";  // The library ends badly what was never begun.
  for (std::size_t at = 0; at < markup.size(); at += piece_bytes) {
    if (tree->open_elements->length > depth_stop || tree->active_formatting->length > formatting_stop) return false;
    const std::string_view piece = markup.substr(at, piece_bytes);
    if (myhtml_parse_chunk(tree, piece.data(), piece.size()) != MyHTML_STATUS_OK) return false;
  }
  return true;
}

/// Copies the library's tree into a Document.
class TreeCopy {
 public:
  explicit TreeCopy(DocumentBuilder& builder) : builder_(builder) {}

  void run(myhtml_tree_t* tree) {
    myhtml_tree_node_t* const top = myhtml_tree_get_node_html(tree);
    myhtml_tree_node_t* source = top;
    while (source) {
      if (builder_.is_full()) {
        builder_.mark_truncated();
        break;
      }
      const NodeId node = append(tree, source);
      if (node != no_node && source->child) {
        ancestors_.push_back(node);
        source = source->child;
        continue;
      }
      if (node != no_node) builder_.close(node);
      while (source && source != top && !source->next) {
        builder_.close(ancestors_.back());
        ancestors_.pop_back();
        source = source->parent;
      }
      source = source == top ? nullptr : source->next;
    }
    for (const NodeId open : ancestors_) builder_.close(open);
  }

 private:
  /// The new node's id; `no_node` for what no document keeps.
  NodeId append(myhtml_tree_t* tree, myhtml_tree_node_t* source) {
    if (source->tag_id == MyHTML_TAG__COMMENT || source->tag_id == MyHTML_TAG__DOCTYPE) return no_node;
    const Tag tag = tag_of(source);
    const NodeId parent = ancestors_.empty() ? no_node : ancestors_.back();
    std::size_t size = 0;
    if (tag == Tag::text) {
      if (!builder_.is_wanted_text(parent)) return no_node;
      const char* text = myhtml_node_text(source, &size);
      if (!text || size == 0) return no_node;
      return builder_.add_text({text, size}, parent, ancestors_.size());
    }
    const NodeId node = builder_.open(tag, parent, ancestors_.size());
    if (tag == Tag::other)
      if (const char* name = myhtml_tag_name_by_id(tree, source->tag_id, &size)) builder_.add_attribute(node, "", {name, size});
    append_attributes(source, node);
    return node;
  }

  void append_attributes(myhtml_tree_node_t* source, NodeId node) {
    for (auto* attribute = myhtml_node_attribute_first(source); attribute; attribute = myhtml_attribute_next(attribute)) {
      std::size_t name_size = 0;
      std::size_t value_size = 0;
      const char* name = myhtml_attribute_key(attribute, &name_size);
      const char* value = myhtml_attribute_value(attribute, &value_size);
      if (name && name_size) builder_.add_attribute(node, {name, name_size}, {value ? value : "", value ? value_size : 0});
    }
  }

  DocumentBuilder& builder_;
  std::vector<NodeId> ancestors_;
};

}  // namespace

Result<Document> parse_by_library(std::string_view markup, const Limits& limits) {
  const GuardedMarkup guarded = guard_markup(markup, limits);
  const Error no_memory{ErrorKind::internal, "the HTML parser could not get memory"};

  const std::unique_ptr<myhtml_t, Free> myhtml(myhtml_create());
  if (!myhtml || myhtml_init(myhtml.get(), MyHTML_OPTIONS_PARSE_MODE_SINGLE, 1, 0) != MyHTML_STATUS_OK)
    return no_memory;
  const std::unique_ptr<myhtml_tree_t, Free> tree(myhtml_tree_create());
  if (!tree || myhtml_tree_init(tree.get(), myhtml.get()) != MyHTML_STATUS_OK) return no_memory;
  myhtml_encoding_set(tree.get(), MyENCODING_UTF_8);

  Document document;
  DocumentBuilder builder(limits, document);
  builder.reserve(guarded.markup().size());
  if (!feed(tree.get(), guarded.markup(), limits) || guarded.truncated) builder.mark_truncated();
  myhtml_parse_chunk_end(tree.get());
  TreeCopy(builder).run(tree.get());
  return document;
}

}  // namespace newswired::html
