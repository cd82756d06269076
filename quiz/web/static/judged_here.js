// What a page can judge by running something, what it can't, and how far it is.

import * as transport from "./engine.js";

const SAID = {
  ja: {
    next: "次の問題へ",
    trains: "この問題は、答えたあとに実験を動かして決まります。このページでは 1 分以上かかることがあります（答えは先に記録されます）。",
    training: (done, all) => `実験しています… ${done} / ${all}`,
    running: "コードを動かして確かめています…",
    leave: "Tab は字下げです。欄から出るには Esc のあと Tab、解答は Ctrl+Enter でもできます。",
  },
  en: {
    next: "Go on to the next question",
    trains: "What is right shows when the training is run, after you have answered. On this page that may take a minute or more (your answer is recorded first).",
    training: (done, all) => `Training… ${done} of ${all}`,
    running: "Running your code…",
    leave: "Tab indents. To leave the field press Esc, then Tab; Ctrl+Enter answers as well.",
  },
};
const said = () => SAID[document.documentElement.lang === "en" ? "en" : "ja"];

const paragraph = (text) => {
  const made = document.createElement("p");
  made.textContent = text;
  return made;
};

// Returns what is said above the answer: null where there is nothing to say. `pass` goes on where nothing can be judged.
export function aboutJudging(question, pass) {
  if (question.runs === "training") {
    const note = paragraph(said().trains);
    note.className = "small";
    return note;
  }
  if (!question.unavailable) return null;
  const card = document.createElement("div");
  card.className = "card half unavailable";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "main";
  button.textContent = said().next;
  button.addEventListener("click", pass);
  card.append(paragraph(question.unavailable), button);
  return card;
}

export function howToLeave() {
  const note = paragraph(said().leave);
  note.className = "how";
  return note;
}

// Tells in `place` how far a training is, while it lasts.
export function tellProgress(place) {
  transport.onProgress?.(([done, all]) => (place.textContent = said().training(done, all)));
}

export const waitingWords = (question) => (question?.sort === "code" ? said().running : null);
