#include "stages/html/orderly.h"

#include <algorithm>
#include <cstring>
#include <string>

#include "stages/html/builder.h"
#include "stages/html/comment.h"
#include "stages/html/element_traits.h"
#include "stages/html/open_elements.h"
#include "stages/html/orderly_tags.h"
#include "stages/html/tag_attributes.h"
#include "stages/text/html_entities.h"

namespace newswired::html {
namespace {

using namespace trait;

/// Open elements beyond are left to the library, whose guard flattens them.
constexpr std::size_t depth_max = 256;
constexpr std::size_t nowhere = OpenElements::nowhere;

/// Where in the page tags are read (HTML Standard, "the insertion mode"); tables and cells are told by what is open.
enum class Mode { before_html, before_head, in_head, in_head_noscript, after_head, in_body };

bool is_white(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; });
}

class OrderlyParser {
 public:
  OrderlyParser(std::string_view markup, const Limits& limits, Document& document)
      : markup_(markup), limits_(limits), builder_(limits, document), document_(document), open_(builder_), attributes_(builder_, document) {}

  /// False when the page is not orderly; then the document is of no use.
  bool run() {
    if (markup_.size() > limits_.bytes_max || std::memchr(markup_.data(), '\0', markup_.size())) return false;
    builder_.reserve(markup_.size());
    std::size_t at = 0;
    while (at < markup_.size() && is_orderly_) {
      const std::size_t tag = find_markup(at);
      if (tag > at) read_text(markup_.substr(at, tag - at));
      if (tag == markup_.size()) break;
      at = read_markup(tag);
      if (builder_.is_full()) return false;
    }
    if (!is_orderly_ || head_template_ != 0) return false;
    enter_body();
    while (!open_.empty()) pop();
    return true;
  }

 private:
  void refuse() { is_orderly_ = false; }

  /// Where the next tag, comment or declaration begins at `at` or after it: a '<' alone is text.
  std::size_t find_markup(std::size_t at) const {
    while ((at = markup_.find('<', at)) != markup_.npos && at + 1 < markup_.size() &&
           markup_kind(markup_, at) == MarkupKind::text)
      ++at;
    return std::min(at, markup_.size());
  }

  std::size_t read_markup(std::size_t at) {
    const MarkupKind kind = markup_kind(markup_, at);
    if (kind == MarkupKind::comment) return comment_end(markup_, at);
    if (kind == MarkupKind::declaration) {
      const std::size_t end = markup_.find('>', at);
      return end == markup_.npos ? markup_.size() : end + 1;
    }
    if (kind == MarkupKind::start_tag || kind == MarkupKind::end_tag) {
      const ReadTag tag = read_tag(markup_, at);
      const bool is_start = kind == MarkupKind::start_tag;
      skips_newline_ = false;
      if (tag.end == 0) refuse();
      else if (is_start) start(tag);
      else end(tag.kind);
      if (head_template_ != 0 && open_.size() == head_template_) head_template_ = 0, mode_ = Mode::in_head;
      return is_start && tag.kind.has(raw) && is_orderly_ ? read_raw(tag) : tag.end;
    }
    refuse();
    return markup_.size();
  }

  // What is open.

  const ElementKind& top() const { return open_.top().kind; }

  void push(const ElementKind& kind, const ReadTag* tag) {
    const NodeId node = open_.push(kind);
    if (tag) attributes_.add(*tag, markup_, node);
    if (open_.size() > depth_max || open_.formatting_count() > limits_.formatting_max) refuse();
  }

  void pop() { open_.pop(); }

  void pop_down_to(std::size_t place) {
    if (!open_.pop_down_to(place)) refuse();
  }

  /// Opens an element whose start tag was left out.
  void push_bare(std::string_view name) {
    push(element_kind(name_hash(name)), nullptr);
    if (top().tag == Tag::other) builder_.add_attribute(open_.top().node, "", name);
  }

  void add_void(const ReadTag& tag) {
    push(tag.kind, &tag);
    pop();
  }

  void close_paragraph() {
    if (open_.paragraph_count() == 0) return;
    const std::size_t place = open_.find([](const ElementKind& kind) { return kind.is("p"); },
                                         [](const ElementKind& kind) { return kind.has(scope) || kind.is("button"); });
    if (place != nowhere) pop_down_to(place);
  }

  // Text.

