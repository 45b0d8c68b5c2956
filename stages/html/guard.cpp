#include "stages/html/guard.h"

#include <array>
#include <cstring>
#include <vector>

#include "stages/html/attribute_name.h"
#include "stages/html/comment.h"
#include "stages/html/markup_characters.h"

namespace newswired::html {
namespace {

/// How an element's start tag changes what is open.
enum class Kind : std::uint8_t {
  inline_,     ///< Anything that nests and has no part below.
  block,       ///< Its end tag closes what is open inside.
  formatting,  ///< Opened again after a block that was closed over it.
  leaf,        ///< Void, or closed by the next of its kind: adds no depth.
  raw,         ///< Its content is text up to its end tag.
  plaintext,   ///< Everything after it is text.
};

Kind kind_of(std::uint32_t name) {
  switch (name) {
    case name_hash("b"): case name_hash("big"): case name_hash("code"): case name_hash("em"): case name_hash("font"):
    case name_hash("i"): case name_hash("s"): case name_hash("small"): case name_hash("strike"):
    case name_hash("strong"): case name_hash("tt"): case name_hash("u"): case name_hash("nobr"):
      return Kind::formatting;
    case name_hash("area"): case name_hash("base"): case name_hash("br"): case name_hash("col"):
    case name_hash("embed"): case name_hash("hr"): case name_hash("img"): case name_hash("input"):
    case name_hash("link"): case name_hash("meta"): case name_hash("param"): case name_hash("source"):
    case name_hash("track"): case name_hash("wbr"): case name_hash("a"): case name_hash("p"): case name_hash("li"):
    case name_hash("dd"): case name_hash("dt"): case name_hash("option"): case name_hash("optgroup"):
    case name_hash("tr"): case name_hash("td"): case name_hash("th"): case name_hash("tbody"):
    case name_hash("thead"): case name_hash("tfoot"): case name_hash("html"): case name_hash("head"):
    case name_hash("body"): case name_hash("h1"): case name_hash("h2"): case name_hash("h3"): case name_hash("h4"):
    case name_hash("h5"): case name_hash("h6"):
      return Kind::leaf;
    case name_hash("script"): case name_hash("style"): case name_hash("textarea"): case name_hash("title"):
    case name_hash("xmp"): case name_hash("iframe"): case name_hash("noembed"): case name_hash("noframes"):
      return Kind::raw;
    case name_hash("plaintext"):
      return Kind::plaintext;
    case name_hash("div"): case name_hash("article"): case name_hash("section"): case name_hash("main"):
    case name_hash("aside"): case name_hash("header"): case name_hash("footer"): case name_hash("nav"):
    case name_hash("ul"): case name_hash("ol"): case name_hash("dl"): case name_hash("table"):
    case name_hash("blockquote"): case name_hash("figure"): case name_hash("figcaption"): case name_hash("form"):
    case name_hash("fieldset"): case name_hash("details"): case name_hash("center"): case name_hash("address"):
    case name_hash("pre"): case name_hash("button"): case name_hash("svg"): case name_hash("math"):
    case name_hash("template"): case name_hash("object"):
      return Kind::block;
    default:
      return Kind::inline_;
  }
}

/// Names that must not be taken for one another when what is open is counted.
constexpr std::string_view known_names[] = {
    "a", "b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u", "nobr", "li", "dd", "dt",
    "option", "optgroup", "tr", "td", "th", "tbody", "thead", "tfoot", "html", "head", "body", "frameset", "h1", "h2",
    "h3", "h4", "h5", "h6", "div", "article", "section", "main", "aside", "header", "footer", "nav", "ul", "ol", "dl",
    "table", "blockquote", "figure", "figcaption", "form", "fieldset", "details", "center", "address", "pre", "button",
    "svg", "math", "template", "object", "span", "select", "noscript", "label", "picture", "caption", "time", "sup",
    "sub", "cite", "q", "g", "video", "audio", "ins", "del", "mark", "abbr", "summary", "dialog", "menu",
};

struct KnownName {
  std::uint32_t hash = 0;
  std::uint8_t index = 0;
};
constexpr std::size_t name_slots = 512;

constexpr auto name_table = [] {
  std::array<KnownName, name_slots> table{};
  std::uint8_t index = 0;
  for (const std::string_view name : known_names) {
    std::size_t at = name_hash(name) % name_slots;
    while (table[at].hash != 0) at = (at + 1) % name_slots;
    table[at] = {name_hash(name), index++};
  }
  return table;
}();

/// Where a name is counted: known ones alone, all others in a few places that they share.
std::size_t counter_of(std::uint32_t name) {
  for (std::size_t at = name % name_slots; name_table[at].hash != 0; at = (at + 1) % name_slots)
    if (name_table[at].hash == name) return name_table[at].index;
  return 128 + name % 128;
}

/// So many texts may stand in tables outside of cells.
constexpr std::uint32_t stray_texts_max = 1000;

class Guard {
 public:
  Guard(std::string_view markup, const Limits& limits) : limits_(limits), markup_(markup) {
    if (markup_.size() > limits.bytes_max) {
      markup_ = markup_.substr(0, limits.bytes_max);
      truncated_ = true;
    }
    open_count_.fill(0);
  }

