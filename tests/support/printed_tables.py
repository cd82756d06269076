"""Tables of numbers in a printed stem, the words of its pictures, and answers of other forms than a row of numbers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction

import pytest
from printed_stems import SEEDS, Number, Printed, rounded

from quiz.courses import built_in_bank
from quiz.drawing import draw, prompt

Table = list[list[int]]


def tables(question: Printed, header: str = "") -> dict[str, Table]:
    """Return the tables of whole numbers of the only block of code that begins so, by the names that stand above them.

    Tables side by side are told apart by the columns of their names; where all that has a name ends earlier, a row
    belongs to the tables that reach so far.
    """
    blocks = re.findall(r"^```\n(.*?)\n```$", question.stem, re.DOTALL | re.MULTILINE)
    (block,) = [block for block in blocks if block.startswith(header)]
    names, *rows = block.split("\n")
    starts = [(match.start(), match[0]) for match in re.finditer(r"\S+", names)]
    found: dict[str, Table] = {}
    for at, (start, name) in enumerate(starts):
        end = starts[at + 1][0] if at + 1 < len(starts) else None
        parts = [row[start:end].split() for row in rows]
        found[name] = [[int(part) for part in row] for row in parts if row]
        assert len({len(row) for row in found[name]}) == 1, (question.name, name)
    return found


def pictured(identifier: str) -> Iterator[tuple[Printed, str]]:
    """Yield each question with the words that stand for its only picture."""
    item = built_in_bank().item(identifier)
    for seed in SEEDS:
        variant = draw(item, seed)
        (picture,) = prompt(variant).pictures.values()
        yield Printed(variant), picture.words("ja", "")


def hold_matrix(question: Printed, solved: Sequence[Sequence[Number]]) -> None:
    """The solved matrix is the key and is accepted row by row; with one entry off it isn't."""
    rows = [[Fraction(entry) for entry in row] for row in solved]
    assert question.key() == pytest.approx([float(entry) for row in rows for entry in row], abs=1e-12), question.name
    assert question.verdict(as_rows(rows)) == "correct", (question.name, rows)
    for row in rows:
        row[0] += 1
        assert question.verdict(as_rows(rows)) != "correct", (question.name, rows)
        row[0] -= 1


def hold_rounded_matrix(question: Printed, solved: Sequence[Sequence[float]], places: int) -> None:
    """The solved matrix is the key; rounded as printed it is accepted; with one entry three units off it isn't."""
    flat = [entry for row in solved for entry in row]
    assert question.key() == pytest.approx(flat, rel=1e-8, abs=1e-9), question.name
    rows = [[Fraction(rounded(entry, places)) for entry in row] for row in solved]
    assert question.verdict(as_decimals(rows, places)) == "correct", (question.name, rows)
    for row in rows:
        row[-1] += Fraction(3, 10**places)
        assert question.verdict(as_decimals(rows, places)) != "correct", (question.name, rows)
        row[-1] -= Fraction(3, 10**places)


def as_decimals(rows: Sequence[Sequence[Fraction]], places: int) -> str:
    return "[" + ", ".join("[" + ", ".join(rounded(entry, places) for entry in row) + "]" for row in rows) + "]"


def matrix(question: Printed, name: str) -> list[list[Fraction]]:
    """Return the matrix that is printed behind a name."""
    (rows,) = question.found(name + r"\\begin\{pmatrix\}(.*?)\\end")
    return [[Fraction(part.strip()) for part in row.split("&")] for row in rows.split(r"\\")]


def as_rows(rows: Sequence[Sequence[Fraction]]) -> str:
    return "[" + ", ".join("[" + ", ".join(map(str, row)) + "]" for row in rows) + "]"


def hold_choices(question: Printed, holds: Callable[[str], bool]) -> None:
    """The options that hold are accepted together; with one more or one less they aren't."""
    (options,) = question.lists
    right = {place for place, option in enumerate(options, 1) if holds(option)}
    assert question.verdict(numbered(right)) == "correct", (question.name, options, right)
    for place in range(1, len(options) + 1):
        assert question.verdict(numbered(right ^ {place})) != "correct", (question.name, options, right, place)


def numbered(places: set[int]) -> str:
    return " ".join(map(str, sorted(places))) or "なし"


def hold_figures(question: Printed, solved: Sequence[Number], figures: int = 3, rel: float = 1e-9) -> None:
    """The solved numbers are the key; rounded to so many significant figures they are accepted; three units off not."""
    assert question.key() == pytest.approx([float(value) for value in solved], rel=rel), question.name
    written = [significant(value, figures, 0) for value in solved]
    assert question.verdict(", ".join(written)) == "correct", (question.name, written)
    for at, value in enumerate(solved):
        off = [*written[:at], significant(value, figures, 3), *written[at + 1 :]]
        assert question.verdict(", ".join(off)) != "correct", (question.name, off)


def significant(value: Number, figures: int, off: int) -> str:
    """Return a number, not 0, rounded half away from it to so many significant figures, so many units farther away.

    >>> significant(Fraction(1, 8000), 3, 0), significant(2345, 3, 3), significant(-1.25, 2, 0)
    ('0.000125', '2380', '-1.3')
    """
    exact, unit = abs(Fraction(value)), Fraction(1)
    assert exact > 0
    while exact >= unit * 10**figures:
        unit *= 10
    while exact < unit * 10 ** (figures - 1):
        unit /= 10
    units = int(exact / unit + Fraction(1, 2)) + off
    places = max(0, len(str(unit.denominator)) - 1)
    whole = units * unit * 10**places
    assert whole.denominator == 1
    digits = str(whole.numerator).rjust(places + 1, "0")
    written = f"{digits[:-places]}.{digits[-places:]}" if places else digits
    return f"-{written}" if value < 0 else written
