"""The tables ``[figure.name]`` of a question file -> rules with parsed formulas; rule + drawn values -> what is drawn.

Which keys a figure has is said by its sort (:mod:`quiz.figures.sorts`); how each is written, by its field's kind.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from quiz.bank.formula import Formula, FormulaError, exact
from quiz.bank.frontmatter import Table
from quiz.bank.template import BilingualTemplate
from quiz.errors import too_much
from quiz.figures.gallery import FIGURE_NAME
from quiz.figures.given import LARGEST, Field
from quiz.figures.sorts import SORTS, fields_of
from quiz.language import Text
from quiz.model import FigureRule
from solvers import budget
from solvers.budget import OverBudget

MOST_FIGURES = 12
MOST_VALUES = 400
"""The formulas of one key: a table of twelve by twelve has 144."""

VARIABLE = "x"
"""What a curve is a function of."""


@dataclass(frozen=True, slots=True)
class Curve:
    """A formula in ``x``, which stands for the axis even where a value of the question has that name."""

    formula: Formula


def read_figures(top: Table, known: Collection[str]) -> dict[str, FigureRule]:
    """Return the figures of a file by their names; each fault is noted with its line."""
    whole = top.table("figure")
    found = {}
    for name in whole.data:
        if not isinstance(whole.data[name], dict) or not FIGURE_NAME.match(name):
            remedy = Text(
                "[figure.短い名前] の表にします（小文字・数字・ハイフン）", "write a table [figure.short-name]"
            )
            whole.fault(name, f"figure.{name} が読めません", f"can't read figure.{name}", remedy)
            continue
        table = whole.table(name)
        sort = table.choice("sort", SORTS)
        if sort is not None:
            fields = fields_of(sort)
            table.refuse_unknown({"sort", *fields})
            found[name] = FigureRule(name, sort, _parts(table, fields, frozenset(known)), table.line())
    if len(found) > MOST_FIGURES:
        ja, en = f"図は {MOST_FIGURES} 個までです", f"a question has at most {MOST_FIGURES} figures"
        top.fault("figure", ja, en)
    return found


def _parts(table: Table, fields: Mapping[str, Field], known: frozenset[str]) -> dict[str, Any]:
    parts: dict[str, Any] = {}
    for key, wanted in fields.items():
        if key not in table:
            if wanted.required:
                table.fault(None, f"{table.called(key)} がありません", f"{table.called(key)} is missing")
            continue
        match wanted.kind:
            case "value":
                parts[key] = _Reader(table, key, known).value(table.data[key])
            case "curve":
                formula = table.formula(key, known | {VARIABLE})
                parts[key] = None if formula is None else Curve(formula)
            case "label":
                parts[key] = _label(table, key, table.data[key], known)
            case "labels":
                listed = table.data[key]
                if not isinstance(listed, list) or not 1 <= len(listed) <= wanted.most:
                    ja, en = f"{wanted.most} 個までのリストにしてください", f"should be a list of at most {wanted.most}"
                    table.fault(key, f"{table.called(key)} は{ja}", f"{table.called(key)} {en}")
                    continue
                parts[key] = tuple(_label(table, key, one, known) for one in listed)
            case "entries":
                entries = table.tables(key)
                if len(entries) > wanted.most:
                    ja, en = f"{wanted.most} 個までです", f"has at most {wanted.most} entries"
                    table.fault(key, f"{table.called(key)} は {ja}", f"{table.called(key)} {en}")
                    continue
                inside = wanted.inside or {}
                for entry in entries:
                    entry.refuse_unknown(inside)
                parts[key] = tuple(_parts(entry, inside, known) for entry in entries)
    return parts


class _Reader:
    """Reads the formulas of one key, lists in lists among them, and counts them."""

    def __init__(self, table: Table, key: str, known: Collection[str]) -> None:
        self.table, self.key, self.known = table, key, known
        self.left = MOST_VALUES

    def value(self, written: object, depth: int = 0) -> Any:
        """Return a formula, or a tuple of what a list holds."""
        if isinstance(written, list) and depth < 3:
            return tuple(self.value(part, depth + 1) for part in written[: MOST_VALUES + 1])
        self.left -= 1
        if self.left == -1:
            called, most = self.table.called(self.key), f"{MOST_VALUES}"
            self.table.fault(self.key, f"{called} の値は {most} 個までです", f"{called} has at most {most} values")
        return self.table.formula_of(written, self.key, self.known) if self.left >= 0 else None


def _label(table: Table, key: str, written: object, known: Collection[str]) -> BilingualTemplate | None:
    """Return a label in both languages: a table of ``ja`` and ``en``, or one text (or number) for both."""
    if isinstance(written, dict):
        inside = Table(table.sheet, written, (*table.path, key))
        inside.refuse_unknown(("ja", "en"))
        return inside.bilingual(known)
    if isinstance(written, int | Fraction) and not isinstance(written, bool):
        written = str(written)
    if not isinstance(written, str) or not written.strip():
        ja, en = "文字列か { ja = …, en = … } のはずです", "should be a text, or { ja = ..., en = ... }"
        table.fault(key, f"{table.called(key)} は{ja}", f"{table.called(key)} {en}")
        return None
    template = table.sheet.template(written, table.line(key), known)
    return BilingualTemplate(template, template)


def figure_values(rule: FigureRule, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a figure's keys hold for one set of values; :class:`FormulaError` names the key that fails."""
    return {key: _evaluated(part, values, key) for key, part in rule.parts.items()}


def _evaluated(part: Any, values: Mapping[str, Any], key: str) -> Any:
    try:
        if isinstance(part, Formula):
            return part.value(values)
        if isinstance(part, BilingualTemplate):
            return part.fill(values)
    except FormulaError as error:
        raise FormulaError(Text(f"{key}: {error.message.ja}", f"{key}: {error.message.en}")) from None
    if isinstance(part, Curve):
        return _curve(part.formula, values)
    if isinstance(part, Mapping):
        return {name: _evaluated(inside, values, f"{key}.{name}") for name, inside in part.items()}
    inner = (
        _evaluated(one, values, f"{key}.{n}" if isinstance(one, Mapping) else key) for n, one in enumerate(part, 1)
    )
    return tuple(inner)


def _curve(formula: Formula, values: Mapping[str, Any]) -> Callable[[float], float | None]:
    def at(x: float) -> float | None:
        try:
            y = formula.value({**values, VARIABLE: exact(x)})
        except FormulaError:
            try:
                budget.spend(1)
            except OverBudget as over:  # it isn't that there is no value: nothing is left to compute one with
                raise FormulaError(too_much(over)) from None
            return None
        if isinstance(y, bool) or not isinstance(y, int | Fraction | float):
            raise FormulaError(Text("曲線の値が数になりません", "the values of a curve should be numbers"))
        return float(y) if -LARGEST <= y <= LARGEST else None

    return at
