"""How many layers a network is told to have, held against its input, hidden and output layers told beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.window_trail import Judged

_WORDS: Final = {"an": 1, "one": 1, "a single": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_COUNT: Final = rf"(?:[1-9]|1\d|{'|'.join(_WORDS)})"
_TOTAL: Final = late(
    r"(?<![層間れ\d.])(?P<ja>[2-9]|1\d)\s?層(?:構造|構成)?の?\s?(?:全結合)?(?:ニューラル)?(?:ネットワーク|nn\b|モデル|パーセプトロン|ネット)"
    rf"|\b(?P<en>{_COUNT})[- ]layer(?:ed)? (?:neural )?(?:network|net|model|perceptron)\b"
    rf"|\b(?:network|net|model) (?:of|with) (?P<of>{_COUNT}) layers\b",
    re.ASCII,
)
_NAMES: Final = {"input": "入力層", "hidden": "(?:隠れ|中間)層", "output": "出力層"}
_OTHERS: Final = r"(?! ?(?:nodes?|units?|neurons?|sizes?|channels?|classes|values?|images?|features?)|s\b|\w)"
_PARTS: Final = {
    name: late(
        rf"(?P<before>[1-9]|1\d)\s?(?:つ|層)の{ja}|{ja}[がはをに:(\s]*(?P<behind>[1-9]|1\d)\s?(?:つ|層)"
        rf"|\b(?P<en>{_COUNT}) {name}(?: layers?)?{_OTHERS}",
        re.ASCII,
    )
    for name, ja in _NAMES.items()
}
_DENIED: Final = late(
    r"ない|ません|なく|誤[りっ]|間違|かもしれ|だろう|でしょう|と思っていた|場合|なら|と(?:しても|すると)|もし|追加|加え|増や|減ら|数え方"
    r"|\?|か[。.)]?\s*\Z|\bnot\b|n't\b|\bnever\b|\bwrong\b|\bif\b|believed|\bor\b|adding|added|without"
)
_MOST: Final = 20


@dataclass(slots=True)
class LayersReader:
    """Judges sentences; ``total`` is the number of layers that the sentence before has told, for brackets behind it."""

    total: int | None = None

    def forget(self) -> None:
        """What comes next doesn't belong to the sentence before."""
        self.total = None

    def judge(self, sentence: str) -> Judged | None:
        """Return whether the layers that a sentence (plain text of a row) counts make the number that it tells.

        >>> reader = LayersReader()
        >>> reader.judge("3層のネットワークは、入力層1つ、中間層1つ、出力層1つからなる。").verdict
        'right'
        >>> reader.judge("A 5-layer network (one input, two hidden and one output layer).").verdict
        'wrong'
        """
        before, self.total = self.total, None
        if "層" not in sentence and "layer" not in sentence.lower():
            return None
        text = spelled(sentence)
        totals = list(_TOTAL.finditer(text))
        counts = {_number(found) for found in totals}
        self.total = counts.pop() if len(counts) == 1 and not _DENIED.search(text) else None
        told = before if not totals and text.lstrip().startswith("(") else self.total
        parts = [_only(pattern, text, totals) for pattern in _PARTS.values()]
        if told is None or _DENIED.search(text):
            return None
        known = [part for part in parts if part is not None]
        if len(known) < len(parts) or sum(known) > _MOST:
            return None
        first, *rest = known
        shown = " + ".join(map(str, known))
        working = Text(
            f"{shown} = {sum(known)} 層です（入力層を数えない言い方では {sum(rest)} 層）",
            f"{shown} = {sum(known)} layers ({sum(rest)} where the input isn't counted)",
        )
        right = told in (sum(known), sum(rest)) and first == 1
        return Judged("right" if right else "wrong", "layers-told-claim", "sigmoid-factor-count", working)


def _number(found: re.Match[str]) -> int:
    written = next(group for group in found.groups() if group)
    return _WORDS.get(written) or int(written)


def _only(pattern: re.Pattern[str], text: str, totals: list[re.Match[str]]) -> int | None:
    """The one number of layers of a kind; None where there is none or another one, or it is read as the total."""
    found = list(pattern.finditer(text))
    if len(found) != 1 or any(found[0].start() < one.end() and one.start() < found[0].end() for one in totals):
        return None
    return _number(found[0])
