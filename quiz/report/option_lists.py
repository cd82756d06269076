"""The lists of options that a question prints: a line for each, several in a line, or behind the question's own words.

Options may begin in the line that asks and go on below. What no list can be made of, though it has labels, is told as
``UNREAD``: a label then means nothing that could be judged.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.option_series import (
    Series,
    may_label,
    numbers_apart,
    series_behind,
    series_in,
    single_at,
    single_behind,
)
from quiz.report.rows import Row, cut
from quiz.report.tables import cells_of

MAX_OPTIONS = 12
_Behind = Callable[[Row], Series | None]
_INTRODUCED = 30
"""A line with more words than this before its options introduces none, unless it is among the lines that ask."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The options that a question prints, in order, with their labels, and the rows that they stand in.

    ``ticked`` are those that somebody has marked as right in the list itself (``(b) 0.25 ← 正解``); ``beside`` is what
    the first row has beside them. ``boxed`` says that each has a box to tick (``[x] 0.25``).
    """

    labels: tuple[str, ...]
    texts: tuple[str, ...]
    rows: tuple[Row, ...]
    ticked: tuple[int, ...] = ()
    beside: tuple[Row, ...] = ()
    boxed: bool = False


UNREAD = Printed((), (), ())
"""Options are printed, or may be, and can't be told apart."""

_RIGHT = r"正解|正答|正しい|答え?|正|○|◯|✓|✔|☑|correct|right|true|answer"
_WRONG = r"誤り?|不正解|間違い|間違い|×|✕|wrong|false|incorrect"
_REMARK = late(
    rf"\s*(?:[(\[【<]\s*(?:(?P<a>{_RIGHT})|{_WRONG})\s*[)\]】>]|(?:←|⇐|<-+|<=+)\s*(?:(?P<b>{_RIGHT})|{_WRONG})|"
    rf"\s(?:(?P<c>○|◯|✓|✔|☑)|×|✕)|\s誤\s*:.*)\s*[。.]?$",
    re.I,
)
_BOX = late(r"(?:\[(?P<tick>[ xX✓✔レ])?\]|(?P<empty>[☐□◯○])|(?P<full>[☑☒✅■●◉✓✔]))\s*")
_LISTED_BOX = late(r"\s*(?:[-*+•・]\s*)?(?=\[[ xX✓✔レ]?\]|[☐□◯○☑☒✅■●◉✓✔])")
_BOLD = late(r"\s*(?:[-*+•・]\s+)?(?P<sign>\*\*|__)(?!\s)[^*]+(?P=sign)\s*")
"""An option in bold letters among others that aren't: the one that is chosen."""
_FULL = frozenset("xX✓✔レ")


def without_remark(text: str) -> tuple[str, bool]:
    """Return an option's text without what somebody noted beside it, and whether the note says that it is right.

    >>> without_remark("0.25 (正解)"), without_remark("0.35 ← 誤り"), without_remark("[x] 0.25"), without_remark("0.25")
    (('0.25', True), ('0.35', False), ('0.25', True), ('0.25', False))
    """
    box = _BOX.match(text)
    if box is not None and (box["tick"] or box["full"] or box["empty"] or box[0].startswith("[")):
        return text[box.end() :], box["full"] is not None or box["tick"] in _FULL
    found = _REMARK.search(text)
    if found is None:
        return text, False
    return text[: found.start()].rstrip(), bool(found["a"] or found["b"] or found["c"])


def printed_options(asking: Sequence[Row], body: Sequence[Row]) -> Printed | None:
    """Return the options of a question: those below it, or those in the lines that ask, as far as they go on below.

    :data:`UNREAD` where only their labels are seen; None where there are none.
    """
    asked = [row for row in asking if row.kind == "text"]
    below = [row for row in body if row.kind == "text"]
    found = (
        _boxes(below)
        or _list(below, _introduced)
        or _list([*asked, *below], lambda row: series_behind(row.plain, anywhere=False), only=len(asked))
        or _list([*asked, *below], lambda row: series_behind(row.plain, anywhere=True), only=len(asked))
        or _list([*asked, *below], lambda row: single_behind(row.plain), only=len(asked))
    )
    found = found or _table(below) or _spaced([*asked, *below]) or _numbers(asked, below)
    if found is None and may_label([row.plain for row in (*asked, *below)]):
        return UNREAD
    return found


