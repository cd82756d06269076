"""The tables of a report's own results: Markdown, aligned text, and lists in a sentence -> labelled rows of numbers.

What is no plain table of numbers (a label missing, a column half filled) is none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report.rows import Row

MOST_ROWS: Final = 24
MOST_COLUMNS: Final = 8
_NUMBER: Final = late(r"(?P<value>-?\d{1,7}(?:\.\d{1,6})?)\s?(?P<percent>%)?", re.A)
_SEPARATOR: Final = late(r"\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*\Z")
_ALIGNED: Final = late(
    r"\s*(?P<label>[^\d\s|][^|]{0,30}?)(?P<values>(?:\s{1,30}-?\d{1,7}(?:\.\d{1,6})?%?){1,8})\s*\Z", re.A
)
_PARAMETER: Final = late(r"\([^()]*\)")
_WITH: Final = late(r"\A(?:with|using|\+)\s*(?:the )?")
_PAIR: Final = late(
    r"(?:\A|[,、;:(]|\band\b|と)\s*(?P<label>[A-Za-z][A-Za-z+]{0,14}\d?(?: [A-Za-z]{2,10})?|"
    r"[ァ-ヺー]{3,10})\s*(?:[:=→]|は|が|->)?\s*"
    r"(?P<value>0\.\d{1,4}|1\.0{1,3}|\d{1,3}(?:\.\d{1,2})?\s?%)(?!\d|\.\d)",
    re.A,
)
_LEAST_PAIRS: Final = 3

KINDS: Final = {
    "train": late(r"訓練|学習データ|学習用|train"),
    "test": late(r"テスト|汎化|test"),
    "validation": late(r"検証|valid|\bval\b|val_|開発"),
    "accuracy": late(r"正解率|精度|正答率|認識率|accurac|\bacc\b|_acc|score"),
    "loss": late(r"損失|誤差|誤り率|\bloss\b|_loss|\berrors?\b|error rate"),
    "time": late(r"時間|秒|\btime\b|\bsec|\bminutes?\b|エポック数|epochs"),
}
"""What a column measures, by words of its header or of a sentence."""
_SAME: Final = (
    ("sigmoid", "シグモイド"), ("relu", "ランプ関数"), ("tanh", "ハイパボリックタンジェント"),
    ("momentum", "モメンタム", "モーメンタム"),
    ("dropout", "ドロップアウト"), ("xavier", "ザビエル"), ("sgd", "確率的勾配降下法"),
    ("none", "なし", "無し", "正則化なし", "何もしない", "baseline", "ベースライン", "no "
        "regularisation", "no regularization",
     "without", "plain", "対策なし", "正則化無し"),
    ("batch norm", "バッチ正規化", "bn", "batchnorm"), ("augmentation", "データ拡張"), ("early stopping", "早期終了"),
)  # fmt: skip
"""Names that mean the same."""
_NOTHING: Final = frozenset(_SAME[7])


@dataclass(frozen=True)
class OwnRow:
    """A row of a table: its labels and its numbers, as written."""

    labels: tuple[str, ...]
    values: tuple[float, ...]
    written: tuple[str, ...]

    @property
    def label(self) -> str:
        """All of its labels, as a message names it."""
        return "・".join(self.labels)


@dataclass(frozen=True)
class OwnTable:
    """A table of results: the headers of its columns of numbers, its rows, and the place behind its last row.

    ``level`` counts the headings above it: a sentence under another one may be about something else.
    """

    headers: tuple[str, ...]
    rows: tuple[OwnRow, ...]
    end: int
    heading: int
    title: str = ""

    def mentioned(self, text: str) -> list[OwnRow]:
        """Return the rows that a text may mean: those whose labels it names, as far as it names any.

        >>> rows = (OwnRow(("ReLU", "He"), (0.9,), ("0.9",)), OwnRow(("ReLU", "0.01"), (0.8,), ("0.8",)))
        >>> table = OwnTable(("acc",), rows, 3, 0)
        >>> [row.labels for row in table.mentioned("reluとheの組")], table.mentioned("tanh")
        ([('ReLU', 'He')], [])
        """
        lower = text.lower()
        found, said = list(self.rows), False
        for place in range(len(self.rows[0].labels)):
            named = {row.labels[place] for row in self.rows if names(row.labels[place], lower)}
            if named:
                said = True
                found = [row for row in found if row.labels[place] in named]
        return found if said else []

    def column(self, text: str) -> int | None:
        """Return the column that a text speaks of; None where it may be another one."""
        if len(self.headers) == 1:
            own, said = kinds_of(f"{self.headers[0]} {self.title}"), kinds_of(text)
            clash = {"loss", "accuracy", "time"}
            return None if said & clash and own & clash and not said & own else 0
        said = kinds_of(text)
        if not said:
            return None
        scores = [len(said & kinds_of(header)) for header in self.headers]
        best = max(scores)
        return scores.index(best) if best and scores.count(best) == 1 else None

    @cached_property
    def pair(self) -> tuple[int, int] | None:
        """The columns of the training and of the test data, where there is one of each."""
        train = [place for place, header in enumerate(self.headers) if "train" in kinds_of(header)]
        test = [place for place, header in enumerate(self.headers) if kinds_of(header) & {"test", "validation"}]
        return (train[0], test[0]) if len(train) == len(test) == 1 else None

    @cached_property
    def baseline(self) -> OwnRow | None:
        """The row without anything added, where there is one."""
        found = [row for row in self.rows if any(bare(label) in _NOTHING for label in row.labels)]
        return found[0] if len(found) == 1 else None

    def higher_is_better(self, column: int) -> bool | None:
        """Whether a larger number is the better one; None where the header doesn't tell."""
        kinds = kinds_of(f"{self.headers[column]}") or kinds_of(self.title)
        if kinds & {"loss", "time"}:
            return False
        return True if kinds & {"accuracy", "train", "test", "validation"} else None


