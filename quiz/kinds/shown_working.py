"""An answer with its working before it, or its reason: both must be understood, and the one must lead to the other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from quiz.model import Parsed, Unreadable, Variant
from quiz.reading.workings import leads_to, worked_out

Read = Callable[[str, Variant], Parsed | Unreadable]


def read_with_working(raw: str, variant: Variant, read: Read, numbers: Callable[[Any], Sequence[Any]]) -> Parsed | None:
    """Return the answer in which a working ends that holds; None where an answer is anything else.

    Args:
        raw: what was typed.
        variant: the question.
        read: reads an answer without working.
        numbers: the numbers in what ``read`` has understood.

    >>> from quiz import draw, load_bank
    >>> from quiz.kinds import kind_of
    >>> variant = draw(load_bank().item("conv-output-size"), 0)
    >>> kind_of(variant.item).read("5+2=7, 6+1=7 → 7×7", variant).understood_as
    '7×7'
    """
    for worked in worked_out(raw):
        said = read(worked.answer, variant)
        if isinstance(said, Parsed) and leads_to(worked.working, worked.answer, numbers(said.content)):
            return said
    return None
