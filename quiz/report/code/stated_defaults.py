"""A clause about a call -> the default value that it states for an argument, held against the course's list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.code.code_rules import Verdict
from quiz.report.code.remark_book import RemarkBook

_BY_DEFAULT: Final = late(
    r"既定(?:値|では|で|は|の)|デフォルト|省略|省く|省い|指定しな|指定がな|指定なし|何も(?:書か|渡さ|"
    r"指定し)な|渡さな|書かなけ|"
    r"\bdefaults?\b|\bby default\b|unless|left out|omit|if (?:nothing|none|not)\b|when (?:nothing|none|not)\b|"
    r"without (?:giving|an? )|out of the box"
)
_NOT_DEFAULT: Final = late(
    r"変え|変更|上書き|したい|推奨|論文|ここでは|今回|以前|昔|古い|chang|instead|overrid|recommend|here|older|"
    r"used to|元の|同じ|same (?:as|"
    r"for|in)|the same"
)
_DENIED: Final = late(
    r"ではな|じゃな|でな[いく]|とは限|\bnot (?!given|set|specified|passed|told|said)|isnt|doesnt|n't|\bnever\b"
)
_NUMBER: Final = late(
    r"(?<![\w.])(?P<value>-?\d+(?:\.\d+)?(?:e-?\d+)?|\.\d+)(?P<percent>\s?%)?(?:の?-(?P<power>\d)乗)?(?![\w]|\.\d|"
    r"\s?(?:次元|枚|乗))",
    re.A,
)
_POWER: Final = late(r"10\s?(?:\^|\*\*)\s?\{?-(\d)\}?|10の-(\d)乗")
_LITERAL: Final = {
    "True": r"\btrue\b|有効|オン|(?<!シャッフル)する\Z|される|付き|あり|ついて|加わ|足され|つく|付く|使われる|"
            r"\bon\b|enabled|has a|has one|"
            r"included|shuffled",
    "False": r"\bfalse\b|無効|オフ|しない|されない|なし|無し|付かな|つかな|足されな|使われな|\boff\b|disabled|"
    r"not shuffled|has no|without",
    "None": r"\bnone\b|なし|恒等|線形|そのまま|何もしな|使わな|かからな|適用され(?:ない|ず)|\blinear\b|"
    r"identity|no activation",
    "valid": r"\bvalid\b", "same": r"\bsame\b", "relu": r"\brelu\b", "sigmoid": r"\bsigmoid\b|シグモイド",
    "softmax": r"\bsoftmax\b", "tanh": r"\btanh\b",
    "glorot_uniform": r"glorot|xavier", "he_normal": r"\bhe(?:_?normal|_?uniform)?\b(?!の)|heの|kaiming",
    "zeros": r"\bzeros?\b|ゼロ",
    "mean": r"\bmean\b|平均|average", "sum": r"\bsum\b|合計|総和",
    "float64": r"float64|倍精度|double", "float32": r"float32|単精度",
    "channels_last": r"channels_last|最後", "channels_first": r"channels_first|最初",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class StatedDefault:
    """A default value that a clause states: whether it is right, and what it is."""

    verdict: Verdict
    claim: str
    told: Text


class DefaultWords:
    """The words for arguments, as patterns: each made once it is looked for, as few clauses state a default."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        self._patterns: dict[str, re.Pattern[str]] = {}

    def found(self, argument: str, text: str) -> re.Match[str] | None:
        """Return where a text names an argument, by its own name or by a word for it."""
        pattern = self._patterns.get(argument)
        if pattern is None:
            pattern = self._patterns[argument] = self._made(argument)
        return pattern.search(text)

    def _made(self, argument: str) -> re.Pattern[str]:
        words = filter(None, (argument, *self._words.get(argument, "").split("|")))
        return re.compile("|".join(
            rf"(?<![a-z\d_]){re.escape(word)}(?![a-z\d_])" if word.isascii() else re.escape(word) for word in words
        ), re.A)  # fmt: skip


def judged_default(clause: str, names: Sequence[str], book: RemarkBook, words: DefaultWords) -> StatedDefault | None:
    """Return what a clause says to be the default of an argument; None where it says nothing of the kind.

    ``names`` are those of the call that it is about. A value that any of the libraries has that share a name is right.
    """
    lower = clause.lower()
    known = list(book.defaults_of(names))
    if not known or not _BY_DEFAULT.search(lower) or _NOT_DEFAULT.search(lower) or _DENIED.search(lower):
        return None
    stated = {default.argument: place for default in known if (place := words.found(default.argument, lower))}
    stated = {  # lr of learning_rate: the longer word is the one that is meant
        argument: place for argument, place in stated.items()
        if not any(other.start() <= place.start() and place.end() <= other.end() and other[0] != place[0]
                   for other in stated.values())
    }  # fmt: skip
    if not stated or len({place.span() for place in stated.values()}) != 1:
        return None
    place = next(iter(stated.values()))
    behind = _without_call(lower, names)
    given, before = behind[place.end() :], behind[: place.start()]
    own = [default for default in known if default.argument in stated]
    library = [
        name for name in ("torch", "keras") if re.search({"torch": "torch", "keras": "keras|tensorflow"}[name], lower)
    ]
    if len(library) == 1 and any(default.library == library[0] for default in own):
        own = [default for default in own if default.library == library[0]]
    wanted = {default.value for default in own}
    said = _said(given, before, wanted)
    if said is None:
        return None
    name = own[0].of[0]
    shown = " / ".join(sorted(wanted))
    told = Text(
        f"{name} の {own[0].argument} は、指定しなければ {shown} です",
        f"{name} takes {own[0].argument} = {shown} where it isn't given",
    )
    return StatedDefault("right" if said else "wrong", f"default-{own[0].argument}", told)


def _without_call(text: str, names: Sequence[str]) -> str:
    """Blank a call and what stands in its brackets: arguments that are written out are no default of it."""
    text = re.sub(r"\((?!\s*[\d.]+\s*,\s*[\d.]+\s*\))[^()]*\)", lambda found: " " * len(found[0]), text)
    for name in names:
        text = text.replace(name.lower(), " " * len(name))
    return text


def _said(given: str, before: str, wanted: set[str]) -> bool | None:
    """Whether the value that stands behind (else before) the argument is one that is wanted; None where none stands."""
    numeric = {value for value in wanted if _as_number(value) is not None}
    if numeric:
        for text in (given, before):
            values = _numbers(text)
            if len(values) == 1:
                return any(abs(values[0] - float(_as_number(value) or 0)) <= 1e-12 for value in numeric)
            if values:
                return None
        return None
    pairs = [value for value in wanted if "," in value]
    if pairs:
        values = _numbers(given)
        known = [[float(part) for part in value.split(",")] for value in pairs]
        return values in known if len(values) == len(known[0]) else None
    found = {name for name, words in _LITERAL.items() if re.search(words, given, re.A)}
    if not found:
        found = {name for name, words in _LITERAL.items() if re.search(words, before, re.A)}
    return None if not found else bool(found & wanted) if len(found) == 1 or found & wanted else None


def _numbers(text: str) -> list[float]:
    powers = [10.0 ** -int(found[1] or found[2]) for found in _POWER.finditer(text)]
    bare = _POWER.sub(" ", text)
    found = []
    for number in _NUMBER.finditer(bare):
        value = float(number["value"]) / (100 if number["percent"] else 1)
        found.append(value)
    return powers + found


def _as_number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None
