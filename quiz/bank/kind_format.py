"""What the bank and the answer kinds agree on: how a kind reads its own part of a question file.

The bank knows no kind. It is handed them as :class:`KindFormats`, and hands a kind its part of a file as
:class:`KindPart`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal, Protocol

from quiz.bank.frontmatter import Table
from quiz.bank.template import BilingualTemplate
from quiz.language import Text

ReadBody = Callable[[str, Collection[str]], BilingualTemplate]
"""Takes the name of a part of the body and the names that its formulas may use."""

KeyRule = Literal["required", "optional", "none"]


@dataclass(frozen=True, slots=True)
class KindPart:
    """What a kind sees of a question file while it reads its own keys.

    ``body`` gives a part of the body in both languages, whose absence is a fault. ``values`` are the names that
    formulas may use, ``after`` those of texts that are shown after an answer; ``slips`` are the names of all
    misconceptions, ``valued_slips`` of those with a value.
    """

    body: ReadBody
    top: Table
    values: frozenset[str]
    after: frozenset[str]
    slips: frozenset[str] = frozenset()
    valued_slips: frozenset[str] = frozenset()

    def require_key(self) -> None:
        """Note that ``key`` or ``check`` is missing."""
        remedy = Text(
            "key で計算し、別の方法の check で確かめます", "key computes the answer, check confirms it another way"
        )
        for name in ("key", "check"):
            if name not in self.top:
                self.top.fault(None, f"{name} がありません", f"{name} is missing", remedy)


class KindFormat(Protocol):
    """What an answer kind says of its part of a question file; see :class:`quiz.kinds.kind.Kind`."""

    keys: ClassVar[frozenset[str]]
    key_rule: ClassVar[KeyRule]
    slip_keys: ClassVar[frozenset[str]]
    slip_names: ClassVar[frozenset[str]]
    original_keys: ClassVar[frozenset[str]]
    measured: ClassVar[tuple[str, ...]]
    may_be_part: ClassVar[bool]
    carries: ClassVar[bool]
    numbered: ClassVar[bool]

    def read_fields(self, part: KindPart) -> Any:
        """Return what the kind's own keys say."""

    def read_slip(self, part: KindPart, name: str) -> Any:
        """Return what the kind's own keys of a misconception say."""


class KindFormats(Protocol):
    """The answer kinds that there are: handed to the bank, which knows none of them."""

    def names(self) -> Sequence[str]:
        """Return the names of all kinds."""

    def format_of(self, name: str) -> KindFormat | None:
        """Return the kind of that name; None if there is none."""

    def owners(self, key: str) -> Sequence[str]:
        """Return the names of the kinds that have a key of their own."""
