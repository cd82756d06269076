"""Running an answer in code and comparing what it gives; the slips that it shares; the evidence that a learner sees."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

from quiz.bank.template import Template
from quiz.kinds.code.cases import NO_VALUE, Values, cases_of, expected, judged, same_data, shape_of, show_data, task_of
from quiz.kinds.code.fields import CodeTask
from quiz.kinds.code.written import FENCE
from quiz.kinds.kind import diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Variant

_Given = Values | str
"""What one case gave: the values that are compared, or the word for what happened instead."""


def judged_by_running(parsed: Parsed, variant: Variant) -> Outcome:
    """Run an answer on every case of its variant and compare; a wrong one is shown the smallest case that fails.

    Raises :class:`quiz.errors.QuizError` where no process can be started.
    """
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
    return "\n".join([FENCE, *(line.replace(FENCE, "'''").replace("\n", " ") for line in lines), FENCE])


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
