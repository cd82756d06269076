// What an answer is given with: options, an order, pairs, a field with signs, lines, code; or one of these for each part.

import { codeField } from "./code_field.js";
import { howToLeave } from "./judged_here.js";
import { button, draft, keepDraft, make, quietly, small, text, words } from "./frame.js";

const SIGNS = ["/", "^", "√(", "-", ",", "σ(", "×", "π"];

// Returns an element whose `answer()` is what a message says, and `written()` what a draft keeps. `given` is the answer
// that is on record, `changed` is told of every change, `send` sends the answer, `keep` what there is of several parts.
export function answerInputs(question, { given = "", changed = () => {}, send = () => {}, keep = () => {} } = {}) {
  const { parts } = question;
  const kept = draft(question.at);
  const noted = () => {
    keepDraft(question.at, node.written());
    changed();
  };
  const node = make("div", { class: "inputs" });
  if (!parts.length) {
    const input = inputOf(question, kept?.[0] ?? given, { id: "field", noted, send });
    node.append(input);
    node.written = () => [input.value()];
    node.answer = () => ({ text: input.value() });
    return node;
  }
  const inputs = parts.map((part, number) => {
    const earlier = kept?.[number] ?? question.earlier[number] ?? "";
    const input = inputOf(part, earlier, { id: `field-${number}`, part: number, noted, send });
    input.addEventListener("focusin", () => (node.at = number));
    input.addEventListener("focusout", () => keep(node.answer()));
    return input;
  });
  node.at = 0;
  node.written = () => inputs.map((input) => input.value());
  node.answer = () => ({ answers: node.written() });
  node.append(...parts.map((part, number) => make("section", { class: "part", "aria-label": `(${part.label})` },
    make("p", { class: "part-label" }, `(${part.label})`, part.share ? make("span", { class: "small" }, `　${part.share}`) : null),
    text(part.stem), inputs[number])));
  return node;
}

function inputOf(asked, value, settings) {
  const make_ = { one: oneOf, several: severalOf, order: orderOf, pairs: pairsOf, lines: linesOf, code: linesOf, line: lineOf }[asked.sort];
  return make_(asked, value, settings);
}

const NONE = "なし"; // how the engine is told in either language that no option holds
const bare = (label) => label.replace(/[()（）]/g, "");

// -- buttons ----------------------------------------------------------------------------------------------------------

function choice(entry, pressed, action) {
  return make("button", { type: "button", "aria-pressed": String(pressed), onclick: action },
    make("span", { class: "label" }, entry.label), make("span", { class: "text", html: entry.text }));
}

const listed = (choices) => make("ul", { class: "options" }, ...choices.map((one) => make("li", {}, one)));

function oneOf(asked, value, { noted, send, part }) {
  let chosen = value;
  const press = (pressed) => choices.forEach((one) => one.setAttribute("aria-pressed", String(one === pressed)));
  const choices = asked.lists[0].map((entry) => {
    const one = choice(entry, chosen === entry.label, () => {
      chosen = entry.label;
      press(one);
      noted();
      if (part === undefined) send();
    });
    return one;
  });
  const node = make("div", {}, listed(choices));
  node.value = () => chosen;
  return node;
}

function severalOf(asked, value, { noted }) {
  const chosen = new Set(asked.lists[0].map((entry) => entry.label).filter((label) => value.split(/[\s,、]+/).some((one) => bare(one) === bare(label))));
  let none = value === NONE;
  const press = () => {
    choices.forEach((one, number) => one.setAttribute("aria-pressed", String(chosen.has(asked.lists[0][number].label))));
    nothing.setAttribute("aria-pressed", String(none));
    noted();
  };
  const choices = asked.lists[0].map((entry) => choice(entry, chosen.has(entry.label), () => {
    none = false;
    chosen.has(entry.label) ? chosen.delete(entry.label) : chosen.add(entry.label);
    press();
  }));
  const nothing = make("button", { type: "button", class: "plain", "aria-pressed": String(none), onclick: () => {
    none = !none;
    chosen.clear();
    press();
  } }, words().noneOfThem);
  const node = make("div", {}, listed(choices), nothing, small(words().severalHow));
  node.value = () => (none ? NONE : asked.lists[0].map((entry) => entry.label).filter((label) => chosen.has(label)).join(" "));
  return node;
}

