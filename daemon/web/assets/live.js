// The live page: the newest records, then every one as it arrives.
import {ask, empty, h, trouble} from "./dom.js";
import {card} from "./card.js";

const rowsMax = 500;      // in the page, whatever arrives
const queueMax = 500;     // arrived and not shown yet; older ones would fall off the page anyway
const firstRows = 40;
const flushEvery = 250;   // ms
const sliceMax = 8;       // ms of building rows at a stretch
const pollEvery = 3000;   // ms, when no event stream is to be had
const optionsMax = 500;   // feeds to choose from; the page of feeds finds the others
const nameTypes = [["person", "Person"], ["organization", "Organisation"], ["location", "Place"]];

/** What the address says: ?person=person/x&feed=y&language=en. */
function filtersOf(address) {
  const filters = {};
  for (const key of ["person", "organization", "location", "feed", "language"]) filters[key] = address.searchParams.get(key) ?? "";
  return filters;
}

function matches(entry, filters) {
  if (filters.feed && entry.feed?.id !== filters.feed) return false;
  if (filters.language && entry.language !== filters.language) return false;
  return nameTypes.every(([type]) => !filters[type] || (entry.entities ?? []).some(entity => entity.id === filters[type]));
}

/** The stream of entries from a place on; falls back to asking when all streams are taken. */
class Wire {
  constructor(place, onEntry, onState) {
    Object.assign(this, {place, onEntry, onState, closed: false});
    this.open();
  }

  open() {
    if (this.closed) return;
    const source = this.source = new EventSource(`/api/stream?epoch=${encodeURIComponent(this.place.epoch)}&after=${this.place.seq}`);
    source.onopen = () => this.onState("live");
    source.onmessage = event => this.take(JSON.parse(event.data), event.lastEventId);
    source.addEventListener("reset", event => {
      const now = JSON.parse(event.data);
      this.place = {epoch: now.epoch, seq: Math.max(now.floor - 1, now.head - firstRows)};
      source.close();
      this.open();
    });
    source.onerror = () => {
      if (source.readyState === EventSource.CONNECTING) return this.onState("away");
      source.close();
      this.timer = setTimeout(() => this.poll(), pollEvery);
    };
  }

  take(entry, id) {
    const colon = id.lastIndexOf(":");
    this.place = {epoch: id.slice(0, colon), seq: Number(id.slice(colon + 1))};
    this.onEntry(entry);
  }

  /** One look at what came since, then the stream is tried again. */
  async poll() {
    if (this.closed) return;
    try {
      const head = await ask("head");
      if (head.epoch !== this.place.epoch) this.place = {epoch: head.epoch, seq: head.head};
      if (head.head > this.place.seq) {
        const {records} = await ask("records", {limit: 100});
        for (const record of records.reverse()) if (record.seq > this.place.seq) this.onEntry(record);
        this.place.seq = head.head;
      }
      this.onState("live");
    } catch {
      this.onState("away");
    }
    this.open();
  }

  close() {
    this.closed = true;
    this.source?.close();
    clearTimeout(this.timer);
  }
}

export function liveView(main, address, context) {
  const filters = filtersOf(address);
  const rows = h("section", {role: "feed", "aria-label": "News as it arrives"});
  const fresh = h("button", {class: "fresh", hidden: true, onclick: () => { scrollTo({top: 0}); below = false; flush(true); }});
  const older = h("button", {hidden: true, onclick: loadOlder}, "Older");
  const shown = new Map();  // article id -> its row
  let queue = [], wire = null, next = null, below = false, received = 0, place = null;

  main.replaceChildren(h("div", {class: "columns"}, h("aside", {class: "side"}, filterForm(filters, context)), h("div", null, fresh, rows, older)));

  const asked = () => ({
    entity: filters.person || filters.organization || filters.location, feed: filters.feed, language: filters.language});

  function put(entry, atTop) {
    const row = matches(entry, filters) ? card(entry) : null;
    if (!row) return;
    if (entry.kind === "record") {
      shown.get(entry.id)?.remove();
      shown.set(entry.id, row);
      row.dataset.article = entry.id;
    }
    if (atTop) {
      row.classList.add("new");
      rows.prepend(row);
    } else {
      rows.append(row);
    }
    while (rows.childElementCount > rowsMax) {
      const last = rows.lastElementChild;
      if (shown.get(last.dataset.article) === last) shown.delete(last.dataset.article);
      last.remove();
    }
  }

  /**
   * Shows what is queued, a slice at a time: rendering after each slice costs more than the slice, so there is one a tick.
   * Who reads further down is not pushed about: a button says how many wait.
   */
  function flush(wanted) {
    const reading = below && !wanted;
    fresh.hidden = !reading || !queue.length;
    if (reading) fresh.textContent = `${queue.length >= queueMax ? queueMax + " or more" : queue.length} new`;
    if (reading || !queue.length) return;
    rows.querySelector(".empty")?.remove();
    const begun = performance.now();
    while (queue.length && performance.now() - begun < sliceMax) put(queue.shift(), true);
  }

  function arrived(entry) {
    ++received;
    main.dataset.received = received;  // for who measures
    if (entry.kind === "tombstone") return shown.get(entry.id)?.remove();
    if (!matches(entry, filters) || (entry.kind !== "record" && entry.kind !== "copy")) return;
    queue.push(entry);
    if (queue.length > queueMax) queue.splice(0, queue.length - queueMax);
  }

  async function loadOlder() {
    try {
      const page = await ask("records", {...asked(), before: next, limit: 30}, context.signal);
      for (const record of page.records) if (!shown.has(record.id)) put(record, false);
      next = page.next;
    } catch (error) {
      if (error.name !== "AbortError") older.replaceWith(trouble(error));
    }
    older.hidden = next === null || rows.childElementCount >= rowsMax;
  }

  function connect() {
    if (!wire && place && !context.signal.aborted) wire = new Wire(place, arrived, context.state);
  }
  function disconnect() {
    if (wire) place = wire.place;
    wire?.close();
    wire = null;
  }

  async function begin() {
    try {
      const head = await ask("head", {}, context.signal);
      place = {epoch: head.epoch, seq: head.head};
      const page = await ask("records", {...asked(), limit: firstRows}, context.signal);
      for (const record of page.records) put(record, false);
      if (!rows.childElementCount) rows.append(empty("Nothing here yet. What matches appears as it arrives."));
      next = page.next;
      older.hidden = next === null;
      connect();
    } catch (error) {
      if (error.name === "AbortError") return;
      context.state("away");
      rows.replaceChildren(trouble(error));
      setTimeout(() => { rows.replaceChildren(); if (!context.signal.aborted) begin(); }, pollEvery);
    }
  }

  // A page that nobody sees holds no stream; it catches up when it is seen again.
  const seen = () => (document.hidden ? disconnect() : connect());
  document.addEventListener("visibilitychange", seen);
  const timer = setInterval(() => flush(false), flushEvery);
  // Asked for here and not in `flush`, where it would make the browser lay out the page at once.
  addEventListener("scroll", () => { below = scrollY > 300; }, {passive: true, signal: context.signal});
  context.signal.addEventListener("abort", () => {
    clearInterval(timer);
    document.removeEventListener("visibilitychange", seen);
    disconnect();
  });
  begin();
}

