"""The questions that a learner is likely to miss, as rows for a spreadsheet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from quiz.bank.course import Course
from quiz.bank.folder import Bank
from quiz.drawing import draw
from quiz.errors import QuizError
from quiz.grading import grade
from quiz.kinds import kind_of
from quiz.kinds.kind import diagnose
from quiz.language import Language, Text
from quiz.model import Diagnosis, Variant
from quiz.outlet.csv_text import Cell
from quiz.practice.history import Answered
from quiz.practice.record_answers import SlipShown
from quiz.practice.review import Knowledge, chances
from quiz.render import terminal

LIKELY_MISSED = 0.6
"""From this chance to be right downwards a question counts as weak."""

HEADS = (
    Text("問題", "question"), Text("題名", "title"), Text("分野", "topic"), Text("解答数", "answers"),
    Text("正解数", "right"), Text("勘", "guesses"), Text("最後", "last"), Text("正解の見込み", "chance"),
    Text("誤り", "slips"), Text("誤りの名前", "slip ids"),
)  # fmt: skip


def weak_rows(
    course: Course,
    history: Sequence[Answered],
    shown: Mapping[tuple[str, str], SlipShown],
    language: Language,
    now: datetime,
) -> list[list[Cell]]:
    """Return a row for each question that was answered and is likely to be missed, the weakest first, after the heads.

    The slips are those that the answers have shown, the latest first: in the words in which each was told last
    (``shown`` says when), or as the idea that is behind it, and by the names that they have in the question's file.
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
            ideas = dict(card.ideas)
            told = (
                _told(course.bank, item, slip, shown.get((item, slip))) or course.ideas.get(ideas.get(slip, ""))
                for slip in slips
            )
            rows.append(
                [
                    item, card.title.in_(language), course.section_title(card.section).in_(language), len(answers),
                    sum(one.right for one in answers), sum(one.guessed for one in answers),
                    max(one.at for one in answers).astimezone().date().isoformat(), round(chance, 2),
                    " / ".join(_in_line(words.in_(language)) for words in told if words is not None), " ".join(slips),
                ]
            )  # fmt: skip
    return rows


def _told(bank: Bank, item: str, slip: str, shown: SlipShown | None) -> Text | None:
    """Return what is said of a slip, with the numbers of the answer that showed it; None if that can't be told."""
    if shown is None:
        return None
    try:
        variant = draw(bank.item(item), shown.seed)
        told = _judged_again(variant, shown)
        for one in (variant, *variant.parts):
            own = [own.name for own in one.item.misconceptions]
            told += diagnose(one, [slip] if slip in own else [])
    except QuizError:  # the question is another one by now
        return None
    return next((one.message for one in told if one.name == slip and one.message.en != slip), None)


def _judged_again(variant: Variant, shown: SlipShown) -> tuple[Diagnosis, ...]:
    """Return what is said of an answer; what would have to be run once more, or was chosen, isn't judged."""
    kind = kind_of(variant.item)
    if shown.chosen or kind.runs_code or kind.runs_after_answer:
        return ()
    return grade(variant, shown.response).diagnoses


def _in_line(markdown: str) -> str:
    """Return a sentence as one line of plain characters, its formulas typeset."""
    return " ".join(terminal(markdown, width=_ONE_LINE, color=False, ascii=False).split())


_ONE_LINE = 100_000
