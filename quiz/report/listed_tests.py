"""A list or a table under a test's heading -> its questions, each with the answer beside or below it.

``- シグモイドの微分の最大値 → 0.25``, ``(2) dz/dx`` with the answer indented below, a row of question and answer.
A row is a question if it asks or has a question's topic; what stands deeper, or behind an arrow or a colon, answers it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report import marks
from quiz.report.option_series import series_in
from quiz.report.rows import Row, cut

_LABEL: Final = late(r"(?P<bullet>[-+*•・●■◆]\s*)?(?P<bracket>【\s*)?(?P<number>\(\d{1,2}\)\s*|\d{1,2}[).:、]\s+)?")
_ARROW: Final = late(r"\s*(?:→|⇒|⇨|➡|=>|->|⟶)\s*")
_COLON: Final = late(r"\s*:\s*")
_DOTS: Final = late(r"\s*(?:\.{3,}|…+|‥+|・{3,}|\s[-–—―]+(?=\s))\s*")
"""What leads from a name to what is said of it, as in a table of contents: 「L1 … (3)」."""
_BRACKET: Final = late(r"\s*】\s*:?\s*")
_BEFORE_LABEL: Final = late(r"\s+(?=\([1-9]\)(?:\s*\S|$))")
_BEHIND_LETTER: Final = late(r"(?<=\([ぁ-ん]\))\s*(?=\S)")
_SIGNS: Final = (_BRACKET, _ARROW, _COLON, _DOTS, _BEFORE_LABEL, _BEHIND_LETTER)
_LEAST_NAMED: Final = 2
_BETWEEN_CELLS: Final = late(r"\|(?=[\s|:-]*+\Z)[\s|:-]*--[\s|:-]*\Z")
_OWN: Final = late(r"自分|わたし|私|あなた|my\b|mine", re.IGNORECASE)
_ANSWER: Final = late(r"答|answer", re.IGNORECASE)
_ASKING: Final = late(r"(?:qs?|問い?|問題文?|設問|質問|questions?|(?:確認|小)?テスト|確認問題)[.:]?", re.IGNORECASE)
"""The header of a column of questions."""
_OF_WHAT: Final = late(
    r"(?:内容|問題の内容|問題の要約|要約|テーマ|タイトル|題名|項目|出題|topics?|subjects?|about)[.:]?", re.IGNORECASE
)
"""That of the column beside the numbers of the questions, which says what they ask."""
_JUST_A: Final = late(r"(?:a|ans)[.:]?", re.IGNORECASE)
"""That of their answers, beside such a one."""
MAX_QUESTION: Final = 300

Stated = Callable[[str], Collection[object]]
"""The items of which a line has the topic."""


@dataclass(slots=True)
class Listed:
    """One question of a list: the row that asks it, the items that it may be, the rows that answer it.

    ``deeper`` says that something beside it or deeper than it answers: the next row of its own depth doesn't.
    """

    prompt: Row
    items: Collection[object]
    answer: list[Row] = field(default_factory=list)
    deeper: bool = False


def listed_questions(group: Sequence[Row], stated: Stated, titled: Stated = lambda text: ()) -> list[Listed]:
    """Return the questions of a list or a table with their answers; none where nothing in it is plainly one.

    ``stated`` gives the items whose topic a line has, ``titled`` those that a mere title names: 「連鎖律: 2(x+y)」.
    Titles count where most of the list are such: a single one may be the subject of a sentence.
    """
    if group[0].plain.startswith("|"):
        known = _with_titles(stated, titled, _names_in_table(group))
        found = _of_table(group, known)
    else:
        names = [name for row in group if _depth(row) <= _depth(group[0]) and (name := _name(row))]
        known = _with_titles(stated, titled, names)
        bare = len(names) == len(group) and all(known(name) for name in names)
        found = _of_list(group, known, bare=bare)
        if known is not stated and not any(one.items and one.answer and one.deeper for one in found):
            return []  # a list of names, of which one isn't known: it answers none
    for one in found:
        one.answer = [_unlabelled(row) for row in one.answer] if len(one.answer) == 1 else one.answer
    return found if any(one.items and one.answer for one in found) else []


def _with_titles(stated: Stated, titled: Stated, names: Sequence[str]) -> Stated:
    """Return what tells a test's topic in a list: titles too, where they are most of its names."""
    called = {name for name in names if titled(name) or stated(name)}
    if len(called) < _LEAST_NAMED or len(called) * 3 < len(names) * 2:
        return stated
    return lambda text: stated(text) or (titled(text) if text.strip() in called else ())


