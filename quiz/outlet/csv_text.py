"""CSV that a spreadsheet shows and never computes: a cell that would be a formula begins with an apostrophe."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

from quiz.outlet.visible import visible

# A spreadsheet passes over blanks before it looks for a formula's sign, and takes the full-width signs as well.
_FORMULA = re.compile(r"\s*[=+\-@＝＋－＠]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

Cell = str | int | float | None


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    r"""Return rows as CSV, each ended by a line feed; a cell of several lines stays one.

    A number is a number, whether it comes as one or as a learner's text.

    >>> csv_text([["name", "answer"], ["=cmd()", -0.5], ["-2.5", "-x"]])
    "name,answer\n'=cmd(),-0.5\n-2.5,'-x\n"
    """
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerows([_cell(cell) for cell in row] for row in rows)
    return file.getvalue()


def _cell(cell: Cell) -> str | int | float | None:
    if not isinstance(cell, str):
        return cell
    text = visible(cell)
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text