  GuardedMarkup run() {
    std::size_t at = 0;
    while (at < markup_.size()) {
      const void* found = std::memchr(markup_.data() + at, '<', markup_.size() - at);
      if (!found) break;
      at = read_markup(static_cast<const char*>(found) - markup_.data());
      if (node_count_ > limits_.nodes_max) {
        markup_ = markup_.substr(0, at);
        truncated_ = true;
        break;
      }
    }
    if (copied_ == 0) return {markup_, std::nullopt, truncated_};
    leave_out(markup_.size(), markup_.size());
    return {markup_, std::move(changed_), truncated_};
  }

 private:
  struct Open {
    std::uint32_t name = 0;
    Kind kind = Kind::inline_;
    bool dropped = false;
  };

  char peek(std::size_t at) const { return at < markup_.size() ? markup_[at] : '\0'; }

  /// Reads what begins with '<' at `at`; returns where to go on.
  std::size_t read_markup(std::size_t at) {
    const char next = peek(at + 1);
    if (is_letter(next)) return read_start_tag(at);
    if (next == '/' && is_letter(peek(at + 2))) return read_end_tag(at);
    if (markup_.compare(at, 4, "<!--") == 0) return comment_end(markup_, at);
    if (next == '!' || next == '?' || next == '/') {
      const std::size_t close = markup_.find('>', at + 2);
      return close == markup_.npos ? markup_.size() : close + 1;
    }
    return at + 1;
  }

  std::size_t read_name(std::size_t at, std::uint32_t& name) const {
    const std::size_t begin = at;
    while (at < markup_.size() && !ends_name(markup_[at])) ++at;
    name = name_hash(markup_.substr(begin, at - begin));
    return at;
  }

  /// One past the '>' that ends the tag whose attributes begin at `at`; npos when the markup ends before it.
  std::size_t find_tag_end(std::size_t at, bool& closes_itself) const {
    const char* const data = markup_.data();
    const std::size_t size = markup_.size();
    while (at < size) {
      const char c = data[at++];
      if (c == '>') {
        closes_itself = data[at - 2] == '/';
        return at;
      }
      if (c != '=') continue;
      while (at < size && ends_name(data[at]) && data[at] != '>' && data[at] != '/') ++at;
      if (at < size && (data[at] == '"' || data[at] == '\'')) {
        const void* quote = std::memchr(data + at + 1, data[at], size - at - 1);
        if (!quote) return markup_.npos;
        at = static_cast<const char*>(quote) - data + 1;
      }
    }
    return markup_.npos;
  }

  /// What ends inside a tag ends before it, as HTML says; MyHTML copies memory onto itself there.
  std::size_t cut_at(std::size_t at) {
    markup_ = markup_.substr(0, at);
    return at;
  }

