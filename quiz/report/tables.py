"""Rows -> tables: the cells of a row in plain text, a header with the rows below it, and what stands above them.

A table may list what its author measured: nothing that stands in such a one is a value of a formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.frozen import frozen
from quiz.report.rows import Row

MOST_ROWS: Final = 80
MOST_COLUMNS: Final = 16
_SEPARATOR: Final = late(r"(?=[\s|:-]*+\Z)[\s|:-]*-[\s|:-]*")
_MEASURED: Final = late(
    r"正解率|(?<![倍単半])精度(?!よ)|正答率|認識率|誤り率|誤識別率|"
    r"スコア|"
    r"損失(?!関数)|(?:訓練|テスト|検証|学習)誤差|時間|[(/]秒|秒数|エポック|学習曲線|実験|演習の結果|実行結果|"
    r"学習結果|測定|計測|"
    r"accurac|\bacc\b|_acc\b|score|\bloss(?:es)?\b(?! function)|error rate|\b(?:test|train\w*|validation) error|"
    r"\btime\b|"
    r"seconds|\(ms\)|\bepochs?\b|\biterations?\b|\bruns?\b|experiment|measured|learning curve|benchmark",
    re.I | re.A,
)
_MENDED: Final = late(
    r"正解(?!率)|正しい|訂正|修正後|誤答|正誤|判定|間違|[○〇✓✔]|自分の|\bcorrect(?:ed|ion)?\b|\bmy (?:answer|"
    r"first)|mistake|\bwrong\b|verdict",
    re.I | re.A,
)
_OWN: Final = late(r"(?:自分|私)の(?:答え|解答|回答)\Z|\bmy answers?\Z", re.I)


@frozen
class Table:
    """A table: its header, its rows with their places, the heading above and the line that leads to it.

    Only rows with as many cells as the header are kept: of the others it isn't sure which cell is which.
    """

    place: int
    header: tuple[str, ...]
    body: tuple[tuple[int, tuple[str, ...]], ...]
    heading: str = ""
    lead: str = ""

    @property
    def is_measured(self) -> bool:
        """Whether it lists what somebody measured: results of an experiment, times.

        >>> Table(0, ("epoch", "ReLU"), ()).is_measured, Table(0, ("x", "ReLU"), ()).is_measured
        (True, False)
        """
        return any(_MEASURED.search(text) for text in (*self.header, self.heading, self.lead))

    def is_measured_at(self, column: int) -> bool:
        """Whether a column lists what somebody measured."""
        return _MEASURED.search(self.header[column]) is not None

    @property
    def is_mended(self) -> bool:
        """Whether it sets wrong values beside right ones, and says so; one's own answers alone say nothing.

        >>> Table(0, ("入力", "自分の答え", "正しい出力"), ()).is_mended, Table(0, ("入力", "自分の答え"), ()).is_mended
        (True, False)
        """
        return any(_MENDED.search(_OWN.sub("", text)) for text in (*self.header, self.heading, self.lead))


def cells_of(row: Row) -> list[str]:
    r"""Return the cells of a table's row; none where a row is no table's.

    >>> from quiz.report.documents import Line
    >>> cells_of(Row(Line("", 1), "text", "", "| | L1 | 0 | |")), cells_of(Row(Line("", 1), "text", "", "|w| = 1"))
    (['', 'L1', '0', ''], [])
    >>> cells_of(Row(Line("", 1), "text", "", r"| Σ\|w\| | 0 |"))
    ['Σ\\|w\\|', '0']
    """
    plain = row.plain
    return list(_cells_in(plain)) if plain.startswith("|") else []


_BAR = late(r"(?<!\\)\|")
"""What parts two cells; behind a backslash it is a sign of a formula, Σ\\|w\\|."""


@lru_cache(maxsize=512)
def _cells_in(plain: str) -> tuple[str, ...]:
    """The cells of a line that begins with a bar: a table's rows are looked at once by each reader, and from above."""
    if plain.count("|") < 3:
        return ()
    return tuple([cell.strip() for cell in _BAR.split(plain[1 : -1 if plain.endswith("|") else None])])


def is_separator(row: Row) -> bool:
    """Whether a row is the line between a header and what stands below it."""
    return row.plain.startswith(("|", ":", "-")) and _SEPARATOR.fullmatch(row.plain) is not None


def begins_table(rows: Sequence[Row], place: int) -> bool:
    """Whether the row at a place is a table's header."""
    return rows[place].plain.startswith("|") and place + 1 < len(rows) and is_separator(rows[place + 1])


def table_at(rows: Sequence[Row], place: int, heading: str = "") -> Table:
    """Return the table whose header is at a place (see ``begins_table``)."""
    header = tuple(cells_of(rows[place]))
    body: list[tuple[int, tuple[str, ...]]] = []
    for at in range(place + 2, min(place + 2 + MOST_ROWS, len(rows))):
        cells = cells_of(rows[at]) if rows[at].kind == "text" else []
        if not cells or begins_table(rows, at):
            break
        if len(cells) == len(header) <= MOST_COLUMNS:
            body.append((at, tuple(cells)))
    return Table(place, header, tuple(body), heading, lead_to(rows, place))


def lead_to(rows: Sequence[Row], place: int) -> str:
    """Return the line that stands right above a table, or one blank row higher."""
    for at in range(place - 1, max(place - 3, -1), -1):
        if rows[at].kind == "text":
            return "" if rows[at].plain.startswith("|") else rows[at].plain
        if rows[at].kind != "blank":
            break
    return ""