def _name(row: Row) -> str:
    """What stands before the sign that leads to an answer in a row of a list; the whole row without one."""
    label = _LABEL.match(row.plain)
    text = row.plain[label.end() if label is not None else 0 :]
    found = [between for sign in _SIGNS if (between := sign.search(text)) is not None and between.start() > 0]
    return (text[: min(one.start() for one in found)] if found else text).strip()


def _names_in_table(group: Sequence[Row]) -> list[str]:
    """The cells of a table that may name a test: the first of each row that is more than a number."""
    found = []
    for place, row in enumerate(group):
        if place + 1 < len(group) and _BETWEEN_CELLS.match(group[place + 1].plain):
            continue  # the header
        cells = [row.plain[start:end].strip() for start, end in _cells(row)]
        name = next((cell for cell in cells if any(sign.isalpha() for sign in cell)), "")
        if name and not _BETWEEN_CELLS.match(row.plain):
            found.append(name)
    return found


def _asks(text: str, stated: Stated) -> bool:
    return len(text) <= MAX_QUESTION and (bool(stated(text)) or marks.asks(text) or marks.may_ask(text))


# -- lists -------------------------------------------------------------------------------------------------------------


def _of_list(group: Sequence[Row], stated: Stated, *, bare: bool) -> list[Listed]:
    """The questions of a list; ``bare``: its rows need neither bullets nor numbers, as each names a test."""
    sort = _sort(group[0])
    if sort is None and not (bare and len(group) >= _LEAST_NAMED):
        return []
    depth = _depth(group[0])
    found: list[Listed] = []
    for row in group:
        level = _sort(row) == sort and _depth(row) <= depth
        if level and (one := _begun(row, found, stated)) is not None:
            found.append(one)
        elif found:
            found[-1].answer.append(row)
            found[-1].deeper = found[-1].deeper or not level
        else:
            return []
    return found


def _sort(row: Row) -> str | None:
    """How a row is listed: with a bullet, with a number, with both; None if it isn't."""
    label = _LABEL.match(row.plain)
    return label.lastgroup if label is not None and label[0] else None


def _unlabelled(row: Row) -> Row:
    """Return a row without its bullet; a number before it may be the answer itself."""
    label = _LABEL.match(row.plain)
    return row if row.kind != "text" or label is None or not label["bullet"] else cut(row, label.end("bullet"))


def _depth(row: Row) -> int:
    """How far a row is indented; a Japanese blank takes two columns."""
    written = row.line.text
    return sum(1 + (sign == "\u3000") for sign in written[: len(written) - len(written.lstrip())])


def _begun(row: Row, found: Sequence[Listed], stated: Stated) -> Listed | None:
    """Return the question that a row of the list's own depth begins; None where it belongs to the one before."""
    label = _LABEL.match(row.plain)
    start = label.end() if label is not None else 0
    text = row.plain[start:]
    for sign in _SIGNS:
        if (between := sign.search(text)) is not None and between.start() > 0 and between.end() < len(text):
            asked = text[: between.start()]
            if marks.is_within_brackets(text, between.start()):
                continue
            if series_in(text[between.end() :]) is not None:
                break  # its options stand in its line
            if stated(asked) or (sign is _ARROW and _asks(asked, stated)):
                prompt = cut(row, start, start + between.start())
                return Listed(prompt, stated(asked), [cut(row, start + between.end())], deeper=True)
    items = stated(text)
    waiting = bool(found) and not found[-1].deeper
    if not _asks(text, stated):
        return None if waiting else Listed(cut(row, start), ())
    same = waiting and bool(items) and set(map(id, items)) <= set(map(id, found[-1].items))
    if same and not (marks.asks(text) or marks.may_ask(text)):
        return None  # 「BN の効果」, then 「BN で学習が速くなる」: it answers
    return Listed(cut(row, start), items)


def bracketed_tests(group: Sequence[Row], named: Stated) -> list[Listed]:
    """The tests of a list that has their names in brackets, 「確認テスト(リッジ)」, each with what stands deeper.

    ``named`` gives the items that a name may mean. None where fewer than two rows are so, or nothing answers them.
    """
    spans = [marks.bracketed_test(row.plain) for row in group]
    depths = [_depth(row) for row, span in zip(group, spans, strict=True) if span is not None]
    if len(depths) < _LEAST_NAMED or len(set(depths)) > 1:
        return []
    found: list[Listed] = []
    current: Listed | None = None
    for row, span in zip(group, spans, strict=True):
        if span is not None:
            name = cut(row, *span)
            current = Listed(name, named(name.plain))
            found.append(current)
        elif _depth(row) <= depths[0]:
            current = None  # an entry about something else
        elif current is not None:
            current.answer.append(_unlabelled(row))
    return found if any(one.items and one.answer for one in found) else []


