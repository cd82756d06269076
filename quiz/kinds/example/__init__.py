"""Examples: any answer is right of which a stated property holds ("give an odd function", "give weights for which …").

An answer is numbers or a function, and is read as one of that kind is. The property is a formula over it: of numbers it
is decided exactly, of a function at points that nobody can foresee. What can't be decided is undecided, never wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quiz.bank.formula.property import Property
from quiz.bank.kind_format import KindPart
from quiz.bank.template import typeset
from quiz.kinds import kind_called
from quiz.kinds.example.deciding import NOWHERE, decide_property
from quiz.kinds.example.fields import ExampleFields, read_example, read_property_of_slip
from quiz.kinds.kind import Kind, RuleFault, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant

if TYPE_CHECKING:
    from quiz.interaction import Interaction


class Example(Kind):
    """Numbers or a function with a property."""

    label = Text("例を挙げる", "example")
    written_out = True
    keys = frozenset({"answer"})
    key_rule = "optional"
    slip_keys = frozenset({"holds"})
    carries = True

    # -- in a question file ------------------------------------------------------------------------------------------

    def read_fields(self, part: KindPart) -> ExampleFields:
        """Read how an answer is written, the property, and the samples."""
        return read_example(part)

    def read_slip(self, part: KindPart, name: str) -> Property | None:
        """Read the property that an answer has which shows a misconception."""
        return read_property_of_slip(part, name)

    # -- for a variant -----------------------------------------------------------------------------------------------

    def fits(self, value: Any) -> bool:
        """Whatever an answer can be; how many numbers there are is seen where it is judged."""
        return kind_called("number").fits(value) or kind_called("expression").fits(value)

    def same(self, item: Item, left: Any, right: Any) -> bool:
        """The same numbers, or the same function."""
        return bool(left == right)

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Any answer with the property."""
        from quiz.interaction import GiveExample

        return (GiveExample(self.typed(variant, variant.key)),)

    def answer_format(self, variant: Variant) -> Text:
        """Tell what is written, and that one example is enough."""
        asked = _like(variant).answer_format(_asked(variant))
        return Text(f"条件を満たす例を 1 つ挙げてください。{asked.ja}", f"give one example; {asked.en}")

    def letters(self, variant: Variant) -> Collection[str]:
        """Those of the kind that it is read as."""
        return _like(variant).letters(_asked(variant))

    def show(self, item: Item, value: Any) -> Text:
        """Write it as its kind does."""
        fields: ExampleFields = item.answer
        return kind_called(fields.like).show(replace(item, answer=fields.asked), value)

    def key_shown(self, variant: Variant) -> Text:
        """One of many answers."""
        shown = self.show(variant.item, variant.key)
        return Text(f"例: {shown.ja}", f"for example {shown.en}")

    def key_in_report(self, variant: Variant) -> Text | None:
        """The same."""
        return self.key_shown(variant)

    # -- read and judged ---------------------------------------------------------------------------------------------

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read numbers, or a function of the letters that are asked for."""
        from quiz.kinds.expression import result_of

        fields: ExampleFields = variant.item.answer
        asked, like = _asked(variant), _like(variant)
        parsed = like.read(raw, asked)
        if isinstance(parsed, Unreadable) or not fields.variables:
            return parsed
        value = result_of(parsed.content.tree, fields.asked)
        if value is not None:
            return Parsed(parsed.content, like.show(asked.item, value).en)
        listed = ", ".join(fields.variables)
        reason = Text(f"{listed} の 1 つの式として読めません", f"this can't be read as one expression in {listed}")
        return Unreadable(reason, remedy=self.answer_format(variant))

    def carried(self, parsed: Parsed, variant: Variant) -> Any:
        """The numbers, or the function."""
        return _like(variant).carried(parsed, _asked(variant))

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Right where the property holds; else the slips whose own property does."""
        from quiz.reading.explanations import explained
        from solvers.expression import Unreadable as Fault

        fields: ExampleFields = variant.item.answer
        try:
            value = self.chosen(parsed, variant) if fields.variables else self.carried(parsed, variant)
        except Fault as fault:
            return Outcome("unreadable", 0.0, unreadable=explained(fault))
        found = decide_property(fields.holds, variant, value)
        if found.why is NOWHERE:
            return Outcome("unreadable", 0.0, unreadable=Unreadable(NOWHERE, remedy=self.answer_format(variant)))
        if found.holds is None:
            why = (Diagnosis("not-decided", found.why, certain=False),) if found.why is not None else ()
            return Outcome("undecided", 0.0, why, parsed.understood_as)
        if found.holds:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        names = [
            slip.name
            for slip in variant.item.misconceptions
            if isinstance(slip.own, Property) and decide_property(slip.own, variant, value).holds
        ]
        names += [name for slip in variant.distractors if slip.value == value for name in slip.misconceptions]
        told = diagnose(variant, list(dict.fromkeys(names)))
        if not told and found.why is not None:
            told = (Diagnosis("property-fails", found.why, certain=False),)
        return Outcome("wrong", 0.0, told, parsed.understood_as)

    @staticmethod
    def chosen(parsed: Parsed, variant: Variant) -> Any:
        """Return the function that was most likely meant; raise the fault of one that can be read in two ways."""
        from quiz.kinds.expression import result_of
        from solvers.grading.readings import chosen

        fields: ExampleFields = variant.item.answer

        def right(tree: Any) -> bool:
            value = result_of(tree, fields.asked)
            return value is not None and decide_property(fields.holds, variant, value).holds is True

        return result_of(chosen(parsed.content, right), fields.asked)

    # -- audited -----------------------------------------------------------------------------------------------------

    def answers(self, variant: Variant) -> Sequence[str]:
        """The samples that are said to be right, and the computed example."""
        fields: ExampleFields = variant.item.answer
        right = [sample.answer.fill(variant.values) for sample in fields.samples if sample.right]
        return *right, self.typed(variant, variant.key)

    def named_slips(self, item: Item) -> Sequence[str]:
        """Slips with a value; those with a property are shown by samples."""
        return [slip.name for slip in item.misconceptions if slip.value is not None]

    def item_faults(self, item: Item) -> Iterator[RuleFault]:
        """Each misconception with a property is shown by a sample."""
        shown = {sample.misconception for sample in item.answer.samples}
        for slip in item.misconceptions:
            if isinstance(slip.own, Property) and slip.name not in shown:
                ja, en = f"{slip.name} を示す誤りの例がありません", f"no wrong sample shows {slip.name}"
                remedy = f'[[answer.sample]] に misconception = "{slip.name}" を書いてください'
                yield (
                    "sample",
                    f"misconception.{slip.name}",
                    Text(f"{ja} → {remedy}", f'{en} → write misconception = "{slip.name}" in an [[answer.sample]]'),
                )

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """The example and the right samples have the property, by both formulas; the wrong ones have it by neither.

        Of numbers around the example the two formulas say the same.
        """
        fields: ExampleFields = variant.item.answer
        yield from _disagreement(variant)
        yield from _contradictions(self, variant, "key", self.typed(variant, variant.key), right=True)
        for place, sample in enumerate(fields.samples):
            where = f"answer.sample.{place}"
            text = sample.answer.fill(variant.values)
            yield from _contradictions(self, variant, where, text, right=sample.right)
            if not sample.right:
                yield from self._undiagnosed(variant, where, text, sample.misconception)

    def _undiagnosed(self, variant: Variant, where: str, text: str, name: str | None) -> Iterator[RuleFault]:
        parsed = self.read(text, variant)
        if isinstance(parsed, Unreadable) or name is None:
            return  # what can't be read is told already
        named = [diagnosis.name for diagnosis in self.judge(parsed, variant).diagnoses]
        if name not in named:
            listed = ", ".join(named) or "-"
            ja, en = (
                f"例「{text}」の診断は {listed} です（{name} のはずです）",
                f'the sample "{text}" shows {listed}, not {name}',
            )
            yield "sample", where, Text(ja, en)


