"""What a file says of an example: how an answer is written, the property that makes it right, samples of both sorts."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.bank.formula.property import Property
from quiz.bank.frontmatter import BASE_NAMES, Table
from quiz.bank.kind_format import KindPart
from quiz.bank.template import Template
from quiz.kinds import kind_called
from quiz.language import Text

ANSWER = "answer"
"""The name of an answer that has no other."""


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


def read_example(part: KindPart) -> ExampleFields:
    """Read how an answer is written, the property, and the samples; faults are noted with their lines."""
    table = part.top.table("answer")
    _require_keys(part, table)
    fields = _answer_fields(part, table)
    known = part.values | set(fields.names) | set(fields.variables)
    functions = _functions(fields)
    holds, check = (_property(table, name, known, functions) for name in ("holds", "check"))
    samples = tuple(_sample(entry, part) for entry in table.tables("sample"))
    for right, ja, en in ((True, "正しい例", "right"), (False, "誤りの例", "wrong")):
        if not any(sample.right is right for sample in samples):
            remedy = Text(
                f"[[answer.sample]] に answer = '…'、right = {str(right).lower()} の例を書きます",
                f"write an [[answer.sample]] with answer = '...' and right = {str(right).lower()}",
            )
            table.fault(None, f"{ja}がありません", f"there is no sample of a {en} answer", remedy)
    return replace(fields, holds=holds, check=check, samples=samples)


def read_property_of_slip(part: KindPart, name: str) -> Property | None:
    """Read the property that an answer has which shows a misconception."""
    fields = _answer_fields(part, part.top.table("answer"), quiet=True)
    known = part.values | set(fields.names) | set(fields.variables)
    return _property(part.top.table("misconception").table(name), "holds", known, _functions(fields))


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
