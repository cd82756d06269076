"""The mathematics: answer keys, their independent checks, and the comparison of answers.

This package knows no language, no files and no people, and never imports ``quiz``. The names below are loaded when
they are first used, so that importing the package costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from solvers.grading.comparison import Comparison
    from solvers.grading.equivalence import compare

__all__ = ["Comparison", "compare"]


def __getattr__(name: str) -> object:
    if name in __all__:
        from solvers.grading import equivalence

        return getattr(equivalence, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
