"""The rules for items and variants: each yields what is wrong, and at which key of the file.

A rule for an item looks at what all its variants share; a rule for a variant at one question with its numbers. What
must hold of one kind alone, the kind says itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

from quiz.audit.condition_rules import constant_conditions
from quiz.audit.formula_forms import same_in_form
from quiz.audit.hint_rules import ROUNDED, rounding_faults
from quiz.bank.formula import Formula, FormulaError
from quiz.bank.typesetting import typeset
from quiz.drawing import prompt, solution
from quiz.figures.gallery import FIGURE, places
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.kinds.instance import decide
from quiz.language import Text
from quiz.model import Item, Variant

Found = tuple[str, Text]
"""Where in the item (a dotted key of its front matter, or a part of its body) and what is wrong."""


# -- rules for an item -------------------------------------------------------------------------------------------------


def _same_in_both_languages(item: Item) -> Iterator[Found]:
    """Both languages show the same numbers: the same formulas, each as often."""
    texts: list[tuple[str, Any]] = [("stem", item.stem), ("solution", item.solution)]
    texts += [("hint", hint) for hint in item.hints]
    texts += [(f"misconception.{slip.name}", slip.message) for slip in item.misconceptions]
    for name, text in texts:
        ja, en = _by_meaning(text.ja.formulas), _by_meaning(text.en.formulas)
        for meant in sorted(ja.keys() ^ en.keys()):
            where, formula = ("ja", ja[meant]) if meant in ja else ("en", en[meant])
            yield (
                name,
                Text(
                    f"{name}: {{{{{formula}}}}} が {where} にしかありません → {_BOTH.ja}",
                    f"{name}: only {where} shows {{{{{formula}}}}} → {_BOTH.en}",
                ),
            )


_BOTH = Text("両方の言語で同じものを示してください", "show the same in both languages")
_QUOTED = re.compile(r"'[^']*'")


def _by_meaning(formulas: tuple[str, ...]) -> dict[str, str]:
    """Return the formulas by what both languages must share: not the texts in them, which may join numbers."""
    return {_QUOTED.sub("''", formula): formula for formula in formulas}


def _check_is_another_way(item: Item) -> Iterator[Found]:
    """The check computes the key in another way: the same formula again would find nothing."""
    if item.key is not None and item.check is not None and same_in_form(item.key, item.check, item):
        ja, en = "check が key と同じ式です", "the check is the same formula as the key"
        remedy = "別の計算で書いてください", "compute it in another way"
        yield "check", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")


def _figures_are_placed(item: Item) -> Iterator[Found]:
    """Every figure has a place, in both languages alike, where it can be shown: on a line of its own."""
    texts: list[tuple[str, Any]] = []
    for within, one in (("", item), *((f"{part.name}.", part.item) for part in item.parts)):
        texts += [(f"{within}stem", one.stem), (f"{within}solution", one.solution)]
        texts += [(f"{within}hint", hint) for hint in one.hints]
    placed: set[str] = set()
    for name, text in texts:
        in_ja, in_en = ({target for target, _ in places(template.source)} for template in (text.ja, text.en))
        placed |= in_ja | in_en
        for target in sorted(in_ja ^ in_en):
            where = "ja" if target in in_ja else "en"
            if target.startswith(FIGURE):
                ja, en = f"{name}: {target} が {where} にしかありません", f"{name}: only {where} has {target}"
                yield name, Text(f"{ja} → {_BOTH.ja}", f"{en} → {_BOTH.en}")
    for figure in item.figures:
        if FIGURE + figure not in placed:
            ja, en = f"図 {figure} がどこにも置かれていません", f"the figure {figure} has no place"
            mark = f"![]({FIGURE}{figure})"
            remedy = f"{mark} を 1 行に書いてください", f"write {mark} on a line of its own"
            yield f"figure.{figure}", Text(f"{ja} → {remedy[0]}", f"{en} → {remedy[1]}")


ITEM_RULES: dict[str, Callable[[Item], Iterator[Found]]] = {
    "languages": _same_in_both_languages,
    "check": _check_is_another_way,
    "condition": constant_conditions,
    "figure": _figures_are_placed,
}


PART_RULES = {name: rule for name, rule in ITEM_RULES.items() if name != "figure"}
"""Those that hold for a part of an item: its figures are the item's."""


# -- rules for a variant -----------------------------------------------------------------------------------------------


def _key_is_graded_correct(variant: Variant) -> Iterator[Found]:
    """Every writing of the key that the kind knows is graded correct; so the key never reads back wrong."""
    kind = kind_of(variant.item)
    if not kind.may_judge(variant.item):
        return
    for text in kind.answers(variant):
        outcome = grade(variant, text)
        if outcome.verdict != "correct":
            yield (
                kind.key_place,
                Text(
                    f"正解「{text}」の判定が {outcome.verdict} です → 式か許容誤差を直してください",
                    f'the key "{text}" is graded {outcome.verdict} → mend the formula or the tolerance',
                ),
            )


