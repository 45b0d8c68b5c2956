#include <algorithm>

#include "daemon/commands/annotation.h"

namespace newswired::commands {
namespace {

constexpr std::string_view head = R"(<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<style>
:root{color-scheme:light dark;--person:#1f77b455;--organization:#ff9f1c55;--location:#2ca02c55;--misc:#b05cc855}
body{font:16px/1.6 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;display:grid;gap:2rem;
grid-template-columns:minmax(0,2fr) minmax(16rem,1fr)}
@media(max-width:50rem){body{display:block}}
h1{line-height:1.2}p{white-space:pre-line}
mark{color:inherit;border-radius:.2em;padding:0 .15em}mark.pronoun{background:none!important;border-bottom:2px solid #1f77b4}
.person{background:var(--person)}.organization{background:var(--organization)}.location{background:var(--location)}
.misc{background:var(--misc)}q{quotes:none;font-style:italic;border-bottom:1px dotted}
.card{border:1px solid #8884;border-radius:.5rem;padding:.6rem .9rem;margin:0 0 .8rem}.card h3{margin:0}
.card small{opacity:.75}.card blockquote{margin:.4rem 0 0;padding-left:.7rem;border-left:3px solid #8886}
a{color:inherit}:target{outline:2px solid #1f77b4}
.legend mark{margin-right:.5rem}ul{padding-left:1.2rem}
</style>
)";

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out.push_back(c);
    }
  }
  return out;
}

/// An element that covers a span. Elements that would cross are split at each other's borders, so that tags nest.
struct Cover {
  Span span;
  int depth;  // 0: a quote, 1: a name within it
  std::string tag, attributes, anchor;

  /// An anchor is given to the first piece alone.
  std::string open(bool first) const {
    return "<" + tag + (first && !anchor.empty() ? " id=\"" + anchor + "\"" : "") + attributes + ">";
  }
  std::string close() const { return "</" + tag + ">"; }
};

std::string anchor_of(std::size_t entity, std::size_t mention) {
  return "m" + std::to_string(entity) + "-" + std::to_string(mention);
}

std::vector<Cover> covers(const Annotation& annotation) {
  std::vector<Cover> all;
  for (const Quote& quote : annotation.quotes) {
    const std::string who = quote.speaker && quote.speaker->name ? *quote.speaker->name : "unknown speaker";
    for (const Span span : quote.spans) all.push_back({span, 0, "q", " title=\"" + escaped(who) + "\"", ""});
  }
  for (std::size_t e = 0; e < annotation.entities.size(); ++e) {
    const Entity& entity = annotation.entities[e];
    const std::string title = escaped(entity.name + (entity.role ? ", " + *entity.role : ""));
    for (std::size_t m = 0; m < entity.mentions.size(); ++m) {
      const std::string pronoun = entity.mentions[m].form == MentionForm::pronoun ? " pronoun" : "";
      const std::string attributes = " class=\"" + std::string(to_string(entity.type)) + pronoun + "\" title=\"" + title + "\"";
      all.push_back({entity.mentions[m].span, 1, "mark", attributes, anchor_of(e, m)});
    }
  }
  return all;
}

std::string marked(std::string_view text, const std::vector<Cover>& all) {
  std::vector<std::uint32_t> cuts = {0, static_cast<std::uint32_t>(text.size())};
  for (const Cover& cover : all) cuts.push_back(cover.span.start), cuts.push_back(cover.span.end);
  std::sort(cuts.begin(), cuts.end());
  cuts.erase(std::unique(cuts.begin(), cuts.end()), cuts.end());
  // The covers that begin at each place, and those that reach over it.
  std::vector<const Cover*> by_start;
  for (const Cover& cover : all) by_start.push_back(&cover);
  std::stable_sort(by_start.begin(), by_start.end(), [](auto a, auto b) { return a->span.start < b->span.start; });
  std::vector<const Cover*> active;
  std::size_t next = 0;
  std::string out;
  for (std::size_t c = 0; c + 1 < cuts.size(); ++c) {
    const Span piece{cuts[c], cuts[c + 1]};
    std::erase_if(active, [&](const Cover* cover) { return cover->span.end <= piece.start; });
    while (next < by_start.size() && by_start[next]->span.start <= piece.start) active.push_back(by_start[next++]);
    std::stable_sort(active.begin(), active.end(), [](auto a, auto b) { return a->depth < b->depth; });
    for (const Cover* cover : active) out += cover->open(cover->span.start == piece.start);
    out += escaped(piece.of(text));
    for (auto cover = active.rbegin(); cover != active.rend(); ++cover) out += (*cover)->close();
  }
  return out;
}

/// "3 mentions: Ana Ruiz · Ruiz · she", each a link to its place in the text.
std::string mentions_of(const Entity& entity, std::size_t index, std::string_view text) {
  const std::size_t count = entity.mentions.size();
  std::string out = "<small>" + std::to_string(count) + (count == 1 ? " mention:" : " mentions:");
  for (std::size_t m = 0; m < count; ++m)
    out += std::string(m > 0 ? " \u00B7 " : " ") + "<a href=\"#" + anchor_of(index, m) + "\">" +
           escaped(entity.mentions[m].span.of(text)) + "</a>";
  return out + "</small>";
}

std::string card(const Entity& entity, std::size_t index, const Annotation& annotation, std::string_view text) {
  std::string out = "<div class=\"card\"><h3><mark class=\"person\">" + escaped(entity.name) + "</mark></h3>";
  if (entity.role) out += escaped(*entity.role) + "<br>";
  out += mentions_of(entity, index, text);
  for (const Quote& quote : annotation.quotes) {
    if (!quote.speaker || quote.speaker->entity != index) continue;
    out += "<blockquote>";
    for (std::size_t i = 0; i < quote.spans.size(); ++i) out += (i > 0 ? " \u2026 " : "") + escaped(quote.spans[i].of(text));
    out += "</blockquote>";
  }
  return out + "</div>\n";
}

}  // namespace

std::string annotation_html(const AnnotateInput& input, const Annotation& annotation) {
  std::string out(head);
  out += "<title>" + escaped(input.title) + "</title></head><body>\n<main><h1>" + escaped(input.title) + "</h1>\n";
  out += "<div class=\"legend\">";
  for (const EntityType type : {EntityType::person, EntityType::organization, EntityType::location, EntityType::misc})
    out += "<mark class=\"" + std::string(to_string(type)) + "\">" + std::string(to_string(type)) + "</mark>";
  out += "</div>\n<p>" + marked(input.text, covers(annotation)) + "</p></main>\n<aside>\n";
  for (std::size_t i = 0; i < annotation.entities.size(); ++i)
    if (annotation.entities[i].type == EntityType::person) out += card(annotation.entities[i], i, annotation, input.text);
  out += "<ul>\n";
  for (std::size_t i = 0; i < annotation.entities.size(); ++i)
    if (const Entity& entity = annotation.entities[i]; entity.type != EntityType::person)
      out += "<li><mark class=\"" + std::string(to_string(entity.type)) + "\">" + escaped(entity.name) + "</mark>" +
             (entity.country ? " " + *entity.country : "") +
             (entity.coordinates ? " <small>" + degrees(*entity.coordinates) + "</small>" : "") + "<br>" +
             mentions_of(entity, i, input.text) + "</li>\n";
  return out + "</ul></aside></body></html>\n";
}

}  // namespace newswired::commands
