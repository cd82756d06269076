"""Why a function has no value for what it was given: a code and what was found, for somebody else to say."""

from __future__ import annotations

from typing import Literal

Why = Literal[
    "empty", "lengths", "log", "matrix", "negative-root", "not-list", "not-number", "not-numbers", "not-truths",
    "not-whole", "pole", "range", "shapes", "singular", "square", "too-few", "too-large",
]  # fmt: skip


class NoValue(ArithmeticError):
    """There is no value: ``why`` is one word of :data:`Why`, ``found`` what it is about."""

    def __init__(self, why: Why, found: object = "") -> None:
        super().__init__(f"{why}: {found}")
        self.why: Why = why
        self.found = found
