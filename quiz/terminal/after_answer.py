"""After an answer: what became of it, and what the learner wants now."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome
from quiz.practice.session import Question, Session
from quiz.terminal.answer_entry import editor_wanted, letters_of
from quiz.terminal.feedback import Teller
from quiz.terminal.interruptions import Stopped
from quiz.terminal.own_mark import OwnMark
from quiz.terminal.prompt_words import (
    EDITOR,
    MARK_WORDS,
    MEANING,
    MarkWord,
    Word,
    enter_key,
    keys,
    mark_word,
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
        self.own_mark = OwnMark(session, screen, keyboard, tell, mark)

    def wish(self, question: Question, outcome: Outcome) -> Wish:
        """Return what the learner wants now that the verdict has been told."""
        text = explained = kind_of(question.variant.item).self_assessed
        self.own_mark.assess(question, outcome)
        if not self.keyboard.interactive:
            if outcome.verdict not in ("correct", "self-assessed"):
                self.tell.solution(question.variant)
            return "next"
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
        last = not self.session.handed_in and self.session.next_question() is None  # a debriefing goes on by itself
        following = Text("結果へ", "result") if last else Text("次へ", "next")
        usual = {"explain": MEANING["explain"], "skip": following}[enter]
        others: tuple[Word, ...] = ("repeat", "another", "help", "quit")
        explain: tuple[Word, ...] = () if enter == "explain" else ("explain",)
        entries = [enter_key(usual, language, plain=self.screen.plain), *keys((*explain, *others), letters, language)]
        ask = self.screen.asking_key(entries)
        self.keyboard.forget_typed_ahead()
        return self.keyboard.line(ask).strip() or f":{enter}"