  void add_text(std::string_view text, bool is_decoded) {
    if (!builder_.is_wanted_text(open_.top().node)) return;
    if (skips_newline_ && !text.empty() && text[0] == '\r') return refuse();
    if (skips_newline_ && !text.empty() && text[0] == '\n') text.remove_prefix(1);
    skips_newline_ = false;
    if (text.empty()) return;
    if ((is_decoded && text.find('&') != text.npos) || text.find('\r') != text.npos) {
      decode(text, is_decoded ? std::optional(text::ReferenceContext::text) : std::nullopt, value_);
      text = value_;
    }
    builder_.add_text(text, open_.top().node, open_.size());
  }

  void read_text(std::string_view text) {
    const bool is_blank = is_white(text);
    switch (mode_) {
      case Mode::before_html: case Mode::before_head:
        if (is_blank) return;
        break;
      case Mode::in_head: case Mode::in_head_noscript: case Mode::after_head:
        if (is_blank) return add_text(text, false);
        break;
      case Mode::in_body:
        if (top().has(table_body) && !is_blank) return refuse();
        return add_text(text, true);
    }
    if (mode_ == Mode::in_head_noscript || is_white(text.substr(0, 1))) return refuse();
    enter_body();
    add_text(text, true);
  }

  /// The raw text after a tag, up to its end tag. Returns where to go on.
  std::size_t read_raw(const ReadTag& tag) {
    const RawText raw_text = find_raw_text(markup_, tag);
    const std::string_view text = markup_.substr(tag.end, raw_text.text_end - tag.end);
    const bool is_script = tag.kind.is("script");
    if (raw_text.end == 0 || (is_script && text.find("<!--") != text.npos)) {
      refuse();
      return markup_.size();
    }
    skips_newline_ = tag.kind.is("textarea");
    add_text(text, tag.kind.has(decoded));
    pop();
    return raw_text.end;
  }

  // Start tags.

  /// Opens what a page may leave out before its body.
  void enter_body() {
    if (mode_ == Mode::in_body) return;
    if (mode_ == Mode::before_html) push_bare("html");
    if (mode_ == Mode::before_html || mode_ == Mode::before_head) push_bare("head"), pop();
    if (mode_ == Mode::in_head_noscript) pop();
    if (mode_ == Mode::in_head || mode_ == Mode::in_head_noscript) pop();
    push_bare("body");
    mode_ = Mode::in_body;
  }

  void start(const ReadTag& tag) {
    if (mode_ == Mode::in_body) return start_in_body(tag);
    if (tag.kind.is("html")) {
      if (mode_ != Mode::before_html) return tag.attributes.empty() ? void() : refuse();
      push(tag.kind, &tag);
      mode_ = Mode::before_head;
      return;
    }
    if (tag.kind.is("head")) {
      if (mode_ != Mode::before_html && mode_ != Mode::before_head) return refuse();
      if (mode_ == Mode::before_html) push_bare("html");
      push(tag.kind, &tag);
      mode_ = Mode::in_head;
      return;
    }
    const bool is_of_head = tag.kind.has(in_head);
    if (is_of_head && mode_ == Mode::after_head && !tag.kind.is("noscript")) return refuse();
    if (is_of_head && mode_ != Mode::after_head) return start_in_head(tag);
    if (tag.kind.is("template")) return start_template_in_head(tag);
    if (!tag.kind.is("body")) {
      enter_body();
      return start_in_body(tag);
    }
    if (mode_ != Mode::after_head) enter_body_of(tag);
    else push(tag.kind, &tag), mode_ = Mode::in_body;
  }

  void enter_body_of(const ReadTag& tag) {
    if (mode_ == Mode::in_head_noscript) return refuse();
    if (mode_ == Mode::before_html) push_bare("html");
    if (mode_ == Mode::in_head) pop();
    else push_bare("head"), pop();
    push(tag.kind, &tag);
    mode_ = Mode::in_body;
  }

  /// What a template of the head holds is read as in a body.
  void start_template_in_head(const ReadTag& tag) {
    if (mode_ != Mode::in_head) return refuse();
    head_template_ = open_.size();
    push(tag.kind, &tag);
    mode_ = Mode::in_body;
  }

