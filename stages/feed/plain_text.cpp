#include "stages/feed/plain_text.h"

#include <algorithm>
#include <array>

#include "stages/feed/markup.h"
#include "stages/text/html_entities.h"

namespace newswired::feed {
namespace {

enum class Role : unsigned char {
  inside,   ///< Within a word: nothing is left of it.
  parting,  ///< Parts words: leaves a blank.
  silent,   ///< Goes with its content.
  spoken,   ///< A tag only when it is closed too, else a word of the headline.
};

struct KnownElement {
  std::string_view name;
  Role role;
};

/// HTML's elements (https://html.spec.whatwg.org/#elements-3 and its obsolete ones), sorted.
constexpr KnownElement known_elements[] = {
    {"a", Role::inside},        {"abbr", Role::inside},     {"acronym", Role::inside},  {"address", Role::parting},
    {"applet", Role::spoken},   {"area", Role::spoken},     {"article", Role::spoken},  {"aside", Role::spoken},
    {"audio", Role::spoken},    {"b", Role::inside},        {"base", Role::spoken},     {"bdi", Role::inside},
    {"bdo", Role::inside},      {"big", Role::inside},      {"blink", Role::inside},    {"blockquote", Role::parting},
    {"body", Role::spoken},     {"br", Role::parting},      {"button", Role::spoken},   {"canvas", Role::spoken},
    {"caption", Role::spoken},  {"center", Role::parting},  {"cite", Role::inside},     {"code", Role::inside},
    {"dd", Role::parting},      {"del", Role::inside},      {"details", Role::spoken},  {"dfn", Role::inside},
    {"dialog", Role::spoken},   {"div", Role::parting},     {"dl", Role::parting},      {"dt", Role::parting},
    {"em", Role::inside},       {"embed", Role::spoken},    {"fieldset", Role::spoken}, {"figcaption", Role::parting},
    {"figure", Role::parting},  {"font", Role::inside},     {"footer", Role::spoken},   {"form", Role::spoken},
    {"h1", Role::parting},      {"h2", Role::parting},      {"h3", Role::parting},      {"h4", Role::parting},
    {"h5", Role::parting},      {"h6", Role::parting},      {"head", Role::spoken},     {"header", Role::spoken},
    {"hr", Role::parting},      {"html", Role::spoken},     {"i", Role::inside},        {"iframe", Role::spoken},
    {"img", Role::inside},      {"input", Role::spoken},    {"ins", Role::inside},      {"kbd", Role::inside},
    {"label", Role::spoken},    {"li", Role::parting},      {"link", Role::spoken},     {"main", Role::spoken},
    {"map", Role::spoken},      {"mark", Role::inside},     {"marquee", Role::spoken},  {"meta", Role::spoken},
    {"nav", Role::spoken},      {"nobr", Role::inside},     {"object", Role::spoken},   {"ol", Role::parting},
    {"option", Role::spoken},   {"p", Role::parting},       {"param", Role::spoken},    {"picture", Role::spoken},
    {"pre", Role::parting},     {"q", Role::inside},        {"rp", Role::inside},       {"rt", Role::inside},
    {"ruby", Role::inside},     {"s", Role::inside},        {"samp", Role::inside},     {"script", Role::silent},
    {"section", Role::spoken},  {"select", Role::spoken},   {"small", Role::inside},    {"source", Role::spoken},
    {"span", Role::inside},     {"strike", Role::inside},   {"strong", Role::inside},   {"style", Role::silent},
    {"sub", Role::inside},      {"summary", Role::spoken},  {"sup", Role::inside},      {"svg", Role::spoken},
    {"table", Role::spoken},    {"tbody", Role::parting},   {"td", Role::parting},      {"template", Role::spoken},
    {"textarea", Role::spoken}, {"tfoot", Role::parting},   {"th", Role::parting},      {"thead", Role::parting},
    {"time", Role::inside},     {"title", Role::spoken},    {"tr", Role::parting},      {"tt", Role::inside},
    {"u", Role::inside},        {"ul", Role::parting},      {"var", Role::inside},      {"video", Role::spoken},
    {"wbr", Role::inside},
};

constexpr std::size_t element_name_bytes_max = 10;

/// The element's place in the table; its size when there is none.
std::size_t known_element(std::string_view name) {
  if (name.size() > element_name_bytes_max) return std::size(known_elements);
  const std::string folded = lower_case(name);
  const auto place = std::lower_bound(std::begin(known_elements), std::end(known_elements), std::string_view(folded),
                                      [](const KnownElement& element, std::string_view wanted) { return element.name < wanted; });
  return place != std::end(known_elements) && place->name == folded
             ? static_cast<std::size_t>(place - std::begin(known_elements))
             : std::size(known_elements);
}

class PlainText {
 public:
  explicit PlainText(std::string_view html) : html_(html) {}