def kinds_of(text: str) -> frozenset[str]:
    """Return what a text measures.

    >>> sorted(kinds_of("テストの正解率"))
    ['accuracy', 'test']
    """
    lower = text.lower()
    return frozenset(name for name, words in KINDS.items() if words.search(lower))


def bare(label: str) -> str:
    """A label without what stands in brackets behind it, in lower case.

    >>> bare("L2 (0.1)")
    'l2'
    """
    return _WITH.sub("", _PARAMETER.sub("", label).strip(" *_`:").lower())


def names(label: str, text: str) -> bool:
    """Whether a text (in lower case) names a label, or says the same by another name."""
    own = bare(label)
    ways = {own, *(word for group in _SAME if own in group for word in group)}
    number = re.search(r"\d+\.\d+\Z", own)
    if number is not None:
        ways.add(number[0])
    return any(way and _is_there(way, text) for way in ways)


def _is_there(word: str, text: str) -> bool:
    if not word.isascii():
        return word in text
    return re.search(rf"(?<![a-z\d_.]){re.escape(word)}(?![a-z\d_]|\.\d)", text, re.A) is not None


def own_tables(rows: Sequence[Row]) -> list[OwnTable]:
    """Return the tables of results of a report, in order."""
    found: list[OwnTable] = []
    heading, place = 0, 0
    title = ""
    while place < len(rows):
        row = rows[place]
        if row.kind == "heading":
            heading, title = place, row.plain
        text = row.line.text
        if row.kind == "text" and row.text.startswith("|"):
            end = place
            while end < len(rows) and rows[end].text.startswith("|") and end - place <= MOST_ROWS:
                end += 1
            table = _of_cells(rows[place:end], end, heading, title)
            found += [table] if table is not None else []
            place = end
            continue
        if row.kind in ("code", "text", "output") and text[-1:].isdigit() and _ALIGNED.match(text):
            end = place
            while end < len(rows) and end - place <= MOST_ROWS and _ALIGNED.match(rows[end].line.text):
                end += 1
            table = _of_aligned(rows[max(place - 1, 0) : end], place > 0, end, heading, title)
            found += [table] if table is not None else []
            place = max(end, place + 1)
            continue
        if (row.kind == "text" and text.count(".") >= _LEAST_PAIRS) or text.count("%") >= _LEAST_PAIRS:
            table = _of_list(row, place, heading, title)
            found += [table] if table is not None else []
        place += 1
    return found


