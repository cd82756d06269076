"""What a learner's record comes to: mastery by topic, ideas that recur, readiness, pace, the days, an outlook.

One look over the record for whoever shows it: the terminal, a page, JSON.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from quiz.bank.blueprint import QuestionSet
from quiz.bank.cards import Card
from quiz.practice.exam_weights import exam_weights
from quiz.practice.history import Answered, LocalDay, local_day
from quiz.practice.mastery import Estimate, Mastery
from quiz.practice.readiness import Readiness, passing, readiness, result
from quiz.practice.review import IdeaState, Knowledge

FORMAT = 1
"""The version of ``quiz stats --format json``: fields may be added without a new one."""

RECENT_DAYS = 14
"""The pace of so many days is what the outlook goes on with."""

LONGEST = 5.0
"""An answer that took longer than so many times its minutes was left lying; it counts as that long."""


@dataclass(frozen=True, slots=True)
class TopicState:
    """A topic: its mastery, the answers in it, how many of its families were seen, and the pace in it."""

    topic: str
    mastery: Estimate
    attempts: int
    right: int
    seen: int
    families: int
    pace: float | None
    """Time taken over the time that the questions' authors expect; None without timed answers."""


@dataclass(frozen=True, slots=True)
class IdeaShown:
    """An idea that has shown: how often, in which families, when last, and what may be said of it."""

    idea: str
    count: int
    families: tuple[str, ...]
    last: date
    state: IdeaState


@dataclass(slots=True)
class DayCount:
    """The answers of one day."""

    attempts: int = 0
    right: int = 0


