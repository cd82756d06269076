// What an exam has shown: score and topics beside earlier exams, time by question, each miss explained, and once more.

import { button, clock, go, here, home, make, place, remember, show, shows, small, text, view, words } from "./frame.js";
import { marksRow } from "./marks.js";

function showDebriefing(reply) {
  const weak = reply.topics.filter((one) => one.weak).sort((one, other) => one.weak - other.weak);
  const longest = Math.max(...reply.questions.map((one) => one.seconds), reply.pace_s);
  view(`${words().debriefing}　${reply.day}`, { do: "debrief", session: reply.session },
    reply.time_over ? make("p", { class: "card half", role: "alert" }, words().timeOver) : null,
    make("p", { class: "score" }, words().scored(reply.score, reply.most, reply.percent)),
    small(words().took(clock(reply.used_s), clock(reply.planned_s))),
    reply.misses.length
      ? make("div", { class: "row" }, button(words().throughMisses(reply.misses.length), () => open(reply.session, reply.misses[0]), "main"))
      : make("p", {}, words().nothingMissed),
    make("h2", {}, words().byTopic),
    make("ul", { class: "shares" }, ...reply.topics.map(topic)),
    reply.earlier.length ? make("h2", {}, words().earlier) : null,
    reply.earlier.length ? make("ul", { class: "plain" }, ...reply.earlier.map((exam) => make("li", {}, button(`${exam.day}　${words().scored(exam.score, exam.most, exam.percent)}`, () => go({ do: "debrief", session: exam.session }), "plain")))) : null,
    make("h2", {}, words().byQuestion),
    small(words().pace(clock(reply.pace_s))),
    make("ol", { class: "times" }, ...reply.questions.map((one) => question(reply.session, one, longest))),
    make("h2", {}, words().nextSteps),
    make("ul", { class: "sets" }, ...weak.map((one) => make("li", {}, button(words().lookAgainAt(one.title), () => go({ do: "start", set: one.set, count: 5 }))))),
    reply.misses.length ? make("p", {}, words().missesBack) : null,
    make("div", { class: "row actions" }, reply.misses.length ? button(words().review, () => go({ do: "review" })) : null, home()));
}

function topic(one) {
  const before = one.before.map((share) => (share === null ? "-" : `${share}%`)).join(", ");
  const filled = make("span", { class: "filled" });
  filled.style.width = `${one.percent}%`;
  return make("li", {}, make("span", { class: "name" }, one.title), make("span", { class: "value" }, `${one.score}/${one.most}`),
    make("span", { class: "share", "aria-hidden": "true" }, filled), one.before.length ? make("span", { class: "about" }, words().before(before)) : null);
}

function question(session, one, longest) {
  const taken = make("span", { class: one.slow ? "taken slow" : "taken" });
  taken.style.width = `${Math.round((100 * one.seconds) / Math.max(longest, 1))}%`;
  const signs = one.marks.map((mark) => mark.sign).join(" ");
  return make("li", {}, make("button", { type: "button", onclick: () => open(session, one.number) },
    make("span", { class: `sign ${one.style}` }, one.mark, make("span", { class: "unseen" }, one.label)),
    make("span", { class: "name" }, `${one.number}. ${one.title}`),
    make("span", { class: "value" }, clock(one.seconds), one.slow ? make("span", { class: "unseen" }, words().slow) : null),
    make("span", { class: "time", "aria-hidden": "true" }, taken),
    signs ? make("span", { class: "about" }, signs) : null));
}

const open = (session, number) => go({ do: "debrief-question", session, number });

function showQuestion(reply) {
  here.current = reply;
  here.again = { do: "debrief-question", session: reply.session, number: reply.number };
  remember(null);
  place.textContent = `${words().debriefing}　${reply.number} / ${reply.count}`;
  const { question: asked, row } = reply;
  const next = reply.misses.find((number) => number > reply.number);
  show(
    make("h1", {}, `${reply.number}. ${asked.title}`),
    text(asked.stem),
    ...asked.lists.map((entries) => make("ul", { class: "options shown" }, ...entries.map((entry) => option(entry, reply.chosen.includes(entry.label))))),
    ...asked.parts.map((part) => make("section", { class: "part" }, make("p", { class: "part-label" }, `(${part.label})`), text(part.stem))),
    make("section", { class: `card ${row.style}` },
      make("p", { class: "verdict" }, `${row.mark} ${row.label}　${clock(row.seconds)}`),
      reply.answer === null ? null : small(words().yourAnswerWas), reply.answer === null ? null : text(reply.answer),
      ...reply.diagnoses.map((html) => text(html))),
    make("section", { class: "card" }, make("p", { class: "verdict" }, words().solutionTitle),
      ...(reply.key === null ? [make("p", {}, words().needsRun)] : [make("p", {}, `${words().key}:`), text(reply.key), text(reply.solution)]),
      reply.references.length ? small(`${words().references}: ${reply.references.join("; ")}`) : null),
    marksRow(asked.marks, ["flag", "guessed", "note", "disputed"]),
    make("div", { class: "row actions" },
      next ? button(words().nextMiss, () => open(reply.session, next), "main") : null,
      button(words().sameNumbers, () => go({ do: "again" })), button(words().newNumbers, () => go({ do: "again", fresh: true })),
      button(words().toDebriefing, () => go({ do: "debrief", session: reply.session }), next ? "" : "main")),
  );
}

const option = (entry, chosen) =>
  make("li", { class: chosen ? "chosen" : null }, make("span", { class: "label" }, entry.label), make("span", { class: "text", html: entry.text }),
    chosen ? make("span", { class: "small" }, words().yourAnswerWas) : null);

shows({ debriefing: showDebriefing, debriefed: showQuestion });