# -- as the kind that an answer is read as -----------------------------------------------------------------------------


def _like(variant: Variant) -> Kind:
    fields: ExampleFields = variant.item.answer
    return kind_called(fields.like)


def _asked(variant: Variant) -> Variant:
    """Return the variant as the kind sees it whose way of writing answers have."""
    return replace(variant, item=replace(variant.item, answer=variant.item.answer.asked))


def _disagreement(variant: Variant) -> Iterator[RuleFault]:
    """Yield the first answer near the example of which one formula says that it is right, and the other doesn't."""
    fields: ExampleFields = variant.item.answer
    values = variant.key if isinstance(variant.key, tuple) else (variant.key,)
    if fields.variables or not all(isinstance(value, int | Fraction) for value in values):
        return  # functions are tried at many points as it is
    for place, value in enumerate(values):
        for other in (value - 1, value + 1, value + Fraction(1, 2), 2 * value, -value, 0, 1):
            tried = (*values[:place], other, *values[place + 1 :])
            said = [
                decide_property(prop, variant, tried if len(tried) > 1 else other).holds
                for prop in (fields.holds, fields.check)
            ]
            if None not in said and said[0] != said[1]:
                named = zip(fields.names, tried, strict=True)
                shown = ", ".join(f"{name} = {typeset(one, 'text')}" for name, one in named)
                first, second = ("holds", "check") if said[0] else ("check", "holds")
                ja = f"{shown} のとき {first} は成り立ち、{second} は成り立ちません → どちらかの式を直してください"
                en = f"with {shown}, {first} holds and {second} fails → mend one of the formulas"
                yield "check", "answer.check", Text(ja, en)
                return


def _contradictions(kind: Example, variant: Variant, where: str, text: str, *, right: bool) -> Iterator[RuleFault]:
    """Yield that a stated answer can't be read, or that a formula says of it what its author doesn't."""
    fields: ExampleFields = variant.item.answer
    parsed = kind.read(text, variant)
    if isinstance(parsed, Unreadable):
        ja, en = (
            f"例「{text}」を読めません: {parsed.reason.ja}",
            f'the sample "{text}" can\'t be read: {parsed.reason.en}',
        )
        yield "sample", where, Text(ja, en)
        return
    value = kind.chosen(parsed, variant) if fields.variables else kind.carried(parsed, variant)
    for name, prop in (("holds", fields.holds), ("check", fields.check)):
        found = decide_property(prop, variant, value)
        if found.holds is right:
            continue
        said = {True: Text("成り立ちます", "holds"), False: Text("成り立ちません", "fails")}.get(bool(found.holds))
        if found.holds is None:
            said = found.why
        assert said is not None
        ja, en = f"「{text}」で {name} が{said.ja}", f'of "{text}", {name} {said.en}'
        wanted = (
            Text("正しい例のはずです", "it should be right")
            if right
            else Text("誤りの例のはずです", "it should be wrong")
        )
        yield "sample", where, Text(f"{ja}（{wanted.ja}）", f"{en}: {wanted.en}")


KIND = Example()
