// How the feeds do, and why.
import {ask, count, empty, h, inSlices, when} from "./dom.js";

const rowsMax = 400;
const ends = {fresh: "new body", unchanged: "unchanged", throttled: "asked to wait", failed: "failed", not_a_feed: "no feed", gone: "gone"};
const order = {failing: 0, ended: 1, new: 2, ok: 3};
const badges = {failing: "badge bad", ended: "badge bad", ok: "badge good", new: "badge"};

function row(feed) {
  const reason = feed.message || (feed.state === "new" ? "Not polled yet" : feed.state === "ok" ? ends[feed.last_end] ?? feed.last_end : "");
  return h("tr", null,
    h("td", null, h("span", {class: badges[feed.state] ?? "badge"}, feed.state), feed.failures > 1 ? h("span", {class: "small"}, ` ${feed.failures}×`) : null),
    h("td", null, h("a", {href: "/?feed=" + encodeURIComponent(feed.id)}, feed.title || feed.id), h("div", {class: "small"}, feed.url)),
    h("td", {"data-name": "why"}, reason, feed.last_status && feed.last_status !== 200 && feed.last_status !== 304 ? ` (HTTP ${feed.last_status})` : null),
    h("td", {"data-name": "polled"}, feed.in_work ? "now" : when(feed.last_poll) ?? "–"),
    h("td", {"data-name": "next"}, feed.ended ? "never" : when(feed.next_due) ?? "–"),
    h("td", {class: "number", "data-name": "items"}, String(feed.items)));
}

export async function feedsView(main, address, context) {
  const {feeds} = await ask("feeds", {}, context.signal);
  feeds.sort((a, b) => order[a.state] - order[b.state] || (a.title || a.id).localeCompare(b.title || b.id));
  const bad = feeds.filter(feed => feed.state === "failing" || feed.state === "ended").length;
  const body = h("tbody");
  const input = h("input", {type: "search", placeholder: "Part of a title or URL", "aria-label": "Part of a title or URL"});
  const rest = h("p", {class: "small"});
  const status = await ask("status", {}, context.signal);
  main.replaceChildren(h("div", {class: "wide"}, h("h1", {class: "page-title"}, "Feeds"),
    h("p", {class: "intro"}, `${count(feeds.length, "feed")}, ${bad ? bad + " in trouble" : "all well"}.`),
    status.not_ready.length ? h("p", {class: "trouble"}, status.not_ready.join("; ")) : null,
    h("div", {class: "row"}, input),
    feeds.length ? h("table", null, h("thead", null, h("tr", null, ["State", "Feed", "Why", "Polled", "Next"].map(name => h("th", {scope: "col"}, name)),
      h("th", {scope: "col", class: "number"}, "Items"))), body) : empty("The configuration names no feeds."), rest));
  const show = async () => {
    const part = input.value.trim().toLowerCase();
    const found = feeds.filter(feed => !part || (feed.title + " " + feed.url).toLowerCase().includes(part));
    body.replaceChildren();
    rest.textContent = found.length > rowsMax ? `${rowsMax} of ${found.length} are shown; search for others.` : "";
    await inSlices(found.slice(0, rowsMax), feed => body.append(row(feed)), context.signal);
  };
  input.addEventListener("input", show);
  await show();
}
