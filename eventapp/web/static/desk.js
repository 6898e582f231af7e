// The desk in a browser: people found as one types or shows a code; what is done is kept here first, then sent in its order.
// Without this script the same page works by its forms.

import { openCamera } from "./desk-camera.js";
import { fillCard, fillRow, whomOf } from "./desk-cards.js";
import { forgetPage, keepPage } from "./desk-offline.js";
import { People } from "./desk-people.js";
import { Server } from "./desk-server.js";
import { Store, newKey } from "./desk-store.js";

const PULSE_MS = 5000;
const BATCH = 50;
const SHOWN = 8;
const DOUBLE_TAP_MS = 900;
const SAME_CODE_MS = 4000;

const page = document.getElementById("desk");
const byId = (id) => document.getElementById(id);
const { slug, scope, desk, at, zone } = page.dataset;
const texts = JSON.parse(page.dataset.texts);
const language = document.documentElement.lang;
const query = byId("q");
const found = byId("found");
const kept = `${scope} ${language}`;

let store = null;
let source = "";
let people = new People();
let present = {};
let tags = { pulse: "", roster: "" };
let waiting = [];
let refused = [];
let shownRefused = "[]";
let sentAt = "";
let lastPress = { whom: "", at: 0 };

const fill = (text, values) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
const clock = (instant) => new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: zone }).format(instant);
const say = (text) => { byId("said").textContent = text; };

// How a person stands with what waits here: the last thing done counts.
function standingOf(person) {
  const [since, seen] = present[person.id] || ["", 0];
  const own = waiting.filter((item) => item.scope === scope && [person.id, person.code].includes(item.whom)).at(-1);
  if (!own) return { since, seen, isIn: Boolean(since) };
  if (own.verb === "undo") return { since: "", seen, isIn: false };
  return { since: since || fill(texts.late, { time: clock(own.at) }), seen, isIn: true };
}

const byCode = (code) => ({
  id: "", code, spaced: code, name: [code, ""], other: ["", ""], side: "", category: "", post: "", notice: "",
  remark: fill(texts.byCode, { code }), isOnList: true,
});

function personOf(whom) {
  return people.get(whom) || people.people.find((one) => one.code === whom);
}

// What is on the page

function show(list, { more = 0, none = "" } = {}) {
  const cards = list.map((person) => fillCard(byId("card"), person, standingOf(person)));
  found.replaceChildren(...cards);
  const line = none || (more ? fill(texts.more, { count: more }) : "");
  if (!line) return;
  const said = document.createElement("p");
  said.className = "dk-none";
  said.textContent = line;
  found.append(said);
}

// A thumb may be on its way to a button: what looks the same stays where it is, and a button that has the focus too, unless there is
// nothing left to press.
function exchange(card, made) {
  const { activeElement } = document;
  const isHeld = card.contains(activeElement) && activeElement.matches("button") && made.querySelector("form:not([hidden]) button");
  if (card.outerHTML === made.outerHTML || isHeld) return;
  const isNamed = card.contains(activeElement);
  card.replaceWith(made);
  if (isNamed) made.querySelector("h2").focus({ preventScroll: true });
}

// Fills the cards that stand there anew, in the order in which they stand.
function refresh() {
  found.querySelectorAll("article").forEach((card) => {
    const person = personOf(card.dataset.person) || (card.dataset.late ? byCode(card.dataset.person) : null);
    if (person) exchange(card, fillCard(byId("card"), person, standingOf(person)));
  });
  const late = waiting.filter((item) => item.scope === scope && item.verb === "in" && standingOf(personOf(item.whom) || byCode(item.whom)).isIn);
  const rows = document.createElement("ol");
  rows.append(...late.reverse().map((item) => fillRow(byId("row"), personOf(item.whom) || byCode(item.whom), clock(item.at))));
  if (rows.innerHTML !== byId("late").innerHTML) byId("late").replaceChildren(...rows.children);
  byId("late").hidden = !late.length;
}

function showRefused() {
  shownRefused = JSON.stringify(refused);
  byId("refused").replaceChildren(...refused.map(({ id, said }) => {
    const line = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = texts.seen;
    button.addEventListener("click", async () => { await store.dismiss(id); await reload(); });
    line.append(said, button);
    return line;
  }));
}

function showQueue() {
  const count = waiting.length;
  const said = count ? fill(count === 1 ? texts.waitingOne : texts.waitingMany, { count }) : sentAt && fill(texts.sent, { time: sentAt });
  byId("waiting").textContent = [said, server.network].filter(Boolean).join(" · ");
  if (shownRefused !== JSON.stringify(refused)) showRefused();
  byId("queue").classList.toggle("is-sent", !count && !server.network && !refused.length);
  byId("queue").hidden = !(said || server.network || refused.length);
}

