"""An answer that is set against another one, 3ではなく5: both must be understood, and the one that is meant counts."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from quiz.language import Text
from quiz.model import Parsed, Unreadable, Variant
from quiz.reading.instead_of_another import instead_of_another
from quiz.reading.number_values import ReadNumber

Read = Callable[[str, Variant], Parsed | Unreadable]

_DENIED_AS_WELL: Final = Unreadable(
    Text("同じ答えを打ち消してもいます", "the same answer is denied as well"),
    remedy=Text("答えだけを 1 つ書いてください", "write the one answer that you mean"),
)


def read_with_corrections(raw: str, variant: Variant, read: Read) -> Parsed | Unreadable:
    """Return what ``read`` makes of an answer; where that is nothing, what it makes of the answer that is meant.

    An answer that is denied, or taken back, must be understood as well, and be another one.

    >>> from quiz import draw, load_bank
    >>> from quiz.kinds import kind_of
    >>> variant = draw(load_bank().item("conv-output-size"), 0)
    >>> kind_of(variant.item).read("5×5 ではなく 7×7", variant).understood_as
    '7×7'
    """
    found = read(raw, variant)
    if isinstance(found, Parsed):
        return found
    meant: list[Parsed] = []
    for instead in instead_of_another(raw):
        denied, said = read(instead.other, variant), read(instead.meant, variant)
        if isinstance(denied, Parsed) and isinstance(said, Parsed):
            if said_alike(denied.content, said.content):
                return _DENIED_AS_WELL
            meant.append(said)
    return meant[0] if len(meant) == 1 else found


def said_alike(denied: Any, meant: Any) -> bool:
    """Whether two answers as they were read are one: the same numbers, however they are written, or the same order."""
    if isinstance(denied, tuple) and all(isinstance(one, ReadNumber) for one in denied):
        return [one.number.value for one in denied] == [one.number.value for one in meant]
    return bool(denied == meant)
