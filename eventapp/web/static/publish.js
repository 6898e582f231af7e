// The button waits until each error has its reason, and is pressed once. Without scripts the server says the same.
"use strict";
(() => {
  const button = document.getElementById("publish");
  if (!button) return;
  const says = button.textContent;
  const waits = (button.dataset.waits || "").split("|");
  const reasons = [...document.querySelectorAll("textarea[name^='reason:']")];
  const look = () => {
    const missing = reasons.filter((one) => !one.value.trim()).length;
    button.disabled = missing > 0;
    button.textContent = missing ? waits[missing - 1] : says;
  };
  for (const one of reasons) one.addEventListener("input", look);
  button.form.addEventListener("submit", () => setTimeout(() => { button.disabled = true; }));
  addEventListener("pageshow", look);
  look();
})();
