// Lists in an order of their own: rows are dragged by their handle, or moved by the arrow keys on it. The buttons do the same without it.
"use strict";

(() => {
  const said = document.getElementById("said");
  const say = (list, key, row) => {
    const rows = [...list.children];
    const values = { name: row.dataset.name, place: rows.indexOf(row) + 1, count: rows.length };
    if (list.dataset[key]) said.textContent = list.dataset[key].replace(/\{(\w+)\}/g, (_, name) => values[name]);
  };
  let held = null;  // the row in hand, its list and what stood behind it

  function lift(row) {
    held = { row, list: row.parentElement, next: row.nextElementSibling };
    row.classList.add("is-held");
  }
  const isMoved = () => held.row.parentElement !== held.list || held.row.nextElementSibling !== held.next;
  function putBack() {
    const { row, list, next } = held;
    held = null;
    row.classList.remove("is-held");
    list.insertBefore(row, next);
    return row;
  }
  // The same form as the buttons', with the place in the list; the answer is a page, as theirs is.
  function putDown() {
    const { row } = held;
    if (!isMoved()) { putBack(); return; }
    held = null;
    const form = row.querySelector("form.tmv");
    const list = row.closest("[data-ordered]");
    const sent = new FormData(form);
    sent.set("position", [...list.children].indexOf(row) + 1);
    if (list.dataset.session !== undefined) sent.set("session", list.dataset.session);
    const whole = document.createElement("form");
    Object.assign(whole, { method: "post", action: form.action, hidden: true });
    sent.forEach((value, name) => whole.append(Object.assign(document.createElement("input"), { name, value })));
    document.body.append(whole);
    whole.submit();
  }

  // By pointer
  function follow(event) {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const list = under?.closest("[data-ordered]");
    if (!list || (list !== held.list && list.dataset.session === undefined)) return;
    const other = under.closest("[data-row]");
    if (!other || other === held.row) { if (!other) list.append(held.row); return; }
    const box = other.getBoundingClientRect();
    other[event.clientY < box.top + box.height / 2 ? "before" : "after"](held.row);
  }
  document.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    event.preventDefault();
    if (held) putBack();
    lift(grip.closest("[data-row]"));
    const stop = (ended) => {
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("pointercancel", leave);
      document.removeEventListener("keydown", leave);
      if (!held) return;
      if (ended) putBack(); else putDown();
    };
    const drop = () => stop(false);
    const leave = (pressed) => { if (pressed.type !== "keydown" || pressed.key === "Escape") stop(true); };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("pointercancel", leave);
    document.addEventListener("keydown", leave);
  });

  // By keyboard: the row beside it goes to its other side, so that the focus stays where it is.
  function step(row, key) {
    const list = row.parentElement;
    const [previous, next] = [row.previousElementSibling, row.nextElementSibling];
    if (key === "ArrowUp" && previous) row.after(previous);
    if (key === "ArrowDown" && next) row.before(next);
    say(list, "said", row);
    row.scrollIntoView({ block: "nearest" });
  }
  document.addEventListener("keydown", (event) => {
    const grip = event.target.closest?.(".grip");
    if (!grip || event.ctrlKey || event.metaKey || event.altKey) return;
    const row = grip.closest("[data-row]");
    if (event.key === "ArrowUp" || event.key === "ArrowDown") {
      event.preventDefault();
      if (held && held.row !== row) putBack();
      if (!held) lift(row);
      step(row, event.key);
    } else if (held && (event.key === "Enter" || event.key === " ")) {
      event.preventDefault();
      putDown();
    } else if (held && event.key === "Escape") {
      // Moving the row itself would lose the focus.
      putBack();
      grip.focus();
      say(row.parentElement, "back", row);
    }
  });
  document.addEventListener("focusout", (event) => {
    if (held && event.target.closest(".grip") && event.relatedTarget && !held.row.contains(event.relatedTarget)) putDown();
  });

  document.querySelectorAll(".grip").forEach((grip) => { grip.hidden = false; });
  // Whoever has just put a row down goes on from it, and hears where it stands.
  const moved = new URLSearchParams(location.search).get("moved");
  const row = moved && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (row?.matches("[data-row]")) {
    const text = said.textContent;
    said.textContent = "";
    // Going to the place that the address names takes the focus away: it comes after that.
    addEventListener("load", () => setTimeout(() => {
      row.querySelector(".grip")?.focus({ preventScroll: true });
      said.textContent = text;
    }, 100));
  }
})();
