"""``quiz`` without a command: one sensible thing to do now, and at a keyboard the key that does it."""

from __future__ import annotations

import shlex
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from quiz.bank.blueprint import QuestionSet
from quiz.errors import QuizError
from quiz.home import NAME, data_folder
from quiz.language import Language, Text, counted
from quiz.outlet.streams import standard_output
from quiz.practice.exam_weights import planning_weights
from quiz.practice.goal import Change, Goal, goal_on, goals, how_it_stands, learning_day
from quiz.practice.goal_words import today_said
from quiz.practice.review import TITLE, Day, plan
from quiz.practice.review_words import reasons_told
from quiz.practice.store import Store
from quiz.terminal.command import two_columns
from quiz.terminal.prompt_words import enter_key
from quiz.terminal.screen import Keyboard, Screen
from quiz.terminal.sittings import resuming

DEFAULT_SET, FIRST_SET = "day2", "day2-short"
"""What somebody begins with who has answered nothing yet."""
USUAL_MINUTES = 20.0


@dataclass(frozen=True, slots=True)
class Offer:
    """Something to do now: the key that does it, what it is, and the command line (without ``quiz``)."""

    key: str
    what: Text
    arguments: tuple[str, ...]


def welcome(
    language: Language, title: Text, commands: Sequence[tuple[str, Text]], open_set: Callable[[str], QuestionSet]
) -> list[str] | None:
    """Show how it stands and what to do now; return the command line that the learner wants, None for nothing.

    ``commands`` are what else there is to try, ``open_set`` finds a set by its name.
    """
    screen = Screen(standard_output(), language)
    folder = data_folder()
    screen.say(title, "strong")

    def tell_commands() -> None:
        begin = open_set(FIRST_SET).blueprint
        count = begin.questions
        first = Text(f"まずはここから（{count} 問）", f"begin here: {counted(count, 'question')}")
        rows = [(f"quiz run {FIRST_SET}", first), *commands]
        for line in two_columns([(call, text.in_(language)) for call, text in rows]):
            screen.verbatim(line)
        screen.say(Text("すべてのコマンド: quiz --help", "all commands: quiz --help"))

    offers = _offers(screen, folder, open_set)
    if offers:
        screen.say(Text("ほかのコマンド: quiz --help", "other commands: quiz --help"), "dim")
    else:
        tell_commands()
    keyboard = Keyboard(screen)
    if not (keyboard.interactive and screen.watched):
        return None
    if not offers:
        offers = [_first(screen, open_set(FIRST_SET))]
    return _chosen(screen, keyboard, offers, tell_commands)


def _first(screen: Screen, question_set: QuestionSet) -> Offer:
    """Offer what to begin with, on an empty record."""
    name, count = question_set.blueprint.title, question_set.blueprint.questions
    screen.blank()
    screen.say(
        Text(
            f"まだ何も解いていません。はじめに「{name.ja}」（{count} 問）はいかがですか: quiz run {FIRST_SET}",
            f'Nothing answered yet. To begin with: "{name.en}", {counted(count, "question")}: quiz run {FIRST_SET}',
        )
    )
    return Offer("", Text("はじめる", "begin"), ("run", FIRST_SET))


def _offers(screen: Screen, folder: Path, open_set: Callable[[str], QuestionSet]) -> list[Offer]:
    """Tell what is open and what is due, and return it, the most sensible first; nothing for an empty record."""
    if not (folder / NAME).exists():
        return []
    try:
        with Store(folder, tell=lambda message: screen.say(message)) as store:
            quarters = store.quarters()
            if not quarters:
                return []
            now, changes = store.clock(), _goals(screen, folder)
            goal = goal_on(changes, learning_day(now))
            offers = [*_open_sitting(screen, store, open_set), *_due(screen, store, open_set(DEFAULT_SET), goal)]
            for text in today_said(how_it_stands(quarters, changes, now)):
                screen.say(text)
            if goal is None:
                screen.say(Text("1 日の目標を決めるには: quiz goal 15", "to set a day's goal: quiz goal 15"), "dim")
    except QuizError as error:  # a damaged record: there is something to mend first
        screen.fault(error)
        offers = []
    return offers or [Offer("", Text("もっと解く", "more questions"), ("run", DEFAULT_SET))]


