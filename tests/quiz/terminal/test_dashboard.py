"""The dashboard at every width, in both languages, with and without a record, with ASCII alone."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta

import pytest

from quiz.columns import width
from quiz.courses import open_set
from quiz.language import LANGUAGES, Language, Text
from quiz.practice.history import Answered
from quiz.practice.mastery import Estimate
from quiz.practice.statistics import DayCount, Statistics, statistics
from quiz.terminal.dashboard import ASCII, BRAILLE, bar, calendar, show_dashboard, sparkline
from quiz.terminal.screen import Screen

SET = open_set("day2")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
CARDS = list(SET.bank.cards.values())


def answers(count: int) -> list[Answered]:
    found = []
    for number in range(count):
        card, right = CARDS[number % len(CARDS)], number % 3 != 0
        slips = () if right or not card.ideas else (card.ideas[0][0],)
        found.append(
            Answered(card.id, NOW - timedelta(days=20 - 20 * number / count), float(right), slips, seconds=90.0)
        )
    return found


FULL = statistics(SET, answers(300), NOW, date(2027, 2, 19))
EMPTY = statistics(SET, [], NOW)


class Terminal(Screen):
    """A screen of so many columns that keeps what is written."""

    def __init__(self, columns: int, language: Language, **settings: bool) -> None:
        self.written = io.StringIO()
        super().__init__(self.written, language, **settings)
        self.columns = columns

    @property
    def width(self) -> int:
        """The columns, as the screen of a terminal counts them."""
        return max(20, min(self.columns - 1, 100))

    def lines(self, found: Statistics, *goal: Text) -> list[str]:
        """Show statistics and return the lines."""
        show_dashboard(self, found, SET, goal)
        return self.written.getvalue().split("\n")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 41, 57, 58, 66, 80, 99, 120, 200])
@pytest.mark.parametrize("found", [FULL, EMPTY, statistics(SET, answers(1), NOW)], ids=["full", "empty", "one"])
def test_nothing_is_wider_than_the_screen(found: Statistics, columns: int, language: Language) -> None:
    for ascii_only in (False, True):
        lines = Terminal(columns, language, ascii_only=ascii_only).lines(found)
        assert max(map(width, lines)) < columns
        charts = [line for line in lines if set(line) & set("⣿⣶⣤⣀")]
        assert bool(charts) is (bool(found.attempts) and not ascii_only)
        assert all(width(line, ambiguous=2) < columns for line in charts), "however a terminal draws doubtful signs"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("columns", [40, 80, 200])
def test_all_that_there_is_to_say_is_said_at_every_width(columns: int, language: Language) -> None:
    shown = "".join(line.strip() for line in Terminal(columns, language).lines(FULL)).replace(" ", "")
    for topic in FULL.topics:
        title = SET.course.section_title(topic.topic).in_(language).replace(" ", "")
        assert title[:12] in shown
        assert f"{100 * topic.mastery.value:.0f}%" in shown
        assert f"{topic.seen}/{topic.families}" in shown
    assert FULL.readiness.words.in_(language).replace(" ", "") in shown
    assert "2027-02-19" in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_to_whom_it_is_read_aloud_the_charts_are_sentences(language: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("QUIZ_PLAIN", "1")
    for columns in (40, 80):
        lines = Terminal(columns, language).lines(FULL)
        assert max(map(width, lines)) < columns
        shown = "".join(lines).replace(" ", "")
        assert not set(shown) & set("⣿⣶⣤⣀#=_"), "nothing is drawn"
        for topic in FULL.topics:
            assert f"{100 * topic.mastery.value:.0f}%" in shown
        week = sum(count.attempts for day, count in FULL.days.items() if day > FULL.today - timedelta(days=7))
        assert (f"{week}件の解答" if language == "ja" else f"{week}answers") in shown


def test_a_goal_stands_at_the_top() -> None:
    lines = Terminal(80, "en").lines(FULL, Text("今日の目標", "today's goal: 12 of 20 min"))
    assert lines[1] == "today's goal: 12 of 20 min"


def test_signs_are_ascii_where_asked_for() -> None:
    assert all(line.isascii() for line in Terminal(80, "en", ascii_only=True).lines(FULL))
    shown = "".join(Terminal(80, "ja", ascii_only=True).lines(FULL))
    assert not set(shown) & set("⣿⣶⣤⣀")


def test_an_empty_record_says_how_to_begin() -> None:
    lines = Terminal(80, "en").lines(EMPTY)
    assert "quiz review" in "".join(lines)
    assert "%" not in "".join(lines)


@pytest.mark.parametrize(
    ("estimate", "drawn"),
    [
        (Estimate(0.5, 0.25, 0.75, 0.1), "##==--.."),
        (Estimate(0.0, 0.0, 0.0, 0.0), "........"),
        (Estimate(1.0, 1.0, 1.0, 0.0), "########"),
        (Estimate(0.9, 0.6, 1.0, 0.1), "#####==-"),
    ],
)
def test_a_bar_is_as_long_as_it_says(estimate: Estimate, drawn: str) -> None:
    assert bar(estimate, 8, ASCII) == drawn
    assert width(bar(estimate, 8, BRAILLE), ambiguous=2) == 8


def test_a_calendar_shows_each_day_once_and_none_to_come() -> None:
    today = date(2026, 11, 26)
    days = {today - timedelta(days=number): DayCount(1 + number % 4, 0) for number in range(0, 60, 2)}
    drawn = calendar(days, today, 80, ASCII, "en")
    assert len(drawn) == 8
    assert sum(line[3:].count(sign) for line in drawn[1:] for sign in "_-=#") == len(days)
    assert [len(line) for line in drawn[1:]].count(max(map(len, drawn[1:]))) == 4, "Monday to Thursday of this week"
    assert drawn[0].split() == ["6", "7", "8", "9", "10", "11"]
    assert max(map(width, calendar(days, today, 12, BRAILLE, "ja"))) <= 12


def test_a_sparkline_has_a_level_for_each_quarter() -> None:
    assert sparkline([0, 0.24, 0.25, 0.5, 0.75, 1], ASCII) == "__-=##"
    assert sparkline([0, 1], BRAILLE) == "⣀⣿"
