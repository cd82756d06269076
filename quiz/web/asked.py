"""A question as a page is told it: its texts, what it may be answered with, its parts; and an answer as it was sent."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal

from quiz.interaction import ChooseOne, ChooseSeveral, Match, PutInOrder
from quiz.kinds import kind_of
from quiz.language import Text
from quiz.model import Outcome, Prompt, Unreadable, Variant
from quiz.practice.question_marks import SIGNS, QuestionMarks
from quiz.practice.session import Question
from quiz.web.messages import Message, Refused, Reply

if TYPE_CHECKING:
    from quiz.web.engine import Engine

Sort = Literal["one", "several", "order", "pairs", "line", "lines", "code"]
"""How an answer is given: by one option, several, an order, pairs; by writing a line, several, or code."""


def sort_of(variant: Variant) -> Sort:
    """Return how a variant is answered on a page."""
    kind = kind_of(variant.item)
    if kind.takes_lines(variant.item):
        return "code" if kind.runs_code else "lines"
    lists = kind.lists(variant)
    if not lists:
        return "line"
    if kind.runs_after_answer:  # to ask it for more would make the run
        return "one"
    match kind.interactions(variant):
        case (ChooseOne(),):
            return "one"
        case (ChooseSeveral(),):
            return "several"
        case (PutInOrder(),):
            return "order"
        case (Match(),):
            return "pairs"
    return "line"


def told_question(engine: Engine, question: Question) -> dict[str, Any]:
    """Return a question as plain data: never its key."""
    shown = question.prompt
    parts = [
        _inputs(engine, inner, variant) for inner, variant in zip(shown.parts, question.variant.parts, strict=True)
    ]
    return {
        "at": engine.at(),
        "item": shown.item,
        "seed": shown.seed,
        "kind": shown.kind,
        "title": engine.said(shown.title),
        "minutes": shown.minutes,
        "extra": question.extra,
        **_inputs(engine, shown, question.variant),
        "parts": parts,
        "earlier": apart(engine.half, question.variant) if parts and engine.half else [],
        "hints": question.hints_left,
        "marks": told_marks(engine, question),
        "why": None if question.extra else engine.why_asked(question.place),
    }


def _inputs(engine: Engine, shown: Prompt, variant: Variant) -> dict[str, Any]:
    return {
        "label": shown.label,
        "share": None if shown.share is None else engine.said(shown.share),
        "stem": engine.text(shown.stem, shown.pictures),
        "lists": [
            [{"label": entry.label, "text": engine.text(entry.text)} for entry in entries] for entries in shown.lists
        ],
        "sort": sort_of(variant),
        "start": shown.start,
        "how": engine.said(shown.answer_format),
    }


def told_marks(engine: Engine, question: Question) -> list[dict[str, str]]:
    """Return the marks that a question has."""
    return [
        {"mark": mark.name, "sign": engine.said(SIGNS[mark.name]), "said": mark.said}
        for mark in QuestionMarks(engine.opened()).of(question)
    ]


# -- an answer ---------------------------------------------------------------------------------------------------------


def written_answer(message: Message, variant: Variant) -> str:
    """Return the answer that a page sent, one text or one for each part; "" for none."""
    answers = message.texts("answers", len(variant.parts)) if variant.parts else None
    if answers is None:
        return message.text("text", "")
    kind = kind_of(variant.item)
    whole = kind.together(variant, answers)
    if whole and apart(whole, variant) != [answer.strip() for answer in answers]:
        raise Refused(
            Text("小問の記号のように始まる行があります", "a line begins like the label of a part"),
            remedy=Text(
                "記号の前に語を入れるか、1 行に続けて書いてください", "put a word before it, or write on in one line"
            ),
        )
    return whole


def readable_parts(message: Message, variant: Variant) -> str:
    """Return what of the answers to parts can be read, as one answer: that is worth keeping."""
    answers = message.texts("answers", len(variant.parts)) or []
    kept = [
        answer if answer.strip() and not isinstance(kind_of(part.item).read(answer, part), Unreadable) else ""
        for answer, part in zip(answers, variant.parts, strict=False)
    ]
    whole = kind_of(variant.item).together(variant, kept) if any(kept) else ""
    return whole if whole and apart(whole, variant) == [answer.strip() for answer in kept] else ""


def apart(whole: str, variant: Variant) -> list[str]:
    """Return what an answer says to each part; nothing to any where that can't be told."""
    found: Sequence[str] | Unreadable = kind_of(variant.item).apart(whole, variant)
    return [""] * len(variant.parts) if isinstance(found, Unreadable) else [answer.strip() for answer in found]


def told_unreadable(engine: Engine, outcome: Outcome) -> dict[str, Any] | None:
    """Return why an answer can't be read, and which part of it; None where it can."""
    why = outcome.unreadable
    if why is None:
        return None
    parts = (number for number, part in enumerate(outcome.parts) if part.outcome.unreadable is not None)
    return {
        "reason": engine.said(why.reason),
        "column": why.column,
        "remedy": None if why.remedy is None else engine.said(why.remedy),
        "part": next(parts, None),
    }


def reading(engine: Engine, message: Message) -> Reply:
    """Say how an answer would be read, without judging it."""
    variant = engine.asking().variant
    part = message.whole("part", 0, max(len(variant.parts) - 1, 0)) if variant.parts else None
    if part is not None:
        variant = variant.parts[part]
    kind = kind_of(variant.item)
    written = message.text("text")
    if not written.strip() or kind.runs_code or kind.self_assessed or not kind.repeats_answer:
        return {"stage": "reading", "read_as": ""}
    parsed = kind.read(written, variant)
    return {"stage": "reading", "read_as": getattr(parsed, "understood_as", "")}


def keep(engine: Engine, message: Message) -> Reply:
    """Record what has been answered so far of a question with parts."""
    session, question = engine.opened(), engine.asking()
    whole = readable_parts(message, question.variant) if question.variant.parts else ""
    if whole and whole != engine.half and engine.outcome is None and question.place not in session.given():
        session.keep_half(question, engine.response(whole, message))
        engine.half = whole
    return {"stage": "kept"}


def hint(engine: Engine, message: Message) -> Reply:
    """Give the next hint; of the part that is being answered before those of the whole."""
    question = engine.asking()
    count = len(question.variant.parts)
    found = question.next_hint(message.whole("part", 0, count - 1) if count else None)
    if found is None:
        raise Refused(Text("ヒントはもうありません", "there are no more hints"))
    _, text, shown = found
    return {"stage": "hint", "hint": engine.text(text, shown.pictures), "hints": question.hints_left}


COMMANDS = {"read": reading, "keep": keep, "hint": hint}
