"""``quiz goal``: a day's goal in minutes or questions, set, shown, or taken away."""

from __future__ import annotations

import re
import unicodedata

import click

from quiz.errors import QuizError
from quiz.language import Language, Text
from quiz.outlet.streams import standard_output, tell_json
from quiz.practice.goal import MOST, Goal, Today, goals, how_it_stands, learning_day, set_goal
from quiz.practice.goal_words import goal_said, today_said
from quiz.practice.store import Store
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, option
from quiz.terminal.screen import Screen

LISTED = (17, "1 日の目標を決める", "set a goal for every day")

_HELP = Text(
    "1 日の目標を分で決めます（--questions では問題数で）。AMOUNT なしなら、目標と今日の分、連続日数を表示します。"
    "off で目標をなくします。\n"
    "目標を達成した日が続くと連続日数になります。7 日に 1 日までは休んでも途切れません。1 日は午前 4 時に終わります。",
    "Sets a day's goal in minutes (with --questions in questions). Without AMOUNT it shows the goal, what was done "
    "today and the streak; off takes the goal away.\n"
    "Days on which the goal is reached make a streak; one day off in seven does not end it. A day ends at four in the "
    "morning.",
)
_AMOUNT = re.compile(r"(\d{1,6})\s*(分|min|minutes?|m|問|questions?|q)?\Z")
_OFF = ("off", "none", "なし", "0")


@make_command(_HELP, examples=("quiz goal 15", "quiz goal 10 --questions", "quiz goal", "quiz goal off"))
@click.argument("amount", metavar="[AMOUNT|off]", required=False)
@option("--questions", "by_questions", is_flag=True, text=Text("分ではなく問題数で", "in questions, not in minutes"))
@format_option("text", "json")
def command(amount: str | None, by_questions: bool, output_format: str, lang: Language) -> None:
    """Set or show the goal of a day."""
    screen = Screen(standard_output(), lang)
    wanted = None if amount is None else _read(amount, by_questions=by_questions)
    if amount is None and by_questions:
        raise QuizError(
            Text("--questions には数が要ります", "--questions needs a number"),
            remedy=Text.both("quiz goal 10 --questions"),
        )
    with Store() as store:
        if amount is not None:
            set_goal(store.folder, wanted, learning_day(store.clock()))
        today = how_it_stands(store.quarters(), goals(store.folder), store.clock())
    if output_format == "json":
        tell_json(_plain(today))
        return
    screen.say(goal_said(today.goal), "strong")
    for text in today_said(today):
        screen.say(text)
    if amount is None and today.goal is None:
        screen.say(Text("決めるには: quiz goal 15", "to set one: quiz goal 15"), "dim")


def _read(amount: str, *, by_questions: bool) -> Goal | None:
    """Return the goal that was written; None for none."""
    written = unicodedata.normalize("NFKC", amount).strip().lower()
    if written in _OFF:
        return None
    found = _AMOUNT.match(written)
    if found is None:
        raise QuizError(
            Text(f"{amount} は目標として読めません", f"{amount} can't be read as a goal"),
            remedy=Text("15（分）、10問、off のように書いてください", "write it like 15 (minutes), 10questions or off"),
        )
    in_questions = by_questions or (found[2] or "").startswith(("問", "q"))
    if by_questions and (found[2] or "").startswith(("分", "m")):
        raise QuizError(
            Text(f"{amount} は分です。--questions は問題数です", f"{amount} is minutes, --questions questions")
        )
    number, unit = int(found[1]), "questions" if in_questions else "minutes"
    if not 1 <= number <= MOST[unit]:
        most = MOST[unit]
        raise QuizError(
            Text(
                f"1 日の目標は 1〜{most} {'問' if in_questions else '分'}です（{number} とあります）",
                f"a day's goal is 1 to {most} {unit}, not {number}",
            )
        )
    return Goal(number, "questions" if in_questions else "minutes")


def _plain(today: Today) -> dict[str, object]:
    return {
        "goal": None if today.goal is None else {today.goal.unit: today.goal.amount},
        "today": {"minutes": round(today.done.minutes, 1), "questions": today.done.questions},
        "reached": today.reached,
        "streak": {"days": today.streak.days, "forgiven": today.streak.forgiven, "may_rest": today.streak.may_rest},
    }
