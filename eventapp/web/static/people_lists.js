// The box in the head of the list ticks everybody on the page; with some ticked it stands between.
"use strict";

(() => {
  const all = document.querySelector("[data-tick-all]");
  if (!all) return;
  const boxes = [...all.form.querySelectorAll('input[type="checkbox"][name="who"]')];
  function show() {
    const count = boxes.filter((box) => box.checked).length;
    all.checked = count === boxes.length;
    all.indeterminate = count > 0 && count < boxes.length;
  }
  all.addEventListener("change", () => boxes.forEach((box) => { box.checked = all.checked; }));
  all.form.addEventListener("change", show);
  // A browser that comes back to the page ticks again what was ticked.
  window.addEventListener("pageshow", show);
  all.closest("label").hidden = false;
})();
