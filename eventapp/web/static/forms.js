// What makes the forms of the workplace quicker: rows added in place, a preview while typing, saving as one types.
// Without it they work by their buttons.
"use strict";

(() => {
  const form = document.querySelector(".item-form");
  if (!form) return;
  const status = document.getElementById("autosaved");
  const token = form.elements.csrf_token.value;
  const WAIT = 1500;

  // Rows: one more empty row where the button is.
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-add]");
    if (!button) return;
    event.preventDefault();
    const rows = document.getElementById(button.dataset.add).querySelector(".rows");
    const row = rows.lastElementChild.cloneNode(true);
    row.querySelectorAll("input, select").forEach((control) => { control.value = control.tagName === "SELECT" ? control.options[0].value : ""; });
    row.querySelectorAll("input[type=search]").forEach((control) => control.remove());
    rows.append(row);
    row.querySelectorAll("select[data-search]").forEach(searching);
    row.querySelector("input, select").focus();
  });

  // People: typing narrows what the list below offers.
  function searching(select) {
    const all = [...select.options].filter((option) => option.value);
    if (all.length < 8) return;
    const input = document.createElement("input");
    input.type = "search";
    input.autocomplete = "off";
    input.placeholder = select.dataset.search;
    input.setAttribute("aria-label", select.dataset.search);
    input.addEventListener("input", () => {
      const wanted = input.value.normalize("NFKC").toLowerCase().split(/\s+/).filter(Boolean);
      const hits = all.filter((option) => {
        const text = option.text.normalize("NFKC").toLowerCase();
        option.hidden = option.disabled = !wanted.every((word) => text.includes(word));
        return !option.hidden;
      });
      if (wanted.length && hits.length && select.selectedOptions[0].hidden | !select.value) {
        select.value = hits[0].value;
        changed();
      }
    });
    input.addEventListener("keydown", (event) => { if (event.key === "Enter") event.preventDefault(); });
    select.before(input);
  }
  form.querySelectorAll("select[data-search]").forEach((select) => { if (!select.value) searching(select); });

  // Preview: shown once asked for, then while typing.
  async function preview(area) {
    const box = form.querySelector(`[data-preview-of="${area.id}"]`);
    const body = new URLSearchParams({ text: area.value });
    const answer = await fetch(form.dataset.previewAt, { method: "POST", body, headers: { "X-CSRFToken": token } });
    if (answer.ok) box.innerHTML = await answer.text();
  }
  form.addEventListener("click", (event) => {
    const button = event.target.closest("[data-preview]");
    if (!button) return;
    event.preventDefault();
    const field = document.getElementById(button.dataset.preview);
    field.querySelectorAll("[data-preview-of]").forEach((box) => {
      box.hidden = !box.hidden;
      if (!box.hidden) preview(document.getElementById(box.dataset.previewOf));
    });
  });
  let showing = 0;
  form.addEventListener("input", (event) => {
    const box = event.target.matches("[data-markdown]") && form.querySelector(`[data-preview-of="${event.target.id}"]`);
    if (!box || box.hidden) return;
    clearTimeout(showing);
    showing = setTimeout(preview, 300, event.target);
  });

  // What cannot be saved yet is kept in this browser.
  const key = `eventapp:${location.pathname}`;
  const HIDDEN = ["csrf_token", "version", "began"];
  const { version, began } = form.elements;
  const first = [version.value, began.value];
  const typed = () => [...new FormData(form)].filter(([name]) => !HIDDEN.includes(name));
  const keep = () => localStorage.setItem(key, JSON.stringify({ version: version.value, began: began.value, typed: typed() }));
  const forget = () => localStorage.removeItem(key);

  function fill(pairs) {
    const values = new Map();
    pairs.forEach(([name, value]) => values.set(name, [...(values.get(name) || []), value]));
    form.querySelectorAll("[data-add]").forEach((button) => {
      const rows = document.getElementById(button.dataset.add).querySelector(".rows");
      const name = rows.querySelector("[name]").name;
      while (rows.querySelectorAll(`[name="${name}"]`).length < (values.get(name) || []).length) button.click();
    });
    const seen = new Map();
    [...form.elements].forEach((control) => {
      if (!control.name || HIDDEN.includes(control.name) || control.type === "submit") return;
      const all = values.get(control.name) || [];
      if (["checkbox", "radio"].includes(control.type)) { control.checked = all.includes(control.value); return; }
      const at = seen.get(control.name) || 0;
      seen.set(control.name, at + 1);
      if (at < all.length) control.value = all[at];
    });
  }
  function restore() {
    const kept = JSON.parse(localStorage.getItem(key) || "null");
    if (!kept || document.querySelector(".errs") || !status) return;
    if (JSON.stringify(kept.typed) === JSON.stringify(typed())) { forget(); return; }
    const before = typed();
    // The version is that of what was typed: if somebody saved since, both are shown when this is saved.
    fill(kept.typed);
    if (kept.version) [version.value, began.value] = [kept.version, kept.began || ""];
    const line = document.createElement("div");
    line.className = "say kept";
    line.setAttribute("role", "status");
    const drop = document.createElement("button");
    drop.type = "button";
    drop.className = "lnk";
    drop.textContent = form.dataset.drop;
    drop.addEventListener("click", () => { forget(); fill(before); [version.value, began.value] = first; line.remove(); });
    line.append(form.dataset.kept, drop);
    form.before(line);
  }

  // Saving as one types.
  let due = 0;
  let running = false;
  let again = false;
  let pressed = null;
  function changed() {
    keep();
    if (!form.dataset.autosave) return;
    clearTimeout(due);
    due = setTimeout(save, WAIT);
  }
  function marks(problems) {
    form.querySelectorAll("[data-live]").forEach((line) => line.remove());
    form.querySelectorAll("[data-wrong]").forEach((control) => { control.removeAttribute("aria-invalid"); control.removeAttribute("data-wrong"); });
    problems.forEach(({ id, said }) => {
      const control = document.getElementById(id);
      if (!control) return;
      const line = document.createElement("p");
      line.className = "em";
      line.dataset.live = "";
      line.textContent = `▲ ${said}`;
      control.dataset.wrong = "";
      if (control.matches("input, select, textarea")) { control.setAttribute("aria-invalid", "true"); control.after(line); } else control.append(line);
    });
  }
  async function save() {
    if (running) { again = true; return; }
    running = true;
    const sent = JSON.stringify(typed());
    try {
      const answer = await fetch(form.dataset.autosave, { method: "POST", body: new FormData(form), headers: { "X-CSRFToken": token, Accept: "application/json" } });
      const said = await answer.json();
      if (answer.ok) {
        [version.value, began.value] = [said.version, said.began];
        if (decodeURIComponent(said.address) !== decodeURIComponent(location.pathname)) {
          // A way between venues is called after its ends and mode.
          form.dataset.autosave = said.autosave;
          history.replaceState(null, "", said.address);
        }
        if (JSON.stringify(typed()) === sent) forget(); else keep();
        const time = new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
        status.textContent = form.dataset.saved.replace("{time}", time);
        marks([]);
        form.querySelectorAll("[data-state]").forEach((part) => {
          if (!pressed && !part.contains(document.activeElement)) part.innerHTML = said.states[part.dataset.state] || "";
        });
      } else {
        status.textContent = said.stale || [form.dataset.waiting, ...(said.others || [])].join(" · ");
        marks(said.problems || []);
      }
    } catch {
      status.textContent = form.dataset.waiting;
    }
    running = false;
    if (pressed) { form.requestSubmit(pressed); return; }
    if (again) { again = false; changed(); }
  }
  form.addEventListener("input", (event) => { if (event.target.name) changed(); });
  form.addEventListener("submit", (event) => {
    clearTimeout(due);
    keep();
    // What is on its way brings the version to send: with the one before, one's own change would seem somebody else's.
    if (running) { event.preventDefault(); pressed = event.submitter; }
  });
  if (new URLSearchParams(location.search).has("saved")) { forget(); localStorage.removeItem(key.replace(/[^/]*$/, "new")); }
  restore();
})();
