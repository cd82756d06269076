"""Variant + response -> outcome. A pure function: the same response to the same variant is always judged the same."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from quiz.errors import too_much
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Parsed, Response, Unreadable, Variant
from quiz.reading.blanks import gives_up, is_blank
from quiz.reading.long_blanks import column_in, shortened
from solvers.budget import ANSWER, OverBudget


def _is_too_long(raw: str) -> bool:
    """Whether there is more than an answer needs, as it stands or with every sign written out: ﷺ is 18 letters."""
    return len(raw) > ANSWER or (not raw.isascii() and len(unicodedata.normalize("NFKC", raw)) > ANSWER)


def _read(raw: str, variant: Variant) -> Parsed | Unreadable:
    """What the item's kind makes of an answer; in code every blank may mean something."""
    kind = kind_of(variant.item)
    if kind.runs_code:
        return kind.read(raw, variant)
    parsed = kind.read(shortened(raw), variant)
    if isinstance(parsed, Unreadable) and parsed.column is not None:
        return replace(parsed, column=column_in(raw, parsed.column))
    return parsed


def awaiting(variant: Variant, response: Response) -> Outcome | None:
    """Return what a response counts as while its run is being made: undecided; None if it can't be read."""
    if _is_too_long(response.raw) or is_blank(response.raw) or gives_up(response.raw):
        return None
    parsed = _read(response.raw, variant)
    return None if isinstance(parsed, Unreadable) else Outcome("undecided", 0.0, understood_as=parsed.understood_as)


def grade(variant: Variant, response: Response | str) -> Outcome:
    """Return the outcome of a response.

    Nothing written is ``unanswered``, and so is "I don't know"; what can't be read is ``unreadable``, with the reason
    and its column, and costs nothing.

    >>> from quiz import draw, grade, load_bank
    >>> variant = draw(load_bank().item("conv-output-size"), 0)
    >>> grade(variant, "7×7").verdict, grade(variant, "５×５").verdict
    ('correct', 'wrong')
    """
    raw = response if isinstance(response, str) else response.raw
    if _is_too_long(raw):
        told = too_much(OverBudget(ANSWER))
        reason = Text(f"答えが{told.ja}", f"the answer is {told.en}")
        return Outcome("unreadable", 0.0, unreadable=Unreadable(reason))
    if is_blank(raw) or gives_up(raw):
        return Outcome("unanswered", 0.0)
    parsed = _read(raw, variant)
    if isinstance(parsed, Unreadable):
        return Outcome("unreadable", 0.0, unreadable=parsed)
    return kind_of(variant.item).judge(parsed, variant)
