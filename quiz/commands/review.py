"""``quiz review``: today's questions, chosen by what was missed, half forgotten, or never asked."""

from __future__ import annotations

import json
import shlex
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime

import click

from quiz.bank.blueprint import Blueprint, QuestionSet
from quiz.courses import open_set
from quiz.errors import QuizError
from quiz.language import Language, Text
from quiz.model import Form
from quiz.outlet.streams import note, standard_output, tell_json
from quiz.practice.exam_weights import planning_weights
from quiz.practice.review import TITLE, Day, Knowledge, Planned, Why, places, plan
from quiz.practice.review_words import habits, why_said
from quiz.practice.session import Session
from quiz.practice.store import Store
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, fresh_option, lang_given, new_seed, option, seed_option, tell_left_out
from quiz.terminal.conversation import Asker
from quiz.terminal.exam_date import exam_date_option, exam_day
from quiz.terminal.screen import Keyboard, Screen

LISTED = (15, "今日の復習をする", "today's review: what you missed, what is due")

_HELP = Text(
    "これまでの記録から、今日解くとよい問題を選んで出します。まだ出ていない問題を先に、あとは、間違えそうで間があいた"
    "問題から順に、数値を新しくして出します。同じ問題は 1 日に 1 回までです。\n"
    "SET は問題集の名前（既定は day2）です。--exam-date を指定すると、残りの日数で新しい問題の割合を決めます。",
    "Chooses what to answer today from your record: first what was never asked, then what you are likely to miss and "
    "have not seen for long, each with fresh numbers. A question comes once a day at most.\n"
    "SET is the name of a set (default: day2). With --exam-date the days that are left decide how much is new.",
)
USUAL_MINUTES = 20


@make_command(_HELP, examples=("quiz review", "quiz review --minutes 40", "quiz review --exam-date 2027-02-19"))
@click.argument("set_name", metavar="[SET]", default="day2")
@option("--minutes", type=click.IntRange(1, 600), text=Text("今日の分数（既定 20）", "minutes today (default 20)"))
@option("--count", type=click.IntRange(1, 500), text=Text("分数の代わりに問題数", "questions, instead of minutes"))
@exam_date_option
@seed_option
@fresh_option
@option("--ascii", "ascii_only", is_flag=True, text=Text("記号を ASCII だけで表示", "ASCII signs only"))
@format_option("text", "json")
def command(
    set_name: str,
    minutes: int | None,
    count: int | None,
    exam: datetime | None,
    seed: int | None,
    fresh: bool,
    ascii_only: bool,
    output_format: str,
    lang: Language,
) -> int:
    """Review what is due."""
    if minutes is not None and count is not None:
        raise QuizError(Text("--minutes と --count はどちらか 1 つです", "use either --minutes or --count"))
    question_set = open_set(set_name)
    cards = list(question_set.bank.cards.values())
    now = datetime.now(UTC)
    goal = None if count is not None else float(minutes or USUAL_MINUTES)
    exam_on = exam_day(exam, now)
    day = Day(now, count, goal, exam_on, planning_weights(question_set))
    screen = Screen(standard_output(), lang, ascii_only=ascii_only)

    def tell(message: Text) -> None:
        with suppress(OSError):  # what becomes of the record doesn't hang on who reads of it
            note(message.in_(lang))

    with Store(tell=tell) as store:
        history = store.history(question_set.course.id)
        if output_format == "json":
            tell_json(_listed(plan(cards, history, day, seed or 0), day, question_set, lang))
            return 0
        options = json.dumps(["review", now.astimezone().date().isoformat(), minutes, count, str(exam_on)])
        found = None if fresh else store.unfinished(question_set.name, seed, options)
        resumed = found is not None and all(place.item in question_set.bank.cards for place in found.form.places)
        if found is not None and resumed:
            form, known = found.form, Knowledge(cards, history)
            reasons = {place.item: known.reason(known.cards[place.item], now) for place in form.places}
        else:
            seed = new_seed() if seed is None else seed
            planned = plan(cards, history, day, seed)
            tell_left_out(question_set.bank, lang)
            if not planned:
                screen.say(_NOTHING)
                return 0
            took = sum(one.card.minutes for one in planned)
            form = Form(question_set.course.id, question_set.name, seed, places(planned, seed), took)
            reasons = {one.card.id: one.reason for one in planned}
        reviewed = replace(question_set, blueprint=Blueprint(question_set.blueprint.name, TITLE, ()))
        session = (
            Session(reviewed, store, found)
            if found is not None and resumed
            else Session.begin(reviewed, store, form, options, exam=False)
        )
        again = " ".join(
            ["quiz review", shlex.quote(set_name)]
            + [f"--minutes {minutes}"] * (minutes is not None)
            + [f"--count {count}"] * (count is not None)
            + [f"--exam-date {exam_on}"] * (exam_on is not None)
        ) + lang_given(lang)
        asker = Asker(
            session,
            screen,
            Keyboard(screen),
            resume_with=again,
            again=f"quiz run {shlex.quote(set_name)}{lang_given(lang)}",  # a topic is practised by it
            why=lambda place: why_said(reasons[place.item], question_set),
        )
        before = session.answered
        asker.run(resumed=resumed)
        if session.answered == before:
            return 0
        for said in habits(Knowledge(cards, store.history(question_set.course.id)), reasons, question_set):
            screen.say(said)
    return 0


_NOTHING = Text(
    "今日の分は終わりました。また明日どうぞ（もっと解くなら quiz run）。",
    "That is all for today. Come back tomorrow (quiz run asks more).",
)


_REASONS: Mapping[Why, str] = {"new": "unseen", "idea": "idea", "missed": "weak", "due": "stale"}


def _listed(planned: Sequence[Planned], day: Day, question_set: QuestionSet, lang: Language) -> Mapping[str, object]:
    """Return what would be asked, best first, as JSON-ready values: the contract of ``quiz review --format json``."""
    return {
        "course": question_set.course.id,
        "set": question_set.name,
        "goal_minutes": day.minutes,
        "goal_questions": day.count,
        "exam_date": None if day.exam is None else day.exam.isoformat(),
        "next": [_row(one, question_set, lang) for one in planned],
    }


def _row(one: Planned, question_set: QuestionSet, lang: Language) -> Mapping[str, object]:
    return {
        "item": one.card.id,
        "reason": _REASONS[one.reason.why],
        "id": one.card.id,
        "title": one.card.title.in_(lang),
        "minutes": one.card.minutes,
        "why": one.reason.why,
        "days": one.reason.days,
        "idea": one.reason.idea or None,
        "shown_in": one.reason.shown_in or None,
        "said": why_said(one.reason, question_set).in_(lang),
        "priority": round(one.priority, 4),
    }
