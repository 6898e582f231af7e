// The preview of a name follows every key; without it a button shows it.
"use strict";

(() => {
  document.querySelectorAll("[data-name-preview]").forEach((panel) => {
    const form = panel.closest("form");
    const part = (name) => {
      const control = form.querySelector(`[data-part="${name}"]`);
      return control ? control.value.trim() : "";
    };
    const joined = (parts, mark) => parts.filter(Boolean).join(mark);
    // As in domain/names/forms.py: the family name in capitals, first on lists; on the badge in the person's own order.
    function names() {
      const family = part("family_name").toUpperCase();
      const given = part("given_name");
      const listed = joined([family, given], " ");
      const order = part("display_order") === "given_first" ? [given, family] : [family, given];
      const introduced = listed && joined([joined([part("prefix"), ...order], " "), part("suffix")], ", ");
      const badge = part("badge_name") || introduced;
      const native = joined([part("native_family_name"), part("native_given_name")], " ");
      return { listed: listed || "–", native, badge: badge === listed ? "" : badge };
    }
    function show() {
      Object.entries(names()).forEach(([name, text]) => {
        const place = panel.querySelector(`[data-shown="${name}"]`);
        if (place.textContent !== text) place.textContent = text;
        if (name === "badge") place.parentElement.hidden = !text;
      });
    }
    panel.querySelectorAll("[data-live]").forEach((button) => { button.hidden = true; });
    form.addEventListener("input", (event) => { if (event.target.dataset.part) show(); });
    show();
  });
})();
