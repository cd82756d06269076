// Where the files of the runtime lie: beside this page, or at another place. What comes from there has to be what it was
// when the page was made: the browser holds it against its digest.

// Returns what `fetch` is called with for a file of the runtime.
export function placeOf(runtime, name) {
  const { address, files } = runtime.elsewhere ?? { files: {} };
  if (Object.hasOwn(files, name)) return [address + name, { integrity: files[name] }];
  return [new URL(name, runtime.address).href, {}];
}
