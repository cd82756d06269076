"""The marks by which a printed sheet is known again: to whoever grades it, and to a bank in whose folder it lies.

They are comments of Markdown, which no reader of the rendered sheet sees. A mark names what was printed, never its key.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.errors import Fault
from quiz.language import Text

_BEGINS = "<!-- quiz-"
_QUESTION = re.compile(
    r"[\s>]*<!-- quiz-question n=([0-9]{1,6}) id=([a-z0-9]+(?:-[a-z0-9]+)*) seed=([0-9]{1,19}) "
    r"digest=([0-9a-f]{16}) -->\s*"
)
_SHEET = re.compile(
    r'[\s>]*<!-- quiz-sheet bank="([^"<>]{1,200})" seed=([0-9]{1,19}) questions=([0-9]{1,6}) lang=(ja|en) -->\s*'
)

KEY_MARK = "<!-- quiz-key -->"
"""The mark above a key in Markdown."""


@dataclass(frozen=True, slots=True)
class QuestionMark:
    """The mark above a printed question: its number, item, seed, and the digest of what was printed."""

    number: int
    id: str
    seed: int
    digest: str

    def __str__(self) -> str:
        """Return the mark as a sheet holds it.

        >>> mark = QuestionMark(3, "conv-output-size", 7, "0123456789abcdef")
        >>> str(mark)
        '<!-- quiz-question n=3 id=conv-output-size seed=7 digest=0123456789abcdef -->'
        >>> question_mark(str(mark)) == mark
        True
        """
        return f"<!-- quiz-question n={self.number} id={self.id} seed={self.seed} digest={self.digest} -->"


@dataclass(frozen=True, slots=True)
class SheetMark:
    """The mark above a sheet: its bank and seed, how many questions it has, the language in which it was printed."""

    bank: str
    seed: int
    questions: int
    language: str

    def __str__(self) -> str:
        """Return the mark as a sheet holds it."""
        bank = "".join(sign if sign.isprintable() and sign not in '"<>' else "_" for sign in self.bank[:200])
        return f'<!-- quiz-sheet bank="{bank}" seed={self.seed} questions={self.questions} lang={self.language} -->'


def question_mark(line: str) -> QuestionMark | None:
    """Return the mark of a question that a line is; None if it is none."""
    found = _QUESTION.fullmatch(line)
    return None if found is None else QuestionMark(int(found[1]), found[2], int(found[3]), found[4])


def sheet_mark(line: str) -> SheetMark | None:
    """Return the mark of a sheet that a line is; None if it is none.

    >>> sheet_mark('<!-- quiz-sheet bank="day2" seed=1 questions=12 lang=ja -->')
    SheetMark(bank='day2', seed=1, questions=12, language='ja')
    """
    found = _SHEET.fullmatch(line)
    return None if found is None else SheetMark(found[1], int(found[2]), int(found[3]), found[4])


def is_printed(source: str) -> bool:
    """True if a text is a sheet or a key that was printed from a bank, and was never meant as a question of one."""
    return source.lstrip("> \t\r\n").startswith(_BEGINS)  # somebody may have quoted it


def printed_fault(path: str) -> Fault:
    """Return what is told of a sheet or a key that lies among the questions of a bank."""
    return Fault(
        path,
        1,
        Text("問題ではなく、quiz generate が書いた用紙か解答です", "no question but a sheet or key of quiz generate"),
        Text("問題ファイルのフォルダの外に移してください", "move it out of the folder of questions"),
        foreign=True,
    )