  std::size_t read_start_tag(std::size_t at) {
    std::uint32_t name = 0;
    bool closes_itself = false;
    const std::size_t end = find_tag_end(read_name(at + 1, name), closes_itself);
    if (end == markup_.npos) return cut_at(at);
    const Kind kind = kind_of(name);
    // A block brings back the formatting elements that are still open.
    node_count_ += kind == Kind::block || kind == Kind::leaf ? 1 + (formatting_count_ > 3 ? formatting_count_ : 0) : 1;

    const bool in_foreign = open_count_[counter_of(name_hash("svg"))] + open_count_[counter_of(name_hash("math"))] > 0;
    const bool is_foreign = name == name_hash("svg") || name == name_hash("math");
    if (is_surely_ignored(name)) {
      leave_out(at, end);
      return end;
    }
    if (kind == Kind::raw && !in_foreign) return find_raw_end(end, markup_.substr(at + 1, 8));
    if (kind == Kind::plaintext) return markup_.size();
    note_start(name, end);
    if (kind == Kind::leaf || (closes_itself && (in_foreign || is_foreign))) return end;

    const bool too_deep = stack_.size() - dropped_count_ >= limits_.depth_max;
    const bool too_many = kind == Kind::formatting && formatting_count_ >= limits_.formatting_max;
    const bool dropped = too_deep || too_many;
    if (dropped) {
      leave_out(at, end);
      ++dropped_count_;
    } else if (kind == Kind::formatting) {
      ++formatting_count_;
    }
    stack_.push_back({name, kind, dropped});
    ++open_count_[counter_of(name)];
    return end;
  }

  /// A tag that the tree builder drops joins the texts around it, and each joining copies all before it: a row of
  /// them is quadratic. These are dropped here.
  bool is_surely_ignored(std::uint32_t name) const {
    if (select_is_open_)
      return name != name_hash("option") && name != name_hash("optgroup") && name != name_hash("select") &&
             name != name_hash("input") && name != name_hash("textarea") && name != name_hash("script");
    const bool in_table = open_count_[counter_of(name_hash("table"))] > 0;
    if (in_table && !in_cell_ && stray_text_count_ > stray_texts_max) return name != name_hash("table");
    switch (name) {
      case name_hash("html"): case name_hash("head"): case name_hash("body"): case name_hash("frameset"):
        return leaf_seen_[counter_of(name)];
      case name_hash("frame"):
        return true;
      case name_hash("form"):
        return open_count_[counter_of(name)] > 0;
      case name_hash("tr"): case name_hash("td"): case name_hash("th"): case name_hash("tbody"):
      case name_hash("thead"): case name_hash("tfoot"): case name_hash("caption"): case name_hash("col"):
      case name_hash("colgroup"):
        return !in_table && open_count_[counter_of(name_hash("template"))] == 0;
      default:
        return false;
    }
  }

  void note_start(std::uint32_t name, std::size_t end) {
    leaf_seen_[counter_of(name)] = leaf_open_[counter_of(name)] = true;
    switch (name) {
      case name_hash("select"): select_is_open_ = !select_is_open_; break;
      case name_hash("input"): case name_hash("textarea"): select_is_open_ = false; break;
      case name_hash("td"): case name_hash("th"): case name_hash("caption"): in_cell_ = true; break;
      case name_hash("table"): case name_hash("tr"): case name_hash("tbody"): case name_hash("thead"):
      case name_hash("tfoot"):
        in_cell_ = false;
        break;
      default: break;
    }
    note_stray_text(end);
  }

  /// Text that stands in a table but in no cell goes before the table, joined with what went there before.
  void note_stray_text(std::size_t at) {
    if (in_cell_ || open_count_[counter_of(name_hash("table"))] == 0) return;
    while (at < markup_.size() && static_cast<unsigned char>(markup_[at]) <= ' ') ++at;
    if (at < markup_.size() && markup_[at] != '<') ++stray_text_count_;
  }

