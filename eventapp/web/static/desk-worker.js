// Lets the page of the desk load without a network: the page itself and its parts, as the page kept them last, and nothing else.
"use strict";

const CACHE = "eventapp-desk";
const PATIENCE_MS = 5000;
const PAGE = new URL(self.registration.scope).pathname;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  const isPage = request.mode === "navigate" && pathname === PAGE;
  const isPart = pathname.includes("/static/");
  if (request.method !== "GET" || origin !== self.location.origin || !(isPage || isPart)) return;
  event.respondWith(answer(request, isPage));
});

// What the network has comes first; where it is away, or too slow, what was kept.
async function answer(request, isPage) {
  const fresh = fetch(request);
  const kept = await caches.open(CACHE).then((cache) => cache.match(request, { ignoreVary: true, ignoreSearch: isPage }));
  if (!kept) return fresh;
  const patience = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, kept); });
  return Promise.race([fresh.catch(() => kept), patience]);
}
