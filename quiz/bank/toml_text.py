"""TOML that a stranger wrote, read within bounds: whatever stands in it, what is wrong is told as a ValueError."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from fractions import Fraction
from pathlib import Path
from typing import Any

MAX_BYTES = 100_000
_MOST_DIGITS = 1_000
_EXPONENT = re.compile(r"[eE][+-]?0*(\d+)\Z")


def exact_number(text: str) -> Any:
    """Read a TOML decimal exactly: 0.1 is one tenth.

    >>> exact_number("0.1")
    Fraction(1, 10)

    Raises:
        ValueError: for a number of more than a thousand digits, however it is written.
    """
    exponent = _EXPONENT.search(text)
    if len(text) > _MOST_DIGITS or (exponent and (len(exponent[1]) > 4 or int(exponent[1]) > _MOST_DIGITS)):
        raise ValueError(f"a number of more than {_MOST_DIGITS} digits: {text[:20]}...")
    try:
        value = Fraction(text)
    except ValueError:
        return float(text)  # nan and inf: refused where they are used
    return int(value) if value.denominator == 1 else value


def parse_toml(source: str, parse_float: Callable[[str], Any] = exact_number) -> dict[str, Any]:
    """Return the tables of a TOML text; raise ValueError for one that can't be read, however it is made.

    >>> parse_toml("x = 1e999999999")
    Traceback (most recent call last):
    ValueError: a number of more than 1000 digits: 1e999999999...
    """
    try:
        return tomllib.loads(source, parse_float=parse_float)
    except RecursionError:
        raise ValueError("nested too deeply") from None


def read_toml(path: Path) -> dict[str, Any]:
    """Return the tables of a file, which may begin with a byte order mark.

    Raises:
        ValueError: if it is no TOML, no UTF-8 or too large.
        OSError: if it can't be opened.
    """
    with path.open("rb") as file:
        source = file.read(MAX_BYTES + 1)
    if len(source) > MAX_BYTES:
        raise ValueError(f"larger than {MAX_BYTES} bytes")
    return parse_toml(source.decode("utf-8-sig"))
