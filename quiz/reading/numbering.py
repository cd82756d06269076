"""Marks that number or list the values of an answer: (1), ①, 1., 1つ目, bullets. They are no part of the values.

``(1) -4, (2) -6`` is -4 and -6, not 1 - 4 and 2 - 6. A mark is taken for one only where all of them count the values,
or the rows; else the answer is refused with its place.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.language import Text
from quiz.model import Unreadable
from quiz.reading.late_patterns import late
from quiz.reading.number_faults import NotRead
from quiz.reading.number_values import Asked
from quiz.reading.spelling import Normalized

_VALUE: Final = r"(?=\s*+[-+]?\s*+(?:[0-9.√π(\[|]|\\[a-z]))"
_MARK: Final = late(
    r"(?:(?<=[\s,、;])|\A)(?:"
    r"[(\[](?P<bracket>[0-9]{1,2})[)\]]\s*+[:=は]?|(?P<half>[0-9]{1,2})\)\s*+|"
    r"(?P<point>[0-9]{1,2})(?:\.\s++|\.(?=-)|:\s*+)|(?P<circled>[0-9]{1,2})(?=\x00)\x00\s*+[:.=は]?|"
    r"(?P<turn>[0-9一二三四五六七八九十]{1,2})(?:つ目|つめ|番目|個目|番|行目)\s*+(?:は|が|[:=]|の値は)?"
    rf"){_VALUE}"
)
"""A mark before a value; a circled number has a sign of its own behind it (see :func:`_marked`)."""
_KANJI: Final = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_DIVIDES: Final = late(r"(?:[,、;:\n]|\A)[ \t]*\Z")
_BULLETS: Final = late(r"[ \t]*(?P<bullet>[-*・•●◦■+])(?P<gap>[ \t]*)(?P<value>.*)")


def without_numbering(body: Normalized, raw: str, asked: Asked) -> Normalized:
    """Return an answer with the marks that number its values blanked, at its full length.

    Raises:
        NotRead: for marks that count something else, and for lines of which nobody can tell whether their first sign
            is a bullet or a minus.
    """
    return _without_bullets(_without_marks(body, raw, asked), asked)


def _without_marks(body: Normalized, raw: str, asked: Asked) -> Normalized:
    text = _marked(body, raw)
    marks = list(_MARK.finditer(text))
    if not marks or text[: marks[0].start()].strip():
        return body
    numbers = [_number_of(mark) for mark in marks]
    counted = numbers == list(range(1, len(marks) + 1))
    if len(marks) == 1 and asked.count == 1:
        lone = marks[0]
        signed = text[lone.end() :].lstrip()[:1] in ("-", "+")
        apart = lone[0][-1:] in " \t" and not text[lone.end() :][1:2].isspace()  # 「(1) - 2」 may be meant so
        if lone["circled"] or lone["turn"] or (signed and (apart or lone["point"])):
            raise NotRead(_unclear(body, lone.start()))
        return body
    if not counted:
        if numbers[0] == 1 and len(marks) > 1:
            raise NotRead(_unclear(body, marks[1].start()))
        return body
    if len(marks) not in (asked.count, len(asked.rows or ())) or len(marks) < 2:
        if asked.count > 1 and len(marks) > 1:
            raise NotRead(_unclear(body, marks[0].start()))
        return body
    signs = list(body.text)
    for mark in marks:
        first, last = mark.span()
        signs[first:last] = " " * (last - first)
        if first and _DIVIDES.search(body.text, 0, first) is None:
            signs[first] = ";" if len(marks) != asked.count else ","
    return Normalized("".join(signs), body.offsets)


def _marked(body: Normalized, raw: str) -> str:
    """The text with a sign of its own in place of the blank behind a number that was typed circled."""
    text = body.text
    if not any("①" <= sign <= "⑳" for sign in raw):
        return text
    signs = list(text)
    for at, origin in enumerate(body.offsets[:-1]):
        if "①" <= raw[origin : origin + 1] <= "⑳" and text[at].isdecimal() and text[at + 1 : at + 2] == " ":
            signs[at + 1] = "\x00"
    return "".join(signs)


def _number_of(mark: re.Match[str]) -> int:
    written = mark[mark.lastgroup or 0]
    return _KANJI.get(written, 0) or (int(written) if written.isascii() else 0)


def _without_bullets(body: Normalized, asked: Asked) -> Normalized:
    """Blank the bullets of lines that all begin with the same one."""
    if "\n" not in body.text or asked.count < 2:
        return body
    lines = [_BULLETS.match(line) for line in body.text.split("\n") if line.strip()]
    bullets = {line["bullet"] for line in lines if line is not None}
    if len(lines) < 2 or None in lines or len(bullets) != 1:
        return body
    found = [line for line in lines if line is not None]
    bullet = bullets.pop()
    if bullet == "-":
        if not all(line["gap"] for line in found):
            return body  # -4 in each line: numbers below zero
        if not any(line["value"].startswith("-") for line in found):
            raise NotRead(_bullet_or_minus(body))
    elif bullet == "+":
        return body
    return Normalized(re.sub(rf"(?m)^([ \t]*){re.escape(bullet)}", r"\1 ", body.text), body.offsets)


def _unclear(body: Normalized, at: int) -> Unreadable:
    return Unreadable(
        Text("ここの数が番号なのか値なのかわかりません", "it isn't clear whether this number counts values or is one"),
        body.offsets[at],
        Text(
            "番号を付けずに、値だけを順に , で区切って書いてください",
            "write the values alone, in order, divided by commas",
        ),
    )


def _bullet_or_minus(body: Normalized) -> Unreadable:
    return Unreadable(
        Text("行の先頭の - が箇条書きの印なのかマイナスなのかわかりません",
             "it isn't clear whether the - before each line is a bullet or a minus"),
        body.offsets[body.text.index("-")],
        Text("値を , で区切って 1 行に書いてください（例: -4, 2）",
             "write the values in one line, divided by commas, like -4, 2"),
    )  # fmt: skip
