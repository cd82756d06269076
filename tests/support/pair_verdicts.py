"""What became of a pair: whether the grader's verdict is the oracle's."""

from __future__ import annotations

from dataclasses import dataclass

from algebra_pairs import Pair
from item_pairs import ItemPair

from quiz.grading import grade
from solvers import compare
from solvers.expression import Unreadable

FALSE = ("false correct", "false wrong")
HEADINGS = ("right", *FALSE, "unreadable", "undecided", "unknown", "no reference")


@dataclass(frozen=True, slots=True)
class Judged:
    """A pair that was graded: its family, its state (one of ``HEADINGS``), and how to show it."""

    family: str
    state: str
    shown: str


def state_of(equal: bool | None, verdict: str) -> str:
    """Return what a verdict is against the oracle's; the right value in another form is right.

    An answer that is wrong is not accepted where it can't be read, and that is well.
    """
    if equal is None:
        return "unknown"
    if equal:
        return {"correct": "right", "incomplete": "right", "wrong": "false wrong", "partial": "false wrong"}.get(
            verdict, verdict
        )
    return {"correct": "false correct", "incomplete": "false correct", "undecided": "undecided"}.get(verdict, "right")


def judged_pair(pair: Pair) -> Judged:
    """Compare a pair of texts."""
    try:
        verdict = compare(pair.answer, pair.reference, assume=pair.assume).verdict
    except Unreadable:
        return Judged(pair.family, "no reference", pair.reference)
    return Judged(pair.family, state_of(pair.equal, verdict), f"{pair.answer}   |   {pair.reference}   ({verdict})")


def judged_item(pair: ItemPair) -> Judged:
    """Grade an answer to an item."""
    verdict = grade(pair.variant, pair.answer).verdict
    state = state_of(pair.equal, verdict)
    if pair.equal and verdict == "incomplete" and pair.family != "item expression":
        state = "false wrong"  # the item asks for a precision, which the answer has
    key = f"{pair.variant.item.id} seed {pair.variant.seed}"
    return Judged(pair.family, state, f"{pair.answer}   |   {key}   ({verdict})")
