// The worker that runs an answer. Before this text stand `loadPyodide` and `createModule`: nothing can be fetched here.

const { files, inside, packages, port } = await new Promise((resolve) => {
  self.addEventListener("message", ({ data }) => resolve(data), { once: true });
});
const KINDS = { wasm: "application/wasm", json: "application/json" };

self.fetch = async (asked) => {
  const name = String(asked.url ?? asked).split("/").pop();
  if (!Object.hasOwn(files, name)) throw new TypeError(`${name} is not here`);
  return new Response(files[name], { headers: { "Content-Type": KINDS[name.split(".").pop()] ?? "application/octet-stream" } });
};
self._createPyodideModule = createModule; // where an older runtime looks for it

const quiet = () => undefined;
const python = await loadPyodide({ indexURL: "https://runtime.invalid/", createPyodideModule: createModule, stdout: quiet, stderr: quiet, stdin: () => null });
await python.loadPackage(packages, { messageCallback: quiet, errorCallback: quiet });
python.FS.mkdirTree("/inside");
for (const [name, text] of Object.entries(inside)) python.FS.writeFile(`/inside/${name}`, text);
const taker = python.runPython("import sys; sys.path.insert(0, '/inside'); import in_worker; sys.path.remove('/inside'); in_worker.taker");
const take = taker((text) => port.postMessage(text), "/inside");
port.addEventListener("message", ({ data }) => {
  try {
    take(data);
  } catch {
    port.postMessage("ended"); // Python itself has ended
  }
});
port.start();
port.postMessage("ready");
