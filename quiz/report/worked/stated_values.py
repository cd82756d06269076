"""A sentence -> its values, each with the words before it and the chain of equalities that leads to it.

A value is a number, an expression of numbers or a vector. Whether one is right is told to as many digits as it has:
what differs by no more than an intermediate rounding is neither right nor wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from math import isfinite
from typing import Final, Literal

from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.sizes.written_values import value_of_text

Holds = Literal["right", "wrong"] | None

MOST_VALUES: Final = 40
_NUM: Final = r"-?\d+(?:\.\d+)?(?:e-?\d{1,3})?"
_ENTRY: Final = r"(?:-\s?)?(?:√\s?)?\d+(?:\.\d+)?(?:e-?\d{1,3})?(?:\s?/\s?√?\d+)?"
_LIST: Final = rf"{_ENTRY}(?:\s*[,、]\s*{_ENTRY}){{1,15}}"
_UNIT: Final = (
    r"\s*(?:乗|次元|つ目|回目|歩目|番目|個目|層|枚|件|回|倍|%|ステップ|エポック|個|行|列|"
    r"(?:st|nd|rd|th)\b|layers?\b|times\b|steps?\b)"
)
"""Behind a number: it counts, and is no value."""
_NO_VALUE: Final = late(_UNIT)
_BRACKET: Final = rf"\((?!\s*{_LIST}\s*[,)])"
"""A bracket that opens no vector."""
_TOKEN: Final = late(
    rf"(?P<call>(?:(?<![A-Za-z])[A-Za-zσφ]'?|sigmoid'?|tanh'?|[Rr]e[Ll][Uu]'?|softplus'?|シグモイド(?:関数)?|"
    rf"ソフトプラス|sign|sgn)\s?\(\s*{_NUM}\s*\))"
    rf"|(?P<vector>[(\[]\s*{_LIST}\s*(?P<open>[,、]\s*(?:\.{{2,3}}|…|⋯)\s*)?[)\]])"
    rf"|(?<![A-Za-zα-ω_'^\d.‖])(?:(?P<list>{_LIST}(?![\d.]|{_UNIT}|\s*(?:なら|のとき|の場合|だと)))"
    rf"|(?P<run>(?:(?:[-√]|{_BRACKET})\s?)*(?:\d|sqrt\s?\()(?:[\d.+\-×÷/^√)\s]|{_BRACKET}|sqrt|e-?\d)*))"
)
_LOOSE_END: Final = " .+-×÷/^√("
_JOINED: Final = late(r"\s*([=≈])\s*(?:約|およそ|about )?\s*")
_SYMBOLIC: Final = late(
    r"(?:\s?[-+×/^]\s*(?=[A-Za-zα-ωσ(√=≈])|"
    r"[A-Za-zα-ω(')])[^、。,;:=≈→ぁ-んァ-ヶ一-龠]{0,50}([=≈])\s*"
)
_WORD: Final = late(r"(?<![A-Za-z])(?!sqrt|tanh|log|exp|sigmoid|sign|mhat|vhat|xhat)[A-Za-z]{3}")
_TRAILING: Final = late(r"[^、。,;:→ぁ-んァ-ヶ一-龠]*\Z")
_SCIENTIFIC: Final = late(r"-?\d+(?:\.(?P<decimals>\d+))?(?:\s*×\s*10\s*\^\s*\(?\s*|e)(?P<power>-?\d{1,3})\)?")
_DECIMAL: Final = late(r"-?\s?\d*(?:\.(?P<decimals>\d+))?")
_ABOUT: Final = late(r"(?:約|およそ|ほぼ|だいたい|about|approximately|roughly|around|≈)\s*\Z")
_ABOUT_BEHIND: Final = late(r"\s*(?:ほど|くらい|ぐらい|程度|前後|あまり|余り|弱|強|or so)")
_ROUGH: Final = 0.35
_SLOPPY: Final = 0.02
"""How far a value may be from the true one, as a part of it, and still come from numbers that were rounded before."""


@frozen
class Number:
    """A number as written: its value, and the unit of its last digit (0 for what is written exactly)."""

    text: str
    value: float
    unit: float


@frozen
class Value:
    """A value of a sentence with the words before it (``label``) and behind it, up to the next one.

    ``entries`` has one for a number; ``steps`` are the numbers of its chain before it, as far as they are numbers.
    ``open`` says that a vector goes on.
    """

    label: str
    entries: tuple[Number, ...]
    start: int
    end: int
    behind: str = ""
    steps: tuple[float, ...] = ()
    vector: bool = False
    open: bool = False
    about: bool = False
    first: str = ""

    @property
    def number(self) -> float:
        """The value of a number."""
        return self.entries[0].value


@frozen
class _Token:
    kind: str
    text: str
    start: int
    end: int


def values_in(text: str) -> list[Value]:
    """Return the values of a text (``respelled``), in order.

    >>> [(value.label, value.entries[0].text) for value in values_in("平均は (1 + 5)/2 = 3、分散は 4")]
    [('平均は ', '3'), ('、分散は ', '4')]
    """
    found: list[Value] = []
    last = 0
    tokens = list(_tokens(text))
    place = 0
    while place < len(tokens) and len(found) < MOST_VALUES:
        chain = [tokens[place]]
        broken = about = False
        while place + 1 < len(tokens):
            between = text[chain[-1].end : tokens[place + 1].start]
            joined = _JOINED.fullmatch(between) or _symbolic(between)
            if joined is None:
                break
            broken = broken or not _JOINED.fullmatch(between)
            about = joined[1] == "≈"
            place += 1
            chain.append(tokens[place])
        place += 1
        final = chain[-1]
        after = text[final.end : tokens[place].start if place < len(tokens) else len(text)]
        entries, open_ = _entries(final)
        before = text[last : chain[0].start]
        label = _named(before)
        broken = broken or label != before
        if entries and not (final.kind == "run" and _NO_VALUE.match(after)):
            numbers = () if broken else tuple(one for one in map(_plain_value, chain[:-1]) if one is not None)
            about = about or bool(_ABOUT.search(label) or _ABOUT_BEHIND.match(after))
            vector = final.kind != "run"
            found.append(
                Value(label, entries, chain[0].start, final.end, after, numbers, vector, open_, about, chain[0].text)
            )
            last = final.end
    return found


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = found.lastgroup or ""
        kind = "vector" if found["vector"] else kind
        if kind == "call":
            continue
        start, end = found.span()
        if kind == "run":
            start, end = _trimmed(text, start, end)
            if end <= start:
                continue
        yield _Token(kind, text[start:end], start, end)


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Where an expression stands without the signs around it that belong to the sentence."""
    while end > start and (text[end - 1] in _LOOSE_END or text[end - 1].isspace()):
        end -= 1
    depth = 0
    for place in range(start, end):
        depth += (text[place] == "(") - (text[place] == ")")
        if depth < 0:
            return start, place
    while depth > 0 and start < end and text[start] in "( ":
        depth -= text[start] == "("
        start += 1
    return start, end


