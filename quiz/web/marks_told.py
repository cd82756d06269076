"""What a learner says of questions, for a page: a flag, "I guessed", a note, "this verdict is wrong"; all of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from quiz.courses import all_courses, item_called
from quiz.language import Text
from quiz.practice.learner_marks import standing
from quiz.practice.question_marks import SIGNS, QuestionMarks
from quiz.practice.record_rows import MarkName
from quiz.web.asked import told_marks
from quiz.web.messages import Message, Refused, Reply

if TYPE_CHECKING:
    from quiz.web.engine import Engine

LONGEST_NOTE = 4_000
NAMES: tuple[MarkName, ...] = get_args(MarkName)
AFTER_AN_ANSWER: tuple[MarkName, ...] = ("guessed", "disputed")
"""What can be said of an answer alone; in an exam a guess is noted while it is made."""


def mark(engine: Engine, message: Message) -> Reply:
    """Put a mark on the question that is shown, or take it back where it stands."""
    session, question = engine.opened(), engine.asking()
    name = message.one_of("mark", NAMES)
    said = message.text("said", "").strip()
    if len(said) > LONGEST_NOTE:
        raise Refused(
            Text(f"メモは {LONGEST_NOTE} 文字までです", f"a note has at most {LONGEST_NOTE} characters"),
            remedy=Text("短くしてください", "make it shorter"),
        )
    in_exam = session.changeable and name == "guessed"
    if name in AFTER_AN_ANSWER and engine.outcome is None and not in_exam:
        raise Refused(Text("解答のあとで使えます", "that comes after an answer"))
    marks = QuestionMarks(session)
    if not marks.takes_back(question, name):
        if name == "note" and not said:
            raise Refused(Text("何も書きませんでした", "nothing was written"))
        marks.put(question, name, said)
    return {"stage": "marked", "marks": told_marks(engine, question)}


def marks(engine: Engine, message: Message) -> Reply:
    """List every mark that stands, the latest first, each with its question."""
    courses = {course.id: course for course in all_courses()[0]}
    listed = []
    for course_id, one in reversed(standing(engine.store)):
        course = courses.get(course_id)
        card = None if course is None else course.bank.cards.get(one.item)
        name = item_called(course_id, one.item)
        listed.append(
            {
                "mark": one.name,
                "sign": engine.said(SIGNS[one.name]),
                "said": one.said,
                "day": one.marked_at[:10],
                "item": name,
                "seed": one.seed,
                "title": name if card is None else engine.said(card.title),
                "set": None if card is None or course is None else course.id,
                "report": one.name == "disputed",
                "details": dict(one.details),
                "authors": [] if course is None else list(course.authors),
            }
        )
    return {"stage": "marks", "marks": listed}


COMMANDS = {"mark": mark, "marks": marks}
