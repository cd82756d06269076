"""How much each topic counts in the exam, beside the share of the bank's families that it has: from a blueprint.

A blueprint that says how many questions of each section it takes is taken at its word: the set that is practised, if it
is of that kind, else the course's exam, the set ``<course>-exam``. Without either every family counts alike.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from quiz.bank.blueprint import Blueprint, QuestionSet, SectionPlaces, blueprint_of
from quiz.errors import FileFaults

LEAST, MOST = 0.25, 4.0
"""Bounds of a weight in planning: what the exam leaves out is the course's own matter all the same, and no topic may
take every day."""


def exam_weights(question_set: QuestionSet) -> Mapping[str, float]:
    """Return for each section its share of the exam over its share of the bank; empty where no exam is known."""
    blueprint = _exam_of(question_set)
    if blueprint is None:
        return {}
    families = Counter(card.section for card in question_set.bank.cards.values())
    asked: Counter[str] = Counter()
    for place in blueprint.places:
        if isinstance(place, SectionPlaces):
            asked[place.section] += place.count
        elif (card := question_set.bank.cards.get(place.item)) is not None:
            asked[card.section] += 1
    total, size = asked.total(), families.total()
    return {section: asked[section] * size / (total * count) for section, count in families.items()} if total else {}


def planning_weights(question_set: QuestionSet) -> Mapping[str, float]:
    """Return the weights for choosing what to ask, kept within bounds."""
    return {section: min(max(weight, LEAST), MOST) for section, weight in exam_weights(question_set).items()}


def _exam_of(question_set: QuestionSet) -> Blueprint | None:
    if any(isinstance(place, SectionPlaces) for place in question_set.blueprint.places):
        return question_set.blueprint
    try:
        return blueprint_of(question_set.course, f"{question_set.course.id}-exam")
    except FileFaults:  # told where the set itself is asked for
        return None
