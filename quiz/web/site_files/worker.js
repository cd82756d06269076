// Runs the engine: the browser's Python, the program, and the record, which this browser keeps.

const RECORD = "/record";
let reply = null;
let python = null;

const kept = (from) => new Promise((resolve, reject) => python.FS.syncfs(from, (error) => (error ? reject(error) : resolve())));

async function start() {
  // Two tabs would each keep a record of their own and lose the other's: one tab holds it.
  const held = await new Promise((resolve) => {
    navigator.locks.request("record", { ifAvailable: true }, (lock) => {
      resolve(lock !== null);
      return lock === null ? undefined : new Promise(() => undefined);
    });
  });
  if (!held) throw new Error("tab");
  const { runtime, language } = await (await fetch("site.json")).json();
  const { loadPyodide } = await import(new URL("pyodide.mjs", new URL(runtime, self.location.href)).href).catch(() => {
    throw new Error("runtime");
  });
  python = await loadPyodide({ indexURL: new URL(runtime, self.location.href).href });
  python.FS.mkdirTree(RECORD);
  python.FS.mount(python.FS.filesystems.IDBFS, {}, RECORD);
  await kept(true);
  const program = await (await fetch("program.bin")).arrayBuffer();
  python.unpackArchive(program, "gztar", { extractDir: "/program" });
  python.globals.set("LANGUAGE", language);
  reply = python.runPython(`
import os, sys
sys.path.insert(0, "/program")
os.environ["QUIZ_HOME"] = "${RECORD}"
from quiz.web.in_browser import answerer
answerer(LANGUAGE)
`);
}

const ready = start();
ready.then(() => self.postMessage({ ready: true }), (error) => self.postMessage({ failed: error.message }));

self.addEventListener("message", async ({ data }) => {
  await ready;
  let told;
  try {
    told = JSON.parse(reply(JSON.stringify(data)));
    await kept(false); // what is shown is kept
  } catch (error) {
    told = { version: 2, error: { message: String(error.message || error).trim().split("\n").pop(), remedy: null } };
  }
  self.postMessage(told);
});