# -- tables ------------------------------------------------------------------------------------------------------------


def _of_table(group: Sequence[Row], stated: Stated) -> list[Listed]:
    found = []
    answers: int | None = None
    asking: int | None = None
    attempts: list[int] = []
    for place, row in enumerate(group):
        cells = _cells(row)
        if _BETWEEN_CELLS.match(row.plain) or len(cells) < 2:
            continue
        if place + 1 < len(group) and _BETWEEN_CELLS.match(group[place + 1].plain):
            header = [row.plain[start:end] for start, end in cells]
            answers = _answers_column(header)
            asking = asking_column(header) if answers is not None else None
            attempts = [at for at, cell in enumerate(header) if _ATTEMPT.fullmatch(cell.strip())]
            continue
        asked = next((at for at, (start, end) in enumerate(cells) if _asks(row.plain[start:end], stated)), None)
        asked = asked if asking is None or asking >= len(cells) else asking
        at = answers if answers is not None else None if asked is None else asked + 1
        if answers is None and len(attempts) > 1:
            at = attempts[-1]  # what somebody answers now, and not what they did before
        if asked is None or at is None or at == asked or at >= len(cells):
            continue
        prompt, answer = cut(row, *cells[asked]), cut(row, *cells[at])
        found.append(Listed(prompt, stated(prompt.plain), [answer] if answer.plain else []))
    return found


_ATTEMPT: Final = late(
    r"(?:第?[1-9一二三]回目?|初回|今回|前回|最初|最終|再挑戦|先月|今月|昨日|今日|(?:1[0-2]|[1-9])月|復習[時後]?|before|after|then|now|"
    r"today|yesterday|(?:first|second|third|last|1st|2nd|3rd)(?: (?:try|time|attempt|answer))?|"
    r"(?:jan|febr?)(?:uary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sep(?:tember)?|oct(?:ober)?|nov(?:ember)?|"
    r"dec(?:ember)?)(?:の?(?:答え|回答|解答))?",
    re.I,
)
"""What a column is called that holds the answers of one sitting: 「1回目」「今日」."""


def is_test_table(group: Sequence[Row]) -> bool:
    """Whether the header of a table says that its rows are tests with their answers."""
    if len(group) < 3 or not group[0].plain.startswith("|") or not _BETWEEN_CELLS.match(group[1].plain):
        return False
    return is_test_header([group[0].plain[start:end] for start, end in _cells(group[0])])


def is_test_header(header: Sequence[str]) -> bool:
    """Whether the names of a table's columns say that its rows are tests with their answers.

    >>> is_test_header(["No.", "Q", "A"]), is_test_header(["手法", "長所", "短所"]), is_test_header(["A", "B"])
    (True, False, False)
    """
    asks = asking_column(header) is not None or any(map(marks.is_test_heading, header))
    return asks and _answers_column(header) is not None


def asking_column(header: Sequence[str]) -> int | None:
    """Which column holds the questions, by the table's header: the last one that says so.

    >>> asking_column(["No.", "問題", "解答"]), asking_column(["問", "内容", "解答"]), asking_column(["項目", "内容"])
    (1, 1, None)
    """
    named = [at for at, cell in enumerate(header) if _ASKING.fullmatch(cell.strip())]
    last = next(reversed(named), None)
    beside = last is not None and last + 1 < len(header) and _OF_WHAT.fullmatch(header[last + 1].strip()) is not None
    return last + 1 if last is not None and beside else last


def _answers_column(header: Sequence[str]) -> int | None:
    """Which column holds the learner's answers, by the table's header."""
    named = [at for at, cell in enumerate(header) if _ANSWER.search(cell)]
    if not named and asking_column(header) is not None:
        named = [at for at, cell in enumerate(header) if _JUST_A.fullmatch(cell.strip())]
    own = [at for at in named if _OWN.search(header[at])]
    return next(iter(own or named), None)


def _cells(row: Row) -> list[tuple[int, int]]:
    """Where the cells of a table's row begin and end."""
    bars = [place for place, sign in enumerate(row.plain) if sign == "|" and row.plain[place - 1 : place] != "\\"]
    if not bars or bars[-1] < len(row.plain) - 1:
        bars.append(len(row.plain))
    return [(left + 1, right) for left, right in zip(bars, bars[1:], strict=False)]
