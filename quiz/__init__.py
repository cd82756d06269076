"""The self-check: question banks, practice sets, grading, reports.

The public names are loaded when they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quiz.courses import open_bank as load_bank
    from quiz.drawing import draw
    from quiz.grading import grade

__all__ = ["draw", "grade", "load_bank"]

_HOMES = {
    "load_bank": ("quiz.courses", "open_bank"),
    "draw": ("quiz.drawing", "draw"),
    "grade": ("quiz.grading", "grade"),
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'quiz' has no attribute {name!r}")
    import importlib

    module, attribute = _HOMES[name]
    return getattr(importlib.import_module(module), attribute)
