"""Numbers that a sentence gives to letters and words of a closed list, the one that it concludes with, one as shown."""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.cued import Cued

NUMBER: Final = r"-?\d+(?:\.\d+)?"
_CONCLUDES: Final = late(rf"(?:=|≒|≈|~|は|が|is|becomes|→|で|gives|to)\s*(?:約|およそ|about|roughly|"
rf"approximately)?\s*(?P<value>{NUMBER})"
                               r"\s*(?:個|です|だ|である|になる|になります|となる|に近づく|"
                               r"に近づきます)?[\s。.)]*\Z")  # fmt: skip


def given(pattern: re.Pattern[str] | Cued, text: str) -> float | None:
    """The one number that a pattern's first group finds; None where it finds none, or several.

    >>> given(re.compile(r"学習率\\D{0,2}([0-9.]+)"), "学習率は0.1、勾配は2")
    0.1
    """
    found = {float(one[1]) for one in pattern.finditer(text)}
    return found.pop() if len(found) == 1 else None


def whole_number(written: str) -> int:
    """A whole number that may be written in groups of three.

    >>> whole_number("1,875,000")
    1875000
    """
    return int(written.replace(",", ""))


def concluded_number(text: str) -> str | None:
    """The number that a sentence ends with, as it is written.

    >>> concluded_number("the next w is 1.95."), concluded_number("w は 2 から始める")
    ('1.95', None)
    """
    found = _CONCLUDES.search(text)
    return found["value"] if found is not None else None


def shown(value: float) -> str:
    """A number as a message shows it: a whole one with all its digits, never with an exponent where it needs none.

    >>> shown(1875000.0), shown(1.2345678), shown(1 / 3), shown(0.1 + 0.2), shown(1e-9)
    ('1875000', '1.2345678', '0.333333', '0.3', '1e-09')
    """
    if abs(value) < 1e15 and value == round(value):
        return str(round(value))
    exact = f"{value:.8g}"
    return exact if float(exact) == float(f"{value:.12g}") and "e" not in exact else f"{value:.6g}"
