// The record as a file: written out to be taken elsewhere, and one from elsewhere taken in.

import { ask, button, complain, home, live, make, small, view, words } from "./frame.js";

const PIECE = 50_000;
const MOST_BYTES = 200_000_000;

export function openRecord() {
  const told = make("p", { class: "told", role: "status" });
  const chosen = make("input", { id: "record-file", type: "file", accept: ".jsonl,application/jsonl,text/plain", class: "unseen", tabindex: "-1", "aria-hidden": "true", onchange: () => take(chosen, told) });
  view(words().recordTitle, openRecord,
    make("p", {}, words().recordAbout),
    make("section", { class: "card" }, small(words().exportAbout), make("div", { class: "row" }, button(words().exportNow, () => write(told), "main"))),
    make("section", { class: "card" }, small(words().importAbout), make("div", { class: "row" }, button(words().importNow, () => chosen.click())), chosen),
    told,
    make("div", { class: "row actions" }, home()));
}

async function write(told) {
  const reply = await ask({ do: "export" });
  if (!reply) return;
  const address = URL.createObjectURL(new Blob([reply.lines], { type: "application/jsonl" }));
  make("a", { href: address, download: reply.name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  told.textContent = words().exported(reply.name);
}

async function take(chosen, told) {
  const file = chosen.files[0];
  if (!file) return;
  const whole = file.size > MOST_BYTES ? null : await textOf(file);
  chosen.value = ""; // the same file may be chosen again
  if (file.size > MOST_BYTES) return complain(words().tooLarge);
  if (whole === null) return complain(words().notText, words().notTextRemedy);
  const pieces = inPieces(whole);
  for (const [number, piece] of pieces.entries()) {
    told.textContent = words().importing(number + 1, pieces.length);
    if (!(await ask({ do: "import-piece", number, text: piece }))) return void (told.textContent = "");
  }
  told.textContent = "";
  const reply = await ask({ do: "import", name: file.name.slice(0, 100) });
  if (!reply) return;
  document.querySelector(".complaint")?.remove();
  told.textContent = live.textContent = reply.said;
}

async function textOf(file) {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(await file.arrayBuffer());
  } catch {
    return null;
  }
}

// A sign of two halves stays whole.
function inPieces(whole) {
  const pieces = [];
  for (let begins = 0; begins < whole.length || !pieces.length; ) {
    let ends = Math.min(begins + PIECE, whole.length);
    if (ends < whole.length && /[\ud800-\udbff]/.test(whole[ends - 1])) ends -= 1;
    pieces.push(whole.slice(begins, ends));
    begins = ends;
  }
  return pieces;
}