  void start_in_head(const ReadTag& tag) {
    const bool is_nested = mode_ == Mode::in_head_noscript;
    if (is_nested && !tag.kind.is("link") && !tag.kind.is("meta") && !tag.kind.is("style")) return refuse();
    if (mode_ == Mode::before_html) push_bare("html");
    if (mode_ == Mode::before_html || mode_ == Mode::before_head) push_bare("head");
    if (!is_nested) mode_ = Mode::in_head;
    if (tag.kind.has(is_void)) return add_void(tag);
    push(tag.kind, &tag);
    if (tag.kind.is("noscript")) mode_ = Mode::in_head_noscript;
  }

  void start_in_body(const ReadTag& tag) {
    const ElementKind& kind = tag.kind;
    if (select_is_open_) return start_in_select(tag);
    if (kind.is("select")) return start_select(tag);
    if (kind.is("html")) return merge(tag, 0);
    if (kind.is("body")) return merge(tag, open_.size() > 1 ? open_[1].node : 0);
    if (kind.has(unusual)) return refuse();
    if (top().has(table_body) || kind.has(table_part)) return start_in_table(tag);
    if (kind.has(closes_p)) close_paragraph();
    if (kind.has(heading) && top().has(heading)) pop();
    if (kind.is("li")) close_item([](const ElementKind& open) { return open.is("li"); });
    if (kind.is("dd") || kind.is("dt")) close_item([](const ElementKind& open) { return open.is("dd") || open.is("dt"); });
    if (kind.is("option") || kind.is("optgroup")) close_option();
    if (kind.is("form")) {
      if (form_is_open_) return refuse();
      form_is_open_ = true;
    }
    if (kind.is("table") && open_.paragraph_count() > 0) return refuse();  // Whether it closes them depends on the doctype.
    if (kind.is("a") && open_.is_open(kind.name)) end_inline(kind);
    if ((kind.is("a") || kind.is("button") || kind.is("nobr")) && open_.is_open(kind.name)) return refuse();
    if (kind.has(is_void)) return add_void(tag);
    push(kind, &tag);
    skips_newline_ = kind.is("pre") || kind.is("listing");
  }

  /// The attributes of a second html or body go to the first, which is there because something stood before the tag.
  void merge(const ReadTag& tag, NodeId first) {
    if (document_[first].tag != tag.kind.tag || open_.is_open(KnownName("template").hash)) return refuse();
    if (tag.attributes.empty()) return;
    if (document_[first].attribute_count > 0) return refuse();
    attributes_.add(tag, markup_, first);
  }

  template <class Matches>
  void close_item(const Matches& matches) {
    const std::size_t place = open_.find(matches, [](const ElementKind& kind) {
      return kind.has(special) && !kind.is("address") && !kind.is("div") && !kind.is("p");
    });
    if (place != nowhere) pop_down_to(place);
    close_paragraph();
  }

  void close_option() {
    if (top().is("option")) pop();
  }

  void start_select(const ReadTag& tag) {
    if (top().has(table_body)) return refuse();
    push(tag.kind, &tag);
    select_is_open_ = true;
  }

  void start_in_select(const ReadTag& tag) {
    if (!tag.kind.is("option") && !tag.kind.is("optgroup")) return refuse();
    close_option();
    if (tag.kind.is("optgroup") && top().is("optgroup")) pop();
    push(tag.kind, &tag);
  }

  void start_in_table(const ReadTag& tag) {
    const ElementKind& kind = tag.kind;
    const std::size_t place = open_.find_table_place();
    if (place == nowhere || !kind.has(table_part)) return refuse();
    if (!open_[place].kind.has(table_body)) {  // A cell or a caption: the next part ends it.
      pop_down_to(place);
      return is_orderly_ ? start_in_table(tag) : void();
    }
    if (open_.size() != place + 1) return refuse();
    if (kind.is("td") || kind.is("th")) {
      if (!top().is("tr")) open_row();
      return is_orderly_ ? push(kind, &tag) : void();
    }
    if (kind.is("tr")) {
      if (top().is("tr")) pop();
      if (top().is("table") || top().is("colgroup")) open_body();
      return is_orderly_ ? push(kind, &tag) : void();
    }
    if (kind.is("col")) {
      if (top().is("table")) push_bare("colgroup");
      return top().is("colgroup") ? add_void(tag) : refuse();
    }
    while (is_orderly_ && !top().is("table")) pop();
    push(kind, &tag);
  }

  void open_body() {
    if (top().is("colgroup")) pop();
    push_bare("tbody");
  }

  void open_row() {
    if (top().is("table") || top().is("colgroup")) open_body();
    push_bare("tr");
  }

  // End tags.

