"""A finding as plain data, for programs that read what ``quiz verify`` found."""

from __future__ import annotations

from typing import Any

from quiz.language import Language
from quiz.report.finding import Finding
from quiz.report.overview import MISSED


def finding_as_data(finding: Finding, lang: Language) -> dict[str, Any]:
    """Return a finding, its texts in one language, as ``quiz verify --format json`` has it."""
    return {
        "line": finding.row.line.number,
        "column": finding.column,
        "cell": finding.row.line.cell,
        "page": finding.row.line.page,
        "kind": finding.kind,
        "item": finding.item.id if finding.item else None,
        "claim": finding.claim,
        "question": finding.question,
        "question_line": finding.asked.line.number,
        "read_as": finding.read_as or None,
        "given": finding.given,
        "expected": finding.expected.in_(lang) if finding.expected else None,
        "verdict": finding.verdict,
        "message": finding.message.in_(lang),
        "practise": finding.item.id if finding.item is not None and finding.verdict in MISSED else None,
        "command": finding.result.command if finding.result is not None else None,
        "diagnoses": [
            {"name": diagnosis.name, "message": diagnosis.message.in_(lang), "certain": diagnosis.certain}
            for diagnosis in finding.diagnoses
        ],
        "repairs": [
            {"printed": repair.printed, "read": repair.read, "reason": repair.reason.in_(lang)}
            for repair in finding.repairs
        ],
    }
