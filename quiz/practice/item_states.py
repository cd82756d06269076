"""How far each family is: new, in progress, sitting, slipping. By plain rules over the record, light to import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from itertools import groupby
from typing import Literal

from quiz.bank.cards import Card
from quiz.language import Text
from quiz.practice.freshness import DAY_S, Trace
from quiz.practice.history import Answered, LocalDay, by_family, local_day

State = Literal["new", "learning", "sits", "slipping"]

STATES: Mapping[State, Text] = {
    "sits": Text("定着", "settled"),
    "slipping": Text("忘れかけ", "slipping"),
    "learning": Text("学習中", "in progress"),
    "new": Text("未着手", "new"),
}
"""What each state is called, the best first."""

DAYS_RIGHT = 2
"""On so many days in a row a family must have been right before it sits: once may be luck, and one day is no memory."""

FRESH = 0.85
"""It sits while it is as fresh as this, about twice the days that it lasted; then it is slipping."""


def item_states(history: Sequence[Answered], now: datetime) -> dict[str, State]:
    """Return the state of every family that was answered; the others are new.

    >>> from datetime import UTC, timedelta
    >>> now = datetime(2026, 11, 26, tzinfo=UTC)
    >>> right = [Answered("a", now - timedelta(days=days), 1.0) for days in (9, 4)]
    >>> item_states(right[:1], now), item_states(right, now), item_states(right, now + timedelta(days=300))
    ({'a': 'learning'}, {'a': 'sits'}, {'a': 'slipping'})
    """
    return {item: _state(answers, now) for item, answers in by_family(history).items()}


def _state(answers: Sequence[Answered], now: datetime) -> State:
    moments = [one[1] for one in answers]
    rights = [one[2] >= 1.0 and not one[4] for one in answers]
    runs = [list(run) for right, run in groupby(range(len(rights)), rights.__getitem__) if right]
    if not any(_sits([moments[number] for number in run]) for run in reversed(runs)):
        return "learning"
    if not rights[-1] or not _sits([moments[number] for number in runs[-1]]):
        return "slipping"
    trace = Trace.of(rights, [at.timestamp() for at in moments])
    return "sits" if trace.recall((now - moments[-1]).total_seconds() / DAY_S) >= FRESH else "slipping"


def _sits(moments: Sequence[datetime]) -> bool:
    """Whether right answers in a row lie on enough days."""
    days = 0
    day: LocalDay | None = None
    for at in moments:
        if day is None or not day.holds(at):
            day, days = local_day(at), days + 1
            if days >= DAYS_RIGHT:
                return True
    return False


def counted_states(cards: Iterable[Card], states: Mapping[str, State]) -> Counter[State]:
    """Count the families in each state."""
    return Counter(states.get(card.id, "new") for card in cards)


def states_told(counts: Counter[State]) -> Text:
    """Say how many families are in each state, those with none left out.

    >>> states_told(Counter(sits=3, new=2)).en
    '3 settled, 2 new'
    """
    there = [(state, words) for state, words in STATES.items() if counts[state]]
    return Text(
        "、".join(f"{words.ja} {counts[state]}" for state, words in there) or "-",
        ", ".join(f"{counts[state]} {words.en}" for state, words in there) or "-",
    )
