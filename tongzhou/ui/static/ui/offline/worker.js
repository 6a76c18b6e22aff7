/* 离线 — pages that somebody asked to keep are shown without a network. Everything else passes untouched.
   A page sends {type: "keep", urls} to keep, {type: "forget"} to clear. What is kept is seven days old at most. */
const KEPT = "tz-kept-v1";
const DAYS = 7 * 24 * 3600 * 1000;
const STAMP = "x-kept-at";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

async function keep(url) {
  const answer = await fetch(url, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return false;
  const headers = new Headers(answer.headers);
  headers.set(STAMP, String(Date.now()));
  const body = await answer.blob();
  const cache = await caches.open(KEPT);
  await cache.put(url, new Response(body, { status: 200, headers }));
  return true;
}

async function tidy() {
  const cache = await caches.open(KEPT);
  for (const request of await cache.keys()) {
    const answer = await cache.match(request);
    if (answer && Date.now() - Number(answer.headers.get(STAMP) || 0) > DAYS) await cache.delete(request);
  }
}

self.addEventListener("message", (event) => {
  const { type, urls = [] } = event.data || {};
  if (type === "keep") {
    event.waitUntil((async () => {
      await tidy();
      const done = await Promise.all(urls.map((url) => keep(url).catch(() => false)));
      if (event.ports[0]) event.ports[0].postMessage({ kept: done.filter(Boolean).length, of: urls.length });
    })());
  }
  if (type === "forget") event.waitUntil(caches.delete(KEPT));
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith((async () => {
    try {
      return await fetch(request);
    } catch (failure) {
      const cache = await caches.open(KEPT);
      const kept = await cache.match(request.url, { ignoreSearch: request.mode === "navigate", ignoreVary: true });
      if (kept) return kept;
      throw failure;
    }
  })());
});
