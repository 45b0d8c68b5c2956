// An article in a list.
import {articlePath, count, h, named, storyPath, when} from "./dom.js";

const namesShown = 10;
const quotesShown = 3;

function said(quote) {
  const words = quote.parts.join(" … ");
  return quote.kind === "direct" ? `“${words}”` : words;
}

export function quoteBlock(text, speaker, ...more) {
  const name = speaker?.name || "Somebody";
  const who = speaker?.id ? named({id: speaker.id, type: speaker.id.split("/")[0], name}) : name;
  return h("blockquote", null, h("p", {class: "said"}, text), h("footer", null, h("cite", null, who), ...more));
}

export function meta(article, ...more) {
  return h("p", {class: "meta"}, h("span", {class: "source"}, article.feed.title), when(article.published ?? article.collected), ...more);
}

/** Those that tell most in a list: in somebody's own words, by somebody who is named, and likely right. */
function best(quotes) {
  const weight = quote => (quote.kind === "indirect" ? 0 : 2) + (quote.speaker?.id ? 1 : 0) + quote.confidence;
  const kept = [...quotes].sort((a, b) => weight(b) - weight(a)).slice(0, quotesShown);
  return quotes.filter(quote => kept.includes(quote));
}

function recordCard(record) {
  const quotes = best(record.quotes), hidden = record.quote_count - quotes.length;
  const lead = record.lead.map(piece => (piece.id ? named({id: piece.id, type: piece.type}, piece.text) : piece.text));
  const inLead = new Set(record.lead.map(piece => piece.id));
  const others = record.entities.filter(entity => entity.type !== "misc" && !inLead.has(entity.id)).slice(0, namesShown);
  return h("article", {class: "card", tabindex: "-1"},
    h("h2", null, h("a", {href: articlePath(record.id)}, record.title || "Without a title")),
    meta(record,
      record.language && record.language !== "en" ? h("span", {class: "badge"}, record.language) : null,
      record.event === "update" ? h("span", {class: "badge"}, `update ${record.revision}`) : null,
      record.story && record.story !== record.id ? h("a", {href: storyPath(record.story)}, "story") : null,
      record.skipped.length ? h("span", {title: "These stages were left out"}, "without " + record.skipped.join(", ")) : null),
    h("p", {class: "lead", lang: record.language === "und" ? null : record.language}, lead),
    quotes.map(quote => quoteBlock(said(quote), quote.speaker)),
    hidden > 0 ? h("p", {class: "more"}, h("a", {href: articlePath(record.id)}, count(hidden, "more quote"))) : null,
    others.length ? h("ul", {class: "names", "aria-label": "Also named"}, others.map(entity => h("li", null, named(entity)))) : null);
}

function copyCard(copy) {
  return h("article", {class: "card copy", tabindex: "-1"},
    h("strong", null, copy.feed.title), " carries it too: ", h("a", {href: articlePath(copy.of)}, copy.title || "Without a title"));
}

/** Null for what no list shows. */
export function card(entry) {
  if (entry.kind === "record") return recordCard(entry);
  if (entry.kind === "copy") return copyCard(entry);
  return null;
}
