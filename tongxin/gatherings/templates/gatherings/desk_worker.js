// Keeps the desk's page in the device: the network first, and where it does not answer soon, what was kept.

const KEPT = "tongxin-desk-1";
const SOON = 4000;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// Without network what was kept before is enough, if nothing is missing.
const keep = async (addresses) => {
  try {
    await (await caches.open(KEPT)).addAll(addresses);
  } catch (error) {
    const there = await Promise.all(addresses.map((one) => caches.match(one, { ignoreVary: true })));
    if (!there.every(Boolean)) throw error;
  }
};

// The page says what it is made of; it hears when everything is kept.
self.addEventListener("message", (event) => {
  event.waitUntil(keep(event.data).then(() => event.ports[0].postMessage("kept"), () => event.ports[0].postMessage("failed")));
});

const kept = (request) => caches.match(request, { ignoreVary: true, ignoreSearch: request.mode === "navigate" });

const answer = async (request) => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), SOON);
  try {
    const fresh = await fetch(request, { signal: patience.signal });
    if (fresh.ok && !fresh.redirected) (await caches.open(KEPT)).put(request, fresh.clone());
    return fresh.status < 500 ? fresh : (await kept(request)) || fresh;
  } catch {
    return (await kept(request)) || Response.error();
  } finally {
    clearTimeout(timer);
  }
};

self.addEventListener("fetch", (event) => {
  const isOurs = new URL(event.request.url).origin === self.location.origin;
  if (event.request.method === "GET" && isOurs) event.respondWith(answer(event.request));
});