  std::string take() {
    out_.reserve(html_.size());
    while (at_ < html_.size()) {
      const char c = html_[at_];
      if (c == '<') read_bracket();
      else if (c == '&') read_reference();
      else copy_run();
    }
    return one_line(out_);
  }

 private:
  void copy_run() {
    const std::size_t end = std::min(html_.find_first_of("<&", at_), html_.size());
    out_.append(html_, at_, end - at_);
    at_ = end;
  }

  void read_reference() {
    // As in an attribute: titles hold addresses, and "&copy=2" is a parameter.
    const std::size_t taken = text::decode_html_entity(html_.substr(at_), out_, text::ReferenceContext::attribute);
    if (taken == 0) out_ += '&';
    at_ += std::max<std::size_t>(taken, 1);
  }

  void read_bracket() {
    const std::string_view rest = html_.substr(at_);
    if (rest.starts_with("<!--") && !comments_are_open_) {
      const std::size_t end = rest.find("-->", 4);
      if (end != std::string_view::npos) return void(at_ += end + 3);
      comments_are_open_ = true;
    }
    const Tag tag = tag_at(rest);
    const std::size_t element = tag.size ? known_element(tag.name) : std::size(known_elements);
    if (element == std::size(known_elements)) return take_literally();

    const Role role = known_elements[element].role;
    if (role == Role::spoken && !tag.closing && !is_closed(element)) return take_literally();
    if (role != Role::inside) out_ += ' ';
    at_ += tag.size;
    if (role == Role::silent && !tag.closing) skip_to_end_of(known_elements[element].name);
  }

  void take_literally() {
    out_ += '<';
    ++at_;
  }

  /// Where `</name` is at or after `from`.
  std::size_t find_end_tag(std::string_view name, std::size_t from) const {
    for (std::size_t at = html_.find("</", from); at != std::string_view::npos; at = html_.find("</", at + 2))
      if (equal_folded(html_.substr(at + 2, name.size()), name)) return at;
    return std::string_view::npos;
  }

  /// Whether the element is closed anywhere; looked for once for each name.
  bool is_closed(std::size_t element) {
    signed char& known = closed_[element];
    if (known == 0) known = find_end_tag(known_elements[element].name, 0) == std::string_view::npos ? -1 : 1;
    return known > 0;
  }

  void skip_to_end_of(std::string_view name) {
    const std::size_t end = find_end_tag(name, at_);
    if (end != std::string_view::npos) at_ = end;  // its end tag is read as any other
  }

  std::string_view html_;
  std::size_t at_ = 0;
  std::string out_;
  std::array<signed char, std::size(known_elements)> closed_{};
  bool comments_are_open_ = false;  ///< No comment ends from here on: not to be looked for again.
};

}  // namespace

std::string one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f'; };
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && !blank(text[end])) ++end;
    out.append(text, at, end - at);
    if (end < text.size() && !out.empty() && out.back() != ' ') out += ' ';
    at = end + 1;
  }
  if (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

std::string excerpt(std::string_view text) {
  constexpr std::size_t bytes_max = 40;
  std::size_t size = std::min(text.size(), bytes_max);
  while (size > 0 && size < text.size() && (text[size] & 0xC0) == 0x80) --size;
  return one_line(text.substr(0, size));
}

std::string plain_text(std::string_view html) { return PlainText(html).take(); }

}  // namespace newswired::feed
