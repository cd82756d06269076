// Shows where the learner is, and sends what the learner does. The engine decides; nothing is judged here.

import * as transport from "./engine.js";
import { codeField } from "./code_field.js";
import { aboutJudging, howToLeave, tellProgress, waitingWords } from "./judged_here.js";
import { themeSwitch } from "./theme_switch.js";
import { WORDS } from "./words.js";

const page = document.getElementById("page");
const place = document.getElementById("place");
const live = document.getElementById("live");
// What is said of the question on the screen: another tab may have gone on to the next one.
const ABOUT = new Set(["answer", "hint", "solution", "assess", "another", "retry", "skip", "next"]);
const SIGNS = ["/", "^", "√(", "-", ",", "σ(", "×", "π"];

let language = (localStorage.getItem("language") || navigator.language || "ja").startsWith("en") ? "en" : "ja";
let began = 0;
let current = null;

const words = () => WORDS[language];

// -- elements ---------------------------------------------------------------------------------------------------------

function make(name, settings = {}, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "html") node.innerHTML = value; // built by the engine, element by element
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...content.filter((part) => part !== null && part !== undefined));
  return node;
}

const button = (text, action, style = "") => make("button", { type: "button", class: style, onclick: action }, text);

function text(html) {
  const shown = make("div", { class: "text", html });
  // What is wider than a phone scrolls by itself, for the keyboard too.
  for (const wide of shown.querySelectorAll("pre, table")) wide.tabIndex = 0;
  return shown;
}

function show(...content) {
  page.replaceChildren(...content.filter(Boolean));
  page.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

function add(card) {
  page.querySelector(".actions")?.remove();
  page.append(card);
  card.scrollIntoView({ block: "nearest" });
}

function tellPlace(reply) {
  const { session, question } = reply;
  const where = make("span", {}, question.extra ? words().extra : words().place(session.place, session.count));
  place.replaceChildren(make("span", { class: "wide" }, `${session.title}　`), where);
}

const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

// -- asking the engine ------------------------------------------------------------------------------------------------

async function ask(message) {
  const waiting = setTimeout(() => (live.textContent = waitingWords(current?.question) ?? words().busy), 400);
  page.setAttribute("aria-busy", "true");
  try {
    const reply = await transport.send({ language, ...(current && ABOUT.has(message.do) ? { at: current.question.at } : {}), ...message });
    if (reply.error) {
      complain(reply.error.message, reply.error.remedy);
      return null;
    }
    return reply;
  } catch {
    complain(words().lost);
    return null;
  } finally {
    clearTimeout(waiting);
    page.removeAttribute("aria-busy");
  }
}

function complain(message, remedy) {
  page.querySelector(".complaint")?.remove();
  const card = make("div", { class: "card half complaint", role: "alert" }, make("p", {}, message), remedy ? make("p", {}, remedy) : null);
  (page.querySelector(".actions") || page.lastElementChild)?.before(card);
  if (!card.isConnected) page.append(card);
}

async function go(message) {
  const reply = await ask(message);
  if (reply) shown(reply);
}

function shown(reply) {
  const stages = { start: showStart, question: showQuestion, answered: showOutcome, solution: showSolution, result: showResult, nothing: showNothing };
  stages[reply.stage](reply);
}

// -- the first screen -------------------------------------------------------------------------------------------------

function showStart(reply) {
  current = null;
  place.textContent = "";
  const set = (one) =>
    make("li", {}, button(`${one.title}（${words().questions(one.questions)}）`, () => go({ do: "start", set: one.name })));
  show(
    make("h1", {}, "E資格 Day 2"),
    make("ul", { class: "sets" }, make("li", {}, button(words().review, () => go({ do: "review" }), "main"), make("p", { class: "small" }, words().reviewAbout))),
    make("h2", {}, words().sets),
    make("ul", { class: "sets" }, ...reply.sets.map(set)),
  );
}

function showNothing() {
  show(make("h1", {}, words().review), make("p", {}, words().nothing), make("div", { class: "row actions" }, button(words().again, () => go({ do: "stop" }), "main")));
}

// -- a question -------------------------------------------------------------------------------------------------------

function showQuestion(reply) {
  current = reply;
  began = performance.now();
  tellPlace(reply);
  const { question } = reply;
  const form = make("form", { class: "answer", onsubmit: (event) => event.preventDefault() });
  show(make("h1", {}, question.title), text(question.stem), aboutJudging(question, () => go({ do: "pass" })), form);
  fill(form, question);
  if (reply.unreadable) {
    const { reason, remedy } = reply.unreadable;
    form.append(make("div", { class: "card half", role: "alert" }, make("p", { class: "verdict" }, `${words().unreadable}: ${reason}`), remedy ? make("p", {}, remedy) : null));
  }
  form.append(
    make("div", { class: "row actions" },
      question.kind === "choice" ? null : button(words().answer, () => answer(form), "main"),
      question.hints > 0 ? button(words().hint(question.hints), hint) : null,
      button(words().skip, () => go({ do: "skip", elapsed: elapsed() })),
      button(words().stop, () => go({ do: "stop" })),
    ),
  );
  form.querySelector("input, textarea")?.focus({ preventScroll: true });
}

function fill(form, question) {
  const lists = question.lists;
  if (question.kind === "choice") {
    form.append(options(lists[0], (label) => give(label)));
    return;
  }
  if (question.kind === "multichoice") {
    const chosen = new Set();
    form.append(options(lists[0], (label, pressed) => {
      chosen.has(label) ? chosen.delete(label) : chosen.add(label);
      pressed.setAttribute("aria-pressed", String(chosen.has(label)));
    }, true));
    form.writtenAnswer = () => lists[0].map((entry) => entry.label).filter((label) => chosen.has(label)).join(" ");
    form.append(make("p", { class: "how" }, question.how));
    return;
  }
  const field = question.lines
    ? make("textarea", { id: "field", class: question.code ? "code" : "", spellcheck: "false", autocapitalize: "off", autocomplete: "off", rows: question.code ? "12" : "5" })
    : make("input", { id: "field", type: "text", inputmode: "text", autocapitalize: "off", autocorrect: "off", autocomplete: "off", spellcheck: "false", enterkeyhint: "send" });
  field.value = question.lines && question.start ? question.start : draft(question);
  form.writtenAnswer = () => field.value;
  for (const entries of lists) {
    form.append(options(entries, (label) => put(field, `${field.value && !/[\s-]$/.test(field.value) ? " " : ""}${label}`)));
  }
  if (lists.length) form.append(make("p", { class: "small" }, words().order));
  const reads = make("p", { id: "reads", class: "small" });
  form.append(make("label", { for: "field" }, words().yourAnswer), field, make("p", { class: "how" }, question.how));
  if (question.code) {
    codeField(field);
    form.append(howToLeave());
  }
  if (!question.lines) {
    form.append(make("div", { class: "signs", role: "group" }, ...SIGNS.map((sign) => button(sign, () => put(field, sign)))), reads);
    field.addEventListener("input", () => later(() => readAs(field, reads)));
  }
  field.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing || event.keyCode === 229) return; // it confirms a conversion
    if (question.lines && !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    answer(form);
  });
}