def _of_cells(rows: Sequence[Row], end: int, heading: int, title: str) -> OwnTable | None:
    lines = [row for row in rows if not _SEPARATOR.match(row.plain)]
    if len(lines) < 3 or not any(_SEPARATOR.match(row.plain) for row in rows[1:2]):
        return None
    cells = [[cell.strip() for cell in normalize(row.text).strip().strip("|").split("|")] for row in lines]
    return _table(cells[0], cells[1:], end, heading, title)


def _of_aligned(rows: Sequence[Row], has_header: bool, end: int, heading: int, title: str) -> OwnTable | None:
    if not has_header:
        return None
    head, body = rows[0], rows[1:]
    cells = []
    for row in body:
        match = _ALIGNED.match(normalize(row.line.text))
        if match is None:
            return None
        cells.append([match["label"].strip(), *match["values"].split()])
    header = re.split(r"\s{2,}|\t", normalize(head.line.text).strip())
    if len(header) == 1:
        header = header[0].split()
    width = {len(row) for row in cells}
    if len(width) != 1 or len(cells) < 2:
        return None
    columns = width.pop()
    if len(header) == columns - 1:
        header = ["", *header]
    return _table(header, cells, end, heading, title) if len(header) == columns else None


def _table(header: Sequence[str], body: Sequence[Sequence[str]], end: int, heading: int, title: str) -> OwnTable | None:
    columns = len(header)
    if not 2 <= columns <= MOST_COLUMNS or not 2 <= len(body) <= MOST_ROWS or {len(row) for row in body} != {columns}:
        return None
    numeric = [place for place in range(1, columns) if all(_NUMBER.fullmatch(row[place]) for row in body)]
    if not numeric:
        return None
    # A number before the first that is measured is a setting, and so is what no word calls a result.
    labels = [place for place in range(columns) if place not in numeric]
    own = tuple(
        OwnRow(
            tuple(row[place] for place in labels),
            tuple(_value(row[place]) for place in numeric),
            tuple(row[place] for place in numeric),
        )
        for row in body
    )
    if any(not row.labels[0] for row in own) or len({row.labels for row in own}) != len(own):
        return None
    return OwnTable(tuple(header[place] for place in numeric), own, end, heading, title)


def _of_list(row: Row, place: int, heading: int, title: str) -> OwnTable | None:
    """The list of results in a sentence: "SGD 0.2, Adam 0.9"."""
    for sentence in re.split(r"(?<=[。])|(?<=[\d%])\. ", normalize(row.text)):
        pairs = list(_PAIR.finditer(sentence))
        if len(pairs) < _LEAST_PAIRS or len({found["label"] for found in pairs}) != len(pairs):
            continue
        between = [sentence[one.end() : two.start()] for one, two in zip(pairs, pairs[1:], strict=False)]
        if any(len(gap.strip()) > 1 for gap in between):
            continue
        own = tuple(
            OwnRow((found["label"],), (_value(found["value"]),), (found["value"],)) for found in pairs[:MOST_ROWS]
        )
        beside = f"{sentence[: pairs[0].start()]} {sentence[pairs[-1].end() :]}"
        return OwnTable((beside[:80],), own, place, heading, title)
    return None


def _value(written: str) -> float:
    found = _NUMBER.fullmatch(written.strip())
    assert found is not None
    return float(found["value"]) / (100 if found["percent"] else 1)


def decimals(written: str) -> int:
    """How many decimals a number was written with, as a share.

    >>> decimals("0.26"), decimals("26%")
    (2, 2)
    """
    digits = len(written.strip(" %").partition(".")[2])
    return digits + 2 if "%" in written else digits


def sections(rows: Sequence[Row]) -> Iterator[int]:
    """Yield for each row the place of the heading that it stands under."""
    heading = 0
    for place, row in enumerate(rows):
        if row.kind == "heading":
            heading = place
        yield heading
