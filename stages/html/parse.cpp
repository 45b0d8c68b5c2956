#include "stages/html/parse.h"

#include <myhtml/myhtml.h>
#include <myhtml/tree.h>

#include <array>
#include <memory>

#include "stages/html/condense.h"
#include "stages/html/guard.h"

namespace newswired::html {

/// Copies MyHTML's tree into a Document.
class DocumentBuilder {
 public:
  DocumentBuilder(const Limits& limits, Document& document) : limits_(limits), document_(document) {}

  void copy(myhtml_tree_t* tree, std::size_t markup_bytes);
  void mark_truncated() { document_.truncated_ = true; }

 private:
  bool append(myhtml_tree_t* tree, myhtml_tree_node_t* source);
  void append_attributes(myhtml_tree_node_t* source, Node& node);
  void append_attribute(std::string_view name, std::string_view value, Node& node);
  bool is_wanted_text(NodeId parent) const;

  const Limits& limits_;
  Document& document_;
  std::vector<NodeId> ancestors_;
};

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

}  // namespace

bool DocumentBuilder::is_wanted_text(NodeId parent) const {
  if (parent == no_node) return false;
  const Tag tag = document_[parent].tag;
  if (tag == Tag::style) return false;
  if (tag == Tag::script) return document_.value(parent, "type").find("ld+json") != std::string_view::npos;
  return true;
}

void DocumentBuilder::append_attribute(std::string_view name, std::string_view value, Node& node) {
  value = value.substr(0, limits_.attribute_bytes_max);
  name = name.substr(0, UINT16_MAX);
  document_.attributes_.push_back({static_cast<std::uint32_t>(document_.buffer_.size()),
                                   static_cast<std::uint32_t>(value.size()), name_hash(name),
                                   static_cast<std::uint16_t>(name.size())});
  document_.buffer_ += name;
  document_.buffer_ += value;
  ++node.attribute_count;
}

void DocumentBuilder::append_attributes(myhtml_tree_node_t* source, Node& node) {
  for (auto* attribute = myhtml_node_attribute_first(source); attribute; attribute = myhtml_attribute_next(attribute)) {
    if (node.attribute_count >= limits_.attributes_max) break;
    std::size_t name_size = 0;
    std::size_t value_size = 0;
    const char* name = myhtml_attribute_key(attribute, &name_size);
    const char* value = myhtml_attribute_value(attribute, &value_size);
    if (name && name_size) append_attribute({name, name_size}, {value ? value : "", value ? value_size : 0}, node);
  }
}

bool DocumentBuilder::append(myhtml_tree_t* tree, myhtml_tree_node_t* source) {
  Node node;
  node.tag = tag_of(source);
  node.parent = ancestors_.empty() ? no_node : ancestors_.back();
  node.depth = static_cast<std::uint16_t>(std::min<std::size_t>(ancestors_.size(), UINT16_MAX));
  if (node.tag == Tag::text) {
    if (!is_wanted_text(node.parent)) return false;
    std::size_t size = 0;
    const char* text = myhtml_node_text(source, &size);
    if (!text || size == 0) return false;
    node.begin = static_cast<std::uint32_t>(document_.buffer_.size());
    node.size = static_cast<std::uint32_t>(size);
    document_.buffer_.append(text, size);
  } else {
    node.begin = static_cast<std::uint32_t>(document_.attributes_.size());
    if (node.tag == Tag::other) {
      std::size_t size = 0;
      const char* name = myhtml_tag_name_by_id(tree, source->tag_id, &size);
      if (name) append_attribute("", {name, size}, node);
    }
    append_attributes(source, node);
  }
  document_.nodes_.push_back(node);
  return true;
}

void DocumentBuilder::copy(myhtml_tree_t* tree, std::size_t markup_bytes) {
  document_.buffer_.reserve(markup_bytes);
  document_.nodes_.reserve(markup_bytes / 32);
  // Attributes are doubled with the formatting elements that carry them, so the buffer has a limit of its own.
  const std::size_t buffer_bytes_max = 4 * limits_.bytes_max;

  myhtml_tree_node_t* const top = myhtml_tree_get_node_html(tree);
  myhtml_tree_node_t* source = top;
  while (source) {
    if (document_.nodes_.size() >= limits_.nodes_max || document_.buffer_.size() > buffer_bytes_max) {
      document_.truncated_ = true;
      break;
    }
    const bool is_node = source->tag_id != MyHTML_TAG__COMMENT && source->tag_id != MyHTML_TAG__DOCTYPE;
    const bool appended = is_node && append(tree, source);
    if (appended && source->child) {
      ancestors_.push_back(document_.size() - 1);
      source = source->child;
      continue;
    }
    if (appended) document_.nodes_.back().end = document_.size();
    while (source && source != top && !source->next) {
      document_.nodes_[ancestors_.back()].end = document_.size();
      ancestors_.pop_back();
      source = source->parent;
    }
    source = source == top ? nullptr : source->next;
  }
  for (const NodeId open : ancestors_) document_.nodes_[open].end = document_.size();
}

Result<Document> parse(std::string_view markup, const Limits& limits, const WantedAttributes* wanted) {
  std::string condensed;
  const bool is_cut = markup.size() > limits.bytes_max;
  if (wanted) markup = condensed = condense_markup(markup.substr(0, limits.bytes_max), *wanted);
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
  if (!feed(tree.get(), guarded.markup, limits) || guarded.truncated || is_cut) builder.mark_truncated();
  myhtml_parse_chunk_end(tree.get());
  builder.copy(tree.get(), guarded.markup.size());
  return document;
}

}  // namespace newswired::html
