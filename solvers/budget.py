"""Every bound on what a stranger wrote, in one place, each with its reason; what exceeds one is an ``OverBudget``.

A bound is far above what an honest question, answer or report needs, and far below what costs time. It is checked
before the work: a number is refused by its digits before it is a number, a list by its length before it is copied. What
no single size tells, such as formulas that are cheap one by one, is paid for step by step from a ``Budget``.

Nobody is shown an ``OverBudget`` as it is: whoever knows the file and the line, or the column of an answer, says it
there (``quiz.errors.too_much``).
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from contextvars import ContextVar, Token
from typing import Any, Final, Literal, get_args

Unit = Literal[
    "characters", "bytes", "lines", "digits", "bits", "levels", "entries", "values", "names", "steps", "elements"
]
"""What a bound counts; there are words for each (:mod:`quiz.errors`)."""

UNITS: Final = get_args(Unit)


class OverBudget(ValueError):
    """Something is larger than what is worked with.

    Attributes:
        bound: the bound that it exceeds.
        line: the line of the text at which it does, 1-based; 0 where there is none.
    """

    def __init__(self, bound: Bound, line: int = 0) -> None:
        super().__init__(f"more than {int(bound)} {bound.unit}")
        self.bound = bound
        self.line = line


class Bound(int):
    """The most of one thing that is worked with: a whole number that knows what it counts.

    >>> levels = Bound(3, "levels")
    >>> levels.check(3)
    >>> levels.check(4)
    Traceback (most recent call last):
    solvers.budget.OverBudget: more than 3 levels
    """

    unit: Unit

    def __new__(cls, most: int, unit: Unit) -> Bound:
        """Return the bound of so many units."""
        bound = super().__new__(cls, most)
        bound.unit = unit
        return bound

    def check(self, found: int, line: int = 0) -> None:
        """Raise :class:`OverBudget` if there is more."""
        if found > self:
            raise OverBudget(self, line)


class Budget:
    """What one piece of work may still spend, in steps: as a context, for all that is done in it.

    >>> with Budget(Bound(10, "steps")):
    ...     spend(6)
    ...     spend(6)
    Traceback (most recent call last):
    solvers.budget.OverBudget: more than 10 steps
    """

    def __init__(self, bound: Bound) -> None:
        self.bound = bound
        self.left = int(bound)
        self._outer: list[Token[Budget | None]] = []

    def __enter__(self) -> Budget:
        self._outer.append(_SPENT_FROM.set(self))
        return self

    def __exit__(self, *raised: object) -> None:
        _SPENT_FROM.reset(self._outer.pop())

    def spend(self, steps: int) -> None:
        """Take steps away; raise :class:`OverBudget` where there are none left."""
        self.left -= steps
        if self.left < 0:
            raise OverBudget(self.bound)


_SPENT_FROM: ContextVar[Budget | None] = ContextVar("budget", default=None)


def spend(steps: int) -> None:
    """Take steps away from the budget of the work that is under way, if it has one."""
    budget = _SPENT_FROM.get()
    if budget is not None:
        budget.spend(steps)


def at_most(bound: Bound) -> AbstractContextManager[object]:
    """Return a context in which no more is spent than the bound; within other work, what that may still spend.

    >>> with at_most(Bound(5, "steps")), at_most(Bound(100, "steps")):
    ...     spend(6)
    Traceback (most recent call last):
    solvers.budget.OverBudget: more than 5 steps
    """
    return nullcontext() if _SPENT_FROM.get() is not None else Budget(bound)


def measured(value: Any, inside: Callable[[Any], tuple[Any, ...]], parts: Bound, levels: Bound) -> int:
    """Return how many parts a value has, all of those inside it counted; a part that stands twice counts twice.

    No more than the bounds is looked at, so that a list that holds itself doubled sixty times costs no more than one
    that is too long. ``inside`` gives the parts of a part.

    >>> tree = ((1, 2), (3,))
    >>> measured(tree, lambda part: part if isinstance(part, tuple) else (), Bound(9, "values"), Bound(3, "levels"))
    6
    """
    found = 0
    waiting: list[tuple[tuple[Any, ...], int]] = [((value,), 1)]
    while waiting:
        these, level = waiting.pop()
        found += len(these)
        parts.check(found)
        for part in these:
            more = inside(part)
            if more:
                levels.check(level + 1)
                waiting.append((more, level + 1))
    return found


# -- an answer ---------------------------------------------------------------------------------------------------------

ANSWER: Final = Bound(10_000, "characters")
"""One answer, also when it has been written out (one sign may stand for eighteen): a page of code, ten of a text."""

TEXT_ANSWER: Final = Bound(4_000, "characters")
"""An answer in sentences: the longest model answer of the bank has 400."""

ANSWER_LINE: Final = Bound(20_000, "characters")
"""What is read of one line of a pipe: an answer that is too long, and is told so."""

ANSWER_FILE: Final = Bound(100_000, "bytes")
"""The code of an answer in a file of its own."""

# -- the expression language -------------------------------------------------------------------------------------------

EXPRESSION: Final = Bound(4_000, "characters")
"""A formula as an answer: a derivation of a page has 2,000."""

TOKENS: Final = Bound(1_500, "entries")
"""Names, numbers and signs of a formula: about half its characters."""

EXPRESSION_DEPTH: Final = Bound(48, "levels")
"""Brackets, signs, powers and functions in one another. Each costs up to ten calls of Python's thousand."""

