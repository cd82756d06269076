"""Whether a report prints any code: most don't, and then the rules for code need not even be loaded."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.loose_code import loose_statement
from quiz.report.rows import Row


def may_print_code(rows: Sequence[Row]) -> bool:
    """True unless no row is code, nor a statement that stands by itself in the text."""
    return any(row.kind == "code" or row.line.code for row in rows) or any(
        loose_statement(row) is not None for row in rows
    )


_MAY_REMARK: Final = late(
    r"`|\b(?:np|nn|torch|keras|optim|numpy|layers|loss|model|net|optimizer)\.|\b\w{3,30}\(|//|\b(?:im2col|col2im|randn|Adam)\b",
    re.A,
)


def may_remark(rows: Sequence[Row]) -> bool:
    """Whether anything in a report looks as if it spoke of a call or of a line of code.

    >>> from quiz.report.documents import Line, Report
    >>> from quiz.report.rows import rows_of
    >>> may_remark(rows_of(Report("", (Line("勾配が小さくなる。", 1),))))
    False
    """
    return any(row.kind == "code" or row.line.code or _MAY_REMARK.search(row.text) is not None for row in rows)
