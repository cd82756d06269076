"""Examples: any answer is right of which a stated property holds ("give an odd function", "give weights for which …").

An answer is numbers or a function, and is read as one of that kind is. The property is a formula over it: of numbers it
is decided exactly, of a function at points that nobody can foresee. What can't be decided is undecided, never wrong.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quiz.bank.formula import FormulaError
from quiz.bank.formula.function_values import UndefinedHere
from quiz.bank.formula.property import Property, TooNear, Undecidable
from quiz.bank.frontmatter import BASE_NAMES, Table
from quiz.bank.kind_format import KindPart
from quiz.bank.template import Template, typeset
from quiz.draws import Draws
from quiz.kinds import kind_called
from quiz.kinds.instance import told_with
from quiz.kinds.kind import Kind, RuleFault, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant
from solvers.budget import EVALUATION, Budget, OverBudget

if TYPE_CHECKING:
    from quiz.interaction import Interaction

ANSWER = "answer"
"""The name of an answer that has no other."""

POINTS = 36
ENOUGH = 12
"""A property of a function is tried at so many points, and must hold at so many of them or more."""

_SIMPLE = (0, 1, -1, 2, -2, Fraction(1, 2), Fraction(-1, 2), 3, -3, 10, -10)
_PRIMES = (3, 5, 7, 11, 13)


@dataclass(frozen=True, slots=True)
class Sample:
    """An answer that the author says is right or not, as it may be typed, and the misconception that it shows."""

    answer: Template
    right: bool
    misconception: str | None
    line: int


@dataclass(frozen=True, slots=True)
class ExampleFields:
    """How an answer is read (``asked``, as the kind ``like`` has it), its names in formulas, what must hold of it."""

    like: str
    asked: Any
    names: tuple[str, ...]
    variables: tuple[str, ...]
    holds: Property | None
    check: Property | None
    samples: tuple[Sample, ...]


class Example(Kind):
    """Numbers or a function with a property."""

    label = Text("例を挙げる", "example")
    keys = frozenset({"answer"})
    key_rule = "optional"
    slip_keys = frozenset({"holds"})
    carries = True

    # -- in a question file ------------------------------------------------------------------------------------------

    def read_fields(self, part: KindPart) -> ExampleFields:
        """Read how an answer is written, the property, and the samples."""
        table = part.top.table("answer")
        _require_keys(part, table)
        fields = _answer_fields(part, table)
        known = part.values | set(fields.names) | set(fields.variables)
        functions = _functions(fields)
        holds, check = (_property(table, name, known, functions) for name in ("holds", "check"))
        samples = tuple(_sample(entry, part) for entry in table.tables("sample"))
        for right, ja, en in ((True, "正しい", "right"), (False, "誤り", "wrong")):
            if not any(sample.right is right for sample in samples):
                remedy = Text(
                    f"[[answer.sample]] に answer = '…'、right = {str(right).lower()} の例を書きます",
                    f"write an [[answer.sample]] with answer = '...' and right = {str(right).lower()}",
                )
                table.fault(None, f"{ja}の例がありません", f"there is no sample of a {en} answer", remedy)
        return replace(fields, holds=holds, check=check, samples=samples)

    def read_slip(self, part: KindPart, name: str) -> Property | None:
        """Read the property that an answer has which shows a misconception."""
        fields = _answer_fields(part, part.top.table("answer"), quiet=True)
        known = part.values | set(fields.names) | set(fields.variables)
        return _property(part.top.table("misconception").table(name), "holds", known, _functions(fields))

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
        found = _decide(fields.holds, variant, value)
        if found.why is _NOWHERE:
            return Outcome("unreadable", 0.0, unreadable=Unreadable(_NOWHERE, remedy=self.answer_format(variant)))
        if found.holds is None:
            why = (Diagnosis("not-decided", found.why, certain=False),) if found.why is not None else ()
            return Outcome("undecided", 0.0, why, parsed.understood_as)
        if found.holds:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        names = [
            slip.name
            for slip in variant.item.misconceptions
            if isinstance(slip.own, Property) and _decide(slip.own, variant, value).holds
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
            return value is not None and _decide(fields.holds, variant, value).holds is True

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
        """The example and the right samples have the property, by both formulas; the wrong ones have it by neither."""
        fields: ExampleFields = variant.item.answer
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


# -- read from a file --------------------------------------------------------------------------------------------------

_OWN = frozenset({"holds", "check", "sample", "name"})


def _require_keys(part: KindPart, table: Table) -> None:
    remedy = Text("正しい例を 1 つ、引いた値から計算します", "compute one right example from the drawn values")
    if "key" not in part.top:
        part.top.fault(None, "key がありません", "key is missing", remedy)
    if "check" in part.top:
        ja, en = "例を挙げる問題の check は [answer] に書きます", "the check of an example stands in [answer]"
        part.top.fault("check", ja, en, Text("別の書き方の条件です", "it is the property, said in another way"))
    for name, ja, en in (
        ("holds", "答えについての条件", "the property"),
        ("check", "別の書き方の条件", "it again, another way"),
    ):
        if name not in table:
            told = Text(f'{name} = "…" に{ja}を書きます', f'write {en} as {name} = "..."')
            table.fault(None, f"[answer] に {name} がありません", f"[answer] lacks {name}", told)


def _answer_fields(part: KindPart, table: Table, *, quiet: bool = False) -> ExampleFields:
    """Read how an answer is written: as an expression where variables are named, else as numbers.

    ``quiet`` notes no fault: the same table is read once more, for each misconception.
    """
    sheet = table.sheet
    faults = list(sheet.faults)
    like = "expression" if "variables" in table else "number"
    parts = table.data.get("parts") if isinstance(table.data.get("parts"), list) else []
    names = tuple(one["name"] for one in parts or [] if isinstance(one, dict) and isinstance(one.get("name"), str))
    if like == "expression" or not parts:
        names = (table.string("name", required=False) or ANSWER,)
    elif len(names) != len(parts):
        remedy = Text('name = "kernel" のように書きます', 'write name = "kernel"')
        table.fault(
            "parts", "[[answer.parts]] のそれぞれに name が必要です", "each of [[answer.parts]] needs a name", remedy
        )
    for name in names:
        if not name.isidentifier() or not name.isascii() or name in part.values | BASE_NAMES or names.count(name) > 1:
            remedy = Text("ほかで使っていない英字の名前にします", "take a name of letters that nothing else has")
            table.fault("name" if "name" in table else "parts", f"{name} は使えません", f"{name} can't be used", remedy)
            break
    bare = {key: value for key, value in table.data.items() if key not in _OWN}
    if parts:
        bare["parts"] = [
            {key: value for key, value in one.items() if key != "name"} for one in parts if isinstance(one, dict)
        ]
    top = Table(sheet, {**part.top.data, "answer": bare}, part.top.path)
    asked = kind_called(like).read_fields(replace(part, top=top))
    variables = table.strings("variables")
    if variables and not asked.asked:  # what a learner may write left of an equals sign
        asked = replace(asked, asked=(f"{names[0]}({', '.join(variables)})", names[0]))
    if quiet:
        sheet.faults[:] = faults
    return ExampleFields(like, asked, names, variables, None, None, ())


def _functions(fields: ExampleFields) -> dict[str, tuple[str, ...]]:
    return dict.fromkeys(fields.names, fields.variables) if fields.variables else {}


def _property(
    table: Table, name: str, known: Collection[str], functions: Mapping[str, tuple[str, ...]]
) -> Property | None:
    """Return the property of a key; None where absent, or faulty (then noted)."""
    source = table.string(name, required=False) if name in table else None
    if source is None:
        return None
    try:
        found = Property(source, functions)
        found.require({*known, *BASE_NAMES})
    except FormulaError as error:
        table.sheet.formula_fault(table.line(name), table.called(name), source, error)
        return None
    return found


def _sample(table: Table, part: KindPart) -> Sample:
    table.refuse_unknown(("answer", "right", "misconception"))
    right = table.typed("right", bool, Text(" true か false ", "true or false"), required=True)
    slip = table.string("misconception", required=False)
    if slip is not None and (slip not in part.slips or right):
        remedy = Text(
            f"[misconception.{slip}] を書き、right = false にします", f"write [misconception.{slip}], and right = false"
        )
        table.fault("misconception", f"この例に {slip} は書けません", f"this sample can't show {slip}", remedy)
    answer = table.sheet.template(table.string("answer") or "?", table.line("answer"), part.values)
    return Sample(answer, bool(right), slip, table.line())


# -- decided -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Decided:
    """Whether a property holds, None if nothing decides it; and why not, where that can be said."""

    holds: bool | None
    why: Text | None = None


_TOO_FEW = Text(
    "この関数は、試した点のほとんどで値を持ちません", "the function has no value at most of the points that were tried"
)
_NOWHERE = Text("この関数は、試したどの点でも値を持ちません", "the function has no value at any point that was tried")
_TOO_NEAR = Text("計算の精度では決められません", "the precision of the computation doesn't decide it")


def _decide(prop: Property | None, variant: Variant, value: Any) -> _Decided:
    fields: ExampleFields = variant.item.answer
    assert prop is not None  # the file was refused without it
    given = dict(
        zip(fields.names, value if isinstance(value, tuple) and len(fields.names) > 1 else (value,), strict=False)
    )
    scope = {**variant.values, **given}
    try:
        with Budget(EVALUATION):
            if fields.variables and prop.names & set(fields.variables):
                return _at_points(prop, variant, scope, typeset(value, "code"))
            return _Decided(prop.holds(scope))
    except (Undecidable, UndefinedHere):
        return _Decided(None, _TOO_NEAR)
    except FormulaError as error:
        return _Decided(None, told_with(error, {name: scope[name] for name in scope if name not in fields.variables}))
    except OverBudget:
        return _Decided(None, Text("計算が大きくなりすぎます", "it takes too much to compute"))


def _at_points(prop: Property, variant: Variant, scope: Mapping[str, Any], written: str) -> _Decided:
    """Try a property at points of the variables; it fails where it fails at one of them."""
    fields: ExampleFields = variant.item.answer
    draws = Draws(f"{variant.item.id}/{variant.seed}/{written}")
    held = undefined = 0
    near = False
    failed: str | None = None
    for place in range(POINTS):
        point = {name: _point(fields, name, place, draws) for name in fields.variables}
        try:
            if prop.holds({**scope, **point}):
                held += 1
            elif failed is None:
                failed = ", ".join(f"{name} = {typeset(one, 'text')}" for name, one in point.items())
        except TooNear:
            continue
        except Undecidable:
            near = True
        except UndefinedHere:
            undefined += 1
        except FormulaError:  # too much to compute: what has failed has failed
            if failed is None:
                raise
            break
        if failed is not None and (held or place >= ENOUGH):
            break
    if failed is not None:  # what fails everywhere fails for another reason than the point
        told = Text(f"たとえば {failed} で成り立ちません。", f"It fails at {failed}, for one.")
        return _Decided(False, told if held else None)
    if undefined == POINTS:
        return _Decided(None, _NOWHERE)
    if near:
        return _Decided(None, _TOO_NEAR)
    return _Decided(True) if held >= ENOUGH else _Decided(None, _TOO_FEW if undefined else _TOO_NEAR)


def _point(fields: ExampleFields, name: str, place: int, draws: Draws) -> Any:
    """Return a value of a variable: simple ones first, where pieces meet, then fractions, near and far."""
    domain = fields.asked.domain.get(name, "real")
    if place < len(_SIMPLE) and len(fields.variables) == 1:
        value: Any = _SIMPLE[place]
    else:
        below = _PRIMES[draws.below(len(_PRIMES))]
        size = (2, 5, 30)[place % 3]
        value = Fraction(draws.below(2 * size * below + 1) - size * below, below)
        value = value.numerator if value.denominator == 1 else value
    if domain in ("integer", "natural"):
        value = round(value)
    if domain == "unit":
        return Fraction(1 + draws.below(96), 97)
    if domain in ("positive", "nonnegative", "natural", "nonzero", "negative"):
        value = abs(value) or 1
    return -value if domain == "negative" else value


# -- as the kind that an answer is read as -----------------------------------------------------------------------------


def _like(variant: Variant) -> Kind:
    fields: ExampleFields = variant.item.answer
    return kind_called(fields.like)


def _asked(variant: Variant) -> Variant:
    """Return the variant as the kind sees it whose way of writing answers have."""
    return replace(variant, item=replace(variant.item, answer=variant.item.answer.asked))


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
        found = _decide(prop, variant, value)
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
