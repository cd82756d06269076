// Starts the runtime with the program in Node, and answers as a learner does first.

import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";

// Both scripts are called with the runtime's folder, and the packages that it has to load.
const folder = resolve(process.argv[2]) + "/";
const packages = process.argv.slice(3);

// What is asked when the page is opened, now and another time; the first question of the set has this answer.
const MESSAGES = [
  { do: "start", set: "day2", seed: 20260219 },
  { do: "read", text: "2*(x+y)" },
  { do: "answer", text: "2*(x+y)", elapsed: 1 },
  { do: "solution" },
  { do: "next" },
  { do: "stop" },
  { do: "resume", session: 1 },
  { do: "skip", elapsed: 1 },
];

const ANSWER = `
import json, os, sys

sys.dont_write_bytecode = True
sys.path.insert(0, "/program")
os.makedirs("/record")
os.environ["QUIZ_HOME"] = "/record"
from quiz.web.in_browser import BrowserEngine

engine = BrowserEngine("ja", False, lambda done, all: None)
engine.inside()
for message in MESSAGES:
    told = json.loads(engine.answer(json.dumps(message)))
    assert "stage" in told, told
`;

// What stands on the standard input: JSON, its values in base64.
export const given = () =>
  Object.fromEntries(Object.entries(JSON.parse(readFileSync(0, "utf8"))).map(([name, text]) => [name, new Uint8Array(Buffer.from(text, "base64"))]));

export const tell = (made) =>
  process.stdout.write(JSON.stringify(Object.fromEntries(Object.entries(made).map(([name, bytes]) => [name, Buffer.from(bytes).toString("base64")]))));

// Resolves with the runtime, in which the program (tar, gzip) has answered. `settings` are the runtime's own.
export async function answered(program, settings = {}) {
  const { loadPyodide } = await import(pathToFileURL(`${folder}pyodide.mjs`).href);
  const quiet = () => undefined;
  const env = { PYTHONNODEBUGRANGES: "1" };
  const python = await loadPyodide({ indexURL: folder, env, stdout: quiet, stderr: quiet, ...settings });
  if (packages.length) await python.loadPackage(packages, { messageCallback: quiet, errorCallback: quiet });
  python.unpackArchive(program, "gztar", { extractDir: "/program" });
  python.globals.set("MESSAGES", python.toPy(MESSAGES));
  python.runPython(ANSWER);
  return python;
}
