#include "stages/html/condense.h"

#include <algorithm>
#include <cstring>

#include "stages/html/comment.h"
#include "stages/html/markup_characters.h"

namespace newswired::html {
namespace {

/// Elements beside which blanks mean nothing.
bool parts_lines(std::uint32_t name) {
  switch (name) {
    case name_hash("div"): case name_hash("p"): case name_hash("li"): case name_hash("ul"): case name_hash("ol"):
    case name_hash("section"): case name_hash("article"): case name_hash("header"): case name_hash("footer"):
    case name_hash("nav"): case name_hash("main"): case name_hash("aside"): case name_hash("h1"): case name_hash("h2"):
    case name_hash("h3"): case name_hash("h4"): case name_hash("h5"): case name_hash("h6"): case name_hash("table"):
    case name_hash("tr"): case name_hash("td"): case name_hash("th"): case name_hash("tbody"): case name_hash("thead"):
    case name_hash("form"): case name_hash("figure"): case name_hash("figcaption"): case name_hash("blockquote"):
    case name_hash("dl"): case name_hash("dt"): case name_hash("dd"): case name_hash("body"): case name_hash("hr"):
    case name_hash("br"): case name_hash("meta"): case name_hash("link"): case name_hash("title"):
      return true;
    default:
      return false;
  }
}

/// Void elements that hold nothing to read; of a picture itself it is kept that it is there.
bool is_beside_picture(std::uint32_t name) {
  switch (name) {
    case name_hash("source"): case name_hash("track"): case name_hash("area"):
    case name_hash("param"):
      return true;
    default:
      return false;
  }
}

bool is_raw(std::uint32_t name) {
  switch (name) {
    case name_hash("script"): case name_hash("style"): case name_hash("textarea"): case name_hash("title"):
    case name_hash("xmp"): case name_hash("iframe"): case name_hash("noembed"): case name_hash("noframes"):
      return true;
    default:
      return false;
  }
}

/// What ends a drawing without its end tag (HTML Standard, "the rules for parsing tokens in foreign content"), and what
/// may hold such elements.
bool leaves_drawing(std::uint32_t name) {
  switch (name) {
    case name_hash("b"): case name_hash("big"): case name_hash("blockquote"): case name_hash("body"):
    case name_hash("br"): case name_hash("center"): case name_hash("code"): case name_hash("dd"): case name_hash("div"):
    case name_hash("dl"): case name_hash("dt"): case name_hash("em"): case name_hash("embed"): case name_hash("font"):
    case name_hash("h1"): case name_hash("h2"): case name_hash("h3"): case name_hash("h4"): case name_hash("h5"):
    case name_hash("h6"): case name_hash("head"): case name_hash("hr"): case name_hash("i"): case name_hash("img"):
    case name_hash("li"): case name_hash("listing"): case name_hash("menu"): case name_hash("meta"):
    case name_hash("nobr"): case name_hash("ol"): case name_hash("p"): case name_hash("pre"): case name_hash("ruby"):
    case name_hash("s"): case name_hash("small"): case name_hash("span"): case name_hash("strong"):
    case name_hash("strike"): case name_hash("sub"): case name_hash("sup"): case name_hash("table"):
    case name_hash("tt"): case name_hash("u"): case name_hash("ul"): case name_hash("var"): case name_hash("script"):
    case name_hash("foreignobject"):
      return true;
    default:
      return false;
  }
}

/// Whether the value of a link's `href` is a script: such a link leads nowhere.
bool is_script(std::string_view value) {
  const std::size_t begin = value.find_first_not_of(" \n\t\r\f=\"'");
  return begin != value.npos && name_hash(value.substr(begin, 11)) == name_hash("javascript:");
}

class Condenser {
 public:
  Condenser(std::string_view markup, const WantedAttributes& wanted) : markup_(markup), wanted_(wanted) {}

  std::string run() {
    out_.reserve(markup_.size() / 2 + 64);
    std::size_t at = 0;
    while (at < markup_.size()) {
      const void* found = std::memchr(markup_.data() + at, '<', markup_.size() - at);
      if (!found) break;
      at = read_markup(static_cast<std::size_t>(static_cast<const char*>(found) - markup_.data()));
    }
    leave_out(markup_.size(), markup_.size());
    return std::move(out_);
  }