def _symbolic(between: str) -> re.Match[str] | None:
    """What stands between two numbers of one chain where letters take part in it: ``0.9 V_1 - 0.2 =``."""
    found = _SYMBOLIC.fullmatch(between)
    return found if found is not None and not _WORD.search(between) else None


def _named(label: str) -> str:
    """The words before a chain up to its first sign: of ``V_2 = μ V_1 - ε g =`` the name alone counts."""
    tail = _TRAILING.search(label)
    if tail is None or "=" not in tail[0]:
        return label
    name, _, rest = tail[0].partition("=")
    return label[: tail.start()] + name + "=" if not _WORD.search(rest) else label


def number_of(text: str) -> Number | None:
    """Return a number as written with the unit of its last digit; None for what is none, or is beyond a float.

    >>> number_of("9.54e-7").unit, number_of("1/4").unit, number_of("0.25").unit
    (1e-09, 0.0, 0.01)
    >>> number_of("1e999"), number_of("1e999999999"), number_of("9" * 400)
    (None, None, None)
    """
    bare = text.strip()
    if (plain := _DECIMAL.fullmatch(bare)) is not None and bare not in ("", "-"):
        decimals = plain["decimals"]
        value: float | None = float(bare.replace(" ", ""))
        unit = 10.0 ** -len(decimals) if decimals else 1.0
    elif (found := _SCIENTIFIC.fullmatch(bare)) is not None:
        power = int(found["power"]) - len(found["decimals"] or "")
        value, unit = value_of_text(bare), 10.0 ** min(power, _MOST_POWER)
    else:
        value, unit = value_of_text(bare), 0.0
    return Number(bare, value, unit) if value is not None and isfinite(value) else None


