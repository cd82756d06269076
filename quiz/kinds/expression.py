"""Expressions: right if they are equal to the key, in the variables and the form that were asked for."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING, Any

from quiz.bank.frontmatter import Table
from quiz.bank.kind_format import KindPart
from quiz.kinds.asked_quantity import (
    ExpressionFields,
    asked_trees,
    asked_writings,
    is_asked,
    is_factor,
    other_quantity,
    without_label,
)
from quiz.kinds.formula_frame import (
    called_at_left,
    definition_behind,
    told_with_name,
    with_long_bar,
    with_round_brackets,
)
from quiz.kinds.kind import InReports, Kind, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant
from solvers.expression import Node, to_ascii, to_latex, to_text
from solvers.expression import Number as NumberNode
from solvers.expression.modular import decide_exactly

if TYPE_CHECKING:
    from quiz.interaction import Interaction
    from solvers import Comparison
    from solvers.expression import Reading


_IN_WORDS = re.compile(r"(?i:\b(?:sum|product|difference|root|square|derivative)\s+of\b)")
_SIGNS_INSTEAD = Unreadable(
    Text("式が言葉で書かれています", "the formula is written in words"),
    remedy=Text("記号で書いてください（例: 3(x+1)^2）", "write it with signs, like 3(x+1)^2"),
)


class Expression(Kind):
    """A formula in the item's variables."""

    label = Text("式", "expression")
    keys = frozenset({"answer"})
    in_reports = InReports.FORMULA
    carries = True

    def read_fields(self, part: KindPart) -> ExpressionFields:
        """Read the ``[answer]`` table."""
        table = part.top.table("answer")
        table.refuse_unknown(("variables", "intermediate", "domain", "form", "asked"))
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
            asked=asked_writings(table),
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
        """Read a formula, or one that is written twice, which must be equal."""
        found = self._read_one(raw, variant)
        if isinstance(found, Parsed) and (found.content.tree.scalar or not variant.key.scalar):
            return found
        from quiz.kinds.written_twice import in_signs, writings
        from quiz.reading.fillers import without_fillers

        body = without_fillers(raw).strip()
        texts = [in_signs(text) for text in writings(body)]
        if texts == [body] or not variant.key.scalar:
            return found
        read = [self._read_one(text, variant) for text in texts]
        first = read[0]
        if not isinstance(first, Parsed) or any(isinstance(one, Unreadable) for one in read):
            return found
        given = [self.carried(one, variant) for one in read if isinstance(one, Parsed)]
        if len(texts) > 1 and not all(one is not None and self.same(variant.item, one, given[0]) for one in given):
            return found
        return first

    def _read_one(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read a formula over the item's variables and the names of its intermediate quantities."""
        from quiz.reading.explanations import explained
        from quiz.reading.formulas import formula_text
        from solvers.expression import Unreadable as Fault
        from solvers.expression import read

        policy = variant.item.answer
        try:
            text = formula_text(raw)
            if variant.key.scalar:
                text = with_round_brackets(text)
            text = _without_definition(text, variant)
            reading = read(text, names=[*policy.variables, *policy.intermediate])
        except Fault as fault:
            in_words = fault.code in ("arguments", "missing-argument") and _IN_WORDS.search(raw) is not None
            return _SIGNS_INSTEAD if in_words else explained(fault)
        if reading.unit:
            return explained(Fault("unexpected", max(raw.find(reading.unit), 0), reading.unit))
        called = called_at_left(text)
        if called is None or (is_factor(called, policy) and not is_asked(called, policy)):
            return Parsed(reading, to_text(reading.tree))
        return Parsed(reading, told_with_name(reading.tree, called))

    def carried(self, parsed: Parsed, variant: Variant) -> Any:
        """The formula, if it can be read in one way only and names nothing that is still to be put in."""
        reading = parsed.content
        return None if reading.others or reading.seconds else result_of(reading.tree, variant.item.answer)

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Judge what was most likely meant: the links of a chain, then its last member."""
        from quiz.reading.explanations import explained
        from solvers.expression import Reading
        from solvers.expression import Unreadable as Fault

        reading = parsed.content
        assert isinstance(reading, Reading)
        try:
            if not reading.others and not reading.seconds:  # as nearly always
                return self._judge_tree(reading.tree, reading.text, variant, parsed.understood_as)
            from solvers.grading.readings import chosen, shown

            def right(tree: Node) -> bool:
                return self._judge_tree(tree, reading.text, variant, "").verdict == "correct"

            tree = chosen(reading, right)
            told = self._judge_tree(tree, reading.text, variant, shown(reading, tree))
            return told if told.verdict != "wrong" else self._by_bar(reading, variant) or told
        except Fault as fault:
            return Outcome("unreadable", 0.0, unreadable=explained(fault))

    def _by_bar(self, reading: Reading, variant: Variant) -> Outcome | None:
        """Ask how far the bar of a root goes, where it is right if it goes to the end: 2/√4x+1."""
        from solvers.expression import Unreadable as Fault
        from solvers.expression import read

        policy = variant.item.answer
        longer = with_long_bar(reading.text)
        if longer is None:
            return None
        try:
            other = read(longer, names=[*policy.variables, *policy.intermediate])
            right = self._judge_tree(other.tree, longer, variant, "").verdict == "correct"
        except Fault:
            return None
        if not right:
            return None
        one, both = to_text(reading.tree), to_text(other.tree)
        told = Unreadable(
            Text(f"{one} とも {both} とも読めます", f"this reads as {one} or as {both}"),
            max(reading.text.rfind("√"), 0),
            Text(
                "√ のかかる範囲を √( ) のように括弧で書いてください", "write what is under the root in brackets: √( )"
            ),
        )
        return Outcome("unreadable", 0.0, unreadable=told)

    def _judge_tree(self, tree: Node, text: str, variant: Variant, understood_as: str) -> Outcome:
        """Judge a tree: what it says it gives must be what is asked, and each link of a chain must hold."""
        from solvers.expression import Relation, Symbol

        if not isinstance(tree, Relation) or isinstance(variant.key, Relation):
            return self._judge_value(tree, variant, understood_as)
        from solvers.grading.chains import false_link, is_chain, results_of

        if not is_chain(tree):
            return self._judge_value(tree, variant, understood_as)
        policy: ExpressionFields = variant.item.answer
        chain = without_label(tree, policy, text)
        meanings = {name: formula.value(variant.values) for name, formula in policy.intermediate.items()}
        variables = policy.variables
        found = false_link(chain, assume=policy.domain, meanings=meanings, known=variables, variables=variables)
        if found is not None and found.at == 0 and policy.asked and isinstance(found.left, Symbol):
            raise other_quantity(policy, text)  # "y = ..." says what y is
        outcomes = [self._judge_value(result, variant, understood_as) for result in results_of(chain)]
        outcome = next((right for right in outcomes if right.verdict == "correct"), outcomes[0])
        if found is None or outcome.verdict in ("unreadable", "undecided"):
            return outcome
        from quiz.kinds.slip_messages import false_link_diagnosis

        told = (false_link_diagnosis(found), *outcome.diagnoses)
        if outcome.verdict == "wrong":
            return Outcome("wrong", 0.0, told, understood_as)
        return Outcome("incomplete", 0.5, told, understood_as)

    def _judge_value(self, tree: Node, variant: Variant, understood_as: str) -> Outcome:
        """Compare with the key; then with intermediate quantities put in; then with the slips."""
        from quiz.kinds.slip_messages import form_diagnosis, slip_diagnosis
        from quiz.reading.explanations import explained
        from solvers.expression import names_in
        from solvers.expression.reading import answer_of

        item = variant.item
        result = self._compare(item, tree, variant.key, form=item.answer.form, hints=True)
        if result.verdict == "correct":
            return Outcome("correct", 1.0, understood_as=understood_as)
        if result.verdict == "incomplete":
            return Outcome("incomplete", 0.5, (form_diagnosis(item.answer.form, result),), understood_as)
        if result.verdict == "unreadable":
            fault = explained(result.fault) if result.fault else None
            return Outcome("unreadable", 0.0, unreadable=fault)
        given = answer_of(tree)
        left_in = [name for name in item.answer.intermediate if name in names_in(given)]
        answer = self._put_in(given, variant, left_in)
        if left_in and self._compare(item, answer, variant.key).verdict == "correct":
            return Outcome("incomplete", 0.5, (_not_substituted(variant, left_in),), understood_as)
        names = [
            name
            for slip in variant.distractors
            if self._compare(item, answer, slip.value).verdict == "correct"
            for name in slip.misconceptions
        ]
        if result.verdict == "undecided":
            return Outcome("undecided", 0.0, understood_as=understood_as)
        diagnoses = diagnose(variant, names) or tuple(slip_diagnosis(slip) for slip in result.slips)
        return Outcome("wrong", 0.0, diagnoses, understood_as)

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


def result_of(tree: Node, policy: ExpressionFields) -> Node | None:
    """Return the formula that an answer gives, without ``f(x) =``; None where it holds other letters, or says more."""
    from solvers.expression import Relation, names_in

    if isinstance(tree, Relation) and tree.data == ("=",):
        label, result = tree.args
        tree = result if label in asked_trees(policy.asked, (*policy.variables, *policy.intermediate)) else tree
    strange = names_in(tree) - set(policy.variables)
    return None if isinstance(tree, Relation) or strange else tree


def _require_form(table: Table, form: str) -> None:
    from solvers.grading.form import FORMS, canonical_form, terms_of

    if terms_of(form) is None and canonical_form(form) not in FORMS:
        listed = ", ".join(sorted(FORMS))
        remedy = Text(f"ある形: {listed}、in terms of x, y", f"the forms are: {listed}, in terms of x, y")
        table.fault("form", f"{form} という形はありません", f"there is no form {form}", remedy)


def _without_definition(text: str, variant: Variant) -> str:
    """Return a formula without "where t = ..." behind it, if that says what the question says of t."""
    from solvers.expression import Unreadable as Fault
    from solvers.expression import read

    policy: ExpressionFields = variant.item.answer
    found = definition_behind(text)
    if found is None or found[1] not in policy.intermediate:
        return text
    try:
        given = read(found[2], names=policy.variables).tree
    except Fault:
        return text
    meant = policy.intermediate[found[1]].value(variant.values)
    return found[0] if KIND.same(variant.item, given, meant) else text


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