  /// Where the raw text that begins at `at` ends: after its end tag.
  std::size_t find_raw_end(std::size_t at, std::string_view name) const {
    std::size_t size = 0;
    while (size < name.size() && !ends_name(name[size])) ++size;
    while (true) {
      at = markup_.find("</", at);
      if (at == markup_.npos) return markup_.size();
      std::size_t same = 0;
      while (same < size && (peek(at + 2 + same) | 0x20) == (name[same] | 0x20)) ++same;
      if (same == size && ends_name(peek(at + 2 + same))) {
        const std::size_t close = markup_.find('>', at);
        return close == markup_.npos ? markup_.size() : close + 1;
      }
      at += 2;
    }
  }

  std::size_t read_end_tag(std::size_t at) {
    std::uint32_t name = 0;
    bool closes_itself = false;
    const std::size_t end = find_tag_end(read_name(at + 2, name), closes_itself);
    if (end == markup_.npos) return cut_at(at);
    const Kind kind = kind_of(name);
    if (kind == Kind::leaf) return read_leaf_end(at, end, name);
    if (name == name_hash("select")) select_is_open_ = false;
    if (name == name_hash("table")) in_cell_ = true;  // Most tables within tables stand in cells.
    // An end tag that ends nothing costs the tree builder a walk over all that is open, and memory for it.
    if (open_count_[counter_of(name)] == 0) return read_stray_end(at, end, kind);

    // An inline end tag reaches no further than the block it stands in, and a long row of unclosed elements is
    // searched only so far: rough is good enough, a wrong guess costs a dropped tag.
    constexpr std::size_t search_max = 64;
    const bool is_block_end = kind == Kind::block;
    std::size_t place = stack_.size();
    for (std::size_t steps = 0; place > 0; --place, ++steps) {
      const Open& open = stack_[place - 1];
      if (open.name == name) break;
      if (!is_block_end && (open.kind == Kind::block || steps >= search_max)) return read_stray_end(at, end, kind);
    }
    if (place == 0) return read_stray_end(at, end, kind);
    if (stack_[place - 1].dropped) leave_out(at, end);
    close_down_to(place - 1);
    return end;
  }

  std::size_t read_stray_end(std::size_t at, std::size_t end, Kind kind) {
    // A formatting element lives on when the block around it is closed: this may be its end.
    if (kind == Kind::formatting && formatting_count_ > 0)
      --formatting_count_;
    else
      leave_out(at, end);
    return end;
  }

  /// Most of these close by themselves; one that closes nothing is left out.
  std::size_t read_leaf_end(std::size_t at, std::size_t end, std::uint32_t name) {
    if (name == name_hash("p") || name == name_hash("br")) return end;  // They make elements of their own.
    if (!leaf_open_[counter_of(name)]) leave_out(at, end);
    leaf_open_[counter_of(name)] = false;
    if (name == name_hash("td") || name == name_hash("th")) in_cell_ = false;
    note_stray_text(end);
    return end;
  }

  void close_down_to(std::size_t size) {
    while (stack_.size() > size) {
      const Open& open = stack_.back();
      --open_count_[counter_of(open.name)];
      if (open.dropped)
        --dropped_count_;
      else if (open.kind == Kind::formatting && stack_.size() == size + 1)
        --formatting_count_;  // Only an end tag of its own ends it: one closed over lives on.
      stack_.pop_back();
    }
  }

  void leave_out(std::size_t begin, std::size_t end) {
    if (copied_ == 0) changed_.reserve(markup_.size());
    changed_.append(markup_, copied_, begin - copied_);
    copied_ = end;
  }

  const Limits& limits_;
  std::string_view markup_;
  std::string changed_;
  std::size_t copied_ = 0;  ///< How far `changed_` has been written.
  std::vector<Open> stack_;
  std::array<std::uint32_t, 256> open_count_;
  std::size_t dropped_count_ = 0;
  std::uint32_t formatting_count_ = 0;
  std::array<bool, 256> leaf_open_{};
  std::array<bool, 256> leaf_seen_{};
  bool select_is_open_ = false;
  bool in_cell_ = false;
  std::uint32_t stray_text_count_ = 0;
  std::uint64_t node_count_ = 0;
  bool truncated_ = false;
};

}  // namespace

GuardedMarkup guard_markup(std::string_view markup, const Limits& limits) { return Guard(markup, limits).run(); }

}  // namespace newswired::html
