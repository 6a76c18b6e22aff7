/* 离线 — pages that somebody asked to keep are shown without a network. Everything else passes untouched.
   A page sends {type: "keep", urls, owner} to keep; what others have kept is cleared then. `tz.js` clears it too, whenever a page
   is drawn for somebody else or for nobody: after signing out no page of theirs opens. What is kept is seven days old at most. */
const KEPT = "tz-kept-";
const DAYS = 7 * 24 * 3600 * 1000;
const STAMP = "x-kept-at";

self.addEventListener("install", (event) => event.waitUntil(self.skipWaiting()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

const fresh = (answer) => Date.now() - Number(answer.headers.get(STAMP) || 0) <= DAYS;

async function keep(cache, url) {
  const answer = await fetch(url, { credentials: "same-origin", redirect: "manual" });
  if (!answer.ok) return false;
  const headers = new Headers(answer.headers);
  headers.set(STAMP, String(Date.now()));
  const body = await answer.blob();
  await cache.put(url, new Response(body, { status: 200, headers }));
  return true;
}

async function tidy(cache, own) {
  for (const name of await caches.keys()) if (name.startsWith(KEPT) && name !== own) await caches.delete(name);
  for (const request of await cache.keys()) {
    const answer = await cache.match(request);
    if (answer && !fresh(answer)) await cache.delete(request);
  }
}

self.addEventListener("message", (event) => {
  const { type, urls = [], owner = "" } = event.data || {};
  if (type !== "keep" || !owner) return;
  event.waitUntil((async () => {
    const cache = await caches.open(KEPT + owner);
    await tidy(cache, KEPT + owner);
    const done = await Promise.all(urls.map((url) => keep(cache, url).catch(() => false)));
    if (event.ports[0]) event.ports[0].postMessage({ kept: done.filter(Boolean).length, of: urls.length });
  })());
});

async function kept(request) {
  const how = { ignoreSearch: request.mode === "navigate", ignoreVary: true };
  for (const name of await caches.keys()) {
    const answer = name.startsWith(KEPT) && (await (await caches.open(name)).match(request.url, how));
    if (answer && fresh(answer)) return answer;
  }
  return null;
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || new URL(request.url).origin !== self.location.origin) return;
  event.respondWith((async () => {
    try {
      return await fetch(request);
    } catch (failure) {
      const answer = await kept(request);
      if (answer) return answer;
      throw failure;
    }
  })());
});
