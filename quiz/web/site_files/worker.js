// Runs the engine: the browser's Python, the program, and the record, which this browser keeps.

import { fetched, files } from "./archive.js";
import { placeOf } from "./runtime_places.js";

const RECORD = "/record";
const PROGRAM = "/program";
let python = null;
let engine = null;
const settings = JSON.parse('SETTINGS');
const address = new URL("runtime/", self.location.href).href;
const place = { address, module: settings.module, elsewhere: settings.elsewhere };

// What tells of no answer need not wait until it is kept; everything else does.
const ASKING = new Set(["start", "question", "reading", "hint", "nothing"]);
let keeping = Promise.resolve();

const kept = (from) => new Promise((resolve, reject) => python.FS.syncfs(from, (error) => (error ? reject(error) : resolve())));

// Two tabs would each keep a record of their own and lose the other's: one tab holds it. A page that is loaded again meets
// its own worker of before, which a busy browser takes seconds to end: that is waited for.
const ENDING = 10_000;

function held() {
  return new Promise((resolve) => {
    const hold = () => {
      resolve(true);
      return new Promise(() => undefined);
    };
    navigator.locks.request("record", { signal: AbortSignal.timeout(ENDING) }, hold).catch(() => resolve(false));
  });
}

// The runtime asks for all of its files beside itself; it waits for ever where its machine can't be had.
const fetchHere = self.fetch.bind(self);
let missing = null;
const lacking = new Promise((_, reject) => (missing = reject));
lacking.catch(() => undefined);

async function fetchOfRuntime(name, options) {
  const [where, pinned] = placeOf(place, name);
  const response = await fetchHere(where, { ...options, ...pinned }).catch((error) => error);
  if (response.ok) return response;
  missing(new Error("runtime"));
  throw response instanceof Error ? response : new Error(`${name}: status ${response.status}`);
}

self.fetch = (asked, options) => {
  const wanted = String(asked.url ?? asked);
  return wanted.startsWith(address) ? fetchOfRuntime(wanted.slice(address.length), options) : fetchHere(asked, options);
};

async function runtime() {
  const { loadPyodide } = await import(new URL("pyodide.mjs", address).href);
  return loadPyodide({ indexURL: address });
}

// Puts an archive's files where Python finds them; they stay parts of the one whole.
function write({ packed, whole }) {
  const folders = new Set();
  for (const [name, content] of files(whole ?? unpacked(packed))) {
    const path = `${PROGRAM}/${name}`;
    const folder = path.slice(0, path.lastIndexOf("/"));
    if (!folders.has(folder)) {
      python.FS.mkdirTree(folder);
      folders.add(folder);
    }
    python.FS.writeFile(path, content, { canOwn: true });
  }
}

// By pieces, into room that was made for the whole: a runtime's memory never shrinks again.
function unpacked(packed) {
  python.FS.writeFile("/packed", packed, { canOwn: true });
  const size = python.runPython(`
from compression import zstd
from shutil import copyfileobj

with open("/packed", "rb") as packed:
    size = zstd.get_frame_info(packed.read(64)).decompressed_size
size
`);
  const whole = new Uint8Array(size);
  python.FS.writeFile("/whole", whole, { canOwn: true });
  python.runPython(`
with zstd.open("/packed") as packed, open("/whole", "r+b") as whole:
    copyfileobj(packed, whole)
del zstd, copyfileobj, packed, whole, size
`);
  python.FS.unlink("/packed");
  python.FS.unlink("/whole");
  return whole;
}

async function start() {
  const program = fetched("program.bin"); // while the runtime starts
  const starting = Promise.race([runtime(), lacking]);
  for (const begun of [program, starting]) begun.catch(() => undefined); // whoever awaits it is told
  if (!(await held())) throw new Error("tab");
  python = await starting.catch(() => {
    throw new Error("runtime");
  });
  if (settings.packages.length) await python.loadPackage(settings.packages, quiet);
  python.FS.mkdirTree(RECORD);
  python.FS.mount(python.FS.filesystems.IDBFS, {}, RECORD);
  const record = kept(true);
  write(await program);
  await record;
  engine = python.runPython(`
import os, sys
sys.dont_write_bytecode = True
sys.path.insert(0, "${PROGRAM}")
os.environ["QUIZ_HOME"] = "${RECORD}"
from quiz.web.in_browser import BrowserEngine
BrowserEngine
`)(settings.language, settings.numpy, (done, all) => self.postMessage({ progress: [done, all] }));
  const inside = JSON.parse(engine.inside());
  return { runtime: place, inside };
}

const quiet = { messageCallback: () => undefined, errorCallback: () => undefined };
const loaded = {};

// Loads what a question needs that others don't: NumPy, and for predictions the training core.
async function load(package_) {
  if (package_ === "numpy") {
    await python.loadPackage("numpy", { ...quiet, checkIntegrity: true });
    python.runPython("import numpy");
  } else write(await fetched("training.bin"));
}

function have(package_) {
  loaded[package_] ??= load(package_).then(() => true, () => {
    loaded[package_] = null; // the network may be back later
    return false;
  });
  return loaded[package_];
}

const ready = start();
ready.then((here) => self.postMessage({ ready: here }), (error) => self.postMessage({ failed: error.message }));

let ran = () => undefined;

async function answered(message) {
  for (;;) {
    const told = JSON.parse(engine.answer(message));
    if (told.package) engine.has(told.package, await have(told.package));
    else if (told.wanted) {
      const { name, run } = await new Promise((resolve) => {
        ran = resolve;
        self.postMessage(told);
      });
      engine.told(name, run);
    } else return told;
  }
}

self.addEventListener("message", async ({ data }) => {
  if (data.run) {
    ran(data);
    return;
  }
  await ready;
  let told;
  try {
    told = await answered(JSON.stringify(data));
    keeping = keeping.catch(() => undefined).then(() => kept(false));
    if (!ASKING.has(told.stage)) await keeping;
  } catch (error) {
    told = { version: 2, error: { message: String(error.message || error).trim().split("\n").pop(), remedy: null } };
  }
  self.postMessage(told);
  for (const package_ of told.question?.needs ?? []) have(package_); // while the learner is reading
});
