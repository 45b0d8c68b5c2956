#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace newswired::html {

/// The elements that the stages tell apart. Every HTML element that is not listed is `other`.
enum class Tag : std::uint8_t {
  text,     ///< A text node.
  other,    ///< An element we do not tell apart, custom elements included.
  foreign,  ///< An element of SVG or MathML.
  a, abbr, address, article, aside, audio, b, base, blockquote, body, br, button, canvas, caption, center, cite, code,
  col, dd, del, details, dfn, dialog, div, dl, dt, em, embed, fieldset, figcaption, figure, font, footer, form, frame,
  h1, h2, h3, h4, h5, h6, head, header, hr, html, i, iframe, img, input, ins, kbd, label, legend, li, link, main, map,
  mark, menu, meta, nav, noscript, object, ol, option, p, pre, q, rp, rt, ruby, s, samp, script, section, select,
  small, source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template_, textarea, tfoot, th,
  thead, time, title, tr, track, tt, u, ul, var, video, wbr,
};

/// In the order of `Tag`.
inline constexpr std::array<std::string_view, static_cast<std::size_t>(Tag::wbr) + 1> tag_names{
    "", "", "",  // text, other, foreign
    "a", "abbr", "address", "article", "aside", "audio", "b", "base", "blockquote", "body", "br", "button", "canvas",
    "caption", "center", "cite", "code", "col", "dd", "del", "details", "dfn", "dialog", "div", "dl", "dt", "em",
    "embed", "fieldset", "figcaption", "figure", "font", "footer", "form", "frame", "h1", "h2", "h3", "h4", "h5",
    "h6", "head", "header", "hr", "html", "i", "iframe", "img", "input", "ins", "kbd", "label", "legend", "li",
    "link", "main", "map", "mark", "menu", "meta", "nav", "noscript", "object", "ol", "option", "p", "pre",
    "q", "rp", "rt", "ruby", "s", "samp", "script", "section", "select", "small", "source", "span", "strike",
    "strong", "style", "sub", "summary", "sup", "svg", "table", "tbody", "td", "template", "textarea", "tfoot", "th",
    "thead", "time", "title", "tr", "track", "tt", "u", "ul", "var", "video", "wbr",
};

/// Elements that begin and end a line of their own.
bool is_block(Tag tag);

/// "div"; empty for texts, foreign and other elements.
std::string_view name_of(Tag tag);

/// h1 to h6.
inline bool is_heading(Tag tag) { return tag >= Tag::h1 && tag <= Tag::h6; }

}  // namespace newswired::html
