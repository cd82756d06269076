"""How much work a question is, and the minutes and the difficulty that its file gives for it.

Both are held against what a teacher can count on the printed page: the time that reading takes, the steps of the worked
solution, the size of its numbers and how many answers are asked for. ``questions/README.md`` states the rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from math import ceil
from typing import assert_never

from quiz.bank.formula import FormulaError
from quiz.drawing import prompt, solution
from quiz.errors import Unanswerable
from quiz.interaction import (
    ChooseOne,
    ChooseSeveral,
    EnterExpression,
    EnterNumber,
    GiveExample,
    Interaction,
    Match,
    PutInOrder,
    WriteCode,
    WriteText,
)
from quiz.kinds import kind_of
from quiz.language import Text, counted
from quiz.model import Item, Variant

CHARACTERS_PER_SECOND = {"ja": 9.0, "en": 20.0}
"""About 540 Japanese characters or 200 English words a minute: an unhurried reader of technical text."""

SECONDS_PER_STEP = 8
MOST_TIMES = 12
TO_BEGIN = 30
"""Seconds for one step of a solution; so many times what a question takes is too long; seconds to see what is asked."""

LOOKED_AT = 5
"""The variants that are read: length, steps and numbers hardly change from one to the next."""

SOME_STEPS, MANY_STEPS = 3, 9
LONG_NUMBER = 5
SEVERAL_ANSWERS = 3
HARDEST = 5
"""From so many steps on a solution adds one level, or two; a number of so many figures, so many answers one each."""

ANSWERED_BY_HEART = 1
BESIDE = 1
"""The level of a question without any of these; so far beside the level an author may put the difficulty."""

_STEP = re.compile(r"=|\\(?:approx|to|Rightarrow|simeq)(?![a-zA-Z])")
_MATH = re.compile(r"\$[^$]+\$")
_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?")
_FORMULA = re.compile(r"\{\{.*?\}\}", re.S)


class Effort:
    """Counts, over an item's first variants, what is read, computed and answered; ``faults`` holds the file to it."""

    def __init__(self, item: Item) -> None:
        self.item = item
        self.kind = kind_of(item)
        self.looked_at = 0
        self.reading_s = 0.0
        self.steps = max(steps_in(_source(item, language)) for language in item.languages)
        self.figures = 0
        self.answers = 1

    def add(self, variant: Variant) -> None:
        """Look at one variant; later ones are not read."""
        if self.looked_at == LOOKED_AT:
            return
        self.looked_at += 1
        with suppress(FormulaError, Unanswerable):  # told by the rule for texts
            self.reading_s = max(self.reading_s, _reading_s(variant))
            self.answers = max(self.answers, sum(map(_answers, self.kind.interactions(variant))))
            if not self.kind.runs_after_answer:  # its solution would need the run
                printed = [solution(variant).in_(language) for language in self.item.languages]
                self.steps = max(self.steps, *map(steps_in, printed))
                self.figures = max(self.figures, *map(longest_number, printed))

    @property
    def level(self) -> int:
        """The difficulty that follows from what was counted."""
        points = (self.steps >= SOME_STEPS) + (self.steps >= MANY_STEPS)
        points += (self.figures >= LONG_NUMBER) + (self.answers >= SEVERAL_ANSWERS)
        points += 2 * (self.kind.runs_code or self.kind.runs_after_answer)
        return min(HARDEST, ANSWERED_BY_HEART + points)

    def faults(self) -> Iterator[tuple[str, str, Text]]:
        """Yield (rule, key, detail) where the file's minutes or difficulty do not fit."""
        yield from self._minutes()
        yield from self._difficulty()

    def _difficulty(self) -> Iterator[tuple[str, str, Text]]:
        """The difficulty is the level, or one beside it: how much must be known before is for the author to judge."""
        given, level = self.item.difficulty, self.level
        if self.looked_at < LOOKED_AT or abs(given - level) <= BESIDE:
            return
        nearest = level + BESIDE if given > level else level - BESIDE
        ja = (
            f"difficulty は {given} ですが、解説の計算は {self.steps} 段、数は最長 {self.figures} 桁、"
            f"答えは {self.answers} 個で、規則では {level} です"
        )
        en = (
            f"the difficulty is {given}; the solution has {counted(self.steps, 'step')} and numbers of up to "
            f"{counted(self.figures, 'figure')}, with {counted(self.answers, 'answer')}: the rule gives {level}"
        )
        remedy = (
            f"difficulty = {nearest} にするか、[audit] の difficulty に理由を書いてください",
            f"write difficulty = {nearest}, or say why in difficulty of [audit]",
        )
        yield "difficulty", "difficulty", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")

    def _minutes(self) -> Iterator[tuple[str, str, Text]]:
        """The minutes are what reading and computing take: no less, and not a multiple of it."""
        read, allowed = f"{self.reading_s:.0f}", f"{self.item.minutes:g}"
        steps, seconds = self.steps, 60 * self.item.minutes
        needed = self.reading_s + SECONDS_PER_STEP * steps
        shown = 1 + len(_FORMULA.findall(_source(self.item, "ja")))
        most = MOST_TIMES * (TO_BEGIN + needed + SECONDS_PER_STEP * shown)
        least = f"{max(1, ceil(needed / 30)) / 2:g}"
        remedy = f"minutes = {least} 以上にしてください", f"write minutes = {least} or more"
        if self.reading_s > seconds:
            ja = f"読むだけで約 {read} 秒かかります（{allowed} 分）"
            en = f"reading alone takes {read} s of {allowed} min"
        elif needed > seconds:
            ja = f"読むのに約 {read} 秒、解説の計算が {steps} 段あり、{allowed} 分では足りません"
            en = f"reading takes {read} s, the solution has {counted(steps, 'step')}: {allowed} min are too short"
        elif self.looked_at and self._by_hand and seconds > most:
            ja = f"読むのに約 {read} 秒、解説の計算が {steps} 段の問題に {allowed} 分は長すぎます"
            en = f"reading takes {read} s, the solution has {counted(steps, 'step')}: {allowed} min are too long"
            remedy = f"minutes = {most / 60:.0f} 以下にしてください", f"write minutes = {most / 60:.0f} or less"
        else:
            return
        yield "time", "minutes", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")

    @property
    def _by_hand(self) -> bool:
        """True if the answer is computed on paper, and neither written as code or text nor awaited."""
        return self.item.key is not None and not self.kind.runs_code and not self.kind.runs_after_answer


