#include "stages/feed/xml_tolerant.h"

#include <algorithm>

#include "stages/feed/feed.h"
#include "stages/feed/markup.h"

namespace newswired::feed {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

bool is_blank(char c) { return blanks.find(c) != std::string_view::npos; }
bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0; }
bool is_name_end(char c) { return is_blank(c) || c == '>' || c == '/' || c == '<' || c == '&' || c == '=' || c == '"' || c == '\''; }

template <std::size_t n>
bool is_one_of(std::string_view name, const std::string_view (&names)[n]) {
  return std::any_of(std::begin(names), std::end(names), [&](std::string_view known) { return equal_folded(name, known); });
}

bool is_entry(std::string_view name) {
  static constexpr std::string_view names[] = {"item", "entry", "atom:entry", "rss:item"};
  return is_one_of(name, names);
}

/// What entries stand in.
bool is_container(std::string_view name) {
  static constexpr std::string_view names[] = {"channel", "rss", "rdf:rdf", "feed", "atom:feed", "items"};
  return is_one_of(name, names);
}

/// Fields that hold text alone: an unclosed one ends where the next field begins.
bool is_text_field(std::string_view name) {
  static constexpr std::string_view names[] = {"title",   "link",      "guid",     "pubdate", "category", "comments",
                                               "id",      "published", "updated",  "dc:date", "dc:creator", "description",
                                               "summary", "content:encoded", "enclosure"};
  return is_one_of(name, names);
}

bool is_field(std::string_view name) {
  static constexpr std::string_view names[] = {"guid", "pubdate", "enclosure", "comments", "published", "updated", "id",
                                               "description", "content:encoded", "dc:date", "dc:creator", "category",
                                               "link", "title", "author"};
  return is_one_of(name, names);
}

/// HTML elements without an end tag that RSS does not use for its own.
bool is_void(std::string_view name) {
  static constexpr std::string_view names[] = {"br", "img", "hr", "input", "wbr", "area", "col", "embed", "param", "track"};
  return is_one_of(name, names);
}

class TolerantReader {
 public:
  TolerantReader(std::string_view text, pugi::xml_document& document, std::vector<std::string>& errors)
      : text_(text), current_(document), document_(document), errors_(errors) {}

  void read() {
    while (at_ < text_.size()) {
      if (text_[at_] == '<') read_bracket();
      else read_text();
    }
    flush_text();
    drop_cut_entry();
    if (stray_ends_) note(stray_ends_, "end tags without a beginning");
    if (loose_brackets_) note(loose_brackets_, "brackets that begin no tag");
    if (unclosed_) note(unclosed_, "elements that never closed");
  }

 private:
  void note(std::size_t count, const char* what) { errors_.push_back(std::to_string(count) + " " + what); }

  void read_text() {
    const std::size_t end = std::min(text_.find('<', at_), text_.size());
    pending_.append(text_, at_, end - at_);
    at_ = end;
  }

  void flush_text() {
    if (pending_.empty()) return;
    if (current_ != document_) current_.append_child(pugi::node_pcdata).set_value(pending_.c_str());
    pending_.clear();
  }

