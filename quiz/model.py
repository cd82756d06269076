"""The frozen values that pass between the rooms: item, variant, prompt, response, outcome, attempt, form.

An ``Item`` is what a teacher wrote; a ``Variant`` is the item with numbers drawn and its key computed; a ``Prompt`` is
the part of a variant that a learner may see, and never holds the key.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from quiz.language import Text

if TYPE_CHECKING:
    from quiz.bank.formula import Formula
    from quiz.bank.template import BilingualTemplate, Template
    from quiz.sandbox import Step

Verdict = Literal["correct", "incomplete", "partial", "wrong", "unreadable", "undecided", "unanswered", "self-assessed"]
KindName = Literal["number", "expression", "shape", "choice", "multichoice", "text", "code", "prediction"]

ORIGINAL = 0
"""The seed that stands for an item's original instance, where it has one."""


@dataclass(frozen=True, slots=True)
class Misconception:
    """A named slip: the answer that it leads to, and what to say to the learner who made it.

    ``value`` is None where the slip belongs to a written option. ``when`` says in which variants the slip is possible.
    ``code`` is a wrong version of the code that is asked for; it is run in the sandbox and nowhere else.
    """

    name: str
    message: BilingualTemplate
    value: Formula | None = None
    when: Formula | None = None
    line: int = 0
    code: Template | None = None


@dataclass(frozen=True, slots=True)
class OptionSpec:
    """A written option: its text or code, and the formula that decides whether it holds.

    For a prediction the formula is about the outcome of the run, and is decided when that has been made.
    """

    body: BilingualTemplate
    holds: Formula
    check: Formula | None = None
    code: Template | None = None
    misconception: str | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class DrawRule:
    """How one value is drawn: from ``choices``, or from ``low`` to ``high`` by ``step``; ``length`` makes a list."""

    name: str
    choices: tuple[Any, ...] = ()
    low: Formula | None = None
    high: Formula | None = None
    step: Any = 1
    length: Formula | None = None
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """One point that a text answer may make: the patterns that show it, by language, and its worth.

    A pattern is written ``a|b & c``: one of a, b and also c, in one clause.
    """

    name: str
    label: Text
    patterns: tuple[str, ...]
    points: float = 1
    message: Text | None = None
    line: int = 0


@dataclass(frozen=True, slots=True)
class SampleAnswer:
    """A labelled answer to a text item, which the audit holds against the rubric."""

    answer: str
    facets: tuple[str, ...]
    contradictions: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class Rubric:
    """What a text answer is held against: facets to find, contradictions to flag, points that suffice."""

    facets: tuple[Facet, ...]
    contradictions: tuple[Facet, ...]
    need: float
    samples: tuple[SampleAnswer, ...] = ()


@dataclass(frozen=True, slots=True)
class InputRule:
    """How one input of a code question is drawn.

    ``shapes`` gives the sides of each array: one array under the name ``""``, or a dictionary of arrays. ``times``
    makes a list of so many. Values are multiples of ``step`` from ``low`` to ``high``, or 0, 1, 2 ... for ``count``.
    ``edges`` names values that are tried apart: zeros, ones, large.
    """

    name: str
    shapes: Mapping[str, tuple[Formula, ...]]
    low: Any = -3
    high: Any = 3
    step: Any = 1
    count: bool = False
    times: int = 0
    edges: tuple[str, ...] = ()
    line: int = 0


@dataclass(frozen=True, slots=True)
class CodeTask:
    """What a code question asks to be written, and how an answer is tried.

    ``name`` is what the answer must define, "" for an expression. ``reference`` and ``check`` are functions of
    :mod:`solvers.practicals`, known by name; ``judge``, if there is one, turns what an answer gives into statements
    about it. ``right`` are right versions, written differently; the first is the model answer.
    """

    name: str
    steps: tuple[Step, ...]
    gives: tuple[str, ...]
    sizes: tuple[DrawRule, ...]
    inputs: tuple[InputRule, ...]
    edges: tuple[Mapping[str, int], ...]
    reference: str
    check: str
    judge: str | None
    tolerance: float
    start: Template | None
    right: tuple[Template, ...]
    statements: Mapping[str, Text] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RunTask:
    """The training that decides a prediction: a ``@training_run``, and the formulas of its arguments."""

    name: str
    arguments: Mapping[str, Formula]


@dataclass(frozen=True, slots=True)
class AnswerPolicy:
    """What form of answer is asked for: numeric tolerance, names of the parts, variables of an expression."""

    decimals: int | None = None
    significant: int | None = None
    relative: float | None = None
    variables: tuple[str, ...] = ()
    intermediate: Mapping[str, Formula] = field(default_factory=dict)
    domain: Mapping[str, str] = field(default_factory=dict)
    form: str | None = None
    parts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class ReportCues:
    """How a study report shows this question: words that it has, values to read from it, sentences that state it."""

    words: tuple[str, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    statements: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """A question as its author wrote it, read and checked; ``trusted`` if it came with the program."""

    id: str
    kind: KindName
    section: str
    minutes: float
    difficulty: int
    tags: tuple[str, ...]
    source: str
    references: tuple[str, ...]
    stem: BilingualTemplate
    solution: BilingualTemplate
    hints: tuple[BilingualTemplate, ...]
    model_answer: BilingualTemplate | None
    symbols: tuple[str, ...]
    draws: tuple[DrawRule, ...]
    where: tuple[Formula, ...]
    separate: tuple[str, ...]
    lets: Mapping[str, Formula]
    original: Mapping[str, Any] | None
    key: Formula | None
    check: Formula | None
    misconceptions: tuple[Misconception, ...]
    options: tuple[OptionSpec, ...]
    option_count: int
    fill: tuple[Formula, ...]
    answer: AnswerPolicy
    rubric: Rubric | None
    report: ReportCues
    path: str
    lines: Mapping[str, int]
    code: CodeTask | None = None
    run: RunTask | None = None
    trusted: bool = False

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
    """

    item: Item
    seed: int
    values: Mapping[str, Any]
    key: Any
    options: tuple[Option, ...] | None
    distractors: tuple[Distractor, ...]
    redraws: int = 0


@dataclass(frozen=True, slots=True)
class Prompt:
    """What the learner sees of a variant. It has no field that tells the key.

    ``start`` is the code to begin with, where code is asked for.
    """

    item: str
    seed: int
    kind: KindName
    minutes: float
    stem: Text
    options: tuple[Text, ...] | None
    answer_format: Text
    hints: tuple[Text, ...]
    start: str = ""


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
class Outcome:
    """The judgement of one response. ``score`` is from 0 to 1; ``evidence`` is what running it has shown, Markdown."""

    verdict: Verdict
    score: float
    diagnoses: tuple[Diagnosis, ...] = ()
    understood_as: str = ""
    unreadable: Unreadable | None = None
    facets: tuple[FacetFinding, ...] = ()
    evidence: Text | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """One place of a form: which item, with which seed."""

    item: str
    seed: int


@dataclass(frozen=True, slots=True)
class Form:
    """A set of places, in order, with the seed that it came from and the time that it allows."""

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
