"""A variant of whatever kind asked as multiple choice, as in the real exam: its key among three of its computed slips.

The numbers, the key and the slips stay those of the variant; only the way of answering is another. What has no three
distinct slips can't be asked so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from quiz.draws import Draws
from quiz.interaction import ChooseOne
from quiz.kinds import kind_of
from quiz.kinds.kind import Kind
from quiz.kinds.options import OptionFields, is_formula, numbers_at_their_labels, option_text
from quiz.language import Text
from quiz.model import Distractor, Option, Variant

OPTIONS = 4
"""As in the real exam."""


def as_choice(variant: Variant, own: Sequence[str] = ()) -> Variant | None:
    """Return the variant as a choice of one out of four; None where three distinct distractors are wanting.

    The slips named in ``own``, those that this learner has made before, are offered before all others.

    >>> from quiz import draw, load_bank
    >>> variant = draw(load_bank().item("conv-output-size"), 3)
    >>> asked = as_choice(variant, ["padding-forgotten"])
    >>> len(asked.options), asked.key == variant.key
    (4, True)
    >>> any("padding-forgotten" in option.misconceptions for option in asked.options)
    True
    """
    kind = kind_of(variant.item)
    if kind.self_assessed or kind.runs_code or kind.runs_after_answer or variant.key is None:
        return None
    asked = kind.interactions(variant)
    already = len(asked) == 1 and isinstance(asked[0], ChooseOne)
    # Without a computed key nothing is left to see of what is to be ordered or matched.
    offered = [] if variant.item.key is None else _offered(kind, variant, own)
    if len(offered) < OPTIONS:
        # Options that are written, or filled up by the author, are asked as they are.
        return variant if already and len(variant.options or ()) >= OPTIONS else None
    draws = Draws(f"{variant.item.id}/{variant.seed}/choices")
    placed = numbers_at_their_labels(draws.shuffled([value for value, _, _ in offered]))
    options = []
    for content in placed:
        text, names = next((text, names) for value, text, names in offered if value is content)
        options.append(Option(text, content, content is offered[0][0], names))
    return replace(
        variant,
        item=replace(variant.item, kind="choice", answer=OptionFields((), OPTIONS, ())),
        options=tuple(options),
        distractors=tuple(Distractor(value, names) for value, _, names in offered[1:]),
        shown=None,
    )


def _offered(kind: Kind, variant: Variant, own: Sequence[str]) -> list[tuple[Any, Text, tuple[str, ...]]]:
    """Return the key and up to three slips with their texts, of which no two look alike."""
    draws = Draws(f"{variant.item.id}/{variant.seed}/slips")
    slips: list[Distractor] = draws.shuffled(kind.slips(variant))
    rank = {name: place for place, name in enumerate(own)}
    slips.sort(key=lambda slip: min((rank.get(name, len(rank)) for name in slip.misconceptions), default=len(rank)))
    key: tuple[Any, Text, tuple[str, ...]] = (variant.key, _text(kind, variant, variant.key), ())
    found = [key]
    for slip in slips:
        text = _text(kind, variant, slip.value)
        if len(found) < OPTIONS and all(text.ja != known.ja and text.en != known.en for _, known, _ in found):
            found.append((slip.value, text, slip.misconceptions))
    return found


def _text(kind: Kind, variant: Variant, value: Any) -> Text:
    """A formula as mathematics, anything else as its kind shows it."""
    return option_text(value) if is_formula(value) else kind.show(variant.item, value)
