"""Code: right if it gives what the reference gives, on drawn inputs and at the edges. How it is written is free.

The code is run in the sandbox; its values come back as data and are compared here. A wrong answer is told the smallest
input on which it fails, and the slip whose wrong version fails in the same way everywhere.
"""

from __future__ import annotations

import ast
import warnings
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quiz.bank.itemfile import KindPart
from quiz.bank.template import Template
from quiz.draws import Draws
from quiz.errors import QuizError
from quiz.kinds.code.cases import NO_VALUE, Values, cases_of, expected, judged, same_data, shape_of, show_data, task_of
from quiz.kinds.code.fields import CodeTask, read_code
from quiz.kinds.instance import Computed, fill
from quiz.kinds.kind import InReports, Kind, RuleFault, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant

if TYPE_CHECKING:
    from quiz.interaction import Interaction

_FENCE = "```"
_TAB = 4
"""A tab in an answer stands for so many spaces."""


class Code(Kind):
    """An expression, a function or a class."""

    label = Text("コード", "code")
    keys = frozenset({"code"})
    key_rule = "none"
    key_place = "code.right"
    slip_keys = frozenset({"code"})
    in_reports = InReports.RUN
    runs_code = True
    repeats_answer = False
    costly = True

    def read_fields(self, part: KindPart) -> CodeTask:
        """Read the ``[code]`` table."""
        if "code" not in part.top:
            remedy = Text("[code] に参照実装と入力を書きます", "write the reference and the inputs in [code]")
            part.top.fault(None, "コードの問題に [code] がありません", "a code question needs a [code]", remedy)
        return read_code(part.top.table("code"), part.values)

    def read_slip(self, part: KindPart, name: str) -> Template | None:
        """Read a wrong version; it is run in the sandbox and nowhere else."""
        table = part.top.table("misconception").table(name)
        if "code" not in table:
            return None
        return table.sheet.template((table.string("code") or "?").strip("\n"), table.line("code"), part.values)

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Code has no key but its reference."""
        return Computed(None)

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Code that is run."""
        from quiz.interaction import WriteCode

        return (WriteCode(self.start(variant), self.answers(variant)[0]),)

    def start(self, variant: Variant) -> str:
        """The code to begin with."""
        task = task_of(variant)
        return "" if task.start is None else str(fill(variant.item, "code.start", task.start, variant.values))

    def takes_lines(self, item: Item) -> bool:
        """A definition takes several lines; an expression takes one."""
        return bool(item.answer.name)

    def is_whole(self, item: Item, written: str) -> bool:
        """True if the code can be read and defines everything that the question asks for, methods as well."""
        return _is_whole(written, item.answer)

    def summary_line(self, variant: Variant) -> Text | None:
        """None: a model answer takes more than a line."""
        return None

    def may_judge(self, item: Item) -> bool:
        """A stranger's code is run only where it is held."""
        return may_run(item)

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """Reference and check agree on every case; each wrong version fails, and is diagnosed by its name."""
        yield from _references_differ(variant)
        yield from _wrong_versions_told_apart(self, variant)

    def answer_format(self, variant: Variant) -> Text:
        """Tell what to write and how to end it."""
        task = task_of(variant)
        if not task.name:
            names = ", ".join(rule.name for rule in task.inputs)
            return Text(
                f"式を 1 つ書いてください（使える名前: {names}, np）", f"write one expression over {names} and np"
            )
        return Text(
            "コードを入力し、「.」だけの行か空行で終わります。:e でエディタが開きます。np は使えます",
            'type the code; a line with "." alone, or an empty one, ends it; :e opens an editor; np is there',
        )

    def fits(self, value: Any) -> bool:
        """A code item has no key but its reference."""
        return value is None

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Parse the code, which costs nothing if it can't be parsed, or doesn't define what is asked for."""
        task, source = task_of(variant), _unfenced(raw)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(source if task.name else source.strip(), mode="exec" if task.name else "eval")
        except SyntaxError as error:
            return _syntax(raw, source, error)
        except (ValueError, RecursionError, MemoryError):
            return Unreadable(Text("Python のコードとして読めません", "this can't be read as Python"))
        if not task.name:
            return _names_known(tree, task, raw) or Parsed(source.strip(), source.strip())
        if task.name not in _defined(tree):
            return Unreadable(
                Text(f"{task.name} が定義されていません", f"{task.name} isn't defined"),
                remedy=Text(f"{task.name} という名前で書いてください", f"define it under the name {task.name}"),
            )
        count = len(source.strip().splitlines())
        return Parsed(source, f"{task.name} ({count})")

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Run the answer on every case and compare; a process that can't be started decides nothing."""
        try:
            return _judge(parsed, variant)
        except QuizError as error:
            message = error.message if error.remedy is None else Text(
                f"{error.message.ja}\n→ {error.remedy.ja}", f"{error.message.en}\n→ {error.remedy.en}"
            )  # fmt: skip
            return Outcome("undecided", 0.0, understood_as=parsed.understood_as, evidence=message)

    def key_shown(self, variant: Variant) -> Text:
        """The model answer, as a block of code."""
        return Text.both(f"{_FENCE}python\n{self.answers(variant)[0]}\n{_FENCE}")

    def answers(self, variant: Variant) -> Sequence[str]:
        """Every right version that the item lists."""
        return tuple(source.fill(variant.values) for source in task_of(variant).right)


