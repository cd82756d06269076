"""How a sitting begins on a page: a set, today's review, or what was left open, here or in the terminal."""

from __future__ import annotations

import json
from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from quiz.bank.blueprint import Blueprint, Selection
from quiz.courses import open_set
from quiz.forms import MAX_COUNT, make_form
from quiz.language import Text
from quiz.model import Form
from quiz.practice.exam_weights import planning_weights
from quiz.practice.review import TITLE, Day, places, plan
from quiz.practice.session import Session
from quiz.web.messages import Message, Refused, Reply
from quiz.web.set_names import known_set

if TYPE_CHECKING:
    from quiz.web.engine import Engine

USUAL_MINUTES = 20
"""A review, where nothing else is said."""


def start(engine: Engine, message: Message) -> Reply:
    """Begin a set, or go on with it where it was left, here or in the terminal."""
    question_set = open_set(known_set(message.text("set", "day2")))
    count, seed = message.whole("count", 1, MAX_COUNT), message.whole("seed", 0, 2**32 - 1)
    item = message.text("item", "")
    selection = Selection(items=(item,) if item else ())
    options = json.dumps([count, astuple(selection), False])
    found = None if message.flag("fresh") else engine.store.unfinished(question_set.name, seed, options)
    if found is not None and all(place.item in question_set.bank.paths for place in found.form.places):
        engine.enter(Session(question_set, engine.store, found))
    else:
        form = make_form(question_set, engine.seed() if seed is None else seed, count=count, selection=selection)
        engine.enter(Session.begin(question_set, engine.store, form, options, exam=False))
    return engine.next(message)


def review(engine: Engine, message: Message) -> Reply:
    """Begin today's review, or go on with it."""
    question_set = open_set(known_set(message.text("set", "day2")))
    minutes, count, exam = message.whole("minutes", 1, 600), message.whole("count", 1, 500), message.day("exam_date")
    cards, now = list(question_set.bank.cards.values()), engine.now()
    history = engine.store.history(question_set.course.id)
    options = json.dumps(["review", now.astimezone().date().isoformat(), minutes, count, str(exam)])
    found = engine.store.unfinished(question_set.name, None, options)
    if found is None or not all(place.item in question_set.bank.paths for place in found.form.places):
        goal = None if count is not None else float(minutes or USUAL_MINUTES)
        day = Day(now, count, goal, exam, planning_weights(question_set))
        planned = plan(cards, history, day, seed := engine.seed())
        if not planned:
            return {"stage": "nothing"}
        took = sum(one.card.minutes for one in planned)
        form = Form(question_set.course.id, question_set.name, seed, places(planned, seed), took)
        found = engine.store.begin(
            form, options, question_set.bank.digest_of(place.item for place in form.places), exam=False
        )
    engine.enter(Session(replace(question_set, blueprint=_of_a_review(question_set.blueprint)), engine.store, found))
    return engine.next(message)


def resume(engine: Engine, message: Message) -> Reply:
    """Go on with a sitting that was left open, where it was left."""
    from quiz.web import exam_room, start_screen  # a sitting that begins needs neither

    number = message.whole("session", 1, 2**53)
    if engine.session is not None and engine.session.stored.id == number and engine.question is not None:
        if engine.session.changeable:
            return exam_room.again(engine)
        return engine.asked_again()
    stored = None if number is None else engine.store.session_called(number)
    if stored is None or stored.finished or start_screen.title_of(engine, stored) is None:
        raise Refused(Text("その練習は続けられません", "that session can't go on"))
    question_set = open_set(known_set(stored.form.set_name))
    if stored.exam:
        engine.enter(Session(question_set, engine.store, stored))
        return exam_room.begun(engine)
    if start_screen.is_review(stored):
        question_set = replace(question_set, blueprint=_of_a_review(question_set.blueprint))
    engine.enter(Session(question_set, engine.store, stored))
    return engine.next(message)


def _of_a_review(blueprint: Blueprint) -> Blueprint:
    return Blueprint(blueprint.name, TITLE, ())


COMMANDS = {"start": start, "review": review, "resume": resume}