async function reload() {
  [waiting, refused] = [await store.waiting(), await store.refused()];
  refresh();
  showQueue();
}

// Asking and telling the server

const server = new Server({ at, token: page.dataset.token, texts, changed: () => showQueue(), refused: forget });

// Who may not see the list any more keeps none of it here; what waits stays.
async function forget() {
  tags = { pulse: "", roster: "" };
  await store.forget();
  await forgetPage(page.dataset.page);
}

const place = () => `?${new URLSearchParams({ scope, desk })}`;

function showState({ counts, last }) {
  byId("counts").innerHTML = counts;
  if (!byId("last").contains(document.activeElement)) byId("last").innerHTML = last;
}

async function pulse({ isWhole = false } = {}) {
  const answer = await server.ask(`pulse${place()}`, isWhole ? {} : { headers: { "If-None-Match": tags.pulse } });
  if (answer?.status !== 200) return answer?.status === 304;
  const told = await answer.json();
  tags.pulse = answer.headers.get("ETag");
  [server.token, present] = [told.token, told.present];
  showState(told);
  await store.keep(`present ${kept}`, { present, counts: told.counts, last: told.last });
  if (told.roster !== tags.roster) await fetchPeople();
  refresh();
  return true;
}

async function fetchPeople() {
  const answer = await server.ask(`people${place()}`);
  if (!answer || answer.status !== 200) return;
  const told = await answer.json();
  tags.roster = answer.headers.get("ETag");
  people = new People(told);
  await store.keep(`people ${kept}`, { ...told, tag: tags.roster });
}

let isFlushing = false;
async function flush() {
  if (isFlushing) return;
  isFlushing = true;
  try {
    const send = async () => { while (await sendSome()); };
    // Two windows of one browser share what waits: one of them sends.
    await (navigator.locks ? navigator.locks.request(`eventapp-desk ${slug}`, { ifAvailable: true }, (lock) => lock && send()) : send());
  } finally {
    isFlushing = false;
  }
}

async function sendSome() {
  const items = (await store.waiting()).slice(0, BATCH);
  const batch = items.filter((item) => item.desk === items[0].desk);
  const answers = batch.length ? await server.tell(batch, { source, renew: () => pulse({ isWhole: true }) }) : null;
  if (!answers) return false;
  const ids = new Map(batch.map((item) => [item.key, item.id]));
  const settled = answers.filter((one) => ids.has(one.key));
  const wrong = settled.filter((one) => !one.isTaken).map((one) => one.said);
  await store.settle(settled.map((one) => ids.get(one.key)), wrong);
  for (const one of settled) {
    const item = batch.find((sent) => sent.key === one.key);
    if (item.scope === scope && one.person) present[one.person] = [one.since, one.seen];
    if (["already", "still-in"].includes(one.kind)) say(one.said);
  }
  sentAt = clock(Date.now());
  await reload();
  await pulse();
  return settled.length > 0;
}

// What the desk does

async function act(verb, person, seen, form = null) {
  const whom = whomOf(person);
  const isDouble = lastPress.whom === whom && Date.now() - lastPress.at < DOUBLE_TAP_MS;
  if (isDouble) return;
  lastPress = { whom, at: Date.now() };
  try {
    await store.add({ key: newKey(), whom, scope, verb, at: Date.now(), seen, desk });
  } catch {
    // Nothing more fits in here: the button works by itself, as it does without this script.
    say(texts.full);
    if (form) { form.elements.key.value = newKey(); form.submit(); }
    return;
  }
  say(fill(verb === "in" ? texts.in : texts.out, { name: person.name[0] }));
  document.activeElement?.blur();
  await reload();
  if (found.querySelector("article")) show([person]);
  query.value = "";
  // The button is gone. Whoever has a keyboard types the next one; on a phone that would open the keys over the card.
  const next = matchMedia("(pointer: fine)").matches ? query : found.querySelector(`[data-person="${CSS.escape(whom)}"] h2`);
  next?.focus({ preventScroll: true });
  flush();
}

page.addEventListener("submit", (event) => {
  const form = event.target.closest("[data-do]");
  if (!form || !store) return;
  const { do: action } = form.dataset;
  if (action === "confirm") {
    form.elements.key.value = newKey();
    if (server.network) { event.preventDefault(); say(texts.needsNetwork); }
    return;
  }
  event.preventDefault();
  const whom = form.elements.whom.value;
  const shown = form.closest("[data-person]").querySelector("[data-slot=name]");
  const person = personOf(whom) || { ...byCode(whom), id: people.get(whom) ? whom : "", name: [shown.textContent, shown.lang] };
  act(action === "undo" ? "undo" : "in", { ...person, code: person.code || whom }, Math.max(Number(form.elements.seen.value), standingOf(person).seen), form);
});