def _unfenced(raw: str) -> str:
    """Take away a Markdown fence around the code, and the indentation that all lines share."""
    import textwrap

    source = textwrap.dedent(raw.replace("\r\n", "\n").replace("\t", " " * _TAB).replace("\u3000", " "))
    lines = source.strip("\n").split("\n")
    if len(lines) > 2 and lines[0].startswith(_FENCE) and lines[-1].strip() == _FENCE:
        return "\n".join(lines[1:-1])
    return source


def _column_in(raw: str, position: int) -> int | None:
    """Return where a position of the prepared code stands in what was typed; None where that has several lines.

    A tab was made four spaces, and what all lines begin with was taken away.

    >>> _column_in("\\t0\\t0", 5)
    3
    """
    if len(raw.splitlines()) != 1:
        return None
    widths = [_TAB if sign == "\t" else 1 for sign in raw]
    indent = len(raw) - len(raw.lstrip())
    position += sum(widths[:indent])
    for column, width in enumerate(widths):
        position -= width
        if position < 0:
            return column
    return len(raw)


def _syntax(raw: str, source: str, error: SyntaxError) -> Unreadable:
    """Name the line that can't be read, and show it."""
    line = error.lineno or 1
    lines = source.splitlines()
    shown = lines[line - 1].strip()[:60] if 0 < line <= len(lines) else ""
    column = None if len(lines) != 1 or not error.offset else _column_in(raw, error.offset - 1)
    return Unreadable(
        Text(f"{line} 行目が Python の文法に合いません: {shown}", f"line {line} isn't valid Python: {shown}"),
        column,
        Text(f"Python の説明: {error.msg}", f"Python says: {error.msg}"),
    )


def _is_whole(source: str, task: CodeTask) -> bool:
    if not task.name:
        return True
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            tree = ast.parse(_unfenced(source))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False
    defined = {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)}
    wanted = {step.name for step in task.steps if step.do == "method"}
    return task.name in _defined(tree) and wanted <= defined


def _defined(tree: ast.AST) -> set[str]:
    """Return the names that the code defines at its outermost level."""
    found: set[str] = set()
    for node in getattr(tree, "body", ()):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign | ast.AnnAssign):
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            found |= {target.id for target in targets if isinstance(target, ast.Name)}
        elif isinstance(node, ast.Import | ast.ImportFrom):
            found |= {(alias.asname or alias.name).partition(".")[0] for alias in node.names}
    return found