DIGITS: Final = Bound(200, "digits")
"""One number of an answer. Python refuses to read 4,301 digits, and takes long over fewer."""

EXPONENT: Final = Bound(400, "digits")
"""The power of ten in ``1e400``: somewhat more than a float holds."""

BITS: Final = Bound(4_096, "bits")
"""An exact number on the way, in its numerator or denominator: 1,233 digits. ``9**(9**9)`` has 1.2 thousand million."""

FACTORIAL: Final = Bound(300, "steps")
"""The argument of an exact factorial: 300! is the largest below ``BITS``."""

TERMS: Final = Bound(1_000, "steps")
"""The terms of a sum over a range that is carried out."""

ITEMS: Final = Bound(256, "entries")
"""The entries of a tuple, a set or a matrix in an answer."""

SHOWN_PLACES: Final = Bound(30, "digits")
"""A decimal expansion that is written out."""

# -- fragments of code that are computed here --------------------------------------------------------------------------

FRAGMENT: Final = Bound(300, "characters")
"""One expression of NumPy, as a code prompt asks for it."""

FRAGMENT_BRACKETS: Final = Bound(30, "entries")
"""Brackets of a fragment."""

FRAGMENT_ELEMENTS: Final = Bound(1_000_000, "elements")
"""An array on the way: eight megabytes, a few milliseconds."""

FRAGMENT_EXPONENT: Final = Bound(64, "steps")
"""A power in a fragment."""

FRAGMENT_BITS: Final = Bound(2_048, "bits")
"""A whole number in a fragment: enough for every honest 2**64, and quick to compute and to print."""

# -- a bank ------------------------------------------------------------------------------------------------------------

QUESTIONS: Final = Bound(50_000, "entries")
"""The questions of a bank: ours has 150."""

QUESTION_FILE: Final = Bound(200_000, "bytes")
"""A question's file: the longest of the bank has 19,000."""

TOML_FILE: Final = Bound(100_000, "bytes")
"""A course, a set."""

NESTING: Final = Bound(30, "levels")
"""Lists and tables in one another, in TOML and in JSON: ours have four, a notebook eight."""

KEY_PARTS: Final = Bound(16, "names")
"""The parts of a dotted key (``misconception.halved.value``); the reader of TOML takes quadratic time over them."""

WRITTEN_DIGITS: Final = Bound(1_000, "digits")
"""One number in a file, also if it is written with an exponent (``1e1000``)."""

TABLE_KEYS: Final = Bound(500, "entries")
"""The keys of a table, the entries ``[[...]]`` of a list of tables: the longest rubric has 60 samples."""

VALUES: Final = Bound(100, "names")
"""What a question draws, lets and names: ours have 17 at most. Near names are looked for among them."""

CHOICES: Final = Bound(10_000, "entries")
"""The list that a value is drawn from, with what is in its lists; a long text counts several times."""

FAULTS: Final = Bound(50, "entries")
"""Faults of one file that are told: whoever has mended fifty sees the next fifty."""

FORMULA: Final = Bound(1_000, "characters")
"""One formula of an author; the longest of the bank has 501."""

FORMULA_BRACKETS: Final = Bound(40, "levels")
"""Brackets of a formula in one another: Python's own parser gives up at 200."""

FORMULA_DEPTH: Final = Bound(120, "levels")
"""The tree of a formula, in which a sum of a hundred terms has a hundred levels; the deepest of the bank has 11.
Compiling takes three calls a level, of Python's thousand."""

FORMULA_NODES: Final = Bound(1_000, "values")
"""Names, numbers and operations of a formula: no formula has as many as characters."""

TEMPLATE_FORMULAS: Final = Bound(200, "entries")
"""Formulas in one text; the longest solution of the bank has 36."""

FILLED: Final = Bound(100_000, "characters")
"""A text with its values filled in: a hundred screens."""

VALUE_PARTS: Final = Bound(5_000, "values")
"""The numbers and texts of one value, those in the lists of its lists counted: an image of 70 by 70."""

VALUE_DEPTH: Final = Bound(60, "levels")
"""Lists in lists, and the levels of a formula that is a value: printing one takes ten calls a level."""

