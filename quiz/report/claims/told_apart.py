"""What a clause tells apart: what it says of one time from what it says of another, and a supposition from the rest.

The words of a claim may all stand in a clause of which one part speaks of training, and another of inference: the claim
is told only where they stand in the same part. What is merely supposed, or worked out with sizes, tells nothing.
"""

from __future__ import annotations

from quiz.reading.late_patterns import late
from quiz.report.claims.cues import Sighting
from quiz.report.cued import Cued

_TIMES = (
    "(?:訓練|学習)(?:時|中|のとき|の間)(?:に)?は",
    "(?:推論|テスト|予測|評価)(?:時|のとき)?(?:に)?は",
)
_TRAINED, _INFERRED = ("訓練", "学習"), ("推論", "テスト", "予測", "評価")
_TIME = late("|".join(f"(?P<t{number}>{words})" for number, words in enumerate(_TIMES)))
_SUPPOSED = late("(?:と|に)(?:すると|おくと|すれば|置くと|したとき)")
_RESIZED = Cued(late(r"\d+x\d+[^,。\d]{0,12}(?:は|から|が|を|→|to |becomes |into )[^,。\d]{0,12}\d+x\d+"), "x")


def is_of_two_times(clause: str, sighting: Sighting) -> bool:
    """Whether a clause tells apart two times, and the words found are not all told of the same one.

    >>> words = Sighting(((4, 8), (9, 11)), ({},))
    >>> is_of_two_times("学習時は移動平均,推論時は平均を使う", words)
    True
    >>> is_of_two_times("学習時は平均を使い,推論時は移動平均", Sighting(((10, 12), (14, 18)), ({},)))
    False
    """
    if not all(any(word in clause for word in words) for words in (_TRAINED, _INFERRED)):
        return False
    times = list(_TIME.finditer(clause))
    if len({found.lastgroup for found in times}) < 2:
        return False
    begins = [found.start() for found in times]
    parts = {sum(begin <= start for begin in begins) for start, _ in sighting.spans}
    return len(parts) > 1


_TRAINING, _INFERENCE = "訓練|学習|training", "推論|予測|テスト|評価|inference|test"
_CONTRASTS = tuple(
    (
        Cued(
            late(
                rf"(?:{aside})(?:時|中|のとき)?に?(?:では|で|じゃ)なく,?(?:{held})(?:時|中|のとき)"
                rf"|(?a:\b(?:at|during|in) ?(?:{held})[^,]{{0,12}},? (?:not|rather than|instead of)"
                rf" (?:at|during|in) ?(?:{aside}))"
            ),
            "なく",
            "not ",
            "rather than ",
            "instead of ",
        ),
        late(held),
    )
    for aside, held in ((_TRAINING, _INFERENCE), (_INFERENCE, _TRAINING))
)


def is_of_a_time_unknown(clause: str, known: str) -> bool:
    """Whether a clause says at which of two times something happens, and what is ``known`` of it doesn't name that one.

    >>> is_of_a_time_unknown("学習時ではなく予測時に消す", "学習時に消す")
    True
    >>> is_of_a_time_unknown("予測時ではなく学習時に消す", "学習時に消す")
    False
    """
    return any(said.search(clause) and not held.search(known) for said, held in _CONTRASTS)


def is_only_supposed(clause: str, sighting: Sighting) -> bool:
    """Whether the words found stand in what a clause supposes, to say something else with a sign of its own.

    >>> is_only_supposed("l1の項をλ|w|とすると,勾配に加わるのはλw", Sighting(((0, 2), (5, 9)), ({},)))
    True
    """
    found = _SUPPOSED.search(clause, sighting.end)
    return found is not None and len(clause) - found.end() > SHORT_REST


SHORT_REST = 6
"""What is so short behind a supposition adds nothing to it."""


def is_resized(bare: str) -> bool:
    """Whether a clause works out a size from another, with neither of them among the words found.

    >>> is_resized("3x3のプーリングで27x27は14x14になる"), is_resized("3x3で,ストライドは2")
    (True, False)
    """
    return _RESIZED.search(bare) is not None
