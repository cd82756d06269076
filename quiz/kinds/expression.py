"""Expressions: right if they are equal to the key, in the variables and the form that were asked for."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from quiz.bank.formula import Formula
from quiz.bank.frontmatter import Table
from quiz.bank.kind_format import KindPart
from quiz.kinds.kind import InReports, Kind, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant
from solvers.expression import Node, to_ascii, to_latex, to_text
from solvers.expression import Number as NumberNode
from solvers.expression.modular import decide_exactly

if TYPE_CHECKING:
    from quiz.interaction import Interaction
    from solvers import Comparison


@dataclass(frozen=True, slots=True)
class ExpressionFields:
    """What an answer may be written in: the ``[answer]`` table.

    ``intermediate`` gives names of quantities on the way, which a finished answer no longer holds; ``domain`` is a
    word of ``solvers.expression.identity.DOMAINS`` for a variable that isn't any real number.
    """

    variables: tuple[str, ...]
    intermediate: Mapping[str, Formula] = field(default_factory=dict)
    domain: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None


class Expression(Kind):
    """A formula in the item's variables."""

    label = Text("式", "expression")
    keys = frozenset({"answer"})
    in_reports = InReports.FORMULA

    def read_fields(self, part: KindPart) -> ExpressionFields:
        """Read the ``[answer]`` table."""
        table = part.top.table("answer")
        table.refuse_unknown(("variables", "intermediate", "domain", "form"))
        meanings, domain = table.table("intermediate"), table.table("domain")
        intermediate = {name: meanings.formula(name, part.values) for name in meanings.data}
        if domain.data:
            from solvers.expression.identity import DOMAINS

            for name in domain.data:
                domain.choice(name, sorted(DOMAINS))
        form = table.string("form", required=False)
        if form is not None:
            _require_form(table, form)
        if not table.strings("variables"):
            remedy = Text('variables = ["x", "y"] のように書きます', 'write variables = ["x", "y"]')
            table.fault(None, "[answer] に variables がありません", "[answer] lacks variables", remedy)
        return ExpressionFields(
            variables=table.strings("variables"),
            intermediate={name: formula for name, formula in intermediate.items() if formula is not None},
            domain={name: str(word) for name, word in domain.data.items()},
            form=form,
        )

    def letters(self, variant: Variant) -> Collection[str]:
        """A variable is an answer."""
        variables: tuple[str, ...] = variant.item.answer.variables
        return variables

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """One formula."""
        from quiz.interaction import EnterExpression

        fields: ExpressionFields = variant.item.answer
        return (EnterExpression(to_ascii(variant.key), fields.variables, fields.form),)

    def answer_format(self, variant: Variant) -> Text:
        """Tell the variables."""
        names = ", ".join(variant.item.answer.variables)
        return Text(
            f"{names} の式で答えてください（例: 3(x+1)^2）", f"answer with an expression in {names} (like 3(x+1)^2)"
        )

    def fits(self, value: Any) -> bool:
        """A tree."""
        return isinstance(value, Node)

    def same(self, item: Item, left: Any, right: Any) -> bool:
        """Equal for all values of the variables."""
        if left.scalar and right.scalar and not isinstance(right, NumberNode):
            # What drawing compares is nearly always decided by the first step of the comparison.
            exactly = decide_exactly(left, right)
            if exactly is not None:
                return exactly
        return self._compare(item, left, right).verdict in ("correct", "incomplete")

    @staticmethod
    def _compare(item: Item, left: Node, right: Node, *, form: str | None = None, hints: bool = False) -> Comparison:
        from solvers import compare

        return compare(left, right, assume=item.answer.domain, form=form, hints=hints)

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read a formula over the item's variables and the names of its intermediate quantities."""
        from quiz.reading.explanations import explained
        from quiz.reading.formulas import formula_text
        from solvers.expression import Unreadable as Fault
        from solvers.expression import read

        policy = variant.item.answer
        try:
            reading = read(formula_text(raw), names=[*policy.variables, *policy.intermediate])
        except Fault as fault:
            return explained(fault)
        if reading.unit:
            return explained(Fault("unexpected", max(raw.find(reading.unit), 0), reading.unit))
        return Parsed(reading, to_text(reading.tree))

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Compare with the key; then with intermediate quantities put in; then with the slips."""
        from quiz.kinds.slip_messages import form_diagnosis, slip_diagnosis
        from quiz.reading.explanations import explained
        from solvers.expression import Reading, names_in

        item, reading = variant.item, parsed.content
        assert isinstance(reading, Reading)
        result = self._compare(item, reading.tree, variant.key, form=item.answer.form, hints=True)
        if result.verdict == "correct":
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        if result.verdict == "incomplete":
            return Outcome("incomplete", 0.5, (form_diagnosis(item.answer.form, result),), parsed.understood_as)
        if result.verdict == "unreadable":
            fault = explained(result.fault) if result.fault else None
            return Outcome("unreadable", 0.0, unreadable=fault)
        left_in = [name for name in item.answer.intermediate if name in names_in(reading.answer)]
        answer = self._put_in(reading.answer, variant, left_in)
        if left_in and self._compare(item, answer, variant.key).verdict == "correct":
            return Outcome("incomplete", 0.5, (_not_substituted(variant, left_in),), parsed.understood_as)
        names = [
            name
            for slip in variant.distractors
            if self._compare(item, answer, slip.value).verdict == "correct"
            for name in slip.misconceptions
        ]
        if result.verdict == "undecided":
            return Outcome("undecided", 0.0, understood_as=parsed.understood_as)
        diagnoses = diagnose(variant, names) or tuple(slip_diagnosis(slip) for slip in result.slips)
        return Outcome("wrong", 0.0, diagnoses, parsed.understood_as)

    @staticmethod
    def _put_in(answer: Node, variant: Variant, names: Sequence[str]) -> Node:
        from solvers.expression import substitute

        meanings = {name: variant.item.answer.intermediate[name].value(variant.values) for name in names}
        return substitute(answer, meanings) if meanings else answer

    def show(self, item: Item, value: Any) -> Text:
        """Write the formula in one line."""
        return Text.both(to_text(value))

    def answers(self, variant: Variant) -> Sequence[str]:
        """The key in the writings that we print ourselves."""
        return to_ascii(variant.key), to_latex(variant.key), to_text(variant.key)


def _require_form(table: Table, form: str) -> None:
    from solvers.grading.form import FORMS, canonical_form, terms_of

    if terms_of(form) is None and canonical_form(form) not in FORMS:
        listed = ", ".join(sorted(FORMS))
        remedy = Text(f"ある形: {listed}、in terms of x, y", f"the forms are: {listed}, in terms of x, y")
        table.fault("form", f"{form} という形はありません", f"there is no form {form}", remedy)


def _not_substituted(variant: Variant, names: Sequence[str]) -> Diagnosis:
    meanings = [(name, to_text(variant.item.answer.intermediate[name].value(variant.values))) for name in names]
    values = "、".join(f"{name} = {meaning}" for name, meaning in meanings)
    variables = ", ".join(variant.item.answer.variables)
    return Diagnosis(
        "not-substituted",
        Text(
            f"値は合っていますが、{'、'.join(names)} が残っています。"
            f"{values} を代入し、{variables} の式にしてください。",
            f"The value is right, but {', '.join(names)} is left in it. "
            f"Put in {values} to get an expression in {variables}.",
        ),
    )


KIND = Expression()
