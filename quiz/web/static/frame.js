// The frame of every view: elements, what is shown where, asking the engine. The engine decides; nothing is judged here.

import * as transport from "./engine.js";
import { waitingWords } from "./judged_here.js";
import { WORDS } from "./words.js";
import { EXAM_WORDS } from "./words_exam.js";
import { RECORD_WORDS } from "./words_record.js";

export const page = document.getElementById("page");
export const place = document.getElementById("place");
export const live = document.getElementById("live");

// What is said of the question on the screen: another tab may have gone on to the next one.
const ABOUT = new Set(["answer", "hint", "solution", "assess", "another", "retry", "skip", "next", "keep", "mark", "again", "exam-answer"]);

// Where the learner is: the question on the screen, the message that shows the view again, and what is done on leaving it.
export const here = {
  language: (localStorage.getItem("language") || navigator.language || "ja").startsWith("en") ? "en" : "ja",
  current: null,
  again: { do: "hello" },
  left: null,
};

export const words = () => ({ ...WORDS[here.language], ...EXAM_WORDS[here.language], ...RECORD_WORDS[here.language] });

// -- elements ---------------------------------------------------------------------------------------------------------

export function make(name, settings = {}, ...content) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(settings)) {
    if (key === "html") node.innerHTML = value; // built by the engine, element by element
    else if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== null && value !== false) node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...content.filter((part) => part !== null && part !== undefined && part !== false));
  return node;
}

export const button = (text, action, style = "") => make("button", { type: "button", class: style || null, onclick: action }, text);

export const text = (html, style = "") => make("div", { class: `text ${style}`.trim(), html });

export const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;

export const small = (...content) => make("p", { class: "small" }, ...content);

// What is wider than a phone scrolls by itself, for the keyboard too.
function reachable() {
  for (const wide of page.querySelectorAll("pre, table, math[display=block], .signs")) {
    if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    else wide.removeAttribute("tabindex");
  }
}

new MutationObserver(reachable).observe(page, { childList: true, subtree: true });
window.addEventListener("resize", reachable);

export function show(...content) {
  here.left?.();
  here.left = null;
  page.replaceChildren(...content.filter(Boolean));
  page.focus({ preventScroll: true });
  window.scrollTo(0, 0);
}

export function add(card) {
  page.querySelector(".actions")?.remove();
  page.append(card);
  card.scrollIntoView({ block: "nearest" });
}

// -- asking the engine ------------------------------------------------------------------------------------------------

const stages = {};

// Views say which stages of the engine they show.
export const shows = (views) => Object.assign(stages, views);

export function shown(reply) {
  stages[reply.stage](reply);
}

export async function ask(message) {
  const waiting = setTimeout(() => (live.textContent = waitingWords(here.current?.question) ?? words().busy), 400);
  page.setAttribute("aria-busy", "true");
  try {
    const at = here.current && ABOUT.has(message.do) ? { at: here.current.question.at } : {};
    const reply = await transport.send({ language: here.language, ...at, ...message });
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

// Asks without a word where it goes wrong: what it would have done is no matter of the learner's.
export const quietly = (message) => transport.send({ language: here.language, ...message }).then((reply) => (reply.error ? null : reply), () => null);

export async function go(message) {
  const reply = await ask(message);
  if (reply) shown(reply);
  return reply;
}

export function complain(message, remedy) {
  page.querySelector(".complaint")?.remove();
  const card = make("div", { class: "card half complaint", role: "alert" }, make("p", {}, message), remedy ? make("p", {}, remedy) : null);
  (page.querySelector(".actions") || page.lastElementChild)?.before(card);
  if (!card.isConnected) page.append(card);
  card.scrollIntoView({ block: "nearest" });
}

// A view with a title of its own, and a way back.
export function view(title, again, ...content) {
  here.current = null;
  here.again = again;
  remember(null);
  place.textContent = title;
  show(make("h1", {}, title), ...content);
}

export const home = () => button(words().home, () => go({ do: "stop" }));

// -- what outlives a reload -------------------------------------------------------------------------------------------

// The sitting that this tab is in; another tab begins at the first screen.
export function remember(session) {
  if (session) sessionStorage.setItem("sitting", session);
  else sessionStorage.removeItem("sitting");
}

export const remembered = () => Number(sessionStorage.getItem("sitting")) || null;

// What was written and not sent yet, by the questions that it answers.
const MOST_DRAFTS = 40;

function drafts() {
  try {
    const kept = JSON.parse(localStorage.getItem("drafts") || "[]");
    return Array.isArray(kept) ? kept.filter((one) => Array.isArray(one) && Array.isArray(one[1])) : [];
  } catch {
    return [];
  }
}

export const draft = (at) => drafts().find((one) => one[0] === at)?.[1].map(String) ?? null;

export function keepDraft(at, written) {
  localStorage.setItem("drafts", JSON.stringify([[at, written], ...drafts().filter((one) => one[0] !== at)].slice(0, MOST_DRAFTS)));
}

export const dropDraft = (at) => localStorage.setItem("drafts", JSON.stringify(drafts().filter((one) => one[0] !== at)));
