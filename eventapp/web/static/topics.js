// Topics dragged into another place or session by their handle; the buttons do the same without it.
"use strict";

(() => {
  const lists = [...document.querySelectorAll(".tops")];
  const token = document.querySelector(".tmv [name=csrf_token]")?.value;
  let held = null;

  function place(topic) {
    const list = topic.closest(".tops");
    const form = topic.querySelector(".tmv");
    const version = form.elements.version.value;
    const body = new URLSearchParams({ csrf_token: token, version, session: list.dataset.session, position: [...list.children].indexOf(topic) + 1 });
    fetch(form.action, { method: "POST", body, headers: { "X-CSRFToken": token } }).then((answer) => {
      if (answer.ok) location.replace(answer.url); else location.reload();
    });
  }
  function follow(event) {
    const under = document.elementFromPoint(event.clientX, event.clientY);
    const list = under?.closest(".tops");
    if (!list) return;
    const other = under.closest(".topc");
    if (!other || other === held) { if (!other) list.append(held); return; }
    const box = other.getBoundingClientRect();
    other[event.clientY < box.top + box.height / 2 ? "before" : "after"](held);
  }
  lists.forEach((list) => list.addEventListener("pointerdown", (event) => {
    const grip = event.target.closest(".grip");
    if (!grip || event.button) return;
    event.preventDefault();
    held = grip.closest(".topc");
    const [home, next] = [held.parentElement, held.nextElementSibling];
    held.classList.add("is-held");
    const stop = (ended) => {
      document.removeEventListener("pointermove", follow);
      document.removeEventListener("pointerup", drop);
      document.removeEventListener("keydown", leave);
      held.classList.remove("is-held");
      if (ended) home.insertBefore(held, next);
      else if (held.parentElement !== home || held.nextElementSibling !== next) place(held);
    };
    const drop = () => stop(false);
    const leave = (pressed) => { if (pressed.key === "Escape") stop(true); };
    document.addEventListener("pointermove", follow);
    document.addEventListener("pointerup", drop);
    document.addEventListener("keydown", leave);
  }));
})();
