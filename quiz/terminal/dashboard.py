"""``quiz stats`` on a screen: bars, a calendar, a sparkline, in whatever columns there are.

The signs are Braille patterns, which take one column in every terminal; the blocks that others draw with take two in
some Japanese ones.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from quiz.bank.blueprint import QuestionSet
from quiz.columns import pad, truncate, width
from quiz.language import Language, Text
from quiz.practice import statistics_words as words
from quiz.practice.mastery import Estimate
from quiz.practice.readiness import PASS_MARK
from quiz.practice.statistics import DayCount, Statistics
from quiz.terminal.screen import Screen

INDENT = 2
MOST_IDEAS = 6
MOST_WEEKS = 26
MOST_DAYS = 60
LONGEST_BAR = 40
SHORTEST_BAR = 12
"""A bar that would be shorter goes on a line of its own."""


@dataclass(frozen=True, slots=True)
class Signs:
    """What charts are drawn with: parts of a bar, and levels from least to most, the first for nothing at all."""

    sure: str
    likely: str
    possible: str
    rest: str
    levels: str


BRAILLE = Signs("⣿", "⣶", "⣤", "⣀", ".⣀⣤⣶⣿")
ASCII = Signs("#", "=", "-", ".", "._-=#")


def show_dashboard(screen: Screen, found: Statistics, question_set: QuestionSet, goal: Sequence[Text] = ()) -> None:
    """Show the statistics; ``goal`` is what there is to say of the day's goal."""
    lang = screen.language
    screen.say(f"{words.TITLE.in_(lang)} - {question_set.course.title.in_(lang)}", "strong")
    for said in goal:
        screen.say(said)
    if not found.attempts:
        screen.say(words.EMPTY)
        return
    screen.say(words.answers_told(found))
    head, *rest = words.readiness_told(found)
    screen.say(head, "strong")
    if found.outlook is not None:
        rest += words.outlook_told(found.outlook, found)
    for said in rest:
        screen.say(" " * INDENT + said.in_(lang))
    if screen.plain:
        _charts_in_words(screen, found, question_set)
    else:
        _charts(screen, found, question_set)
    if found.ideas:
        _head(screen, words.IDEAS)
        for shown in found.ideas[:MOST_IDEAS]:
            screen.say(" " * INDENT + words.idea_told(shown, question_set).in_(lang))
    pace = words.pace_told(found, question_set)
    if pace:
        _head(screen, words.PACE)
        for said in pace:
            screen.say(" " * INDENT + said.in_(lang))


def _charts(screen: Screen, found: Statistics, question_set: QuestionSet) -> None:
    signs = ASCII if screen.ascii_only else BRAILLE
    _head(screen, words.TOPICS)
    _topics(screen, found, question_set, signs)
    _head(screen, words.DAYS)
    for line in calendar(found.days, found.today, _room(screen), signs, screen.language):
        screen.verbatim(" " * INDENT + line)
    shares = words.trend(found, min(_room(screen), MOST_DAYS))
    if len(shares) > 1:
        _head(screen, words.TREND)
        screen.verbatim(" " * INDENT + sparkline(shares, signs))


def _charts_in_words(screen: Screen, found: Statistics, question_set: QuestionSet) -> None:
    """Say what the charts show to whom the screen is read aloud."""
    _head(screen, words.TOPICS)
    screen.say(Text("正解の見込みと、その幅（80%）です。", "The chance to be right, with its 80 % range."))
    for one in found.topics:
        screen.say(words.topic_told(one, question_set))
    _head(screen, words.DAYS)
    for days in (7, 28):
        screen.say(words.days_told(found, found.today - timedelta(days=days - 1)))
    shares = words.trend(found, MOST_DAYS)
    if len(shares) > 1:
        screen.say(words.trend_told(shares))


def _head(screen: Screen, title: Text) -> None:
    screen.blank()
    screen.say(title, "strong")


def _room(screen: Screen) -> int:
    return screen.width - INDENT


# -- bars --------------------------------------------------------------------------------------------------------------


