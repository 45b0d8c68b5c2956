// Small helpers. All text becomes text nodes and attributes; nothing here or elsewhere parses markup.

export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (name === "class") element.className = value;
    else if (name in element && typeof value !== "string") element[name] = value;
    else element.setAttribute(name, value);
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** A link to another site, only when it is one: feeds may give anything. */
export function outside(url, ...children) {
  const safe = /^https?:\/\//i.test(url ?? "");
  return safe ? h("a", {href: url, rel: "noreferrer noopener", target: "_blank"}, ...children) : h("span", null, ...children);
}

export const articlePath = id => "/article/" + encodeURIComponent(id);
export const storyPath = id => "/story/" + encodeURIComponent(id);
export const entityPath = id => "/entity/" + id.split("/").map(encodeURIComponent).join("/");

const fullTime = new Intl.DateTimeFormat(undefined, {dateStyle: "medium", timeStyle: "short"});
const dayTime = new Intl.DateTimeFormat(undefined, {day: "numeric", month: "short", hour: "2-digit", minute: "2-digit"});

/** A moment as a person says it; the exact one on hover. */
export function when(iso) {
  if (!iso) return null;
  const date = new Date(iso);
  return h("time", {datetime: iso, title: fullTime.format(date)}, ago(date));
}

export function ago(date, now = Date.now()) {
  const minutes = Math.round((now - date) / 60000);
  if (minutes < -1) return minutes > -60 ? `in ${-minutes} min` : dayTime.format(date);
  if (minutes < 1) return "just now";
  if (minutes < 60) return `${minutes} min ago`;
  if (minutes < 24 * 60) return `${Math.round(minutes / 60)} h ago`;
  return dayTime.format(date);
}

export const count = (number, one, many) => `${number.toLocaleString()} ${number === 1 ? one : many ?? one + "s"}`;

/** Asks the API; what it says is wrong is thrown as a sentence. */
export async function ask(path, values = {}, signal) {
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "" && value !== null && value !== undefined));
  const answer = await fetch("/api/" + path + (query.size ? "?" + query : ""), {signal});
  const json = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Error(json.error ?? `HTTP ${answer.status}`);
  return json;
}

export const trouble = error => h("p", {class: "trouble", role: "alert"}, error.message);
export const empty = text => h("p", {class: "empty"}, text);

/** An entity's name in its colour, leading to its page. */
export const named = (entity, text) => h("a", {class: entity.type, href: entityPath(entity.id)}, text ?? entity.name);

/** Runs `work` for every item without holding the page up: a slice at a time, in idle moments. */
export async function inSlices(items, work, signal) {
  let begun = performance.now();
  for (const item of items) {
    if (signal?.aborted) return;
    work(item);
    if (performance.now() - begun < 12) continue;
    await new Promise(resolve => setTimeout(resolve));
    begun = performance.now();
  }
}
