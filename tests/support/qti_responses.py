"""What a learner's response is in QTI, for the responses whose mark is known."""

from __future__ import annotations

from typing import Any

from exported_samples import Given

from quiz.exchange.export.exported_question import Asked
from quiz.interaction import ChooseOne, ChooseSeveral, Match


def as_qti(asked: Asked, given: Given, part: int = 0) -> dict[str, Any]:
    name = f"RESPONSE_{part + 1}"
    if asked.numbers:
        return {f"{name}_{place}": value for place, value in enumerate(given.content, start=1)}
    one = asked.interactions[0]
    if isinstance(one, ChooseOne):
        return {name: f"c{given.content[0]}"}
    if isinstance(one, ChooseSeveral):
        return {name: [f"c{place}" for place in given.content]}
    if isinstance(one, Match):
        return {name: [f"l{at} r{partner}" for at, partner in enumerate(given.content)]}
    return {name: [f"c{place}" for place in given.content]}
