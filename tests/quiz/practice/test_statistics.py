"""What a record comes to: counts, days, pace, ideas, the exam's weights, JSON and the page."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser

import pytest

from quiz.bank.blueprint import Blueprint, BlueprintPlace, SectionPlaces
from quiz.courses import open_set
from quiz.language import LANGUAGES, Text
from quiz.practice.exam_weights import LEAST, MOST, exam_weights, planning_weights
from quiz.practice.history import Answered
from quiz.practice.statistics import FORMAT, as_json, statistics
from quiz.practice.statistics_page import statistics_page
from quiz.practice.statistics_words import EXPLANATION, pace_told, readiness_told

SET = open_set("day2")
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
CARDS = list(SET.bank.cards.values())
CNN = [card for card in CARDS if card.section == "cnn"]


def answers(count: int = 200, seconds: float = 60.0, right_of: int = 3) -> list[Answered]:
    """Return answers over twenty days, all but each third right, one slip of an idea where there is one."""
    found = []
    for number in range(count):
        card, right = CARDS[number % len(CARDS)], number % right_of != 0
        slips = () if right or not card.ideas else (card.ideas[0][0],)
        at = NOW - timedelta(days=20 - 20 * number / count)
        found.append(Answered(card.id, at, float(right), slips, seconds=seconds))
    return found


def test_an_empty_record_has_statistics_too() -> None:
    found = statistics(SET, [], NOW, date(2027, 2, 19))
    assert (found.attempts, found.seen, found.pace, found.ideas) == (0, 0, None, [])
    assert found.families == len(CARDS)
    assert found.readiness.level == "unknown"
    assert found.outlook is not None
    assert found.outlook.daily == 0.0


def test_everything_is_counted_once() -> None:
    history = [*answers(), Answered("no-such-question", NOW, 1.0)]
    found = statistics(SET, history, NOW)
    assert found.attempts == 200 == sum(topic.attempts for topic in found.topics)
    assert found.right == sum(one.right for one in answers()) == sum(topic.right for topic in found.topics)
    assert sum(count.attempts for count in found.days.values()) == 200
    assert sum(count.right for count in found.days.values()) == found.right
    assert found.seen == len({one.item for one in answers()})
    assert [topic.topic for topic in found.topics] == list(SET.course.sections or ())
    assert found.outlook is None


def test_a_day_is_the_learners_own(monkeypatch: pytest.MonkeyPatch) -> None:
    import time

    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    try:
        late = Answered(CARDS[0].id, datetime(2026, 11, 25, 15, 30, tzinfo=UTC), 1.0)
        assert list(statistics(SET, [late], NOW).days) == [date(2026, 11, 26)]
    finally:
        monkeypatch.undo()
        time.tzset()


def test_pace_is_time_taken_over_time_expected_and_what_was_left_lying_counts_little() -> None:
    half = [Answered(card.id, NOW, 1.0, seconds=30.0 * card.minutes) for card in CNN]
    assert statistics(SET, half, NOW).pace == pytest.approx(0.5)
    untimed = [Answered(card.id, NOW, 0.0) for card in CARDS if card.section != "cnn"]
    assert statistics(SET, [*half, *untimed], NOW).pace == pytest.approx(0.5)
    asleep = Answered(CNN[0].id, NOW, 1.0, seconds=1e8)
    assert statistics(SET, [asleep], NOW).pace == 5.0
    slow = [*answers(100, 60.0), *(one._replace(seconds=500.0) for one in half)]
    found = statistics(SET, slow, NOW)
    assert "Convolutional" in pace_told(found, SET)[1].en


def test_ideas_are_told_with_their_families() -> None:
    idea = CNN and next(idea for card in CARDS for _, idea in card.ideas)
    having = [card for card in CARDS if idea in dict(card.ideas).values()][:2]
    wrong = [
        Answered(card.id, NOW - timedelta(days=9 - number), 0.0, (next(s for s, i in card.ideas if i == idea),))
        for number, card in enumerate(having)
    ]
    (once,) = statistics(SET, wrong[:1], NOW).ideas
    assert (once.idea, once.count, once.families, once.state) == (idea, 1, (having[0].id,), "once")
    (twice,) = statistics(SET, wrong, NOW).ideas
    assert (twice.count, twice.state, twice.last) == (2, "tendency", (NOW - timedelta(days=8)).astimezone().date())
    right = [Answered(having[0].id, NOW - timedelta(days=4 - day), 1.0) for day in range(4)]
    assert statistics(SET, [*wrong, *right], NOW).ideas[0].state == "settled"


def test_an_outlook_goes_on_with_the_pace_of_two_weeks() -> None:
    found = statistics(SET, answers(), NOW, date(2026, 12, 26))
    assert found.outlook is not None
    assert 9.0 < found.outlook.daily < 11.0
    assert found.outlook.idle.value < found.outlook.steady.value
    assert found.outlook.probability is not None
    few = statistics(SET, answers(60), NOW, date(2026, 12, 26)).outlook
    assert few is not None
    assert few.probability is None


def test_an_exam_today_is_foreseen_no_more_surely_than_the_readiness_of_today() -> None:
    found = statistics(SET, answers(), NOW, NOW.date())
    today = found.readiness.result
    assert found.outlook is not None
    assert today is not None
    for foreseen in (found.outlook.idle, found.outlook.steady):
        assert foreseen.high - foreseen.low >= 0.95 * (today.high - today.low)


def test_json_says_what_the_contract_says() -> None:
    found = as_json(statistics(SET, answers(), NOW, date(2027, 2, 19)), SET)
    assert json.loads(json.dumps(found)) == found
    assert found["format"] == FORMAT == 1
    assert {"attempts", "topics", "ideas", "readiness", "days", "pace", "outlook", "course", "set"} <= set(found)
    assert {"topic", "mastery", "low", "high", "attempts", "seen", "families"} <= set(found["topics"][0])
    assert {"idea", "count", "families", "last", "state"} <= set(found["ideas"][0])
    assert {"probability", "low", "high", "exam_date", "words"} <= set(found["readiness"])
    assert found["readiness"]["exam_date"] == "2027-02-19"
    assert found["readiness"]["low"] <= found["readiness"]["points"] <= found["readiness"]["high"]
    few = as_json(statistics(SET, answers(20), NOW), SET)["readiness"]
    assert (few["probability"], few["low"], few["exam_date"]) == (None, None, None)


# -- the exam's proportions --------------------------------------------------------------------------------------------


def weighed(*places: SectionPlaces | BlueprintPlace) -> dict[str, float]:
    return dict(exam_weights(replace(SET, blueprint=Blueprint("mock", Text.both("mock"), places))))


def test_a_blueprint_of_sections_weighs_them() -> None:
    found = weighed(SectionPlaces("cnn", 3), SectionPlaces("alexnet", 1))
    assert found["minibatch"] == 0.0
    assert found["cnn"] * len(CNN) == pytest.approx(0.75 * len(CARDS))
    assert sum(found[card.section] for card in CARDS) == pytest.approx(len(CARDS))
    mixed = weighed(SectionPlaces("cnn", 1), BlueprintPlace("xavier-std", False), BlueprintPlace("gone", False))
    assert mixed["initialization"] > 0


def test_planning_leaves_no_topic_out() -> None:
    blueprint = Blueprint("mock", Text.both("mock"), (SectionPlaces("alexnet", 5),))
    found = planning_weights(replace(SET, blueprint=blueprint))
    assert (found["alexnet"], found["cnn"]) == (MOST, LEAST)


# -- the page ----------------------------------------------------------------------------------------------------------


class Page(HTMLParser):
    """Looks whether every element is closed, and keeps the titles of drawings."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.drawings = 0
        self.titles: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert not [name for name, _ in attributes if name.startswith("on") or name in ("style", "src", "href")]
        if tag not in ("meta", "br"):
            self.open.append(tag)
        self.drawings += tag == "svg"

    def handle_startendtag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        assert tag in ("rect", "line", "polyline")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-2:] == ["svg", "title"]:
            self.titles.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_page_stands_alone_and_its_charts_have_words(language: str) -> None:
    found = statistics(SET, answers(), NOW, date(2027, 2, 19))
    source = "".join(statistics_page(found, SET, language))  # type: ignore[arg-type]
    page = Page(source)
    assert not page.open
    assert page.drawings == len(found.topics) + 2 == len(page.titles)
    assert all(re.search(r"\d", title) for title in page.titles)
    assert "default-src 'none'" in source
    assert "@media print" in source
    assert readiness_told(found)[0].in_(language) in source  # type: ignore[arg-type]
    assert "http" not in source.replace("http-equiv", "").replace('xmlns="http://www.w3.org/2000/svg"', "")


def test_the_page_of_an_empty_record_says_how_to_begin() -> None:
    source = "".join(statistics_page(statistics(SET, [], NOW), SET, "en"))
    assert "quiz review" in source
    assert "<svg" not in source


def test_the_explanation_names_what_decides() -> None:
    for language in LANGUAGES:
        said = EXPLANATION.in_(language)
        assert all(number in said for number in ("65%", "40", "150"))
        assert "\n" not in said, "one paragraph"
