// Names: who and what is in the news, and the page of one of them.
import {ask, articlePath, count, empty, entityPath, h, inSlices, named, trouble, when} from "./dom.js";
import {meta, quoteBlock} from "./card.js";

const types = [["person", "People"], ["organization", "Organisations"], ["location", "Places"]];

export async function peopleView(main, address, context) {
  const list = h("ul", {class: "people"});
  const input = h("input", {type: "search", placeholder: "Part of a name", "aria-label": "Part of a name"});
  let type = address.searchParams.get("type") ?? "person";
  const tabs = types.map(([key, label]) => h("button", {type: "button", "aria-pressed": String(key === type), onclick: event => {
    type = key;
    tabs.forEach(tab => tab.setAttribute("aria-pressed", String(tab === event.currentTarget)));
    show();
  }}, label));
  main.replaceChildren(h("div", {class: "wide"}, h("h1", {class: "page-title"}, "Who is in the news"),
    h("p", {class: "intro"}, "Most named among the newest 5,000 articles."), h("div", {class: "tabs"}, tabs), h("div", {class: "row"}, input), list));
  let timer = null;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(show, 200); });

  async function show() {
    try {
      const {entities} = await ask("entities", {type, q: input.value.trim(), limit: 100}, context.signal);
      list.replaceChildren(...entities.map(entity => h("li", null, h("strong", null, named(entity)),
        h("span", {class: "small"}, [entity.role, entity.country, count(entity.articles, "article"), entity.quotes ? count(entity.quotes, "quote") : null]
          .filter(Boolean).join(" · ")))));
      if (!entities.length) list.replaceChildren(h("li", null, "Nobody of that name is in the news."));
    } catch (error) {
      if (error.name !== "AbortError") list.replaceChildren(h("li", null, trouble(error)));
    }
  }
  await show();
}

export async function entityView(main, address, context) {
  const [, , type, slug] = address.pathname.split("/");
  const id = decodeURIComponent(type) + "/" + decodeURIComponent(slug ?? "");
  const {entity, named_with: others} = await ask(`entities/${type}/${slug}`, {}, context.signal);
  context.title(entity.name);
  const quotes = h("div"), articles = h("ul", {class: "plain"});
  const more = h("button", {hidden: true, onclick: () => addQuotes()}, "Older quotes");
  main.replaceChildren(h("div", {class: "read"},
    h("div", null, h("h1", null, entity.name),
      h("p", {class: "meta"}, h("span", {class: entity.type}, entity.type), entity.role ? h("span", null, entity.role) : null, entity.country ? h("span", null, entity.country) : null,
        h("span", null, count(entity.articles, "article")), h("span", null, count(entity.quotes, "quote")),
        h("a", {href: `/?${new URLSearchParams({[entity.type]: entity.id})}`}, "follow live")),
      h("h2", null, "Quotes"), quotes, more),
    h("aside", {class: "aside"}, others.length ? [h("h2", null, "Named together with"), h("ul", {class: "names"}, others.map(other => h("li", null, named(other))))] : null,
      h("h2", null, "Articles"), articles)));

  let before = 0;
  async function addQuotes() {
    const page = await ask("quotes", {speaker: id, before, limit: 40}, context.signal);
    await inSlices(page.quotes, quote => quotes.append(quoteBlock(
      h("a", {href: articlePath(quote.article.id) + `#quote-${quote.index}`}, quote.kind === "direct" ? `“${quote.text}”` : quote.text),
      {name: when(quote.article.published ?? quote.article.collected)}, " · ", quote.article.feed.title, " · ",
      h("a", {href: articlePath(quote.article.id)}, quote.article.title))), context.signal);
    before = page.next;
    more.hidden = before === null || quotes.childElementCount >= 480;
    if (!quotes.childElementCount) quotes.append(empty("No quote of theirs is in the log."));
  }
  const {records} = await ask("records", {entity: id, limit: 40}, context.signal);
  for (const record of records) articles.append(h("li", null, h("a", {href: articlePath(record.id)}, record.title), meta(record)));
  await addQuotes();
}
