"""``quiz run``: asks, grades, explains, records; resumes an interrupted session."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple, replace
from datetime import UTC, datetime
from pathlib import Path

import click

from quiz.bank.blueprint import Blueprint, QuestionSet, Selection
from quiz.bank.folder import Bank
from quiz.courses import open_set
from quiz.errors import QuizError
from quiz.forms import MAX_COUNT, make_form
from quiz.language import Language, Text
from quiz.model import Form, Place
from quiz.outlet.streams import note, standard_error, standard_output, tell_json
from quiz.practice.session import Session
from quiz.practice.store import Store
from quiz.terminal.command import command as make_command
from quiz.terminal.command import format_option, fresh_option, lang_given, new_seed, option, seed_option, tell_left_out
from quiz.terminal.conversation import Asker
from quiz.terminal.given_path import GivenPath
from quiz.terminal.screen import Keyboard, Screen
from quiz.terminal.selection import selection_options
from quiz.terminal.sittings import run_arguments

LISTED = (10, "問題を解く（中断しても続きから）", "answer questions (resumes where you stopped)")

_HELP = Text(
    "問題を出し、採点し、解説します。1 題ごとに記録するので、中断しても同じコマンドで続きから再開できます。\n"
    "SET は問題集の名前（既定は day2）か、問題ファイルのフォルダです。\n"
    "標準入力が端末でないときは 1 行ずつ解答を読みます。",
    "Asks questions, grades and explains them. Every answer is recorded at once; the same command resumes where you "
    "stopped.\nSET is the name of a set (default: day2) or a folder of question files. Where standard input is no "
    "terminal, answers are read from it line by line.",
)


@make_command(
    _HELP,
    examples=("quiz run day2", "quiz run day2 --topic cnn --count 5", "quiz run --weak", "quiz run ./my-bank --exam"),
)
@click.argument("set_name", metavar="[SET]", default="day2")
@seed_option
@option("--count", type=click.IntRange(1, MAX_COUNT), text=Text("問題数", "how many questions"))
@selection_options
@option(
    "--exam", is_flag=True, text=Text("試験形式: 制限時間あり、結果は最後に", "exam: a time limit, results at the end")
)
@option(
    "--choices",
    is_flag=True,
    text=Text("本番のように、すべて選択式で出す", "everything as multiple choice, as in the real exam"),
)
@option(
    "--weak",
    is_flag=True,
    text=Text("苦手な問題から（数値は新しく、既定 10 問）", "your weakest questions, with new numbers (default 10)"),
)
@fresh_option
@option("--ascii", "ascii_only", is_flag=True, text=Text("記号を ASCII だけで表示", "ASCII signs only"))
@option(
    "--file",
    "file",
    type=GivenPath("file"),
    metavar="FILE",
    text=Text(
        "コードの解答をファイルから読む（--item と）", "read the answer to a code question from a file (with --item)"
    ),
)
@option("--watch", is_flag=True, text=Text("--file を保存のたびに採点する", "grade --file again on every save"))
@format_option("text", "json")
def command(
    set_name: str,
    seed: int | None,
    count: int | None,
    selection: Selection,
    exam: bool,
    choices: bool,
    weak: bool,
    fresh: bool,
    ascii_only: bool,
    file: Path | None,
    watch: bool,
    output_format: str,
    lang: Language,
) -> int:
    """Ask the questions of a set."""
    if watch and file is None:
        raise QuizError(Text("--watch は --file と一緒に使います", "--watch goes with --file"))
    if weak and selection.original:
        raise QuizError(
            Text(
                "--weak は数値を新しくするので、--original と一緒に使えません",
                "use either --weak, which draws new numbers, or --original",
            )
        )
    question_set = open_set(set_name)
    if choices and (file is not None or weak):
        other = "--weak" if weak else "--file"
        raise QuizError(
            Text(f"--choices と {other} は一緒に使えません", f"use either --choices or {other}"),
        )
    if weak:
        blueprint = Blueprint(question_set.blueprint.name, _WEAKEST, question_set.blueprint.places)
        question_set = replace(question_set, blueprint=blueprint)
    options = json.dumps([count, astuple(selection), exam, *["choices"] * choices, *["weak"] * weak])
    screen = Screen(standard_error() if output_format == "json" else standard_output(), lang, ascii_only=ascii_only)

    def tell(message: Text) -> None:
        with suppress(OSError):  # what becomes of the record doesn't hang on who reads of it
            note(message.in_(lang))

    with Store(tell=tell) as store:
        found = None if fresh or file is not None else store.unfinished(question_set.name, seed, options)
        if found is not None:
            _check_still_there(question_set.bank, found.form, again=f"quiz run {shlex.quote(set_name)} --new")
            session = Session(question_set, store, found)
        else:
            try:
                chosen, own = new_seed() if seed is None else seed, None
                if choices:
                    from quiz.practice.choice_form import choice_form, left_out_told

                    history = store.history(question_set.course.id)
                    form, own, left_out = choice_form(question_set, history, chosen, count, selection)
                    if left_out:
                        tell(left_out_told(left_out))
                elif weak:
                    from quiz.practice.weak import weak_form

                    history = store.history(question_set.course.id)
                    form = weak_form(question_set, history, datetime.now(UTC), chosen, selection, count)
                else:
                    form = make_form(question_set, chosen, count=count, selection=selection)
            finally:
                tell_left_out(question_set.bank, lang)
            session = Session.begin(question_set, store, form, options, exam=exam, choices=own)
        if file is not None:
            from quiz.terminal.code_file import answer_from_file

            try:
                return answer_from_file(session, screen, file, watch=watch)
            finally:
                if output_format == "json":
                    tell_json(session.record())
        again = f"quiz run {shlex.quote(set_name)}{lang_given(lang)}"
        arguments = run_arguments(set_name, count, selection, exam, seed, choices=choices, weak=weak)
        resume_with = shlex.join(["quiz", *arguments]) + lang_given(lang)
        why = _why_weak(question_set, store) if weak else _unsaid
        asker = _asker(session, screen, again, resume_with, lang, why)
        try:
            asker.run(resumed=found is not None)
        finally:
            if output_format == "json":
                tell_json(session.record())
    return 0


_WEAKEST = Text("苦手な問題", "Your weakest questions")


def _unsaid(place: Place) -> None:
    """A set's question comes because it is in the set."""


