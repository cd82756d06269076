"""The rules for a course's formulas: each is found in its own passages, and no error is a right form."""

from __future__ import annotations

from collections.abc import Iterator

from quiz.language import Text
from quiz.report.documents import Line, Report
from quiz.report.formulas.equations import STATE, Equation
from quiz.report.formulas.formula_verdicts import FormulaFinding, judge_formulas
from quiz.report.formulas.known import Form, KnownFormula, Library, Slip
from quiz.report.rows import rows_of

FormulaFound = tuple[KnownFormula, Text]
"""Which formula, and what is wrong with it."""


def formula_faults(library: Library) -> Iterator[FormulaFound]:
    """Yield what is wrong with the formulas of a course, which could all be read."""
    for formula in library.formulas:
        yield from ((formula, detail) for detail in _passages(formula, library))
        for slip in formula.slips:
            yield from ((formula, detail) for detail in _told(formula, slip, library))


def _passages(formula: KnownFormula, library: Library) -> Iterator[Text]:
    """The passages of its tests have it right, and nothing that is faulted; those of its counters have it faulted."""
    if not formula.tests:
        yield Text("test の文がありません", "there is no passage under test")
    for passage in formula.tests:
        found = _found(passage, library)
        if not any(one.formula is formula and one.verdict == "right" for one in found):
            yield Text(f"「{passage}」で正しい式と判定されません", f'in "{passage}" it is not found to be right')
        for one in found:
            if one.verdict != "right":
                ja, en = (
                    f"「{passage}」が {one.formula.id} で誤りとされます",
                    f'"{passage}" is faulted by {one.formula.id}',
                )
                yield Text(ja, en)
    for passage in formula.counters:
        if not any(one.formula is formula and one.verdict != "right" for one in _found(passage, library)):
            yield Text(f"反例「{passage}」が誤りとされません", f'the counter-passage "{passage}" is not faulted')


def _found(passage: str, library: Library) -> list[FormulaFinding]:
    lines = tuple(Line(line, number) for number, line in enumerate(passage.split("\n"), start=1))
    return judge_formulas(rows_of(Report("", lines)), library)


def _told(formula: KnownFormula, slip: Slip, library: Library) -> Iterator[Text]:
    """A form of an error is no right form of a formula on the same topics, which would be found first."""
    for form in slip.forms:
        for match in library.right_forms(_equation(form, formula)):
            if match.formula.topics & formula.topics and not match.crossed and not match.form.roles:
                ja = f"誤り「{slip.message.ja}」の式は {match.formula.id} の正しい式でもあります"
                yield Text(ja, f'a form of the error "{slip.message.en}" is a right form of {match.formula.id}')


def _equation(form: Form, formula: KnownFormula) -> Equation:
    """A form of a formula as if a report had written it, the state called by one of the formula's letters."""
    shown = {name: name for name in (*form.print.free, *form.print.fixed)}
    if formula.states and STATE in shown:
        shown[STATE] = min(formula.states)
    return Equation(frozenset({form.kind}), form.left, form.print.node, shown, helper=False, sampled=False)
