"""The marks by which a printed sheet is known again: to whoever grades it, and to a bank in whose folder it lies.

They are comments of Markdown, which no reader of the rendered sheet sees. A mark names what was printed, never its key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_BEGINS = "<!-- quiz-"
_QUESTION = re.compile(
    r"\s*<!-- quiz-question id=([a-z0-9]+(?:-[a-z0-9]+)*) seed=([0-9]{1,19}) digest=([0-9a-f]{16}) -->\s*"
)
_SHEET = re.compile(r'\s*<!-- quiz-sheet bank="([^"<>]{1,200})" seed=([0-9]{1,19}) lang=(ja|en) -->\s*')

KEY_MARK = "<!-- quiz-key -->"
"""The mark above a key in Markdown."""


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """The mark above a printed question: item, seed, and the digest of what was printed."""

    id: str
    seed: int
    digest: str

    def __str__(self) -> str:
        """Return the mark as a sheet holds it.

        >>> mark = QuestionMark("conv-output-size", 7, "0123456789abcdef")
        >>> str(mark)
        '<!-- quiz-question id=conv-output-size seed=7 digest=0123456789abcdef -->'
        >>> question_mark(str(mark)) == mark
        True
        """
        return f"<!-- quiz-question id={self.id} seed={self.seed} digest={self.digest} -->"


@dataclass(frozen=True, slots=True)
class SheetMark:
    """The mark above a sheet: the bank and the seed that it was made from, and the language in which it was printed."""

    bank: str
    seed: int
    language: str

    def __str__(self) -> str:
        """Return the mark as a sheet holds it."""
        bank = "".join(sign if sign.isprintable() and sign not in '"<>' else "_" for sign in self.bank[:200])
        return f'<!-- quiz-sheet bank="{bank}" seed={self.seed} lang={self.language} -->'


def question_mark(line: str) -> QuestionMark | None:
    """Return the mark of a question that a line is; None if it is none."""
    found = _QUESTION.fullmatch(line)
    return None if found is None else QuestionMark(found[1], int(found[2]), found[3])


def sheet_mark(line: str) -> SheetMark | None:
    """Return the mark of a sheet that a line is; None if it is none.

    >>> sheet_mark('<!-- quiz-sheet bank="day2" seed=1 lang=ja -->')
    SheetMark(bank='day2', seed=1, language='ja')
    """
    found = _SHEET.fullmatch(line)
    return None if found is None else SheetMark(found[1], int(found[2]), found[3])


def is_printed(source: str) -> bool:
    """True if a text is a sheet or a key that was printed from a bank, and was never meant as a question of one."""
    return source.lstrip().startswith(_BEGINS)
