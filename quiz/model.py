"""The frozen values that pass between the rooms: item, variant, prompt, response, outcome, attempt, form.

An ``Item`` is what a teacher wrote; a ``Variant`` is the item with numbers drawn and its key computed; a ``Prompt`` is
the part of a variant that a learner may see, and never holds the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from quiz.language import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from fractions import Fraction

    from quiz.bank.formula import Formula
    from quiz.bank.template import BilingualTemplate
    from quiz.figures.gallery import Picture

Verdict = Literal[
    "correct", "incomplete", "partial", "wrong", "unreadable", "undecided", "unanswered", "self-assessed", "imprecise",
    "needs-run",
]  # fmt: skip

ORIGINAL = 0
"""The seed that stands for an item's original instance, where it has one."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """A named slip: the answer that it leads to, and what to say to the learner who made it.

    ``value`` is None where the slip belongs to a written option. ``when`` says in which variants the slip is possible.
    ``own`` is what the item's kind has read of keys of its own, such as a wrong version of code. ``idea`` names what
    is behind it in the course's vocabulary, "" where the slip is this question's alone.
    """

    name: str
    message: BilingualTemplate
    value: Formula | None = None
    when: Formula | None = None
    line: int = 0
    own: Any = None
    idea: str = ""


@dataclass(frozen=True, slots=True)
class NormalLaw:
    """A normal distribution, whose draws are rounded to a grid as data are printed."""

    mean: Formula
    std: Formula


@dataclass(frozen=True, slots=True)
class BinomialLaw:
    """How often a thing of some chance happens in so many trials."""

    trials: Formula
    chance: Formula


@dataclass(frozen=True, slots=True)
class DrawRule:
    """How one value is drawn: from ``choices``, from ``low`` to ``high`` by ``step``, by a law, or as an order.

    ``length`` makes a list, ``rows`` a list of lists. With a normal law ``step`` is the grid, and ``low`` and ``high``,
    where they are given, bound it. ``order_of`` gives the list of which every order is equally likely.
    """

    name: str
    choices: tuple[Any, ...] = ()
    low: Formula | None = None
    high: Formula | None = None
    step: Any = 1
    length: Formula | None = None
    distinct: bool = False
    rows: Formula | None = None
    law: NormalLaw | BinomialLaw | None = None
    order_of: Formula | None = None


@dataclass(frozen=True, slots=True)
class FigureRule:
    """How a figure is drawn: its sort, and for each key of that sort the formulas and labels that the author wrote."""

    name: str
    sort: str
    parts: Mapping[str, Any]
    line: int = 0


@dataclass(frozen=True, slots=True)
class ReportCues:
    """How a study report shows this question: words that it has, values to read from it, sentences that state it.

    Each of ``topics`` is the words ("a|b + c") by which a line that asks nothing is known under a test's heading. A
    line with one of ``unless`` asks for something else. ``titles`` are words of the same form by which the title of a
    test, no more than its number and a name, is known ("リッジ"); ``=き`` has to be the whole of it. ``values`` are the
    words beside each value that is drawn, by which it is known in a question of other values.
    """

    words: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ItemPart:
    """One part of an item of several: an item of its own kind, with a name, what it counts, and what is printed.

    ``label`` is what learners see, ``(a)`` without its brackets. ``follow`` are the points for the right method on an
    earlier answer that is wrong. ``low`` and ``high`` bound the answers that later parts may be computed from.
    """

    name: str
    label: str
    points: Fraction
    follow: Fraction
    item: Item
    low: Formula | None = None
    high: Formula | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """A question as its author wrote it, read and checked; ``trusted`` if it came with the program.

    ``answer`` is what its kind has read of the kind's own keys: tolerance, options, rubric, code, lines to order.
    ``key`` and ``check`` are None where the kind finds the key in another way. ``digest`` is the SHA-256 of the text
    that the item was read from: with the same digest and seed, the same program draws the same variant. ``folder`` is
    where the author's own pictures lie; None for an item that was read from no file. ``excused`` says why a rule of the
    audit need not hold, by the rule's name. ``parts`` are those of a question that asks for several answers, each one
    judged by itself. ``languages`` are those that it is written in: where there is one, every text of the item has the
    same words in both places.
    """

    id: str
    kind: str
    title: Text
    section: str
    minutes: float
    difficulty: int
    tags: tuple[str, ...]
    source: str
    references: tuple[str, ...]
    stem: BilingualTemplate
    solution: BilingualTemplate
    hints: tuple[BilingualTemplate, ...]
    symbols: tuple[str, ...]
    draws: tuple[DrawRule, ...]
    where: tuple[Formula, ...]
    separate: tuple[str, ...]
    lets: Mapping[str, Formula]
    original: Mapping[str, Any] | None
    key: Formula | None
    check: Formula | None
    misconceptions: tuple[Misconception, ...]
    answer: Any
    report: ReportCues
    path: str
    lines: Mapping[str, int]
    trusted: bool = False
    digest: str = ""
    figures: Mapping[str, FigureRule] = field(default_factory=dict)
    folder: Path | None = None
    excused: Mapping[str, str] = field(default_factory=dict)
    parts: tuple[ItemPart, ...] = ()
    languages: tuple[Language, ...] = LANGUAGES

    @property
    def all_misconceptions(self) -> tuple[Misconception, ...]:
        """The misconceptions of the item and of its parts."""
        return (*self.misconceptions, *(slip for part in self.parts for slip in part.item.misconceptions))

    @property
    def has_original(self) -> bool:
        """True if the item carries the instance of a real confirmation test."""
        return self.original is not None

    def misconception(self, name: str) -> Misconception:
        """Return the misconception of that name; KeyError if there is none."""
        for misconception in self.misconceptions:
            if misconception.name == name:
                return misconception
        raise KeyError(name)


@dataclass(frozen=True, slots=True)
class Option:
    """An option as it is shown: its text, its content, whether it is right, and the slips that lead to it."""

    text: Text
    content: Any
    correct: bool
    misconceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Distractor:
    """A wrong value with the names of all misconceptions that give it in this variant."""

    value: Any
    misconceptions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Variant:
    """An item with its values drawn, its key computed, its options in order.

    ``key`` is the answer's content (a number, a tree, a tuple; for options the contents that hold), never a position.
    ``shown`` is what a kind lays out besides options: lines in the order in which they are shown, two lists to match.
    ``parts`` are the variants of the item's parts, in order; the key of each is known to those behind it.
    """

    item: Item
    seed: int
    values: Mapping[str, Any]
    key: Any
    options: tuple[Option, ...] | None
    distractors: tuple[Distractor, ...]
    redraws: int = 0
    shown: Any = None
    parts: tuple[Variant, ...] = ()


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """One entry of a list below the stem: the label by which an answer names it, and its text."""

    label: str
    text: Text


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the learner sees of a variant. It has no field that tells the key.

    ``lists`` stand below the stem: the options of a choice, the lines to order, the two sides to match. ``start`` is
    the code to begin with, where code is asked for. ``pictures`` are those that stem and hints have a place for,
    by what stands there (``figure:name``, ``photo.png``). ``parts`` are the prompts of the question's parts, each with
    its ``label`` and, where the parts count differently, the ``share`` of the question's points.
    """

    item: str
    title: Text
    seed: int
    kind: str
    minutes: float
    stem: Text
    lists: tuple[tuple[ShownEntry, ...], ...]
    answer_format: Text
    hints: tuple[Text, ...]
    start: str = ""
    pictures: Mapping[str, Picture] = field(default_factory=dict)
    parts: tuple[Prompt, ...] = ()
    label: str = ""
    share: Text | None = None
    languages: tuple[Language, ...] = LANGUAGES

    @property
    def entries(self) -> tuple[ShownEntry, ...]:
        """The entries of all lists, one after the other, and then those of the parts."""
        own = tuple(entry for entries in self.lists for entry in entries)
        return (*own, *(entry for part in self.parts for entry in part.entries))