ARGUMENTS: Final = Bound(1_100, "values")
"""The numbers and texts that a function is given, lists and all: the longest list that is drawn, and some more. A
number of 64 bits counts twice, one of 128 three times."""

TABLE_ARGUMENTS: Final = Bound(300, "values")
"""The same where lists stand in a list, or an expression is given: an image of 16 by 16. Ours have 48 numbers."""

MATRIX_SIDE: Final = Bound(10, "entries")
"""The side of a matrix whose determinant or inverse is asked for: nobody computes more than four by hand."""

EVALUATION: Final = Bound(200_000, "steps")
"""One formula, or all formulas of one text, that are evaluated for themselves: as much as a whole draw."""

COUNTED: Final = Bound(5_000_000, "elements")
"""What a function counts or averages one by one, to confirm what another one has computed."""

SIMPLIFIED: Final = Bound(30, "values")
"""An expression that SymPy is asked to simplify, which takes seconds over a hundred; a line of ours has 10."""

CODE_NUMBERS: Final = Bound(20_000, "values")
"""The numbers between ``from`` and ``to`` that an input of a code question is drawn from: they are listed."""

DRAW_RANGE: Final = Bound(10**9, "values")
"""The values between ``from`` and ``to``: seeds tell no more of them apart."""

DRAWN: Final = Bound(1_000, "entries")
"""The list that is drawn."""

REDRAWS: Final = 200
"""How often values are drawn until some fit. Not fitting is no fault of size: the conditions are too narrow."""

DRAWING: Final = Bound(200_000, "steps")
"""All formulas of a question, over all redraws, until its values, key and options are found. One step is one operation
on one number, about a microsecond. The costliest draw of the bank takes 5,000."""

# -- JSON: sheets, responses, rows of comparisons, notebooks -----------------------------------------------------------

SHEET: Final = Bound(200_000_000, "bytes")
"""A sheet, its key or its responses: a hundred thousand questions, the most that are generated."""

ARCHIVE: Final = Bound(200_000_000, "bytes")
"""All files of a packed course, as they are unpacked: ours has 700,000."""

ARCHIVED_FILES: Final = Bound(60_000, "entries")
"""The files of a packed course: every question with its answers, and some pictures."""

ARCHIVED_FILE: Final = Bound(5_000_000, "bytes")
"""One file of a packed course: a large picture."""

COMPARED_ROW: Final = Bound(100_000, "characters")
"""One row of ``quiz compare --jsonl``: two formulas with their options."""

# -- a study report ----------------------------------------------------------------------------------------------------

REPORT: Final = Bound(2_000_000, "bytes")
"""A report's text, also that of a notebook's cells: the longest that were handed in have 60,000."""

NOTEBOOK: Final = Bound(50_000_000, "bytes")
"""A notebook's file: its pictures are embedded, and are not read."""

REPORT_PDF: Final = Bound(20_000_000, "bytes")
"""A PDF's file: its pictures are not read."""

REPORT_PAGES: Final = Bound(300, "entries")
"""Pages of a PDF: a long report has forty, and a page takes up to a tenth of a second."""

REPORT_OUTPUT: Final = Bound(30, "lines")
"""Lines of what one cell of a notebook printed; what follows is the log of a training run."""

REPORT_LINES: Final = Bound(50_000, "lines")
"""Lines of a report: forty characters each in two megabytes. Ten thousand take a tenth of a second."""

REPORT_LINE: Final = Bound(10_000, "characters")
"""A longer line is data (an embedded picture), not a sentence: its text is left out."""

REPORT_INDENT: Final = 80
"""Blanks at the beginning of a report's line; more of them stand for these. Code has four for each of its blocks."""

REPORT_TAG: Final = Bound(4_000, "characters")
"""A tag of a page; a longer ``<...`` is text."""

REPORT_QUESTIONS: Final = Bound(1_000, "entries")
"""Questions of a report, and statements that it makes of what a question asks. A course has 150 questions, and each of
a report's costs up to two milliseconds."""

PRINTED_CODE: Final = Bound(30_000, "characters")
"""One block of code that a report prints; a network with its layers has 6,000."""

PRINTED_REPORT: Final = Bound(200_000, "characters")
"""All the code of a report that is read: the notebooks of a course's day have 60,000 together. A megabyte of code takes
eight seconds."""

PRINTED_BLOCKS: Final = Bound(500, "entries")
"""Blocks of code of a report that are read; a notebook of a course's day has 80."""

PRINTED_DEPTH: Final = Bound(60, "levels")
"""Brackets of printed code in one another: Python's own parser gives up at 200, honest code has 8."""

PRINTED_NODES: Final = Bound(60, "values")
"""Names, numbers and operations of a line of printed code that is compared with a formula: ours have 25."""

SHAPE_AXES: Final = Bound(8, "entries")
"""Axes of an array whose shape is followed through printed code."""
