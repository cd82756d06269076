"""An answer that is a formula -> the end of its last equation for the quantity that was asked, or its last formula."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from quiz.model import Variant
from quiz.reading.formulas import with_signs
from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.conclusions import Division, Given, concluded
from quiz.report.graded_texts import first_readable, graded, shortened
from quiz.report.likeness import compact, without_bullet
from quiz.report.question import Question
from quiz.report.rows import Row, plain
from quiz.report.value_answers import two_values

_MATH_SIGNS = late(r"[=^\\²³]|\d\s*[a-z(]", re.I)
_ROW_BREAK = late(r"\\\\(?:\[[^\[\]]{0,12}\])?|\\cr\b")
_ENVIRONMENT = late(r"\\(?:begin|end)\{\w{1,12}\*?\}")
_INLINE = late(r"\$\$?([^$]+)\$\$?|\\\((.+?)\\\)|\\\[(.+?)\\\]")
_JAPANESE = late(r"[ぁ-んァ-ヶ一-鿿、。「」]")
_IN_WORDS = late(r"[ぁ-んァ-ヶ一-鿿]|[a-z]{4}", re.I)
_DERIVATIVE = late(r"d[a-z]\s*/\s*d[a-z]|∂\s*[a-z]\s*/\s*∂")


def read_formula(question: Question, rows: Sequence[Row], variant: Variant) -> Given:
    """Return the formula that answers; undecided where an earlier end of the same quantity is the key instead."""
    asked = {compact(name).replace("∂", "d") for row in question.prompt for name in _asked_names(row)}

    def read(part: Sequence[Row]) -> Given | None:
        """Of a conclusion: what is said of the quantity asked, or of none by name."""
        ends = [entry for entry in (*_named(part, asked), *_unnamed(part)) if entry[0]]
        return first_readable(iter(reversed(ends)), variant)

    def earlier(division: Division, conclusion: Given) -> Given | None:
        ends = _named(division.before, asked) or [
            (row.text, row) for row in division.before if "=" not in row.plain and marks.after_arrow(row.plain) is None
        ]
        found = first_readable(iter(reversed(ends)), variant)
        return found if found is not None and found.decided else None

    # A line that states its answer gives the question's values as well: ``t = x + y`` is none that was asked.
    states = question.states and not question.titled and not question.answered
    formulas = _unnamed(rows) if states else [(_end(formula), row) for row in rows for formula in _formulas(row)]
    ends = [entry for entry in (*reversed(_named(rows, asked)), *reversed(formulas)) if entry[0]]
    found = (
        concluded(rows, read, earlier)
        or _first_alone(question, rows, variant)
        or first_readable(iter(ends), variant)
        or first_readable(((without_bullet(row.text), row) for row in rows[:6]), variant)
    )
    assert found is not None  # there is at least one row
    if found.outcome.verdict == "incomplete" and (whole := _whole_of(found, rows, variant)) is not None:
        return whole
    if found.outcome.verdict == "unreadable":
        return Given(shortened(rows), rows[0], found.outcome)
    if found.outcome.verdict == "wrong":
        for text, row in [*_named(rows, asked), *_unnamed(rows)]:
            rival = Given(text, row, graded(text, variant))
            if rival.outcome.verdict == "correct":
                return two_values(rival, found)
    return found


def _whole_of(found: Given, rows: Sequence[Row], variant: Variant) -> Given | None:
    """Return what an intermediate result comes to further on: 2t, and then 2(x + y)."""
    later = rows[rows.index(found.row) :] if found.row in rows else ()
    for row in later:
        for formula in _formulas(row):
            given = Given(_end(formula), row, graded(_end(formula), variant))
            if given.outcome.verdict == "correct":
                return given
    return None


def _first_alone(question: Question, rows: Sequence[Row], variant: Variant) -> Given | None:
    """Return the first row behind an answer's mark where it is a formula and the rest of the answer are sentences."""
    first, *rest = rows
    if not question.answered or "=" in first.plain or any(_is_working(row) for row in rest):
        return None
    given = Given(without_bullet(first.text), first, graded(without_bullet(first.text), variant))
    return given if given.decided else None


def _is_working(row: Row) -> bool:
    """Whether a row goes on with formulas: it has no words, or begins with a sign of equality."""
    return row.plain.lstrip().startswith("=") or _IN_WORDS.search(row.plain) is None


def _asked_names(row: Row) -> list[str]:
    """The derivatives that a question names: dz/dx, \\frac{dz}{dx}."""
    return [
        *re.findall(r"d\w\s*/\s*d\w", row.plain),
        *re.findall(r"\\[dt]?frac\{[^{}]*\}\{[^{}]*\}", row.text),
    ]


def _named(rows: Sequence[Row], asked: set[str]) -> list[tuple[str, Row]]:
    """The ends of the equations for a quantity that was asked; one without a left side goes on with the last.

    An end that names derivatives (``dz/dt · dt/dx``) is the rule, and not yet a value.
    """
    found: list[tuple[str, Row]] = []
    current = ""
    for row in rows:
        for formula in _formulas(row):
            current = compact(formula.partition("=")[0]).replace("∂", "d") or current
            if "=" in formula and current in asked and not _DERIVATIVE.search(compact(_end(formula))):
                found.append((_end(formula), row))
    return found


def _unnamed(rows: Sequence[Row]) -> list[tuple[str, Row]]:
    return [(formula, row) for row in rows for formula in _formulas(row) if "=" not in formula]


def _formulas(row: Row) -> tuple[str, ...]:
    """The formulas of a row; a row of an aligned block is one, as is a line of mathematics without signs."""
    return _formulas_in(row.text)


@lru_cache(maxsize=1024)  # a derivation is gone through for its conclusion, for what stood before, and for its end
def _formulas_in(text: str) -> tuple[str, ...]:
    inline = _INLINE.findall(text)
    parts = [part for group in inline for part in group if part] or [text]
    found: list[str] = []
    for part in parts:
        for line in _ROW_BREAK.split(_ENVIRONMENT.sub(" ", part)):
            bare = line.replace("&", " ").strip().rstrip("\\").strip()
            if inline:
                found.append(bare)
                continue
            pieces = _JAPANESE.split(with_signs(plain(without_bullet(bare))))
            found += [piece.strip() for piece in pieces if piece.strip() and _MATH_SIGNS.search(piece)]
    return tuple(found)


def _end(formula: str) -> str:
    return formula.rpartition("=")[2].strip(" ,.;") or formula