def _goals(screen: Screen, folder: Path) -> list[Change]:
    """Return the goals; where they can't be read, that is told, and there are none."""
    try:
        return goals(folder)
    except QuizError as error:
        screen.fault(error)
        return []


def _open_sitting(screen: Screen, store: Store, open_set: Callable[[str], QuestionSet]) -> list[Offer]:
    stored = store.latest_unfinished()
    if stored is None:
        return []
    arguments = resuming(stored, store.clock().astimezone().date())
    if arguments is None:
        return []
    entries = [entry for entry in store.attempts(stored.id) if entry.counted]
    # What was passed over in an exam is still open.
    done = len({entry.place for entry in entries if entry.attempt.response or not stored.exam})
    count = len(stored.form.places)
    call = shlex.join(["quiz", *arguments])
    try:
        title = TITLE if arguments[0] == "review" else open_set(stored.form.set_name).blueprint.title
    except QuizError:  # its questions are gone: it can't go on
        return []
    screen.say(
        Text(
            f"途中の練習「{title.ja}」（{done}/{count} まで済み）: {call}",
            f'left open: "{title.en}" ({done}/{count} done): {call}',
        )
    )
    return [Offer("c", Text("続きから", "go on"), tuple(arguments))]


def _due(screen: Screen, store: Store, question_set: QuestionSet, goal: Goal | None) -> list[Offer]:
    """Tell what a review would ask today."""
    in_questions = goal is not None and goal.unit == "questions"
    count = goal.amount if goal is not None and in_questions else None
    minutes = None if in_questions else float(goal.amount) if goal is not None else USUAL_MINUTES
    cards = list(question_set.bank.cards.values())
    day = Day(store.clock(), count, minutes, weights=planning_weights(question_set))
    planned = plan(cards, store.history(question_set.course.id), day, 0)
    if not planned:
        screen.say(Text("今日の復習は終わりました", "today's review is done"))
        return []
    arguments = ["review"]
    if goal is not None:
        arguments += ["--count" if in_questions else "--minutes", str(goal.amount)]
    kinds = reasons_told(planned)
    took, call = sum(one.card.minutes for one in planned), shlex.join(["quiz", *arguments])
    screen.say(
        Text(
            f"今日の復習: {len(planned)} 問・約 {took:g} 分（{kinds.ja}）: {call}",
            f"today's review: {counted(len(planned), 'question')}, about {took:g} min ({kinds.en}): {call}",
        )
    )
    return [Offer("r", Text("復習", "review"), tuple(arguments))]


def _chosen(
    screen: Screen, keyboard: Keyboard, offers: Sequence[Offer], tell_commands: Callable[[], None]
) -> list[str] | None:
    """Ask which of the offers it is; Enter is the first."""
    language = screen.language
    while True:
        entries = [enter_key(offers[0].what, language, plain=screen.plain)]
        entries += [f"{offer.key} {offer.what.in_(language)}" for offer in offers[1:]]
        entries += [Text("? コマンド", "? commands").in_(language), Text("q 終わる", "q leave").in_(language)]
        try:
            typed = unicodedata.normalize("NFKC", keyboard.line(screen.asking_key(entries))).strip().lower()
        except EOFError:
            screen.blank()
            return None
        if typed in ("q", ":q", "quit", "exit", "終わる", "終了", "やめる"):
            return None
        if typed in ("?", "help", "ヘルプ"):
            tell_commands()
            continue
        for place, offer in enumerate(offers):
            if typed in ((offer.key, "") if place == 0 else (offer.key,)):
                return [*offer.arguments, "--lang", language]
        screen.say(Text("Enter か、示されたキーを入力してください", "press Enter, or type a key shown"), "dim")