 private:
  char peek(std::size_t at) const { return at < markup_.size() ? markup_[at] : '\0'; }

  /// Reads what begins with '<' at `at`; returns where to go on.
  std::size_t read_markup(std::size_t at) {
    const char next = peek(at + 1);
    if (is_letter(next)) return read_start_tag(at);
    if (next == '/' && is_letter(peek(at + 2))) return read_end_tag(at);
    if (markup_.compare(at, 4, "<!--") == 0) {
      const std::size_t end = comment_end(markup_, at);
      leave_out(at, end);
      return end;
    }
    after_block_ = false;
    if (next != '!' && next != '?' && next != '/') return at + 1;
    return past('>', at + 2);
  }

  std::size_t past(char c, std::size_t at) const {
    const std::size_t found = markup_.find(c, at);
    return found == markup_.npos ? markup_.size() : found + 1;
  }

  std::size_t read_name(std::size_t at, std::uint32_t& name) const {
    name = name_hash({});
    while (at < markup_.size() && !ends_name(markup_[at])) name = name_hash_step(name, markup_[at++]);
    return at;
  }

  std::size_t read_start_tag(std::size_t at) {
    std::uint32_t name = 0;
    const std::size_t name_end = read_name(at + 1, name);
    if (name == name_hash("svg"))
      if (const std::size_t end = drawing_end(at); end != 0) {
        leave_out(at, end);
        return end;
      }
    if (name == name_hash("plaintext")) return markup_.size();
    if (is_beside_picture(name)) {
      const std::size_t end = tag_end(name_end);
      leave_out(at, end);
      return end;
    }
    if (name == name_hash("img")) {
      const std::size_t end = tag_end(name_end);
      if (markup_[end - 1] == '>') leave_out(name_end, end - 1);
      return end;
    }
    if (is_raw(name)) {
      const std::size_t end = tag_end(name_end);
      const bool closes_itself = in_drawing_ && markup_[end - 2] == '/';
      if (!closes_itself) return read_raw(at, end, name);
    }
    const std::size_t end = read_attributes(name_end, name == name_hash("a"));
    if (name == name_hash("svg")) in_drawing_ = true;
    if (name == name_hash("pre")) ++pre_count_;
    return after_tag(end, name);
  }

  std::size_t read_end_tag(std::size_t at) {
    std::uint32_t name = 0;
    const std::size_t end = tag_end(read_name(at + 2, name));
    if (name == name_hash("svg")) in_drawing_ = false;
    if (name == name_hash("pre") && pre_count_ > 0) --pre_count_;
    return after_tag(end, name);
  }

  /// Leaves out the blanks after a tag when they stand beside a block.
  std::size_t after_tag(std::size_t end, std::uint32_t name) {
    after_block_ = parts_lines(name);
    return skip_blanks(end);
  }

  std::size_t skip_blanks(std::size_t at) {
    std::size_t end = at;
    while (end < markup_.size() && is_blank(markup_[end])) ++end;
    if (end == at || end >= markup_.size() || markup_[end] != '<' || pre_count_ > 0) return at;
    if (!after_block_) {
      std::uint32_t next = 0;
      const std::size_t begin = end + (peek(end + 1) == '/' ? 2 : 1);
      if (!is_letter(peek(begin))) return at;
      read_name(begin, next);
      if (!parts_lines(next)) return at;
    }
    leave_out(at, end);
    return end;
  }

  /// One past the '>' of the tag whose attributes begin at `at`; those that nobody wants are left out. Of a link is kept
  /// that it leads somewhere, not where to.
  std::size_t read_attributes(std::size_t at, bool is_link) {
    while (at < markup_.size()) {
      if (markup_[at] == '>') return at + 1;
      if (ends_name(markup_[at])) {
        ++at;
        continue;
      }
      const std::size_t begin = at;
      std::uint32_t name = name_hash({});
      do name = name_hash_step(name, markup_[at++]);
      while (at < markup_.size() && !ends_name(markup_[at]) && markup_[at] != '=');
      const std::size_t named = at;
      at = value_end(at);
      if (is_link && name == name_hash("href")) {
        if (wanted_.link_targets) continue;
        if (!is_script(markup_.substr(named, at - named))) {
          leave_out(named, at);
          continue;
        }
      } else if (wanted_.has(name)) {
        continue;
      }
      if (markup_[begin - 1] == '/') continue;
      while (at < markup_.size() && is_blank(markup_[at])) ++at;
      leave_out(begin, at);
    }
    return markup_.size();
  }

