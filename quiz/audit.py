"""The audit of a bank: draws every item many times and holds each variant against the rules of the house.

A rule is a function from one variant to what is wrong with it. Work that depends on the drawn values alone is done once
for each set of values, however many seeds lead to it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from quiz.bank import Bank
from quiz.drawing import draw, prompt, solution
from quiz.errors import Fault, Unanswerable
from quiz.formula import FormulaError
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.kinds.rubric import judge_text
from quiz.model import ORIGINAL, Item, Variant
from quiz.text import LANGUAGES, Text

Found = tuple[str, Text]
"""Where in the item (a dotted key of its front matter) and what is wrong."""


@dataclass(frozen=True, slots=True)
class Defect:
    """One broken rule: in which item and variant, in which line of its file, and what was found."""

    item: str
    seed: int | None
    rule: str
    detail: Text
    path: str
    line: int


@dataclass
class ItemReport:
    """What the audit saw of one item."""

    item: Item
    variants: int = 0
    distinct: set[Any] = field(default_factory=set)
    redraws: int = 0
    slips_told: dict[str, int] = field(default_factory=dict)
    facts: int = 0
    seconds: float = 0.0
    defects: list[Defect] = field(default_factory=list)


@dataclass
class Audit:
    """The whole audit: a report for each readable item, and every defect."""

    reports: list[ItemReport]
    defects: list[Defect]
    seconds: float

    @property
    def variants(self) -> int:
        """How many variants were drawn."""
        return sum(report.variants for report in self.reports)


def audit_bank(bank: Bank, seeds: int, watch: Callable[[Item], None] = lambda item: None) -> Audit:
    """Audit every item of a bank: its original instance and ``seeds`` drawn ones; ``watch`` is told of each item."""
    began = time.perf_counter()
    items, faults = bank.load_all()
    reports = []
    for item in items:
        watch(item)
        reports.append(audit_item(item, seeds))
    defects = [_from_fault(fault) for fault in faults]
    defects += [defect for report in reports for defect in report.defects]
    return Audit(reports, defects, time.perf_counter() - began)


def _from_fault(fault: Fault) -> Defect:
    name = fault.path.rpartition("/")[2].removesuffix(".md")
    remedy = fault.remedy
    detail = fault.message
    if remedy is not None:
        detail = Text(f"{detail.ja} → {remedy.ja}", f"{detail.en} → {remedy.en}")
    return Defect(name, None, "format", detail, fault.path, fault.line)


def audit_item(item: Item, seeds: int) -> ItemReport:
    """Audit one item: what holds for all its variants, then each variant."""
    report = ItemReport(item)
    began = time.perf_counter()
    report.facts = sum(option.holds.is_constant for option in item.options)
    for rule, check in _ITEM_RULES.items():
        for key, detail in check(item):
            _note(report, rule, None, key, detail)
    first = [ORIGINAL] if item.has_original else []
    for seed in [*first, *range(1, seeds + 1)]:
        try:
            variant = draw(item, seed)
        except Unanswerable as error:
            _note(report, "draw", seed, _key_in(error.message.en, item), error.message)
            if len(report.defects) > 20:
                break
            continue
        _audit_variant(report, variant)
    _audit_slips(report)
    report.seconds = time.perf_counter() - began
    return report


def _audit_variant(report: ItemReport, variant: Variant) -> None:
    report.variants += 1
    report.redraws += variant.redraws
    values = tuple(variant.values.items())
    for slip in variant.distractors:
        for name in slip.misconceptions:
            report.slips_told[name] = report.slips_told.get(name, 0) + 1
    new = values not in report.distinct
    report.distinct.add(values)
    for rule, check in (_VARIANT_RULES if new else _CHEAP_RULES).items():
        try:
            for key, detail in check(variant):
                _note(report, rule, variant.seed, key, detail)
        except (FormulaError, Unanswerable) as error:
            _note(report, rule, variant.seed, _key_in(error.message.en, report.item), error.message)


def _note(report: ItemReport, rule: str, seed: int | None, key: str, detail: Text) -> None:
    """Note a defect once per rule and place: the first variant that shows it stands for the others."""
    item = report.item
    line = _line(item, key)
    if not any(defect.rule == rule and defect.line == line for defect in report.defects):
        report.defects.append(Defect(item.id, seed, rule, detail, item.path, line))


def _line(item: Item, key: str) -> int:
    while key and key not in item.lines:
        key = key.rpartition(".")[0]
    return item.lines.get(key, 1)


def _key_in(message: str, item: Item) -> str:
    """The key of the front matter that a drawing error names; else where the values come from."""
    for key in sorted(item.lines, key=len, reverse=True):
        if key and f" {key}: " in message:
            return key
    if "separate:" in message:
        return "draw.separate"
    return "draw.where" if "where:" in message else "draw" if "options:" not in message else "misconception"


# -- rules for an item -------------------------------------------------------------------------------------------------


def _same_in_both_languages(item: Item) -> Iterator[Found]:
    """Both languages show the same numbers: the same formulas, each as often."""
    texts: list[tuple[str, Any]] = [("stem", item.stem), ("solution", item.solution)]
    texts += [("hint", hint) for hint in item.hints]
    texts += [(f"misconception.{slip.name}", slip.message) for slip in item.misconceptions]
    for name, text in texts:
        ja, en = set(text.ja.formulas), set(text.en.formulas)
        for formula in sorted(ja ^ en):
            where = "ja" if formula in ja else "en"
            yield (
                name,
                Text(
                    f"{name}: {{{{{formula}}}}} が {where} にしかありません",
                    f"{name}: only {where} shows {{{{{formula}}}}}",
                ),
            )


def _rubric_samples(item: Item) -> Iterator[Found]:
    """Every labelled answer of a text item is judged as its author labelled it."""
    for place, sample in enumerate(item.rubric.samples if item.rubric else ()):
        assert item.rubric is not None
        findings = judge_text(sample.answer, item.rubric)
        found = {finding.name for finding in findings if finding.state == "found"}
        false = {finding.name for finding in findings if finding.state == "contradicted"}
        if found != set(sample.facets) or false != set(sample.contradictions):
            seen = ", ".join(sorted(found | {f"!{name}" for name in false})) or "-"
            wanted = ", ".join(sorted(set(sample.facets) | {f"!{name}" for name in sample.contradictions})) or "-"
            yield (
                f"rubric.sample.{place}",
                Text(
                    f"例の判定が違います: {seen}（期待: {wanted}）", f"the sample is judged {seen}, labelled {wanted}"
                ),
            )


_ITEM_RULES: dict[str, Callable[[Item], Iterator[Found]]] = {
    "languages": _same_in_both_languages,
    "rubric": _rubric_samples,
}


# -- rules for a variant -----------------------------------------------------------------------------------------------


def _key_agrees_with_check(variant: Variant) -> Iterator[Found]:
    """The key and its independent second computation agree; so do each option's ``holds`` and ``check``."""
    item = variant.item
    if item.check is not None:
        try:
            second = item.check.value({**variant.values})
        except FormulaError as error:
            yield "check", error.message
            return
        if item.kind == "text" or item.options:
            if second is not True:
                yield "check", Text(f"check が {second} になりました", f"check gives {second}")
        elif not kind_of(item).same(item, variant.key, second):
            shown = Text(
                f"key = {_shown(variant.key)}、check = {_shown(second)}",
                f"key {_shown(variant.key)}, check {_shown(second)}",
            )
            yield "key", Text(f"key と check が違います: {shown.ja}", f"key and check differ: {shown.en}")
    for place, option in enumerate(item.options):
        if option.check is None:
            continue
        scope = dict(variant.values)
        if option.code is not None:
            scope["code"] = option.code.fill(variant.values)
        holds, second = option.holds.value(scope), option.check.value(scope)
        if holds is not second:
            yield (
                f"option.{place}",
                Text(f"holds = {holds}、check = {second}", f"holds gives {holds}, check gives {second}"),
            )


