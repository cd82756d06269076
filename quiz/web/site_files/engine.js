// The transport of the static page: the engine runs in a worker of this page, and a message waits until it has started.

const worker = new Worker("worker.js", { type: "module" });
const waiting = [];
const started = new Promise((resolve, reject) => {
  worker.addEventListener("message", function ready({ data }) {
    worker.removeEventListener("message", ready);
    if (data.ready) resolve();
    else reject(new Error(data.failed));
  });
});
started.then(() => worker.addEventListener("message", ({ data }) => waiting.shift()(data))).catch(() => undefined);

let last = started;

export function send(message) {
  const sent = last.then(() => new Promise((resolve) => {
    waiting.push(resolve);
    worker.postMessage({ version: 2, ...message });
  }));
  last = sent.catch(() => undefined);
  return sent;
}

export const failed = started.then(() => "", (error) => error.message);

if ("serviceWorker" in navigator) navigator.serviceWorker.register("offline.js").catch(() => undefined);
navigator.storage?.persist?.().catch(() => undefined);
