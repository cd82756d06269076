"""No pattern of the program takes exponential time: what it repeats can be read in one way only.

``(?:で|も|でも)+`` reads でもでもでも in eight ways, and tries all of them where the match then fails: sixty
characters of a learner's answer would stop the program. Every repetition within every pattern is cut out of it, given
texts that are made of its own alternatives, and made to fail behind them.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
import re
import time
from collections.abc import Iterable, Iterator
from re import _compiler as compiler  # type: ignore[attr-defined]  # the standard library's own parts of re
from re import _constants as signs  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest

import quiz
import solvers

NEVER = 0xFFFE
"""The character that ends a text, which no pattern has."""
MOST_SAMPLES = 30
MOST_TEXTS = 1_500
MANY = 8
"""What repeats a part more seldom is no matter."""
COUNTS = range(3, 19, 3)
LONG_S = 0.002
GROWTH = 5
"""What takes twice the time for each repetition takes 8 times as long for three more; what takes its cube, 3.4."""


def patterns() -> dict[tuple[str, int], str]:
    """Every pattern that a module of the program makes when it is imported, with the first name that it has."""
    found: dict[tuple[str, int], str] = {}
    for package in (quiz, solvers):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".inside" in module.name or module.name.endswith("__main__"):
                continue  # what runs learners' code locks its process when it is imported
            for name, value in vars(importlib.import_module(module.name)).items():
                if not name.startswith("__"):
                    for source, flags in _within(value, module.name):
                        found.setdefault((source, flags), f"{module.name}.{name}")
    return found


def _within(value: Any, module: str, depth: int = 0) -> Iterator[tuple[str, int]]:
    if isinstance(value, re.Pattern):
        if isinstance(value.pattern, str):
            yield value.pattern, value.flags
    elif type(value).__name__ == "_Late":
        yield value.pattern, value._flags
    elif depth < 4:
        for part in _parts(value, module):
            yield from _within(part, module, depth + 1)


def _parts(value: Any, module: str) -> Iterable[Any]:
    if isinstance(value, tuple | list | set | frozenset):
        return list(value)
    if isinstance(value, dict):
        return [*value, *value.values()]
    if isinstance(value, type):
        return list(vars(value).values()) if value.__module__ == module else ()
    if not type(value).__module__.startswith(("quiz.", "solvers.")):
        return ()
    slots = [name for name in getattr(type(value), "__slots__", ()) if hasattr(value, name)]
    return [*(getattr(value, name) for name in slots), *getattr(value, "__dict__", {}).values()]


def repetitions(tree: Any) -> Iterator[Any]:
    """Yield the repetitions of more than one character within a parsed pattern that may go back."""
    for sign, given in tree:
        if sign in (signs.MAX_REPEAT, signs.MIN_REPEAT):
            most, body = given[1], given[2]
            alone = len(body) == 1 and body[0][0] in (signs.IN, signs.LITERAL, signs.NOT_LITERAL, signs.ANY)
            if most >= MANY and not alone:
                yield sign, given
        for inner in _inside(sign, given):
            yield from repetitions(inner)


def _inside(sign: Any, given: Any) -> Iterable[Any]:
    if sign in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        return [given[2]]
    if sign is signs.BRANCH:
        return list(given[1])
    if sign is signs.SUBPATTERN:
        return [given[-1]]
    if sign in (signs.ASSERT, signs.ASSERT_NOT):
        return [given[1]]
    return [given] if sign is signs.ATOMIC_GROUP else []


def samples(tree: Any, rng: random.Random) -> list[str]:
    """Some of the texts that a parsed pattern finds, each of its alternatives among them."""
    made = [""]
    for sign, given in tree:
        ways = _ways(sign, given, rng)
        if len(made) * len(ways) > MOST_SAMPLES:
            made = [f"{rng.choice(made)}{way}" for way in ways] + [
                f"{rng.choice(made)}{rng.choice(ways)}" for _ in range(MOST_SAMPLES)
            ]
        else:
            made = [f"{text}{way}" for text in made for way in ways]
    return list(dict.fromkeys(made))[: 4 * MOST_SAMPLES]


def _ways(sign: Any, given: Any, rng: random.Random) -> list[str]:
    if sign is signs.LITERAL:
        return [chr(given)]
    if sign is signs.IN:
        return list(_characters(given))[:3]
    if sign in (signs.ANY, signs.NOT_LITERAL):
        return ["a" if given != ord("a") else "b"]
    if sign in (signs.MAX_REPEAT, signs.MIN_REPEAT, signs.POSSESSIVE_REPEAT):
        least, _, body = given
        return ([""] if least == 0 else []) + [text * max(least, 1) for text in samples(body, rng)]
    if sign in (signs.BRANCH, signs.SUBPATTERN, signs.ATOMIC_GROUP):
        return [text for inner in _inside(sign, given) for text in samples(inner, rng)]
    return [""]


def _characters(given: Any) -> Iterator[str]:
    if given[0][0] is signs.NEGATE:
        yield from "aあ1 ,"
    for sign, value in given:
        if sign is signs.LITERAL:
            yield chr(value)
        elif sign is signs.RANGE:
            yield from map(chr, value)
        elif sign is signs.CATEGORY:
            yield {signs.CATEGORY_DIGIT: "1", signs.CATEGORY_SPACE: " ", signs.CATEGORY_WORD: "a"}.get(value, "-")


def read_in_many_ways(source: str, flags: int) -> str | None:
    """Return a text of which each repetition doubles the time that a pattern takes; None where there is none.

    >>> read_in_many_ways("(?:で|も|でも)+", 0), read_in_many_ways("(?:で|も)+", 0)
    ('でも', None)
    """
    tree, rng = parser.parse(source, flags), random.Random(len(source))
    for repetition in repetitions(tree):
        state = parser.State()
        state.flags, state.str = tree.state.flags, ""
        state.groupdict, state.groupwidths = dict(tree.state.groupdict), list(tree.state.groupwidths)
        failing = compiler.compile(parser.SubPattern(state, [repetition, (signs.LITERAL, NEVER)]), flags)
        words = [word for word in samples(repetition[1][2], rng) if word]
        pairs = [f"{one}{other}" for one in words[:40] for other in words[:40]] if len(words) < 60 else []
        for word in (*words, *pairs)[:MOST_TEXTS]:
            if _doubles(failing, word):
                return word
    return None


def _doubles(pattern: re.Pattern[str], word: str) -> bool:
    before = LONG_S
    for count in COUNTS:
        took = min(_time(pattern, word * count) for _ in range(2))
        if took > max(LONG_S, GROWTH * before) and _time(pattern, word * (count + 3)) > GROWTH * took:
            return True
        before = took
    return False


def _time(pattern: re.Pattern[str], text: str) -> float:
    begin = time.thread_time()
    pattern.match(text)
    return time.thread_time() - begin


def test_what_is_read_in_many_ways_is_found() -> None:
    assert read_in_many_ways("(?:で|も|でも)+", 0) == "でも"
    assert read_in_many_ways(r"x(?=(?:[a-z]+\s?)+y)", 0) is not None
    assert read_in_many_ways(r"(?:[a-z]+(?:\s|\Z))+", 0) is None
    assert read_in_many_ways(r"(?:[a-z]+\s?)++", 0) is None


@pytest.mark.thorough
def test_no_pattern_takes_exponential_time() -> None:
    known = patterns()
    assert len(known) > 1_000
    found = {name: word for (source, flags), name in known.items() if (word := read_in_many_ways(source, flags))}
    assert not found, "a text of which each repetition doubles the time, by pattern"