  void read_bracket() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("<![CDATA[")) return read_cdata(rest);
    if (rest.starts_with("<!--")) return skip_past(rest, "-->", 4);
    if (rest.starts_with("<?")) return skip_past(rest, "?>", 2);
    if (rest.starts_with("<!")) return skip_declaration(rest);
    if (rest.starts_with("</")) return read_end_tag(rest);
    if (rest.size() > 1 && is_name_start(rest[1])) return read_start_tag(rest);
    take_bracket_as_text();
  }

  void take_bracket_as_text() {
    pending_ += "&lt;";
    ++at_;
    ++loose_brackets_;
  }

  /// Up to its end; when it has none, up to the next bracket that closes anything.
  void skip_past(std::string_view rest, std::string_view end_mark, std::size_t from) {
    const std::size_t end = find_end_mark(end_mark, from);
    if (end != std::string_view::npos) return void(at_ += end + end_mark.size());
    const std::size_t bracket = rest.find('>');
    at_ += bracket == std::string_view::npos ? rest.size() : bracket + 1;
  }

  /// Where `mark` is, from the place we are at. That there is none further on is remembered: many beginnings without
  /// an end must not each search the rest of the text.
  std::size_t find_end_mark(std::string_view mark, std::size_t from) {
    if (std::find(missing_marks_.begin(), missing_marks_.end(), mark) != missing_marks_.end()) return std::string_view::npos;
    const std::size_t end = text_.find(mark, at_ + from);
    if (end == std::string_view::npos) missing_marks_.push_back(mark);
    return end == std::string_view::npos ? end : end - at_;
  }

  void skip_declaration(std::string_view rest) {
    const std::size_t bracket = rest.find_first_of("[>");
    if (bracket != std::string_view::npos && rest[bracket] == '[') {
      const std::size_t end = find_end_mark("]>", bracket);
      if (end != std::string_view::npos) return void(at_ += end + 2);
    }
    skip_past(rest, ">", 2);
  }

  void read_cdata(std::string_view rest) {
    constexpr std::size_t head = 9;
    const std::size_t end = find_end_mark("]]>", head);
    // A section that runs into the next entry lost its end: it stops where that entry's end tag stands.
    const std::string_view body = rest.substr(head, end == std::string_view::npos ? end : end - head);
    const std::size_t next_section = body.find("<![CDATA[");
    if (next_section != std::string_view::npos || end == std::string_view::npos) {
      const std::size_t entry_end = entry_end_tag(body);
      if (entry_end != std::string_view::npos) {
        add_cdata(body.substr(0, entry_end));
        at_ += head + entry_end;
        ++unclosed_;
        return;
      }
    }
    if (end == std::string_view::npos) {
      at_ = text_.size();  // cut: the entry goes with it
      return;
    }
    add_cdata(body);
    at_ += end + 3;
  }

  /// Where the first `</item` or `</entry` is.
  static std::size_t entry_end_tag(std::string_view body) {
    for (std::size_t at = body.find("</"); at != std::string_view::npos; at = body.find("</", at + 2)) {
      const std::string_view rest = body.substr(at + 2);
      if (equal_folded(rest.substr(0, 5), "item>") || equal_folded(rest.substr(0, 6), "entry>")) return at;
    }
    return std::string_view::npos;
  }

  void add_cdata(std::string_view value) {
    flush_text();
    if (current_ != document_) current_.append_child(pugi::node_cdata).set_value(std::string(value).c_str());
  }

  void read_end_tag(std::string_view rest) {
    std::size_t end = 2;
    while (end < rest.size() && !is_name_end(rest[end])) ++end;
    const std::string_view name = rest.substr(2, end - 2);
    while (end < rest.size() && rest[end] != '>' && rest[end] != '<') ++end;
    if (end == rest.size()) {
      at_ = text_.size();
      return;
    }
    flush_text();
    at_ += end + (rest[end] == '>' ? 1 : 0);
    close(name);
  }

  void close(std::string_view name) {
    const bool outer = is_entry(name) || is_container(name);
    std::size_t skipped = 0;
    for (pugi::xml_node node = current_; node != document_; node = node.parent(), ++skipped) {
      const std::string_view open = node.name();
      if (open.size() == name.size() && equal_folded(open, lower_case(name))) {
        unclosed_ += skipped;
        leave_to(node.parent());
        return;
      }
      if (is_container(open) || (is_entry(open) && !outer)) break;
    }
    ++stray_ends_;
  }

  void leave_to(pugi::xml_node node) {
    for (; current_ != node; current_ = current_.parent()) --depth_;
  }

  /// Leaves whatever is open up to what entries stand in.
  void leave_entry() {
    for (pugi::xml_node node = current_; node != document_; node = node.parent()) {
      if (!is_entry(node.name())) continue;
      leave_to(node.parent());
      ++unclosed_;
      return;
    }
    while (current_ != document_ && !is_container(current_.name()) && current_.parent() != document_) {
      leave_to(current_.parent());
      ++unclosed_;
    }
  }

  /// The end of the start tag that `rest` begins with: where its `>` is, and its attributes. npos: it is none.
  std::size_t start_tag_end(std::string_view rest, std::size_t name_end) {
    std::size_t at = name_end;
    while (at < rest.size() && rest[at] != '>') {
      if (rest[at] == '<') return std::string_view::npos;
      if ((rest[at] == '"' || rest[at] == '\'') && follows_equals(rest, at)) {
        const std::size_t close = rest.find_first_of(rest[at] == '"' ? "\"<" : "'<", at + 1);
        // A quote that meets a bracket first never closes: the tag ends at its own bracket.
        if (close != std::string_view::npos && rest[close] == rest[at]) at = close;
      }
      ++at;
    }
    return at < rest.size() ? at : std::string_view::npos;
  }

  static bool follows_equals(std::string_view rest, std::size_t at) {
    while (at > 0 && is_blank(rest[at - 1])) --at;
    return at > 0 && rest[at - 1] == '=';
  }

  void read_start_tag(std::string_view rest) {
    std::size_t name_end = 1;
    while (name_end < rest.size() && !is_name_end(rest[name_end])) ++name_end;
    const std::string_view name = rest.substr(1, name_end - 1);
    const std::size_t end = start_tag_end(rest, name_end);
    if (end == std::string_view::npos) return take_bracket_as_text();

    flush_text();
    const bool empty = rest[end - 1] == '/';
    at_ += end + 1;
    prepare_for(name);
    if (depth_ >= depth_max) return;
    pugi::xml_node node = current_.append_child(std::string(name).c_str());
    add_attributes(node, rest.substr(name_end, end - name_end - (empty ? 1 : 0)));
    if (empty || is_void(name)) return;
    current_ = node;
    ++depth_;
  }

  void prepare_for(std::string_view name) {
    if (is_entry(name)) return leave_entry();
    if (!is_field(name) || current_ == document_) return;
    const std::string_view open = current_.name();
    // Markup inside a description may hold a <title> or <link> of HTML; other fields cannot hold fields.
    const bool markup_holder = equal_folded(open, "description") || equal_folded(open, "summary") || equal_folded(open, "content:encoded");
    const bool may_be_html = equal_folded(name, "title") || equal_folded(name, "link");
    if (is_text_field(open) && !(markup_holder && may_be_html)) {
      leave_to(current_.parent());
      ++unclosed_;
    }
  }

  static void add_attributes(pugi::xml_node node, std::string_view rest) {
    Attribute attribute;
    for (std::size_t count = 0; count < attributes_max && next_attribute(rest, attribute); ++count) {
      const std::string name(attribute.name);
      if (name.empty() || !is_name_start(name[0]) || node.attribute(name.c_str())) continue;
      node.append_attribute(name.c_str()).set_value(std::string(attribute.value).c_str());
    }
  }

  /// An entry that is still open at the end of the text was cut: half an article is no article.
  void drop_cut_entry() {
    for (pugi::xml_node node = current_; node != document_; node = node.parent()) {
      if (!is_entry(node.name())) continue;
      node.parent().remove_child(node);
      errors_.push_back("the last entry is cut off and left out");
      return;
    }
  }

  /// Of one element; more are dropped, since looking for a repeated name takes time for each.
  static constexpr std::size_t attributes_max = 256;

  std::string_view text_;
  std::size_t at_ = 0;
  pugi::xml_node current_;
  pugi::xml_document& document_;
  std::vector<std::string>& errors_;
  std::string pending_;
  std::size_t depth_ = 0;
  std::vector<std::string_view> missing_marks_;
  std::size_t stray_ends_ = 0, loose_brackets_ = 0, unclosed_ = 0;
};

}  // namespace

void read_xml_tolerantly(std::string_view text, pugi::xml_document& document, std::vector<std::string>& errors) {
  TolerantReader(text, document, errors).read();
}

}  // namespace newswired::feed
