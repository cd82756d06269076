"""Reads Moodle XML as Moodle's documentation tells, knowing nothing of the program that wrote it, and marks responses.

https://docs.moodle.org/en/Moodle_XML_format and https://docs.moodle.org/en/Embedded_Answers_(Cloze)_question_type
"""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

_FIELD = re.compile(r"\{(\d+):(NUMERICAL|MULTICHOICE_V):(.*?)(?<!\\)\}", re.S)
_ALTERNATIVE = re.compile(r"~?(=|%(-?[\d.]+)%)(.+?)(?<!\\)(?:(?<!&)#(.*?))?(?=(?<!\\)~|\Z)", re.S)


@dataclass
class Answer:
    fraction: float
    text: str
    tolerance: Fraction = Fraction(0)
    feedback: str = ""


@dataclass
class Field:
    """An embedded answer."""

    weight: int
    sort: str
    answers: list[Answer]


@dataclass
class MoodleQuestion:
    sort: str
    name: str
    number: str
    text: str
    general: str
    single: bool
    answers: list[Answer]
    pairs: list[tuple[str, str]]
    hints: list[str]
    category: str
    files: list[str]
    fields: list[Field] = field(default_factory=list)

    def mark(self, response: Sequence[float | Fraction | int]) -> float:
        """Return the fraction of the marks that a response gets, as Moodle reckons it."""
        if self.sort == "numerical":
            return _numeric(self.answers, response[0])[0]
        if self.sort == "multichoice":
            if self.single:
                return self.answers[int(response[0])].fraction / 100
            total = sum(self.answers[int(place)].fraction for place in response)
            return 1.0 if total > 99.99 else max(0.0, total / 100)
        if self.sort == "cloze":
            got = sum(
                one.weight
                * (
                    _numeric(one.answers, value)[0]
                    if one.sort == "NUMERICAL"
                    else one.answers[int(value)].fraction / 100
                )
                for one, value in zip(self.fields, response, strict=True)
            )
            return got / sum(one.weight for one in self.fields)
        raise AssertionError(self.sort)

    def matched(self, chosen: Sequence[str]) -> float:
        """Return the share of right pairs; a pair without a left side is only there to be chosen wrongly."""
        asked = [right for left, right in self.pairs if left]
        return sum(right == one for right, one in zip(asked, chosen, strict=True)) / len(asked)

    def told(self, value: float | Fraction) -> str:
        """Return what is said to a number."""
        return _numeric(self.answers, value)[1]


def _numeric(answers: Sequence[Answer], value: float | Fraction | int) -> tuple[float, str]:
    for answer in answers:
        if abs(Fraction(value) - Fraction(answer.text)) <= answer.tolerance:
            return answer.fraction / 100, answer.feedback
    return 0.0, ""


def read_moodle(source: str) -> list[MoodleQuestion]:
    """Return the questions of a file."""
    found, category = [], ""
    for one in ET.fromstring(source).findall("question"):
        if one.get("type") == "category":
            category = one.findtext("category/text") or ""
            continue
        read = MoodleQuestion(
            one.get("type") or "",
            one.findtext("name/text") or "",
            one.findtext("idnumber") or "",
            one.findtext("questiontext/text") or "",
            one.findtext("generalfeedback/text") or "",
            one.findtext("single") == "true",
            [_answer(answer) for answer in one.findall("answer")],
            [(pair.findtext("text") or "", pair.findtext("answer/text") or "") for pair in one.findall("subquestion")],
            [hint.findtext("text") or "" for hint in one.findall("hint")],
            category,
            [str(file.get("name")) for file in one.iter("file")],
        )
        if read.sort == "cloze":
            read.fields = [_field(*groups) for groups in _FIELD.findall(read.text)]
        found.append(read)
    return found


def _answer(node: ET.Element) -> Answer:
    return Answer(
        float(node.get("fraction") or 0),
        node.findtext("text") or "",
        Fraction(node.findtext("tolerance") or 0),
        node.findtext("feedback/text") or "",
    )


def _field(weight: str, sort: str, inside: str) -> Field:
    answers = []
    for sign, share, content, feedback in _ALTERNATIVE.findall(inside):
        content, feedback = html.unescape(content), html.unescape(feedback)
        fraction = 100.0 if sign == "=" else float(share)
        if sort == "NUMERICAL":
            value, _, tolerance = content.partition(":")
            answers.append(Answer(fraction, value, Fraction(tolerance or 0), feedback))
        else:
            answers.append(Answer(fraction, content, feedback=feedback))
    return Field(int(weight), sort, answers)