def _names_known(tree: ast.AST, task: CodeTask, raw: str) -> Unreadable | None:
    """Refuse an expression over other names than those of the question: a slip of the keyboard costs nothing."""
    known = {*(rule.name for rule in task.inputs), *(rule.name for rule in task.sizes), "np"}
    bound = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    bound |= {node.arg for node in ast.walk(tree) if isinstance(node, ast.arg)}
    builtins = {"abs", "len", "max", "min", "sum", "range", "zip", "float", "int", "list", "tuple", "round", "pow"}
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and node.id not in known | bound | builtins:
            listed = ", ".join(sorted(known))
            return Unreadable(
                Text(f"{node.id} という名前はここにありません", f"there is no {node.id} here"),
                _column_in(raw, node.col_offset) if raw.isascii() else None,
                Text(f"使える名前: {listed}", f"the names are: {listed}"),
            )
    return None


# -- running and judging -----------------------------------------------------------------------------------------------

_Given = Values | str
"""What one case gave: the values that are compared, or the word for what happened instead."""


def _judge(parsed: Parsed, variant: Variant) -> Outcome:
    task, cases = task_of(variant), cases_of(variant)
    wanted = [expected(variant, case) for case in cases]
    given, evidence = _behaviour(task, parsed.content, cases)
    wrong = next((place for place, got in enumerate(given) if not _same(got, wanted[place], task)), None)
    if wrong is None and len(given) == len(cases):
        return Outcome("correct", 1.0, understood_as=parsed.understood_as)
    wrong = len(given) - 1 if wrong is None else wrong
    message = evidence or _difference(task, cases[wrong], wanted[wrong], given[wrong])
    names = _matching_slips(variant, given, cases)
    happened = given[wrong] if wrong < len(given) else "raised"
    diagnoses = diagnose(variant, names)
    if not diagnoses and isinstance(happened, str):
        diagnoses = (_happening(happened),)
    return Outcome("wrong", 0.0, diagnoses, parsed.understood_as, evidence=message)


def _behaviour(task: CodeTask, source: str, cases: Sequence[Values]) -> tuple[list[_Given], Text | None]:
    """Return what code gives in every case that was begun, and what is to be told of an ending of another kind."""
    if not task.name:
        values = _fragment(task, source, cases)
        if values is not None:
            return values, None
    from quiz.sandbox import Job, run

    names = _needed(task)
    job = Job(source, task.steps, task.gives, expression=not task.name)
    done = run(job, [{name: case[name] for name in names} for case in cases])
    given: list[_Given] = []
    evidence: Text | None = None
    if done.raised is not None:
        return ["raised"], _raised_said(done.raised, None)
    for case, one in zip(cases, done.cases, strict=False):
        if one.values is not None:
            given.append(judged(task, case, one.values))
            continue
        given.append(done.ending if one.raised is None else _word(one.raised.type))
        if evidence is None:
            evidence = (
                _ended_said(done.ending, case, task) if one.raised is None else _raised_said(one.raised, case, task)
            )
            if any(isinstance(earlier, str) for earlier in given[:-1]):
                evidence = None
    if done.ending != "done" and not given:
        return [done.ending], _ended_said(done.ending, None, task)
    return given, evidence


def _word(exception: str) -> str:
    return "exited" if exception == "SystemExit" else f"raised {exception}"


def _fragment(task: CodeTask, source: str, cases: Sequence[Values]) -> list[_Given] | None:
    """Return the values of an expression that needs no sandbox; None if it isn't of the kind that is read as data."""
    from solvers.fragment import FragmentError, run_fragment

    names = _needed(task)
    try:
        return [
            judged(task, case, {task.gives[0]: run_fragment(source, {name: case[name] for name in names})})
            for case in cases
        ]
    except FragmentError:
        return None


