"""GIFT: questions as text, for Moodle and whatever else reads it.

The format: https://docs.moodle.org/en/GIFT_format. It has no files and no place for several numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import assert_never

from quiz.exchange.export.exported_question import Asked, ExportedQuestion
from quiz.exchange.export.exporter import (
    BY_HAND,
    IN_WORDS,
    INEXACT,
    NO_PARTS,
    ExportedSet,
    Exporter,
    decimal,
    is_decimal,
    wrong_numbers,
)
from quiz.exchange.export.moodle_xml import DECIMALS, MoodleXml, as_text
from quiz.exchange.export.page_texts import PageTexts
from quiz.interaction import (
    ChooseOne,
    ChooseSeveral,
    EnterExpression,
    EnterNumber,
    GiveExample,
    Match,
    PutInOrder,
    WriteCode,
    WriteText,
)
from quiz.language import Text
from quiz.outlet.visible import in_line, visible
from quiz.outlet.web_page import Markup, together
from quiz.render.delimited_math import delimited

SEVERAL = Text("複数の数を答える問題は入りません", "several numbers have no place there")

_SIGNS = re.compile(r"[\\~=#{}:]")


class Gift(Exporter):
    """Questions as text."""

    ending = "gift"
    is_text = True
    remark = MoodleXml.remark

    def refused(self, question: ExportedQuestion) -> Text | None:
        """Parts, several numbers, numbers that no decimal is equal to."""
        if len(question.asked) > 1:
            return NO_PARTS
        if len(question.only.numbers) > 1:
            return SEVERAL
        return None if all(map(is_decimal, question.only.numbers)) else INEXACT

    def lost(self, question: ExportedQuestion) -> Iterator[Text]:
        """Pictures; what a person grades."""
        if question.pictures:
            yield IN_WORDS
        if isinstance(question.only.interactions[0], EnterExpression | WriteText | WriteCode | GiveExample):
            yield BY_HAND

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the file."""
        texts = PageTexts(whole.languages, delimited, in_words=True)
        return "\n".join(_entries(questions, whole, texts)).encode()


def _entries(questions: Sequence[ExportedQuestion], whole: ExportedSet, texts: PageTexts) -> Iterator[str]:
    category = ""
    for question in sorted(questions, key=lambda one: (one.section, one.item)):
        wanted = f"$CATEGORY: {whole.course}/{question.section}/{question.item}"
        if wanted != category:
            category = wanted
            yield f"{in_line(wanted)}\n"
        tags = " ".join(f"[tag:{in_line(tag)}]" for tag in dict.fromkeys((question.section, *question.tags)))
        yield f"// [id:quiz/{question.id}] {tags}"
        title = _escaped(in_line(f"{texts.plain(question.title)} [{question.item} {question.seed}]"))
        asked = question.only
        yield f"::{title}::[html]{_shown(_stem(asked, question, texts))} {{{_answers(asked, question, texts)}\n}}\n"


def _stem(asked: Asked, question: ExportedQuestion, texts: PageTexts) -> Markup:
    match asked.interactions[0]:
        case ChooseOne() | ChooseSeveral() | Match() | PutInOrder():
            return texts.stem(asked, question, with_lists=False)
        case EnterNumber():
            told = (texts.text(asked.answer_format, question), texts.text(DECIMALS, question))
            return together(texts.stem(asked, question), *told)
        case EnterExpression() | WriteText() | WriteCode() | GiveExample():
            return together(texts.stem(asked, question), texts.text(asked.answer_format, question))
        case other:
            assert_never(other)


def _answers(asked: Asked, question: ExportedQuestion, texts: PageTexts) -> str:
    """Return what stands in the braces: answers, each with its message, then the solution."""
    told = {slip.option: slip.message for slip in asked.slips}
    one = asked.interactions[0]
    head, lines, below = "", [], together()
    match one:
        case ChooseOne(options) | ChooseSeveral(options):
            several = isinstance(one, ChooseSeveral)
            share = f"{100 / sum(option.correct for option in options):.5f}".rstrip("0").rstrip(".")
            for place, option in enumerate(options):
                sign = ("=" if option.correct else "~") if not several else "~%" + "-" * (not option.correct) + share
                sign += "%" * several
                message = f"\n#{_shown(texts.text(told[place], question))}" if place in told else ""
                lines.append(f"{sign}{_shown(texts.line(option.text, question))}{message}")
        case EnterNumber():
            head = "#"
            lines.append(f"=%100%{decimal(one.key)}:{decimal(one.margin)}")
            for wrong in wrong_numbers(asked, 0):
                message = _shown(texts.messages(wrong.slips, question))
                lines.append(f"=%0%{decimal(wrong.value)}:{decimal(wrong.margin)}#{message}")
        case Match(left, right, partners):
            sides = [_escaped(as_text(texts.line(text, question).source)) for text in right]
            lines += [
                f"={_shown(texts.line(text, question))} -> {sides[partner]}"
                for text, partner in zip(left, partners, strict=True)
            ]
            lines += [f"= -> {text}" for place, text in enumerate(sides) if place not in partners]
        case PutInOrder(shown, order):
            lines += [
                f"={_shown(texts.line(text, question))} -> {order.index(at) + 1}" for at, text in enumerate(shown)
            ]
        case EnterExpression() | WriteText() | WriteCode() | GiveExample():
            below = texts.text(asked.key, question)
        case _:
            assert_never(one)
    if not isinstance(one, ChooseOne | ChooseSeveral | EnterNumber):
        below = together(below, texts.slips(asked, question))
    general = _shown(together(texts.text(question.solution, question), below))
    return head + "".join(f"\n{line}" for line in lines) + f"\n####{general}"


def _shown(markup: Markup) -> str:
    return _escaped(markup.source)


def _escaped(text: str) -> str:
    """Escape what GIFT has a meaning for; a line within a text stays within it."""
    return _SIGNS.sub(r"\\\g<0>", visible(text)).replace("\n", "\\n")
