"""Pairs that are written by groups or by name: AとDは3、BとCは1, A=1, B=C=D=3, "A: batch, B: mini-batch", 1: B, C.

Every word is a letter or a name of the left side, a number or a name of the right side, or a sign between them from a
closed list; each entry of the left side gets one partner, or nothing is read.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache
from typing import Final, NamedTuple

from quiz.reading.late_patterns import late
from quiz.reading.option_texts import FIRST_NUMBER, MAX_TEXT

_LONGEST: Final = 400
_TOKEN: Final = late(r"[一-龥々]+|[ァ-ヶー]+|[ぁ-ん]+|[a-z]+|[0-9]+(?:\.[0-9]+)?|[^\s、。,.()\[\]「」『』`$\"'\\{}]")
_MATH: Final = late(r"\$[^$]*\$")
_ASIDE: Final = late(r"[(（].*")
_ARTICLES: Final = ("a", "an", "the")
_IN_BRACKETS: Final = late(r"[(\[]([A-Za-z])\s*,\s*([0-9]{1,2})[)\]]")
"""(A, 1): a pair as an ordered pair."""
_REST: Final = late(
    r"(?:残り|ほか|他|あと)(?:は|の)?(?:すべて|全て|全部)?(?:が)?"
    r"|(?:all )?(?:the )?(?:others?|rest|remaining)(?![a-z])"
)
_KANJI: Final = "一二三四五六七八九十"
_KANA: Final = "アイウエオカキクケコ"


class _Sign(NamedTuple):
    """A piece of an answer: of the left side, of the right side, or what stands between two."""

    kind: str  # left, right, is, and, comma, stop, to, rest, none
    entry: int = -1


def grouped_pairs(text: str, left: Sequence[Iterable[str]], right: Sequence[Iterable[str]]) -> dict[int, int] | None:
    """Return the partner of each entry of the left side; None if an answer is no pairs, or leaves one open.

    Args:
        text: the answer in one spelling, without fillers.
        left: the texts of each entry of the left side, which has the letters A, B, C.
        right: those of the right side, which has the numbers 1, 2, 3.

    >>> sides = [["early"], ["late"], ["noon"]], [["morning time"], ["evening time"]]
    >>> grouped_pairs("AとCは1、Bは2", *sides), grouped_pairs("late: evening, early and noon: morning", *sides)
    ({0: 0, 2: 0, 1: 1}, {1: 1, 0: 0, 2: 0})
    >>> [grouped_pairs(text, *sides) for text in ("A, C=1, B=2", "AとBは1、AとCは2", "A=1, B=2")]
    [None, None, None]
    """
    if len(text) > _LONGEST:
        return None
    text = _IN_BRACKETS.sub(r"\1=\2", text)
    signs = _signs(text.lower(), tuple(map(tuple, left)), tuple(map(tuple, right)))
    if signs is None:
        return None
    sided = [sign for sign in signs if sign.kind in ("left", "right", "rest")]
    if not sided:
        return None
    if all(sign.kind == "right" for sign in sided):
        apart = re.search(r"[{}()\[\]/|・]", text) is None  # {3, 4} leaves open which is first
        listed = apart and len(sided) == len(left) and all(sign.kind in ("right", "comma", "stop") for sign in signs)
        return {at: sign.entry for at, sign in enumerate(sided)} if listed else None
    found = _by_right(signs, len(left)) if sided[0].kind == "right" else _by_left(signs, len(left))
    return found if found is not None and len(found) == len(left) else None


# -- names -------------------------------------------------------------------------------------------------------------


def _tokens(text: str) -> tuple[str, ...]:
    return tuple(_TOKEN.findall(text.lower())) if len(text) <= MAX_TEXT else ()


@lru_cache(maxsize=256)
def _names(entries: tuple[tuple[str, ...], ...]) -> dict[tuple[str, ...], int]:
    """Return the names of entries, whole and short, each with its entry; a name of two is none."""
    holders: dict[tuple[str, ...], set[int]] = {}
    for language in range(max(map(len, entries), default=0)):
        texts = [entry[min(language, len(entry) - 1)] for entry in entries]
        whole = [_tokens(text) for text in texts]
        heads = [_without_article(_tokens(_ASIDE.sub("", _MATH.sub(" ", text)))) for text in texts]
        first, last = _common(heads, 1), _common([head[::-1] for head in heads], 1)
        for at, (tokens, head) in enumerate(zip(whole, heads, strict=True)):
            short = _bare(head[first : len(head) - last])
            for name in (tokens, _without_article(tokens), head, short, _without_noun(head), _without_letter(tokens)):
                if name and not all(token.isdecimal() for token in name):
                    holders.setdefault(name, set()).add(at)
    return {name: next(iter(at)) for name, at in holders.items() if len(at) == 1}


def _without_article(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tokens[1:] if len(tokens) > 1 and tokens[0] in _ARTICLES else tokens


def _bare(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """What is left of a name without the の that joined it to what all names have."""
    tokens = tokens[1:] if tokens[:1] == ("の",) else tokens
    return tokens[:-1] if tokens[-1:] == ("の",) else tokens


def _without_noun(tokens: tuple[str, ...]) -> tuple[str, ...]:
    return tokens[:-1] if len(tokens) > 1 and tokens[-1] in ("関数", "function", "法") else tokens


def _without_letter(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """The name of a function without what it is of: tanh of tanh x."""
    return tokens[:1] if len(tokens) == 2 and len(tokens[0]) > 2 and len(tokens[1]) == 1 and tokens[0].isalpha() else ()


def _common(names: Sequence[tuple[str, ...]], least: int) -> int:
    """Return how many tokens all names begin with, leaving each at least some."""
    most = min(map(len, names)) - least if names else 0
    same = 0
    while same < most and len({name[same] for name in names}) == 1:
        same += 1
    return same


# -- signs -------------------------------------------------------------------------------------------------------------


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return (
        ("rest", re.compile(_REST.pattern)),
        ("is", re.compile(r"=+>|-+>|[=:→⇒➡]|は|が|も(?=\s*[(①-⑳]?[0-9])|(?:is|are)(?![a-z])")),
        ("to", re.compile(r"[〜~]|から|(?<=[a-z])-(?=[a-z])|(?:to|through)(?![a-z])")),
        ("and", re.compile(r"も(?=\s*[a-z](?![a-z]))|と|および|&|・|/|and(?![a-z])")),
        ("stop", re.compile(r"[;。\n]")),
        ("comma", re.compile(r"[,、.]")),
        ("none", re.compile(r"なし|none(?![a-z])")),
        ("", re.compile(r"[\s()\[\]「」『』{}|]+|の順(?:番|序)?(?:です)?\Z|です\Z|で(?=[、,])")),
    )  # fmt: skip


def _signs(text: str, left: tuple[tuple[str, ...], ...], right: tuple[tuple[str, ...], ...]) -> list[_Sign] | None:
    letters = "abcdefghijklmnopqrstuvwxyz"[: len(left)]
    named = [*((name, _Sign("right", at)) for name, at in _names(right).items())]
    named += [(name, _Sign("left", at)) for name, at in _names(left).items()]
    # A letter is the entry with that letter, whatever else is called so; longer names come before shorter ones.
    named = [(name, sign) for name, sign in named if not (len(name) == 1 and name[0] in letters)]
    counts = Counter(name for name, _ in named)
    named = sorted((pair for pair in named if counts[pair[0]] == 1), key=lambda pair: -len(pair[0]))
    kana = not re.search(rf"(?<![a-z])[{letters}](?![a-z])", text)
    tokens = list(_TOKEN.finditer(text))
    starts = {token.start(): at for at, token in enumerate(tokens)}
    signs: list[_Sign] = []
    at = 0
    while at < len(text):
        first = starts.get(at)
        if first is not None:
            for name, sign in named:
                if tuple(token[0] for token in tokens[first : first + len(name)]) == name:
                    signs.append(sign)
                    at = tokens[first + len(name) - 1].end()
                    break
            else:
                first = None
        if first is not None:
            continue
        found = re.compile(rf"([{letters}])(?![a-z])").match(text, at)
        if found is not None and not (at and text[at - 1].isascii() and text[at - 1].isalpha()):
            signs.append(_Sign("left", letters.index(found[1])))
            at = found.end()
            continue
        if kana and text[at] in _KANA[: len(left)] and re.match(r"\s*(?:[=:は→])", text[at + 1 :]):
            signs.append(_Sign("left", _KANA.index(text[at])))
            at += 1
            continue
        number = re.compile(
            rf"([0-9]{{1,2}}|[{FIRST_NUMBER}-\ue014]|[{_KANJI}](?![一-龥]))(?![0-9]|\.[0-9])(?:番(?!目))?"
        ).match(text, at)
        if number is not None:
            index = _number(number[1]) - 1
            if not 0 <= index < len(right):
                return None
            signs.append(_Sign("right", index))
            at = number.end()
            continue
        for kind, pattern in _patterns():
            if (found := pattern.match(text, at)) is not None:
                if kind:
                    signs.append(_Sign(kind))
                at = found.end()
                break
        else:
            return None
    return signs


def _number(written: str) -> int:
    if written in _KANJI:
        return _KANJI.index(written) + 1
    return int(written) if written.isdecimal() else ord(written) - ord(FIRST_NUMBER)


# -- pairs -------------------------------------------------------------------------------------------------------------


def _by_left(signs: list[_Sign], count: int) -> dict[int, int] | None:
    """Read groups of the left side, each with its partner behind it."""
    pairs: dict[int, int] = {}
    strong = any(sign.kind == "stop" for sign in signs)
    at = 0
    while at < len(signs):
        if signs[at].kind in ("comma", "stop", "and"):
            at += 1
            continue
        group: list[int] = []
        joined = comma = rest = False
        if signs[at].kind == "rest" and pairs:
            group = [index for index in range(count) if index not in pairs]
            at, joined, rest = at + 1, True, True
        elif signs[at].kind != "left":
            return None
        else:
            group = [signs[at].entry]
            at += 1
            while (
                at + 1 < len(signs) and signs[at].kind in ("and", "is", "to", "comma") and signs[at + 1].kind == "left"
            ):
                if signs[at].kind == "to":
                    group += range(group[-1] + 1, signs[at + 1].entry)
                comma = comma or signs[at].kind == "comma"
                joined = joined or signs[at].kind != "comma"
                group.append(signs[at + 1].entry)
                at += 2
        told = at < len(signs) and signs[at].kind == "is"
        at += told
        if at >= len(signs) or signs[at].kind != "right" or (len(group) > 1 and not (told or rest)):
            return None
        if comma and not (joined or strong):
            return None  # A, B=1: nobody knows whether A is left open
        for index in group:
            if index in pairs:
                return None
            pairs[index] = signs[at].entry
        if not group:
            return None
        at += 1
        if at < len(signs) and signs[at].kind in ("is", "to", "right", "none"):
            return None
    return pairs


def _by_right(signs: list[_Sign], count: int) -> dict[int, int] | None:
    """Read partners, each with its group of the left side behind it: 1: B, C; 3→A."""
    pairs: dict[int, int] = {}
    at = 0
    seen: set[int] = set()
    while at < len(signs):
        if signs[at].kind in ("comma", "stop"):
            at += 1
            continue
        if signs[at].kind != "right" or at + 2 >= len(signs) or signs[at + 1].kind != "is" or signs[at].entry in seen:
            return None
        partner = signs[at].entry
        seen.add(partner)
        at += 2
        if signs[at].kind == "none":
            at += 1
            continue
        if signs[at].kind != "left":
            return None
        while at < len(signs) and signs[at].kind == "left":
            if signs[at].entry in pairs:
                return None
            pairs[signs[at].entry] = partner
            at += 1
            if at + 1 < len(signs) and signs[at].kind in ("and", "comma") and signs[at + 1].kind == "left":
                at += 1
        if at < len(signs) and signs[at].kind not in ("comma", "stop", "right"):
            return None
    return pairs