def steps_in(text: str) -> int:
    r"""Count the steps of a solution: the equalities and conclusions of its formulas.

    >>> steps_in(r"From $a = 2$ and $b = 3$ follows $ab = 2 \times 3 = 6$, so $x \to 0$; n = 1 is no formula.")
    5
    """
    return sum(len(_STEP.findall(formula)) for formula in _MATH.findall(text))


def longest_number(text: str) -> int:
    """Return how many significant figures the longest number of a text has; 0 where there is none.

    >>> longest_number("0.0125, 64000 and 60,965,224 (here in groups)"), longest_number("1 or none")
    (3, 1)
    """
    numbers: list[str] = _NUMBER.findall(text)
    return max((len(number.replace(".", "").strip("0")) for number in numbers), default=0)


def _answers(asked: Interaction) -> int:
    """How many answers one form of asking wants: places of an order, pairs, statements that hold or not, else one."""
    match asked:
        case ChooseSeveral():
            return len(asked.options)
        case PutInOrder():
            return len(asked.lines)
        case Match():
            return len(asked.left)
        case ChooseOne() | EnterNumber() | EnterExpression() | WriteText() | WriteCode() | GiveExample():
            return 1
        case _:
            assert_never(asked)


def _source(item: Item, language: str) -> str:
    return (item.solution.ja if language == "ja" else item.solution.en).source


def _reading_s(variant: Variant) -> float:
    shown = prompt(variant)
    texts = [shown.stem, *(entry.text for entry in shown.entries)]
    return max(
        sum(len(text.in_(language)) for text in texts) / CHARACTERS_PER_SECOND[language]
        for language in variant.item.languages
    )
