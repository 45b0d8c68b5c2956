#include "stages/clean/selector.h"

#include <algorithm>

namespace newswired::clean {
namespace {

using html::AttributeName;

bool is_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == ':' ||
         static_cast<signed char>(c) < 0;
}

/// Whether `classes`, parted by blanks, hold `wanted`.
bool has_class(std::string_view classes, std::string_view wanted) {
  for (std::size_t at = classes.find(wanted); at != classes.npos; at = classes.find(wanted, at + 1)) {
    const auto parts = [&](std::size_t i) { return i >= classes.size() || static_cast<unsigned char>(classes[i]) <= ' '; };
    if ((at == 0 || parts(at - 1)) && parts(at + wanted.size())) return true;
  }
  return false;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }
  void skip_blanks() {
    while (peek() == ' ' || peek() == '\t' || peek() == '\n') ++at_;
  }
  std::string name() {
    const std::size_t begin = at_;
    while (!at_end() && is_name(text_[at_])) ++at_;
    return std::string(text_.substr(begin, at_ - begin));
  }
  /// A word, or anything between quotation marks.
  std::string value() {
    const char quote = peek();
    if (quote != '"' && quote != '\'') return name();
    const std::size_t begin = ++at_;
    at_ = std::min(text_.find(quote, begin), text_.size());
    return std::string(text_.substr(begin, at_++ - begin));
  }
  Error expected(const std::string& what) const {
    return {ErrorKind::invalid, "character " + std::to_string(at_ + 1) + ": expected " + what +
                                    "; a selector is made of tag, #id, .class and [name=value] without blanks, several parted by commas"};
  }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

Result<SelectorList> SelectorList::parse(std::string_view text) {
  SelectorList list;
  if (text.size() > bytes_max) return Error{ErrorKind::limit, "longer than " + std::to_string(bytes_max) + " bytes"};
  Parser parser(text);
  parser.skip_blanks();
  if (parser.at_end()) return list;
  do {
    parser.skip_blanks();
    Selector selector;
    selector.element = parser.name();
    bool is_any = parser.take('*') || !selector.element.empty();
    while (parser.peek() == '.' || parser.peek() == '#' || parser.peek() == '[') {
      is_any = true;
      if (parser.take('.')) {
        selector.classes.push_back(parser.name());
        if (selector.classes.back().empty()) return parser.expected("the name of a class");
      } else if (parser.take('#')) {
        selector.attributes.push_back({"id", parser.name(), false});
        if (selector.attributes.back().value.empty()) return parser.expected("an id");
      } else {
        parser.take('[');
        Attribute attribute{parser.name(), "", true};
        if (attribute.name.empty()) return parser.expected("the name of an attribute");
        if (parser.take('=')) attribute.any_value = false, attribute.value = parser.value();
        if (!parser.take(']')) return parser.expected("\"]\"");
        selector.attributes.push_back(std::move(attribute));
      }
    }
    if (!is_any) return parser.expected("a selector");
    list.selectors_.push_back(std::move(selector));
    parser.skip_blanks();
  } while (parser.take(','));
  if (!parser.at_end()) return parser.expected("\",\" or the end");
  return list;
}

bool SelectorList::matches(const html::Document& document, html::NodeId element) const {
  return std::any_of(selectors_.begin(), selectors_.end(),
                     [&](const Selector& selector) { return matches(selector, document, element); });
}

bool SelectorList::matches(const Selector& selector, const html::Document& document, html::NodeId element) {
  if (document[element].tag == html::Tag::text) return false;
  if (!selector.element.empty() && document.element_name(element) != selector.element) return false;
  const std::string_view classes = document.value(element, "class");
  for (const std::string& name : selector.classes)
    if (!has_class(classes, name)) return false;
  return std::all_of(selector.attributes.begin(), selector.attributes.end(), [&](const Attribute& attribute) {
    const auto value = document.attribute(element, AttributeName::of(attribute.name));
    return value && (attribute.any_value || *value == attribute.value);
  });
}

void SelectorList::add_attributes(html::WantedAttributes& wanted) const {
  for (const Selector& selector : selectors_)
    for (const Attribute& attribute : selector.attributes) {
      wanted.add(attribute.name);
      if (attribute.name == "href") wanted.link_targets = true;
    }
}

}  // namespace newswired::clean
