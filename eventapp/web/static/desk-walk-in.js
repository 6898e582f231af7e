// A form that is sent where there is a network, and stays as it is typed where there is none.

const form = document.getElementById("walk-in");
const PATIENCE_MS = 5000;

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const button = form.querySelector("button[type=submit]");
  button.disabled = true;
  document.getElementById("said").textContent = "";
  try {
    await fetch(location.href, { method: "HEAD", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS) });
    form.submit();
  } catch {
    document.getElementById("said").textContent = form.dataset.offline;
    button.disabled = false;
  }
});
addEventListener("pageshow", () => { form.querySelector("button[type=submit]").disabled = false; });
