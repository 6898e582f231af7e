// The page of the desk, kept with its parts so that it loads without a network.

const CACHE = "eventapp-desk";
const MODULES = ["desk-store.js", "desk-people.js", "desk-camera.js", "desk-offline.js", "desk-cards.js", "desk-server.js"];

async function put(cache, address) {
  const answer = await fetch(address, { cache: "no-cache" });
  // A page that leads elsewhere is that of signing in.
  if (answer.ok && !answer.redirected) await cache.put(address, answer);
}

async function dropPages(cache, page, but = "") {
  for (const { url } of await cache.keys()) {
    if (new URL(url).pathname === page && url !== but) await cache.delete(url);
  }
}

export async function keepPage(page) {
  if (!("serviceWorker" in navigator)) return;
  await navigator.serviceWorker.register(`${page}/worker.js`, { scope: page });
  const cache = await caches.open(CACHE);
  const parts = [...document.querySelectorAll("link[rel=stylesheet], link[rel=icon], script[src]")].map((part) => part.href || part.src);
  const modules = MODULES.map((name) => new URL(name, import.meta.url).href);
  await Promise.allSettled([...parts, ...modules].map((address) => put(cache, address)));
  const own = location.href.split("#")[0];
  await put(cache, own);
  await dropPages(cache, page, own);
}

// A part that is needed later than the others, kept for when there is no network.
export async function keepPart(address) {
  if ("caches" in self) await put(await caches.open(CACHE), address);
}

export async function forgetPage(page) {
  if (!("caches" in self)) return;
  await dropPages(await caches.open(CACHE), page);
}
