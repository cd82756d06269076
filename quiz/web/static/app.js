// A question, what came of its answer, and the result; and the frame of the page, with which everything begins.

import * as transport from "./engine.js";
import { add, ask, clock, dropDraft, go, here, home, live, make, button, page, place, quietly, remember, remembered, show, shown, shows, small, text, words } from "./frame.js";
import { answerInputs } from "./inputs.js";
import { aboutJudging, tellProgress } from "./judged_here.js";
import { marksRow } from "./marks.js";
import { themeSwitch } from "./theme_switch.js";
import "./start.js";
import "./exam.js";
import "./debrief.js";

let began = 0;
let inputs = null;

// -- a question -------------------------------------------------------------------------------------------------------

function tellPlace({ session, question }) {
  const where = question.extra ? words().extra : session.over ? words().again2 : words().place(session.place, session.count);
  place.replaceChildren(make("span", { class: "wide" }, `${session.title}　`), make("span", {}, where));
}

function showQuestion(reply) {
  const { session, question } = reply;
  here.current = reply;
  here.again = { do: "resume", session: session.id };
  remember(session.over ? null : session.id);
  began = performance.now();
  tellPlace(reply);
  inputs = answerInputs(question, { send: () => answer(), keep: (given) => quietly({ do: "keep", at: question.at, ...given, elapsed: elapsed() }) });
  const form = make("form", { class: "answer", onsubmit: (event) => event.preventDefault() }, inputs);
  show(make("h1", {}, question.title), question.why ? small(question.why) : null, text(question.stem), aboutJudging(question, () => go({ do: "pass" })), form);
  if (reply.unreadable) {
    const { reason, remedy, part } = reply.unreadable;
    const told = make("div", { class: "card half", role: "alert" }, make("p", { class: "verdict" }, `${words().unreadable}: ${reason}`), remedy ? make("p", {}, remedy) : null);
    (part === null ? form : form.querySelectorAll(".part")[part]).append(told);
  }
  form.append(
    make("div", { class: "row actions" },
      question.sort === "one" && !question.parts.length ? null : button(words().answer, () => answer(), "main"),
      question.hints > 0 ? button(words().hint(question.hints), hint, "hint") : null,
      button(words().skip, () => go({ do: "skip", elapsed: elapsed() }), "skip"),
      button(words().stop, () => go({ do: "stop" })),
    ),
    marksRow(question.marks, ["flag", "note"]),
  );
  const wrong = reply.unreadable?.part;
  const field = wrong === null || wrong === undefined ? form.querySelector("input, textarea") : form.querySelectorAll(".part")[wrong].querySelector("input, textarea, button");
  field?.focus({ preventScroll: wrong === null || wrong === undefined });
  for (const then of reply.then || []) shown(then);
}

const elapsed = () => (performance.now() - began) / 1000;

async function answer() {
  const reply = await ask({ do: "answer", ...inputs.answer(), elapsed: elapsed() });
  if (reply) shown(reply);
}

async function hint() {
  const reply = await ask({ do: "hint", ...(inputs.at === undefined ? {} : { part: inputs.at }) });
  if (!reply) return;
  const form = page.querySelector("form.answer");
  const card = make("div", { class: "card" }, make("p", { class: "verdict" }, words().hintTitle), text(reply.hint));
  form.before(card);
  card.scrollIntoView({ block: "nearest" });
  const pressed = form.querySelector("button.hint");
  if (reply.hints > 0) pressed.textContent = words().hint(reply.hints);
  else pressed.remove();
}

// -- after an answer --------------------------------------------------------------------------------------------------

function close() {
  const form = page.querySelector("form.answer");
  page.querySelector(".marks")?.remove();
  form?.querySelectorAll("button, input, textarea").forEach((control) => (control.disabled = true));
  form?.querySelectorAll(".card, .actions, .signs, .reads").forEach((part) => part.remove());
}

function showOutcome(reply) {
  const { outcome } = reply;
  close();
  const card = make("section", { class: `card ${outcome.style}` },
    make("p", { class: "verdict" }, outcome.facets.length ? words().facets : `${outcome.mark} ${outcome.label}`),
    outcome.read_as ? small(words().wasReadAs(outcome.read_as)) : null,
    reply.elsewhere ? make("p", {}, words().elsewhere) : null,
    outcome.facets.length ? make("ul", {}, ...outcome.facets.map((one) => make("li", {}, `${words().states[one.state]}: ${one.label}`))) : null,
    reply.parts.length ? make("ul", { class: "plain" }, ...reply.parts.map((one) => make("li", { class: one.style }, `(${one.label}) ${one.mark} ${one.said}`))) : null,
    outcome.evidence ? text(outcome.evidence) : null,
    outcome.several ? make("p", {}, words().several) : null,
    ...outcome.diagnoses.map((html) => text(html)),
  );
  add(card);
  live.textContent = `${outcome.label}`;
  if (reply.model_answer) {
    add(make("section", { class: "card" }, make("p", { class: "verdict" }, words().model), text(reply.model_answer),
      small(words().assess),
      make("div", { class: "row", role: "group", "aria-label": words().assess }, ...words().assessMarks.map((mark, halves) => {
        const choice = button(mark, async () => {
          if (!(await ask({ do: "assess", halves }))) return;
          choice.parentElement.querySelectorAll("button").forEach((one) => one.setAttribute("aria-pressed", String(one === choice)));
        });
        return choice;
      }).reverse())));
  }
  actions(reply.marks, reply.may_retry ? button(words().retry, () => go({ do: "retry" })) : null, button(words().solution, () => go({ do: "solution" })));
}