function options(entries, chosen, several = false) {
  return make("ul", { class: "options" }, ...entries.map((entry) => {
    const choice = make("button", { type: "button", "aria-pressed": several ? "false" : null, onclick: () => chosen(entry.label, choice) },
      make("span", { class: "label" }, entry.label), make("span", { class: "text", html: entry.text }));
    return make("li", {}, choice);
  }));
}

function put(field, sign) {
  const { selectionStart: start, selectionEnd: end } = field;
  field.setRangeText(sign, start, end, "end");
  field.dispatchEvent(new Event("input"));
  field.focus();
}

const elapsed = () => (performance.now() - began) / 1000;
const answer = (form) => give(form.writtenAnswer());
const give = (written) => {
  keep(written);
  return go({ do: "answer", text: written, elapsed: elapsed() });
};

// What was written stays in its field when it couldn't be read.
let kept = { item: "", seed: 0, text: "" };
const keep = (written) => (kept = { item: current.question.item, seed: current.question.seed, text: written });
const draft = (question) => (kept.item === question.item && kept.seed === question.seed ? kept.text : "");

let timer = 0;
function later(action) {
  clearTimeout(timer);
  timer = setTimeout(action, 250);
}

async function readAs(field, reads) {
  const written = field.value;
  const reply = await transport.send({ do: "read", text: written }).catch(() => null);
  if (reply && field.isConnected && field.value === written) reads.textContent = reply.read_as ? words().readAs(reply.read_as) : "";
}

async function hint() {
  const reply = await ask({ do: "hint" });
  if (!reply) return;
  const form = page.querySelector("form");
  form.before(make("div", { class: "card" }, make("p", { class: "verdict" }, words().hintTitle), text(reply.hint)));
  const pressed = [...form.querySelectorAll(".actions button")].find((one) => one.textContent === words().hint(reply.hints + 1));
  if (reply.hints > 0) pressed.textContent = words().hint(reply.hints);
  else pressed.remove();
}

// -- after an answer --------------------------------------------------------------------------------------------------

function close() {
  const form = page.querySelector("form");
  form?.querySelectorAll("button, input, textarea").forEach((control) => (control.disabled = true));
  form?.querySelectorAll(".card, .actions, .signs, #reads").forEach((part) => part.remove());
}

