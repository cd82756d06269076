// The program's archive of files: fetched while the runtime starts, and taken apart without it.

const BLOCK = 512;
const text = new TextDecoder();
const GZIP = 0x1f;

// Resolves with the archive (tar), or with what only the runtime's Python can unpack (Zstandard).
export async function fetched(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  const packed = new Uint8Array(await response.arrayBuffer());
  if (packed[0] !== GZIP) return { packed };
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return { whole: new Uint8Array(await new Response(stream).arrayBuffer()) };
}

// Yields [name, content] of every file; a content is a part of the whole.
export function* files(whole) {
  let place = 0;
  while (place + BLOCK <= whole.length && whole[place] !== 0) {
    const field = (from, length) => text.decode(whole.subarray(place + from, place + from + length)).split("\0")[0];
    const size = parseInt(field(124, 12), 8);
    const folder = field(345, 155);
    const name = folder ? `${folder}/${field(0, 100)}` : field(0, 100);
    yield [name, whole.subarray(place + BLOCK, place + BLOCK + size)];
    place += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
}
