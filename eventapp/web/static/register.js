// A file that is too large is told when it is chosen, not after it was sent.
"use strict";

(() => {
  const form = document.getElementById("register");
  if (!form) return;
  const LARGEST = 5000000;
  form.addEventListener("change", (event) => {
    const { files, parentElement } = event.target;
    if (!files) return;
    parentElement.querySelectorAll("[data-large]").forEach((line) => line.remove());
    if (![...files].some((file) => file.size > LARGEST)) return;
    event.target.value = "";
    const line = document.createElement("p");
    line.className = "em";
    line.dataset.large = "";
    line.setAttribute("role", "alert");
    line.textContent = `▲ ${form.dataset.tooLarge}`;
    event.target.after(line);
  });
})();
