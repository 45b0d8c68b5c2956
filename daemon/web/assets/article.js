// One article: its text with who and what is named and who says what, and what is known around it.
import {ask, articlePath, count, entityPath, h, named, outside, storyPath, trouble, when} from "./dom.js";
import {meta, quoteBlock} from "./card.js";

/** Marks as events in text order; offsets are code points. */
function marksOf(record) {
  const marks = [];
  record.entities.forEach(entity => entity.mentions.forEach(mention => {
    if (mention.form !== "pronoun") marks.push({start: mention.start, end: mention.end, entity});
  }));
  record.quotes.forEach((quote, index) => quote.spans.forEach(([start, end], part) => marks.push({start, end, quote, index, part})));
  return marks;
}

/** The text from `start` to `end` as nodes: quotes around names. */
function marked(points, start, end, marks) {
  const borders = new Set([start, end]);
  const inside = marks.filter(mark => mark.start < end && mark.end > start);
  for (const mark of inside) borders.add(Math.max(start, mark.start)).add(Math.min(end, mark.end));
  const cuts = [...borders].sort((a, b) => a - b);
  const nodes = [];
  let open = null;
  for (let i = 0; i + 1 < cuts.length; ++i) {
    const text = points.slice(cuts[i], cuts[i + 1]).join("");
    const over = inside.filter(mark => mark.start <= cuts[i] && mark.end >= cuts[i + 1]);
    const name = over.find(mark => mark.entity);
    const quote = over.find(mark => mark.quote);
    const node = name ? named(name.entity, text) : text;
    if (!quote) { open = null; nodes.push(node); continue; }
    if (!open || open.mark !== quote) {
      const id = quote.part === 0 && cuts[i] === quote.start ? `quote-${quote.index}` : null;
      const speaker = quote.quote.speaker?.name ?? quote.quote.speaker?.mention?.text;
      open = {mark: quote, node: h("span", {class: "quote", id, "data-quote": String(quote.index), title: speaker ? `${speaker} said` : "Said by somebody"})};
      nodes.push(open.node);
    }
    open.node.append(node);
  }
  return nodes;
}

function textOf(record) {
  const points = Array.from(record.text), marks = marksOf(record);
  const box = h("div", {class: "text", lang: record.language === "und" ? null : record.language});
  let start = 0;
  for (const paragraph of record.text.split("\n\n")) {
    const end = start + Array.from(paragraph).length;
    box.append(h("p", null, marked(points, start, end, marks)));
    start = end + 2;
  }
  return box;
}

function quoteItem(record, quote, index) {
  const words = quote.spans.length > 1 ? quote.text : quote.kind === "direct" ? `“${quote.text}”` : quote.text;
  const speaker = quote.speaker && {name: quote.speaker.name ?? quote.speaker.mention?.text, id: record.entities[quote.speaker.entity]?.id};
  return h("li", null, quoteBlock(h("a", {href: `#quote-${index}`}, words), speaker,
    ` · ${quote.kind} · ${Math.round(quote.confidence * 100)} %`));
}

function peopleOf(record) {
  const order = ["person", "organization", "location", "misc"];
  const entities = [...record.entities].sort((a, b) => order.indexOf(a.type) - order.indexOf(b.type) || b.mentions.length - a.mentions.length);
  return h("ul", null, entities.slice(0, 60).map(entity => h("li", null, named(entity), " ",
    h("span", {class: "small"}, [entity.role, entity.country, entity.mentions.length > 1 ? `${entity.mentions.length}×` : null].filter(Boolean).join(" · ")))));
}

function section(title, ...content) { return [h("h2", null, title), ...content]; }

export async function articleView(main, address, context) {
  const {record, duplicates, story} = await ask("articles/" + address.pathname.split("/")[2], {}, context.signal);
  context.title(record.title);
  const others = story.articles.filter(article => article.id !== record.id);
  const body = h("article", null,
    h("h1", null, record.title || "Without a title"),
    meta(record, record.authors.length ? h("span", null, record.authors.join(", ")) : null,
      record.event === "update" ? h("span", {class: "badge"}, `update ${record.revision}`) : null,
      h("span", null, count(record.word_count, "word")), outside(record.link || record.url, "Read it at the source")),
    h("p", {class: "legend", "aria-label": "Colours"}, ["person", "organization", "location", "misc"].map(type => h("span", {class: type}, type)),
      h("span", {class: "quote"}, "said by somebody")),
    textOf(record),
    record.skipped.length ? h("p", {class: "small"}, `Without ${record.skipped.join(" and ")}: there is no model for this language, or the stage failed.`) : null);
  const aside = h("aside", {class: "aside"},
    record.quotes.length ? section(count(record.quotes.length, "quote"), h("ul", null, record.quotes.map((quote, index) => quoteItem(record, quote, index)))) : null,
    record.entities.length ? section("Named here", peopleOf(record)) : null,
    others.length ? section("The same story", h("ul", null, others.slice(0, 12).map(article => h("li", null,
      h("a", {href: articlePath(article.id)}, article.title), h("div", {class: "small"}, article.feed.title, " · ", when(article.published ?? article.collected))))),
      h("p", null, h("a", {href: storyPath(story.id)}, "All of it"))) : null,
    duplicates.length ? section("Carried by", h("ul", null, duplicates.map(copy => h("li", null,
      outside(copy.url, copy.title || copy.url), h("div", {class: "small"}, copy.feed.title, " · ", when(copy.published)))))) : null);
  main.replaceChildren(h("div", {class: "read"}, body, aside));
  body.addEventListener("click", event => {
    const quote = event.target.closest(".quote");
    main.querySelectorAll(".quote.shown").forEach(other => other.classList.remove("shown"));
    if (quote && !event.target.closest("a"))
      main.querySelectorAll(`[data-quote="${quote.dataset.quote}"]`).forEach(part => part.classList.add("shown"));
  });
}
