"""Moodle XML: questions for Moodle's question bank, a category for each family, so that a test can draw from them.

The format: https://docs.moodle.org/en/Moodle_XML_format, embedded answers: https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import assert_never

from quiz.exchange.export.exported_question import Asked, ExportedQuestion
from quiz.exchange.export.exporter import (
    BY_HAND,
    INEXACT,
    NO_FOLLOWING,
    PART_BY_PART,
    ExportedSet,
    Exporter,
    decimal,
    is_decimal,
    wrong_numbers,
)
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
from quiz.outlet.web_page import Markup, decoded_once, element, together, words
from quiz.outlet.xml_text import Xml, xml, xml_document
from quiz.render.delimited_math import delimited

DECIMALS = Text("小数で答えてください（1/4 ではなく 0.25）。", "Answer with a decimal number (0.25, not 1/4).")

_PENALTY = "0.3333333"
_CLOZE_SIGNS = "}#~"
"""What ends an answer or its message where answers are embedded; entities there are decoded before they are shown."""


class MoodleXml(Exporter):
    """Questions for Moodle's question bank."""

    ending = "xml"
    is_text = True
    remark = Text(
        "Moodle は同じファイルをもう一度取り込むと問題を増やします（idnumber で見分けられます）",
        "Moodle adds the questions again if the file is imported twice (their idnumber tells them apart)",
    )

    def refused(self, question: ExportedQuestion) -> Text | None:
        """Numbers that no decimal is equal to."""
        return INEXACT if not all(is_decimal(number) for asked in question.asked for number in asked.numbers) else None

    def lost(self, question: ExportedQuestion) -> Iterator[Text]:
        """What a person grades; numbers and parts that are marked one by one."""
        if _sort(question) == "essay":
            yield BY_HAND
        elif len(question.asked) > 1:
            yield NO_FOLLOWING
        elif len(question.only.numbers) > 1:
            yield PART_BY_PART

    def file(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> bytes:
        """Return the file; a second import adds the questions again, as Moodle always does."""
        return xml_document(xml("quiz", *self._entries(questions, whole))).encode()

    def _entries(self, questions: Sequence[ExportedQuestion], whole: ExportedSet) -> Iterator[Xml]:
        texts = PageTexts(whole.languages, delimited, "@@PLUGINFILE@@/")
        category = ""
        for question in sorted(questions, key=lambda one: (one.section, one.item)):
            names = (whole.course, question.section, question.item)
            wanted = "/".join(["top", *(name.replace("/", "//") for name in names)])
            if wanted != category:
                category = wanted
                yield xml("question", xml("category", xml("text", wanted)), attributes={"type": "category"})
            yield _question(question, texts)


def _sort(question: ExportedQuestion) -> str:
    """Return Moodle's name for the sort of question; several numbers and parts are embedded answers."""
    if len(question.asked) > 1:
        return "cloze" if all(_embeds(asked) for asked in question.asked) else "essay"
    asked = question.only
    if len(asked.numbers) > 1:
        return "cloze"
    one = asked.interactions[0]
    match one:
        case ChooseOne() | ChooseSeveral():
            return "multichoice"
        case EnterNumber():
            return "numerical"
        case Match() | PutInOrder():
            return "matching"
        case EnterExpression() | WriteText() | WriteCode() | GiveExample():
            return "essay"
        case _:
            assert_never(one)


def _embeds(asked: Asked) -> bool:
    return bool(asked.numbers) or all(isinstance(one, ChooseOne) for one in asked.interactions)


def _question(question: ExportedQuestion, texts: PageTexts) -> Xml:
    sort = _sort(question)
    stem, own = _FORMS[sort](question, texts)
    # What has no place for the slips has them below the solution.
    told = [texts.slips(asked, question) for asked in question.asked] if sort in ("matching", "essay") else []
    solution = together(texts.text(question.solution, question), *told)
    files = texts.files(question)
    number = f"{texts.plain(question.title)} [{question.item} {question.seed}]"
    return xml(
        "question",
        xml("name", xml("text", number)),
        _formatted("questiontext", stem, files),
        _formatted("generalfeedback", solution, files),
        xml("defaultgrade", "1.0"),
        xml("penalty", _PENALTY),
        xml("hidden", "0"),
        xml("idnumber", f"quiz/{question.id}"[:100]),
        *own,
        *(_formatted("hint", texts.text(hint, question), files) for hint in question.hints),
        xml("tags", *(xml("tag", xml("text", tag)) for tag in (question.section, *question.tags))),
        attributes={"type": sort},
    )


def _formatted(name: str, content: Markup, files: Mapping[str, bytes]) -> Xml:
    """Return a text as HTML with the pictures that it names."""
    named = {file: data for file, data in files.items() if f"@@PLUGINFILE@@/{file}" in content.source}
    packed = (
        xml(
            "file",
            base64.b64encode(data).decode("ascii"),
            attributes={"name": file, "path": "/", "encoding": "base64"},
        )
        for file, data in named.items()
    )
    return xml(name, xml("text", content.source), *packed, attributes={"format": "html"})


def _answer(
    fraction: str, content: str, feedback: Markup, *more: Xml, html: bool = True, files: Mapping[str, bytes]
) -> Xml:
    sort = "html" if html else "moodle_auto_format"
    return xml(
        "answer",
        xml("text", content),
        _formatted("feedback", feedback, files),
        *more,
        attributes={"fraction": fraction, "format": sort},
    )


# -- one sort after the other: the question's text and what else it has ------------------------------------------------

Form = tuple[Markup, list[Xml]]


def _numerical(question: ExportedQuestion, texts: PageTexts) -> Form:
    asked, files = question.only, texts.files(question)
    number = asked.numbers[0]
    tolerance = xml("tolerance", decimal(number.margin))
    answers = [_answer("100", decimal(number.key), together(), tolerance, html=False, files=files)]
    answers += [
        _answer(
            "0",
            decimal(wrong.value),
            texts.messages(wrong.slips, question),
            xml("tolerance", decimal(wrong.margin)),
            html=False,
            files=files,
        )
        for wrong in wrong_numbers(asked, 0)
    ]
    units = [xml("unitgradingtype", "0"), xml("unitpenalty", "0.1"), xml("showunits", "3"), xml("unitsleft", "0")]
    stem = together(
        texts.stem(asked, question), texts.text(asked.answer_format, question), texts.text(DECIMALS, question)
    )
    return stem, [*answers, *units]


def _multichoice(question: ExportedQuestion, texts: PageTexts) -> Form:
    asked, files = question.only, texts.files(question)
    one = asked.interactions[0]
    assert isinstance(one, ChooseOne | ChooseSeveral)
    right = sum(option.correct for option in one.options)
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
    told = {slip.option: slip.message for slip in asked.slips}
    answers = []
    for place, option in enumerate(one.options):
        worth = share if option.correct else f"-{share}" if isinstance(one, ChooseSeveral) else "0"
        feedback = texts.text(told[place], question) if place in told else together()
        answers.append(_answer(worth, texts.line(option.text, question).source, feedback, files=files))
    single = "true" if isinstance(one, ChooseOne) else "false"
    own = [xml("single", single), xml("shuffleanswers", "false"), xml("answernumbering", "123")]
    return texts.stem(asked, question, with_lists=False), [*own, *answers]


def _matching(question: ExportedQuestion, texts: PageTexts) -> Form:
    asked = question.only
    one = asked.interactions[0]
    pairs: list[tuple[Markup, str]]
    if isinstance(one, Match):
        sides = [texts.line(text, question) for text in one.right]
        pairs = [
            (texts.line(text, question), as_text(sides[partner].source))
            for text, partner in zip(one.left, one.partners, strict=True)
        ]
        pairs += [(together(), as_text(text.source)) for place, text in enumerate(sides) if place not in one.partners]
    else:
        assert isinstance(one, PutInOrder)
        pairs = [(texts.line(text, question), str(one.order.index(at) + 1)) for at, text in enumerate(one.lines)]
    subquestions = [
        xml("subquestion", xml("text", left.source), xml("answer", xml("text", right)), attributes={"format": "html"})
        for left, right in pairs
    ]
    return texts.stem(asked, question, with_lists=False), [xml("shuffleanswers", "false"), *subquestions]


def as_text(source: str) -> str:
    """The right side of Moodle's matching is plain text: tags are left out, MathJax sets what stands in its marks."""
    return re.sub(r"<[^<>]*>", "", source)


def _essay(question: ExportedQuestion, texts: PageTexts) -> Form:
    stems = [] if question.stem is None else [texts.text(question.stem, question)]
    for asked in question.asked:
        label = [element("p", element("strong", f"({asked.label})"))] if asked.label else []
        stems += [*label, texts.stem(asked, question), texts.text(asked.answer_format, question)]
    keys = together(*(texts.text(asked.key, question) for asked in question.asked))
    code = any(isinstance(one, WriteCode) for asked in question.asked for one in asked.interactions)
    start = next((asked.start for asked in question.asked if asked.start), "")
    own = [
        xml("responseformat", "monospaced" if code else "editor"),
        xml("responserequired", "1"),
        xml("responsefieldlines", "10"),
        xml("attachments", "0"),
        _formatted("graderinfo", keys, texts.files(question)),
        xml("responsetemplate", xml("text", start), attributes={"format": "plain_text"}),
    ]
    return together(*stems), own


def _cloze(question: ExportedQuestion, texts: PageTexts) -> Form:
    parts = [] if question.stem is None else [texts.text(question.stem, question)]
    for asked in question.asked:
        label = [element("p", element("strong", f"({asked.label})"))] if asked.label else []
        parts += [*label, texts.stem(asked, question, with_lists=False)]
        if asked.numbers:
            parts += [texts.text(asked.answer_format, question), texts.text(DECIMALS, question)]
        weight = max(1, round(100 * asked.points / sum(one.points for one in question.asked)))
        fields = [
            element("div", _name(asked, place, question, texts), _field(asked, place, weight, question, texts))
            for place in range(len(asked.interactions))
        ]
        parts += fields
    return together(*parts), []


def _name(asked: Asked, place: int, question: ExportedQuestion, texts: PageTexts) -> Markup:
    one = asked.interactions[place]
    if isinstance(one, EnterNumber) and one.label is not None:
        return together(texts.line(one.label, question), words(" = "))
    return words(f"{place + 1}: " if len(asked.interactions) > 1 else "")


def _field(asked: Asked, place: int, weight: int, question: ExportedQuestion, texts: PageTexts) -> Markup:
    """Return an embedded answer: ``{1:NUMERICAL:=0.25:0.0005~%0%0.5:0.0005#message}``."""
    one = asked.interactions[place]
    answers: list[tuple[str, Markup, Markup]]
    if isinstance(one, EnterNumber):
        sort = "NUMERICAL"
        answers = [("=", words(f"{decimal(one.key)}:{decimal(one.margin)}"), together())]
        answers += [
            (
                "%0%",
                words(f"{decimal(wrong.value)}:{decimal(wrong.margin)}"),
                texts.messages(wrong.slips, question),
            )
            for wrong in wrong_numbers(asked, place)
        ]
    else:
        assert isinstance(one, ChooseOne)
        sort, told = "MULTICHOICE_V", {slip.option: slip.message for slip in asked.slips}
        answers = [
            (
                "=" if option.correct else "%0%",
                texts.line(option.text, question),
                texts.text(told[at], question) if at in told else together(),
            )
            for at, option in enumerate(one.options)
        ]
    parts = [words(f"{{{weight}:{sort}:")]
    for number, (sign, content, feedback) in enumerate(answers):
        parts += [words("~" * bool(number) + sign), decoded_once(content, _CLOZE_SIGNS)]
        if feedback.source:
            parts += [words("#"), decoded_once(feedback, _CLOZE_SIGNS)]
    return together(*parts, words("}"))


_FORMS = {
    "numerical": _numerical,
    "multichoice": _multichoice,
    "matching": _matching,
    "essay": _essay,
    "cloze": _cloze,
}