def _topics(screen: Screen, found: Statistics, question_set: QuestionSet, signs: Signs) -> None:
    titles = {one.topic: question_set.course.section_title(one.topic).in_(screen.language) for one in found.topics}
    counts = {one.topic: f"{one.seen}/{one.families}" for one in found.topics}
    seen = max((width(count) for count in counts.values()), default=0)
    numbers = 4 + 1 + 9 + 1 + seen  # " 71%", " (60-82%)", "17/17"
    column = min(max(map(width, titles.values()), default=0), max(_room(screen) - numbers - SHORTEST_BAR - 4, 0))
    apart = column < min(16, max(map(width, titles.values()), default=0))
    bar_room = min(LONGEST_BAR, _room(screen) if apart else _room(screen) - column - numbers - 3)
    for one in found.topics:
        title, style = titles[one.topic], _style(one.mastery)
        about = f"{words.percent(one.mastery.value):>4} {words.span(one.mastery):>8} {counts[one.topic]:>{seen}}"
        drawn = bar(one.mastery, bar_room, signs)
        if apart:
            screen.verbatim(" " * INDENT + truncate(title, _room(screen)))
            screen.verbatim(" " * INDENT + about.strip(), style)
            screen.verbatim(" " * INDENT + drawn, style)
        else:
            screen.verbatim(f"{' ' * INDENT}{pad(truncate(title, column), column)} {about} {drawn}", style)
    screen.say(" " * INDENT + _legend(signs).in_(screen.language), "dim")


def _legend(signs: Signs) -> Text:
    return Text(
        f"正解の見込み、幅（80%）、経験した題数。棒は {signs.sure} 下限まで {signs.likely} 見込みまで"
        f" {signs.possible} 上限まで",
        f"chance to be right, 80 % range, questions seen; bars: {signs.sure} lower end, {signs.likely} estimate,"
        f" {signs.possible} upper end",
    )


def _style(estimate: Estimate) -> str:
    """Colour says again what the numbers say: surely above the pass mark, or surely below."""
    return "good" if estimate.low >= PASS_MARK else "bad" if estimate.high < PASS_MARK else ""


def bar(estimate: Estimate, columns: int, signs: Signs) -> str:
    """Draw an estimate with its interval.

    >>> bar(Estimate(0.5, 0.25, 0.75, 0.1), 8, ASCII)
    '##==--..'
    """
    low, value, high = (round(columns * share) for share in (estimate.low, estimate.value, estimate.high))
    return (
        signs.sure * low
        + signs.likely * (value - low)
        + signs.possible * (high - value)
        + signs.rest * (columns - high)
    )


# -- days --------------------------------------------------------------------------------------------------------------

_WEEKDAYS = Text("月火水木金土日", "MTWTFSS")


def calendar(days: Mapping[date, DayCount], today: date, columns: int, signs: Signs, language: Language) -> list[str]:
    r"""Draw the last weeks, a column each, Monday to Sunday, below the numbers of the months that begin in them.

    >>> monday = date(2026, 11, 2)
    >>> print("\n".join(calendar({monday: DayCount(9, 5)}, date(2026, 11, 3), 8, ASCII, "en")[:4]))
        11
    M  . . #
    T  . . .
    W  . .
    """
    label = max(map(width, _WEEKDAYS.in_(language))) + 1
    weeks = max(min((columns - label) // 2, MOST_WEEKS), 1)
    first = today - timedelta(days=today.weekday() + 7 * (weeks - 1))
    most = max((count.attempts for day, count in days.items() if first <= day <= today), default=0)
    lines = [pad(name, label) for name in _WEEKDAYS.in_(language)]
    months = " " * label
    for week in range(weeks):
        monday = first + timedelta(days=7 * week)
        begins = next((day for day in (monday + timedelta(days=n) for n in range(7)) if day.day == 1), None)
        months += f"{begins.month:>2}" if begins is not None and begins <= today else "  "
        for number in range(7):
            day = monday + timedelta(days=number)
            if day <= today:
                lines[number] += " " + _level(days[day].attempts / most if day in days else 0.0, signs)
    return [line.rstrip() for line in (months, *lines)]


def sparkline(shares: Sequence[float], signs: Signs) -> str:
    """Draw shares from 0 to 1, one sign each.

    >>> sparkline([0.0, 0.3, 0.6, 1.0], ASCII)
    '_-=#'
    """
    levels = signs.levels[1:]
    return "".join(levels[min(int(share * len(levels)), len(levels) - 1)] for share in shares)


def _level(share: float, signs: Signs) -> str:
    return sparkline([share - 1e-9], signs) if share > 0 else signs.levels[0]
