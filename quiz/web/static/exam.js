// An exam: back and forth, flags, a clock, an overview, handing in. Nothing is told of an answer before that.

import { ask, clock, dropDraft, go, here, live, make, button, page, place, quietly, remember, show, shown, shows, small, text, words } from "./frame.js";
import { answerInputs } from "./inputs.js";
import { marksRow } from "./marks.js";

const TICK_MS = 10_000;
const WARNED_S = 300;

let began = 0;
let ends = 0;
let sure = false;
let inputs = null;

const elapsed = () => (performance.now() - began) / 1000;
const left = () => Math.max((ends - performance.now()) / 1000, 0);

function showQuestion(reply) {
  const { session, question } = reply;
  enter(reply);
  began = performance.now();
  sure = false;
  inputs = answerInputs(question, { given: reply.given, changed: () => (sure = false), send: () => (question.sort === "one" ? save() : leave(session.place + 1)), keep: (answer) => quietly({ do: "keep", at: question.at, ...answer }) });
  const form = make("form", { class: "answer", onsubmit: (event) => event.preventDefault() }, inputs);
  show(
    make("p", { class: "number" }, words().place(session.place, session.count)),
    make("h1", {}, question.title), text(question.stem), form,
    reply.note ? small(reply.note) : null,
    marksRow(question.marks, ["flag", "guessed", "note"]),
    reply.unreadable ? unreadable(reply.unreadable) : null,
    make("p", { id: "saved", class: "small", role: "status" }, reply.given ? words().saved : ""),
    make("div", { class: "row actions exam-ways" },
      session.place > 1 ? button(words().previous, () => leave(session.place - 1)) : null,
      button(words().overview, () => leave(session.count + 1)),
      button(words().nextOne, () => leave(session.place + 1), "main")),
  );
  watch(session);
  page.querySelector("form.answer input, form.answer textarea")?.focus({ preventScroll: true });
}

function unreadable(why) {
  sure = true;
  return make("div", { class: "card half", role: "alert" }, make("p", { class: "verdict" }, `${words().unreadable}: ${why.reason}`),
    why.remedy ? make("p", {}, why.remedy) : null, make("p", {}, words().leaveAnyway));
}

// An option that is pressed is recorded at once, and may be changed.
async function save() {
  const reply = await ask({ do: "exam-answer", ...inputs.answer(), elapsed: elapsed() });
  if (!reply) return;
  if (reply.stage !== "exam-question" || reply.unreadable) return shown(reply);
  dropDraft(here.current.question.at);
  began = performance.now();
  const saved = document.getElementById("saved");
  if (saved) saved.textContent = words().saved;
}

async function leave(to) {
  const { at } = here.current.question;
  const without = sure; // what can't be read is still there when the learner comes back
  const reply = await ask({ do: "exam-answer", go: to, sure, ...inputs.answer(), elapsed: elapsed() });
  if (!reply) return;
  if (!reply.unreadable && !without) dropDraft(at);
  shown(reply);
}

// -- the overview -----------------------------------------------------------------------------------------------------

function showOverview(reply) {
  const { session, overview } = reply;
  enter(reply);
  inputs = null;
  const open = overview.filter((one) => !one.answered);
  const cell = (one) => {
    const flagged = one.marks.includes("flag");
    return make("li", {}, make("button", { type: "button", class: one.answered ? "answered" : "open", "aria-label": words().numberOf(one.place, one.answered, flagged), onclick: () => go({ do: "exam-answer", go: one.place }) },
      String(one.place), flagged ? make("span", { class: "flagged", "aria-hidden": "true" }, "⚑") : null));
  };
  show(
    make("h1", {}, words().overview),
    make("p", { class: "verdict" }, words().overviewOf(session.answered, session.count)),
    make("ol", { class: "places" }, ...overview.map(cell)),
    open.length ? make("p", { role: reply.open ? "alert" : null, class: reply.open ? "card half" : "small" }, words().openOnes(open.length)) : null,
    make("div", { class: "row actions" },
      open.length ? button(words().toOpen, () => go({ do: "exam-answer", go: open[0].place }), reply.open ? "" : "main") : null,
      button(reply.open ? words().handInAll : words().handIn, () => go({ do: "hand-in", sure: Boolean(reply.open) }), open.length ? "" : "main"),
      button(words().stop, () => go({ do: "stop" }))),
  );
  watch(session);
}

// -- the clock --------------------------------------------------------------------------------------------------------

function enter(reply) {
  here.current = reply.question ? reply : null;
  here.again = { do: "resume", session: reply.session.id };
  remember(reply.session.id);
}

function watch(session) {
  ends = performance.now() + session.left_s * 1000;
  const shownClock = make("span", { class: "clock", role: "timer", "aria-live": "off" });
  place.replaceChildren(make("span", { class: "wide" }, `${session.title}　`), shownClock);
  let warned = session.left_s < WARNED_S;
  const tell = () => {
    shownClock.textContent = words().left(clock(Math.ceil(left())));
    shownClock.classList.toggle("late", left() < WARNED_S);
    if (!warned && left() < WARNED_S) {
      warned = true;
      live.textContent = words().fiveMinutes;
    }
    if (left() <= 0) over();
  };
  const second = setInterval(tell, 1000);
  const tick = setInterval(async () => {
    const reply = await quietly({ do: "exam-time" });
    if (reply) ends = performance.now() + reply.left_s * 1000;
  }, TICK_MS);
  here.left = () => {
    clearInterval(second);
    clearInterval(tick);
  };
  tell();
}

async function over() {
  here.left?.();
  here.left = null;
  const written = inputs ? inputs.answer() : {};
  await go({ do: "hand-in", sure: true, ...written, elapsed: elapsed() });
}

shows({ "exam-question": showQuestion, "exam-overview": showOverview });