def _needed(task: CodeTask) -> list[str]:
    """The values of a case that the code may see."""
    if not task.name:
        return [rule.name for rule in task.sizes] + [rule.name for rule in task.inputs]
    used = {name for step in task.steps for _, name, _ in step.arguments}
    made = {step.gives for step in task.steps}
    return sorted(used | (set(task.gives) - made))


def _same(got: _Given, wanted: Values, task: CodeTask) -> bool:
    return not isinstance(got, str) and same_data(got, wanted, task.tolerance)


def _matching_slips(variant: Variant, given: Sequence[_Given], cases: Sequence[Values]) -> list[str]:
    """Return the slips whose wrong version gives the same in every case. An author's code needs a real sandbox."""
    task = task_of(variant)
    found: list[str] = []
    if all(isinstance(one, str) for one in given):
        return found  # an answer that never gives a value shares nothing with any other
    for slip in variant.item.misconceptions:
        source = wrong_version(variant, slip.own)
        if source is None:
            continue
        other = _remembered(variant, source, cases)
        if len(other) == len(given) and all(_alike(a, b, task) for a, b in zip(other, given, strict=True)):
            found.append(slip.name)
    return found


_MEMORY: OrderedDict[tuple[str, int, str], list[_Given]] = OrderedDict()
"""What the wrong versions gave, by item, seed and code: they are the same for every answer to a variant."""

_MOST_REMEMBERED = 100


def _remembered(variant: Variant, source: str, cases: Sequence[Values]) -> list[_Given]:
    key = (variant.item.id, variant.seed, source)
    if key not in _MEMORY:
        _MEMORY[key] = _behaviour(task_of(variant), source, cases)[0]
        while len(_MEMORY) > _MOST_REMEMBERED:
            _MEMORY.popitem(last=False)
    return _MEMORY[key]


def _alike(one: _Given, other: _Given, task: CodeTask) -> bool:
    if isinstance(one, str) or isinstance(other, str):
        return one == other
    return same_data(one, other, task.tolerance)


def wrong_version(variant: Variant, code: Template | None) -> str | None:
    """Return a slip's code if it may be run here: the program's own always, a stranger's only where it is held."""
    if code is None or not may_run(variant.item):
        return None
    return code.fill(variant.values)


def may_run(item: Item) -> bool:
    """True if code that the item's author wrote may be run here."""
    if item.trusted:
        return True
    from quiz.sandbox import level

    return level() != "limits"


# -- audited -----------------------------------------------------------------------------------------------------------


def _references_differ(variant: Variant) -> Iterator[RuleFault]:
    task = task_of(variant)
    for case in cases_of(variant):
        first, second = expected(variant, case), expected(variant, case, check=True)
        if not same_data(first, second, max(task.tolerance, 1e-6)):
            shown = {name: value for name, value in case.items() if name in {rule.name for rule in task.inputs}}
            message = f"{show_data(shown)}: {show_data(first)} / {show_data(second)}"
            ja, en = f"reference と check が違います: {message}", f"reference and check differ: {message}"
            yield "code", "code.check", Text(ja, en)
            return


def _wrong_versions_told_apart(kind: Kind, variant: Variant) -> Iterator[RuleFault]:
    for slip in variant.item.misconceptions:
        if slip.own is None:
            continue
        if slip.when is not None and not slip.when.value({**variant.values, "key": None}):
            continue
        source = wrong_version(variant, slip.own)
        if source is None:
            continue  # a stranger's code, and nothing here that would hold it
        parsed = kind.read(source, variant)
        verdict, names = "unreadable", set()
        if isinstance(parsed, Parsed):
            outcome = kind.judge(parsed, variant)
            verdict, names = outcome.verdict, {diagnosis.name for diagnosis in outcome.diagnoses}
        if verdict != "wrong" or slip.name not in names:
            message = ", ".join(sorted(names)) or "-"
            ja = f"誤りのコードの判定が {verdict}、診断が {message} です"
            en = f"the wrong version is graded {verdict} and diagnosed as {message}"
            yield "code", f"misconception.{slip.name}.code", Text(ja, en)


