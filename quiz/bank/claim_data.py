"""A course's claims as plain data, and made of such again: what is kept of ``claims/`` from one report to the next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from quiz.bank.claim_entries import Claim, ClaimBase, Cue, Entity, Fact, Frame, Relation, Term
from quiz.bank.formula import Formula
from quiz.bank.plain_rows import AS_IT_IS, PLAIN, Way, row_of
from quiz.bank.template import BilingualTemplate, Template

_TERMS = PLAIN["tuple[tuple[str, ...], ...]"]
_CUE = Way(lambda cue: _TERMS.write(cue.terms), lambda data: Cue(_TERMS.make(data)))
_FORMULA = Way(lambda formula: formula.source, Formula.read_before)
_TEMPLATE = Way(
    lambda template: [template.ja.source, template.en.source, template.only],
    lambda data: BilingualTemplate(Template.read_before(data[0]), Template.read_before(data[1]), data[2]),
)
_FIELDS: Mapping[str, Way] = {
    **PLAIN,
    "Judgement": AS_IT_IS,
    "tuple[Cue, ...]": _CUE.each(),
    "Formula": _FORMULA,
    "Formula | None": _FORMULA.or_none(),
    "Mapping[str, tuple[Formula, ...]]": _FORMULA.each().by_name(),
    "BilingualTemplate": _TEMPLATE,
    "BilingualTemplate | None": _TEMPLATE.or_none(),
}
_PARTS: Mapping[str, Way] = {
    "spellings": PLAIN["Mapping[str, tuple[str, ...]]"],
    "entities": row_of(Entity, _FIELDS).each(),
    "claims": row_of(Claim, _FIELDS).each(),
    "frames": row_of(Frame, _FIELDS).each(),
    "relations": row_of(Relation, _FIELDS).each(),
    "facts": row_of(Fact, _FIELDS).each(),
    "terms": row_of(Term, _FIELDS).each(),
}
"""What a course's claims consist of, but for the faults: of a course with any nothing is kept."""


def as_data(base: ClaimBase) -> dict[str, Any]:
    """Return a course's claims as plain data."""
    return {name: way.write(getattr(base, name)) for name, way in _PARTS.items()}


def from_data(data: Any) -> ClaimBase | None:
    """Return the claims that plain data hold; None where these are no claims."""
    try:
        return ClaimBase(**{name: way.make(data[name]) for name, way in _PARTS.items()})
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
