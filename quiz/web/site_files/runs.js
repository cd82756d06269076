// Runs what learners write, in frames of no origin: one for every answer, ended when its time is up or the verdict is found.
// Nothing that comes back is trusted: it is data, and it counts only if it repeats the number of what it answers.

import { placeOf } from "./runtime_places.js";

const LARGEST = 8_000_000;
const SECONDS_TO_START = 90;
const SLOWER = 2; // a browser's Python takes about twice as long as a computer's

class Ended extends Error {}

class Runner {
  constructor(setup) {
    this.job = ""; // the order that it was given; "" while only code of the program's own has run here
    this.trusted = true;
    this.received = 0;
    this.frame = document.createElement("iframe");
    this.frame.setAttribute("sandbox", "allow-scripts");
    this.frame.hidden = true;
    this.frame.title = "runner";
    this.ready = this.start(setup).catch((error) => {
      this.close();
      throw error;
    });
    this.ready.catch(() => undefined); // whoever runs something is told
  }

  async start(setup) {
    const { page, script, ...given } = await setup;
    if (this.closed) throw new Ended("exited");
    const { port1, port2 } = new MessageChannel();
    this.port = port1;
    const opened = new Promise((resolve, reject) => {
      this.listener = ({ source, data }) => {
        if (source !== this.frame.contentWindow) return;
        if (data === "open") resolve();
        else this.fail(new Ended("crashed"), reject);
      };
      addEventListener("message", this.listener);
    });
    this.frame.srcdoc = page;
    document.body.append(this.frame);
    await opened;
    const until = performance.now() + 1000 * SECONDS_TO_START;
    const ready = this.next(until, (data) => data === "ready");
    this.port.addEventListener("message", ({ data }) => this.take(data));
    this.port.start();
    this.frame.contentWindow.postMessage({ script, setup: given }, "*", [port2]);
    await ready;
  }

  take(data) {
    if (typeof data !== "string") return;
    this.received += data.length;
    if (this.received > LARGEST) this.fail(new Ended("flooded"));
    else if (data === "ended") this.fail(new Ended("exited"));
    else this.waiting?.(data);
  }

  fail(error, reject) {
    this.failed = error;
    reject?.(error);
    this.rejected?.(error);
  }

  // Resolves with the first message that is accepted; rejects when the time is up.
  next(until, accepted) {
    return new Promise((resolve, reject) => {
      if (this.failed) {
        reject(this.failed);
        return;
      }
      const timer = setTimeout(() => end(reject, new Ended("timeout")), Math.max(until - performance.now(), 0));
      const end = (settle, value) => {
        clearTimeout(timer);
        this.waiting = this.rejected = null;
        settle(value);
      };
      this.rejected = (error) => end(reject, error);
      this.waiting = (data) => {
        const found = accepted(data);
        if (found) end(resolve, found);
      };
    });
  }

  async ask(order, until) {
    const nonce = [...crypto.getRandomValues(new Uint8Array(12))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    const answered = this.next(until, (data) => {
      try {
        const message = JSON.parse(data);
        return message?.nonce === nonce && message;
      } catch {
        return null;
      }
    });
    this.port.postMessage(JSON.stringify({ ...order, nonce }));
    return answered;
  }

  close() {
    this.closed = true;
    if (this.listener) removeEventListener("message", this.listener);
    this.frame.remove(); // which ends its worker, whatever that is doing
  }
}

let setup = null;
let spare = null;
let running = [];

// What a frame is given: the runtime as bytes, since it can fetch nothing, and the program's part that runs there.
async function gathered(runtime, inside) {
  const at = (name) => placeOf(runtime, name);
  const fetched = async (asked) => {
    const response = await fetch(...asked);
    if (!response.ok) throw new Error(`status ${response.status}`);
    return response;
  };
  const text = async (asked) => (await fetched(asked)).text();
  const [page, worker, loader, module] = await Promise.all([text(["frame.html"]), text(["runner.js"]), text(at("pyodide.mjs")), text(at(runtime.module))]);
  const lock = JSON.parse(await text(at("pyodide-lock.json")));
  const wheel = lock.packages.numpy.file_name;
  const names = ["pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json", wheel];
  const bytes = await Promise.all(names.map(async (name) => (await fetched(at(name))).arrayBuffer()));
  const exported = /export\s*\{([^}]*)\}/;
  const called = /([\w$]+) as loadPyodide/.exec(exported.exec(loader)[1])[1];
  // A worker of no origin is no module: what are modules elsewhere stand side by side in one function.
  const script = [
    "(async () => {",
    `const { loadPyodide } = (() => { ${loader.replace(exported, "")}\nreturn { loadPyodide: ${called} }; })();`,
    `const createModule = (() => { ${module.replace(/export default _createPyodideModule;?\s*$/, "").replaceAll("import.meta.url", "self.location.href")}\nreturn _createPyodideModule; })();`,
    worker,
    '})().catch((error) => setTimeout(() => { throw error; }));',
  ].join("\n");
  return { page, script, files: Object.fromEntries(names.map((name, place) => [name, bytes[place]])), inside, packages: ["numpy"] };
}

// Starts a runner ahead, while the learner is still reading.
export function prepare(runtime, inside) {
  setup ??= gathered(runtime, inside);
  setup.catch(() => (setup = null));
  spare ??= new Runner(setup);
}

export async function run(order, runtime, inside) {
  let runner = running.find((one) => one.job === order.job && !one.failed);
  const found = { ending: "done", definition: null, cases: [] };
  if (!runner) {
    prepare(runtime, inside);
    const chosen = spare;
    spare = null;
    try {
      await chosen.ready;
    } catch {
      setup = null;
      throw new Error("runtime");
    }
    runner = chosen;
  }
  running = [...running.filter((one) => one !== runner), runner];
  const until = performance.now() + 1000 * order.seconds * SLOWER;
  try {
    if (runner.job !== order.job) {
      runner.job = order.job;
      runner.trusted &&= order.trusted;
      if (!order.trusted) prepare(runtime, inside); // another one for what comes after this answer
      found.definition = await runner.ask({ ...JSON.parse(order.job), first: order.first }, until);
      if (found.definition.raised) found.ending = "raised";
    }
    for (const one of found.ending === "done" ? order.cases : []) found.cases.push(await runner.ask({ case: one }, until));
  } catch (error) {
    found.ending = error instanceof Ended ? error.message : "crashed";
    retire(runner);
  }
  return found;
}

function retire(runner) {
  running = running.filter((one) => one !== runner);
  runner.close();
}

// A verdict was found: what ran a learner's code ends; what ran the program's own alone may be used again.
export function done() {
  for (const runner of [...running]) {
    if (runner.trusted && !spare) {
      running = running.filter((one) => one !== runner);
      runner.job = "";
      spare = runner;
    } else retire(runner);
  }
}

// No question asks for code any more: give the memory back.
export function close() {
  running.concat(spare ?? []).forEach((runner) => runner.close());
  running = [];
  spare = setup = null;
}
