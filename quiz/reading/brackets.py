"""Brackets of a number's answer: those that gather several values, those of a formula; signs that divide values."""

from __future__ import annotations

from typing import Final

from quiz.reading.number_tokens import Manner, Token
from quiz.reading.units import PERCENT


def structured(tokens: list[Token], manner: Manner) -> list[Token]:
    """Tell brackets that only gather from those of a formula, and divide at spaces and × where these divide."""
    tokens = _divided(tokens, manner) if manner.spaces or manner.sides else tokens
    partner = _partners(tokens)
    result: list[Token] = []
    arguments = 0  # where the arguments of a function end
    for at, token in enumerate(tokens):
        if at < arguments and token.kind in ("sep", "open", "close"):
            result.append(token._replace(kind="math", text="," if token.kind == "sep" else token.text))
            continue
        if token.kind not in ("open", "close") or at not in partner:
            result.append(token if token.kind not in ("open", "close") else token._replace(kind="math"))
            continue
        first, last = (at, partner[at]) if token.kind == "open" else (partner[at], at)
        inside = [inner for inner in tokens[first + 1 : last] if inner.kind != "space"]
        if inside and all(inner.kind in ("label", "unit") or inner.text == PERCENT for inner in inside):
            continue  # (回), 6(縦), 96 (%)
        if _is_called(tokens, first):
            arguments = last + 1
            result.append(token._replace(kind="math"))
        elif _gathers(tokens, first, last):
            result.append(token)
        else:
            result.append(token._replace(kind="math", text="(" if token.kind == "open" else ")"))
    return result


_MATCHING: Final = {"(": ")", "[": "]", "{": "}", "【": "】", "「": "」", "『": "』", "〔": "〕", "⟨": "⟩"}


def _partners(tokens: list[Token]) -> dict[int, int]:
    partner: dict[int, int] = {}
    stack: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "open":
            stack.append(at)
        elif token.kind == "close" and stack and _MATCHING[tokens[stack[-1]].text] == token.text:
            first = stack.pop()
            partner[first], partner[at] = at, first
    return partner


def _is_called(tokens: list[Token], first: int) -> bool:
    """Whether a bracket opens the arguments of a function."""
    before = tokens[first - 1] if first else None
    return before is not None and before.kind == "math" and (before.text.strip().isalpha() or before.text[0] in "\\^√")


def _gathers(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a pair of brackets holds several values."""
    depth = 0
    for token in tokens[first + 1 : last]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind in ("sep", "row"):
            return True
    inner = [token for token in tokens[first + 1 : last] if token.kind != "space"]
    return bool(inner) and inner[0].kind == "open" and inner[-1].kind == "close" and _gathers_all(tokens, first, last)


def _gathers_all(tokens: list[Token], first: int, last: int) -> bool:
    """Whether brackets hold nothing but one pair of brackets that gather: [[1, 2]]."""
    partner = _partners(tokens)
    start = next(at for at in range(first + 1, last) if tokens[at].kind != "space")
    end = next(at for at in range(last - 1, first, -1) if tokens[at].kind != "space")
    return partner.get(start) == end and _gathers(tokens, start, end)


def _divided(tokens: list[Token], manner: Manner) -> list[Token]:
    """Turn spaces between values, and × between plain numbers, into separators."""
    result: list[Token] = []
    for at, token in enumerate(tokens):
        if manner.spaces and token.kind == "space" and _divides(tokens, at):
            result.append(token._replace(kind="sep", text=" "))
        elif manner.sides and token.kind == "math" and token.text == "×" and not _to_power_of_ten(tokens, at):
            result.append(token._replace(kind="sep", text="×"))
        else:
            result.append(token)
    return result


def _divides(tokens: list[Token], at: int) -> bool:
    if at == 0 or at + 1 == len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    ends = before.kind in ("close", "unit") or (
        before.kind == "math" and (before.text[-1].isalnum() or before.text[-1] in ")%.")
    )
    if not ends or after.kind not in ("math", "open"):
        return False
    if after.text in "+-":
        following = tokens[at + 2] if at + 2 < len(tokens) else None
        return following is not None and following.kind in ("math", "open")
    return (
        after.kind == "open" or after.text[0].isdecimal() or after.text[0] in "(.√π\\" or after.text.strip().isalpha()
    )


def _to_power_of_ten(tokens: list[Token], at: int) -> bool:
    rest = [token for token in tokens[at + 1 : at + 5] if token.kind != "space"]
    return len(rest) > 1 and rest[0].text == "10" and rest[1].text[0] in "^⁻⁰¹²³⁴⁵⁶⁷⁸⁹"


def are_closed(text: str) -> bool:
    """Return whether each bracket that a text opens is closed, and none that it doesn't open.

    >>> are_closed("f(x)[0]"), are_closed("（1）"), are_closed("1), (2"), are_closed("f(x")
    (True, True, False, False)
    """
    depth = 0
    for sign in text:
        depth += (sign in "([（［") - (sign in ")]）］")
        if depth < 0:
            return False
    return depth == 0
