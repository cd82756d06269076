"""Tests that are asked in one list and answered in another, paired by their numbers, in whichever order they stand.

``1. 連鎖律 2. シグモイドの微分`` in one place, ``1. 2(x+y) 2. (2)`` in another: a list of names, of questions or of
answers alone tells nothing; the number tells which belong together.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.rows import Row, cut

LEAST: Final = 3
"""Entries of a list that is taken for one of tests, or of answers: two numbers stand beside many things."""
MOST: Final = 60
_NUMBERED: Final = late(
    r"(?:[-*+•・]\s*)?(?:(?:no|q|問題?|設問|確認テスト)\.?\s*)?(?:\((?P<a>\d{1,2})\)|(?P<b>\d{1,2})(?:[.)](?!\d)|[:、]|\s(?!\d)))\s*(?=\S)",
    re.I,
)
_CELL: Final = late(r"\|\s*(?:(?:no|q|問題?|設問)\.?\s*)?\(?(\d{1,2})\)?\s*\|", re.I)
_WITHIN: Final = late(
    r"(?:(?:(?<=[(、,;:/])|^)\s*(?P<bare>\d{1,2})(?:[).:]|\s)|\((?P<bracketed>\d{1,2})\))\s*(?=[^\s])"
)
_LONGEST_KEY: Final = 1_000
_LONGEST_TEST: Final = 200
_ANSWERS: Final = late(r"解答|回答|答え|答案|正解|\banswers?\b", re.I)
_QUESTIONS: Final = late(r"(?:^|[\s.:、])(?:問題(?:編|集|一覧)?|設問|questions?)\s*$", re.I)
"""A heading over questions alone."""
_BULLETS: Final = "-*+•・"
_SENTENCE: Final = late(r"[。.]\s*$|(?:です|ます|である|する|なる|れる|った|ない)\s*$")

Known = Callable[[str], Collection[object]]
"""The items of which a text is the title or has the topic."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A test and its answer, from two lists."""

    prompt: Row
    answer: tuple[Row, ...]
    below: tuple[Row, ...] = ()
    """What the question has below it: its givens, its options."""


def paired_lists(groups: Sequence[Sequence[Row]], known: Known) -> Mapping[int, Sequence[Pair]]:
    """Return the pairs that paragraphs give, by the place of each paragraph that is a part of them.

    The paragraph that comes last has them; the other one has none. A heading that names no answers ends what waits.
    """
    found: dict[int, Sequence[Pair]] = {}
    tests: dict[int, Sequence[Row]] = {}
    places: list[int] = []
    answers: tuple[int, Mapping[int, list[Row]]] | None = None
    tested = headed = asking = False
    for place, group in enumerate(groups):
        first = group[0]
        if first.kind == "heading":
            headed = bool(tests) and bool(_ANSWERS.search(first.plain))
            asking = bool(_QUESTIONS.search(first.plain))
            tested = headed or asking or marks.is_test_heading(first.plain)
            if not headed:
                answers = None
            if tested and not headed:  # else what was asked may still be answered, under a heading of answers
                tests, places = {}, []
            continue
        if first.kind != "text":
            continue
        tested = tested or marks.after_test_title(first.plain) is not None
        if not tested:
            continue
        if not headed and (names := _tests_in(group, known, go_on=max(tests, default=0), sure=asking)):
            if min(names) != max(tests, default=0) + 1:
                tests, places = {}, []
            tests |= names
            places.append(place)
        elif given := _answers_in(group, known):
            answers = place, given
        elif not headed and any(marks.asks(row.plain) or marks.after_question(row.plain) is not None for row in group):
            tests, places, answers = {}, [], None  # whatever is asked here has its answer below
        if tests and answers is not None and set(answers[1]) <= set(tests):
            for other in (*places, answers[0]):
                found[other] = ()
            found[max(*places, answers[0])] = _pairs(tests, answers[1])
            tests, places, answers = {}, [], None
    return found


def _tests_in(group: Sequence[Row], known: Known, *, go_on: int = 0, sure: bool = False) -> Mapping[int, Sequence[Row]]:
    """The tests that a list, or a sentence, names by their numbers, answering none; none where it is something else.

    Below a test stand its givens and its options, as entries of a list with bullets. A list may go on from the number
    ``go_on``, one entry at a time. Below a heading of questions (``sure``) whatever is listed asks.
    """
    listed = entries(group)
    bulleted = all(row.plain[:1] in _BULLETS for rows in listed.values() for row in rows[1:])
    names = listed if bulleted else {number: rows for number, rows in listed.items() if len(rows) == 1}
    for found in (names, {number: [row] for number, row in key_within(group).items()}):
        asked = sum(_is_test(rows[0].plain, known) for rows in found.values())
        goes_on = bool(found) and min(found) == go_on + 1 > 1
        if (len(found) >= LEAST or goes_on) and sure and found is names:
            return found
        if (len(found) >= LEAST or goes_on) and asked * 3 >= len(found) * (1 if goes_on else 2):
            return found
        if len(found) > 1 and min(found) == 1 and asked == len(found) and go_on == 0:
            return found  # the rest of the list may stand apart from its beginning
    return {}


def _is_test(text: str, known: Known) -> bool:
    if len(text) > _LONGEST_TEST:
        return False
    return marks.asks(text) or (not _SENTENCE.search(text) and bool(known(text)))


