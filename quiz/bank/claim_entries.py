"""What a course's claims are made of: claims, facts, frames, relations, terms, and the words that they are told by.

``claim_files`` reads them from a course's folder.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from quiz.bank.formula import Formula
from quiz.bank.kept_readings import KeptReading
from quiz.bank.template import BilingualTemplate
from quiz.errors import Fault

Judgement = Literal["right", "imprecise", "wrong"]
ANYTHING = "any"
"""Stands for the subject of a fact that needs none."""


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that statements are about: its name, what kind of thing it is, and the words for it."""

    name: str
    kind: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cue:
    """Words that a statement has, in any order within a clause: for each term, one of its alternatives.

    An alternative is literal text; ``…`` in it is a short gap, ``{n}`` a number, ``@relu`` any word for that entity.
    In a file terms are parted by ``&`` and alternatives by ``|``.
    """

    terms: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement that learners make, and whether it is true.

    ``subjects`` are the entities of which it is true (none: the cue names the subject itself). ``condition`` says
    under which condition an imprecise statement is true, why a wrong one is wrong, what makes a right one right.
    ``check`` is a formula of solvers that proves it. With ``holds`` the cue has slots for numbers: where it holds of
    them the statement is right, else ``verdict`` is its verdict. ``tests`` are statements that are found here,
    ``counters`` are found not to be (or, with ``holds``, to be false). ``rivals`` are the words of the other members of
    the fact that a claim was made of: what a sentence says beside one of them is not known. ``near`` is an entity that
    must be mentioned there, or in the sentence before. ``once`` marks one about a word: it is told of a report once,
    whatever else is told of the sentence.
    """

    id: str
    subjects: tuple[str, ...]
    cues: tuple[Cue, ...]
    unless: tuple[str, ...]
    verdict: Judgement
    condition: BilingualTemplate | None
    check: Formula | None
    holds: Formula | None
    practise: str | None
    tests: tuple[str, ...]
    counters: tuple[str, ...]
    path: str
    line: int
    rivals: tuple[str, ...] = ()
    near: str = ""
    once: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """Which members of a closed vocabulary hold of which thing, so that each right statement has its wrong twins.

    ``members`` are the words of each member, ``about`` what else a sentence must speak of, each as the terms of a cue.
    ``right`` names for each subject the members that hold of it (for ``any``: of whatever a sentence is about); all
    others are wrong of it, and of a subject with none all of them are. With ``parts`` the members are parts of one
    thing: one wrong part makes it wrong, whatever is said beside it. ``near`` is an entity that has to be mentioned
    there or just before. ``tests`` are right sentences, ``counters`` wrong ones.
    """

    id: str
    about: tuple[tuple[str, ...], ...]
    members: Mapping[str, tuple[tuple[tuple[str, ...], ...], ...]]
    right: Mapping[str, tuple[str, ...]]
    parts: bool
    near: str
    unless: tuple[str, ...]
    condition: BilingualTemplate
    check: Formula | None
    practise: str | None
    tests: tuple[str, ...]
    counters: tuple[str, ...]
    path: str
    line: int

    def claims(self) -> Iterator[Claim]:
        """Yield what the fact says of its subjects: of those that have the same members the right claim, the wrong."""
        alike: dict[tuple[str, ...], list[str]] = {}
        for subject, names in self.right.items():
            alike.setdefault(names, []).append(subject)
        for names, subjects in alike.items():
            right = [name for name in self.members if name in names]
            wrong = [name for name in self.members if name not in names]
            for verdict, own, others in (("right", right, wrong), ("wrong", wrong, right)):
                if own:
                    beside = [] if self.parts and verdict == "wrong" else others
                    yield self._claim("right" if verdict == "right" else "wrong", subjects, own, beside)

    def _claim(self, verdict: Judgement, subjects: Sequence[str], own: Sequence[str], others: Sequence[str]) -> Claim:
        cues = tuple(Cue((*terms, *self.about)) for name in own for terms in self.members[name])
        # The first term of a member tells it from the others.
        rivals = tuple(word for name in others for terms in self.members[name] for word in terms[0])
        return Claim(
            self.id,
            tuple(name for name in subjects if name != ANYTHING),
            cues,
            self.unless,
            verdict,
            self.condition,
            self.check,
            None,
            self.practise,
            self.tests if verdict == "right" else self.counters,
            self.counters if verdict == "right" else self.tests,
            self.path,
            self.line,
            rivals or ("\0",),
            self.near,
        )


@dataclass(frozen=True, slots=True)
class Frame:
    """A statement about sizes: which size or number is which is told by the words nearest to it, in any order.

    ``sizes`` and ``numbers`` give the words for each slot. ``unsaid`` holds formulas for a number that is not said:
    the first is what is meant then; if the statement holds only with another one, it is imprecise.
    """

    id: str
    sizes: Mapping[str, tuple[str, ...]]
    numbers: Mapping[str, tuple[str, ...]]
    unsaid: Mapping[str, tuple[Formula, ...]]
    unless: tuple[str, ...]
    holds: Formula
    condition: BilingualTemplate
    check: Formula | None
    practise: str | None
    tests: tuple[str, ...]
    counters: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Relation:
    """What happens if a thing is changed: what there is more of then, and what less.

    ``thing`` are the words for what is changed; with ``present`` it is there or not, instead of being larger or
    smaller. ``more`` are the words by which a sentence says the outcome that a larger one has, ``less`` those that a
    smaller one has. With ``about`` a sentence that says of these words that nothing changes is wrong.
    """

    id: str
    thing: tuple[str, ...]
    present: bool
    more: tuple[str, ...]
    less: tuple[str, ...]
    about: tuple[str, ...]
    unless: tuple[str, ...]
    condition: BilingualTemplate
    check: Formula | None
    practise: str | None
    tests: tuple[str, ...]
    counters: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class Term:
    """What a word of the course means, as a glossary, a card or a table of terms says it.

    ``names`` are the spellings of the word. ``means`` are the words of its meaning, ``never`` of what it doesn't mean,
    ``loosely`` of what it means only in part, each as the terms of a cue. ``tests`` are right entries, ``counters``
    wrong ones.
    """

    id: str
    names: tuple[str, ...]
    means: tuple[Cue, ...]
    never: tuple[Cue, ...]
    loosely: tuple[Cue, ...]
    unless: tuple[str, ...]
    condition: BilingualTemplate
    check: Formula | None
    practise: str | None
    tests: tuple[str, ...]
    counters: tuple[str, ...]
    path: str
    line: int


@dataclass(frozen=True, slots=True)
class ClaimBase:
    """All claims of a course, with the words that they are made of."""

    entities: tuple[Entity, ...] = ()
    spellings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    frames: tuple[Frame, ...] = ()
    relations: tuple[Relation, ...] = ()
    facts: tuple[Fact, ...] = ()
    terms: tuple[Term, ...] = ()
    faults: tuple[Fault, ...] = ()
    beside: KeptReading | None = field(default=None, repr=False, compare=False)
    """Where what is worked out of these claims may be kept; None for such as were made of no files, or with faults."""
