"""Options with a verdict each: ①○ ②×, ○○×○, "True, False", and 4だけ誤り. Which of them apply follows, or nothing does.

A verdict says of a statement that it is right; where a question asks for what is wrong, nobody can tell which of both
senses is meant, and nothing is read.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from quiz.reading.fillers import filler_cuts
from quiz.reading.labels import Mention, Mentions, chosen, mentioned
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize

_LONGEST: Final = 200
_YES: Final = ("○", "◯", "〇", "✓", "✔", "⭕", "正しい", "正", "true", "yes", "right", "correct", "t", "マル", "まる")
_NO: Final = (
    *("×", "✗", "✘", "☓", "✕", "❌", "間違い", "誤り", "誤", "false", "no", "wrong", "incorrect", "f", "バツ", "ばつ"),
)  # fmt: skip
_ONLY_WRONG: Final = late(
    r"(?P<labels>[^a-zぁ-んァ-ヶ一-龥]{1,60}?)\s*+(?:だけ|のみ)?\s*+(?:は|が)?\s*+"
    r"(?:だけ|のみ)?(?:誤り|間違い|違う|違います|誤っている|間違っている|当てはまらない|あてはまらない)"
)
_AND_NOT: Final = late(
    r"(?P<these>[^a-zぁ-んァ-ヶ一-龥]{1,60}?)[\s、,]*+[(（](?:not\s+(?P<en>[^a-zぁ-んァ-ヶ一-龥]{1,60})"
    r"|(?P<ja>[^a-zぁ-んァ-ヶ一-龥]{1,60}?)\s*は\s*(?:誤り|間違い|違う|当てはまらない|あてはまらない|×))[)）]"
)


def marked(raw: str, count: int) -> Mentions | None:
    """Read verdicts on ``count`` statements; None if an answer is anything else, or doesn't judge each of them once.

    >>> [one.index for one in marked("①○ ②× ③○", 3).options], [one.index for one in marked("××○", 3).options]
    ([0, 2], [2])
    >>> marked("1○ 2×", 3), marked("1○ 1× 2○ 3○", 3), [one.index for one in marked("2だけ誤り", 3).options]
    (None, None, [0, 2])
    """
    if len(raw) > _LONGEST:
        return None
    text = normalize(raw.translate(_CIRCLED)).lower()
    starts, ends = filler_cuts(text)
    body = text[starts[-1] : ends[-1]].strip(" \t\r\n。.")
    applies = _in_a_row(body, count)
    if applies is None:
        applies = _beside_labels(body, count)
    if applies is None:
        applies = _but_the_wrong(body, count)
    if applies is None:
        return None
    options = tuple(Mention(index, 0, raw.strip()) for index in sorted(applies))
    return Mentions(options, "these" if options else "none")


_CIRCLED: Final = {ord("①") + at: f"({at + 1})" for at in range(20)}


@cache
def _mark() -> str:
    def one(words: tuple[str, ...]) -> str:
        return "|".join(re.escape(word) + ("(?![a-z])" if word.isascii() else "") for word in words)

    return rf"(?:(?P<yes>{one(_YES)})|(?P<no>{one(_NO)}))"


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(rf"\s*{_mark()}[\s、,/・]*")


@cache
def _pair() -> re.Pattern[str]:
    label = r"[(「]?(?P<label>[0-9]{1,2}|[a-z](?![a-z])|[ア-コ])[)」.]?"
    return re.compile(rf"\s*{label}\s*(?:[:=]|は|が|is\b)?\s*{_mark()}[\s、,/・;。]*")


def _in_a_row(body: str, count: int) -> set[int] | None:
    verdicts: list[bool] = []
    at = 0
    while at < len(body):
        found = _marks().match(body, at)
        if found is None:
            return None
        verdicts.append(found["yes"] is not None)
        at = found.end()
    return {index for index, yes in enumerate(verdicts) if yes} if len(verdicts) == count > 1 else None


def _beside_labels(body: str, count: int) -> set[int] | None:
    verdicts: dict[int, bool] = {}
    at = 0
    while at < len(body):
        found = _pair().match(body, at)
        index = None if found is None else _index(found["label"], count)
        if found is None or index is None or index in verdicts:
            return None
        verdicts[index] = found["yes"] is not None
        at = found.end()
    return {index for index, yes in verdicts.items() if yes} if len(verdicts) == count else None


def _index(label: str, count: int) -> int | None:
    named = mentioned(label, count)
    return named.options[0].index if isinstance(named, Mentions) and len(named.options) == 1 else None


def _but_the_wrong(body: str, count: int) -> set[int] | None:
    """Read 4だけ誤り, which leaves the others; 1, 2 (not 3), which must not contradict itself."""
    alone = _ONLY_WRONG.fullmatch(body)
    if alone is not None:
        wrong = _set(alone["labels"], count)
        return None if not wrong else set(range(count)) - wrong
    both = _AND_NOT.fullmatch(body)
    if both is None:
        return None
    these, wrong = _set(both["these"], count), _set(both["en"] or both["ja"], count)
    if not these or not wrong or these & wrong:
        return None
    return these


def _set(written: str, count: int) -> set[int] | None:
    named = mentioned(written, count, runs=True)
    if not isinstance(named, Mentions) or named.those != "these":
        return None
    return set(chosen(named, count))
