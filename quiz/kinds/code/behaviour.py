"""How an answer in code behaved in the cases on which it was run, and its first fault."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from quiz.kinds.code.cases import Values
from quiz.kinds.code.observed import Given
from quiz.kinds.code.result_property import Broken

if TYPE_CHECKING:
    from quiz.sandbox import Raised


@dataclass(frozen=True)
class Fault:
    """Where an answer first fails: a case with what it gave, a result that differs, or a property that is broken.

    ``about`` are the values that the property is about.
    """

    case: Values
    given: Given
    result: str = ""
    broken: Broken | None = None
    about: tuple[str, ...] = ()


@dataclass
class Behaviour:
    """What code gave in every case that was begun, how all of it ended, and its first fault, made as small as it goes.

    ``raised`` are the exceptions by the place of their case; under -1 that of the definition itself. ``broken`` is the
    property that all cases together break, before anything is made smaller, ``about`` the values that it is about.
    """

    given: list[Given] = field(default_factory=list)
    ending: str = "done"
    raised: dict[int, Raised] = field(default_factory=dict)
    printed: str = ""
    fault: Fault | None = None
    broken: Broken | None = None
    about: tuple[str, ...] = ()
    fault_raised: Raised | None = None

    def found(self, fault: Fault | None) -> None:
        """Note the first fault."""
        self.fault = fault
        self.broken = None if fault is None else fault.broken
        self.about = () if fault is None else fault.about