def _key_is_graded_correct(variant: Variant) -> Iterator[Found]:
    """Every writing of the key that the kind knows is graded correct; so the key never reads back wrong."""
    for text in kind_of(variant.item).answers(variant):
        outcome = grade(variant, text)
        if outcome.verdict != "correct":
            key = "rubric" if variant.item.kind == "text" else "key"
            yield (
                key,
                Text(f"正解「{text}」の判定が {outcome.verdict} です", f'the key "{text}" is graded {outcome.verdict}'),
            )


def _slips_are_diagnosed(variant: Variant) -> Iterator[Found]:
    """A distractor is never accepted, and the answer that it gives is diagnosed with its names."""
    kind = kind_of(variant.item)
    for slip in variant.distractors:
        place = f"misconception.{slip.misconceptions[0]}"
        if kind.same(variant.item, slip.value, variant.key):
            yield place, Text("正解と同じ値です", "its value is the key")
            continue
        if variant.options is not None:
            continue
        text = kind.show(variant.item, slip.value).ja
        outcome = grade(variant, text)
        named = {diagnosis.name for diagnosis in outcome.diagnoses}
        if outcome.verdict == "correct" or not set(slip.misconceptions) & named:
            names = ", ".join(slip.misconceptions)
            yield (
                place,
                Text(
                    f"「{text}」の判定が {outcome.verdict} で、{names} と診断されません",
                    f'"{text}" is graded {outcome.verdict}, not diagnosed as {names}',
                ),
            )