def _answers_in(group: Sequence[Row], known: Known) -> Mapping[int, list[Row]]:
    """The entries of a list by number of which hardly one is a test's name."""
    rows = [cut(group[0], end), *group[1:]] if (end := marks.after_answer(group[0].plain)) is not None else [*group]
    rows = [row for row in rows if row.plain]
    found = entries(rows) or {number: [row] for number, row in key_within(rows[:1]).items()}
    if len(found) < LEAST or sum(_is_test(rows[0].plain, known) for rows in found.values()) * 3 > len(found):
        return {}
    return found


def _pairs(tests: Mapping[int, Sequence[Row]], answers: Mapping[int, list[Row]]) -> list[Pair]:
    found = []
    for number, rows in answers.items():
        asking, *below = tests[number]
        shared = sum(other[0].line is asking.line for other in tests.values()) > 1
        # Of several in one line each stands with its answer, so that one can be told from the next.
        found.append(Pair(replace(asking, line=rows[0].line) if shared else asking, tuple(rows), tuple(below)))
    return found


def number_of(text: str) -> tuple[str, int, int] | None:
    """Return the sign and the number of the label that a line begins with, and where it ends.

    >>> number_of("(11) 出力サイズは?"), number_of("3. 初期値"), number_of("3.5 倍")
    (('()', 11, 5), ('.', 3, 3), None)
    """
    found = _LABEL.match(text)
    if found is None:
        return None
    sign = "()" if found["a"] else found["sign"]
    return sign, int(found["a"] or found["b"]), found.end()


def ends_entry(entry: Row, row: Row) -> bool:
    """Whether a row is the next entry of the numbered list, in which another one is an entry.

    >>> from quiz.report.documents import Line, Report
    >>> from quiz.report.rows import rows_of
    >>> lines = ("4. 確認テスト: dz/dx を求めよ。", "   5. 2(x + y)", "5. 次の話")
    >>> first, second, third = rows_of(Report("x", tuple(Line(text, n) for n, text in enumerate(lines, 1))))
    >>> ends_entry(first, second), ends_entry(first, third)
    (False, True)
    """
    own, other = number_of(entry.line.text.lstrip()), number_of(row.plain)
    if own is None or other is None or row.kind != "text":
        return False
    return other[:2] == (own[0], own[1] + 1) and indent_of(row) <= indent_of(entry)


def without_numbers(group: Sequence[Row]) -> list[Row]:
    """Return a paragraph that an entry of a list begins, without the numbers of a list that is all that it has below.

    They count its entries, and are no answers. Anything else is returned as it is.
    """
    rows: list[Row] = [group[0]]
    if number_of(group[0].line.text.lstrip()) is None:
        return list(group)
    for place, row in enumerate(group[1:], start=1):
        label = number_of(row.plain)
        if row.kind != "text" or label is None or label[:2] != (".", place) or indent_of(row) <= indent_of(group[0]):
            return list(group)
        rows.append(cut(row, label[2]))
    return rows


def indent_of(row: Row) -> int:
    """Return how deep a row's line is indented."""
    return len(row.line.text) - len(row.line.text.lstrip())


_LABEL: Final = late(r"(?:\((?P<a>\d{1,2})\)|(?P<b>\d{1,2})(?P<sign>[.)](?!\d)|[:、]))\s*(?=\S)")


def entries(group: Sequence[Row]) -> dict[int, list[Row]]:
    """Return the rows of a list by their numbers, which follow one another; none where a row has no number."""
    found: dict[int, list[Row]] = {}
    for row in group[: MOST * 4]:
        cell = _CELL.match(row.plain)
        label = cell or _NUMBERED.match(row.plain)
        number = int(next(part for part in label.groups() if part)) if label is not None else 0
        deeper = bool(found) and cell is None and indent_of(row) > indent_of(group[0])
        if label is None or deeper or number != max(found, default=number - 1) + 1:
            if cell is not None or row.plain.startswith("|"):
                continue  # the header of a table, or what is below it
            if not found:
                return {}
            found[max(found)].append(row)
            continue
        end = None if cell is None else row.plain.find("|", label.end())
        entry = cut(row, label.end(), end if end is None or end >= 0 else None)
        found[number] = [entry] if entry.plain else []
    return {number: rows for number, rows in found.items() if rows} if len(found) <= MOST else {}


def key_within(group: Sequence[Row]) -> Mapping[int, Row]:
    """Return the names of tests that a sentence lists by number: 「(1 連鎖律、2 シグモイドの微分)」."""
    best: dict[int, Row] = {}
    for row in group[:4]:
        if len(row.plain) > _LONGEST_KEY:
            continue
        found: list[re.Match[str]] = []
        for mark in _WITHIN.finditer(row.plain):
            if int(mark["bare"] or mark["bracketed"]) == len(found) + 1:
                found.append(mark)
        if len(found) < LEAST:
            continue
        ends = [mark.start() for mark in found[1:]] + [len(row.plain)]
        names = {
            place: cut(row, mark.end(), end) for place, (mark, end) in enumerate(zip(found, ends, strict=True), start=1)
        }
        if len(names) > len(best):
            best = {number: replace(name, plain=name.plain.strip("。、,;)/ ")) for number, name in names.items()}
    return best
