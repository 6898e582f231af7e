// Buttons that copy what a field holds, and say so, aloud too; without this script the field can be marked and copied by hand.
"use strict";

document.querySelectorAll("[data-copy]").forEach((button) => {
  const field = document.getElementById(button.dataset.copy);
  const said = document.getElementById(button.dataset.says);
  const { textContent } = button;
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
    } catch {
      document.execCommand("copy");
    }
    button.textContent = button.dataset.done;
    said.textContent = button.dataset.done;
    setTimeout(() => {
      button.textContent = textContent;
      said.textContent = "";
    }, 3000);
  });
});
