// Packs a compiled program as small as the page's Python can unpack it, once the two have answered: what doesn't run
// isn't sent. In: `program` and `library`. Out: `packed`, the program (tar, Zstandard; as it was where the runtime can't).

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { answered, given, tell } from "./started.mjs";

const { program, library } = given();
const here = mkdtempSync(join(tmpdir(), "quiz-"));
let python;
try {
  const zip = join(here, "library.zip");
  writeFileSync(zip, library);
  python = await answered(program, { stdLibURL: zip });
} finally {
  rmSync(here, { recursive: true });
}
python.globals.set("archive", new Uint8Array(gunzipSync(program)));
const packed = python.runPython(`
try:
    from compression.zstd import compress
except ImportError:  # an older runtime has no Zstandard
    made = None
else:
    made = compress(archive.to_py(), 19)
made
`);
tell({ packed: packed?.toJs() ?? program });
