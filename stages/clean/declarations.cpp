#include <algorithm>

#include "stages/clean/evidence.h"
#include "stages/clean/lines.h"
#include "stages/clean/metadata.h"
#include "stages/text/dates.h"

namespace newswired::clean {
namespace {

using html::Document;
using html::NodeId;
using html::Tag;

class Reader {
 public:
  Reader(const Document& document, EvidenceReader& evidence) : document_(document), evidence_(evidence) {}

  Declarations read() {
    for (NodeId node = 0; node < document_.size(); ++node) read_element(node);
    return std::move(declared_);
  }

 private:
  void read_element(NodeId node) {
    switch (document_[node].tag) {
      case Tag::text: return;
      case Tag::html: declared_.html_language = document_.value(node, "lang"); return;
      case Tag::meta: return read_meta(node);
      case Tag::link: return read_link(node);
      case Tag::title:
        if (declared_.document_title.empty()) declared_.document_title = metadata_line(document_.text_content(node, metadata_bytes_max));
        return;
      case Tag::h1:
        if (declared_.headings.size() < headings_max) declared_.headings.push_back(metadata_line(document_.text_content(node, metadata_bytes_max)));
        return;
      case Tag::time: return read_time(node);
      default: return read_author(node);
    }
  }

  void read_meta(NodeId node) {
    const std::string_view content = document_.value(node, "content");
    if (content.empty() || declared_.metas.size() >= metas_max) return;
    for (const html::AttributeName& key : {html::AttributeName("property"), html::AttributeName("name"), html::AttributeName("itemprop"),
                                          html::AttributeName("http-equiv")}) {
      const std::string_view name = document_.value(node, key);
      // A property may list several names.
      for (std::size_t at = 0; at < name.size() && declared_.metas.size() < metas_max;) {
        const std::size_t end = std::min(name.find(' ', at), name.size());
        if (end > at)
          declared_.metas.push_back({lower_ascii(name.substr(at, end - at)), std::string(content.substr(0, metadata_bytes_max))});
        at = end + 1;
      }
    }
  }

  void read_link(NodeId node) {
    const std::string rel = lower_ascii(document_.value(node, "rel"));
    if (rel == "canonical" && declared_.canonical.empty()) declared_.canonical = document_.value(node, "href");
    if (rel == "image_src" && declared_.image_link.empty()) declared_.image_link = document_.value(node, "href");
  }

  void read_time(NodeId node) {
    std::string value(document_.value(node, "datetime"));
    if (value.empty()) value = document_.value(node, "content");
    if (value.empty()) value = metadata_line(document_.text_content(node, metadata_bytes_max));
    const std::string_view property = document_.value(node, "itemprop");
    if (property == "dateModified") {
      if (declared_.modified_time.empty()) declared_.modified_time = value;
    } else if (property == "datePublished") {
      read_published(value);
    } else if (std::string& time = declared_.headings.empty() ? declared_.time_before_heading : declared_.time;
               time.empty() && text::parse_date(value)) {
      time = value;
    }
  }

  void read_published(const std::string& value) {
    if (declared_.published_property.empty() && text::parse_date(value)) declared_.published_property = value;
  }

  /// itemprop=datePublished of an element that is no `time`.
  void read_property(NodeId node) {
    if (document_.value(node, "itemprop") != "datePublished" || document_[node].end - node > nodes_of_a_name_max) return;
    for (const html::AttributeName& key : {html::AttributeName("content"), html::AttributeName("datetime")})
      read_published(std::string(document_.value(node, key)));
    read_published(metadata_line(document_.text_content(node, metadata_bytes_max)));
  }

  void read_visible_date(NodeId node) {
    if (!declared_.visible_date.empty() || document_[node].end - node > nodes_of_a_name_max) return;
    const std::string line = metadata_line(document_.text_content(node, metadata_bytes_max));
    const std::size_t digit = line.find_first_of("0123456789");
    if (digit == line.npos || line.size() > visible_date_bytes_max) return;
    // "Published Thursday, March 5, 2026": the whole, or from the word before the first number on.
    const std::size_t blank = digit < 2 ? line.npos : line.rfind(' ', digit - 2);
    for (const std::size_t begin : {std::size_t{0}, blank == line.npos ? std::size_t{0} : blank + 1, digit})
      if (text::parse_date(std::string_view(line).substr(begin))) {
        declared_.visible_date = line.substr(begin);
        return;
      }
  }

  void read_author(NodeId node) {
    if (document_[node].attribute_count == 0 || declared_.authors.size() >= authors_max) return;
    const Attributes& attributes = evidence_.attributes_of(node);
    if (has(attributes.set, Evidence::date)) read_property(node);
    const bool names_author = attributes.names_author;
    // Classes of names, not of boxes around them: the text must be short enough to be a name.
    const EvidenceSet set = names_author ? 0 : attributes.classes;
    if (has(set, Evidence::date) && !declared_.headings.empty()) read_visible_date(node);
    if (!names_author && !has(set, Evidence::byline)) return;
    if (document_[node].end - node > nodes_of_a_name_max) return;
    const std::vector<std::string> names = names_in_byline(metadata_line(document_.text_content(node, metadata_bytes_max)));
    if (names.empty() || (!names_author && !std::all_of(names.begin(), names.end(), looks_like_name))) return;
    // Above the headline stand the columnists of menus.
    if (!declared_.headings.empty() && !has_heading_above_authors_) {
      has_heading_above_authors_ = true;
      declared_.authors.clear();
    }
    // Further down stand the authors of other stories.
    const NodeId gap = names_author ? nodes_between_named_max : nodes_between_authors_max;
    if (!declared_.authors.empty() && node > last_author_ + gap) return;
    last_author_ = node;
    for (const std::string& name : names)
      if (std::find(declared_.authors.begin(), declared_.authors.end(), name) == declared_.authors.end())
        declared_.authors.push_back(name);
  }

  static constexpr std::size_t metas_max = 500;
  static constexpr std::size_t headings_max = 20;
  static constexpr std::size_t authors_max = 20;
  static constexpr NodeId nodes_of_a_name_max = 12;
  static constexpr std::size_t visible_date_bytes_max = 80;

  static constexpr NodeId nodes_between_authors_max = 14;
  static constexpr NodeId nodes_between_named_max = 40;

  const Document& document_;
  EvidenceReader& evidence_;
  Declarations declared_;
  NodeId last_author_ = 0;
  bool has_heading_above_authors_ = false;
};

}  // namespace

std::string_view Declarations::meta(std::initializer_list<std::string_view> names) const {
  for (const std::string_view name : names)
    for (const Meta& meta : metas)
      if (meta.name == name) return meta.content;
  return {};
}

Declarations read_declarations(const Document& document, EvidenceReader& evidence) {
  return Reader(document, evidence).read();
}

}  // namespace newswired::clean
