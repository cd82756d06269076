"""What a session that is over comes to, for a page: the score, every question, what to look at again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quiz.courses import DEFAULT
from quiz.model import Verdict
from quiz.practice.review import TITLE, Knowledge
from quiz.practice.review_words import habits
from quiz.practice.session import Session
from quiz.verdicts import WORDINGS
from quiz.web.messages import Reply
from quiz.web.start_screen import how_today_stands

if TYPE_CHECKING:
    from quiz.web.engine import Engine

WEAKEST = 3
"""So many sections are named to look at again."""


def session_result(engine: Engine, session: Session) -> Reply:
    """Return what there is to tell of a session that has ended."""
    record = session.record()
    first = {attempt["place"]: attempt for attempt in record["attempts"] if attempt["counted"]}
    put_right = {entry["place"] for entry in record["corrected"]}
    rows, weak = [], dict[str, int]()
    for number, place in enumerate(session.form.places, start=1):
        attempt = first.get(number)
        verdict: Verdict = attempt["verdict"] if attempt else "unanswered"
        score = attempt["score"] if attempt else 0.0
        card = session.question_set.bank.card(place.item)
        wording = WORDINGS[verdict]
        rows.append(
            {
                "title": engine.said(card.title),
                "mark": wording.mark,
                "style": wording.style,
                "label": engine.said(wording.label),
                "put_right": number in put_right,
            }
        )
        if score < 1 and verdict != "undecided":
            weak[card.section] = weak.get(card.section, 0) + 1
    course = session.question_set.course
    prefix = "" if course.id == DEFAULT else f"{course.id}/"
    return {
        "stage": "result",
        "title": engine.said(session.question_set.blueprint.title),
        "score": round(record["score"], 1),
        "most": record["max_score"],
        "seconds": round(session.used_s),
        "rows": rows,
        "weak": [
            {
                "section": engine.said(course.section_title(section)),
                "set": prefix + section,
                "count": count,
            }
            for section, count in sorted(weak.items(), key=lambda entry: -entry[1])[:WEAKEST]
        ],
        "habits": _habits(engine, session),
        "today": how_today_stands(engine),
    }


def _habits(engine: Engine, session: Session) -> list[str]:
    """Say after a review which ideas keep showing, and which sit now."""
    question_set = session.question_set
    if question_set.blueprint.title is not TITLE:
        return []
    cards = question_set.bank.cards
    known = Knowledge(list(cards.values()), engine.store.history(question_set.course.id))
    asked = {place.item: known.reason(cards[place.item], engine.now()) for place in session.form.places}
    return [engine.said(said) for said in habits(known, asked, question_set)]
