"""Labels of options within one line of a report: ``(1) 0.15 (2) 0.25``, alone or behind the words of the question.

Labels are of one form (in brackets, with a dot, bare) and one style (numbers, letters, kana), and follow one another
without a gap; of several such series the first one counts.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.reading.late_patterns import late
from quiz.report import marks

_NAME = r"(?P<name>\d{1,2}|[a-z]|[ア-コ])"
_BEFORE = r"(?:^|(?<=[\s。:,、;?(]))"
_FORMS = (
    late(rf"(?<!^[a-z])(?<![^a-z0-9_)][a-z])\(\s*{_NAME}\s*\)", re.I),  # f(a) is no label
    late(rf"(?:^|(?<=[^\w)\]]))[\[【〔]\s*{_NAME}\s*[\]】〕]", re.I),
    # A number with a dot behind it is a label where it is none with what follows: "1. 0.15", "1.0.15", "1.ReLU"
    late(rf"{_BEFORE}(?P<name>[a-z]|[ア-コ]|\d{{1,2}}(?=[):]|\.(?!\d)|\.\d+\.\d))[.:)]", re.I),
    late(rf"{_BEFORE}(?P<name>[ア-コ])(?=\s+\S|\d)"),
    late(rf"{_BEFORE}(?P<name>[a-z])(?=\s+\S)"),
    late(rf"{_BEFORE}(?P<name>[A-Z])(?=\s+\S)"),
)
_LETTERS_ALONE = 4
"""From this form on a label is a letter and nothing else, as "a" is a word as well: three of them are a series."""

LONGEST = 4_000
"""A line of more characters than this is no list of options."""

_BULLETS = " -*+•・"
_SENTENCE_END = "。?!:"
_PARTICLE = late(r"[とやかはがをにのでも]|まで|より|など|または|又は|\s?(?:and|or|to|from)\b", re.I)
"""With what the text of no option begins that stands within a sentence: its label is spoken of, 「(1)と(2)」."""
_JOINED = late(r"\s*(?:[,、とか]|または|又は|もしくは|,?\s(?:and|or))\s*$")
_ASKED_BEHIND = late(r"(?:の(?:うち|中|なか|どれ|いずれ|どちら)|から|より|を(?=選))")
_ASKED_BEHIND_EN = late(r"\s(?:is|are|was|does|do|will|has|have|gives?|describes?)\b[^?]*\?\s*$")
_LOOKS_LIKE = late(
    r"[(\[【〔「<|]\s*(?P<a>\d{1,2}|[a-z]|[ア-コ])\s*[)\]】〕」>|]|(?:^|(?<=[\s|。:?]))(?P<b>\d{1,2}|[a-z]|[ア-コ])[).:、|](?!\d)|"
    r"^\W{0,4}(?P<c>\d{1,2}|[a-z])\s|(?:^|(?<=[\s|。:?、,]))(?:(?P<d>[ア-コ])(?=[\s\d])|"
    r"(?P<e>[a-z])(?=\s+[^\sa-z、,=+*/^とやかはがをにのでも]))",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Series:
    """Options of one line: their labels and texts, the place of the first label, and what stands beside them.

    ``before`` and ``behind`` are the line's words around the series.
    """

    style: str
    first: int
    labels: tuple[str, ...]
    texts: tuple[str, ...]
    before: str = ""
    behind: str = ""


def series_in(text: str) -> Series | None:
    """Return the options of a line that holds nothing else, two or more from whatever label on.

    >>> series_in("(1) 0.15 (2) 0.25 (3) 0.35").texts, series_in("ア.0.15 イ.0.25").labels
    (('0.15', '0.25', '0.35'), ('ア.', 'イ.'))
    >>> series_in("(2) 0.25"), series_in("(3) 0.35 (4) 0.45").first, series_in("A 0.15 B 0.25 C 0.35").texts
    (None, 2, ('0.15', '0.25', '0.35'))
    """
    found = _marked(text)
    if found is None or text[: found[1][0].start()].strip(_BULLETS):
        return None
    return _series(text, *found)


def series_behind(text: str, *, anywhere: bool) -> Series | None:
    """Return the options behind the words of a line, from the first label on.

    ``anywhere`` allows them within the sentence that asks, too.

    >>> series_behind("どれか。(a) 0.15 (b) 0.25", anywhere=False).texts
    ('0.15', '0.25')
    >>> found = series_behind("値を、(a) 0.15、(b) 0.25 から選べ。", anywhere=True)
    >>> found.before, found.texts, found.behind
    ('値を、', ('0.15', '0.25'), 'から選べ。')
    >>> series_behind("(1)と(2)に入る値はどれか。", anywhere=True) is None
    True
    """
    found = _marked(text, first=0)
    if found is None:
        return None
    before = text[: found[1][0].start()].rstrip()
    if not before.strip(_BULLETS):
        return None
    within, pieces = not _sentence_ends(before), _pieces(text, found[1])[:-1]
    if within and (not anywhere or any(_PARTICLE.match(piece) for piece in pieces)):
        return None
    if any(_PARTICLE.fullmatch(piece.strip()) for piece in pieces):
        return None
    return _series(text, *found, asked=within or not before.endswith("。"))


def single_at(text: str) -> Series | None:
    """Return the option that a line begins with, in a form that is a label only where others follow it.

    >>> single_at("[1] 0.15").labels, single_at("1.0.15").texts, single_at("ア 0.15").first, single_at("(1.5) 0.15")
    (('[1]',), ('0.15',), 0, None)
    """
    bare = text.lstrip(_BULLETS)
    for form in _FORMS[1:_LETTERS_ALONE] if len(text) <= LONGEST else ():
        found = form.match(bare)
        if found is not None and bare[found.end() :].strip():
            return _series(bare, marks.label_place(found["name"])[0], [found])
    return None


_NUMBER = r"-?(?:\d{1,6}(?:\.\d{1,6})?)"
_NUMBERS_APART = late(
    rf"(?<![\d.\w/*^+=-])(?<![=+*^(]\s)[(（]?(?P<first>{_NUMBER})(?P<sign>\s*/\s*|\s*、\s*|\s*[,・|]\s+)(?P<rest>{_NUMBER}"
    rf"(?:(?P=sign){_NUMBER}){{1,8}})(?![\d\w.*^+=/-]|\s*[=+*^×x])"
)


def numbers_apart(text: str) -> Series | None:
    """Return numbers that stand in a line with a stroke or a comma between them: options without labels.

    Whole numbers with commas may be anything, sizes above all.

    >>> numbers_apart("最大値はどれ？ 0.15 / 0.25 / 0.35").texts, numbers_apart("(0.15、0.25、0.35)").labels
    (('0.15', '0.25', '0.35'), ('1', '2', '3'))
    >>> numbers_apart("x = 1, 2, 3"), numbers_apart("1/2/3"), numbers_apart("0.15 / 0.25")
    (None, None, None)
    """
    for found in _NUMBERS_APART.finditer(text) if len(text) <= LONGEST else ():
        texts = tuple(re.split(r"\s*[/、,・|]\s*", f"{found['first']}{found['sign']}{found['rest']}"))
        if len(set(texts)) == len(texts) and sum("." in one for one in texts) * 2 > len(texts):
            labels = tuple(str(place) for place in range(1, len(texts) + 1))
            before, behind = text[: found.start()].rstrip(" (:"), text[found.end() :].lstrip(" )")
            return Series("number", 0, labels, texts, before, behind)
    return None


def single_behind(text: str) -> Series | None:
    """Return the first option where it alone stands behind the words of a line: the others follow below.

    >>> single_behind("どれか。(a) 0.15").texts, single_behind("どれか。(b) 0.15")
    (('0.15',), None)
    """
    for form in _FORMS[:_LETTERS_ALONE] if len(text) <= LONGEST else ():
        found = list(form.finditer(text))
        if len(found) == 1 and marks.label_place(found[0]["name"])[1] == 0 and text[found[0].end() :].strip():
            before = text[: found[0].start()].rstrip()
            if before.strip(_BULLETS) and _sentence_ends(before):
                return _series(text, marks.label_place(found[0]["name"])[0], found)
    return None


def may_label(texts: Sequence[str]) -> bool:
    """Whether the first two labels of some series stand somewhere: options may be printed, though none can be read.

    >>> may_label(["| (a) | 0.15 |", "| (b) | 0.25 |"]), may_label(["入力 1 と 2 の和はいくつか。"])
    (True, False)
    """
    seen = set()
    for text in texts:
        for found in _LOOKS_LIKE.finditer(text[:LONGEST]):
            seen.add(marks.label_place(next(name for name in found.groups() if name)))
    return any({(style, 0), (style, 1)} <= seen for style in ("number", "letter", "kana"))


def _marked(text: str, first: int | None = None) -> tuple[str, list[re.Match[str]]] | None:
    """Return the style and the marks of the first series in a text."""
    found: list[tuple[str, list[re.Match[str]]]] = []
    for place, form in enumerate(_FORMS if len(text) <= LONGEST else ()):
        by_style: dict[str, list[re.Match[str]]] = {}
        for mark in form.finditer(text):
            if mark[0].startswith(("(", "[")) or not mark[0].endswith(")") or _balanced(text[: mark.start()]):
                by_style.setdefault(marks.label_place(mark["name"])[0], []).append(mark)
        for style, own in by_style.items():
            places = [marks.label_place(mark["name"])[1] for mark in own]
            begins = places[0] if first is None else first
            if len(own) >= (3 if place >= _LETTERS_ALONE else 2) and places == list(range(begins, begins + len(own))):
                found.append((style, own))
    return min(found, key=lambda one: one[1][0].start(), default=None)


def _balanced(text: str) -> bool:
    return text.count("(") <= text.count(")")


def _balanced_within(text: str) -> bool:
    return text.count("(") >= text.count(")")


def _pieces(text: str, found: Sequence[re.Match[str]]) -> list[str]:
    ends = [mark.start() for mark in found[1:]] + [len(text)]
    return [text[mark.end() : end] for mark, end in zip(found, ends, strict=True)]


def _series(text: str, style: str, found: Sequence[re.Match[str]], *, asked: bool = False) -> Series | None:
    """Return the options; with ``asked`` the line may go on to ask behind the last of them."""
    *pieces, last = _pieces(text, found)
    behind = ""
    if asked:
        pieces = [_JOINED.sub("", piece) for piece in pieces]
        last, behind = _without_asking(last)
    if last.rstrip("。 ").endswith(")") and not _balanced_within(last):
        last = last.rstrip("。 ")[:-1]  # the bracket in which all of them stand
    texts = tuple(piece.strip(" ,、./:") for piece in (*pieces, last.rstrip("。 ")))
    if not all(texts):
        return None
    first = marks.label_place(found[0]["name"])[1]
    return Series(style, first, tuple(mark[0] for mark in found), texts, text[: found[0].start()].rstrip(), behind)


def _without_asking(text: str) -> tuple[str, str]:
    """Divide the last option from what the sentence goes on to ask: ``0.35 | から選べ``."""
    for found in _ASKED_BEHIND.finditer(text):
        rest = text[found.start() :]
        if marks.asks(rest) or marks.may_ask(rest):
            return text[: found.start()].rstrip(), rest.strip()
    english = _ASKED_BEHIND_EN.search(text)
    return (text, "") if english is None else (text[: english.start()], text[english.start() :].strip())


def _sentence_ends(text: str) -> bool:
    return text[-1:] in _SENTENCE_END or marks.asks(text)
