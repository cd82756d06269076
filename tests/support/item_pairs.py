"""Answers to items of the bank whose verdict is known without the grader: the key rewritten, or what is not it.

What is right comes from the key and from what the item asks for, worked out here on its own; where an answer lies
between the surely right and the surely wrong, none is made.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from algebra_oracle import has_value, proved_different
from algebra_pairs import ALGEBRA, mutated, near_miss, points, rewritten, writings
from algebra_trees import Tree, decimal, names, places, terminates, writer

from quiz.courses import built_in_bank
from quiz.drawing import draw
from quiz.grading import grade
from quiz.model import Item, Variant
from solvers.expression import Node


@dataclass(frozen=True, slots=True)
class ItemPair:
    """An answer to a variant, and whether it is right."""

    family: str
    variant: Variant
    answer: str
    equal: bool | None


def parts_of(key: Any) -> list[Any]:
    """The numbers of a key, row after row."""
    if not isinstance(key, tuple):
        return [key]
    return [number for row in key for number in (row if isinstance(row, tuple) else (row,))]


def tolerated(item: Item, part: Any) -> Fraction:
    """How far from a number an answer may surely lie, by what the item asks for; 0 where it must be equal.

    Half a unit of the last place asked for, a share of the key, or a thousandth where no decimal writes the key whole.
    """
    asked, true = item.answer, abs(Fraction(part))
    if asked.decimals is not None:
        return Fraction(1, 2 * 10**asked.decimals)
    if asked.significant is not None:
        exponent = 0
        while true and true >= Fraction(10) ** (exponent + 1):
            exponent += 1
        while true and true < Fraction(10) ** exponent:
            exponent -= 1
        return Fraction(10) ** (exponent - asked.significant + 1) / 2
    if asked.relative is not None:
        return Fraction(str(asked.relative)) * true
    if asked.absolute is not None:
        return Fraction(str(asked.absolute))
    return Fraction(0) if not isinstance(part, float) and terminates(Fraction(part)) else true / 1000


def surely_right(item: Item, part: Any) -> Fraction:
    """The number that a learner writes for a part: itself, or rounded to the last place asked for, and two more."""
    value = Fraction(part)
    near = tolerated(item, part)
    if not near or (not isinstance(part, float) and terminates(value)):
        return value if not isinstance(part, float) else Fraction(repr(part))
    places = 0
    while Fraction(1, 10**places) > near / 20:
        places += 1
    return Fraction(round(value * 10**places), 10**places)


def surely_wrong(source: random.Random, item: Item, part: Any) -> Fraction:
    """A number that is not what was asked for: outside of what is tolerated by far."""
    right, near = surely_right(item, part), tolerated(item, part)
    for _ in range(20):
        other = near_miss(source, right)
        rounded = any(Fraction(round(right * 10**digits), 10**digits) == other for digits in range(12))
        if abs(other - Fraction(part)) > 3 * near and not rounded:  # what is rounded too early is told as that
            return other
    return right + 5 * near + 1


def asks_percent(variant: Variant) -> bool:
    """Whether a question speaks of per cent, so that a percent sign may mean two things in its answer."""
    stem, title = variant.item.stem.fill(variant.values), variant.item.title
    named = "".join(part.ja for part in variant.item.answer.parts)
    text = stem.ja + stem.en + title.ja + named
    return bool(variant.item.answer.units) or any(word in text for word in ("%", "％", "百分率", "percent"))


def number_answer(source: random.Random, variant: Variant) -> ItemPair:
    """An answer to a question for numbers."""
    item, key = variant.item, variant.key
    parts = parts_of(key)
    equal = source.random() < 0.5
    values = [surely_right(item, part) for part in parts]
    if not equal:
        at = source.randrange(len(parts))
        values[at] = surely_wrong(source, item, parts[at])
    alone, percent = len(parts) == 1, not asks_percent(variant)
    if isinstance(key, tuple) and any(isinstance(row, tuple) for row in key):
        rest = map(decimal, values) if all(map(terminates, values)) else map(str, values)
        texts = [[next(rest) for _ in row] if isinstance(row, tuple) else [next(rest)] for row in key]
        answer = "[" + ", ".join("[" + ", ".join(row) + "]" for row in texts) + "]"
    else:
        written = [writings(source, value, alone=alone, percent=percent) for value in values]
        between = source.choice((", ", ",", "、", " , "))
        left, right = source.choice((("(", ")"), ("", ""))) if not alone else ("", "")
        answer = left + between.join(written) + right
    return ItemPair("item number", variant, answer, equal)


def shape_answer(source: random.Random, variant: Variant) -> ItemPair:
    """An answer to a question for a size."""
    sides = list(variant.key)
    equal = source.random() < 0.5
    if not equal:
        if len(set(sides)) > 1 and source.random() < 0.3:
            sides = sides[1:] + sides[:1]
            sides = sides if tuple(sides) != variant.key else [*sides[:-1], sides[-1] + 1]
        else:
            at = source.randrange(len(sides))
            sides[at] = source.choice((sides[at] + 1, sides[at] - 1, sides[at] * 10, sides[at] + 10))
    texts = [str(side) for side in sides]
    if source.random() < 0.2:
        texts = [text.translate({ord("0") + at: 0xFF10 + at for at in range(10)}) for text in texts]
    between = source.choice(("×", "x", "*", ", ", ",", " x ", " × ", "X", "ｘ", r" \times ", "、", "by"))
    between = f" {between} " if between == "by" else between
    left, right = source.choice((("(", ")"), ("", ""), ("", ""))) if "," in between else ("", "")
    return ItemPair("item shape", variant, left + between.join(texts) + right, equal)


def as_tree(node: Node) -> Tree | None:
    """The tree of the oracle for one of ours; None for what it does not know."""
    kind = type(node).__name__
    if kind == "Number":
        return ("n", Fraction(node.data))
    if kind == "Symbol":
        return ("v", node.data)
    if kind == "Constant" and node.data in ("e", "pi"):
        return ("c", node.data)
    parts = [as_tree(arg) for arg in node.args]
    if any(part is None for part in parts):
        return None
    sign = {"Sum": "+", "Product": "*", "Quotient": "/", "Power": "^", "Negative": "-"}.get(kind)
    if sign is not None:
        return (sign, *parts)
    known = ("exp", "log", "sin", "cos", "tan", "tanh", "sigmoid", "sqrt", "abs", "relu", "max", "min")
    if kind == "Call" and node.data in known and (len(parts) == 1 or node.data in ("max", "min")):
        return ("f", node.data, *parts)
    return None


def expression_answer(source: random.Random, variant: Variant) -> ItemPair | None:
    """An answer to a question for an expression."""
    tree = as_tree(variant.key)
    if tree is None:
        return None
    kind = "powers" if variant.item.answer.domain else "rational"
    where = [at for at in points(tree, kind) if has_value(tree, at)]
    if not where:
        return None
    other = rewritten(source, tree, ALGEBRA, source.choice((0, 1, 2, 3)))
    equal: bool | None = True
    if source.random() < 0.5:
        changed = mutated(source, other)
        if changed is None or not names(changed) <= names(tree) or len(list(places(changed))) > 60:
            return None
        equal = False if proved_different(tree, changed, where) else None
        other = changed
    plain = all(len(name) == 1 for name in names(tree))
    styles = ("ascii", "loose", "latex", "sign", "wide", "code") if plain else ("ascii",)
    return ItemPair("item expression", variant, writer(source, styles)(other), equal)


_MAKERS = {"number": number_answer, "shape": shape_answer, "expression": expression_answer}


@lru_cache(maxsize=1)
def _items() -> dict[str, Sequence[Item]]:
    found: dict[str, list[Item]] = {kind: [] for kind in _MAKERS}
    for item in built_in_bank().items():
        if item.kind in found:
            found[item.kind].append(item)
    return {kind: sorted(listed, key=lambda item: item.id) for kind, listed in found.items()}


_drawn: dict[tuple[str, int], Variant] = {}


def _variant(item: Item, seed: int) -> Variant:
    known = _drawn.get((item.id, seed))
    if known is None:
        known = _drawn[item.id, seed] = draw(item, seed)
    return known


def item_pairs(seed: int) -> Iterator[ItemPair]:
    """Yield answers to items without end; the same seed gives the same ones."""
    source = random.Random(seed)
    kinds = list(_MAKERS)
    while True:
        kind = source.choices(kinds, (6, 2, 3))[0]
        variant = _variant(source.choice(_items()[kind]), source.randint(1, 20))
        pair = _MAKERS[kind](source, variant)
        if pair is not None:
            yield pair


def answered(variant: Variant, text: str, right: bool) -> tuple[str, str]:
    """Return what became of an answer, and what was told.

    A right one is right, refused or unreadable; a wrong one is wrong, accepted or half accepted.
    """
    outcome = grade(variant, text)
    fault = outcome.unreadable
    told = f"{outcome.verdict}, read as {outcome.understood_as}" if fault is None else f"unreadable: {fault.reason.en}"
    if outcome.verdict == "correct":
        return ("right" if right else "accepted"), told
    if right:
        return ("unreadable" if outcome.verdict in ("unreadable", "undecided") else "refused"), told
    return ("half accepted" if outcome.verdict == "incomplete" else "wrong"), told
