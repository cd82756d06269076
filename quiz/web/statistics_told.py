"""The statistics of a record for a page: the sentences of the terminal, and its charts as pictures with words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.courses import DEFAULT, open_set
from quiz.language import Text
from quiz.practice import statistics_words as words
from quiz.practice.statistics import statistics
from quiz.practice.statistics_charts import TREND_DAYS, bar_chart, calendar_chart, trend_chart
from quiz.web.messages import Message, Refused, Reply
from quiz.web.set_names import known_set
from quiz.web.start_screen import how_today_stands

if TYPE_CHECKING:
    from quiz.web.engine import Engine


def show(engine: Engine, message: Message) -> Reply:
    """Tell what the record comes to."""
    question_set = open_set(known_set(message.text("set", DEFAULT)))
    now, exam = engine.now(), message.day("exam_date")
    if exam is not None and exam < now.astimezone().date():
        raise Refused(
            Text(f"試験の日 {exam} はもう過ぎています", f"the day of the exam, {exam}, is past"),
            remedy=Text("これからの日付を指定してください", "give a day that is still to come"),
        )
    found = statistics(question_set, engine.store.history(question_set.course.id), now, exam)
    head, *rest = words.readiness_told(found)
    if found.outlook is not None:
        rest += words.outlook_told(found.outlook, found)
    course, language, shares = question_set.course, engine.language, words.trend(found, TREND_DAYS)
    topics = []
    for one in found.topics:
        title = engine.said(course.section_title(one.topic))
        value, span = words.percent(one.mastery.value), words.span(one.mastery)
        topics.append(
            {
                "title": title,
                "set": one.topic if course.id == DEFAULT else f"{course.id}/{one.topic}",
                "value": value,
                "span": span,
                "seen": one.seen,
                "families": one.families,
                "answers": one.attempts,
                "chart": bar_chart(one.mastery, f"{title}: {value} ({span})", language).source,
            }
        )
    return {
        "stage": "statistics",
        "title": engine.said(course.title),
        "today": how_today_stands(engine),
        "attempts": found.attempts,
        "answers": engine.said(words.answers_told(found)),
        "readiness": engine.said(head),
        "outlook": [engine.said(said) for said in rest],
        "exam_date": None if exam is None else exam.isoformat(),
        "topics": topics,
        "calendar": calendar_chart(found, language).source,
        "trend": trend_chart(shares, language).source if len(shares) > 1 else None,
        "ideas": [engine.said(words.idea_told(shown, question_set)) for shown in found.ideas],
        "pace": [engine.said(said) for said in words.pace_told(found, question_set)],
        "how": engine.said(words.EXPLANATION),
        "exams": [
            {"session": stored.id, "day": day[:10], "set": stored.form.set_name}
            for stored, day in engine.store.exams(course.id)[:MOST_EXAMS]
        ],
    }


MOST_EXAMS = 10
"""So many exams that were handed in are listed."""

COMMANDS = {"statistics": show}