def _why_weak(question_set: QuestionSet, store: Store) -> Callable[[Place], Text]:
    """Return what says of a question why it is among the weakest, as things stood when the sitting goes on."""
    from quiz.practice.review import Knowledge
    from quiz.practice.review_words import why_said

    cards, now = question_set.bank.cards, datetime.now(UTC)
    known = Knowledge(list(cards.values()), store.history(question_set.course.id))
    return lambda place: why_said(known.reason(cards[place.item], now), question_set)


def _asker(
    session: Session, screen: Screen, again: str, resume_with: str, lang: Language,
    why: Callable[[Place], Text | None],
) -> Asker:  # fmt: skip
    """Return what asks a session: in an exam it goes back and forth, and a debriefing follows."""
    keyboard = Keyboard(screen)
    if not session.stored.exam:
        return Asker(session, screen, keyboard, resume_with=resume_with, again=again, why=why)
    from quiz.commands.debrief import calls_of
    from quiz.terminal.debrief_view import DebriefView
    from quiz.terminal.exam import ExamAsker

    view = DebriefView(session, screen, keyboard, calls_of(session, lang))
    return ExamAsker(session, screen, keyboard, resume_with=resume_with, again=again, debriefing=view.run)


def _check_still_there(bank: Bank, form: Form, again: str) -> None:
    """Say which questions of an unfinished session can't be asked any more, and how to begin anew."""
    cards = bank.cards_of(place.item for place in form.places)
    gone = sorted({place.item for place in form.places} - cards.keys())
    if gone:
        raise QuizError(
            Text(
                f"途中の練習にある問題が、もうないか読めません: {'、'.join(gone)}",
                f"questions of the unfinished session are gone or can't be read: {', '.join(gone)}",
            ),
            remedy=Text(
                f"元に戻すと続けられます。{again} で新しく始められます（これまでの答えは記録に残ります）",
                f"put them back to go on, or begin anew with {again} (your answers stay in the record)",
            ),
        )
