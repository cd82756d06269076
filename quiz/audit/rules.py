"""The rules of the house for items and variants: each yields what is wrong, and at which key of the file.

A rule for an item looks at what all its variants share; a rule for a variant at one question with its numbers.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from quiz.bank.formula import Formula, FormulaError
from quiz.bank.template import typeset
from quiz.drawing import prompt, solution
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.kinds.text.rubric import judge_text
from quiz.language import LANGUAGES, Text
from quiz.model import Item, Variant
from solvers.topics.formatting import fixed

Found = tuple[str, Text]
"""Where in the item (a dotted key of its front matter, or a part of its body) and what is wrong."""


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


ITEM_RULES: dict[str, Callable[[Item], Iterator[Found]]] = {
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
    if variant.item.kind == "code":
        from quiz.kinds.code import may_run

        if not may_run(variant.item):
            return  # a stranger's code, and nothing here that would hold it
    for text in kind_of(variant.item).answers(variant):
        outcome = grade(variant, text)
        if outcome.verdict != "correct":
            key = {"text": "rubric", "code": "code.right"}.get(variant.item.kind, "key")
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
    variant = kind_of(variant.item).settled(variant)
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


def _code_is_told_apart(variant: Variant) -> Iterator[Found]:
    """Reference and check agree on every case; each wrong version fails, and is diagnosed by its name."""
    if variant.item.code is None:
        return
    from quiz.kinds.code import wrong_version
    from quiz.kinds.code.cases import cases_of, expected, same_data, show_data

    task = variant.item.code
    for case in cases_of(variant):
        first, second = expected(variant, case), expected(variant, case, check=True)
        if not same_data(first, second, max(task.tolerance, 1e-6)):
            shown = {name: value for name, value in case.items() if name in {rule.name for rule in task.inputs}}
            said = f"{show_data(shown)}: {show_data(first)} / {show_data(second)}"
            yield "code.check", Text(f"reference と check が違います: {said}", f"reference and check differ: {said}")
            break
    for slip in variant.item.misconceptions:
        if slip.code is None:
            continue
        if slip.when is not None and not slip.when.value({**variant.values, "key": None}):
            continue
        source = wrong_version(variant, slip.code)
        if source is None:
            continue  # a stranger's code, and nothing here that would hold it
        outcome = grade(variant, source)
        if outcome.verdict != "wrong" or slip.name not in {diagnosis.name for diagnosis in outcome.diagnoses}:
            told = ", ".join(diagnosis.name for diagnosis in outcome.diagnoses) or "-"
            yield (
                f"misconception.{slip.name}.code",
                Text(
                    f"誤りのコードの判定が {outcome.verdict}、診断が {told} です",
                    f"the wrong version is graded {outcome.verdict} and diagnosed as {told}",
                ),
            )


def _run_is_repeatable(variant: Variant) -> Iterator[Found]:
    """Other seeds lead to the same outcome of a prediction, and the options leave exactly one to hold."""
    if variant.item.run is None:
        return
    from quiz.kinds.prediction import measured

    kind_of(variant.item).settled(variant)
    first, second = measured(variant), measured(variant, again=True)
    if first.outcome != second.outcome:
        said = f"{first.outcome} {_rounded(first.means)} / {second.outcome} {_rounded(second.means)}"
        yield "run", Text(f"乱数の種を変えると結果が変わります: {said}", f"other seeds give another outcome: {said}")


def _rounded(means: tuple[float, ...]) -> str:
    return ", ".join(f"{mean:.4g}" for mean in means)


def _shown(value: Any) -> str:
    return typeset(value, "text") if not isinstance(value, Text) else value.en


_ROUNDED = re.compile(r"\s*fixed\((?P<value>.+),\s*(?P<digits>\d+)\s*\)\s*\Z", re.S)


def _stem_shows_what_is_computed_with(variant: Variant) -> Iterator[Found]:
    """A number that the stem rounds is not the number that the key is computed from."""
    for source in variant.item.stem.ja.formulas:
        rounded = _ROUNDED.match(source)
        if rounded is None:
            continue
        value = Formula(rounded["value"]).value(variant.values)
        shown = fixed(value, int(rounded["digits"]))
        if abs(Fraction(shown) - Fraction(value)) > abs(Fraction(value)) / 10**9:
            detail = Text(f"{source}: 表示は {shown}、計算は {value}", f"{source} shows {shown}, the key uses {value}")
            yield "stem", detail


CHEAP_RULES: dict[str, Callable[[Variant], Iterator[Found]]] = {
    "answer": _key_is_graded_correct,
    "options": _options_differ,
}
VARIANT_RULES: dict[str, Callable[[Variant], Iterator[Found]]] = {
    "key-check": _key_agrees_with_check,
    "distractor": _slips_are_diagnosed,
    "text": _texts_are_whole,
    "code": _code_is_told_apart,
    "run": _run_is_repeatable,
    "displayed": _stem_shows_what_is_computed_with,
    **CHEAP_RULES,
}
