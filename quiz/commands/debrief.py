"""``quiz debrief``: what an exam has shown, as often as one likes; as a page to print as well."""

from __future__ import annotations

import shlex
from pathlib import Path
from typing import Any

import click

from quiz.bank.course import Course
from quiz.courses import DEFAULT, open_set
from quiz.errors import QuizError
from quiz.language import Language, Text
from quiz.model import ORIGINAL, Place
from quiz.outlet.streams import note, standard_output, tell, tell_json
from quiz.practice.debrief import Calls, Debrief, debrief, explained
from quiz.practice.record_rows import StoredSession
from quiz.practice.session import Session
from quiz.practice.store import Store
from quiz.terminal.command import command as make_command
from quiz.terminal.command import force_option, format_option, lang_given, option
from quiz.terminal.debrief_view import DebriefView
from quiz.terminal.given_path import GivenPath
from quiz.terminal.screen import Keyboard, Screen

LISTED = (17, "試験の結果をふり返る", "look back at an exam: misses, topics, time")

_HELP = Text(
    "提出した試験をふり返ります。得点を分野ごとに以前の試験と並べ、かかった時間、間違いごとの診断と解説を出します。"
    "間違えた問題は、同じ数値でも新しい数値でも、もう一度解けます。\n"
    "SESSION は試験の番号です。指定しなければ最後の試験です。",
    "Looks back at an exam that was handed in: the score by topic beside earlier exams, the time of each question, "
    "each miss with its diagnosis and solution. What was missed can be answered again, with the same numbers or with "
    "new ones.\n"
    "SESSION is the number of an exam; the latest one where it isn't given.",
)


@make_command(_HELP, examples=("quiz debrief", "quiz debrief 12", "quiz debrief --html exam.html"))
@click.argument("number", metavar="[SESSION]", required=False, type=click.IntRange(1))
@option(
    "--html",
    "page",
    type=GivenPath("file"),
    metavar="FILE",
    text=Text("印刷できる 1 つの HTML ファイルに書く", "write it as one HTML file that prints well"),
)
@option("--ascii", "ascii_only", is_flag=True, text=Text("記号を ASCII だけで表示", "ASCII signs only"))
@force_option
@format_option("text", "json")
def command(
    number: int | None, page: Path | None, ascii_only: bool, force: bool, output_format: str, lang: Language
) -> None:
    """Show the debriefing of an exam."""
    with Store(tell=lambda message: note(message.in_(lang))) as store:
        stored = _wanted(store, number)
        session = Session(open_set(stored.form.set_name), store, stored)
        calls = calls_of(session, lang)
        if page is not None:
            _write(page, session, lang, calls, force)
        elif output_format == "json":
            tell_json(_data(session, debrief(session)))
        else:
            screen = Screen(standard_output(), lang, ascii_only=ascii_only)
            DebriefView(session, screen, Keyboard(screen), calls).run()


def _wanted(store: Store, number: int | None) -> StoredSession:
    if number is None:
        exams = store.exams()
        if not exams:
            raise QuizError(
                Text("提出した試験がまだありません", "no exam has been handed in yet"),
                remedy=Text(
                    "quiz run day2-exam --exam --choices で始められます",
                    "begin with quiz run day2-exam --exam --choices",
                ),
            )
        return exams[0][0]
    found = store.session_called(number)
    if found is None:
        raise QuizError(
            Text(f"{number} 番の練習は記録にありません", f"there is no session {number} in the record"),
            remedy=Text("番号なしの quiz debrief は最後の試験です", "quiz debrief alone shows the latest exam"),
        )
    if not found.finished:
        told = Text("。判定は提出のあとです", ": verdicts come when it is handed in") if found.exam else Text.both("")
        raise QuizError(
            Text(f"{number} 番はまだ終わっていません{told.ja}", f"session {number} goes on{told.en}"),
            remedy=Text("同じ quiz run で続きを解いてください", "go on with the same quiz run"),
        )
    return found


def calls_of(session: Session, lang: Language) -> Calls:
    """Return the commands that lead on from the debriefing of a session."""
    course, given = session.question_set.course, lang_given(lang)

    def topic(section: str) -> str:
        if course.known_by_path:
            return f"quiz run {shlex.quote(str(course.root))} --topic {shlex.quote(section)}{given}"
        own = course.id == DEFAULT
        return f"quiz run {section if own else f'{course.id}/{section}'}{given}"

    review = "" if course.id == DEFAULT else f" {shlex.quote(session.form.set_name)}"
    return Calls(
        topic=topic,
        explain=lambda place: explaining(course, place) + given,
        review=f"quiz review{review}{given}",
        again=f"quiz debrief {session.stored.id}{given}",
    )


def explaining(course: Course, place: Place) -> str:
    """The command that shows a question of a form with its solution."""
    own = course.known_by_path or course.id == DEFAULT
    call = f"quiz explain {place.item if own else f'{course.id}/{place.item}'}"
    if course.known_by_path:
        call += f" --bank {shlex.quote(str(course.root))}"
    return call if place.seed == ORIGINAL else f"{call} --seed {place.seed}"


def _write(page: Path, session: Session, lang: Language, calls: Calls, force: bool) -> None:
    from quiz.exchange.new_files import NewFiles
    from quiz.practice.debrief_page import debrief_page

    with NewFiles([page], force=force) as files, files.writing(page) as file:
        file.writelines(debrief_page(session, debrief(session), lang, calls))
    tell(Text(f"{page} を書きました", f"wrote {page}").in_(lang))


def _data(session: Session, told: Debrief) -> dict[str, Any]:
    """The debriefing as JSON-ready values."""
    questions = []
    for question in told.questions:
        found = explained(session, question)
        questions.append(
            {
                "place": question.number,
                "id": question.place.item,
                "seed": question.place.seed,
                "topic": question.section,
                "verdict": question.verdict,
                "score": question.score,
                "response": found.response,
                "key": None if found.key is None else {"ja": found.key.ja, "en": found.key.en},
                "diagnoses": [diagnosis.name for diagnosis in found.diagnoses],
                "elapsed_s": round(question.elapsed_s, 3),
                "marks": [{"mark": mark.name, "said": mark.said} for mark in question.marks],
            }
        )
    return {
        "session": told.session.id,
        "course": told.session.form.course,
        "set": told.session.form.set_name,
        "seed": told.session.form.seed,
        "score": round(told.share.right, 4),
        "max_score": told.share.asked,
        "used_s": round(told.used_s, 3),
        "planned_s": told.session.form.minutes * 60,
        "topics": [
            {
                "topic": topic.section,
                "score": round(topic.share.right, 4),
                "questions": topic.share.asked,
                "before": [None if share is None else share.percent for share in topic.before],
            }
            for topic in told.topics
        ],
        "questions": questions,
        "earlier": [{"session": exam.session, "day": exam.day, "percent": exam.share.percent} for exam in told.earlier],
    }
