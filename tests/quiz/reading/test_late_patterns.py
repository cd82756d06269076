"""Patterns that are made late: each can be made, finds what it would find at once, and is made once."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import quiz
from quiz.reading import late_patterns
from quiz.reading.late_patterns import late

ROOT = Path(quiz.__file__).parent


def of(value: Any) -> Iterator[Any]:
    """The late patterns that a value is or holds."""
    if isinstance(value, late_patterns._Late):
        yield value
    elif isinstance(value, tuple | list | frozenset | set):
        for part in value:
            yield from of(part)
    elif isinstance(value, dict):
        yield from of(list(value.values()))


def modules() -> list[str]:
    paths = [path for path in ROOT.rglob("*.py") if "late_patterns import late" in path.read_text(encoding="utf-8")]
    return sorted(".".join(("quiz", *path.relative_to(ROOT).with_suffix("").parts)) for path in paths)


@pytest.mark.parametrize("name", modules())
def test_every_pattern_of_the_program_can_be_made(name: str) -> None:
    for value in vars(importlib.import_module(name)).values():
        for pattern in of(value):
            made = re.compile(pattern.pattern, pattern._flags)
            assert (pattern.groups, pattern.flags) == (made.groups, made.flags)


def test_it_does_what_the_pattern_does() -> None:
    for source, flags, text in (("(a)(b)?", 0, "xab a"), ("A", re.IGNORECASE, "bab"), ("^b", re.M, "a\nb")):
        pattern, made = late(source, flags), re.compile(source, flags)
        assert [found.span() for found in pattern.finditer(text)] == [found.span() for found in made.finditer(text)]
        assert pattern.findall(text) == made.findall(text)
        assert pattern.sub("-", text) == made.sub("-", text)
        assert pattern.split(text, maxsplit=1) == made.split(text, maxsplit=1)
        found = late(source, flags).search(text, 1)
        assert found is not None
        assert found.span() == made.search(text, 1).span()  # type: ignore[union-attr]


def test_it_is_made_once_and_not_before_it_is_needed(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    compiled = re.compile
    pattern = late("a+")
    monkeypatch.setattr(
        late_patterns.re, "compile", lambda source, flags: made.append(source) or compiled(source, flags)
    )
    assert (pattern.pattern, repr(pattern), made) == ("a+", "late('a+')", [])
    for _ in range(3):
        assert pattern.search("baa") is not None
        assert pattern.fullmatch("aa") is not None
    assert made == ["a+"]
    with pytest.raises(AttributeError):
        pattern.no_such_method  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError):
        late("(")._of_a_copy  # type: ignore[attr-defined]  # noqa: B018  # whatever it is, no pattern is made for it
    with pytest.raises(re.error):
        late("(").match("")
