"""The topics of a course, which learners select by: whether there is one of that name, and which there are."""

from __future__ import annotations

import difflib
from collections.abc import Sequence

from quiz.bank.course import Course
from quiz.errors import QuizError
from quiz.language import Text

_LONGEST_NAME = 60


def refuse_unknown_topics(course: Course, topics: Sequence[str]) -> None:
    """Raise where a topic is neither a section nor a tag of any question, and say which topics there are."""
    if not topics:
        return
    cards = course.bank.cards.values()
    sections = list(course.sections or {}) or sorted({card.section for card in cards})
    known = {*sections, *(card.section for card in cards), *(tag for card in cards for tag in card.tags)}
    unknown = [topic for topic in topics if topic not in known]
    if not unknown:
        return
    name = unknown[0]
    near = difflib.get_close_matches(name, sorted(known), n=3) if len(name) <= _LONGEST_NAME else []
    ja, en = f"分野: {'、'.join(sections)}（タグも使えます）", f"sections: {', '.join(sections)} (or a tag)"
    if near:
        ja, en = f"近いもの: {'、'.join(near)}。{ja}", f"near it: {', '.join(near)}; {en}"
    raise QuizError(
        Text(f"{name} という分野はありません", f"there is no topic {name}"),
        remedy=Text(ja, en) if sections else None,
    )
