"""The questions that a learner is likely to miss, as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from quiz.bank.course import Course
from quiz.language import Language, Text
from quiz.outlet.csv_text import Cell
from quiz.practice.history import Answered
from quiz.practice.review import Knowledge, chances

LIKELY_MISSED = 0.6
"""From this chance to be right downwards a question counts as weak."""

HEADS = (
    Text("問題", "question"), Text("題名", "title"), Text("分野", "topic"), Text("解答数", "answers"),
    Text("正解数", "right"), Text("勘", "guesses"), Text("最後", "last"), Text("正解の見込み", "chance"),
    Text("誤り", "slips"),
)  # fmt: skip


def weak_rows(course: Course, history: Sequence[Answered], language: Language, now: datetime) -> list[list[Cell]]:
    """Return a row for each question that was answered and is likely to be missed, the weakest first, after the heads.

    The slips are those that the answers have shown, the latest first.
    """
    cards = list(course.bank.cards.values())
    known = Knowledge(cards, history)
    chance_of = chances(cards, history, known, now)
    answered: dict[str, list[Answered]] = {}
    for one in history:
        answered.setdefault(one.item, []).append(one)
    weak = [(chance_of[card.id], card.id) for card in known.cards.values() if card.id in answered]
    rows: list[list[Cell]] = [[head.in_(language) for head in HEADS]]
    for chance, item in sorted(weak):
        if chance < LIKELY_MISSED:
            card, answers = known.cards[item], answered[item]
            slips = dict.fromkeys(slip for one in reversed(answers) for slip in one.slips)
            rows.append(
                [
                    item, card.title.in_(language), course.section_title(card.section).in_(language), len(answers),
                    sum(one.right for one in answers), sum(one.guessed for one in answers),
                    max(one.at for one in answers).astimezone().date().isoformat(), round(chance, 2), " ".join(slips),
                ]
            )  # fmt: skip
    return rows
