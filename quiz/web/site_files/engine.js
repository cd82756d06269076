// The transport of the static page: the engine runs in a worker of this page, and a message waits until it has started.
// What the engine wants to be run for a verdict, runs.js runs.

import * as runs from "./runs.js";

const worker = new Worker("worker.js", { type: "module" });
const waiting = [];
let runtime = null; // where the runtime is, and what its frames are given of the program
let told = () => undefined;

const started = new Promise((resolve, reject) => {
  worker.addEventListener("message", function ready({ data }) {
    worker.removeEventListener("message", ready);
    if (data.ready) resolve(data.ready);
    else reject(new Error(data.failed));
  });
});
started.then((ready) => {
  runtime = ready;
  worker.addEventListener("message", heard);
}).catch(() => undefined);

async function heard({ data }) {
  if (data.progress) told(data.progress);
  else if (data.wanted) {
    const run = await runs.run(data.wanted, runtime.runtime, runtime.inside).catch(() => ({ ending: "unavailable" }));
    worker.postMessage({ name: data.wanted.name, run: JSON.stringify(run) });
  } else {
    runs.done();
    if (data.stage === "question" || data.stage === "start") {
      if (data.question?.runs === "code") runs.prepare(runtime.runtime, runtime.inside);
      else runs.close();
    }
    waiting.shift()(data);
  }
}

let last = started;

export function send(message) {
  const sent = last.then(() => new Promise((resolve) => {
    waiting.push(resolve);
    worker.postMessage({ version: 2, ...message });
  }));
  last = sent.catch(() => undefined);
  return sent;
}

// Tells how far a training is: [done, all].
export const onProgress = (listener) => (told = listener);
export const failed = started.then(() => "", (error) => error.message);

if ("serviceWorker" in navigator) navigator.serviceWorker.register("offline.js").catch(() => undefined);
navigator.storage?.persist?.().catch(() => undefined);
