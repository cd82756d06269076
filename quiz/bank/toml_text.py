"""TOML that a stranger wrote: looked over before it is read, so that what is too much of anything is never built.

Python's reader recurses into what is nested, takes quadratic time over a key of many parts, and reads whole numbers of
any length; so nesting, keys and numbers are counted first, by their signs alone, in one pass over the text.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

from quiz.bank.uncollected import uncollected
from solvers import budget
from solvers.budget import OverBudget

_EXPONENT = re.compile(r"[eE][+-]?0*([0-9_]+)\Z")
_SIGNS = re.compile(
    r'''"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)'''
    r"""|'''(?:[^']|'(?!''))*+(?:'''|\Z)"""
    r"""|"(?:[^"\\\n]|\\.)*+"?"""
    r"""|'[^'\n]*+'?"""
    r"|#[^\n]*+"
    r"|(?P<opens>[\[{])|(?P<closes>[\]}])|(?P<ends>[\n=,])|(?P<dot>\.)"
    r"|(?P<word>[A-Za-z0-9_+\-]++)",
    re.S,
)
"""Texts and comments, which count for nothing; brackets; what ends a key or a value; dots; words and numbers."""


def exact_number(text: str) -> Any:
    """Read a decimal exactly: 0.1 is one tenth.

    >>> exact_number("0.1")
    Fraction(1, 10)

    Raises:
        OverBudget: for a number of more than a thousand digits, however it is written.
    """
    exponent = _EXPONENT.search(text)
    budget.WRITTEN_DIGITS.check(len(text))
    if exponent:
        budget.WRITTEN_DIGITS.check(int(exponent[1]))
    try:
        value = Fraction(text)
    except ValueError:
        return float(text)  # nan and inf: refused where they are used
    return int(value) if value.denominator == 1 else value


def parse_toml(source: str, parse_float: Callable[[str], Any] = exact_number) -> dict[str, Any]:
    """Return the tables of a TOML text.

    >>> parse_toml("a = 1\\nx = 1e999999999")
    Traceback (most recent call last):
    solvers.budget.OverBudget: more than 1000 digits

    Raises:
        OverBudget: with its line, for what is nested too deeply or has too many digits or key parts.
        ValueError: for a text that is no TOML.
    """
    _look_over(source)
    with uncollected():
        return tomllib.loads(source, parse_float=parse_float)


def _look_over(source: str) -> None:
    """Raise :class:`OverBudget` for what is too much; texts that never end are left to the reader of TOML."""
    depth = parts = 0
    for sign in _SIGNS.finditer(source):
        match sign.lastgroup:
            case "word":
                word = sign[0]
                exponent = _EXPONENT.search(word)
                digits = int(exponent[1][:9].replace("_", "") or 0) if exponent and word[0] in "+-0123456789" else 0
                if max(len(word), digits) > budget.WRITTEN_DIGITS:
                    raise OverBudget(budget.WRITTEN_DIGITS, _line(source, sign))
            case "dot":
                parts += 1
                if parts >= budget.KEY_PARTS:
                    raise OverBudget(budget.KEY_PARTS, _line(source, sign))
            case "opens":
                depth, parts = depth + 1, 0
                if depth > budget.NESTING:
                    raise OverBudget(budget.NESTING, _line(source, sign))
            case "closes":
                depth -= 1
            case "ends":
                parts = 0


def _line(source: str, sign: re.Match[str]) -> int:
    return source.count("\n", 0, sign.start()) + 1


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a file, which may begin with a byte order mark.

    Raises:
        OverBudget: if it is too large, or anything in it is.
        ValueError: if it is no TOML or no UTF-8.
        OSError: if it can't be opened.
    """
    with path.open("rb") as file:
        source = file.read(budget.TOML_FILE + 1)
    budget.TOML_FILE.check(len(source))
    return parse_toml(source.decode("utf-8-sig"))