_MOST_POWER: Final = 308


def _entries(token: _Token) -> tuple[tuple[Number, ...], bool]:
    if token.kind == "run":
        number = number_of(token.text)
        return ((number,) if number is not None else ()), False
    pieces = re.split("[,、]", token.text.strip("()[] "))
    open_ = bool(pieces) and not any(sign.isdigit() for sign in pieces[-1])
    numbers = [number_of(piece) for piece in (pieces[:-1] if open_ else pieces)]
    return tuple(one for one in numbers if one is not None) if None not in numbers else (), open_


def _plain_value(token: _Token) -> float | None:
    number = number_of(token.text) if token.kind == "run" else None
    return number.value if number is not None else None


# -- judging -----------------------------------------------------------------------------------------------------------


def holds(number: Number, true: float, *, about: bool = False) -> Holds:
    """Whether a number is the true one as it is written: None where it may come from rounded steps.

    >>> holds(number_of("0.105"), 0.10499), holds(number_of("0.104"), 0.10499), holds(number_of("0.0665"), 0.00665)
    ('right', None, 'wrong')
    """
    off, size = abs(number.value - true), max(abs(true), 1e-12)
    if off <= max(1e-9 * size, 1e-12):
        return "right"
    whole = abs(true - round(true)) < 1e-9 * max(size, 1.0)
    if number.unit == 0.0:
        return "right" if off <= 1e-6 * size else None if off <= _SLOPPY * size else "wrong"
    if number.unit == 1.0:
        if whole:
            return "wrong" if not about or off > 0.1 * size else None
        return None if off < 1.0 and (off < 0.1 * size or about or size > 1.0) else "wrong"
    if off <= 0.5 * number.unit * 1.000001 and off <= 0.1 * size:
        return "right"
    if off <= number.unit * 1.000001 and off <= (_ROUGH if about else 0.1) * size:
        return None  # not rounded, but cut off or told roughly
    return None if off <= _SLOPPY * size else "wrong"


def value_holds(value: Value, true: Sequence[float]) -> Holds:
    """Whether a value, entry by entry, is what it ought to be; a vector that goes on is held against the first ones."""
    known = list(true)[: len(value.entries)] if value.open else list(true)
    if len(known) != len(value.entries):
        return "wrong" if len(value.entries) > 1 and len(known) > 1 and not value.open else None
    found = [holds(entry, one, about=value.about) for entry, one in zip(value.entries, known, strict=True)]
    if "wrong" in found:
        return "wrong"
    if None in found:
        return None
    # A chain whose end is right and whose way is not is told by who follows the chain.
    if len(known) == 1 and any(abs(step - known[0]) > _SLOPPY * max(abs(known[0]), 1e-9) for step in value.steps):
        return None
    return "right"


def judged(value: Value, true: Sequence[float], also: Sequence[Sequence[float]] = ()) -> Holds:
    """Whether a value is the true one; what would be right in another reading (``also``) is not called wrong."""
    found = value_holds(value, true)
    if found == "wrong" and any(value_holds(value, other) != "wrong" for other in also):
        return None
    return found