@dataclass(frozen=True, slots=True)
class Response:
    """What the learner typed, raw, and how long that took."""

    raw: str
    elapsed_s: float = 0.0


@dataclass(frozen=True, slots=True)
class Parsed:
    """A response that could be read: its content, and how it was understood."""

    content: Any
    understood_as: str


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A response that could not be read: why, at which column (0-based) of the raw text, and what to do."""

    reason: Text
    column: int | None = None
    remedy: Text | None = None


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """What a wrong answer tells: a named misconception (certain), or a likely slip with no name of the author's."""

    name: str
    message: Text
    certain: bool = True


@dataclass(frozen=True, slots=True)
class FacetFinding:
    """What became of one facet of a rubric: found, missing, negated; or contradicted, for a false claim."""

    name: str
    label: Text
    state: Literal["found", "missing", "negated", "contradicted"]
    points: float = 0


@dataclass(frozen=True, slots=True)
class PartOutcome:
    """What became of one part of an answer: its judgement, and the points that it earns of those that there are."""

    label: str
    outcome: Outcome
    earned: Fraction
    points: Fraction


@dataclass(frozen=True, slots=True)
class Outcome:
    """The judgement of one response. ``score`` is from 0 to 1; ``evidence`` is what running it has shown, Markdown.

    ``parts`` are the judgements of the parts of a question that has some; what speaks of a part names it by its label.
    """

    verdict: Verdict
    score: float
    diagnoses: tuple[Diagnosis, ...] = ()
    understood_as: str = ""
    unreadable: Unreadable | None = None
    facets: tuple[FacetFinding, ...] = ()
    evidence: Text | None = None
    parts: tuple[PartOutcome, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a form: which item, with which seed."""

    item: str
    seed: int


@dataclass(frozen=True, slots=True)
class Form:
    """A set of places, in order, with the course and the seed that it came from and the time that it allows."""

    course: str
    set_name: str
    seed: int
    places: tuple[Place, ...]
    minutes: float


@dataclass(frozen=True, slots=True)
class Attempt:
    """One recorded answer to one place of a session."""

    item: str
    seed: int
    response: str
    verdict: Verdict
    score: float
    diagnoses: tuple[str, ...]
    understood_as: str
    elapsed_s: float
    machine_verdict: Verdict | None = None
    hints_used: int = 0
