"""The ``[code]`` table of a question file: what is to be written, how it is called, the inputs that it is tried on.

All of it is data. The steps are a short notation (``y = forward(x)``), read here by rules and never run as a program.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Collection, Mapping
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from quiz.bank.formula import Formula
from quiz.bank.frontmatter import Table
from quiz.bank.template import Template
from quiz.errors import too_much
from quiz.kinds.code.task import CodeTask, Holds, InputRule
from quiz.language import Text
from quiz.model import DrawRule
from solvers.budget import CODE_NUMBERS, OverBudget

if TYPE_CHECKING:
    from quiz.sandbox import Step

KEYS = "name names steps gives holds may_change reference check tolerance start right size input edge".split()
CONSTANTS = ("True", "False")
INPUT_KEYS = "shape shapes from to step count times varied edges scales forms any_axes".split()
EDGES = ("zeros", "ones", "large")
FORMS = ("whole", "apart")
MAX_STEPS = 32
MAX_TIMES = 60
MAX_SIDE = 64

_STEP = re.compile(
    r"(?:(?P<gives>\w+)\s*=\s*)?(?:(?P<of>[A-Za-z_]\w*)?(?P<dot>\.))?(?P<name>\w+)\s*"
    r"(?:\((?P<arguments>[\w\s,=\[\]]*)\))?"
    r"(?:\s+(?P<times>\d{1,3})\s+times)?\Z"
)
_HOLDS = re.compile(r"(?P<name>[a-z_]+)\((?P<of>[\w\s,]*)\)\Z")
_ARGUMENT = re.compile(r"(?:(?P<keyword>[A-Za-z_]\w*)\s*=\s*)?(?P<name>[A-Za-z_]\w*)(?:\[(?P<index>\d{1,3})\])?\Z")


def read_code(table: Table, values: Collection[str]) -> CodeTask:
    """Return the task of a ``[code]`` table; faults are noted with their lines."""
    table.refuse_unknown(KEYS)
    name = table.string("name", required=False) or ""
    if name and (not name.isidentifier() or keyword.iskeyword(name)):
        remedy = Text("英数字と _ で書いてください", "write it with letters, digits and _")
        table.fault("name", f"{name} は Python の名前になりません", f"{name} can't be a name in Python", remedy)
    sizes = _sizes(table.table("size"), values)
    known = {*values, *(rule.name for rule in sizes)}
    inputs = _inputs(table.table("input"), known)
    known |= {rule.name for rule in inputs}
    if not inputs:
        remedy = Text('[code.input] に x = { shape = ["n"] } のように書きます', 'write x = { shape = ["n"] } there')
        table.fault(None, "入力 [code.input] がありません", "there is no [code.input]", remedy)
    steps = _steps(table, name, known)
    results = {step.gives for step in steps if step.gives}
    holds = _holds(table, known | results)
    given = _gives(table, steps, known | results)
    reference, check = _references(table) if given or not holds else ("", "")
    return CodeTask(
        name=name,
        names=_names(table, name, sizes, inputs),
        steps=steps,
        gives=given,
        holds=holds,
        may_change=_may_change(table, inputs, results) | (set(given) - results),
        sizes=sizes,
        inputs=inputs,
        edges=_edges(table, sizes, inputs),
        reference=reference,
        check=check,
        tolerance=table.positive("tolerance", 0.5, default=1e-6),
        start=_code(table, "start", values) if "start" in table else None,
        right=_right(table, values),
    )


def _gives(table: Table, steps: tuple[Step, ...], known: Collection[str]) -> tuple[str, ...]:
    """Return the names of what is compared: by default the result of every step."""
    given = table.strings("gives")
    if "gives" not in table:
        given = tuple(step.gives for step in steps if step.gives) or ("value",)
    for one in given:
        if steps and one not in known:
            ja, en = (
                f"gives の {one} はどの手順の結果でも入力でもありません",
                f"gives names {one}, no result and no input",
            )
            table.fault("gives", ja, en, Text("steps の「名前 = …」で名づけます", "name it in steps, as in y = f(x)"))
    if "gives" in table and not given and not table.strings("holds"):
        remedy = Text("結果の名前を gives に書いてください", "name the results in gives")
        table.fault("gives", "何も比べていません", "nothing is compared", remedy)
    return given


def _names(table: Table, name: str, sizes: tuple[DrawRule, ...], inputs: tuple[InputRule, ...]) -> tuple[str, ...]:
    """Return the names that an expression may use, inputs first; by default every input and size."""
    known = [*(rule.name for rule in inputs), *(rule.name for rule in sizes)]
    if "names" not in table:
        return () if name else tuple(known)
    if name:
        table.fault("names", "names は式の問題に書きます", "names belongs to a question that asks for an expression")
    names = table.strings("names")
    for one in names:
        if one not in known:
            remedy = Text(f"使える名前: {', '.join(known)}", f"the names are: {', '.join(known)}")
            table.fault("names", f"{one} は入力でも大きさでもありません", f"{one} is no input and no size", remedy)
    return names


def _may_change(table: Table, inputs: tuple[InputRule, ...], results: Collection[str]) -> frozenset[str]:
    names = table.strings("may_change")
    for one in names:
        if one not in {*results, *(rule.name for rule in inputs)}:
            table.fault("may_change", f"{one} は入力でも結果でもありません", f"{one} is no input and no result")
    return frozenset(names)


def _holds(table: Table, known: Collection[str]) -> tuple[Holds, ...]:
    """Return the properties, read from ``name(value, value)``; the names are a closed list."""
    from quiz.kinds.code.properties import PROPERTIES

    found = []
    for source in table.strings("holds"):
        match = _HOLDS.match(source.strip())
        of = tuple(part.strip() for part in match["of"].split(",")) if match else ()
        if match is None or match["name"] not in PROPERTIES or len(of) != PROPERTIES[match["name"]].count:
            listed = ", ".join(f"{name}({', '.join(rule.values)})" for name, rule in sorted(PROPERTIES.items()))
            remedy = Text(f"使える性質: {listed}", f"the properties are: {listed}")
            table.fault("holds", f"性質が読めません: {source}", f"can't read this property: {source}", remedy)
            continue
        for one in of:
            if one not in known:
                table.fault("holds", f"{one} という値はありません", f"there is no value {one}")
        found.append(Holds(match["name"], of))
    return tuple(found)


def _references(table: Table) -> tuple[str, str]:
    """Return the names of the reference and its check; both are "" where the file brings them as right versions."""
    written = [key for key in ("reference", "check") if key in table]
    if len(written) == 1:
        missing = "check" if "check" not in table else "reference"
        remedy = Text(
            "両方を書くか、両方を書かずに right の 1 つ目と 2 つ目を比べさせてください",
            "write both, or neither: then the first two of right are taken for them",
        )
        ja, en = f"[code] に {missing} がありません", f"[code] has {written[0]}, but no {missing}"
        table.fault(written[0], ja, en, remedy)
    return (_function(table, "reference"), _function(table, "check")) if written else ("", "")


def _function(table: Table, key: str) -> str:
    """Return the name of a reference, which must be there."""
    name = table.string(key, required=False)
    if name is None:
        return "?"
    from solvers.practicals import near, reference_names

    if name not in reference_names():
        close = near(name)
        remedy = Text(f"近い名前: {', '.join(close)}", f"near names: {', '.join(close)}") if close else None
        table.fault(key, f"{name} という参照実装はありません", f"there is no reference called {name}", remedy)
    return name


def _right(table: Table, values: Collection[str]) -> tuple[Template, ...]:
    sources = table.strings("right")
    if len(sources) < 2:
        remedy = Text(
            "1 つ目が模範解答、2 つ目からは別の書き方です", "the first is the model answer, the others differ"
        )
        ja, en = "正しいコード right が 2 つ以上必要です", "right needs two or more right versions"
        table.fault("right" if "right" in table else None, ja, en, remedy)
    return tuple(table.sheet.template(source.strip("\n"), table.line("right"), values) for source in sources)


def _code(table: Table, key: str, values: Collection[str]) -> Template:
    source = (table.string(key) or "?").strip("\n")
    return table.sheet.template(source, table.line(key), values)


# -- steps -------------------------------------------------------------------------------------------------------------


def _steps(table: Table, name: str, known: Collection[str]) -> tuple[Step, ...]:
    sources = table.strings("steps")
    if not name:
        if sources:
            table.fault("steps", "name がないのに steps があります", "there are steps, but no name")
        return ()
    if not 1 <= len(sources) <= MAX_STEPS:
        remedy = Text('steps = ["y = 名前(x)"] のように書きます', f'write steps = ["y = {name}(x)"]')
        table.fault(None, f"steps は 1 個から {MAX_STEPS} 個です", f"there should be 1 to {MAX_STEPS} steps", remedy)
        return ()
    from quiz.sandbox import Step

    matches = [_STEP.match(source.strip()) for source in sources]
    is_class = any(match is not None and (match["dot"] or match["name"] not in {name, *known}) for match in matches)
    steps, made, objects = [], {*known, *CONSTANTS}, set[str]()
    for source, match in zip(sources, matches, strict=True):
        if match is not None and not match["dot"] and match["arguments"] is None and match["name"] in known:
            steps.append(Step("take", match["name"], (), match["gives"]))
            continue
        called = match is not None and match["arguments"] is not None
        if match is None or (not called and not match["dot"]) or (called and match["dot"] and not match["of"]):
            remedy = Text(
                "y = forward(x)、dW = .dW、y = one.forward(x) のように書きます",
                "write y = forward(x), dW = .dW, or y = one.forward(x)",
            )
            table.fault("steps", f"手順が読めません: {source}", f"can't read this step: {source}", remedy)
            continue
        arguments = _arguments(table, match["arguments"] or "", made)
        times, of = int(match["times"] or 0), match["of"] or ""
        if times > MAX_TIMES:
            table.fault("steps", f"繰り返しは {MAX_TIMES} 回までです", f"at most {MAX_TIMES} times")
        if of and of not in objects:
            remedy = Text(f"先に {of} = {name}(…) と書きます", f"write {of} = {name}(...) before")
            table.fault("steps", f"{of} というオブジェクトはありません", f"there is no object called {of}", remedy)
        if not called:
            steps.append(Step("read", match["name"], (), match["gives"], of=of))
        elif match["dot"] or match["name"] != name:
            steps.append(Step("method", match["name"], arguments, match["gives"], times, of))
        elif not is_class:
            steps.append(Step("call", name, arguments, match["gives"], times))
        else:
            objects.add(match["gives"] or "")
            steps.append(Step("new", name, arguments, None, times, match["gives"] or ""))
    named = objects & ({step.gives for step in steps} | set(known))
    for one in sorted(named):
        table.fault("steps", f"{one} はほかの値の名前でもあります", f"{one} is the name of another value as well")
    if is_class and steps and steps[0].do != "new":
        remedy = Text(f"steps の最初に {name}(…) を書いてください", f"begin steps with {name}(...)")
        table.fault("steps", f"最初の手順は {name}(…) です", f"the first step should be {name}(...)", remedy)
    return tuple(steps)


def _arguments(table: Table, written: str, known: Collection[str]) -> tuple[tuple[str | None, str, int | None], ...]:
    found = []
    for part in (part.strip() for part in written.split(",") if part.strip()):
        match = _ARGUMENT.match(part)
        if match is None or match["name"] not in known:
            remedy = Text(f"使える値: {', '.join(sorted(known))}", f"the values are: {', '.join(sorted(known))}")
            table.fault("steps", f"引数 {part} が読めません", f"can't read the argument {part}", remedy)
            continue
        found.append((match["keyword"], match["name"], None if match["index"] is None else int(match["index"])))
    return tuple(found)


# -- inputs ------------------------------------------------------------------------------------------------------------


def _sizes(table: Table, values: Collection[str]) -> tuple[DrawRule, ...]:
    rules: list[DrawRule] = []
    for name in table.data:
        spec = table.table(name)
        spec.refuse_unknown(("from", "to"))
        known = {*values, *(rule.name for rule in rules)}
        low, high = spec.formula("from", known), spec.formula("to", known)
        if low is None or high is None or not name.isidentifier() or name in values:
            remedy = Text("n = { from = 1, to = 5 } と書きます", "write n = { from = 1, to = 5 }")
            table.fault(name, f"大きさ {name} が読めません", f"can't read the size {name}", remedy)
            continue
        rules.append(DrawRule(name, low=low, high=high))
    return tuple(rules)


def _inputs(table: Table, known: Collection[str]) -> tuple[InputRule, ...]:
    return tuple(rule for name in table.data if (rule := _input(table, name, known)) is not None)


def _input(table: Table, name: str, known: Collection[str]) -> InputRule | None:
    spec = table.table(name)
    spec.refuse_unknown(INPUT_KEYS)
    if not name.isidentifier() or name in known:
        table.fault(name, f"{name} は入力の名前に使えません", f"{name} can't be the name of an input")
        return None
    shapes: dict[str, tuple[Formula, ...]] = {}
    if "shapes" in spec:
        parts = spec.table("shapes")
        shapes = {part: parts.formulas(part, known) for part in parts.data}
    elif "shape" in spec:
        shapes = {"": spec.formulas("shape", known)}
    if not shapes:
        remedy = Text('shape = ["n", "d"] と書きます（数 1 個なら []）', 'write shape = ["n", "d"], [] for one number')
        table.fault(name, f"入力 {name} に shape がありません", f"the input {name} lacks shape", remedy)
        return None
    low, high, step = (_number(spec, key, default) for key, default in (("from", -3), ("to", 3), ("step", _TENTH)))
    if (high - low) / step > CODE_NUMBERS:
        told = too_much(OverBudget(CODE_NUMBERS))
        table.fault(name, f"入力 {name} の{told.ja}", f"the input {name}: {told.en}")
        low, high, step = -3, 3, _TENTH
    chosen = {}
    for key, possible in (("edges", EDGES), ("forms", FORMS)):
        chosen[key] = spec.strings(key)
        for one in chosen[key]:
            if one not in possible:
                listed = ", ".join(possible)
                remedy = Text(f"どれかにしてください: {listed}", f"take one of: {listed}")
                spec.fault(key, f"{key} に {one} はありません", f"{key} can't be {one}", remedy)
    return InputRule(
        name=name,
        shapes=shapes,
        low=low,
        high=high,
        step=step,
        count=bool(spec.typed("count", bool, Text(" true か false ", "true or false"))),
        times=spec.whole("times", 1, 20) or 0,
        edges=chosen["edges"],
        scales=_scales(spec),
        forms=chosen["forms"],
        any_axes=bool(spec.typed("any_axes", bool, Text(" true か false ", "true or false"))),
        varied=bool(spec.typed("varied", bool, Text(" true か false ", "true or false"))),
        line=table.line(name),
    )


_TENTH = Fraction(1, 10)
LARGEST_INPUT = 1_000_000
"""The numbers that code is given are those of a program: whole numbers of the machine, and floats that stay finite."""


def _number(spec: Table, key: str, default: Any) -> Any:
    value: Any = spec.data.get(key, default)
    if isinstance(value, bool) or not isinstance(value, int | Fraction) or (key == "step" and value <= 0):
        spec.fault(key, f"{spec.called(key)} は数です", f"{spec.called(key)} should be a number")
        return default
    number = Fraction(value)
    if abs(number) > LARGEST_INPUT or (key == "step" and number < Fraction(1, LARGEST_INPUT)):
        ja, en = f"{spec.called(key)} の大きさは 100 万までです", f"{spec.called(key)} goes up to a million"
        spec.fault(key, ja, en)
        return default
    return value


def _scales(spec: Table) -> tuple[Any, ...]:
    """Return the factors by which drawn numbers are multiplied in cases of their own."""
    given = spec.data.get("scales", [])
    factors = given if isinstance(given, list) else [given]
    for one in factors:
        number = None if isinstance(one, bool) or not isinstance(one, int | Fraction) else abs(Fraction(one))
        if number is None or not SMALLEST_SCALE <= number <= LARGEST_INPUT:
            ja = f"{spec.called('scales')} は、大きさが 10 億分の 1 から 100 万までの数の並びです"
            en = f"{spec.called('scales')} should be a list of numbers from a billionth to a million in size"
            spec.fault(
                "scales", ja, en, Text("scales = [0.001, 1000] のように書きます", "write scales = [0.001, 1000]")
            )
            return ()
    return tuple(factors)


SMALLEST_SCALE = Fraction(1, 1_000_000_000)


def _edges(
    table: Table, sizes: tuple[DrawRule, ...], inputs: tuple[InputRule, ...]
) -> tuple[Mapping[str, int | str], ...]:
    """Return what is tried apart: sizes, and inputs that are all zeros or ones; what an edge doesn't name is drawn."""
    names, arrays = [rule.name for rule in sizes], [rule.name for rule in inputs]
    found: list[Mapping[str, int | str]] = []
    for entry in table.tables("edge"):
        entry.refuse_unknown([*names, *arrays])
        edge: dict[str, int | str] = {}
        for name in entry.data:
            value = entry.string(name) if name in arrays else entry.whole(name, 0, MAX_SIDE)
            if name in arrays and value not in EDGES:
                listed = ", ".join(EDGES)
                entry.fault(name, f"{name} は {listed} のどれかです", f"{name} can be {listed}")
            elif value is not None:
                edge[name] = value
        found.append(edge)
    return tuple(found)
