#include "daemon/web/page.h"

namespace newswired::web {

const std::string_view live_page = R"html(<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>newswired</title>
<style>
:root { color-scheme: light dark; --ink: #1c1e21; --paper: #fbfaf7; --quiet: #5c6167; --line: #dcd9d0; --person: #8a1c4a; --organization: #1d4e89; --location: #1e6b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e9e7e2; --paper: #17181a; --quiet: #a5a9ae; --line: #37393d; --person: #f29bbf; --organization: #9cc4f5; --location: #93d7a8; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper); }
header { position: sticky; top: 0; padding: .7rem 1.2rem; background: var(--paper); border-bottom: 1px solid var(--line); display: flex; gap: 1rem; align-items: baseline; }
h1 { font-size: 1.1rem; margin: 0; }
#state { color: var(--quiet); font-size: .9rem; }
main { max-width: 52rem; margin: 0 auto; padding: 0 1.2rem 3rem; }
article { padding: 1.1rem 0; border-bottom: 1px solid var(--line); }
h2 { font-size: 1.15rem; line-height: 1.3; margin: 0 0 .2rem; }
h2 a { color: inherit; }
.meta, .copy { color: var(--quiet); font-size: .88rem; }
.names { margin: .4rem 0; font-size: .95rem; }
.person { color: var(--person); } .organization { color: var(--organization); } .location { color: var(--location); }
blockquote { margin: .5rem 0; padding-left: .9rem; border-left: 3px solid var(--line); }
cite { font-style: normal; font-weight: 600; }
</style>
</head>
<body>
<header><h1>newswired</h1><span id="state" role="status">connecting…</span></header>
<main id="news" aria-live="polite"></main>
<script>
"use strict";
const rowsMax = 200, news = document.getElementById("news"), state = document.getElementById("state");
let at = null;
function make(tag, text, name) { const e = document.createElement(tag); e.textContent = text; if (name) e.className = name; return e; }
function safeLink(url, text) { const e = make("a", text); if (/^https?:\/\//.test(url)) e.href = url; e.rel = "noreferrer"; return e; }
function row(r) {
  const a = document.createElement("article");
  if (r.schema === "newswired/duplicate/1") { a.append(make("div", r.feed.title + " carries it too: " + r.title, "copy")); return a; }
  if (r.schema !== "newswired/record/1") return null;
  const h = document.createElement("h2"); h.append(safeLink(r.url, r.title)); a.append(h);
  a.append(make("div", [r.feed.title, r.published || "", r.event === "update" ? "updated, revision " + r.revision : "", r.skipped.length ? "without " + r.skipped.join(", ") : ""].filter(Boolean).join(" · "), "meta"));
  const names = document.createElement("div"); names.className = "names";
  for (const e of r.entities.filter(e => e.type !== "misc").slice(0, 12)) { if (names.childNodes.length) names.append(", "); names.append(make("span", e.role ? e.name + " (" + e.role + ")" : e.name, e.type)); }
  if (names.childNodes.length) a.append(names);
  const points = Array.from(r.text);
  for (const q of r.quotes.slice(0, 6)) {
    const b = document.createElement("blockquote"), words = q.spans.map(([from, to]) => points.slice(from, to).join("")).join(" … ");
    b.append(make("cite", q.speaker && (q.speaker.name || q.speaker.mention && q.speaker.mention.text) || "somebody"), ": ", q.kind === "direct" ? "“" + words + "”" : words);
    a.append(b);
  }
  return a;
}
async function ask(path) { const r = await fetch(path); if (!r.ok) throw new Error("HTTP " + r.status); return r.json(); }
async function step() {
  try {
    if (at === null) { const h = await ask("/api/head"); at = Math.max(h.floor - 1, h.head - 50); }
    const page = await ask("/api/records?limit=50&after=" + at);
    for (const r of page.entries) { const e = row(r); if (e) news.prepend(e); }
    while (news.childElementCount > rowsMax) news.lastElementChild.remove();
    at = Math.max(at, page.at);
    state.textContent = "live · entry " + at;
    setTimeout(step, page.entries.length >= 50 ? 100 : 1500);
  } catch (e) { state.textContent = "not reachable (" + e.message + "); trying again"; at = null; setTimeout(step, 3000); }
}
step();
</script>
</body>
</html>
)html";

}  // namespace newswired::web
