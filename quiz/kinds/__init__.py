"""Answer kinds: how each reads what a learner wrote, compares it with the key, and shows an answer.

One module per kind, loaded when an item of that kind is met. A kind never sees the screen.
"""

from __future__ import annotations

import importlib
from functools import cache

from quiz.kinds.kind import Kind
from quiz.model import Item, KindName

__all__ = ["Kind", "kind_called", "kind_of"]


def kind_of(item: Item) -> Kind:
    """Return the kind of an item."""
    return kind_called(item.kind)


@cache
def kind_called(name: KindName) -> Kind:
    """Return the kind of that name, importing its module."""
    kind: Kind = importlib.import_module(f"quiz.kinds.{name}").KIND
    return kind
