"""How far each family is: new, in progress, sitting, slipping. By plain rules over the record, light to import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Literal

from quiz.bank.cards import Card
from quiz.language import Text
from quiz.practice.freshness import Trace
from quiz.practice.history import Answered

State = Literal["new", "learning", "sits", "slipping"]

STATES: Mapping[State, Text] = {
    "sits": Text("定着", "sits"),
    "slipping": Text("忘れかけ", "slipping"),
    "learning": Text("学習中", "in progress"),
    "new": Text("未着手", "new"),
}
"""What each state is called, the best first."""

DAYS_RIGHT = 2
"""On so many days in a row a family must have been right before it sits: once may be luck, and one day is no memory."""

FRESH = 0.85
"""It sits while it is as fresh as this, about twice the days that it lasted; then it is slipping."""

_DAY_S = 86_400.0


@dataclass(slots=True)
class _Way:
    """What the answers of one family have come to."""

    trace: Trace
    last: datetime
    days: int = 0
    day: date | None = None
    sat: bool = False


def item_states(history: Sequence[Answered], now: datetime) -> dict[str, State]:
    """Return the state of every family that was answered; the others are new.

    >>> from datetime import UTC, timedelta
    >>> now = datetime(2026, 11, 26, tzinfo=UTC)
    >>> right = [Answered("a", now - timedelta(days=days), 1.0) for days in (9, 4)]
    >>> item_states(right[:1], now), item_states(right, now), item_states(right, now + timedelta(days=300))
    ({'a': 'learning'}, {'a': 'sits'}, {'a': 'slipping'})
    """
    ways: dict[str, _Way] = {}
    for item, at, score, _, guessed, _, _ in sorted(history, key=itemgetter(1)):
        right = score >= 1.0 and not guessed
        way = ways.get(item)
        if way is None:
            way = ways[item] = _Way(Trace(right=right), at)
        else:
            way.trace.again(right=right, days=(at - way.last).total_seconds() / _DAY_S)
            way.last = at
        if not right:
            way.days, way.day = 0, None
            continue
        day = at.astimezone().date()
        if day != way.day:
            way.days, way.day = way.days + 1, day
        way.sat = way.sat or way.days >= DAYS_RIGHT
    return {item: _state(way, now) for item, way in ways.items()}


def _state(way: _Way, now: datetime) -> State:
    if not way.sat:
        return "learning"
    fresh = way.trace.recall((now - way.last).total_seconds() / _DAY_S) >= FRESH
    return "sits" if fresh and way.days >= DAYS_RIGHT else "slipping"


def counted_states(cards: Iterable[Card], states: Mapping[str, State]) -> Counter[State]:
    """Count the families in each state."""
    return Counter(states.get(card.id, "new") for card in cards)


def states_told(counts: Counter[State]) -> Text:
    """Say how many families are in each state, those with none left out.

    >>> states_told(Counter(sits=3, new=2)).en
    '3 sits, 2 new'
    """
    there = [(state, words) for state, words in STATES.items() if counts[state]]
    return Text(
        "、".join(f"{words.ja} {counts[state]}" for state, words in there) or "-",
        ", ".join(f"{counts[state]} {words.en}" for state, words in there) or "-",
    )
