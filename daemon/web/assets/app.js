// The shell: which view an address means, moving between them, keys.
import {trouble} from "./dom.js";
import {liveView} from "./live.js";
import {articleView} from "./article.js";
import {entityView, peopleView} from "./entity.js";
import {storiesView, storyView} from "./stories.js";
import {feedsView} from "./feeds.js";
import {searchView} from "./search.js";

const views = {"": liveView, article: articleView, entity: entityView, people: peopleView, stories: storiesView, story: storyView, feeds: feedsView, search: searchView};
const titles = {"": "Live", people: "Names", stories: "Stories", feeds: "Feeds", search: "Search"};
const main = document.getElementById("main"), state = document.getElementById("state"), query = document.getElementById("query");
let leave = new AbortController(), shown = "";

function setState(word) {
  state.dataset.state = word;
  state.firstElementChild.textContent = {live: "live", away: "not reachable", wait: "connecting"}[word] ?? word;
}

async function show(focus) {
  leave.abort();
  leave = new AbortController();
  shown = location.pathname + location.search;
  const address = new URL(location.href), kind = address.pathname.split("/")[1], signal = leave.signal;
  const title = text => { document.title = text ? `${text} · newswired` : "newswired"; };
  title(titles[kind]);
  query.value = kind === "search" ? address.searchParams.get("q") ?? "" : "";
  for (const link of document.querySelectorAll("nav a")) {
    if (link.pathname === address.pathname) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
  setState(kind === "" ? "wait" : "idle");
  if (focus) main.focus({preventScroll: true});
  try {
    await views[kind]?.(main, address, {signal, title, go, state: word => signal.aborted || setState(word)});
    if (!signal.aborted && address.hash) document.getElementById(decodeURIComponent(address.hash.slice(1)))?.scrollIntoView();
  } catch (error) {
    if (error.name !== "AbortError") main.replaceChildren(trouble(error));
  }
}

function go(address) {
  history.pushState(null, "", address);
  scrollTo({top: 0});
  show(true);
}

document.addEventListener("click", event => {
  const link = event.target.closest("a");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey || link.target) return;
  const address = new URL(link.href), here = new URL(location.href);
  if (address.origin !== here.origin || address.pathname.startsWith("/api/")) return;
  if (address.hash && address.pathname === here.pathname && address.search === here.search) return;  // a place on this page
  event.preventDefault();
  go(address);
});

document.getElementById("find").addEventListener("submit", event => {
  event.preventDefault();
  go(new URL("/search?" + new URLSearchParams({q: query.value.trim()}), location.href));
});

/** The article before or after the one that has the focus. */
function step(by) {
  const articles = [...main.querySelectorAll("article.card, article.hit")];
  const at = articles.indexOf(document.activeElement?.closest("article"));
  const next = articles[Math.min(Math.max(at + by, 0), articles.length - 1)];
  next?.querySelector("a")?.focus({preventScroll: true});
  next?.scrollIntoView({block: "nearest"});
}

document.addEventListener("keydown", event => {
  const typing = event.target.closest("input, select, textarea");
  if (event.key === "Escape" && typing) return typing.blur();
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "/") { event.preventDefault(); query.focus(); }
  if (event.key === "j") step(1);
  if (event.key === "k") step(-1);
  if (event.key === "g") go(new URL("/", location.href));
});

addEventListener("popstate", () => { if (location.pathname + location.search !== shown) show(false); });
show(false);
