"""Follow-through: the right method on a wrong earlier answer, found by computing the key from the learner's own value.

It is asked only of a part whose answer is not right by itself, and only where the earlier answers that its formulas
name were read and are possible ones. It is never granted where the same answer has a simpler cause: where it is what a
named slip gives, or the earlier value once more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from quiz.bank.formula import Formula, FormulaError, exact
from quiz.bank.template import typeset
from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.kinds.instance import Rejected, evaluate
from quiz.language import Text
from quiz.model import Diagnosis, ItemPart, Outcome, Parsed, Variant, Verdict
from solvers import budget
from solvers.budget import Budget, OverBudget

FARTHEST = 10
"""A number is carried forward if it is at most so many times as large as the right one, and at least such a share."""


@dataclass(frozen=True, slots=True)
class Answered:
    """An earlier part, its variant, and the answer to it; None where there is none that could be read.

    A ``right`` answer is always a possible one: an example may lie far from the one that was computed.
    """

    part: ItemPart
    variant: Variant
    read: Parsed | None
    right: bool = False


def follow(
    part: ItemPart, variant: Variant, read: Parsed, outcome: Outcome, before: Sequence[Answered]
) -> Outcome | None:
    """Return the judgement of an answer by the learner's own earlier ones; None where that is not to be asked."""
    if outcome.verdict not in ("wrong", "partial", "incomplete"):
        return None
    own = _own_values(variant, before)
    if not own:
        return None
    kind = kind_of(part.item)
    followed = _followed(variant, own)
    if followed is None or kind.same(part.item, followed.key, variant.key):
        return None
    judged = _judge(followed, read)
    if judged is None:
        return None
    if judged.verdict not in ("correct", "incomplete"):
        return _slip_on_own_value(outcome, judged, followed, own, before)
    if outcome.verdict != "wrong" or _has_another_cause(followed.key, variant, own):
        return None
    return _granted(part, judged, followed, own, before)


def _own_values(variant: Variant, before: Sequence[Answered]) -> dict[str, Any]:
    """Return the learner's values of the earlier parts that this one is computed from; none if one is missing."""
    names = _names(variant)
    own: dict[str, Any] = {}
    for answered in before:
        name = answered.part.name
        if name not in names:
            continue
        value = None if answered.read is None else kind_of(answered.part.item).carried(answered.read, answered.variant)
        if value is None or not (answered.right or _is_possible(exact(value), answered)):
            return {}
        own[name] = exact(value)
    return own if any(value != variant.values[name] for name, value in own.items()) else {}


def _names(variant: Variant) -> frozenset[str]:
    """The names that a part's key depends on; where it has no formula for a key, all that there are."""
    key = variant.item.key
    return frozenset(variant.values) if key is None else key.names


def _is_possible(value: Any, answered: Answered) -> bool:
    """True for a value that the part's author, or its key, says may be computed with."""
    part, variant = answered.part, answered.variant
    bounds = [_bound(formula, variant.values) for formula in (part.low, part.high)]
    pairs = list(zip(_flat(value), _flat(variant.key), strict=False))
    if len(_flat(value)) != len(_flat(variant.key)):
        return False
    return all(_is_near(one, key, *bounds) for one, key in pairs)


def _is_near(value: Any, key: Any, low: Any, high: Any) -> bool:
    if not _is_number(value) or not _is_number(key):
        return type(value) is type(key) or not (_is_number(value) or _is_number(key))
    if isinstance(key, int) and not isinstance(value, int):
        return False
    if low is not None or high is not None:
        return bool((low is None or low <= value) and (high is None or value <= high))
    if not key:
        return bool(abs(value) <= FARTHEST)
    return bool(key * value > 0 and abs(value) <= FARTHEST * abs(key) and abs(key) <= FARTHEST * abs(value))


def _bound(formula: Formula | None, values: Mapping[str, Any]) -> Any:
    if formula is None:
        return None
    with suppress(FormulaError):
        found = formula.value(values)
        if _is_number(found):
            return found
    return None


