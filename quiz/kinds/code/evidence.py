"""The evidence that a learner sees: what happened, on which input, what was expected, and what was printed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.kinds.code.behaviour import Behaviour, Fault
from quiz.kinds.code.cases import Values, task_of
from quiz.kinds.code.expectations import expected
from quiz.kinds.code.result_property import Broken
from quiz.kinds.code.showing import (
    block,
    digits_apart,
    largest_difference,
    printed_lines,
    shape_of,
    show_data,
    value_lines,
    wrapped,
)
from quiz.kinds.code.task import CodeTask
from quiz.language import Text
from quiz.model import Diagnosis, Variant
from quiz.outlet.visible import in_line

if TYPE_CHECKING:
    from quiz.sandbox import Raised

_HAPPENED = {
    "timeout": Text(
        "制限時間内に終わりません（終わらないループや、大きすぎる数・配列はありませんか）。",
        "It doesn't end in time (an endless loop, or a number or array that is far too large?).",
    ),
    "flooded": Text("出力が多すぎます。", "It prints too much."),
    "exited": Text("値を返す前にプログラムを終了しています。", "It ends the program before it has given a value."),
    "crashed": Text(
        "実行中のプロセスが強制終了しました（メモリの使いすぎや、禁止された操作です）。",
        "The process was ended by the system (too much memory, or something that isn't allowed).",
    ),
    "raised": Text("例外が起きています。", "It raises an exception."),
}  # fmt: skip


def happening(word: str) -> Diagnosis:
    """Return what happened instead of values, as a diagnosis."""
    name = word.partition(" ")[0]
    return Diagnosis(name, _HAPPENED[name], certain=False)


def evidence_of(variant: Variant, seen: Behaviour) -> Text:
    """Say what happened: an exception, an ending, a property, or a result that differs, with the smallest input."""
    task = task_of(variant)
    if -1 in seen.raised:
        return _raised_said(seen.raised[-1], None, task)
    if seen.fault is None:
        return _ended_said(seen.ending, None, task)
    fault = seen.fault
    if fault.given.word:
        raised = seen.fault_raised or next(iter(seen.raised.values()), None)
        if raised is not None and fault.given.word.startswith(("raised", "exited")):
            return _raised_said(raised, fault.case, task)
        return _ended_said(fault.given.word, fault.case, task)
    if fault.broken is not None:
        return _property_said(task, fault, fault.broken)
    return _difference(task, fault, expected(variant, fault.case))


def _ended_said(ending: str, case: Values | None, task: CodeTask) -> Text:
    shown = "" if case is None else block(_inputs_shown(task, case))
    message = _HAPPENED.get(ending, _HAPPENED["exited"])
    return Text(f"{message.ja}{_for(shown, 'ja')}", f"{message.en}{_for(shown, 'en')}")


def _for(shown: str, language: str) -> str:
    return "" if not shown else {"ja": "次の入力のときです。", "en": " This is the input:"}[language] + f"\n{shown}"


def _raised_said(raised: Raised, case: Values | None, task: CodeTask) -> Text:
    place_ja = "" if raised.line is None else f"{raised.line} 行目で "
    place_en = "" if raised.line is None else f"line {raised.line}: "
    message = _quoted(f"{raised.type}: {raised.message}" if raised.message else raised.type)
    shown = "" if case is None else block(_inputs_shown(task, case))
    lead_ja, lead_en = _for(shown, "ja"), _for(shown, "en")
    if raised.type == "SystemExit":
        return Text(_HAPPENED["exited"].ja + lead_ja, _HAPPENED["exited"].en + lead_en)
    return Text(
        f"{place_ja}例外が起きました: {message}\n\n{lead_ja}", f"{place_en}it raised {message}\n\n{lead_en}"
    )  # fmt: skip


def _quoted(text: str) -> str:
    bare = " ".join(in_line(text.replace("`", "'").replace("\n", " ")).split())
    return f"`{bare}`"


def _inputs_shown(task: CodeTask, case: Values, result: str = "") -> list[str]:
    """Show the inputs, of several steps those up to the one whose result is shown."""
    names = [name for name in task.needed if name not in ("True", "False")]
    last = next((place for place, step in enumerate(task.steps) if step.gives == result), None)
    if result and last is not None:
        used = {name for step in task.steps[: last + 1] for _, name, _ in step.arguments}
        names = [name for name in names if name in used]
    return [line for name in names for line in value_lines(f"{name} = ", case[name])]


def _property_said(task: CodeTask, fault: Fault, found: Broken) -> Text:
    """Show the input on which a property is broken by itself, or what was counted over all of them."""
    if found.case is None:
        lines = list(found.lines)
        if not lines:
            shapes = {name: shape_of(fault.case[name]) for name in task.needed}
            lines = [f"{name}: {shape}" for name, shape in shapes.items() if shape]
        return Text(
            "すべての入力での結果をまとめて調べました。\n" + block(lines),
            "The results on all inputs were looked at together:\n" + block(lines),
        )
    lines = [*_inputs_shown(task, fault.case), "", *found.lines]
    repeated = {step.gives for step in task.steps if step.times}
    values = fault.given.values or {}
    for name in fault.about if not found.lines else ():
        if name in values and name not in task.gives:
            several = name in repeated and isinstance(values[name], list) and values[name]
            lines += value_lines(f"{name} = ", values[name][-1] if several else values[name])
    return Text(
        "合わない入力のうち、いちばん小さいものです。\n" + block(lines),
        "The smallest input on which it fails:\n" + block(lines),
    )


def _difference(task: CodeTask, fault: Fault, wanted: Values) -> Text:
    """Show the smallest input that fails, what was expected, and what came; of an input that was changed, which."""
    values, name = fault.given.values or {}, fault.result
    inputs = _inputs_shown(task, fault.case, name)
    if not name:
        shown = ", ".join(fault.given.changed)
        if not task.results.isdisjoint(fault.given.changed):
            return Text(
                f"値は合っていますが、返した {shown} が後の呼び出しで書き換えられました。\n" + block(inputs),
                f"The values are right, but a later call wrote into {shown}, returned before:\n" + block(inputs),
            )
        return Text(
            f"値は合っていますが、入力 {shown} が書き換えられました。\n" + block(inputs),
            f"The values are right, but the input {shown} was written into:\n" + block(inputs),
        )
    right, wrong = wanted[name], values.get(name)
    digits = digits_apart(right, wrong)
    distance = largest_difference(right, wrong)
    lead = "" if len(wanted) == 1 else f"{name}: "

    def lines(labels: tuple[str, str]) -> list[str]:
        found = [*inputs, ""]
        found += value_lines(f"{labels[0]}  {lead}", right, digits)
        found += value_lines(f"{labels[1]}  {lead}", wrong, digits)
        if shape_of(right) != shape_of(wrong):
            found += wrapped(f"shape  {shape_of(right) or '-'} / {shape_of(wrong) or '-'}")
        elif distance is not None and show_data(right) == show_data(wrong):
            found.append(f"max |Δ| = {distance:.2g}")
        return found

    return Text(
        "合わない入力のうち、いちばん小さいものです。\n" + block(lines(("期待", "結果"))),
        "The smallest input on which it fails:\n" + block(lines(("expected", "got     "))),
    )


def printed_in(seen: Behaviour) -> str:
    """What was printed where it is shown: in the case that fails, in the definition, else in the first case."""
    if seen.fault is not None and seen.fault.given.printed:
        return seen.fault.given.printed
    return seen.printed or next((one.printed for one in seen.given if one.printed), "")


def printed_said(text: str) -> Text | None:
    """Return what is said of the output; None where there is none."""
    lines = printed_lines(text)
    if not lines:
        return None
    return Text("print の出力（はじめの部分）\n" + block(lines), "What it printed (the beginning):\n" + block(lines))


def joined(message: Text, more: Text | None) -> Text:
    """Return a message with another one below it."""
    return message if more is None else Text(f"{message.ja}\n\n{more.ja}", f"{message.en}\n\n{more.en}")
