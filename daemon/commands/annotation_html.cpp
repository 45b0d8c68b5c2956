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
  std::string open, close;
};

std::vector<Cover> covers(const Annotation& annotation) {
  std::vector<Cover> all;
  for (const Quote& quote : annotation.quotes) {
    const std::string who = quote.speaker && quote.speaker->name ? *quote.speaker->name : "unknown speaker";
    for (const Span span : quote.spans) all.push_back({span, 0, "<q title=\"" + escaped(who) + "\">", "</q>"});
  }
  for (const Entity& entity : annotation.entities)
    for (const Mention& mention : entity.mentions) {
      const std::string pronoun = mention.form == MentionForm::pronoun ? " pronoun" : "";
      const std::string title = entity.name + (entity.role ? ", " + *entity.role : "");
      all.push_back({mention.span, 1, "<mark class=\"" + std::string(to_string(entity.type)) + pronoun + "\" title=\"" + escaped(title) + "\">", "</mark>"});
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
    for (const Cover* cover : active) out += cover->open;
    out += escaped(piece.of(text));
    for (auto cover = active.rbegin(); cover != active.rend(); ++cover) out += (*cover)->close;
  }
  return out;
}

std::string card(const Entity& entity, std::size_t index, const Annotation& annotation, std::string_view text) {
  std::string out = "<div class=\"card\"><h3><mark class=\"person\">" + escaped(entity.name) + "</mark></h3>";
  if (entity.role) out += escaped(*entity.role) + "<br>";
  out += "<small>" + std::to_string(entity.mentions.size()) + (entity.mentions.size() == 1 ? " mention" : " mentions") + "</small>";
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
  for (const Entity& entity : annotation.entities)
    if (entity.type != EntityType::person)
      out += "<li><mark class=\"" + std::string(to_string(entity.type)) + "\">" + escaped(entity.name) + "</mark>" +
             (entity.country ? " " + *entity.country : "") + "</li>\n";
  return out + "</ul></aside></body></html>\n";
}

}  // namespace newswired::commands
