// What a learner says of a question: a flag, "I guessed", a note, "this verdict is wrong"; and the list of all of them.

import { ask, button, complain, draft, dropDraft, go, here, home, keepDraft, make, shows, small, view, words } from "./frame.js";

// A row of switches; `names` are those that can be put here. `changed` is told of the marks that then stand.
export function marksRow(marks, names, changed = () => {}) {
  const node = make("div", { class: "marks", role: "group", "aria-label": words().marks });
  const begun = (name) => `${here.current?.question?.at}/${name}`; // what is half written outlives a reload
  const draw = (standing, focused = "") => {
    const has = (name) => standing.some((one) => one.mark === name);
    node.replaceChildren(
      ...names.map((name) => make("button", { type: "button", class: "mark", "data-mark": name, "aria-pressed": name === "note" ? null : String(has(name)), onclick: () => press(name, has(name)) }, words().markNames[name])),
      ...standing.filter((one) => one.said).map((one) => make("p", { class: "note" }, `${one.sign}: ${one.said}`)),
    );
    node.querySelector(`[data-mark="${focused}"]`)?.focus();
  };
  const send = async (name, said) => {
    const reply = await ask({ do: "mark", mark: name, ...(said ? { said } : {}) });
    if (!reply) return;
    dropDraft(begun(name));
    draw(reply.marks, name);
    changed(reply.marks);
  };
  const press = (name, stands) => {
    if (name === "note" || (name === "disputed" && !stands)) write(name).focus();
    else send(name);
  };
  const write = (name) => {
    node.querySelector("form")?.remove();
    const field = make("textarea", { id: "note", rows: "3", maxlength: "4000", oninput: () => keepDraft(begun(name), [field.value]) });
    field.value = draft(begun(name))?.[0] ?? "";
    const leave = () => {
      dropDraft(begun(name));
      form.remove();
    };
    const form = make("form", { class: "note-form", onsubmit: (event) => event.preventDefault() },
      make("label", { for: "note" }, words().noteAsk[name]), field,
      make("div", { class: "row" }, button(words().noteSave, () => send(name, field.value), "main"), button(words().cancel, leave)));
    node.append(form);
    return field;
  };
  draw(marks);
  for (const name of ["note", "disputed"]) if (names.includes(name) && draft(begun(name))?.[0]) write(name);
  return node;
}

function showMarks(reply) {
  const groups = ["flag", "note", "disputed", "guessed"].map((name) => {
    const found = reply.marks.filter((one) => one.mark === name);
    return found.length ? make("section", {}, make("h2", {}, words().markNames[name]), make("ul", { class: "cards" }, ...found.map(entry))) : null;
  });
  const reports = reply.marks.filter((one) => one.report);
  view(words().marksTitle, { do: "marks" },
    reply.marks.length ? null : make("p", {}, words().noMarks),
    ...groups,
    reports.length ? make("div", { class: "row" }, button(words().copyReports, () => copy(reports))) : null,
    make("div", { class: "row actions" }, home()));
}

function entry(one) {
  return make("li", { class: "entry" },
    make("p", {}, make("strong", {}, one.title)),
    one.said ? make("p", { class: "note" }, one.said) : null,
    small(one.day),
    one.set ? make("div", { class: "row" }, button(words().askAgain, () => go({ do: "start", set: one.set, item: one.item.split("/").pop(), fresh: true }))) : null);
}

async function copy(reports) {
  const told = reports.map((one) => [`## ${one.item}, seed ${one.seed} ${one.authors.join(", ")}`.trim(), `- ${one.said || "-"}`, ...Object.entries(one.details).map(([name, said]) => `- ${name}: ${said}`), `- ${one.day}`].join("\n")).join("\n\n");
  try {
    await navigator.clipboard.writeText(told);
    document.getElementById("live").textContent = words().copied;
    complain(words().copied);
  } catch {
    complain(words().notCopied);
  }
}

shows({ marks: showMarks });
export const openMarks = () => go({ do: "marks", language: here.language });