function showSolution(reply) {
  close();
  add(make("section", { class: "card" },
    make("p", { class: "verdict" }, words().solutionTitle),
    reply.key === null ? null : make("p", {}, `${words().key}:`),
    reply.key === null ? null : text(reply.key),
    text(reply.solution),
    reply.references.length ? small(`${words().references}: ${reply.references.join("; ")}`) : null,
  ));
  actions(reply.marks);
}

function actions(marks, ...others) {
  page.querySelector(".marks")?.remove();
  const { at } = here.current.question;
  const next = button(words().next, async () => (await go({ do: "next" })) && dropDraft(at), "main");
  page.append(
    make("div", { class: "row actions" }, next, ...others.filter(Boolean), button(words().another, () => go({ do: "another" })), button(words().stop, () => go({ do: "stop" }))),
    marksRow(marks, ["flag", "guessed", "note", "disputed"]),
  );
  next.focus({ preventScroll: true });
}

// -- the result -------------------------------------------------------------------------------------------------------

function showResult(reply) {
  here.current = null;
  here.again = { do: "hello" };
  remember(null);
  place.textContent = reply.title;
  const row = (one, number) => make("tr", {}, make("td", { class: "right" }, String(number + 1)), make("td", { class: one.style }, `${one.mark} ${one.label}`), make("td", {}, one.title, one.put_right ? ` (${words().putRight})` : ""));
  show(
    make("h1", {}, words().result),
    make("p", { class: "score" }, words().score(reply.score, reply.most)),
    small(words().time(clock(reply.seconds))),
    ...reply.today.map((said) => make("p", {}, said)),
    make("table", {}, make("tbody", {}, ...reply.rows.map(row))),
    reply.habits.length ? make("h2", {}, words().habits) : null,
    ...reply.habits.map((said) => make("p", {}, said)),
    reply.weak.length ? make("h2", {}, words().lookAgain) : null,
    reply.weak.length ? make("ul", { class: "sets" }, ...reply.weak.map((one) => make("li", {}, button(`${one.section}（${words().questions(one.count)}）`, () => go({ do: "start", set: one.set, count: 5 }))))) : null,
    make("div", { class: "row actions" }, button(words().again, () => go({ do: "stop" }), "main")),
  );
}

function showNothing() {
  show(make("h1", {}, words().review), make("p", {}, words().nothing), make("div", { class: "row actions" }, home()));
}

shows({ question: showQuestion, answered: showOutcome, solution: showSolution, result: showResult, nothing: showNothing });

// -- the frame --------------------------------------------------------------------------------------------------------

function speak() {
  document.documentElement.lang = here.language;
  document.getElementById("language").textContent = words().other;
  localStorage.setItem("language", here.language);
}

themeSwitch(document.getElementById("theme"));
tellProgress(live);
document.getElementById("home").addEventListener("click", () => go({ do: "stop" }));
document.getElementById("language").addEventListener("click", () => {
  here.language = here.language === "ja" ? "en" : "ja";
  speak();
  if (typeof here.again === "function") here.again();
  else go(here.again);
});

speak();
transport.failed?.then((why) => {
  if (why) show(make("h1", {}, "quiz"), make("div", { class: "card bad", role: "alert" }, make("p", {}, words().failed[why] || words().failed.other), small(why)));
});

// Goes on where this tab was before it was loaded again; else to the first screen.
async function begin() {
  const session = remembered();
  const reply = session ? await quietly({ do: "resume", session }) : null;
  if (reply) shown(reply);
  else go({ do: "hello" });
}

// A first visit to the static page sees a question at once; what is answered before the engine runs waits for it.
const first = document.getElementById("first");
if (first && !localStorage.getItem("begun")) {
  const { message, replies } = JSON.parse(first.textContent);
  shown(replies[here.language]);
  transport.send({ language: here.language, ...message }).then(() => localStorage.setItem("begun", "yes"), () => undefined);
} else {
  show(small(words().starting));
  begin();
}