  std::size_t tag_end(std::size_t at) const {
    while (at < markup_.size() && markup_[at] != '>') at = ends_name(markup_[at]) ? at + 1 : value_end(name_end(at));
    return std::min(at + 1, markup_.size());
  }

  std::size_t name_end(std::size_t at) const {
    do ++at;
    while (at < markup_.size() && !ends_name(markup_[at]) && markup_[at] != '=');
    return at;
  }

  /// One past the value that follows an attribute's name, or `at` when it has none.
  std::size_t value_end(std::size_t at) const {
    std::size_t equals = at;
    while (equals < markup_.size() && is_blank(markup_[equals])) ++equals;
    if (peek(equals) != '=') return at;
    at = equals + 1;
    while (at < markup_.size() && is_blank(markup_[at])) ++at;
    if (peek(at) == '"' || peek(at) == '\'') return past(markup_[at], at + 1);
    while (at < markup_.size() && !is_blank(markup_[at]) && markup_[at] != '>') ++at;
    return at;
  }

  /// Reads the raw text after the tag that stands from `at` to `begin`; returns one past its end tag.
  std::size_t read_raw(std::size_t at, std::size_t begin, std::uint32_t name) {
    const bool is_other_script =
        name == name_hash("script") && markup_.substr(at, begin - at).find("ld+json") == markup_.npos;
    const std::size_t end = past('>', raw_end(begin, markup_.substr(at + 1, 8)));
    if (name != name_hash("style") && !is_other_script) return after_tag(end, name);
    leave_out(at, end);
    return skip_blanks(end);
  }

  /// Where the end tag of the raw text that begins at `at` stands.
  std::size_t raw_end(std::size_t at, std::string_view name) const {
    std::size_t size = 0;
    while (size < name.size() && !ends_name(name[size])) ++size;
    while (true) {
      at = markup_.find("</", at);
      if (at == markup_.npos) return markup_.size();
      std::size_t same = 0;
      while (same < size && (peek(at + 2 + same) | 0x20) == (name[same] | 0x20)) ++same;
      if (same == size && ends_name(peek(at + 2 + same))) return at;
      at += 2;
    }
  }

  /// One past the end tag of the drawing that begins at `at`; 0 when it must stay.
  std::size_t drawing_end(std::size_t at) {
    if (at < no_drawing_until_) return 0;  // An outer one was read this far in vain.
    std::size_t open_count = 0;
    std::size_t place = at;
    while (true) {
      place = markup_.find('<', place);
      if (place == markup_.npos) break;
      const bool is_end = peek(place + 1) == '/';
      const std::size_t begin = place + (is_end ? 2 : 1);
      if (!is_letter(peek(begin))) {
        place = markup_.compare(place, 4, "<!--") == 0 ? comment_end(markup_, place) : begin;
        continue;
      }
      std::uint32_t name = 0;
      const std::size_t name_end = read_name(begin, name);
      if (leaves_drawing(name)) break;
      place = tag_end(name_end);
      if (name != name_hash("svg")) continue;
      if (!is_end) open_count += markup_[place - 2] != '/';
      else if (open_count > 0) --open_count;
      if (open_count == 0) return place;
    }
    no_drawing_until_ = std::min(place, markup_.size());
    return 0;
  }

  void leave_out(std::size_t begin, std::size_t end) {
    out_.append(markup_, copied_, begin - copied_);
    copied_ = end;
  }

  std::string_view markup_;
  const WantedAttributes& wanted_;
  std::string out_;
  std::size_t copied_ = 0;             ///< How far `out_` has been written.
  std::size_t pre_count_ = 0;
  std::size_t no_drawing_until_ = 0;
  bool after_block_ = false;
  bool in_drawing_ = false;
};

}  // namespace

std::string condense_markup(std::string_view markup, const WantedAttributes& wanted) {
  return Condenser(markup, wanted).run();
}

}  // namespace newswired::html