def _boxes(rows: Sequence[Row]) -> Printed | None:
    """The options that have a box each, as a task list has: ``- [x] 0.25``."""
    listed: list[Row] = []
    for row in rows:
        if _LISTED_BOX.match(row.plain) is None:
            if listed:
                break
            continue
        listed.append(row)
    if not 2 <= len(listed) <= MAX_OPTIONS:
        return None
    noted = []
    for row in listed:
        mark = _LISTED_BOX.match(row.plain)
        text, full = without_remark(row.plain[mark.end() if mark is not None else 0 :])
        label = marks.option_at(text)
        noted.append((label[2] if label is not None else text.strip(), full))
    if len({text for text, _ in noted}) < len(noted) or len({full for _, full in noted}) < 2:
        return None  # bullets of one sort are no boxes
    ticked = tuple(place for place, (_, full) in enumerate(noted) if full)
    labels = tuple(str(place) for place in range(1, len(noted) + 1))
    return Printed(labels, tuple(text for text, _ in noted), tuple(listed), ticked, boxed=True)


_LABEL_CELL = late(r"\(?(?P<name>\d{1,2}|[a-z]|[ア-コ])[).]?", re.I)


def _table(rows: Sequence[Row]) -> Printed | None:
    """The options of a table: a label and a text in each row, or a row of labels above a row of texts."""
    table = [row for row in rows if row.plain.startswith("|") and any(map(str.isalnum, row.plain))]
    cells = [cells_of(row) for row in table[: MAX_OPTIONS + 1]]
    if len(cells) == 2 and _are_labels(cells[0]) and len(cells[0]) == len(cells[1]):
        return _of_cells(cells[0], cells[1], table)
    listed = [own for own in cells if len(own) == 2]
    if len(listed) == len(cells) and cells and not _are_labels([cells[0][0]]):
        listed = listed[1:]  # the header
    if len(listed) < 2 or not _are_labels([name for name, _ in listed]):
        return None
    return _of_cells([name for name, _ in listed], [text for _, text in listed], table)


def _are_labels(names: Sequence[str]) -> bool:
    """Whether the cells are the labels of one series from its first on."""
    found = [_LABEL_CELL.fullmatch(name) for name in names]
    places = [marks.label_place(one["name"]) for one in found if one is not None]
    return [place for _, place in places] == list(range(len(names))) and len({style for style, _ in places}) == 1


def _of_cells(names: Sequence[str], texts: Sequence[str], rows: Sequence[Row]) -> Printed | None:
    noted = [without_remark(text) for text in texts]
    if not all(text for text, _ in noted):
        return None
    ticked = tuple(place for place, (_, right) in enumerate(noted) if right)
    return Printed(tuple(names), tuple(text.strip("`") for text, _ in noted), tuple(rows), ticked)


_BEFORE_A_SPACE = late(r"(?P<name>\d|[a-hA-H])\s+(?P<text>\S.*)")
_LEAST_SPACED = 3
_WORKING = late(r"よって|ゆえに|したがって|なので|∴|\b(?:so|hence|thus|therefore)\b", re.I)
"""What steps of a derivation have, and no option."""


def _spaced(rows: Sequence[Row]) -> Printed | None:
    """The options that nothing but a space parts from their numbers, each in its line: ``1　0.15``."""
    listed: list[tuple[str, str, Row]] = []
    style = ""
    for row in rows:
        found = _BEFORE_A_SPACE.fullmatch(row.plain)
        place = marks.label_place(found["name"]) if found is not None else ("", -1)
        if found is None or place[1] != len(listed) or (listed and place[0] != style):
            if listed:
                break
            continue
        if listed and row.line.number != listed[-1][2].line.number + 1:
            break
        style = place[0]
        listed.append((found["name"], found["text"], row))
    if len(listed) < _LEAST_SPACED or any(_WORKING.search(text) for _, text, _ in listed):
        return None
    names, texts, own = zip(*listed, strict=True)
    noted = [without_remark(text) for text in texts]
    ticked = tuple(at for at, (_, right) in enumerate(noted) if right)
    return Printed(names, tuple(text for text, _ in noted), own, ticked)


def _numbers(asked: Sequence[Row], below: Sequence[Row]) -> Printed | None:
    """The options that a line offers as bare numbers, in the lines that ask or right below them."""
    for row in [*asked, *below[:1]]:
        found = numbers_apart(row.plain)
        if found is not None:
            beside = tuple(
                cut(row, *span)
                for span in ((0, len(found.before)), (len(row.plain) - len(found.behind), len(row.plain)))
                if row.plain[slice(*span)].strip("-*+•・ ()")
            )
            return Printed(found.labels, found.texts, (row,), (), beside)
    return None


