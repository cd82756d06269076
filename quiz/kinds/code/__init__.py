"""Code: right if it gives what the reference gives, on drawn inputs and at the edges. How it is written is free.

The code is run in the sandbox; its values come back as data and are compared here. A wrong answer is told the smallest
input on which it fails, and the slip whose wrong version fails in the same way everywhere.
"""

from __future__ import annotations

import ast
import warnings
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from quiz.bank.kind_format import KindPart
from quiz.bank.template import Template
from quiz.draws import Draws
from quiz.errors import QuizError, with_remedy
from quiz.kinds.code.cases import cases_of, same_data, task_of
from quiz.kinds.code.expectations import expected_of, may_run
from quiz.kinds.code.fields import read_code
from quiz.kinds.code.judging import judged_by_running, wrong_version
from quiz.kinds.code.own_reference import NOT_RUN, SEE_DOCTOR
from quiz.kinds.code.showing import show_data
from quiz.kinds.code.task import CodeTask
from quiz.kinds.code.written import (
    defined,
    is_whole,
    names_said,
    not_yet_written,
    same_code,
    syntax_fault,
    unfenced,
    unknown_name,
)
from quiz.kinds.instance import Computed, decide, fill
from quiz.kinds.kind import InReports, Kind, RuleFault
from quiz.language import Text
from quiz.model import Item, Outcome, Parsed, Unreadable, Variant

if TYPE_CHECKING:
    from quiz.interaction import Interaction


class Code(Kind):
    """An expression, a function or a class."""

    label = Text("コード", "code")
    may_be_part = False
    keys = frozenset({"code"})
    key_rule = "none"
    key_place = "code.right"
    slip_keys = frozenset({"code"})
    in_reports = InReports.RUN
    runs_code = True
    written_out = True
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
        return is_whole(written, item.answer)

    def summary_line(self, variant: Variant) -> Text | None:
        """None: a model answer takes more than a line."""
        return None

    def may_judge(self, item: Item) -> bool:
        """A stranger's code is run only where it is held."""
        return may_run(item)

    def ungraded_here(self, item: Item) -> Text | None:
        """A reference that the file brings is not run where nothing holds it; an answer stays undecided then."""
        if not item.answer.brings_reference or may_run(item):
            return None
        return with_remedy(NOT_RUN, SEE_DOCTOR)

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """Reference and check agree on every case; each wrong version fails, and is diagnosed by its name."""
        yield from _references_differ(variant)
        yield from _wrong_versions_told_apart(self, variant)

    def answer_format(self, variant: Variant) -> Text:
        """Tell what to write."""
        task = task_of(variant)
        if not task.name:
            names = names_said(task)
            return Text(f"式を 1 つ書いてください（{names.ja}）", f"write one expression ({names.en})")
        return Text("コードを書いてください（np は使えます）", "write the code (np is there)")

    def fits(self, value: Any) -> bool:
        """A code item has no key but its reference."""
        return value is None

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Parse the code, which costs nothing if it can't be parsed, or doesn't define what is asked for."""
        task, source = task_of(variant), unfenced(raw)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                tree = ast.parse(source if task.name else source.strip(), mode="exec" if task.name else "eval")
        except SyntaxError as error:
            return syntax_fault(raw, source, error)
        except (ValueError, RecursionError, MemoryError):
            return Unreadable(Text("Python のコードとして読めません", "this can't be read as Python"))
        if not task.name:
            return unknown_name(tree, task, raw) or Parsed(source.strip(), source.strip())
        if task.name not in defined(tree):
            return Unreadable(
                Text(f"{task.name} が定義されていません", f"{task.name} isn't defined"),
                remedy=Text(f"{task.name} という名前で書いてください", f"define it under the name {task.name}"),
            )
        unfinished = not_yet_written(tree, task)
        if unfinished is not None:
            return unfinished
        count = len(source.strip().splitlines())
        return Parsed(source, f"{task.name} ({count})")

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Run the answer on every case and compare; a process that can't be started decides nothing."""
        try:
            return judged_by_running(parsed, variant)
        except QuizError as error:
            message = error.message if error.remedy is None else Text(
                f"{error.message.ja}\n→ {error.remedy.ja}", f"{error.message.en}\n→ {error.remedy.en}"
            )  # fmt: skip
            return Outcome("undecided", 0.0, understood_as=parsed.understood_as, evidence=message)

    def key_shown(self, variant: Variant) -> Text:
        """The model answer, as a block of code."""
        from quiz.render.portable import code_block

        return Text.both(code_block(self.answers(variant)[0], "python"))

    def answers(self, variant: Variant) -> Sequence[str]:
        """Every right version that the item lists."""
        return tuple(source.fill(variant.values) for source in task_of(variant).right)


# -- audited -----------------------------------------------------------------------------------------------------------


def _references_differ(variant: Variant) -> Iterator[RuleFault]:
    """A reference and its check agree in every case; where the file brings both, they are not one code twice."""
    task = task_of(variant)
    own = task.brings_reference
    if own and not may_run(variant.item):
        return  # told of the whole question
    place = "code.right" if own else "code.check"
    if own and same_code(*(source.fill(variant.values) for source in task.right[:2])):
        ja, en = "2 つ目の right が 1 つ目と同じコードです", "the second of right is the code of the first"
        remedy = "確かめになるように、別の計算で書いてください", "write it in another way: it is the check of the first"
        yield "check", place, Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")
    cases = cases_of(variant)
    both = zip(cases, expected_of(variant, cases), expected_of(variant, cases, check=True), strict=True)
    for case, first, second in both:
        if not same_data(first, second, max(task.tolerance, 1e-6)):
            shown = {name: value for name, value in case.items() if name in {rule.name for rule in task.inputs}}
            message = f"{show_data(shown)}: {show_data(first)} / {show_data(second)}"
            names = ("1 つ目の right", "2 つ目", "the first", "the second of right")
            one, other, first_en, second_en = names if own else ("reference", "check", "reference", "check")
            ja, en = f"{one} と {other} が違います: {message}", f"{first_en} and {second_en} differ: {message}"
            yield "code", place, Text(ja, en)
            return


def _wrong_versions_told_apart(kind: Kind, variant: Variant) -> Iterator[RuleFault]:
    for slip in variant.item.misconceptions:
        if slip.own is None:
            continue
        part = f"misconception.{slip.name}.when"
        if slip.when is not None and not decide(variant.item, part, slip.when, {**variant.values, "key": None}):
            continue
        source = wrong_version(variant, slip.own)
        if source is None:
            continue  # a stranger's code, and nothing here that would hold it
        parsed = kind.read(source, variant)
        verdict, names = "unreadable", set()
        if isinstance(parsed, Parsed):
            outcome = judged_by_running(parsed, variant, shrink=False)
            verdict, names = outcome.verdict, {diagnosis.name for diagnosis in outcome.diagnoses}
        if verdict != "wrong" or slip.name not in names:
            message = ", ".join(sorted(names)) or "-"
            ja = f"誤りのコードの判定が {verdict}、診断が {message} です"
            en = f"the wrong version is graded {verdict} and diagnosed as {message}"
            yield "code", f"misconception.{slip.name}.code", Text(ja, en)


KIND = Code()
