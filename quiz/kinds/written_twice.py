"""Formulas in words that stand for signs, √x 分の 2, and one that is written twice: 2(x+y) または 2x+2y."""

from __future__ import annotations

import re
from functools import cache


def writings(text: str) -> list[str]:
    """Return the formulas that an answer gives for one and the same thing; itself where it gives one.

    >>> writings("2(x+y) または 2x+2y"), writings("2(x+y) or, equivalently, 2x+2y"), writings("2x+2y")
    (['2(x+y)', '2x+2y'], ['2(x+y)', '2x+2y'], ['2x+2y'])
    """
    pieces = [piece.strip(" \t、,。") for piece in _again().split(text)]
    return pieces if len(pieces) > 1 and all(pieces) else [text]


def in_signs(text: str) -> str:
    """Return a formula with Japanese fractions, sums and multiples in signs.

    >>> in_signs("√(4x+1)分の2"), in_signs("xとyの和の2倍"), in_signs("2x")
    ('(2)/(√(4x+1))', '2*(x+y)', '2x')
    """
    found = _of_two().fullmatch(text.strip())
    if found is not None:
        sign = {"和": "+", "差": "-", "積": "*"}[found["what"]]
        return f"{found['times'] or 1}*({found['one']}{sign}{found['other']})"
    parts = _share().fullmatch(text.strip())
    return text if parts is None else f"({parts[2]})/({parts[1]})"


@cache
def _again() -> re.Pattern[str]:
    return re.compile(
        r"[、,]?\s*(?:または|又は|もしくは|あるいは|すなわち|つまり"
        r"|(?<![A-Za-z])(?:or|i\.e\.)(?:,? equivalently)?(?![A-Za-z]),?)\s*"
    )


@cache
def _of_two() -> re.Pattern[str]:
    name = r"[A-Za-zα-ωａ-ｚ](?:_?[0-9])?"
    return re.compile(
        rf"(?P<one>{name})\s*と\s*(?P<other>{name})\s*の\s*(?P<what>和|差|積)(?:\s*の\s*(?P<times>[0-9]{{1,6}}(?:\.[0-9]{{1,6}})?)\s*倍)?"
    )


@cache
def _share() -> re.Pattern[str]:
    # What stands below is one root or one bracket: how far 3x+5分の2 goes nobody knows.
    return re.compile(r"(√\s*\([^()分=]{1,100}\)|√[0-9A-Za-z]{1,9})\s*分の\s*([^分、。,;=+-]{1,100})")
