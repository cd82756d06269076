"""The ``[rubric]`` table of a question file: the facets of a text answer, false claims, and labelled samples."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.bank.frontmatter import Table
from quiz.bank.template import BilingualTemplate
from quiz.language import Text


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
class TextFields:
    """A text item's rubric and model answer."""

    rubric: Rubric
    model_answer: BilingualTemplate


def read_rubric(table: Table) -> Rubric:
    """Return the rubric of a ``[rubric]`` table; faults are noted with their lines."""
    table.refuse_unknown(("need", "facet", "contradiction", "sample"))
    facets = tuple(_facet(entry) for entry in table.tables("facet"))
    contradictions = tuple(_facet(entry) for entry in table.tables("contradiction"))
    if not facets:
        table.fault(None, "観点 [[rubric.facet]] がありません", "there is no [[rubric.facet]]")
    need = table.positive("need", 100, default=1)
    worth = sum(facet.points for facet in facets)
    if need > worth:
        ja = f"need = {need:g} は全観点の合計 {worth:g} 点より大きく、誰も満たせません"
        table.fault("need", ja, f"need = {need:g} is more than all facets are worth ({worth:g}): nobody can reach it")
    samples = tuple(_sample(entry, facets, contradictions) for entry in table.tables("sample"))
    return Rubric(facets, contradictions, need, samples)


def _facet(table: Table) -> Facet:
    table.refuse_unknown(("name", "ja", "en", "patterns", "points", "message"))
    patterns = table.strings("patterns")
    if not patterns:
        remedy = Text(
            'patterns = ["均一|同じ & 更新|勾配"] のように書きます', 'write patterns = ["same|equal & update"]'
        )
        table.fault(None, "patterns がありません", "patterns are missing", remedy)
    for pattern in patterns:
        if not all(word.strip() for term in pattern.split("&") for word in term.split("|")):
            ja, en = "& や | の片側が空です", "one side of & or | is empty"
            table.fault("patterns", f"{ja}: {pattern}", f"{en}: {pattern}")
    message = table.table("message").label() if "message" in table else None
    points = table.positive("points", 100, default=1)
    return Facet(table.string("name") or "?", table.label(), patterns, points, message, table.line())


def _sample(table: Table, facets: tuple[Facet, ...], contradictions: tuple[Facet, ...]) -> SampleAnswer:
    table.refuse_unknown(("answer", "facets", "contradictions"))
    for key, known in (("facets", facets), ("contradictions", contradictions)):
        for name in set(table.strings(key)) - {facet.name for facet in known}:
            table.fault(key, f"{name} という観点はありません", f"there is no facet {name}")
    answer = table.string("answer") or "?"
    return SampleAnswer(answer, table.strings("facets"), table.strings("contradictions"), table.line())