def _options_differ(variant: Variant) -> Iterator[Found]:
    options = variant.options or ()
    for language in LANGUAGES:
        texts = [option.text.in_(language) for option in options]
        if len(set(texts)) != len(texts):
            yield "option", Text("同じ文の選択肢があります", "two options have the same text")


_MATH = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$(.+?)(?<!\\)\$", re.S)
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)


def _texts_are_whole(variant: Variant) -> Iterator[Found]:
    """Every text can be filled; nothing of a template is left over; its LaTeX can be read."""
    from quiz.render.math import check

    shown = prompt(variant)
    texts: list[tuple[str, Text]] = [("stem", shown.stem), ("solution", solution(variant))]
    texts += [("hint", hint) for hint in shown.hints]
    texts += [("option", text) for text in shown.options or ()]
    values = {**variant.values, "key": variant.key}
    for slip in variant.item.misconceptions:
        if slip.when is None or slip.when.value(values):
            texts.append((f"misconception.{slip.name}", slip.message.fill(values)))
    for key, text in texts:
        for language in LANGUAGES:
            source = _CODE.sub("", text.in_(language))
            if source.replace(r"\$", "").count("$") % 2:
                yield (
                    f"{key}.{language}",
                    Text(f"{language}: $ が対になっていません", f"{language}: a $ has no partner"),
                )
            for match in _MATH.finditer(source):
                for fault in check(match[1] or match[2]):
                    said = Text(f"{language}: 数式 {match[0]}: {fault}", f"{language}: formula {match[0]}: {fault}")
                    yield f"{key}.{language}", said


def _shown(value: Any) -> str:
    from quiz.template import typeset

    return typeset(value, "text") if not isinstance(value, Text) else value.en


_CHEAP_RULES: dict[str, Callable[[Variant], Iterator[Found]]] = {
    "answer": _key_is_graded_correct,
    "options": _options_differ,
}
_VARIANT_RULES: dict[str, Callable[[Variant], Iterator[Found]]] = {
    "key-check": _key_agrees_with_check,
    "distractor": _slips_are_diagnosed,
    "text": _texts_are_whole,
    **_CHEAP_RULES,
}


def _audit_slips(report: ItemReport) -> None:
    """A slip that can't be told from the key in any variant diagnoses nothing."""
    if not report.variants:
        return
    values = [slip.name for slip in report.item.misconceptions if slip.value is not None]
    options = [option.misconception for option in report.item.options if option.misconception]
    for name in [*values, *options]:
        if name not in report.slips_told:
            detail = Text(
                f"{name} の答えは、どの問題でも正解と同じか、選択肢に出ません",
                f"in no variant does {name} give anything but the key",
            )
            _note(report, "distractor", None, f"misconception.{name}", detail)
