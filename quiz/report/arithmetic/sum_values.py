"""A link between two sides of arithmetic -> whether it holds, with the rounding that its numbers are written to.

A value in decimals may be the rounded one of the other side, and decimals that are worked on may be rounded ones
themselves: what the digits shown leave open is neither right nor wrong.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil, floor, isfinite
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.arithmetic.sum_tokens import Link, Side, Token, canonical
from quiz.report.sizes.written_values import value_of_text

_EXACT: Final = 1e-9
_LEAST_OFF: Final = 0.01
"""By which part of itself a value must be missed for ≈ to be wrong of it."""
_LARGEST: Final = 1e15
_NUMBER: Final = late(r"([\d,]*)(?:\.(\d+))?(?:e([-+]?\d+))?", re.I)
_MOST_POWERS: Final = 2
_MOST_EXPONENT: Final = 64
_REPEATING: Final = (3, 6, 7, 9, 11, 12)
"""Denominators whose decimals do not end: 0.33 stands for 1/3."""
_HUNDRED: Final = 100


def holds(link: Link) -> bool | None:
    """Return whether a link holds; None where rounding, a percentage or a careless bracket may account for it.

    >>> from quiz.report.arithmetic.sum_tokens import links_of
    >>> [holds(link) for link in links_of("1/8 = 0.13, 2/3 = 0.66, 1/8 = 0.25")]
    [True, None, False]
    """
    left, right = value_of(link.left), value_of(link.right)
    if left is None or right is None:
        return None
    off = abs(left - right)
    if off <= _EXACT * max(abs(left), abs(right)):
        return True
    if not link.right.computes and off <= 0.5 * unit(link.right, about=link.about) * (1 + 1e-6):
        return True
    if _is_excused(link, left, right):
        return None
    if link.about and off < _LEAST_OFF * max(abs(left), abs(right)):
        return None
    return False


def _is_excused(link: Link, left: float, right: float) -> bool:
    """Whether the digits shown, or another reading, leave open that the link holds."""
    off = abs(left - right)
    room = sum(unit(side, about=link.about) for side in (link.left, link.right) if not side.computes)
    if off <= room + doubt(link.left) + doubt(link.right):
        return True
    whole = [value for value, side in ((right, link.right), (left, link.left)) if not side.decimals]
    for value in whole:  # rounded to a whole number, as sizes and counts are
        other = left if value == right else right
        if not link.about and abs(other) > 1 and value in (floor(other), ceil(other)):
            return True
    if _is_percentage(link, left, right) or _is_size(link, left, right) or _is_share(link, left, right):
        return True
    for side, other in ((link.left, right), (link.right, left)):
        meant = value_of(side, greedy=True)
        if meant is None or abs(meant - other) <= max(_EXACT * abs(other), unit(link.right, about=link.about)):
            return True
        full = _value(_without_rounded_thirds(side.tokens), side.times)
        if full is not None and abs(full - other) <= max(_EXACT * abs(other), unit(link.right, about=link.about)):
            return True
    return False


def _is_percentage(link: Link, left: float, right: float) -> bool:
    """Whether the sides differ by a hundred, where one of them may be told in per cent."""
    percent = any(token.kind == "percent" for side in (link.left, link.right) for token in side.tokens)
    room = unit(link.right, about=link.about) + doubt(link.left)
    if percent and min(abs(left * _HUNDRED - right), abs(left - right * _HUNDRED)) <= _HUNDRED * room:
        return True
    return abs(left) <= 1 < abs(right) and abs(left * _HUNDRED - right) <= max(_HUNDRED * room, _EXACT * abs(right))


def _is_size(link: Link, left: float, right: float) -> bool:
    """Whether 7 = 7×7 only goes on to the size whose side was worked out."""
    for side, other in ((link.right, left), (link.left, right)):
        kinds = {token.kind for token in side.tokens if token.kind != "unit"}
        if kinds == {"number", "times"} and _value(side.tokens[:1], 1) == other:
            return True
    return False


def _is_share(link: Link, left: float, right: float) -> bool:
    """Whether 3/4 = 45枚 tells a part of something: 3/4 of it."""
    kinds = [token.kind for token in link.left.tokens]
    return kinds == ["number", "over", "number"] and 0 < left < 1 <= right


# -- values ------------------------------------------------------------------------------------------------------------


def value_of(side: Side, *, greedy: bool = False) -> float | None:
    """The value of a side; None for what has none, or a huge one."""
    return _value(side.tokens, side.times, greedy=greedy)


def _value(tokens: Sequence[Token], times: int, *, greedy: bool = False) -> float | None:
    powers = sum(token.kind in ("power", "raised") for token in tokens)
    if powers > _MOST_POWERS or (powers and _has_large_exponent(tokens)):
        return None
    try:
        found = value_of_text(canonical(tokens, greedy=greedy))
    except (ArithmeticError, ValueError):
        return None
    if found is None or not isfinite(found) or abs(found) > _LARGEST:
        return None
    return found * times


def _has_large_exponent(tokens: Sequence[Token]) -> bool:
    for token, behind in zip(tokens, [*tokens[1:], None], strict=True):
        if token.kind == "power" and (behind is None or behind.kind not in ("number", "minus", "opens")):
            return True
        if token.kind == "number" and float(token.text.replace(",", "")) > _MOST_EXPONENT:
            before = tokens[: tokens.index(token)]
            if any(one.kind == "power" for one in before[-3:]):
                return True
    return False


def unit(side: Side, *, about: bool = False) -> float:
    """What the last digit that is shown of a number stands for; nothing for one that is worked out.

    >>> from quiz.report.arithmetic.sum_tokens import links_of
    >>> [unit(link.right) for link in links_of("1/8 = 0.125, 1/4 = 2e-1")]
    [0.001, 0.1]
    """
    numbers = [token for token in side.tokens if token.kind == "number"]
    if side.computes or len(numbers) != 1:
        return 0.0
    found = _unit(numbers[0].text, zeros_count=not about and side.times == 1) * side.times
    if any(token.kind == "percent" for token in side.tokens):
        return max(found, 0 if "." in numbers[0].text else 1) / _HUNDRED  # 70 % is 70.2 % in whole ones
    return found


def _unit(text: str, *, zeros_count: bool) -> float:
    """The worth of the last digit of a number; zeros at the end of a whole one may only fill it up."""
    found = _NUMBER.fullmatch(text)
    if found is None:
        return 0.0
    power = float(10.0 ** int(found[3])) if found[3] else 1.0
    if found[2]:
        return float(10.0 ** -len(found[2])) * power
    if found[3]:
        return power
    if zeros_count:
        return 0.0
    digits = found[1].replace(",", "")
    return float(10 ** (len(digits) - len(digits.rstrip("0"))))


def doubt(side: Side) -> float:
    """How far a value may be off because decimals that it is worked out from are rounded ones.

    Only those with two digits behind the point or more may be: 0.9 and 0.5 are settings.
    """
    if not side.computes:
        return 0.0
    plain = value_of(side)
    total = 0.0
    for at, token in enumerate(side.tokens):
        if token.kind != "number" or plain is None:
            continue
        found = _NUMBER.fullmatch(token.text)
        digits = (found[2] or "") if found is not None else ""
        if len(digits) < 2 or (found is not None and found[3]):
            continue
        moved = replace(token, text=f"{token.text}5")
        other = _value([*side.tokens[:at], moved, *side.tokens[at + 1 :]], side.times)
        total += abs(other - plain) if other is not None else 0.0
    return total


def _without_rounded_thirds(tokens: Sequence[Token]) -> list[Token]:
    """The tokens with 1/3 in place of 0.33, and what else is the beginning of decimals that do not end."""
    out = []
    for token in tokens:
        decimals = token.text.partition(".")[2] if token.kind == "number" else ""
        fuller = token
        if len(decimals) >= 2 and decimals.isdigit():
            said = float(token.text.replace(",", ""))
            for below in _REPEATING:
                above = round(said * below)
                true = above / below
                if above % below and abs(true - said) <= 10.0 ** -len(decimals) and len(repr(true)) > 12:
                    fuller = replace(token, text=f"{true:.15f}")
                    break
        out.append(fuller)
    return out
