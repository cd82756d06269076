"""Worked examples of our own, each value judged; two parts were put aside while rules were written.

A line ends with the verdicts on its values, in their order; a line without any states nothing that is judged.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.worked.worked_examples import worked_values

HERE = Path(__file__).parent
_LABEL = re.compile(r"\s*@@(right|wrong)")


def lines_of(part: str) -> list[tuple[str, list[str]]]:
    """The lines of a part as a learner would hand them in, each with its labels."""
    written = (HERE / f"{part}.md").read_text(encoding="utf-8").splitlines()
    return [(_LABEL.sub("", line), _LABEL.findall(line)) for line in written]


def found_in(text: str) -> dict[int, list[str]]:
    """The verdicts on the values of a report, by the number of the line."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    found: dict[int, list[str]] = {}
    for stated in worked_values(rows_of(Report("r", lines))):
        found.setdefault(stated.row.line.number, []).append(stated.judged.verdict)
    return found


def differing(part: str) -> list[str]:
    lines = lines_of(part)
    found = found_in("\n".join(text for text, _ in lines))
    return [
        f"{number}: {text} {labels} -> {found.get(number, [])}"
        for number, (text, labels) in enumerate(lines, 1)
        if labels != found.get(number, [])
    ]


@pytest.mark.parametrize("part", ["known", "held", "fresh"])
def test_values_are_judged_as_labelled(part: str) -> None:
    assert differing(part) == []