@dataclass(frozen=True, slots=True)
class Outlook:
    """What the exam on a day promises: if nothing more is asked, and at the pace of the last two weeks.

    Both are results of one exam, with the luck of the day, as the readiness of today is.
    """

    exam: date
    daily: float
    idle: Estimate
    steady: Estimate
    probability: float | None
    """To pass at this pace; None where too few answers tell."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """Everything that is shown of a record."""

    attempts: int
    right: int
    overall: Estimate
    topics: Sequence[TopicState]
    ideas: Sequence[IdeaShown]
    readiness: Readiness
    days: Mapping[date, DayCount]
    today: date
    pace: float | None
    outlook: Outlook | None

    @property
    def seen(self) -> int:
        """How many families were seen."""
        return sum(topic.seen for topic in self.topics)

    @property
    def families(self) -> int:
        """How many families there are."""
        return sum(topic.families for topic in self.topics)


@dataclass(slots=True)
class _Taken:
    """Answers, and the seconds that they took beside those expected."""

    attempts: int = 0
    right: int = 0
    seconds: float = 0.0
    expected: float = 0.0

    def add(self, other: _Taken) -> None:
        self.attempts += other.attempts
        self.right += other.right
        self.seconds += other.seconds
        self.expected += other.expected

    @property
    def pace(self) -> float | None:
        return self.seconds / self.expected if self.expected else None


def statistics(
    question_set: QuestionSet, history: Sequence[Answered], now: datetime, exam: date | None = None
) -> Statistics:
    """Return the statistics of a record at a time; ``exam`` adds the outlook for an exam on that day."""
    cards = question_set.bank.cards
    known = [answered for answered in history if answered.item in cards]
    mastery = Mastery(cards.values(), known, now)
    weights = exam_weights(question_set)
    taken, days = _taken(cards, known)
    sections = sorted(taken, key=question_set.course.section_order)
    members = {section: [card.id for card in cards.values() if card.section == section] for section in sections}
    topics = [
        TopicState(
            section, mastery.topic(section), taken[section].attempts, taken[section].right,
            sum(mastery.answered(item) > 0 for item in members[section]), len(members[section]), taken[section].pace,
        )
        for section in sections
    ]  # fmt: skip
    seen = sum(topic.seen for topic in topics)
    ready = readiness(mastery.exam(weights), len(known), seen, len(cards))
    seconds, expected = sum(one.seconds for one in taken.values()), sum(one.expected for one in taken.values())
    return Statistics(
        attempts=len(known),
        right=sum(one.right for one in taken.values()),
        overall=mastery.overall(weights),
        topics=topics,
        ideas=_ideas(Knowledge(list(cards.values()), known)),
        readiness=ready,
        days=days,
        today=now.astimezone().date(),
        pace=seconds / expected if expected else None,
        outlook=None if exam is None else _outlook(mastery, _daily(days, now), exam, weights, ready),
    )


def _taken(cards: Mapping[str, Card], known: Sequence[Answered]) -> tuple[dict[str, _Taken], dict[date, DayCount]]:
    """Count the answers by topic and by day."""
    families = {item: _Taken() for item in cards}
    longest = {item: LONGEST * 60.0 * card.minutes for item, card in cards.items()}
    days: dict[date, DayCount] = {}
    day: LocalDay | None = None
    for item, at, score, _, _, _, seconds in known:
        family, right = families[item], score >= 1.0
        family.attempts += 1
        family.right += right
        if seconds > 0.0:
            most = longest[item]
            family.seconds += seconds if seconds < most else most
            family.expected += most / LONGEST
        if day is None or not day.begins <= at < day.ends:
            day = local_day(at)
            count = days.setdefault(day.day, DayCount())
        count.attempts += 1
        count.right += right
    topics: dict[str, _Taken] = defaultdict(_Taken)
    for item, family in families.items():
        topics[cards[item].section].add(family)
    return topics, days


def _ideas(known: Knowledge) -> list[IdeaShown]:
    """The ideas that have shown, those still at work first, the most frequent before the others."""
    found = [
        IdeaShown(name, idea.count, tuple(idea.families), idea.last.astimezone().date(), state)
        for name, idea in known.ideas.items()
        if (state := idea.state) is not None and idea.last is not None
    ]
    order: Mapping[IdeaState, int] = {"tendency": 0, "once": 1, "settled": 2}
    return sorted(found, key=lambda one: (order[one.state], -one.count, one.idea))


def _daily(days: Mapping[date, DayCount], now: datetime) -> float:
    """The questions a day of the last two weeks, or since the first one."""
    today = now.astimezone().date()
    recent = sum(count.attempts for day, count in days.items() if 0 <= (today - day).days < RECENT_DAYS)
    return recent / min(max((today - min(days, default=today)).days + 1, 1), RECENT_DAYS)


def _outlook(mastery: Mastery, daily: float, exam: date, weights: Mapping[str, float], ready: Readiness) -> Outlook:
    morning = max(datetime.combine(exam, time(9)).astimezone(), mastery.now)
    steady = mastery.exam_on(morning, daily, weights)
    probability = None if ready.probability is None else passing(steady)
    return Outlook(exam, daily, result(mastery.exam_on(morning, 0.0, weights)), result(steady), probability)


# -- as JSON -----------------------------------------------------------------------------------------------------------


def as_json(found: Statistics, question_set: QuestionSet) -> dict[str, Any]:
    """Return the statistics as JSON-ready values: the contract of ``quiz stats --format json``, version 1.

    Shares and probabilities go from 0 to 1; ``low`` and ``high`` are the 80 % interval; days are the learner's own.

    - ``format``, ``course``, ``set``; ``attempts``, ``right``: answers to different variants; ``seen``, ``families``.
    - ``mastery``: ``value``, ``low``, ``high`` over all topics, weighed as the exam weighs them.
    - ``topics``: ``topic``, ``mastery``, ``low``, ``high``, ``attempts``, ``right``, ``seen``, ``families``, ``pace``.
    - ``ideas``: ``idea``, ``title`` (``ja``, ``en``; null if the course doesn't name it), ``count``, ``families``,
      ``last``, ``state``: ``tendency`` (in two families or more), ``once``, ``settled`` (four right answers since).
    - ``readiness``: ``level`` (``unknown``, ``far``, ``below``, ``open``, ``above``, ``safe``), ``words``; null below
      150 answers or half of the families: ``probability`` to pass and the result of one exam, ``points``, ``low``,
      ``high``; ``exam_date`` as given, or null.
    - ``outlook``, null without ``--exam-date``: ``exam_date``, ``daily`` (answers a day, two weeks), ``idle``
      and ``steady`` (the exam's points without practice and at that pace), ``probability`` at that pace.
    - ``pace``: time taken over time expected, null without timed answers. ``days``: ``day``, ``attempts``, ``right``.
    """
    ideas = question_set.course.ideas
    ready, outlook = found.readiness, found.outlook
    result = ready.result
    return {
        "format": FORMAT,
        "course": question_set.course.id,
        "set": question_set.name,
        "attempts": found.attempts,
        "right": found.right,
        "seen": found.seen,
        "families": found.families,
        "mastery": _numbers(found.overall),
        "topics": [
            {
                "topic": one.topic, **_numbers(one.mastery, "mastery"), "attempts": one.attempts, "right": one.right,
                "seen": one.seen, "families": one.families, "pace": _rounded(one.pace),
            }
            for one in found.topics
        ],
        "ideas": [
            {
                "idea": one.idea, "title": _both(ideas[one.idea]) if one.idea in ideas else None, "count": one.count,
                "families": list(one.families), "last": one.last.isoformat(), "state": one.state,
            }
            for one in found.ideas
        ],
        "readiness": {
            "probability": _rounded(ready.probability),
            "points": _rounded(result.value if result else None),
            "low": _rounded(result.low if result else None),
            "high": _rounded(result.high if result else None),
            "exam_date": outlook.exam.isoformat() if outlook else None,
            "words": _both(ready.words),
            "level": ready.level,
        },
        "outlook": {
            "exam_date": outlook.exam.isoformat(), "daily": _rounded(outlook.daily), "idle": _numbers(outlook.idle),
            "steady": _numbers(outlook.steady), "probability": _rounded(outlook.probability),
        } if outlook else None,
        "pace": _rounded(found.pace),
        "days": [
            {"day": day.isoformat(), "attempts": count.attempts, "right": count.right}
            for day, count in sorted(found.days.items())
        ],
    }  # fmt: skip


def _numbers(estimate: Estimate, name: str = "value") -> dict[str, float]:
    return {name: round(estimate.value, 4), "low": round(estimate.low, 4), "high": round(estimate.high, 4)}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _both(text: Any) -> dict[str, str]:
    return {"ja": text.ja, "en": text.en}
