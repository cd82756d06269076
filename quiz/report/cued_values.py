"""The values of a question by the words beside them: 「訓練データ 2000 個、ミニバッチの大きさ 64」, in any order.

An item names the words once for each value (``values`` of its ``[report]``), and no sentence. Nothing is guessed: every
number of the question has to be one of the values, or to count what all such questions count (1 エポック).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any, Final

from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.likeness import compact

_NUMBER: Final = late(
    r"(?<![\d._^])(?<!(?<![a-z])[a-z])(?:(?P<side>\d{1,6})x(?P=side)(?![\dx])|(?P<value>-?\d{1,9}(?:\.\d{1,9})?))(?!\d|\.\d|/\d|\^|x\d)"
)
_ANY_DIGIT: Final = late(r"\d")
_NO_VALUES: Final = late(
    r"小数(?:点以下)?第?\d{1,3}[位桁](?:まで|を四捨五入)?|有効数字\d{1,3}桁|(?<!\d)\d{1,3}桁|1エポック(?:あたり|分)?|1回(?:と|も|ずつ|の更新|だけ|使)"
    r"|1つ(?:の出力|に)|(?:one|an?|1)epoch|1辺|(?:to)?(?:two|three|four|2|3|4)decimals?(?:places)?"
    r"|(?<![a-z])[a-zα-ω](?:=[a-zα-ω])?=0(?![.\d])|l[12](?:正則化|ノルム|regulari[sz]ation|norm)|(?<![\d.])\(\d\)"
)
"""Numbers that only say how to answer, or count what is always one."""
_PARTS: Final = frozenset("、,。;:・/")
_LONGEST: Final = 1_000
"""Nobody's question is longer in which each number has its words."""
_FAR: Final = 14
"""So many signs may stand between a number and the words that tell what it is."""
_A_SIGN: Final = 6
"""What a sign between them costs: the words of the next number are behind it."""


@frozen
class Cue:
    """The words for a value: for one number, or (``square``) for the side of a square: 5×5."""

    words: tuple[str, ...]
    square: bool
    unsaid: Fraction | None

    @classmethod
    def of(cls, source: str) -> Cue:
        """Read ``訓練データ|samples``, ``NxN 画像|image`` for a side, ``... [28]`` for what a question may leave out.

        >>> Cue.of("NxN 画像|image [28]")
        Cue(words=('画像', 'image'), square=True, unsaid=Fraction(28, 1))
        """
        bare, _, unsaid = source.strip().removesuffix("]").partition("[")
        square = bare.startswith("NxN ")
        words = tuple(compact(word) for word in bare.removeprefix("NxN ").split("|"))
        return cls(words, square, Fraction(unsaid) if unsaid else None)


def values_by_cues(cues: Mapping[str, Cue], text: str) -> dict[str, Any] | None:
    """Return the values that a question gives, in compact text; None unless each number is one, and each one is there.

    >>> cues = {"samples": Cue.of("訓練データ|samples"), "batch": Cue.of("ミニバッチの大きさ|batches of")}
    >>> values_by_cues(cues, compact("ミニバッチの大きさ 64、訓練データ 2000 個。1 エポックの更新は？"))
    {'batch': 64, 'samples': 2000}
    >>> values_by_cues(cues, compact("訓練データ 2000 個、検証データ 500 個、ミニバッチの大きさ 64")) is None
    True
    """
    if len(text) > _LONGEST:
        return None
    whole = _NO_VALUES.sub(lambda found: "　" * len(found[0]), text)
    numbers = list(_NUMBER.finditer(whole))
    covered = {place for one in numbers for place in range(*one.span())}
    if any(found.start() not in covered for found in _ANY_DIGIT.finditer(whole)):
        return None
    values: dict[str, Any] = {}
    unnamed: list[Fraction] = []
    for place, one in enumerate(numbers):
        before = whole[numbers[place - 1].end() if place else 0 : one.start()]
        behind = whole[one.end() : numbers[place + 1].start() if place + 1 < len(numbers) else len(whole)]
        square = one["side"] is not None
        name = _meant(cues, before, behind, square=square, given=values)
        value = Fraction(one["side"] or one["value"])
        if name is None and square:
            unnamed.append(value)
        elif name is None:
            return None
        else:
            values[name] = _plain(value)
    sides = [name for name, cue in cues.items() if cue.square and name not in values]
    if len(unnamed) == 1 == len(sides):  # 32×32、3 チャンネルの画像: what no word names is the square that is left
        values[sides[0]] = _plain(unnamed.pop())
    if unnamed:
        return None
    for name, cue in cues.items():
        if name not in values:
            if cue.unsaid is None:
                return None
            values[name] = _plain(cue.unsaid)
    return values


def _plain(value: Fraction) -> int | Fraction:
    return int(value) if value.denominator == 1 else value


def _meant(cues: Mapping[str, Cue], before: str, behind: str, *, square: bool, given: Mapping[str, Any]) -> str | None:
    """Return which value has the nearest words; of several with the same words the next; None where two are as near."""
    near: dict[str, int] = {}
    for name, cue in cues.items():
        if cue.square is square:
            distances = [far for word in cue.words for far in _distances(word, before, behind)]
            if distances:
                near[name] = min(distances)
    least = min(near.values(), default=_FAR + 1)
    nearest = [name for name, far in near.items() if far == least]
    if least > _FAR or not nearest:
        return None
    alike = all(cues[name].words == cues[nearest[0]].words for name in nearest)
    left = [name for name in nearest if name not in given]
    return left[0] if left and (alike or len(nearest) == 1) else None


def _distances(word: str, before: str, behind: str) -> Sequence[int]:
    found = []
    if (at := before.rfind(word)) >= 0:
        found.append(_far(before[at + len(word) :]))
    if (at := behind.find(word)) >= 0:
        found.append(_far(behind[:at]))
    return found


def _far(between: str) -> int:
    return len(between) + _A_SIGN * sum(sign in _PARTS for sign in between)
