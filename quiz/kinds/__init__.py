"""Answer kinds: how each reads what a learner wrote, compares it with the key, and shows an answer.

One module or folder per kind, found because it is there (it holds a ``KIND``), loaded when an item of it is met.
"""

from __future__ import annotations

import importlib
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from quiz.kinds.kind import Kind
from quiz.language import Text
from quiz.model import Item

__all__ = [
    "KINDS", "TEMPLATES", "Kind", "KnownKinds", "guess_of", "kind_called", "kind_names", "kind_of", "label_of",
    "templates",
]  # fmt: skip

_FOLDER = Path(__file__).parent
_MARK = "\nKIND = "
_LABEL = re.compile(r'^    label = Text\("([^"\\]+)", "([^"\\]+)"\)$', re.M)
_GUESSED = re.compile(r"^    guessed = (0\.\d+)$", re.M)


def kind_of(item: Item) -> Kind:
    """Return the kind of an item."""
    return kind_called(item.kind)


@cache
def kind_called(name: str) -> Kind:
    """Return the kind of that name, importing its module; ValueError if there is none.

    >>> kind_called("number").label.en
    'number'
    """
    if not _is_kind(name):
        raise ValueError(f"there is no kind {name!r}; known are {', '.join(kind_names())}")
    kind: Kind = importlib.import_module(f"quiz.kinds.{name}").KIND
    return kind


@cache
def kind_names() -> tuple[str, ...]:
    """Return the names of all kinds, in alphabetical order."""
    names = {path.stem for path in _FOLDER.glob("*.py")} | {path.parent.name for path in _FOLDER.glob("*/__init__.py")}
    return tuple(sorted(name for name in names if _is_kind(name)))


@cache
def guess_of(name: str) -> float:
    """Return :attr:`Kind.guessed` of the kind of that name, as its module says it; the usual one for no kind.

    Read as text: an estimate over a whole bank needs this of every kind, and nothing else of any.

    >>> guess_of("choice"), guess_of("number") == guess_of("no such kind") == Kind.guessed
    (0.25, True)
    """
    found = _GUESSED.search(_source(name) or "")
    return float(found[1]) if found else Kind.guessed


@cache
def label_of(name: str) -> Text:
    """Return what people call the kind of that name, as its module says it.

    Read as text, as above: a list of all questions needs this of every kind. ValueError if there is no such kind.

    >>> label_of("number").en
    'number'
    """
    found = _LABEL.search(_source(name) or "")
    return Text(found[1], found[2]) if found else kind_called(name).label


@cache
def _is_kind(name: str) -> bool:
    return _source(name) is not None


@cache
def _source(name: str) -> str | None:
    """The text of a kind's module; None if there is no kind of that name."""
    if not (name.isascii() and name.isalpha() and name.islower()):
        return None
    paths = (_FOLDER / f"{name}.py", _FOLDER / name / "__init__.py")
    sources = (path.read_text(encoding="utf-8") for path in paths if path.is_file())
    return next((source for source in sources if _MARK in source), None)


TEMPLATES = _FOLDER / "templates"
"""A question file of each kind that already passes the audit."""


def templates() -> list[str]:
    """Return the names of the kinds that have a template."""
    return [name for name in kind_names() if (TEMPLATES / f"{name}.md").is_file()]


class KnownKinds:
    """The kinds as the bank is handed them: it reads files with them and knows none of them by name."""

    def names(self) -> Sequence[str]:
        """Return the names of all kinds."""
        return kind_names()

    def format_of(self, name: str) -> Kind | None:
        """Return the kind of that name; None if there is none."""
        return kind_called(name) if _is_kind(name) else None

    def owners(self, key: str) -> Sequence[str]:
        """Return the names of the kinds that have a key of their own."""
        return [name for name in kind_names() if key in kind_called(name).keys]


KINDS = KnownKinds()
