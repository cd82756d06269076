"""The options of a choice as a report prints them: which of them hold, and which of them an answer means.

What an answer's label refers to is the report's own list, never the bank's. Where a report prints no options, the
answer's text has to be one of the item's own, or so like it that nothing else can be meant.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Item, Option, Variant
from quiz.reading.fillers import filler_cuts
from quiz.reading.late_patterns import late
from quiz.report.likeness import bigrams, compact, overlap
from quiz.report.option_lists import Printed
from quiz.report.statements import Statement
from quiz.report.variants import Once, OnceByText

LIKE, CLEARLY = 0.5, 0.12
"""How like an option's text an answer must be, and by how much more than the next option's, to mean it."""

_OPPOSITES = (
    ("大き", "小さ"), ("増", "減"), ("線形", "非線形"), ("上げ", "下げ"), ("前", "後"), ("正則化され", "正則化されな"),
    ("large", "small"), ("increas", "decreas"), ("more", "less"), ("linear", "nonlinear"), ("with", "without"),
)  # fmt: skip
WHOLE = "="
"""What a statement begins with that has to be the whole answer."""
_ONE = late(r"^the|(?:の|one|と(?:記載|書いて)の?ある)?(?:方|ほう|図|グラフ|もの|側)?$")
_TAKEN_BACK = late(r"いや|訂正|間違|違い|ではなく|じゃなく|no,|wrong")
_CLAUSE = late(r"[,.。;]")
_POINT = late(r"\(\d+(?:\.\d+)?,\d+(?:\.\d+)?\)")
_NUMBERS = late(r"(?<![a-z\d.])\d+(?:\.\d+)?")
_NO_NEGATION = late(r"限りなく|かぎりなく|際限なく|まもなく|だけで(?:は)?なく|のみならず|少なく|間違いなく")
_NEGATION = late(r"ない|なく|ません|ず(?=[にと、]|$)|not|never|n't")


def right_as_printed(variant: Variant, printed: Printed) -> str | None:
    """Return what should have been chosen as the report prints it: ``(c) 0.25``; None if that can't be told."""
    own = with_options(variant, printed)
    if own is None:
        return None
    right = [place for place, option in enumerate(own.options or ()) if option.correct]
    return ", ".join(f"{printed.labels[place]} {printed.texts[place]}" for place in right)


def with_options(variant: Variant, printed: Printed) -> Variant | None:
    """Return the variant with the report's own options; None if it can't be told which of them hold.

    Once the option that holds has been recognized, those that weren't can only be wrong: a choice has one answer.
    """
    item = variant.item
    options = [_option_printed(variant, text) for text in printed.texts]
    right = sum(option.correct for option in options if option is not None)
    several = kind_of(item).in_reports is InReports.OPTIONS
    if not right or (None in options if several else right != 1):
        return None
    shown = (
        option or Option(Text.both(text), text, False) for option, text in zip(options, printed.texts, strict=True)
    )
    return replace(variant, options=tuple(shown))


def _computed(variant: Variant, text: str) -> Option | None:
    """An option that is a value: right if it is the key's."""
    content = value_of(text)
    if content is None:
        return None
    same = kind_of(variant.item).same
    correct = same(variant.item, content, variant.key)
    slips = next((slip.misconceptions for slip in variant.distractors if same(variant.item, content, slip.value)), ())
    if not slips and not correct:
        slips = slips_giving(variant, content)
    return Option(Text.both(text), content, correct, () if correct else slips)


def slips_giving(variant: Variant, content: Any) -> tuple[str, ...]:
    """The misconceptions that give this content, though they were no options of the original test."""
    item, same = variant.item, kind_of(variant.item).same
    values = {**variant.values, "key": variant.key}
    found = []
    for slip in item.misconceptions:
        try:
            possible = slip.when is None or bool(slip.when.value(values))
            if slip.value is not None and possible and same(item, content, slip.value.value(values)):
                found.append(slip.name)
        except FormulaError:
            continue  # a slip that these values don't allow
    return tuple(found)


def _written(variant: Variant, text: str) -> Option | None:
    """An option that is code or a sentence: the item's own one that it is or means; unknown code is run."""
    own = all_options(variant)
    index = meant_option(variant, own, text)
    if index is not None:
        content = text if variant.item.answer.options[index].code is not None else Text.both(text)
        return replace(own[index], text=Text.both(text), content=content)
    return option_run(variant, text) if any(spec.code is not None for spec in variant.item.answer.options) else None


def _printed_as(variant: Variant, text: str) -> Option | None:
    """The option that a printed text is; None if it can't be told whether it holds."""
    return (_written if variant.item.answer.options else _computed)(variant, text)


_option_printed = OnceByText(_printed_as)


def all_options(variant: Variant) -> tuple[Option, ...]:
    """Return every option that the item's author wrote, in the file's order, with these values."""
    return _own_options(variant)


def _options_of(variant: Variant) -> tuple[Option, ...]:
    found = []
    for spec in variant.item.answer.options:
        try:
            code = None if spec.code is None else spec.code.fill(variant.values)
            holds = spec.holds.value(variant.values if code is None else {**variant.values, "code": code})
            text = spec.body.fill(variant.values)
        except FormulaError:
            return variant.options or ()
        slips = (spec.misconception,) if spec.misconception and not holds else ()
        found.append(Option(text, text if code is None else code, bool(holds), slips))
    return tuple(found)


