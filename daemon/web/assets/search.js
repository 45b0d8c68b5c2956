// Search: words, names, quotes.
import {ask, articlePath, count, empty, h, trouble} from "./dom.js";
import {meta} from "./card.js";

const help = [
  ["bridge harbour", "both words, in any form (bridges)"],
  ["\"rye bread\"", "exactly this phrase"],
  ["bak*", "every word that begins so"],
  ["ferry OR tram", "either"],
  ["-football", "without this word"],
  ["by:haddad", "somebody of that name speaks"],
  ["quote:strike", "inside what is said"],
  ["title: name: text:", "only there"],
  ["feed:ID lang:en since:2026-11-20 before:2026-11-27", "narrow it down"],
];

function hit(article) {
  return h("article", {class: "hit card-like", tabindex: "-1"}, h("h2", null, h("a", {href: articlePath(article.id)}, article.title || "Without a title")),
    meta(article), h("p", null, article.snippet.map(piece => (piece.hit ? h("mark", null, piece.text) : piece.text))));
}

export async function searchView(main, address, context) {
  const query = address.searchParams.get("q") ?? "", sort = address.searchParams.get("sort") ?? "relevance";
  const results = h("div", {"aria-live": "polite"});
  const sorts = [["relevance", "Best first"], ["newest", "Newest first"]].map(([key, label]) => h("button", {type: "button", "aria-pressed": String(key === sort),
    onclick: () => { const next = new URL(location.href); next.searchParams.set("sort", key); context.go(next); }}, label));
  main.replaceChildren(h("div", {class: "narrow"}, h("h1", {class: "page-title"}, "Search"),
    h("details", {class: "help", open: !query}, h("summary", null, "How to ask"), h("dl", null, help.map(([words, meaning]) => [h("dt", null, h("code", null, words)), h("dd", null, meaning)]))),
    query ? h("div", {class: "tabs"}, sorts) : null, results));
  if (!query) return document.getElementById("query").focus();
  context.title(query);
  let offset = 0, list = null;
  const more = h("button", {hidden: true, onclick: () => add()}, "More");
  async function add() {
    try {
      const page = await ask("search", {q: query, sort, offset, limit: 20}, context.signal);
      if (!list) results.replaceChildren(h("p", {class: "intro"}, count(page.total, "article")), list = h("div"), more);
      for (const article of page.articles) list.append(hit(article));
      offset += page.articles.length;
      more.hidden = !page.articles.length || offset >= page.total || offset >= 400;
      if (!page.total) list.append(empty("Nothing was found. Fewer or other words may help."));
    } catch (error) {
      if (error.name !== "AbortError") results.replaceChildren(trouble(error));
    }
  }
  await add();
}
