"""What a sentence states: of which things which directions are told, of whom, and whether it is affirmed or denied."""

from __future__ import annotations

from dataclasses import dataclass, field

from quiz.kinds.text.directions import DENIED, DENYING


@dataclass(slots=True)
class Statement:
    """One predicate with what it is said of.

    ``sign`` is True for affirmed, False for denied and None where that isn't understood: then it tells nothing.
    """

    things: frozenset[str]
    around: frozenset[str]
    directions: frozenset[str]
    subject: str | None = None
    sign: bool | None = True
    blocked: bool = False
    """It is said of something unknown, so nobody else's thing may be put in its place."""
    attributive: bool = False
    """It stands before a noun ("a large rate"), so what the clause says of that noun decides."""

    stranger: bool = False
    """Something unknown is its subject: who "the biases are not learned" speaks of."""
    astray: bool = False
    """Something unknown is its object: "it regularizes the inputs"."""
    hardly: bool = False
    """It is denied by 「…にくい」: that happens less, not never."""

    chain: int = 0
    """The number of its sentence where that tells causes and effects, negative where the effect stands first."""

    place: int = -1
    """Where its predicate stands among the words of its sentence."""

    def deny(self) -> None:
        """Turn affirmed into denied and back."""
        if self.sign is not None:
            self.sign = not self.sign

    def told(self) -> frozenset[str]:
        """The directions that it comes to: what is denied of a direction, or the direction that this amounts to."""
        if self.sign is None:
            return frozenset()
        if self.sign:
            return self.directions
        words = ("not", "hardly") if self.hardly else ("not",)
        return frozenset(f"{word} {name}" for word in words for name in self.directions) | frozenset(
            DENIED[name] for name in self.directions if name in DENIED
        )

    @property
    def denying(self) -> bool:
        """Whether it denies what it is said of: "the growth stops"."""
        return bool(self.directions & DENYING)


@dataclass(slots=True)
class Reader:
    """What is carried from one sentence of an answer to the next: whom they speak of."""

    subjects: dict[str, str] = field(default_factory=dict)
    subject: str | None = None
