// Unpacks an archive of files (tar, gzip) without the runtime, which starts meanwhile.

const BLOCK = 512;
const text = new TextDecoder();

// Resolves with [name, content] of every file.
export async function unpacked(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address}: status ${response.status}`);
  const whole = new Uint8Array(await new Response(response.body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer());
  const files = [];
  let place = 0;
  while (place + BLOCK <= whole.length && whole[place] !== 0) {
    const field = (from, length) => text.decode(whole.subarray(place + from, place + from + length)).split("\0")[0];
    const size = parseInt(field(124, 12), 8);
    const folder = field(345, 155);
    const name = folder ? `${folder}/${field(0, 100)}` : field(0, 100);
    files.push([name, whole.slice(place + BLOCK, place + BLOCK + size)]);
    place += BLOCK * (1 + Math.ceil(size / BLOCK));
  }
  return files;
}
