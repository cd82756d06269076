"""What a comparison of two answers comes to: the verdict, how it is known, what was understood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from solvers.expression.faults import Unreadable
from solvers.grading.slips import Slip

VERDICTS: Final = ("correct", "incomplete", "wrong", "unreadable", "undecided")


@dataclass(frozen=True, slots=True)
class Comparison:
    """The outcome of comparing an answer with a reference.

    Attributes:
        verdict: one of ``VERDICTS``; ``incomplete`` is the right value in another form than was asked for.
        method: how it is known: ``identical``, ``exact``, ``numeric``, ``proved``, ``tolerance``, ``form``; ``""`` for
            unreadable and undecided.
        reason: a code: of the fault for ``unreadable`` (``faults.CODES``), of the form for ``incomplete``
            (``form.CODES``), else ``equal``,
            ``different``, ``undefined``, ``wrong-kind``, ``decimals``, ``figures``, ``too-large``, ``undecided``, or
            ``no-value``: the reference has none to be near to.
        column: 0-based column of the fault in the answer as typed, else ``None``.
        understood_as: the answer as it was read, in Unicode, ``""`` where it was not.
        fault: the fault itself, for a caret message.
        slips: what the difference from the reference looks like: a hint, never a claim.
        details: what the reason is about, as code-like words (the form's shortcomings).
    """

    verdict: str
    method: str = ""
    reason: str = ""
    column: int | None = None
    understood_as: str = ""
    fault: Unreadable | None = field(default=None, compare=False)
    slips: tuple[Slip, ...] = ()
    details: tuple[str, ...] = ()
