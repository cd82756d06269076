"""What the audit counts over an item's variants: slips that can be told, the options' balance, different questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from fractions import Fraction
from math import sqrt
from typing import Any

from quiz.audit.effort import Effort
from quiz.audit.given_away import GivenAway
from quiz.bank.formula import FormulaError
from quiz.columns import width
from quiz.drawing import prompt, solution
from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.language import Language, Text, counted
from quiz.model import ORIGINAL, Item, Variant

ENOUGH = 100
"""Shares and balances are judged from so many variants on."""


FEW_OF, ENOUGH_QUESTIONS = 20, 60
"""From so many draws on it is judged whether an item has so many different questions: fewer are soon remembered."""

ENOUGH_SHOWN = 40
"""The solutions that are held against their keys."""


@dataclass
class SlipShare:
    """Of how many variants a slip gives an answer of its own."""

    possible: int = 0
    apart_from_key: int = 0
    apart_from_all: int = 0
    shown: int = 0


@dataclass
class Measures:
    """The counts for one item."""

    item: Item
    variants: int = 0
    redraws: int = 0
    seconds: float = 0.0
    facts: int = 0
    slips: dict[str, SlipShare] = field(default_factory=dict)
    places: Counter[int] = field(default_factory=Counter)
    balanced: int = 0
    longest: int = 0
    with_options: int = 0
    most_options: int = 0
    one_right: bool = True
    distinct: set[Any] = field(default_factory=set)
    questions: set[Any] = field(default_factory=set)
    shown: list[tuple[frozenset[Fraction], Text]] = field(default_factory=list)
    given_away: GivenAway = field(init=False)
    effort: Effort = field(init=False)

    def __post_init__(self) -> None:
        self.given_away = GivenAway(self.item)
        self.effort = Effort(self.item)
        kind = kind_of(self.item)
        self.facts = kind.facts(self.item)
        self.slips = {name: SlipShare() for name in kind.named_slips(self.item)}

    def add(self, variant: Variant, seconds: float) -> None:
        """Count one variant, which took that long to draw."""
        self.variants += 1
        self.redraws += variant.redraws
        self.seconds += seconds
        self.look_for_slips(variant)
        self.given_away.add(variant)
        self.effort.add(variant)
        if not self.knows(variant) and len(self.shown) < ENOUGH_SHOWN and (numbers := _decimals(variant.key)):
            with suppress(FormulaError, Unanswerable):  # told by the rule for texts
                self.shown.append((numbers, solution(variant)))
        if not self.knows(variant) or variant.options is not None or variant.shown is not None:
            with suppress(FormulaError, Unanswerable):  # told by the rule for texts
                self.questions.add(_as_read(variant))
        self.distinct.add(tuple(variant.values.items()))
        if variant.options and variant.seed != ORIGINAL:
            self.one_right = self.one_right and sum(option.correct for option in variant.options) == 1
            self._add_options(variant)

    def knows(self, variant: Variant) -> bool:
        """Whether a variant with the same values has been counted."""
        return tuple(variant.values.items()) in self.distinct

    @property
    def untold(self) -> list[str]:
        """The slips that were never told from the key."""
        return [name for name, share in self.slips.items() if not share.apart_from_key]

    def look_for_slips(self, variant: Variant) -> None:
        """Count which slips this variant tells apart."""
        for share in self.slips.values():
            share.possible += 1
        shown = {name for slip in variant.distractors for name in slip.misconceptions}
        for slip in kind_of(variant.item).slips(variant):
            for name in slip.misconceptions:
                share = self.slips[name]
                share.apart_from_key += 1
                share.apart_from_all += len(slip.misconceptions) == 1
                share.shown += name in shown

    def _add_options(self, variant: Variant) -> None:
        options = variant.options or ()
        right = [place for place, option in enumerate(options) if option.correct]
        self.with_options += 1
        self.most_options = max(self.most_options, len(options))
        lengths = [width(option.text.ja) for option in options]
        if len(right) == 1 and lengths[right[0]] > max(length for p, length in enumerate(lengths) if p != right[0]):
            self.longest += 1
        # An option that says "3" stands at (3): such variants tell nothing about the shuffle.
        if not any(isinstance(option.content, int) for option in options):
            self.balanced += 1
            self.places.update(right)

    @property
    def uneven(self) -> float:
        """How far the places of the right option are from even: chi-square less its mean, in standard deviations."""
        count, places = sum(self.places.values()), self.most_options
        if not count or places < 2:
            return 0.0
        expected = count / places
        chi_square = sum((self.places[place] - expected) ** 2 / expected for place in range(places))
        return (chi_square - (places - 1)) / sqrt(2 * (places - 1))

    def faults(self) -> Iterator[tuple[str, str, Text]]:
        """Yield (rule, key, detail) for what the counts show to be wrong."""
        for name in self.untold if self.variants else ():
            detail = Text(
                f"{name} の答えは、どの問題でも正解と同じか、選択肢に出ません → 値の式か、引く値を直してください",
                f"in no variant does {name} give anything but the key → mend its value, or what is drawn",
            )
            yield "distractor", f"misconception.{name}", detail
        for name, share in self.slips.items() if self.variants >= ENOUGH else ():
            if share.apart_from_key and not share.apart_from_all:
                detail = Text(
                    f"{name} の答えは、いつも別の誤りの答えと同じです → 片方を直すか、1 つにまとめてください",
                    f"what {name} gives is always what another slip gives → mend one of them, or make them one",
                )
                yield "alike", f"misconception.{name}", detail
        if self.balanced >= ENOUGH and self.one_right and self.uneven > 8:
            found = dict(sorted((place + 1, count) for place, count in self.places.items()))
            yield (
                "balance",
                "option.0",
                Text(f"正解の位置が偏っています: {found}", f"the key's place is uneven: {found}"),
            )
        yield from self._few()
        yield from self._typed_keys()
        yield from self.given_away.faults()
        yield from self.effort.faults()

    def _few(self) -> Iterator[tuple[str, str, Text]]:
        """A learner meets enough different questions: what is read differs, in the question or in what is offered."""
        if kind_of(self.item).written_out or self.variants < FEW_OF or len(self.questions) >= least_seen(self.variants):
            return
        seen = len(self.questions)
        ja = f"{self.variants} 回引いて、解く人から見て違う問題は {seen} 通りです（{ENOUGH_QUESTIONS} 通り以上必要）"
        en = f"{self.variants} draws give {counted(seen, 'different question')}, not {ENOUGH_QUESTIONS} or more"
        remedy = (
            "引く値の候補を増やすか、[audit] の few に理由を書いてください",
            "give the values more choices, or say why in few of [audit]",
        )
        yield "few", "draw", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")

    def _typed_keys(self) -> Iterator[tuple[str, str, Text]]:
        """A solution computes the key: it doesn't show one variant's in every variant."""
        if len({numbers for numbers, _ in self.shown}) < 3:
            return
        for language in self.item.languages:
            source = _source(self.item, language)
            if not _FORMULA.search(source) and len(_NUMBER.findall(source)) >= 2:
                ja = f"{language}: 解説の数がすべて直接書かれていて、引いた値によって変わりません"
                en = f"{language}: all numbers of the solution are typed; they don't follow the drawn values"
                remedy = "{{key}} や値の式で書いてください", "write {{key}} or a formula of the values"
                yield "typed", f"solution.{language}", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")
                continue
            typed = {Fraction(number) for number in _NUMBER.findall(_FORMULA.sub(" ", _source(self.item, language)))}
            absent = sum(not numbers <= _numbers(text.in_(language)) for numbers, text in self.shown)
            if 2 * absent > len(self.shown) and any(numbers <= typed for numbers, _ in self.shown):
                ja = f"{language}: 解説の答えが数で書かれていて、問題ごとに変わりません"
                en = f"{language}: the solution's answer is a typed number, the same in every variant"
                remedy = "{{key}} や値の式で書いてください", "write {{key}} or a formula of the values"
                yield "typed", f"solution.{language}", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")


def least_seen(draws: int) -> float:
    """Return how many different ones so many draws show at least, if there are enough that are equally likely.

    Of N equally likely ones, n draws show N(1 - (1 - 1/N)ⁿ) on average; two standard deviations are left to chance.

    >>> round(least_seen(60)), round(least_seen(300))
    (33, 58)
    """
    many = ENOUGH_QUESTIONS
    none, neither = (1 - 1 / many) ** draws, (1 - 2 / many) ** draws
    variance = many * none + many * (many - 1) * neither - (many * none) ** 2
    return many * (1 - none) - 2 * sqrt(max(variance, 0.0))


def _as_read(variant: Variant) -> tuple[Any, ...]:
    """What a learner sees of a variant: the question and what is offered, in whatever order."""
    shown = prompt(variant)
    language = variant.item.languages[0]
    listed = tuple(tuple(sorted(entry.text.in_(language) for entry in entries)) for entries in shown.lists)
    drawn = tuple(variant.values.items()) if variant.item.figures else ()  # a picture shows what the words do not
    return shown.stem.in_(language), listed, drawn, *(part.stem.in_(language) for part in shown.parts)


_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w|\.\d)")
_FORMULA = re.compile(r"\{\{.*?\}\}", re.S)


def _source(item: Item, language: Language) -> str:
    return (item.solution.ja if language == "ja" else item.solution.en).source


def _numbers(text: str) -> set[Fraction]:
    return {Fraction(number) for number in re.findall(r"\d+(?:\.\d+)?", text)}


def _decimals(key: Any) -> frozenset[Fraction]:
    """Return the numbers of a key without their signs; none if one of them has no short decimal expansion."""
    parts = key if isinstance(key, tuple) else (key,)
    if not all(isinstance(part, int | Fraction) and 10**6 * part % 1 == 0 for part in parts):
        return frozenset()
    return frozenset(abs(Fraction(part)) for part in parts)
