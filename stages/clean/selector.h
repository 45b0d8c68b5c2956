#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "proto/result.h"
#include "stages/html/document.h"

namespace newswired::clean {

/// A list of simple selectors as `SiteRule` has them: `div.story-body, #content, [data-part=text]`. Names of elements
/// and attributes are compared as written in small letters; classes and values exactly.
class SelectorList {
 public:
  static constexpr std::size_t bytes_max = 4000;

  /// An error says at which character what was expected. An empty text is a list that matches nothing.
  static Result<SelectorList> parse(std::string_view text);

  bool empty() const { return selectors_.empty(); }
  bool matches(const html::Document& document, html::NodeId element) const;

  /// Adds the attributes that matching needs.
  void add_attributes(html::WantedAttributes& wanted) const;

 private:
  struct Attribute {
    std::string name;
    std::string value;
    bool any_value = false;
  };
  struct Selector {
    std::string element;  ///< Empty: any.
    std::vector<std::string> classes;
    std::vector<Attribute> attributes;
  };
  static bool matches(const Selector& selector, const html::Document& document, html::NodeId element);

  std::vector<Selector> selectors_;
};

}  // namespace newswired::clean
