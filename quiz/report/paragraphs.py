"""Rows -> paragraphs, and what a paragraph is by its looks: options, a title, prose, the sentences that ask.

A row with a mark of its own (``問）``, ``答）``, ``確認テスト``) begins a paragraph, as does a row that asks.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from quiz.report import marks
from quiz.report.numbered_tests import indent_of, number_of
from quiz.report.option_series import series_in, single_at
from quiz.report.rows import Row, is_timed
from quiz.report.webpage import PICTURE

MAX_OPTION_ROWS = 60
"""How far behind "A." its "B." may stand: options of several rows each, with blank rows between them."""
MAX_TITLE = 50
"""Characters of a line that only names a topic."""


def lettered_options(rows: Sequence[Row]) -> frozenset[int]:
    """Return the identities of the rows whose "A." is an option's label: a "B." follows before the next question.

    A small letter is a label, too, where the answer has a mark that names it (``a) …``, then ``答）…``).
    """
    found = set()
    event: Literal["", "answer", "option", "end"] = ""  # the next one below the row, and where it stands
    stands = 0
    for place in range(len(rows) - 1, -1, -1):
        row = rows[place]
        if event and stands - place <= MAX_OPTION_ROWS and row.kind == "text" and marks.is_letter_mark(row.plain):
            small = row.plain.lstrip("-*+•・ [【「<").startswith("a")
            if event == "option" or (small and event == "answer"):
                found.add(id(row))
        below = _event(row)
        if below:
            event, stands = below, place
    return frozenset(found)


def _event(row: Row) -> Literal["", "answer", "option", "end"]:
    """What a row tells of an "A." above it: the answer that a mark names, a "B.", the end of what belongs to it."""
    text = row.plain
    named = marks.after_answer(text) is not None and not marks.is_letter_mark(text)
    if named:
        return "answer" if row.kind in ("text", "heading") else "end"
    if row.kind in ("heading", "rule") or marks.after_question(text) is not None:
        return "end"
    option = marks.option_at(text) if row.kind == "text" else None
    return "option" if option is not None and option[:2] == ("letter", 1) else ""


def answer_mark(row: Row, options: frozenset[int]) -> int | None:
    """Return where the answer begins in a row with an answer's mark; the label of an option is none."""
    return None if id(row) in options else marks.after_answer(row.plain)


def paragraphs(rows: Sequence[Row], options: frozenset[int], recognizes: Callable[[str], bool]) -> Iterator[list[Row]]:
    """Yield paragraphs: rows of one kind that follow one another; a row with a mark begins a paragraph of its own."""
    group: list[Row] = []
    for place, row in enumerate(rows):
        if group and (
            row.kind in ("blank", "heading", "rule")
            or row.kind != group[-1].kind
            or row.quoted != group[-1].quoted
            or _begins(row, options)
            or _asks_next(row, recognizes)
            or (number_of(row.plain) is not None and _is_next_entry(group, rows[place : place + 2], options))
        ):
            yield group
            group = []
        if row.kind not in ("blank",):
            group.append(row)
        if row.kind in ("heading", "rule"):
            yield group
            group = []
    if group:
        yield group


def _begins(row: Row, options: frozenset[int]) -> bool:
    text = row.plain
    return row.kind == "text" and (
        is_timed(row)
        or (marks.may_be_marked(text) and _is_marked(row, options))
        or marks.after_arrow(text) is not None
        or (marks.asks(text) and marks.option_at(text) is None)
    )


def _is_next_entry(group: Sequence[Row], rows: Sequence[Row], options: frozenset[int]) -> bool:
    """Whether a numbered row below an answer, less deep than that, has an answer's mark below itself: the next test."""
    entry, *below = rows
    if not below or below[0].kind != "text" or not marks.names_answer(below[0].plain):
        return False
    first, depth = group[0], indent_of(entry)
    return answer_mark(first, options) is not None and depth < indent_of(first) and depth < indent_of(below[0])


def _is_marked(row: Row, options: frozenset[int]) -> bool:
    text = row.plain
    return (
        marks.after_question(text) is not None
        or answer_mark(row, options) is not None
        or marks.after_bare_question(text) is not None
        or marks.after_test_title(text) is not None
        or marks.page_number(text) is not None
        or marks.is_explanation(text)
        or marks.after_thought(text) is not None
    )


def _asks_next(row: Row, recognizes: Callable[[str], bool]) -> bool:
    """Whether a row right below an answer is a question that the bank knows, with a number before it or not."""
    text = row.plain
    if row.kind != "text" or not (
        marks.asks(text) or (marks.may_ask(text) and text.rstrip("。.").endswith(("か", "?")))
    ):
        return False
    return recognizes(text)


def follows(row: Row, later: Row) -> bool:
    """Whether a row stands right below another, with at most a blank one between them."""
    return row.line.cell == later.line.cell and 0 < later.line.number - row.line.number <= 2


def joined(group: Sequence[Row]) -> str:
    """Return a paragraph's text."""
    return "\n".join(row.plain for row in group)


def is_title(row: Row) -> bool:
    """Whether a line is no sentence: a heading, or words that end in a noun."""
    text = row.plain.rstrip(" :")
    if row.kind == "heading":
        return True
    return len(text) <= MAX_TITLE and not re.search(r"[。.:=→\[]|[ぁ-ん]$|\d$", text)


def is_prose(group: list[Row]) -> bool:
    """Whether a paragraph is text, and not a list of options or a picture."""
    return group[0].kind == "text" and any(
        row.plain != PICTURE and marks.option_at(row.plain) is None and series_in(row.plain) is None for row in group
    )


def is_list(group: Sequence[Row]) -> bool:
    """Whether a paragraph lists several things by their labels, in one line or below one another."""
    return series_in(group[0].plain) is not None or sum(marks.option_at(row.plain) is not None for row in group) > 1


def may_be_option(row: Row) -> bool:
    """Whether a row may be one of the options of a question."""
    return marks.option_at(row.plain) is not None or single_at(row.plain) is not None


def split_prompt(group: list[Row]) -> tuple[list[Row], list[Row]]:
    """Divide a paragraph into the rows that ask and what follows them (givens, options, perhaps the answer)."""
    last = -1
    for place, row in enumerate(group):
        if marks.option_at(row.plain) is not None or marks.after_arrow(row.plain) is not None:
            break
        if marks.asks(row.plain) or (marks.may_ask(row.plain) and place <= last + 2):
            last = place
            if marks.asks(row.plain):
                break
    last = max(last, 0)
    while last + 1 < len(group) and group[last].plain[-1:] in ("、", ",") and group[last + 1].kind == "text":
        last += 1  # the sentence goes on in the next line
    while last + 1 < len(group) and marks.is_proviso(group[last + 1].plain):
        last += 1
    return group[: last + 1], group[last + 1 :]
