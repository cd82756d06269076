"""Findings -> notes: what is written beside a line of a report, and where."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from quiz.columns import truncate
from quiz.language import Language, Text
from quiz.report.finding import Finding
from quiz.verdicts import WORDINGS

MAX_NOTE = 600


@dataclass(frozen=True, slots=True)
class Note:
    """What is written beside a line (1-based, in ``cell`` of a notebook): a mark, the verdict, and what is to be said.

    ``style`` is the name of the verdict's style, ``written`` the text of the line, by which it is found in a long one,
    ``where`` the line in words.
    """

    line: int
    cell: int | None
    mark: str
    verdict: str
    text: str
    style: str
    written: str = ""
    where: str = ""

    @property
    def plain(self) -> str:
        """The note on one line.

        >>> Note(3, None, "✗", "wrong", "expected: 2(x+y).", "bad").plain
        '✗ wrong: expected: 2(x+y).'
        """
        return f"{self.mark} {self.verdict}: {self.text}" if self.text else f"{self.mark} {self.verdict}"

    @property
    def placed(self) -> str:
        """The note with its line, for where it can't stand right behind it.

        >>> Note(3, None, "✓", "correct", "", "good", where="line 3").placed
        '✓ line 3: correct'
        """
        return f"{self.mark} {self.where}: {self.plain.removeprefix(self.mark).strip()}"


def notes_of(findings: Sequence[Finding], lang: Language) -> list[Note]:
    """Return a note for each finding, in the order of their lines; two findings at a line make two notes."""
    return [
        Note(
            finding.row.line.number,
            finding.row.line.cell,
            WORDINGS[finding.verdict].mark,
            WORDINGS[finding.verdict].label.in_(lang),
            truncate(" ".join(_said(finding, lang).split()), MAX_NOTE),
            WORDINGS[finding.verdict].style,
            finding.row.line.text,
            Text(f"{finding.row.line.number} 行目", f"line {finding.row.line.number}").in_(lang),
        )
        for finding in findings
    ]


def reason_of(finding: Finding, lang: Language) -> str:
    """Return what a finding's message says beyond its verdict; nothing where it only names that.

    An answer that is wrong without any known slip has no reason to be told.
    """
    sentence = WORDINGS[finding.verdict].sentence
    bare = finding.message.ja.rstrip("。") == sentence.ja and finding.verdict != "unanswered"
    return "" if bare else finding.message.in_(lang)


def _said(finding: Finding, lang: Language) -> str:
    if finding.verdict == "correct" and finding.kind != "result":
        return ""
    said = reason_of(finding, lang)
    if finding.expected is not None and finding.verdict != "unanswered":
        expected = (finding.right or finding.expected.in_(lang)).removesuffix("。" if lang == "ja" else ".")
        said = Text(f"正解は {expected}。{said}", f"expected {expected}. {said}").in_(lang).strip()
    return said