_own_options = Once(_options_of)


def option_run(variant: Variant, code: str) -> Option | None:
    """Return code that the item doesn't offer as an option, if one formula decides about all of them."""
    formulas = {spec.holds.source: spec.holds for spec in variant.item.answer.options}
    if len(formulas) != 1:
        return None
    try:
        holds = next(iter(formulas.values())).value({**variant.values, "code": code})
    except FormulaError:
        return None
    return Option(Text.both(code), code, bool(holds))


def _spellings(option: Option) -> set[str]:
    return {compact(option.text.ja), compact(option.text.en)}


def meant_option(variant: Variant, options: Sequence[Option], text: str) -> int | None:
    """Return the option that a text means; None if it is like none of them, or nearly as like another.

    Its own text comes first, then the item's ``[report] statements`` that end with ``[option=2]`` (the second of the
    file), then likeness. A sentence that differs by a negation or an opposite (大きい, 小さい) is not like it, however
    many words they share.
    """
    written = compact(text)
    exact = [index for index, option in enumerate(options) if written in _spellings(option)]
    if len(exact) == 1:
        return exact[0]
    if any(spec.code is not None for spec in variant.item.answer.options):
        return None  # code that is nearly the same does something else
    stated = _stated(variant, options, written)
    if stated:
        return stated.pop() if len(stated) == 1 and max(stated) < len(options) else None
    scores = sorted(((_likeness(option, written), index) for index, option in enumerate(options)), reverse=True)
    if not scores or scores[0][0] < LIKE or (len(scores) > 1 and scores[0][0] - scores[1][0] < CLEARLY):
        return None
    return scores[0][1]


def _stated(variant: Variant, options: Sequence[Option], written: str) -> set[int]:
    """The options whose sentence templates fit; of several, those of the clause that speaks of what is asked.

    ``左が L2、右が L1`` tells of both figures, and answers with the one that has the question's own subject.
    """
    found = _fitting(variant.item, options, written)
    if not found:  # another point beside a figure makes it no other figure, and a wrong one no right one
        found = _fitting(variant.item, options, _POINT.sub("", written)) if _POINT.search(written) else set()
        return found if len(found) == 1 and not options[next(iter(found))].correct else set()
    words = variant.item.report.words
    if len(found) > 1 and words:
        subject = [compact(word) for word in words[0].split("|")]
        clauses = [clause for clause in _CLAUSE.split(written) if any(word in clause for word in subject)]
        if len(clauses) == 1:
            return _fitting(variant.item, options, clauses[0])
        first, _, rest = written.partition("。")
        if rest and not clauses and not _TAKEN_BACK.search(rest):  # 右。左は L2 を表す。
            return _fitting(variant.item, options, first) or found
    return found


def _fitting(item: Item, options: Sequence[Option], written: str) -> set[int]:
    """The options whose sentence templates fit, with as many negations in the text as in the template.

    A number that neither the template nor the option has tells of something else.
    """
    found = set()
    for source in item.report.statements:
        statement = Statement(source.removeprefix(WHOLE))
        match = statement.search(written)
        if (
            match is not None
            and source.startswith(WHOLE)
            and written[match.start : match.end] not in _bare_answers(written)
        ):
            continue
        number = match.values.get("option") if match else None
        if not isinstance(number, int) or number < 1 or _negated(written) != _negated(compact(source)):
            continue
        known = source + "".join(_spellings(options[number - 1])) if number <= len(options) else source
        if set(_NUMBERS.findall(written)) <= set(_NUMBERS.findall(known)):
            found.add(number - 1)
    return found


def _bare_answers(written: str) -> list[str]:
    """A compact answer without the words around it: ``lassoのほうです`` is ``lasso``, ``右(lasso)`` says two things."""
    starts, ends = filler_cuts(written)
    return [_ONE.sub("", piece.strip(".。")) for piece in re.split("[()=]", written[starts[-1] : ends[-1]])]


def _negated(text: str) -> bool:
    return len(_NEGATION.findall(_NO_NEGATION.sub("", text))) % 2 == 1


def _likeness(option: Option, written: str) -> float:
    return max(
        (overlap(bigrams(own), bigrams(written)) for own in _spellings(option) if _agree(own, written)), default=0
    )


def _agree(own: str, written: str) -> bool:
    if _negated(own) != _negated(written):
        return False
    for one, other in _OPPOSITES:
        sides = [(one in text.replace(other, ""), other in text) for text in (own, written)]
        if sides[0] != sides[1] and any(sides[0]) and any(sides[1]):
            return False
    return set(re.findall(r"\d+", own)) == set(re.findall(r"\d+", written))


def value_of(text: str) -> Any:
    """Return the number that a text writes, exactly (``0.25``, ``1/4``); None if it writes none."""
    from solvers import expression

    try:
        tree = expression.read(text).answer
        value = expression.value(tree)
    except (expression.Unreadable, expression.Undefined):
        return None
    return None if isinstance(value, complex) else value