function filterForm(filters, context) {
  const go = (key, value) => {
    const address = new URL(location.href);
    if (value) address.searchParams.set(key, value); else address.searchParams.delete(key);
    context.go(address);
  };
  const field = (label, id, control) => h("div", null, h("label", {for: id}, label), control);
  const select = (label, key, options) => {
    const control = h("select", {id: "filter-" + key, onchange: event => go(key, event.target.value)}, h("option", {value: ""}, "all"));
    options().then(list => {
      for (const [value, text] of list) control.append(h("option", {value}, text));
      if (filters[key] && !list.some(([value]) => value === filters[key])) control.append(h("option", {value: filters[key]}, filters[key]));
      control.value = filters[key];
    }, () => {});
    return field(label, control.id, control);
  };
  const active = Object.values(filters).some(Boolean);
  const body = h("div", null,
    nameTypes.map(([type, label]) => nameField(type, label, filters[type], value => go(type, value), field)),
    select("Feed", "feed", async () => (await ask("feeds", {}, context.signal)).feeds.slice(0, optionsMax).map(feed => [feed.id, feed.title || feed.id])),
    select("Language", "language", async () => (await ask("languages", {}, context.signal)).languages.map(language => [language, languageName(language)])),
    active ? h("button", {type: "button", onclick: () => context.go(new URL("/", location.href))}, "Show everything") : null);
  const wide = matchMedia("(min-width: 56rem)").matches;
  return h("details", {class: "filters", open: wide || active}, h("summary", null, "Filter"), body);
}

const languageNames = new Intl.DisplayNames(undefined, {type: "language"});
function languageName(code) {
  try { return code === "und" ? "unknown" : languageNames.of(code); } catch { return code; }
}

/** A text field that suggests names as one types and filters once one of them is chosen. */
function nameField(type, label, chosen, choose, field) {
  const list = h("datalist", {id: "names-" + type});
  const ids = new Map();
  let timer = null;
  const suggest = async text => {
    const {entities} = await ask("entities", {type, q: text, limit: 12});
    ids.clear();
    for (const entity of entities) ids.set(entity.name, entity.id);
    list.replaceChildren(...entities.map(entity => h("option", {value: entity.name}, `${entity.articles} articles`)));
  };
  const input = h("input", {id: "filter-" + type, list: list.id, placeholder: "any", autocomplete: "off"});
  input.value = chosen ? chosen.split("/")[1].replaceAll("-", " ") : "";
  input.addEventListener("focus", () => suggest(input.value).catch(() => {}), {once: true});
  input.addEventListener("input", () => {
    clearTimeout(timer);
    if (!input.value) return chosen && choose("");
    if (ids.has(input.value)) return choose(ids.get(input.value));
    timer = setTimeout(() => suggest(input.value).catch(() => {}), 200);
  });
  input.addEventListener("change", async () => {
    if (!input.value) return chosen && choose("");
    if (!ids.has(input.value)) await suggest(input.value).catch(() => {});
    const id = ids.get(input.value) ?? ids.values().next().value;
    if (id) choose(id);
  });
  const box = field(label, input.id, input);
  box.append(list);
  return box;
}
