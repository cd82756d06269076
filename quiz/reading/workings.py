"""Working that ends in an answer, 5+6=11 なので 11, "2p = 2, so p = 1", 17÷5=3 余り 2 → 3: cut off, and checked.

A working is a row of equations of numbers, in which the letter that is asked for may stand. Each must hold, and the
last must lead to the answer; anything else is no working.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from fractions import Fraction
from math import ceil, floor, isfinite
from typing import Final, NamedTuple

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.reading.units import unit_called
from solvers.expression import Unreadable as Fault
from solvers.expression import read
from solvers.expression.nodes import Relation
from solvers.expression.reading import Reading, names_quantity
from solvers.expression.typed import typed
from solvers.grading.chains import false_link, result_of

Value = int | Fraction | float
_LONGEST: Final = 300
_DIGITS: Final = [Fraction(1, 10**places) for places in range(1, 13)]
_MOST_CUTS: Final = 4
_SO: Final = late(
    rf"(?P<working>.{{1,{_LONGEST}}}?)"
    r"(?P<so>\s*(?:なので|だから|ですから|であるから|より)\s*[、,]?\s*|\s*[、,。;]?\s*(?:よって|ゆえに|したがって|従って|∴)\s*[、,]?\s*"
    r"|\s*[,;.]?\s+(?:so|thus|hence|therefore)\s*[,:]?\s+|\s*(?:→|⇒|->|=>)\s*)"
    rf"(?P<answer>.{{1,{_LONGEST}}})",
    re.IGNORECASE | re.DOTALL,
)
_THEN: Final = late(
    rf"(?P<working>.{{1,{_LONGEST}}}?=.{{1,{_LONGEST}}}?)(?:[、;]\s*|,\s+)(?P<answer>[A-Za-zα-ω]\s*=.{{1,60}})",
    re.DOTALL,
)
_BLANKS: Final = late(r"\s+")
_STATEMENT: Final = late(r"[、;。]\s*|,\s+|\s+and\s+")
_NUMBER: Final = r"[0-9]{1,12}(?:\.[0-9]{1,12})?"
_REMAINDER: Final = late(
    r"(?P<whole>[0-9]{1,12})\s*[÷/]\s*(?P<by>[0-9]{1,12})\s*(?:=|は)\s*(?P<times>[0-9]{1,12})\s*"
    r"(?:余り|あまり|…|\.{3}|\bremainder\b|\bR\b)\s*(?P<rest>[0-9]{1,12})"
)
_OUT_OF: Final = late(
    rf"(?P<all>{_NUMBER})\s*(?P<counter>[一-龥ァ-ヶ]{{1,4}}?)(?:中|のうち)\s*(?P<some>{_NUMBER})\s*(?P=counter)(?:(?:が|は)?正解)?"
)
_BARE: Final = late(rf"\s*[-+]?{_NUMBER}\s*")
_LETTER: Final = late(r"\s*([A-Za-zα-ω])\s*[=≈≒]")
_EQUALS: Final = late("[=≈≒]")


class Worked(NamedTuple):
    """A working and the answer in which it ends, as they were written."""

    working: str
    answer: str


def worked_out(raw: str) -> tuple[Worked, ...]:
    """Return the ways in which an answer may be a working with its answer behind; the shortest working last.

    >>> worked_out("2+3=5 なので 5"), worked_out("5 です")
    ((Worked(working='2+3=5', answer='5'),), ())
    """
    if len(raw) > _LONGEST:
        return ()
    text = _BLANKS.sub(lambda blank: "\n" if "\n" in blank[0] else " ", normalize(raw)).strip()
    found: list[Worked] = []
    start = 0
    while (cut := _SO.match(text, start)) is not None and len(found) < _MOST_CUTS:
        found.append(Worked(text[: cut.end("working")].strip(), cut["answer"].strip()))
        start = cut.start("answer")
    then = _THEN.fullmatch(text) if not found else None
    if then is not None:
        found.append(Worked(then["working"].strip(), then["answer"].strip()))
    return tuple(reversed(found))


def leads_to(working: str, answer: str, values: Sequence[Value]) -> bool:
    """Return whether a working holds and ends in an answer.

    Args:
        working: what stands before the answer.
        answer: the answer as it was written: a letter before its equals sign may stand in the working.
        values: the numbers of the answer.

    >>> leads_to("2+3=5", "5", [5]), leads_to("2+3=6", "6", [6]), leads_to("n+2=5", "n = 3", [3])
    (True, False, True)
    >>> leads_to("17÷5=3 余り 2", "4", [4]), leads_to("17÷5=3 余り 1", "4", [4]), leads_to("2+3=5", "6", [6])
    (True, False, False)
    >>> leads_to("2/3=0.6667", "0.667", [Fraction("0.667")]), leads_to("2/3=0.6667", "0.66", [Fraction("0.66")])
    (True, False)
    >>> leads_to("2+3=5", "5, 7", [5, 7]), leads_to("2+3=5", "6, 7", [6, 7])
    (True, False)
    """
    letter = _LETTER.match(normalize(answer))
    statements = [piece.strip() for piece in _STATEMENT.split(normalize(working)) if piece.strip()]
    results = [_results(piece, letter[1] if letter else "", values) for piece in statements]
    if not values or not results or any(not result for result in results):
        return False
    if len(results) == len(values) > 1:
        return all(map(_ends_in, values, results))
    if len(values) > 1:  # the working of some of them
        return all(any(_ends_in(value, result) for value in values) for result in results)
    return _ends_in(values[0], results[-1])


def _ends_in(value: Value, results: Sequence[Value | None]) -> bool:
    """Whether a value is one of those that a statement leads to, or the first of them rounded."""
    if None in results or value in results:
        return True
    exact, rounded = results[0], Fraction(value)
    digit = next((digit for digit in _DIGITS if (rounded / digit).denominator == 1), None)
    return exact is not None and digit is not None and abs(Fraction(exact) - rounded) * 2 <= digit


def named_value(statement: str, is_name: Callable[[str], bool]) -> Value | None:
    """Return what an equation of numbers comes to, if all of it holds; None for anything else.

    Its left side may be a name that the question has: f'(2) = 3×4 = 12. A number alone is no equation: it is not said
    where it comes from.

    >>> named_value("y = 3×4 = 12", {"y"}.__contains__), named_value("z = 12", {"y"}.__contains__)
    (12, None)
    >>> [named_value(said, {"y"}.__contains__) for said in ("3×4 = 13", "12", "y = 12")]
    [None, None, None]
    """
    text = normalize(statement).strip()
    name, _, rest = text.partition("=")
    if is_name(name.strip()) and _BARE.fullmatch(rest) is None and (value := held_value(rest)) is not None:
        return value
    return held_value(text) if _EQUALS.search(text) is not None else None


def _results(statement: str, letter: str, values: Sequence[Value]) -> tuple[Value | None, ...]:
    """Return the values to which a statement that holds may lead: None leaves it open, () is no statement."""
    if (found := _REMAINDER.fullmatch(statement)) is not None:
        whole, by, times, rest = (int(found[name]) for name in ("whole", "by", "times", "rest"))
        return (times, times + 1, rest) if whole == by * times + rest and rest < by else ()
    if (found := _OUT_OF.fullmatch(statement)) is not None and unit_called(found["counter"]) is not None:
        everything = Fraction(found["all"])
        return (Fraction(found["some"]) / everything,) if everything else ()
    if letter and len(values) == 1 and (used := _with_value(statement, letter, values[0])) is not None:
        return (None,) if held_value(used) is not None and "=" in used else ()
    value = held_value(statement)
    return () if value is None else (value, floor(value), ceil(value))


def _with_value(statement: str, letter: str, value: Value) -> str | None:
    """Return a statement with the value in the place of its letter; None where the letter does not stand in it."""
    letters = late(rf"(?<![A-Za-zα-ω\\]){re.escape(letter)}(?![A-Za-zα-ω])")
    if letters.search(statement) is None:
        return None
    pieces = letters.split(statement)
    times = ["*" if piece.rstrip()[-1:].isdecimal() else "" for piece in pieces[:-1]]
    return "".join(piece + sign + f"({value})" for piece, sign in zip(pieces, times, strict=False)) + pieces[-1]


def held_value(text: str) -> Value | None:
    """Return what numbers come to, or a chain of equations that holds; None for anything else.

    >>> held_value("(7-3)/2"), held_value("3×4 = 12"), held_value("3×4 = 13"), held_value("n + 1")
    (2, 12, None, None)
    """
    try:
        tree = read(text, names=(), thousands=False).tree
        if isinstance(tree, Relation) and any(map(names_quantity, tree.args)):
            return None  # a name that nobody asked for
        if false_link(tree) is not None:
            return None
        value = typed(Reading(result_of(tree), text)).value
    except Fault:
        return None
    if isinstance(value, float) and not isfinite(value):
        return None
    return value if isinstance(value, int | Fraction | float) else None
