// The board in hand: cards move by pointer and by keyboard, others' changes arrive. Without it every move has a page of its own.
"use strict";
(() => {
  const board = document.getElementById("board");
  if (!board) return;
  const edits = board.hasAttribute("data-edits");
  const said = document.getElementById("b-said");
  const POLL = 4000;
  let hand = null;       // the card in hand: what it is, where it was, where it would go
  let last = "";         // the card that had the focus last
  let busy = false;      // a change is on its way
  let waiting = "";      // a newer board that would move what is under the pointer
  let previews = 0;

  const parts = () => document.getElementById("b-parts");
  const cardOf = (id) => document.getElementById(`s-${id}`);
  const step = () => Number(parts().dataset.step);
  const say = (text) => { if (text) said.textContent = text; };

  // Where things are on the screen
  function columns() {
    return [...board.querySelectorAll(".d3 th")].map((head) => {
      const box = head.getBoundingClientRect();
      return { room: head.dataset.room, midnight: Date.parse(head.dataset.midnight), left: box.left, right: box.right };
    });
  }
  function rows() {
    return [...board.querySelectorAll("tbody tr")].map((row) => {
      const box = row.getBoundingClientRect();
      return { minute: Number(row.dataset.minute), top: box.top, bottom: box.bottom };
    });
  }
  function scale() {
    const all = rows();
    const first = all[0];
    const end = all[all.length - 1];
    const minutes = end.minute - first.minute || 1;
    return { top: first.top, first: first.minute, pixels: (end.top - first.top) / minutes };
  }
  const columnOf = (place, all) => {
    const same = all.filter((one) => one.room === place.room);
    return same.find((one) => place.start >= one.midnight && place.start < one.midnight + 36 * 36e5 && isDay(one, place)) || same[0];
  };
  const isDay = (column, place) => place.start - column.midnight < 24 * 36e5;

  // In hand
  const clock = new Intl.DateTimeFormat("en-GB", { timeZone: board.dataset.zone, hour: "2-digit", minute: "2-digit" });
  const timeOf = (card) => card.querySelector("b, .n");
  function lift(card) {
    if (hand && hand.card === card) return;
    if (hand) putBack();
    const from = { start: Date.parse(card.dataset.start), minutes: Number(card.dataset.minutes), room: card.dataset.room };
    const ghost = document.createElement("span");
    ghost.className = "ghost";
    ghost.textContent = timeOf(card).textContent;
    card.before(ghost);
    card.classList.add("is-lift");
    hand = { card, id: card.dataset.id, from, to: { ...from }, ghost, aside: board.querySelector(".bside").innerHTML, box: card.getBoundingClientRect() };
  }
  function draw() {
    const { card, from, to, box } = hand;
    const all = columns();
    const here = columnOf(from, all);
    const there = columnOf(to, all);
    const { pixels } = scale();
    const minutes = (to.start - from.start) / 6e4 - (there && here ? (there.midnight - here.midnight) / 6e4 : 0);
    const x = there && here ? there.left - here.left : 0;
    card.style.transform = `translate(${x}px, ${minutes * pixels}px)`;
    card.style.height = `${box.height + (to.minutes - from.minutes) * pixels}px`;
    card.style.bottom = "auto";
    timeOf(card).textContent = [to.start, to.start + to.minutes * 6e4].map((at) => clock.format(at)).join("–");
  }
  function preview() {
    const mine = ++previews;
    setTimeout(async () => {
      if (!hand || mine !== previews) return;
      const answer = await send(board.dataset.move, { ...placed(), preview: "1" });
      if (!answer.ok || !hand || mine !== previews) return;
      const made = fragment(await answer.text());
      board.querySelector(".bside").innerHTML = made.querySelector(".bside").innerHTML;
      say(made.querySelector("#b-parts").dataset.said);
    }, 250);
  }
  function change(by) {
    Object.assign(hand.to, by);
    draw();
    preview();
  }
  const isMoved = () => ["start", "minutes", "room"].some((key) => hand.to[key] !== hand.from[key]);
  function release() {
    timeOf(hand.card).textContent = hand.ghost.textContent;
    hand.ghost.remove();
    hand.card.classList.remove("is-lift");
    for (const name of ["transform", "height", "bottom"]) hand.card.style[name] = "";
    hand = null;
    previews += 1;
  }
  function putBack() {
    board.querySelector(".bside").innerHTML = hand.aside;
    release();
  }
  async function putDown() {
    if (!isMoved()) { putBack(); return; }
    const id = hand.id;
    const values = placed();
    hand.card.setAttribute("aria-busy", "true");
    previews += 1;
    const held = hand;
    hand = null;
    await submit(board.dataset.move, values, id);
    if (held.card.isConnected) { held.card.style.transform = ""; held.ghost.remove(); held.card.classList.remove("is-lift"); }
  }
  function placed() {
    const { id, card, to } = hand;
    return { session: id, version: card.dataset.version, start: new Date(to.start).toISOString(), minutes: to.minutes, room: to.room };
  }

  // To the server and back
  const fragment = (html) => { const made = document.createElement("template"); made.innerHTML = html; return made.content; };
  function send(url, values) {
    const body = new URLSearchParams({ ...values, back: board.dataset.query, csrf_token: board.dataset.token });
    return fetch(url, { method: "POST", headers: { "X-Board": "1", "X-CSRFToken": board.dataset.token }, body });
  }
  async function submit(url, values, focus) {
    busy = true;
    board.classList.add("is-loading");
    try {
      const answer = await send(url, values);
      const html = await answer.text();
      if (html.includes('id="b-parts"')) swap(html, focus);
      else location.reload();
    } catch {
      say(board.dataset.offline);
      putBackAll();
    } finally {
      busy = false;
      board.classList.remove("is-loading");
    }
  }
  function putBackAll() {
    if (hand) putBack();
    for (const ghost of board.querySelectorAll(".ghost")) {
      timeOf(ghost.parentElement).textContent = ghost.textContent;
      ghost.remove();
    }
    for (const card of board.querySelectorAll(".is-lift")) { card.classList.remove("is-lift"); card.style.transform = ""; card.style.height = ""; }
  }
  function swap(html, focus = "") {
    const made = fragment(html).querySelector("#b-parts");
    const before = new Map([...board.querySelectorAll(".bc-b")].map((card) => [card.dataset.id, card.dataset.version]));
    const active = document.activeElement?.id;
    const wrap = board.querySelector(".bwrap");
    const scrolled = { left: wrap.scrollLeft, top: wrap.scrollTop };
    document.getElementById("b-present")?.replaceWith(made.querySelector("#b-here").content.cloneNode(true));
    for (const one of made.querySelector("#b-counts").content.children) {
      document.querySelector(`.obar [data-count="${one.dataset.count}"]`)?.replaceWith(one.cloneNode(true));
    }
    parts().replaceWith(made);
    Object.assign(board.querySelector(".bwrap"), { scrollLeft: scrolled.left, scrollTop: scrolled.top });
    say(made.dataset.said);
    const wanted = focus ? cardOf(focus) : active && document.getElementById(active);
    if (wanted) wanted.focus({ preventScroll: !focus });
    for (const card of made.querySelectorAll(".bc-b")) {
      if (!focus && before.get(card.dataset.id) !== card.dataset.version) card.classList.add("is-news");
    }
    waiting = "";
  }

  // Others' changes: never what is under the pointer or the focus
  async function poll() {
    if (document.hidden || busy || hand) return;
    try {
      const url = `${board.dataset.pulse}?${board.dataset.query}`;
      const answer = await fetch(url, { headers: { "If-None-Match": parts().dataset.tag, "X-Board": "1" }, cache: "no-store" });
      if (answer.status === 304) waiting = "";
      else if (answer.ok) waiting = await answer.text();
    } catch { return; }
    arrive();
  }
  function arrive() {
    if (!waiting || busy || hand || document.querySelector("dialog[open]")) return;
    const made = fragment(waiting);
    const resting = [board.querySelector(".bc-b:hover"), document.activeElement?.closest?.(".bc-b")].filter(Boolean);
    const stays = (card) => {
      const other = made.querySelector(`#s-${CSS.escape(card.dataset.id)}`);
      return other && ["start", "minutes", "room"].every((key) => other.dataset[key] === card.dataset[key]);
    };
    const sameHeads = made.querySelector("thead")?.textContent === board.querySelector("thead")?.textContent;
    if (resting.length && !(resting.every(stays) && sameHeads)) return;
    swap(waiting);
  }

  // Keyboard
  const arrows = { ArrowUp: [0, -1], ArrowDown: [0, 1], ArrowLeft: [-1, 0], ArrowRight: [1, 0] };
  board.addEventListener("keydown", (event) => {
    const card = event.target.closest?.(".bc-b");
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && edits) {
      event.preventDefault();
      document.getElementById(event.shiftKey ? "b-redo" : "b-undo")?.click();
      return;
    }
    if (!card || event.target !== card || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      if (hand) putDown();
      else location.href = card.querySelector("a[href*='/sessions/']").href;
    } else if (event.key === "Escape" && hand) {
      event.preventDefault();
      putBack();
      say(board.dataset.back);
    } else if (arrows[event.key] && edits && !busy) {
      event.preventDefault();
      lift(card);
      nudge(arrows[event.key], event.shiftKey);
      card.scrollIntoView({ block: "nearest", inline: "nearest" });
    }
  });
  function nudge([across, along], isLength) {
    const { to } = hand;
    const by = along * step();
    if (along && isLength) { change({ minutes: Math.max(step(), to.minutes + by) }); return; }
    if (along) { change({ start: to.start + by * 6e4 }); return; }
    const all = columns();
    const at = all.indexOf(columnOf(to, all));
    const next = all[Math.min(all.length - 1, Math.max(0, at + across))];
    change({ room: next.room, start: to.start + (next.midnight - all[at].midnight) });
  }
  board.addEventListener("focusout", (event) => {
    if (hand && !hand.pointer && event.target === hand.card && !busy) putDown();
  });
  board.addEventListener("focusin", (event) => {
    const card = event.target.closest(".bc-b");
    if (card) last = card.dataset.id;
  });

  // Pointer: a mouse or a pen drags; a finger scrolls and uses "Move…"
  let press = null;
  board.addEventListener("pointerdown", (event) => {
    if (!edits || busy || event.button || event.pointerType === "touch" || event.target.closest("a.fl, button, .act")) return;
    const card = event.target.closest(".bc-b");
    const topic = event.target.closest("li[data-topic]");
    if (!card && !topic) return;
    const box = (card || topic).getBoundingClientRect();
    press = { card, topic, x: event.clientX, y: event.clientY, grip: event.clientY - box.top, resizes: card && box.bottom - event.clientY < 8 };
  });
  document.addEventListener("pointermove", (event) => {
    if (!press) return;
    if (!press.moves && Math.hypot(event.clientX - press.x, event.clientY - press.y) < 5) return;
    press.moves = true;
    event.preventDefault();
    getSelection()?.removeAllRanges();
    if (press.topic) { target(event); return; }
    if (!hand) { lift(press.card); hand.pointer = true; }
    drag(event);
  });
  function drag(event) {
    const { pixels, first, top } = scale();
    const grid = step();
    if (press.resizes) {
      const minutes = hand.from.minutes + (event.clientY - press.y) / pixels;
      const rounded = Math.max(grid, Math.round(minutes / grid) * grid);
      if (rounded !== hand.to.minutes) change({ minutes: rounded });
      return;
    }
    const all = columns();
    const column = all.find((one) => event.clientX >= one.left && event.clientX < one.right) || columnOf(hand.to, all);
    const minute = Math.round(((event.clientY - press.grip - top) / pixels + first) / grid) * grid;
    const start = column.midnight + minute * 6e4;
    if (start !== hand.to.start || column.room !== hand.to.room) change({ start, room: column.room });
  }
  function target(event) {
    board.querySelector(".is-target")?.classList.remove("is-target");
    press.over = document.elementFromPoint(event.clientX, event.clientY)?.closest(".bc-b");
    press.over?.classList.add("is-target");
    press.topic.classList.add("is-lift");
  }
  document.addEventListener("pointerup", () => {
    if (!press) return;
    const { topic, over, moves } = press;
    press = null;
    if (topic) {
      topic.classList.remove("is-lift");
      over?.classList.remove("is-target");
      if (moves && over) submit(board.dataset.topic, { topic: topic.dataset.topic, version: topic.dataset.version, session: over.dataset.id }, over.dataset.id);
    } else if (moves && hand) {
      dropped = true;
      putDown();
    }
  });
  document.addEventListener("pointercancel", () => { press = null; if (hand) putBack(); });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && hand && hand.pointer) { press = null; putBack(); }
  });
  let dropped = false;
  board.addEventListener("dragstart", (event) => event.preventDefault());
  board.addEventListener("click", (event) => {
    if (dropped) { event.preventDefault(); event.stopPropagation(); }
    dropped = false;
    const jump = event.target.closest("[data-card]");
    if (jump && cardOf(jump.dataset.card)?.checkVisibility()) { event.preventDefault(); cardOf(jump.dataset.card).focus(); }
  }, true);

  // Buttons that change the draft answer in place
  board.addEventListener("submit", (event) => {
    if (!event.target.closest(".btools")) return;
    event.preventDefault();
    submit(event.target.action, {}, "");
  });

  // Dialogs: the page behind the link, opened over the board
  const dialog = document.createElement("dialog");
  document.body.append(dialog);
  board.addEventListener("click", async (event) => {
    const link = event.target.closest("a[data-dialog]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const href = link.id === "b-move" && last && cardOf(last) ? link.href.replace("/board/sessions", `/board/sessions/${last}`) : link.href;
    await open(href);
  });
  async function open(href) {
    const answer = await fetch(href, { headers: { "X-Dialog": "1" } });
    const inside = fragment(await answer.text()).querySelector(".dlg");
    if (!answer.ok || !inside) { location.href = href; return; }
    dialog.replaceChildren(inside);
    dialog.setAttribute("aria-labelledby", inside.querySelector("h1")?.id || "");
    if (!dialog.open) dialog.showModal();
    (inside.querySelector("[aria-invalid], input:not([type=hidden]), select") || inside).focus();
  }
  dialog.addEventListener("submit", (event) => {
    if (event.target.method !== "get") return;
    event.preventDefault();
    open(`${event.target.action}?${new URLSearchParams(new FormData(event.target))}`);
  });
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("[data-close]")) { event.preventDefault(); dialog.close(); }
    const link = event.target.closest("a[data-dialog]");
    if (link) { event.preventDefault(); open(link.href); }
  });

  setInterval(poll, POLL);
  board.addEventListener("pointerleave", arrive);
  if (location.hash.startsWith("#s-")) document.getElementById(location.hash.slice(1))?.focus();
})();
