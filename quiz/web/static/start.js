// The first screen: what was left open, what is due, the exam, and the sets and sections with how far each is.

import { button, go, here, make, place, remember, show, shows, small, words } from "./frame.js";
import { openMarks } from "./marks.js";
import { openRecord } from "./record.js";
import { forTheExam, openStatistics } from "./statistics.js";

function showStart(reply) {
  here.current = null;
  here.again = { do: "hello" };
  remember(null);
  place.textContent = "";
  const [own, ...others] = reply.courses;
  const exams = reply.courses.flatMap((course) => course.sets).filter((one) => one.exam);
  show(
    make("h1", {}, own.title),
    today(reply),
    make("div", { class: "offers" }, ...offers(reply)),
    make("nav", { class: "row ways", "aria-label": words().more },
      button(words().statistics, openStatistics), button(words().marksShort, openMarks), button(words().recordShort, openRecord)),
    ...exams.map(exam),
    lists(own),
    ...others.map((course) => make("section", {}, make("h2", { class: "course" }, course.title), lists(course))),
    goal(reply.goal),
  );
}

function today(reply) {
  return reply.today.length ? make("div", { class: "today" }, ...reply.today.map((said) => make("p", {}, said))) : null;
}

// The most sensible thing to do comes first, and is the one that stands out.
function offers(reply) {
  const found = reply.open.map((one) => offer(words().goOn(one.title), words().done(one.done, one.count), { do: "resume", session: one.session }));
  if (reply.new && !found.length) {
    const first = reply.sets.find((one) => one.name === reply.first);
    if (first) found.push(offer(first.title, `${words().firstTime}（${words().setAbout(first.questions, first.minutes)}）`, { do: "start", set: first.name }));
  }
  const { review } = reply;
  found.push(review ? offer(words().reviewNow(review.questions, review.minutes), review.said, { do: "review", ...review.ask, ...forTheExam() }) : small(words().reviewDone));
  found.find((one) => one.tagName === "BUTTON")?.classList.add("main");
  return found;
}

const offer = (title, about, message) =>
  make("button", { type: "button", class: "offer", onclick: () => go(message) }, make("span", { class: "name" }, title), make("span", { class: "about" }, about));

function exam(one) {
  return make("section", { class: "exam" },
    make("h2", {}, one.title),
    small(words().examAbout(one.questions, one.minutes)),
    make("div", { class: "row" },
      button(words().examChoices, () => go({ do: "exam", set: one.name, choices: true })),
      button(words().examWritten, () => go({ do: "exam", set: one.name }))));
}

function lists(course) {
  const sets = course.sets.filter((one) => !one.exam);
  return make("div", {},
    sets.length ? make("h2", {}, words().sets) : null,
    sets.length ? make("ul", { class: "sets" }, ...sets.map(entry)) : null,
    course.sections.length ? make("h2", {}, words().sections) : null,
    course.sections.length ? make("ul", { class: "sets sections" }, ...course.sections.map(entry)) : null);
}

function entry(one) {
  const states = one.states.map((state) => `${state.said} ${state.count}`).join(words().comma);
  return make("li", {}, make("button", { type: "button", onclick: () => go({ do: "start", set: one.name }) },
    make("span", { class: "name" }, one.title),
    bar(one.states),
    make("span", { class: "about" }, `${words().setAbout(one.questions, one.minutes)}　${states}`)));
}

// The words beside it say the same.
function bar(states) {
  const total = states.reduce((sum, one) => sum + one.count, 0);
  return make("span", { class: "bar", "aria-hidden": "true" }, ...states.map((one) => {
    const part = make("span", { class: one.state });
    part.style.flexGrow = String(one.count / Math.max(total, 1));
    return part;
  }));
}

function goal(found) {
  const amount = make("input", { id: "goal-amount", type: "number", inputmode: "numeric", min: "1", max: "600", value: String(found.amount || 15) });
  const unit = make("select", { id: "goal-unit" }, ...["minutes", "questions"].map((name) =>
    make("option", { value: name, selected: found.unit === name }, name === "minutes" ? words().minutes : words().inQuestions)));
  return make("details", { class: "goal" }, make("summary", {}, `${words().goalTitle}: ${found.said}`),
    make("form", { class: "row", onsubmit: (event) => { event.preventDefault(); go({ do: "goal", unit: unit.value, amount: Number(amount.value) }); } },
      make("div", {}, make("label", { for: "goal-amount" }, words().goalAmount), amount),
      make("div", {}, make("label", { for: "goal-unit" }, words().goalUnit), unit),
      make("button", { type: "submit", class: "main" }, words().goalSet),
      found.amount ? button(words().goalOff, () => go({ do: "goal", unit: "minutes" })) : null));
}

shows({ start: showStart });