// What leads away from here would lead to a browser's page of failure.
page.addEventListener("click", (event) => {
  if (!server.network || !event.target.closest("a")) return;
  event.preventDefault();
  say(texts.needsNetwork);
});

function meant(text) {
  const all = people.find(text);
  show(all.slice(0, SHOWN), { more: all.length - Math.min(all.length, SHOWN) });
  return all;
}

query.addEventListener("input", () => {
  const text = query.value.trim();
  if (store && people.people.length) { if (text) meant(text); else found.replaceChildren(); }
});

byId("find").addEventListener("submit", (event) => {
  const text = query.value.trim();
  const hits = store && text ? meant(text) : [];
  if (hits.length) {
    event.preventDefault();
    found.querySelector("form:not([hidden]) button")?.focus();
  } else if (store && server.network) {
    event.preventDefault();
    const code = People.readCode(text);
    show(code.length === 8 ? [byCode(code)] : [], { none: code.length === 8 ? "" : fill(texts.nobody, { query: text }) });
  }
  // Whom this browser does not know the server may: the form is sent.
});

// The camera: a code shown lets in who is on the list; whoever is not is shown, and nobody let in.
const lastCode = { text: "", at: 0 };
async function scanned(text) {
  const isSame = text === lastCode.text && Date.now() - lastCode.at < SAME_CODE_MS;
  Object.assign(lastCode, { text, at: Date.now() });
  if (isSame) return;
  let person = people.findExactly(text);
  if (!person && !server.network) { await fetchPeople(); person = people.findExactly(text); }
  const code = People.readCode(text);
  if (!person && server.network && code.length === 8) person = byCode(code);
  if (!person) { show([], { none: fill(texts.nobody, { query: text.slice(0, 40) }) }); say(fill(texts.nobody, { query: text.slice(0, 40) })); return; }
  show([person]);
  const standing = standingOf(person);
  if (standing.isIn) say(`${fill(texts.already, { name: person.name[0] })}. ${standing.since}`);
  else if (person.isOnList && !person.remark) await act("in", person, standing.seen);
  else say([person.name[0], person.notice || person.remark].join(": "));
}

const scan = byId("scan");
const labels = [scan.textContent, scan.dataset.close];
let closeCamera = null;
scan.addEventListener("click", async () => {
  const isOpen = scan.getAttribute("aria-expanded") === "true";
  scan.setAttribute("aria-expanded", String(!isOpen));
  scan.textContent = labels[isOpen ? 0 : 1];
  byId("camera").hidden = isOpen;
  if (isOpen) { closeCamera?.(); closeCamera = null; return; }
  byId("looking").textContent = texts.looking;
  try {
    const close = await openCamera(page.querySelector("video"), scanned);
    // It may have been closed while it opened.
    if (scan.getAttribute("aria-expanded") === "true") closeCamera = close; else close();
  } catch {
    byId("looking").textContent = texts.noCamera;
  }
});

async function beat() {
  try {
    if (document.visibilityState === "visible") await beatNow();
  } finally {
    setTimeout(beat, PULSE_MS);
  }
}

// Where this browser was a desk last, for who comes by the name of the page alone.
function settle() {
  const name = `eventapp-desk ${slug}`;
  const last = localStorage.getItem(name);
  if (!location.search && last && last !== place()) { location.replace(`${page.dataset.page}${last}`); return; }
  localStorage.setItem(name, place());
}

async function begin() {
  store = await Store.open(slug).catch(() => null);
  if (!store) { say(texts.full); return; }
  settle();
  source = await store.source();
  const [known, there] = [await store.kept(`people ${kept}`), await store.kept(`present ${kept}`)];
  if (known) { people = new People(known); tags.roster = known.tag; }
  if (there) ({ present } = there);
  await reload();
  scan.hidden = !navigator.mediaDevices?.getUserMedia;
  if (matchMedia("(pointer: fine)").matches && !found.children.length) query.focus();
  addEventListener("online", beatNow);
  document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") beatNow(); });
  addEventListener("offline", () => server.set(texts.offline));
  // Without a network the page is the one that was kept, maybe before the last people came in.
  if (!(await pulse()) && there) showState(there);
  page.dataset.ready = "";
  beat();
  keepPage(page.dataset.page).then(() => { page.dataset.kept = ""; }, () => {});
}

// Another window of this browser may have sent what waited.
async function beatNow() { await reload(); await flush(); await pulse(); }
begin();