def without_options(rows: Sequence[Row], printed: Printed | None) -> list[Row]:
    """Return rows without those of the options, but with the words that stand beside them."""
    if printed is None:
        return list(rows)
    own: dict[int, tuple[Row, ...]] = {id(row): () for row in printed.rows}
    if printed.rows:
        own[id(printed.rows[0])] = printed.beside
    return [kept for row in rows for kept in own.get(id(row), (row,))]


def _introduced(row: Row) -> Series | None:
    """The options behind a few words that introduce them: ``選択肢: (a) 0.15 (b) 0.25``."""
    found = series_behind(row.plain, anywhere=False)
    return found if found is not None and len(found.before) <= _INTRODUCED else None


@dataclass(slots=True)
class _Option:
    """One option on its way: its label, its text so far, and its rows."""

    label: str
    text: str
    rows: list[Row] = field(default_factory=list)


def _list(rows: Sequence[Row], behind: _Behind, only: int | None = None) -> Printed | None:
    """Return the first list of two options or more; it begins in one of the first ``only`` rows."""
    for place, row in enumerate(rows[:only]):
        for series in _beginnings(row, behind):
            options = _collected(row, series, rows[place + 1 :])
            if len(options) >= 2:
                return _printed(options, row, series)
    return None


def _beginnings(row: Row, behind: _Behind) -> Iterator[Series]:
    """Give what a row may begin a list with: a series, an option, what stands behind its words."""
    series = series_in(row.plain)
    if series is not None:
        if series.first == 0:
            yield series
        return
    alone = _alone(row)
    if alone is not None and alone.first == 0:
        yield alone
    if (alone is None or alone.first == 0) and (found := behind(row)) is not None:
        yield found


def _alone(row: Row) -> Series | None:
    """A row that is one option."""
    found = marks.option_at(row.plain)
    if found is None:
        return single_at(row.plain)
    style, first, text = found
    return Series(style, first, (row.plain[: -len(text)].lstrip("-*+•・ "),), (text,))


def _collected(row: Row, series: Series, rows: Sequence[Row]) -> list[_Option]:
    """Return the options that begin with a series: one may go on in the next lines, the list with the next label."""
    options = [_Option(*pair, [row]) for pair in zip(_labels(row, series), series.texts, strict=True)]
    going_on: list[Row] = []
    for later in rows:
        found = series_in(later.plain) or _alone(later)
        if found is not None and (found.style, found.first) == (series.style, len(options)):
            if going_on:  # only a further label shows that the lines before it belonged to the list
                options[-1].text += "".join(one.plain for one in going_on)
                options[-1].rows += going_on
            options += [_Option(*pair, [later]) for pair in zip(_labels(later, found), found.texts, strict=True)]
            going_on = []
            if len(options) >= MAX_OPTIONS:
                break
            continue
        last = going_on[-1] if going_on else options[-1].rows[-1]
        if found is not None or later.line.number != last.line.number + 1 or later.line.cell != last.line.cell:
            break
        going_on.append(later)
    return options[:MAX_OPTIONS]


def _printed(options: Sequence[_Option], row: Row, series: Series) -> Printed:
    noted = [without_remark(option.text) for option in options]
    rows = {id(own): own for option in options for own in option.rows}
    beside = (cut(row, 0, len(series.before)), cut(row, len(row.plain) - len(series.behind)))
    ticked = tuple(place for place, (_, right) in enumerate(noted) if right)
    bold = [place for place, option in enumerate(options) if _BOLD.fullmatch(option.rows[0].text)]
    apart = len({id(option.rows[0]) for option in options}) == len(options)
    return Printed(
        tuple(option.label for option in options),
        tuple(text.strip().strip("`").strip() for text, _ in noted),
        tuple(rows.values()),
        tuple(bold) if not ticked and apart and len(bold) == 1 else ticked,
        tuple(words for words in beside if words.plain.strip("-*+•・ ")),
    )


def _labels(row: Row, series: Series) -> tuple[str, ...]:
    """Return labels as they are printed; circled numbers stand in brackets in a row's plain text."""
    circled = re.findall("[①-⑳]", row.text)[-len(series.labels) :]
    whole = len(circled) == len(series.labels) and series.style == "number"
    return tuple(circled if whole else (name.strip() for name in series.labels))