def _followed(variant: Variant, own: Mapping[str, Any]) -> Variant | None:
    """Return the part as it would be asked if the learner's values were right; None where there is no such question."""
    item, values = variant.item, {**variant.values, **own}
    kind = kind_of(item)
    with suppress(Rejected, Unanswerable, FormulaError, OverBudget, ArithmeticError, TypeError, ValueError):
        with Budget(budget.EVALUATION):
            found = kind.compute(item, dict(values), None)
        return replace(
            variant,
            values=values,
            key=found.key,
            options=found.options,
            distractors=found.distractors,
            shown=found.shown,
        )
    if item.key is None or variant.options is not None:
        return None
    with suppress(Unanswerable, OverBudget):  # a slip has no value here, but the key may have one
        with Budget(budget.EVALUATION):
            key = evaluate(item, "key", item.key, values)
        if kind.fits(key):
            return replace(variant, values=values, key=key, distractors=())
    return None


def _judge(followed: Variant, read: Parsed) -> Outcome | None:
    """Judge an answer by the followed key; an option is right if it is that key, whatever else was offered."""
    kind = kind_of(followed.item)
    if followed.options is not None and not any(option.content == read.content for option in followed.options):
        right = read.content is not None and kind.same(followed.item, read.content, followed.key)
        return Outcome("correct", 1.0, understood_as=read.understood_as) if right else None
    return kind.judge(read, followed)


def _has_another_cause(key: Any, variant: Variant, own: Mapping[str, Any]) -> bool:
    """True if the followed key is what a named slip gives anyway, or an earlier value that was written once more."""
    kind = kind_of(variant.item)
    slips = [slip.value for slip in kind.slips(variant)]
    return any(_alike(kind, variant, other, key) for other in (*slips, *own.values()))


def _alike(kind: Any, variant: Variant, other: Any, key: Any) -> bool:
    if len(_flat(other)) != len(_flat(key)) or isinstance(other, tuple) is not isinstance(key, tuple):
        return False
    with suppress(TypeError, AttributeError, ValueError, ArithmeticError):
        return bool(kind.same(variant.item, other, key))
    return False


def _granted(
    part: ItemPart, judged: Outcome, followed: Variant, own: Mapping[str, Any], before: Sequence[Answered]
) -> Outcome | None:
    if not part.follow:
        return None
    share = float(part.follow / part.points) * judged.score
    told = _told(own, before)
    key = kind_of(part.item).show(part.item, followed.key)
    rest_ja = "この小問は満点です" if share == 1 else f"この小問は {share:.0%} の点です"
    rest_en = "full points for this part" if share == 1 else f"{share:.0%} of the points for this part"
    message = Text(
        f"{told.ja} を使うと {key.ja} になり、そこからの計算は合っています（{rest_ja}）。",
        f"With {told.en} this is {key.en}, and the way from there is right ({rest_en}).",
    )
    diagnosis = Diagnosis("follow-through", message)
    verdict: Verdict = "correct" if share == 1 else "partial"
    return Outcome(verdict, round(share, 4), (diagnosis, *judged.diagnoses), judged.understood_as)


def _slip_on_own_value(
    outcome: Outcome, judged: Outcome, followed: Variant, own: Mapping[str, Any], before: Sequence[Answered]
) -> Outcome | None:
    """Name the slip that was made with the learner's own value, where nothing else explains the answer."""
    known = {name for slip in followed.distractors for name in slip.misconceptions}
    found = tuple(one for one in judged.diagnoses if one.name in known)
    if not found or any(one.certain for one in outcome.diagnoses):
        return None
    told = _told(own, before)
    said = Text(f"{told.ja} から計算したようです。", f"This seems to be computed from {told.en}.")
    return replace(outcome, diagnoses=(Diagnosis("carried-forward", said, certain=False), *found))


def _told(own: Mapping[str, Any], before: Sequence[Answered]) -> Text:
    """Name the learner's own values: (a) の答え 5."""
    shown = [(one.part.label, typeset(own[one.part.name], "text")) for one in before if one.part.name in own]
    return Text(
        "、".join(f"({label}) の答え {value}" for label, value in shown),
        " and ".join(f"your answer {value} to ({label})" for label, value in shown),
    )


def _flat(value: Any) -> tuple[Any, ...]:
    return tuple(part for one in value for part in _flat(one)) if isinstance(value, tuple) else (value,)


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Fraction | float) and not isinstance(value, bool)
