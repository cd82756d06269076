"""What became of one answer, claim, formula or line of code of a report: its verdict, and what is to be said of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from quiz.bank.cue_cards import Titled
from quiz.language import Text
from quiz.model import Diagnosis, Verdict
from quiz.report.frozen import frozen
from quiz.report.instances import Repair
from quiz.report.results.result_reader import StatedResult
from quiz.report.rows import Row

FindingKind = Literal["answer", "claim", "result", "formula", "chain", "code"]


@frozen
class Finding:
    """What became of one answer or claim.

    ``row`` is where the answer stands, ``asked`` where its question begins, ``given`` the answer as written. ``item``
    is None where the bank has no such question, and no more than its card where it is only named; ``expected`` is None
    where no key could be computed. ``right`` is the right option as the report prints it, with its label; None where
    the report prints no options. ``claim`` names the claim or the formula of the course that a statement is, ``column``
    (1-based) where in its line the statement begins.
    ``result`` is what the report says that an experiment showed, for a finding that a run can check.
    """

    kind: FindingKind
    row: Row
    asked: Row
    question: str
    given: str
    verdict: Verdict
    message: Text
    item: Titled | None = None
    read_as: str = ""
    expected: Text | None = None
    repairs: tuple[Repair, ...] = ()
    diagnoses: tuple[Diagnosis, ...] = ()
    values: Mapping[str, Any] | None = None
    right: str | None = None
    claim: str | None = None
    column: int | None = None
    result: StatedResult | None = None
