// Keeps the files of the page, so that it opens without a network; a new version takes the old one's place whole.
// What few questions need (NumPy, the training core) is kept from when it was first loaded.

const KEPT = "quiz-" + "VERSION";
const FILES = ["FILES"];
const RUNTIME = new URL("RUNTIME", self.registration.scope).href;

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(KEPT).then((cache) => cache.addAll(FILES)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== KEPT).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

async function answered(request) {
  const found = await caches.match(request, { ignoreSearch: true });
  if (found) return found;
  const response = await fetch(request);
  const ours = request.url.startsWith(self.registration.scope) || request.url.startsWith(RUNTIME);
  if (ours && response.status === 200) await (await caches.open(KEPT)).put(request, response.clone());
  return response;
}

self.addEventListener("fetch", (event) => {
  if (event.request.method === "GET") event.respondWith(answered(event.request));
});