function showOutcome(reply) {
  const { outcome } = reply;
  close();
  const card = make("section", { class: `card ${outcome.style}` },
    make("p", { class: "verdict" }, outcome.facets.length ? words().facets : `${outcome.mark} ${outcome.label}`),
    outcome.read_as ? make("p", { class: "small" }, words().wasReadAs(outcome.read_as)) : null,
    reply.elsewhere ? make("p", {}, words().elsewhere) : null,
    outcome.facets.length ? make("ul", {}, ...outcome.facets.map((one) => make("li", {}, `${words().states[one.state]}: ${one.label}`))) : null,
    reply.parts.length ? make("ul", {}, ...reply.parts.map((one) => make("li", {}, `(${one.label}) ${one.mark} ${one.said}`))) : null,
    outcome.evidence ? text(outcome.evidence) : null,
    outcome.several ? make("p", {}, words().several) : null,
    ...outcome.diagnoses.map(text),
  );
  add(card);
  live.textContent = `${outcome.label}`;
  if (reply.model_answer) {
    add(make("section", { class: "card" }, make("p", { class: "verdict" }, words().model), text(reply.model_answer),
      make("p", { class: "small" }, words().assess),
      make("div", { class: "row", role: "group", "aria-label": words().assess }, ...words().marks.map((mark, halves) => {
        const choice = button(mark, async () => {
          if (!(await ask({ do: "assess", halves }))) return;
          choice.parentElement.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one === choice)));
        });
        return choice;
      }).reverse())));
  }
  actions(reply.may_retry ? button(words().retry, () => go({ do: "retry" })) : null, button(words().solution, () => go({ do: "solution" })));
}

function showSolution(reply) {
  close();
  add(make("section", { class: "card" },
    make("p", { class: "verdict" }, words().solutionTitle),
    reply.key === null ? null : make("p", {}, `${words().key}:`),
    reply.key === null ? null : text(reply.key),
    text(reply.solution),
    reply.references.length ? make("p", { class: "small" }, `${words().references}: ${reply.references.join("; ")}`) : null,
  ));
  actions();
}

function actions(...others) {
  const next = button(words().next, () => go({ do: "next" }), "main");
  page.append(make("div", { class: "row actions" }, next, ...others, button(words().another, () => go({ do: "another" })), button(words().stop, () => go({ do: "stop" }))));
  next.focus({ preventScroll: true });
}

// -- the result -------------------------------------------------------------------------------------------------------

function showResult(reply) {
  current = null;
  place.textContent = reply.title;
  const row = (one, number) => make("tr", {}, make("td", { class: "right" }, String(number + 1)), make("td", { class: one.style }, `${one.mark} ${one.label}`), make("td", {}, one.title, one.put_right ? ` (${words().putRight})` : ""));
  show(
    make("h1", {}, words().result),
    make("p", { class: "verdict" }, words().score(reply.score, reply.most)),
    make("p", { class: "small" }, words().time(clock(reply.seconds))),
    make("table", {}, make("tbody", {}, ...reply.rows.map(row))),
    reply.weak.length ? make("h2", {}, words().lookAgain) : null,
    reply.weak.length ? make("ul", { class: "sets" }, ...reply.weak.map((one) => make("li", {}, button(`${one.section}（${words().questions(one.count)}）`, () => go({ do: "start", set: one.set, count: 5 }))))) : null,
    make("div", { class: "row actions" }, button(words().again, () => go({ do: "stop" }), "main")),
  );
}

// -- the frame --------------------------------------------------------------------------------------------------------

function speak() {
  document.documentElement.lang = language;
  document.getElementById("language").textContent = words().other;
  localStorage.setItem("language", language);
}

themeSwitch(document.getElementById("theme"));
tellProgress(live);
document.getElementById("home").addEventListener("click", () => go({ do: "stop" }));
document.getElementById("language").addEventListener("click", () => {
  language = language === "ja" ? "en" : "ja";
  speak();
  go(current ? { do: "question" } : { do: "hello" });
});

speak();
transport.failed?.then((why) => {
  if (why) show(make("h1", {}, "quiz"), make("div", { class: "card bad", role: "alert" }, make("p", {}, words().failed[why] || words().failed.other), make("p", { class: "small" }, why)));
});

// A first visit to the static page sees a question at once; what is answered before the engine runs waits for it.
const first = document.getElementById("first");
if (first && !localStorage.getItem("begun")) {
  const { message, replies } = JSON.parse(first.textContent);
  shown(replies[language]);
  transport.send({ language, ...message }).then(() => localStorage.setItem("begun", "yes"), () => undefined);
} else {
  show(make("p", { class: "small" }, words().starting));
  go({ do: "hello" });
}