  void end(const ElementKind& kind) {
    if (mode_ != Mode::in_body) return end_in_head(kind);
    if (select_is_open_) return end_in_select(kind);
    if (kind.is("body") || kind.is("html")) return;  // What follows is still read into the body.
    if (kind.is("head")) return;
    if (kind.is("br")) return push_bare("br"), pop();
    if (kind.has(unusual) && !kind.is("svg")) return refuse();  // No drawing is open: nobody's end tag.
    if (top().has(table_body) || kind.has(table_part) || kind.is("table")) return end_in_table(kind);
    if (kind.is("p")) return end_paragraph();
    if (kind.is("form")) return end_form(kind);
    if (kind.has(heading)) return end_block(open_.find([](const ElementKind& open) { return open.has(heading); },
                                                 [](const ElementKind& open) { return open.has(scope); }), 0);
    if (kind.is("li"))
      return end_block(open_.find([](const ElementKind& open) { return open.is("li"); },
                            [](const ElementKind& open) { return open.has(scope) || open.is("ol") || open.is("ul"); }),
                       kind.name);
    if (kind.is("dd") || kind.is("dt")) return end_block(open_.find_in_scope(kind.name), kind.name);
    if (kind.has(ends_as_block)) return end_block(open_.find_in_scope(kind.name), 0);
    end_inline(kind);
  }

  void end_block(std::size_t place, std::uint32_t except) {
    if (place == nowhere) return;
    open_.close_implied(except);
    if (place < open_.size()) pop_down_to(place);
  }

  void end_paragraph() {
    const std::size_t count = open_.paragraph_count();
    close_paragraph();
    if (count == 0 || open_.paragraph_count() == count) push_bare("p"), pop();
  }

  void end_form(const ElementKind& kind) {
    if (!form_is_open_ || open_.find_in_scope(kind.name) == nowhere) return refuse();
    form_is_open_ = false;
    open_.close_implied();
    top().is("form") ? pop() : refuse();
  }

  void end_inline(const ElementKind& kind) {
    const std::size_t place = open_.find([&](const ElementKind& open) { return open.name == kind.name; },
                                   [](const ElementKind& open) { return open.has(special); });
    if (place != nowhere) return pop_down_to(place);
    if (kind.has(formatting) && open_.is_open(kind.name)) refuse();
  }

  void end_in_select(const ElementKind& kind) {
    if (kind.is("option")) {
      close_option();
    } else if (kind.is("optgroup")) {
      const bool is_inside = open_.size() > 1 && open_[open_.size() - 2].kind.is("optgroup");
      if (top().is("option") && is_inside) pop();
      if (top().is("optgroup")) pop();
    } else if (kind.is("select")) {
      while (!top().is("select")) pop();
      pop();
      select_is_open_ = false;
    } else {
      refuse();
    }
  }

  void end_in_table(const ElementKind& kind) {
    const std::size_t place = open_.find([&](const ElementKind& open) { return open.name == kind.name; },
                                   [](const ElementKind& open) { return open.is("table"); });
    if (place == nowhere) return refuse();
    while (is_orderly_ && open_.size() > place + 1) {
      const std::size_t inner = open_.find_table_place();
      pop_down_to(inner > place ? inner : place + 1);
    }
    if (is_orderly_) pop();
  }

  void end_in_head(const ElementKind& kind) {
    if (mode_ == Mode::in_head && kind.is("head")) {
      pop();
      mode_ = Mode::after_head;
    } else if (mode_ == Mode::in_head_noscript && kind.is("noscript")) {
      pop();
      mode_ = Mode::in_head;
    } else if (mode_ != Mode::in_head || kind.has(unusual) || kind.is("br")) {
      refuse();
    }
  }

  std::string_view markup_;
  const Limits& limits_;
  DocumentBuilder builder_;
  const Document& document_;
  OpenElements open_;
  TagAttributes attributes_;
  std::string value_;
  Mode mode_ = Mode::before_html;
  std::size_t head_template_ = 0;  ///< How many elements are open around a template of the head.
  bool form_is_open_ = false;
  bool select_is_open_ = false;
  bool skips_newline_ = false;  ///< The next text's first line break is none.
  bool is_orderly_ = true;
};

}  // namespace

std::optional<Document> parse_orderly(std::string_view markup, const Limits& limits) {
  Document document;
  if (!OrderlyParser(markup, limits, document).run()) return std::nullopt;
  return document;
}

}  // namespace newswired::html
