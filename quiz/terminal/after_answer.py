"""After an answer: what became of it, what the learner wants now, and the learner's own mark for a text."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from typing import Literal

from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome
from quiz.practice.session import Question, Session
from quiz.terminal.answer_entry import editor_wanted, letters_of
from quiz.terminal.feedback import Teller
from quiz.terminal.interruptions import Stopped
from quiz.terminal.prompt_words import (
    EDITOR,
    MARK_WORDS,
    MEANING,
    ROOM_TO_TYPE,
    MarkWord,
    Word,
    keys,
    mark_word,
    packed,
    word_in,
)
from quiz.terminal.screen import Keyboard, Screen

Wish = Literal["next", "again", "edit", "another"]
"""What the learner wants: the next question, this one once more (in an editor), or another like it."""


class AfterAnswer:
    """Goes from a verdict to the next question."""

    def __init__(
        self,
        session: Session,
        screen: Screen,
        keyboard: Keyboard,
        tell: Teller,
        mark: Callable[[MarkWord, Question], None],
    ) -> None:
        self.session = session
        self.screen = screen
        self.keyboard = keyboard
        self.tell = tell
        self.mark = mark

    def wish(self, question: Question, outcome: Outcome) -> Wish:
        """Return what the learner wants now that the verdict has been told."""
        text = kind_of(question.variant.item).self_assessed
        if question.variant.parts and self.keyboard.interactive:
            self._assess_parts(question, outcome)
        explained = text
        if text:
            self.tell.model_answer(question.variant)
        if not self.keyboard.interactive:
            if outcome.verdict not in ("correct", "self-assessed"):
                self.tell.solution(question.variant)
            return "next"
        if text:
            own = self._own_mark(question, outcome)
            if own is not None:
                self.session.self_assess(question, own)
        answerable = outcome.verdict != "correct" and not text
        letters = letters_of(question)
        while True:
            open_to_answer = answerable and not explained
            typed = self._typed(question, "explain" if open_to_answer else "skip", answerable=open_to_answer)
            if open_to_answer and editor_wanted(typed, question):
                return "edit"
            word = word_in(typed, letters)
            if word == "quit":
                raise Stopped
            if word == "another":
                return "another"
            if word == "skip":
                if open_to_answer:
                    self.tell.answer(question.variant)
                return "next"
            if word == "explain":
                self.tell.solution(question.variant)
                explained = True
            elif word == "repeat":
                self.tell.again(question.prompt)
                if open_to_answer:
                    return "again"
            elif word == "hint":
                self.tell.hint(question)
            elif (mark := mark_word(word)) is not None:
                self.mark(mark, question)
            elif word == "help":
                self.tell.keys(["hint", "skip", "repeat", "explain", "another", "quit", "help", *MARK_WORDS], letters)
            else:
                self._not_a_key(
                    typed, Text("Enter か、示されたキーを入力してください", "press Enter, or type a key shown")
                )

    def _not_a_key(self, typed: str, what_to_do: Text) -> None:
        """Say that this is no command here; for a letter that may be an answer, how it is one."""
        if word_in(f":{typed}") is not None:
            what_to_do = Text(f"コマンドは :{typed} のように書いてください", f"type :{typed} for the command")
        self.screen.say(what_to_do, "dim")

    def _typed(self, question: Question, enter: Literal["explain", "skip"], *, answerable: bool) -> str:
        """Return what the learner types after a verdict; Enter alone is the usual next step.

        What was typed before the verdict was on the screen is no answer to it.
        """
        language, letters = self.screen.language, letters_of(question)
        rarer: list[Word] = ["hint"] if answerable and self.tell.hints_left(question) else []
        rarer += ["skip"] if enter == "explain" else []
        more = keys(rarer, letters, language)
        if answerable and editor_wanted(":e", question):
            more.append(f":e {EDITOR.in_(language)}")
        self.tell.entries([*more, *keys(MARK_WORDS, letters, language)])
        usual = {"explain": MEANING["explain"], "skip": Text("次へ", "next")}[enter]
        others: tuple[Word, ...] = ("repeat", "another", "help", "quit")
        explain: tuple[Word, ...] = () if enter == "explain" else ("explain",)
        entries = [f"[Enter] {usual.in_(language)}", *keys((*explain, *others), letters, language)]
        if self.screen.plain:
            last = self.screen.asking(self.tell.listed([f"Enter {usual.in_(language)}", *entries[1:]]) + " >")
        else:
            *above, last = packed(entries, self.screen.width - ROOM_TO_TYPE, language)
            for line in above:
                self.screen.say(line)
            last += " > "
        self.keyboard.forget_typed_ahead()
        return self.keyboard.line(last).strip() or f":{enter}"

    def _assess_parts(self, question: Question, outcome: Outcome) -> None:
        """The learner has the last word on the texts among the parts; the score is made up of all of them."""
        earned, most, marked = 0.0, 0.0, False
        for part, inner in zip(outcome.parts, question.variant.parts, strict=True):
            mark = None
            if kind_of(inner.item).self_assessed and part.outcome.verdict != "unanswered":
                self.screen.say(f"({part.label})", "strong")
                self.tell.model_answer(inner)
                mark = self._own_mark(question, part.outcome)
            marked = marked or mark is not None
            if mark is not None or part.outcome.verdict != "undecided":
                earned += float(part.earned) if mark is None else mark * float(part.points)
                most += float(part.points)
        if marked:
            self.session.self_assess(question, round(earned / most, 4))

    def _own_mark(self, question: Question, outcome: Outcome) -> float | None:
        """The learner has the last word on a text; who skips this, None, leaves it as it was judged."""
        proposal = {"correct": "1", "partial": "2"}.get(outcome.verdict, "")
        default_ja = f"、Enter = {proposal}" if proposal else ""
        ask = Text(
            f"自己採点（1 正解・2 部分的・3 不正解{default_ja}）> ",
            f"your own mark (1 right, 2 partly, 3 wrong{', Enter = ' + proposal if proposal else ''}) > ",
        ).in_(self.screen.language)
        scores = {"1": 1.0, "2": 0.5, "3": 0.0}
        words: list[Word] = ["hint"] if self.tell.hints_left(question) else []
        words += ["skip", "repeat", "explain", "quit", "help", *MARK_WORDS]
        self.tell.keys(words, ())
        while True:
            self.keyboard.forget_typed_ahead()
            typed = unicodedata.normalize("NFKC", self.keyboard.line(self.screen.asking(ask))).strip() or proposal
            word = word_in(typed)
            if typed in scores:
                return scores[typed]
            if word == "quit":
                raise Stopped
            if word == "skip":
                return None
            if word == "explain":
                self.tell.solution(question.variant)
            elif word == "repeat":
                self.tell.again(question.prompt)
            elif word == "hint":
                self.tell.hint(question)
            elif (mark := mark_word(word)) is not None:
                self.mark(mark, question)
            else:
                if word == "help":
                    self.tell.keys(("hint", "skip", "repeat", "explain", "quit", "help", *MARK_WORDS), ())
                self.screen.say(Text("1・2・3 のどれかを入力してください", "type 1, 2 or 3"), "dim")
