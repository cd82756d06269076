"""How a question with parts is answered at the prompt: one part after the other, each read before the next is asked.

What has been answered is recorded at once, so that whoever stops in between, or is stopped, goes on behind it.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from quiz.columns import truncate
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Response, Unreadable, Variant
from quiz.practice.session import Question, Session
from quiz.terminal.interruptions import Skipped, TimeUp
from quiz.terminal.prompt_words import Word, key, word_in
from quiz.terminal.screen import Keyboard, Screen

_SHOWN = 24
"""So much of an earlier answer is shown before the prompt that would keep it."""

_OPENING = ("(", "（")
"""A part's label begins with one of these."""


@dataclass(frozen=True, slots=True)
class PartPrompt:
    """What the conversation does at any prompt: read a line, obey a command, read more lines, give a part's hint."""

    line: Callable[[str], str]
    obey: Callable[[Word, Collection[str]], None]
    lines: Callable[[str, Question, Variant], str | None]
    hint: Callable[[Question, int], None]


def answered_parts(
    question: Question, session: Session, screen: Screen, keyboard: Keyboard, prompt: PartPrompt, earlier: str
) -> Response:
    """Return the response that the answers to the parts make, "" if all were left out.

    ``earlier`` is what an earlier sitting, or the last try, has answered: Enter keeps it. When an exam's time is over,
    what there is counts, as on paper.
    """
    asked = _Parts(question, session, screen, keyboard, prompt, earlier)
    place = 0
    try:
        for place in range(len(asked.answers)):
            if asked.ask(place):
                break
    except TimeUp:
        asked.answers[place:] = asked.earlier[place:]
        if asked.so_far().raw:
            session.answer(question, asked.so_far())
        raise
    return asked.so_far()


class _Parts:
    """The answers to one question's parts, as far as they have been given."""

    def __init__(
        self,
        question: Question,
        session: Session,
        screen: Screen,
        keyboard: Keyboard,
        prompt: PartPrompt,
        earlier: str,
    ) -> None:
        self.question = question
        self.session = session
        self.screen = screen
        self.keyboard = keyboard
        self.prompt = prompt
        self.kind = kind_of(question.variant.item)
        self.shown = time.monotonic()
        self.answers = [""] * len(question.variant.parts)
        found = self.kind.apart(earlier, question.variant) if earlier else ()
        self.earlier = [""] * len(self.answers) if not earlier or isinstance(found, Unreadable) else list(found)

    def so_far(self) -> Response:
        """Return the response that the answers make until now."""
        return Response(self.kind.together(self.question.variant, self.answers), time.monotonic() - self.shown)

    def ask(self, place: int) -> bool:
        """Ask for one part until it can be read or is left out; True if the answer held those of the other parts."""
        variant = self.question.variant.parts[place]
        letters = kind_of(variant.item).letters(variant)
        while True:
            try:
                raw = self._typed(place, variant, letters)
            except Skipped:
                if self.session.stored.exam:  # an answer that was given before stays
                    self.answers[place] = self.earlier[place]
                return False
            if raw is None:
                continue
            if self._takes_all(raw):
                return True
            raw = self._without_its_label(place, variant, raw)
            fault = grade(variant, raw).unreadable or self._looks_like_labels(place, raw)
            if fault is None:
                self.answers[place] = raw
                if place + 1 < len(self.answers):
                    self.session.keep_half(self.question, self.so_far())
                return False
            self.screen.unreadable(raw, fault)

    def _without_its_label(self, place: int, variant: Variant, raw: str) -> str:
        """Return an answer without its part's own label, typed as on paper; what can be read stays as it is."""
        if raw.lstrip()[:1] not in _OPENING or grade(variant, raw).unreadable is None:
            return raw
        found = self.kind.apart(raw, self.question.variant)
        if isinstance(found, Unreadable) or sum(map(bool, found)) != 1:
            return raw
        return found[place] or raw

    def _looks_like_labels(self, place: int, raw: str) -> Unreadable | None:
        """Say it where an answer would not be found again among the others: one of its lines begins like a part."""
        answers = [*self.answers[:place], raw, *self.answers[place + 1 :]]
        found = self.kind.apart(self.kind.together(self.question.variant, answers), self.question.variant)
        if not isinstance(found, Unreadable) and found[place] == raw.strip():
            return None
        remedy = Text(
            "記号の前に語を入れるか、1 行に続けて書いてください", "put a word before it, or write on in one line"
        )
        reason = Text("小問の記号のように始まる行があります", "a line begins like the label of a part")
        return Unreadable(reason, remedy=remedy)

    def _typed(self, place: int, variant: Variant, letters: Collection[str]) -> str | None:
        """Return what was typed for a part; None where a command was obeyed, and the part is to be asked again."""
        label, kept = self.question.variant.item.parts[place].label, self.earlier[place]
        note = Text(f"（Enter = {truncate(kept, _SHOWN)}）", f" (Enter = {truncate(kept, _SHOWN)})") if kept else None
        ask = Text(f"({label}) 答え{note.ja if note else ''}> ", f"({label}) answer{note.en if note else ''}> ")
        raw = self.prompt.line(ask.in_(self.screen.language))
        word = word_in(raw, letters)
        if word == "hint":
            self.prompt.hint(self.question, place)
            return None
        if word is not None:
            self.prompt.obey(word, letters)
            return None
        if raw.strip():
            lines = kind_of(variant.item).takes_lines(variant.item)
            return self.prompt.lines(raw, self.question, variant) if lines else raw
        if kept:
            return kept
        if not self.keyboard.interactive:
            raise Skipped
        skip = key("skip", letters)
        self.screen.say(
            Text(f"答えを入力してください（{skip} で次の小問へ）", f"type an answer ({skip} goes on to the next part)"),
            "dim",
        )
        return None

    def _takes_all(self, raw: str) -> bool:
        """True if more than one part was answered in one go, each with its label; all of them can be read."""
        found = self.kind.apart(raw, self.question.variant)
        if isinstance(found, Unreadable) or sum(map(bool, found)) < 2 or raw.lstrip()[:1] not in _OPENING:
            return False
        if grade(self.question.variant, raw).unreadable is not None:
            return False
        self.answers = list(found)
        return True
