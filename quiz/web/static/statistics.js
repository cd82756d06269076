// What the record comes to: readiness, mastery by topic, the days, pace, ideas that recur, exams.

import { button, go, home, make, shows, small, view, words } from "./frame.js";

const FIRST_IDEAS = 6;

// What is planned and foreseen for the exam's day, while that is still to come.
export function forTheExam() {
  const day = localStorage.getItem("exam-date") || "";
  return day >= new Date().toISOString().slice(0, 10) ? { exam_date: day } : {};
}

export const openStatistics = () => go({ do: "statistics", ...forTheExam() });

function showStatistics(reply) {
  const again = { do: "statistics", ...(reply.exam_date ? { exam_date: reply.exam_date } : {}) };
  if (!reply.attempts) {
    view(words().statistics, again, make("p", {}, words().nothingYet), make("div", { class: "row actions" }, home()));
    return;
  }
  const told = (said) => make("p", {}, said);
  view(words().statistics, again,
    small(reply.title),
    make("p", { class: "score" }, reply.readiness),
    ...reply.outlook.map(told),
    make("p", {}, reply.answers),
    ...reply.today.map(told),
    date(reply.exam_date),
    make("h2", {}, words().topics),
    make("ul", { class: "topics" }, ...reply.topics.map(topic)),
    small(words().chartHow),
    make("h2", {}, words().days), make("div", { class: "chart calendar", html: reply.calendar }),
    reply.trend ? make("h2", {}, words().trend) : null,
    reply.trend ? make("div", { class: "chart", html: reply.trend }) : null,
    ...listed(words().ideas, reply.ideas.slice(0, FIRST_IDEAS)),
    reply.ideas.length > FIRST_IDEAS ? make("details", {}, make("summary", {}, words().allIdeas(reply.ideas.length - FIRST_IDEAS)), list(reply.ideas.slice(FIRST_IDEAS))) : null,
    ...listed(words().paceTitle, reply.pace),
    reply.exams.length ? make("h2", {}, words().exams) : null,
    reply.exams.length ? make("ul", { class: "plain" }, ...reply.exams.map((exam) => make("li", {}, button(exam.day, () => go({ do: "debrief", session: exam.session }), "plain")))) : null,
    make("details", {}, make("summary", {}, words().how), small(reply.how)),
    make("div", { class: "row actions" }, home()));
}

const list = (said) => make("ul", {}, ...said.map((one) => make("li", {}, one)));
const listed = (title, said) => (said.length ? [make("h2", {}, title), list(said)] : []);

// A bar is as wide as there is room, and keeps its height.
function stretched(html) {
  const chart = make("div", { class: "chart", html });
  chart.querySelector("svg").setAttribute("preserveAspectRatio", "none");
  return chart;
}

function topic(one) {
  return make("li", {},
    make("div", { class: "head" }, make("span", { class: "name" }, one.title), make("span", { class: "value" }, one.value)),
    stretched(one.chart),
    make("div", { class: "head" }, make("span", { class: "about" }, words().topicAbout(one.span, one.seen, one.families)),
      make("button", { type: "button", class: "plain", "aria-label": `${one.title}: ${words().practise}`, onclick: () => go({ do: "start", set: one.set, count: 5 }) }, words().practise)));
}

function date(chosen) {
  const field = make("input", { id: "exam-date", type: "date", value: chosen || "", onchange: () => {
    localStorage.setItem("exam-date", field.value);
    openStatistics();
  } });
  return make("div", { class: "date" }, make("label", { for: "exam-date" }, words().examDate), field);
}

shows({ statistics: showStatistics });
