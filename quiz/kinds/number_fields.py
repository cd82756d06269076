"""The ``[answer]`` table of a question that asks for numbers: how near they must come, their names and units."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.bank.frontmatter import Table
from quiz.bank.toml_text import exact_number
from quiz.language import Text
from quiz.reading.spelling import normalize
from quiz.reading.units import PERCENT, Wanted
from solvers.budget import OverBudget


@dataclass(frozen=True, slots=True)
class NumberFields:
    """How near an answer must come, the names of the parts of a tuple, and their units: the ``[answer]`` table.

    ``units`` has one unit for all parts, one for each, or none where the item says none.
    """

    decimals: int | None = None
    significant: int | None = None
    relative: float | None = None
    absolute: float | None = None
    parts: tuple[Text, ...] = ()
    units: tuple[Wanted, ...] = ()


def number_fields(table: Table) -> NumberFields:
    """Return what an ``[answer]`` table says; faults are noted with their lines."""
    table.refuse_unknown(("decimals", "significant", "relative", "absolute", "parts", "unit", "units"))
    parts = table.tables("parts")
    for entry in parts:
        entry.refuse_unknown(("ja", "en", "unit", "units"))
    _refuse_two_tolerances(table)
    return NumberFields(
        decimals=table.whole("decimals", 0, 12),
        significant=table.whole("significant", 1, 12),
        relative=table.positive("relative", 1) if "relative" in table else None,
        absolute=table.positive("absolute", 10**12) if "absolute" in table else None,
        parts=tuple(entry.label() for entry in parts),
        units=_units(table, parts),
    )


def _units(table: Table, parts: Sequence[Table]) -> tuple[Wanted, ...]:
    """Return the unit of all parts, or one for each; a part whose name says (%) is asked for in per cent."""
    whole = _unit(table)
    if not parts:
        return (whole,) if whole.name else ()
    each = [_unit(entry) for entry in parts]
    named = [
        unit if unit.name else (Wanted(PERCENT) if "%" in normalize(entry.label().ja) else whole)
        for unit, entry in zip(each, parts, strict=True)
    ]
    return tuple(named) if any(unit.name for unit in named) else ()


def _unit(table: Table) -> Wanted:
    name = (table.string("unit", required=False) or "").strip()
    others: list[tuple[str, Fraction]] = []
    entries = table.table("units") if "units" in table else None
    for word in entries.data if entries is not None else ():
        assert entries is not None
        share = _share(entries.data[word])
        if share is None:
            remedy = Text('units = { cm = "1/100" } のように書きます', 'write units = { cm = "1/100" }')
            entries.fault(word, "単位の大きさは正の数です", "the size of a unit is a positive number", remedy)
        else:
            others.append((normalize(word), share))
    if others and not name:
        table.fault("units", "units には unit も必要です", "units needs a unit as well")
    return Wanted(normalize(name), tuple(others))


def _share(value: Any) -> Fraction | None:
    """Return a factor as written, 0.01 or "1/100"; None if it is none."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction | float | str) or len(str(value)) > 40:
        return None
    try:
        share = exact_number(str(value))
    except (OverBudget, ValueError, ZeroDivisionError):
        return None
    return Fraction(share) if isinstance(share, int | Fraction) and share > 0 else None


def _refuse_two_tolerances(table: Table) -> None:
    said = [name for name in ("decimals", "significant", "relative", "absolute") if name in table]
    if len(said) > 1:
        ja = f"{'、'.join(said)} はどれか 1 つだけにします"
        remedy = Text("どれかを消してください", "leave one of them")
        table.fault(said[1], ja, f"only one of {', '.join(said)} can be given", remedy)
