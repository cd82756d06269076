"""The ``[rubric]`` table of a question file: the facets of a text answer, false claims, and labelled samples."""

from __future__ import annotations

from quiz.bank.frontmatter import Table
from quiz.language import Text
from quiz.model import Facet, Rubric, SampleAnswer


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
