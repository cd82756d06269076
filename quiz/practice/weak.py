"""The weakest families of a learner: what ``quiz run --weak`` asks, with fresh numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from quiz.bank.blueprint import QuestionSet, Selection
from quiz.bank.cards import Card
from quiz.bank.topics import refuse_unknown_topics
from quiz.errors import QuizError
from quiz.language import Text
from quiz.model import Form
from quiz.practice.history import Answered
from quiz.practice.review import Knowledge, Planned, chances, places

USUAL_COUNT = 10


def weakest(cards: Sequence[Card], history: Sequence[Answered], now: datetime) -> list[Planned]:
    """Return the families that were met, the one likeliest to go wrong first, and those that an open idea would spoil.

    A family is as weak as its mastery says, and weaker by each idea of it that is likely still at work, in whatever
    family that has shown.

    >>> from datetime import UTC, timedelta
    >>> cards = [Card(name, Text.both(name), "number", "cnn", (), 2.0, 2, "", False, True) for name in "abc"]
    >>> now = datetime(2026, 11, 26, tzinfo=UTC)
    >>> history = [Answered("a", now - timedelta(days=2), 1.0), Answered("b", now - timedelta(days=2), 0.0)]
    >>> [one.card.id for one in weakest(cards, history, now)]
    ['b', 'a']
    """
    known = Knowledge(cards, history)
    chance = chances(cards, history, known, now)
    found = [
        Planned(card, known.reason(card, now), 1.0 - chance[card.id])
        for card in cards
        if known.seen(card) or known.suspected(card) is not None
    ]
    return sorted(found, key=lambda one: (-one.priority, one.card.id))


def weak_form(
    question_set: QuestionSet,
    history: Sequence[Answered],
    now: datetime,
    seed: int,
    selection: Selection,
    count: int | None,
) -> Form:
    """Return a form of the weakest families among those selected; QuizError where nothing was answered yet."""
    refuse_unknown_topics(question_set.course, selection.topics)
    own = f"{question_set.course.id}/"
    items = tuple(question_set.bank.card(name.removeprefix(own)).id for name in selection.items)
    selection = replace(selection, items=items)
    ordered = weakest(list(question_set.bank.cards.values()), history, now)
    chosen = [one for one in ordered if selection.allows(one.card)][: USUAL_COUNT if count is None else count]
    if not chosen:
        raise QuizError(
            Text(
                "苦手な問題はまだ分かりません（この条件の解答がありません）",
                "no weak question is known yet: none was answered",
            ),
            remedy=Text("quiz review で解き始められます", "begin with quiz review"),
        )
    minutes = sum(one.card.minutes for one in chosen)
    return Form(question_set.course.id, question_set.name, seed, places(chosen, seed), minutes)