# -- telling -----------------------------------------------------------------------------------------------------------

_HAPPENED = {
    "timeout": Text(
        "制限時間内に終わりません（終わらないループはありませんか）。", "It doesn't end in time (an endless loop?)."
    ),
    "flooded": Text("出力が多すぎます。", "It prints too much."),
    "exited": Text("値を返す前にプログラムを終了しています。", "It ends the program before it has given a value."),
    "raised": Text("例外が起きています。", "It raises an exception."),
}  # fmt: skip


def _happening(word: str) -> Diagnosis:
    name = word.partition(" ")[0]
    return Diagnosis(name, _HAPPENED[name], certain=False)


def _ended_said(ending: str, case: Values | None, task: CodeTask) -> Text:
    shown = "" if case is None else _block(_inputs_shown(task, case))
    message = _HAPPENED.get(ending, _HAPPENED["exited"])
    return Text(f"{message.ja}{_for(shown, 'ja')}", f"{message.en}{_for(shown, 'en')}")


def _for(shown: str, language: str) -> str:
    return "" if not shown else {"ja": "次の入力のときです。", "en": " This is the input:"}[language] + f"\n{shown}"


def _raised_said(raised: Any, case: Values | None, task: CodeTask | None = None) -> Text:
    place_ja = "" if raised.line is None else f"{raised.line} 行目で "
    place_en = "" if raised.line is None else f"line {raised.line}: "
    message = _quoted(f"{raised.type}: {raised.message}" if raised.message else raised.type)
    shown = "" if case is None or task is None else _block(_inputs_shown(task, case))
    lead_ja, lead_en = _for(shown, "ja"), _for(shown, "en")
    if raised.type == "SystemExit":
        return Text(_HAPPENED["exited"].ja + lead_ja, _HAPPENED["exited"].en + lead_en)
    return Text(
        f"{place_ja}例外が起きました: {message}\n\n{lead_ja}", f"{place_en}it raised {message}\n\n{lead_en}"
    )  # fmt: skip


def _quoted(text: str) -> str:
    bare = " ".join(text.replace("`", "'").split())
    return f"`{bare}`"


def _block(lines: Sequence[str]) -> str:
    """Write lines as a block of code, whatever they contain."""
    return "\n".join([_FENCE, *(line.replace(_FENCE, "'''").replace("\n", " ") for line in lines), _FENCE])


def _inputs_shown(task: CodeTask, case: Values) -> list[str]:
    return [f"{name} = {show_data(case[name])}" for name in _needed(task) if name not in ("True", "False")]


def _difference(task: CodeTask, case: Values, wanted: Values, got: _Given) -> Text:
    """Show the smallest input that fails, what was expected, and what came."""
    inputs = _inputs_shown(task, case)
    if isinstance(got, str):
        return _ended_said(got, case, task)
    name = next((key for key in wanted if key not in got or not same_data(got[key], wanted[key], task.tolerance)), "")
    right, wrong = wanted.get(name), got.get(name, got.get(NO_VALUE))
    shapes = (shape_of(right), shape_of(wrong))
    message = task.statements.get(name, Text.both(name))
    alone = len(wanted) == 1 and not task.judge

    def lines(labels: tuple[str, str], message: str) -> list[str]:
        lead = "" if alone else f"{message}: "
        found = [*inputs, "", f"{labels[0]}  {lead}{show_data(right)}", f"{labels[1]}  {lead}{show_data(wrong)}"]
        if shapes[0] != shapes[1]:
            found.append(f"shape  {shapes[0] or '-'} / {shapes[1] or '-'}")
        return found

    return Text(
        "合わない入力のうち、いちばん小さいものです。\n" + _block(lines(("期待", "結果"), message.ja)),
        "The smallest input on which it fails:\n" + _block(lines(("expected", "got     "), message.en)),
    )


KIND = Code()