def _slips_are_diagnosed(variant: Variant) -> Iterator[Found]:
    """A distractor is never accepted, and the answer that it gives is diagnosed with its names."""
    kind = kind_of(variant.item)
    for slip in variant.distractors:
        place = f"misconception.{slip.misconceptions[0]}"
        if kind.same(variant.item, slip.value, variant.key):
            yield (
                place,
                Text(
                    "正解と同じ値です → 値を直すか、separate に書いてください",
                    "its value is the key → mend it, or name it in separate",
                ),
            )
            continue
        if variant.options is not None:
            continue
        text = kind.typed(variant, slip.value)
        outcome = grade(variant, text)
        named = {diagnosis.name for diagnosis in outcome.diagnoses}
        if outcome.verdict == "correct" or not set(slip.misconceptions) & named:
            names = ", ".join(slip.misconceptions)
            yield (
                place,
                Text(
                    f"「{text}」の判定が {outcome.verdict} で、{names} と診断されません → value を直してください",
                    f'"{text}" is graded {outcome.verdict}, not diagnosed as {names} → mend its value or [answer]',
                ),
            )


def _options_differ(variant: Variant) -> Iterator[Found]:
    options = variant.options or ()
    for language in variant.item.languages:
        texts = [option.text.in_(language) for option in options]
        if len(set(texts)) != len(texts):
            yield (
                "option",
                Text(
                    "同じ文の選択肢があります → どちらかを書き換えてください",
                    "two options have the same text → change one",
                ),
            )


_MATH = re.compile(r"\$\$(.+?)\$\$|(?<!\\)\$(.+?)(?<!\\)\$", re.S)
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_CODE = re.compile(r"```.*?```|`[^`\n]*`", re.S)
_COMMAND = re.compile(r"\\[a-zA-Z]{2,}")


def _texts_are_whole(variant: Variant) -> Iterator[Found]:
    """Every text can be filled; nothing of a template is left over; its LaTeX can be read."""
    from quiz.render.math import check

    shown = prompt(variant)
    variant = kind_of(variant.item).settled(variant)
    texts: list[tuple[str, Text]] = [("stem", shown.stem), ("solution", solution(variant))]
    texts += [("hint", hint) for hint in shown.hints]
    texts += [("option", entry.text) for entry in shown.entries]
    values = {**variant.values, "key": variant.key}
    for slip in variant.item.misconceptions:
        if slip.when is None or decide(variant.item, f"misconception.{slip.name}.when", slip.when, values):
            texts.append((f"misconception.{slip.name}", slip.message.fill(values)))
    typed = _CONTROL.search(_sources(variant.item))  # told by the rule for the file's own text
    for key, text in texts:
        for language in variant.item.languages:
            if (control := _CONTROL.search(text.in_(language))) and not typed:
                found = f"U+{ord(control[0]):04X}"
                remedy = "式の中の \\ は 2 つ重ねて書いてください", "double each \\ inside a formula"
                yield (
                    f"{key}.{language}",
                    Text(
                        f"{language}: 制御文字 {found} があります → {remedy[0]}",
                        f"{language}: there is a control character {found} → {remedy[1]}",
                    ),
                )
            source = _CODE.sub("", text.in_(language))
            if source.replace(r"\$", "").count("$") % 2:
                yield (
                    f"{key}.{language}",
                    Text(
                        f"{language}: $ が対になっていません → 数式の両側に $ を書いてください",
                        f"{language}: a $ has no partner → put $ on both sides of the formula",
                    ),
                )
            elif outside := _COMMAND.search(_MATH.sub("", source)):
                yield (
                    f"{key}.{language}",
                    Text(
                        f"{language}: {outside[0]} が数式の外にあります → 両側に $ を書いてください",
                        f"{language}: {outside[0]} stands outside of a formula → put $ on both sides of it",
                    ),
                )
            for match in _MATH.finditer(source):
                inside = match[1] or match[2]
                for ja, en in zip(check(inside, "ja"), check(inside, "en"), strict=True):
                    yield (
                        f"{key}.{language}",
                        Text(
                            f"{language}: 数式 {match[0]}: {ja} → LaTeX を直してください",
                            f"{language}: formula {match[0]}: {en} → mend the LaTeX",
                        ),
                    )


def _sources(item: Item) -> str:
    """The texts of an item as they stand in its file."""
    written = [item.stem, item.solution, *item.hints, *(slip.message for slip in item.misconceptions)]
    return "".join(text.ja.source + text.en.source for text in written)


def _stem_shows_what_is_computed_with(variant: Variant) -> Iterator[Found]:
    """A number that the stem rounds is not the number that the key is computed from."""
    for source in variant.item.stem.ja.formulas:
        rounded = ROUNDED.match(source)
        if rounded is None:
            continue
        try:
            formula = Formula(rounded["value"])
        except FormulaError:  # the bracket that is closed last is not the one that was opened first
            continue
        value = formula.value(variant.values)
        shown = typeset(Formula(source).value(variant.values), "code")
        if abs(Fraction(shown) - Fraction(value)) > abs(Fraction(value)) / 10**9:
            detail = Text(
                f"{source}: 表示は {shown}、計算は {value} → 表示する値から計算してください",
                f"{source} shows {shown}, the key uses {value} → compute with what is shown",
            )
            yield "stem", detail


CHEAP_RULES: dict[str, Callable[[Variant], Iterator[Found]]] = {
    "answer": _key_is_graded_correct,
    "options": _options_differ,
}
VARIANT_RULES: dict[str, Callable[[Variant], Iterator[Found]]] = {
    "distractor": _slips_are_diagnosed,
    "text": _texts_are_whole,
    "displayed": _stem_shows_what_is_computed_with,
    "hint": rounding_faults,
    **CHEAP_RULES,
}
