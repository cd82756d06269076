"""JSON that a stranger wrote: looked over before it is read, as TOML is (:mod:`quiz.bank.toml_text`)."""

from __future__ import annotations

import json
import re
from typing import Any

from solvers import budget
from solvers.budget import OverBudget

_SIGNS = re.compile(
    r'"(?:[^"\\]|\\.)*+"?|(?P<opens>[\[{])|(?P<closes>[\]}])'
    rf"|(?P<digits>[0-9]{{{budget.WRITTEN_DIGITS + 1},}})",
    re.S,
)
"""Texts, which count for nothing; brackets; numbers that are too long."""


def parse_json(source: str) -> Any:
    """Return what a JSON text holds.

    >>> parse_json("[1,\\n" + "9" * 4301 + "]")
    Traceback (most recent call last):
    solvers.budget.OverBudget: more than 1000 digits

    Raises:
        OverBudget: with its line, for what is nested too deeply or has too many digits.
        ValueError: for a text that is no JSON.
    """
    depth = 0
    for sign in _SIGNS.finditer(source):
        match sign.lastgroup:
            case "opens":
                depth += 1
                if depth > budget.NESTING:
                    raise OverBudget(budget.NESTING, source.count("\n", 0, sign.start()) + 1)
            case "closes":
                depth -= 1
            case "digits":
                raise OverBudget(budget.WRITTEN_DIGITS, source.count("\n", 0, sign.start()) + 1)
    return json.loads(source)
