"""The first screen, as plain data: how today stands, what was left open, what is due, and the sets to choose from."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from quiz.bank.blueprint import SectionPlaces, blueprint_of
from quiz.bank.course import Course
from quiz.courses import DEFAULT, all_courses, open_set
from quiz.errors import QuizError
from quiz.language import Text
from quiz.practice.exam_weights import planning_weights
from quiz.practice.goal import MOST, Goal, Unit, goal_on, goals, how_it_stands, learning_day, set_goal
from quiz.practice.goal_words import goal_said, today_said
from quiz.practice.history import Answered
from quiz.practice.item_states import STATES, State, counted_states, item_states
from quiz.practice.record_rows import StoredSession
from quiz.practice.review import TITLE, Day, plan
from quiz.practice.review_words import reasons_told
from quiz.web.messages import Message, Reply
from quiz.web.set_names import known_set

if TYPE_CHECKING:
    from quiz.web.engine import Engine

MOST_OPEN = 3
"""So many sittings that were left open are offered."""
USUAL_MINUTES = 20.0
"""A review, where no goal says anything else."""
FIRST_SET = "day2-short"
"""What somebody begins with who has answered nothing yet."""
UNITS: tuple[Unit, ...] = ("minutes", "questions")


def hello(engine: Engine, message: Message) -> Reply:
    """Say how it stands and what there is to do."""
    courses, history = all_courses()[0], engine.store.history(DEFAULT)
    told = [_course(engine, course, history if course.id == DEFAULT else None) for course in courses]
    goal = _goal(engine)
    return {
        "stage": "start",
        "language": engine.language,
        "new": not engine.store.quarters(),
        "first": FIRST_SET,
        "open": _open(engine),
        "review": _due(engine, history, goal),
        "today": how_today_stands(engine),
        "goal": {"said": engine.said(goal_said(goal)), **_amount(goal)},
        "courses": told,
        "sets": [one for course in told for one in (*course["sets"], *course["sections"])],
        "exams": len(engine.store.exams()),
    }


def choose_goal(engine: Engine, message: Message) -> Reply:
    """Set the goal of a day, or take it away."""
    unit = message.one_of("unit", UNITS)
    amount = message.whole("amount", 1, MOST[unit])
    set_goal(engine.store.folder, None if amount is None else Goal(amount, unit), learning_day(engine.store.clock()))
    return hello(engine, message)


def how_today_stands(engine: Engine) -> list[str]:
    """Say what was done today, beside the goal, and what becomes of the streak; where settings are damaged, that."""
    try:
        changes = goals(engine.store.folder)
    except QuizError as error:
        return [error.in_(engine.language)]
    today = how_it_stands(engine.store.quarters(), changes, engine.store.clock())
    return [engine.said(said) for said in today_said(today)]


def _amount(goal: Goal | None) -> dict[str, Any]:
    return {} if goal is None else {"amount": goal.amount, "unit": goal.unit}


def _goal(engine: Engine) -> Goal | None:
    try:
        return goal_on(goals(engine.store.folder), learning_day(engine.store.clock()))
    except QuizError:  # how today stands tells it
        return None


# -- what was left open, what is due -----------------------------------------------------------------------------------


def is_review(stored: StoredSession) -> bool:
    """True if a sitting is one of ``quiz review``."""
    return _options(stored)[:1] == ["review"]


def title_of(engine: Engine, stored: StoredSession) -> Text | None:
    """Return the title of a sitting that can go on; None for a review of another day, and where questions are gone."""
    options = _options(stored)
    if is_review(stored) and options[1:2] != [engine.now().astimezone().date().isoformat()]:
        return None
    try:
        question_set = open_set(known_set(stored.form.set_name))
    except QuizError:
        return None
    if not all(place.item in question_set.bank.paths for place in stored.form.places):
        return None
    return TITLE if is_review(stored) else question_set.blueprint.title


def _options(stored: StoredSession) -> Sequence[Any]:
    try:
        found = json.loads(stored.options)
    except (ValueError, RecursionError):
        return []
    return found if isinstance(found, list) else []


def _open(engine: Engine) -> list[dict[str, Any]]:
    """Return what can go on, the latest first: one of each title, and none in which nothing was answered but exams."""
    found: dict[str, dict[str, Any]] = {}
    for stored in engine.store.left_open():
        done, title = len(engine.store.counted_places(stored.id)), title_of(engine, stored)
        if title is not None and (done or stored.exam):
            told = engine.said(title)
            count = len(stored.form.places)
            sitting = {"session": stored.id, "title": told, "exam": stored.exam, "done": done, "count": count}
            found.setdefault(told, sitting)
    return list(found.values())[:MOST_OPEN]


def _due(engine: Engine, history: Sequence[Answered], goal: Goal | None) -> dict[str, Any] | None:
    """Return what a review of the default course would ask today; None where nothing is due."""
    question_set = open_set(DEFAULT)
    count = goal.amount if goal is not None and goal.unit == "questions" else None
    minutes = None if count is not None else float(USUAL_MINUTES if goal is None else goal.amount)
    day = Day(engine.now(), count, minutes, weights=planning_weights(question_set))
    planned = plan(list(question_set.bank.cards.values()), history, day, 0)
    if not planned:
        return None
    return {
        "questions": len(planned),
        "minutes": round(sum(one.card.minutes for one in planned)),
        "said": engine.said(reasons_told(planned)),
        "ask": {"count": count} if count is not None else {} if goal is None else {"minutes": goal.amount},
    }


# -- the sets ----------------------------------------------------------------------------------------------------------


def _course(engine: Engine, course: Course, history: Sequence[Answered] | None) -> dict[str, Any]:
    known = engine.store.history(course.id) if history is None else history
    states = item_states(known, engine.now())
    sections = course.sections or {}
    sets = [name for name in course.set_names() if name not in sections or course.set_path(name) is not None]
    return {
        "id": course.id,
        "title": engine.said(course.title),
        "sets": [one for name in sets if (one := _set(engine, course, name, states)) is not None],
        "sections": [
            one for name in sections if name not in sets and (one := _set(engine, course, name, states)) is not None
        ],
    }


def _set(engine: Engine, course: Course, name: str, states: Mapping[str, State]) -> dict[str, Any] | None:
    blueprint = blueprint_of(course, name)
    if blueprint is None:
        return None
    cards = [
        card
        for place in blueprint.places
        if not isinstance(place, SectionPlaces) and (card := course.bank.cards.get(place.item)) is not None
    ]
    counts = counted_states({card.id: card for card in cards}.values(), states)
    return {
        "name": name if course.id == DEFAULT else f"{course.id}/{name}",
        "title": engine.said(blueprint.title),
        "questions": blueprint.questions,
        "minutes": blueprint.minutes or round(sum(card.minutes for card in cards)),
        "exam": blueprint.minutes is not None,
        "states": [
            {"state": state, "said": engine.said(words), "count": counts[state]}
            for state, words in STATES.items()
            if counts[state]
        ],
    }


COMMANDS = {"hello": hello, "goal": choose_goal}
