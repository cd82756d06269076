"""The ``[rubric]`` table of a question file: the facets of a text answer, false claims, and labelled samples."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.bank.frontmatter import Table
from quiz.bank.template import BilingualTemplate
from quiz.kinds.text.directions import DIRECTIONS, OPPOSED
from quiz.kinds.text.groups import GROUPS
from quiz.kinds.text.wordings import WordingFault, wordings
from quiz.language import Text

_HOW = Text(
    'about = ["過学習", "overfitting"] と says = ["less"] のように書きます（questions/README.md）',
    'write about = ["過学習", "overfitting"] and says = ["less"] (questions/README.md)',
)


@dataclass(frozen=True, slots=True)
class Claim:
    """One way of making a point: what is said (``says``, ``words``) of which things (``about``), in one clause.

    ``says`` are names of :data:`quiz.kinds.text.directions.DIRECTIONS`, with "not " before them for their denial, and
    with "despite " or "any " for what holds whatever becomes of the things (「初期値が悪くても学習が進む」: "despite
    better", 「どんな初期値でも学習が進む」: "any better");
    ``words`` are predicates of the author's own in dictionary form, denied by "not " or, by 「…にくい」
    only, "hardly ".
    ``subject`` is whom the clause must speak of (the one named last counts on), ``also`` what it must mention besides
    and ``unless`` what it must not. Each may be a template (:mod:`quiz.kinds.text.wordings`).
    """

    about: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()

    wanted: frozenset[str] = field(init=False, repr=False, compare=False)
    """The directions that fulfil it, the author's own words among them."""
    heard: frozenset[str] = field(init=False, repr=False, compare=False)
    """The directions that fulfil it or speak against it: what else is said is no matter to it."""
    things: frozenset[str] = field(init=False, repr=False, compare=False)
    beside: frozenset[str] = field(init=False, repr=False, compare=False)
    barred: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep as sets what every statement is held against."""
        wanted = frozenset((*self.says, *(own_direction(word) for word in self.words)))
        for name, value in (
            ("wanted", wanted),
            ("heard", wanted.union(*(OPPOSED.get(name, ()) for name in wanted))),
            ("things", frozenset(self.about)),
            ("beside", frozenset(self.also)),
            ("barred", frozenset(self.unless)),
        ):
            object.__setattr__(self, name, value)


def own_direction(word: str) -> str:
    """The name under which an author's own predicate is told; "not learn" is its denial.

    >>> own_direction("learn"), own_direction("not learn")
    ('=learn', 'not =learn')
    """
    for denied in ("not ", "hardly "):
        if word.startswith(denied):
            return f"{denied}={word.removeprefix(denied)}"
    return f"={word}"


@dataclass(frozen=True, slots=True)
class Facet:
    """One point that a text answer may make: the claims that make it, and its worth."""

    name: str
    label: Text
    claims: tuple[Claim, ...]
    points: float = 1
    message: Text | None = None
    line: int = 0
    foreign: tuple[str, ...] = ()
    """What belongs to another subject: who says it of this one hasn't made the point."""
    against: tuple[Claim, ...] = ()
    """What can't be so if the point is: an answer that says it hasn't made the point, whatever else it says."""


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
    other_causes: tuple[str, ...] = ()
    """Conditions that the question isn't about: what is said to follow from them makes no point. Templates, too."""
    true_causes: tuple[str, ...] = ()
    """Words of which a cause has one where the question asks for it: what is said to come of another makes no point."""
    topic: tuple[str, ...] = ()
    """What the question is about, as English names it: it may do what is said, and an "if" may speak of it."""
    they: tuple[str, ...] = ()
    """The things of the question that an answer may mean by "they" or 「全部」."""

    def __hash__(self) -> int:
        """Cheap, since what is made of a rubric is looked up for every answer."""
        return hash((self.need, len(self.facets), self.topic))


@dataclass(frozen=True, slots=True)
class TextFields:
    """A text item's rubric and model answer."""

    rubric: Rubric
    model_answer: BilingualTemplate


def read_rubric(table: Table) -> Rubric:
    """Return the rubric of a ``[rubric]`` table; faults are noted with their lines."""
    table.refuse_unknown(("need", "facet", "contradiction", "sample", "other_causes", "true_causes", "topic", "they"))
    facets = tuple(_facet(entry) for entry in table.tables("facet"))
    contradictions = tuple(_facet(entry) for entry in table.tables("contradiction"))
    if not facets:
        remedy = Text("[[rubric.facet]] を書いてください", "write a [[rubric.facet]]")
        table.fault(None, "観点 [[rubric.facet]] がありません", "there is no [[rubric.facet]]", remedy)
    need = table.positive("need", 100, default=1)
    worth = sum(facet.points for facet in facets)
    if need > worth:
        ja = f"need = {need:g} は全観点の合計 {worth:g} 点より大きく、誰も満たせません"
        en = f"need = {need:g} is more than all facets are worth ({worth:g}): nobody can reach it"
        table.fault("need", ja, en, Text("need を減らすか観点を足してください", "ask for less, or add a facet"))
    samples = tuple(_sample(entry, facets, contradictions) for entry in table.tables("sample"))
    for key in ("other_causes", "true_causes"):
        for template in table.strings(key):
            _check_wordings(table, key, template)
    beside = (table.strings(key) for key in ("other_causes", "true_causes", "topic", "they"))
    return Rubric(facets, contradictions, need, samples, *beside)


def _facet(table: Table) -> Facet:
    table.refuse_unknown(("name", "ja", "en", "claim", "patterns", "points", "message", "foreign", "against"))
    claims = tuple(_claim(entry) for entry in table.tables("claim"))
    claims += tuple(claim for pattern in table.strings("patterns") for claim in _older(table, pattern))
    if not claims:
        table.fault(None, "[[…claim]] がありません", "there is no [[...claim]]", _HOW)
    message = table.table("message").label() if "message" in table else None
    against = tuple(_claim(entry) for entry in table.tables("against"))
    points = table.positive("points", 100, default=1)
    name, foreign = table.string("name") or "?", table.strings("foreign")
    return Facet(name, table.label(), claims, points, message, table.line(), foreign, against)


def _older(table: Table, pattern: str) -> Iterator[Claim]:
    """Read a pattern of an older bank, "a|b & c|d", as claims: one group is said of the other, in one clause.

    It meant words anywhere in a sentence; the bank's samples, which the audit holds against it, tell whether the
    stricter reading does.
    """
    groups = [tuple(word.strip() for word in group.split("|")) for group in pattern.split("&")]
    if not all(all(group) for group in groups):
        table.fault("patterns", f"& や | の片側が空です: {pattern}", f"one side of & or | is empty: {pattern}")
    elif len(groups) == 1:
        yield Claim(words=groups[0])
    else:
        also = tuple(word for group in groups[1:-1] for word in group)
        yield Claim(about=groups[0], words=groups[-1], also=also)
        said, of = (tuple(word for word in group if word.isascii()) for group in (groups[0], groups[-1]))
        if said and of:  # in English "same" stands before "update"
            yield Claim(about=of, words=said, also=also)


def _claim(table: Table) -> Claim:
    keys = ("about", "says", "words", "subject", "also", "unless")
    table.refuse_unknown(keys)
    claim = Claim(*(table.strings(name) for name in keys))
    for key in keys:
        for template in table.strings(key):
            _check_wordings(table, key, template)
    if not claim.says and not claim.words:
        ja, en = "says か words（何が言われるか）がありません", "says or words (what is said) is missing"
        table.fault(None, ja, en, _HOW)
    if not claim.about and not claim.subject and not claim.words:
        ja, en = "about（何について）がありません", "about (of what it is said) is missing"
        table.fault(None, ja, en, _HOW)
    for name in claim.says:
        direction = name.removeprefix("not ").removeprefix("despite ").removeprefix("any ")
        if direction not in DIRECTIONS:
            near = difflib.get_close_matches(direction, DIRECTIONS, n=1)
            listed = near[0] if near else ", ".join(DIRECTIONS)
            remedy = Text(f"使えるもの: {listed}", f"there are: {listed}")
            table.fault("says", f"says に {name} はありません", f"says can't be {name}", remedy)
    return claim


def _check_wordings(table: Table, key: str, template: str) -> None:
    try:
        wordings(template.removeprefix("not ").removeprefix("hardly "))
    except WordingFault as fault:
        ja, en = f"{key} の {fault} を読めません", f"{key}: {fault} can't be read"
        listed = ", ".join(f"<{name}>" for name in sorted(GROUPS))
        table.fault(key, ja, en, Text(f"使えるもの: {listed}", f"there are: {listed}"))


def _sample(table: Table, facets: tuple[Facet, ...], contradictions: tuple[Facet, ...]) -> SampleAnswer:
    table.refuse_unknown(("answer", "facets", "contradictions"))
    for key, known in (("facets", facets), ("contradictions", contradictions)):
        for name in set(table.strings(key)) - {facet.name for facet in known}:
            listed = ", ".join(facet.name for facet in known) or "-"
            remedy = Text(f"あるもの: {listed}", f"there are: {listed}")
            table.fault(key, f"{name} という観点はありません", f"there is no facet {name}", remedy)
    answer = table.string("answer") or "?"
    return SampleAnswer(answer, table.strings("facets"), table.strings("contradictions"), table.line())
