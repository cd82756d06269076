"""Whether a report prints any code: most don't, and then the rules for code need not even be loaded."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.report.code.loose_code import statement_in
from quiz.report.rows import Row


def may_print_code(rows: Sequence[Row]) -> bool:
    """True unless no row is code, nor a statement that stands by itself in the text."""
    return any(row.kind == "code" or row.line.code for row in rows) or any(
        statement_in(row.line.text) is not None for row in rows
    )