function orderOf(asked, value, { noted }) {
  const entries = asked.lists[0];
  const order = value.split(/[\s,、→]+/).map((one) => entries.find((entry) => bare(entry.label) === bare(one))).filter(Boolean);
  const told = make("p", { class: "order", "aria-live": "polite" });
  const choices = entries.map((entry) => {
    const one = choice(entry, false, () => {
      order.includes(entry) ? order.splice(order.indexOf(entry), 1) : order.push(entry);
      tell();
      noted();
    });
    one.prepend(make("span", { class: "turn", "aria-hidden": "true" }));
    return one;
  });
  const tell = () => {
    choices.forEach((one, number) => {
      const turn = order.indexOf(entries[number]) + 1;
      one.setAttribute("aria-pressed", String(turn > 0));
      one.querySelector(".turn").textContent = turn || "";
    });
    told.textContent = order.length ? words().yourOrder(order.map((entry) => entry.label).join(" ")) : words().orderHow;
  };
  tell();
  const node = make("div", {}, listed(choices), told);
  node.value = () => order.map((entry) => bare(entry.label)).join(" ");
  return node;
}

function pairsOf(asked, value, { noted }) {
  const [left, right] = asked.lists;
  const partner = new Map([...value.matchAll(/([A-I])\s*=\s*(\d+)/g)].map(([, letter, number]) => [letter, number]));
  const rows = left.map((entry) => {
    const letter = bare(entry.label);
    const choices = right.map((other) => {
      const one = make("button", { type: "button", "aria-pressed": String(partner.get(letter) === bare(other.label)), "aria-label": `${entry.label} = ${other.label}`, onclick: () => {
        partner.set(letter, bare(other.label));
        choices.forEach((each) => each.setAttribute("aria-pressed", String(each === one)));
        noted();
      } }, bare(other.label));
      return one;
    });
    return make("div", { class: "pair", role: "group", "aria-label": entry.label }, make("div", { class: "left" }, make("span", { class: "label" }, entry.label), make("span", { class: "text", html: entry.text })),
      make("div", { class: "numbers" }, ...choices));
  });
  const key = make("ul", { class: "partners" }, ...right.map((other) => make("li", {}, make("span", { class: "label" }, other.label), make("span", { class: "text", html: other.text }))));
  const node = make("div", {}, key, ...rows, small(words().pairsHow));
  node.value = () => left.map((entry) => bare(entry.label)).filter((letter) => partner.has(letter)).map((letter) => `${letter}=${partner.get(letter)}`).join(" ");
  return node;
}

// -- fields -----------------------------------------------------------------------------------------------------------

const PLAIN = { autocapitalize: "off", autocorrect: "off", autocomplete: "off", spellcheck: "false" };

// Enter that confirms a conversion sends nothing.
const isEnter = (event) => event.key === "Enter" && !event.isComposing && event.keyCode !== 229;

function fieldOf(field, asked, value, { id, noted, send }, more) {
  field.value = value || asked.start || "";
  field.addEventListener("input", noted);
  field.addEventListener("keydown", (event) => {
    if (!isEnter(event) || (field.tagName === "TEXTAREA" && !(event.ctrlKey || event.metaKey))) return;
    event.preventDefault();
    send();
  });
  const named = asked.label ? words().answerTo(asked.label) : words().yourAnswer;
  const node = make("div", {}, make("label", { for: id }, named), field, small(asked.how), ...more);
  node.value = () => field.value;
  return node;
}

function linesOf(asked, value, settings) {
  const code = asked.sort === "code";
  const field = make("textarea", { id: settings.id, class: code ? "code" : null, rows: code ? "12" : "5", ...PLAIN });
  if (!code) return fieldOf(field, asked, value, settings, []);
  codeField(field);
  return fieldOf(field, asked, value, settings, [howToLeave()]);
}

function lineOf(asked, value, settings) {
  const field = make("input", { id: settings.id, type: "text", inputmode: "text", enterkeyhint: "send", ...PLAIN });
  const reads = make("p", { id: settings.part === undefined ? "reads" : `reads-${settings.part}`, class: "small reads" });
  const signs = make("div", { class: "signs", role: "group", "aria-label": words().signs }, ...SIGNS.map((sign) => button(sign, () => put(field, sign))));
  let timer = 0;
  field.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => readAs(field, reads, settings.part), 250);
  });
  return fieldOf(field, asked, value, settings, [signs, reads]);
}

function put(field, sign) {
  const { selectionStart: start, selectionEnd: end } = field;
  field.setRangeText(sign, start, end, "end");
  field.dispatchEvent(new Event("input"));
  field.focus();
}

async function readAs(field, reads, part) {
  const written = field.value;
  const reply = await quietly({ do: "read", text: written, ...(part === undefined ? {} : { part }) });
  if (reply && field.isConnected && field.value === written) reads.textContent = reply.read_as ? words().readAs(reply.read_as) : "";
}

// -- keys -------------------------------------------------------------------------------------------------------------

// At a keyboard a digit chooses the option of that number.
document.addEventListener("keydown", (event) => {
  if (!/^[1-9]$/.test(event.key) || event.ctrlKey || event.metaKey || event.altKey || /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)) return;
  const lists = document.querySelectorAll("form.answer .options");
  if (lists.length === 1) lists[0].querySelectorAll("button")[Number(event.key) - 1]?.click();
});
