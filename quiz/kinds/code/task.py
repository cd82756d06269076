"""What a code question asks to be written: how it is called, its inputs, and what is compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from quiz.bank.formula import Formula
from quiz.bank.template import Template
from quiz.model import DrawRule

if TYPE_CHECKING:
    from quiz.sandbox import Step


@dataclass(frozen=True, slots=True)
class InputRule:
    """How one input of a code question is drawn.

    ``shapes`` gives the sides of each array: one array under the name ``""``, or a dictionary of arrays. ``times``
    makes a list of so many. Values are multiples of ``step`` from ``low`` to ``high``, or 0, 1, 2 ... for ``count``.
    ``edges`` names values that are tried apart: zeros, ones, large. So are ``scales``, factors by which drawn values
    are multiplied, and ``forms``: ``whole`` is an array of whole numbers (int64), ``apart`` one whose numbers do not
    lie side by side in memory. Where ``any_axes`` is set, arrays of one and of three axes are tried apart, of all such
    inputs together. With ``varied`` no column holds one number over and over (a variance of 0), unless an edge asks for
    that.
    """

    name: str
    shapes: Mapping[str, tuple[Formula, ...]]
    low: Any = -3
    high: Any = 3
    step: Any = 1
    count: bool = False
    times: int = 0
    edges: tuple[str, ...] = ()
    scales: tuple[Any, ...] = ()
    forms: tuple[str, ...] = ()
    any_axes: bool = False
    varied: bool = False
    line: int = 0


@dataclass(frozen=True, slots=True)
class Holds:
    """A property that must hold: its name in :mod:`quiz.kinds.code.properties`, and the values that it is about."""

    name: str
    of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CodeTask:
    """What a code question asks to be written, and how an answer is tried.

    ``name`` is what the answer must define, "" for an expression over ``names``. What ``gives`` names is compared with
    what ``reference`` gives, a function of :mod:`solvers.practicals` (``check`` is its independent second; both are ""
    where nothing is compared, or where the file brings them); ``holds`` are properties of results that are not the same
    for every right answer. An answer may write into the inputs and earlier results ``may_change``, and into no others.
    ``right`` are right versions, written differently; the first is the model answer.
    """

    name: str
    names: tuple[str, ...]
    steps: tuple[Step, ...]
    gives: tuple[str, ...]
    holds: tuple[Holds, ...]
    may_change: frozenset[str]
    sizes: tuple[DrawRule, ...]
    inputs: tuple[InputRule, ...]
    edges: tuple[Mapping[str, int | str], ...]
    reference: str
    check: str
    tolerance: float
    start: Template | None
    right: tuple[Template, ...]

    @property
    def results(self) -> set[str]:
        """The names of what the steps give."""
        return {step.gives for step in self.steps if step.gives}

    @property
    def told(self) -> tuple[str, ...]:
        """The results that an answer must tell: those that are compared, and those that a property is about."""
        about = [name for one in self.holds for name in one.of if name in self.results]
        return tuple(dict.fromkeys([*self.gives, *about]))

    @property
    def brings_reference(self) -> bool:
        """True if results are compared with those of the first right version; the second is its check."""
        return bool(self.gives) and not self.reference

    @property
    def needed(self) -> list[str]:
        """The values of a case that the code may see."""
        if not self.name:
            return list(self.names)
        used = {name for step in self.steps for _, name, _ in step.arguments}
        used |= {step.name for step in self.steps if step.do == "take"}
        return sorted(used | (set(self.gives) - self.results))

    def seen(self, case: Mapping[str, Any]) -> dict[str, Any]:
        """Return what code is given of a case."""
        return {name: case[name] for name in self.needed}

    @property
    def arguments(self) -> tuple[str, ...]:
        """The sizes and inputs that the code is given, in the order of their first use."""
        known = {rule.name for rule in self.sizes} | {rule.name for rule in self.inputs}
        if not self.name:
            return tuple(name for name in self.names if name in known)
        used = [name for step in self.steps for _, name, _ in step.arguments]
        return tuple(name for name in dict.fromkeys(used) if name in known)
