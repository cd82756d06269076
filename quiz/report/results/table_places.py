"""A clause about a report's own table -> ranks, the gap of one row, and what is said of two rows at once.

"AdaGrad came second in test accuracy", 「AdaGradは2番目に高い」; "in run A the gap is 0.13"; 「AでもBでもCより高い」.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.results.own_tables import OwnTable, decimals, kinds_of
from quiz.report.results.table_claims import TableClaim, gap_of

_RANK: Final = late(
    r"\b(?:came|comes|was|is|ranked|ranks|finished) (?:in )?(?P<en>second|third|fourth|last)(?: place)?\b"
    r"(?! (?:and|to) )|"
    r"\b(?P<en_most>second|third|fourth)[- ](?:best|highest|lowest|largest|smallest|most|worst)\b|"
    r"(?P<ja>[2-5二三四五])\s?(?:番目に|位)|(?P<last>最下位)"
)
_NUMBERS: Final = {"second": 2, "third": 3, "fourth": 4, "二": 2, "三": 3, "四": 4, "五": 5}
_HIGH: Final = late(r"高|大き|highest|largest|most")
_LOW: Final = late(r"低|小さ|少な|lowest|smallest")
_WORST: Final = late(r"悪|worst")
_DENIED: Final = late(r"ではな|じゃな|なかった|ない|\bnot\b|n't|とは限|以外|除|\bexcept|among|のうち|の中で")
_GAP: Final = late(r"(?<!との)(?<!誤)差[はがも]|ギャップ|\bgaps?\b")
_OTHER_GAP: Final = late(r"との差|より|比べ|に対|倍|割|以上|以下|以内|程度|範囲|点差|\bgap (?:to|from|with)\b|\bthan\b")
_VALUE: Final = late(
    r"(?<![\w.])(?P<value>\d{1,3}(?:\.\d{1,5})?)\s?(?P<percent>%|ポイント|points?)?(?![\w]|\.\d)", re.A
)
_BOTH: Final = late(r"(?P<two>.{1,40}でも.{1,30}でも)[、,]?\s?(?P<than>[^、,。]{1,30}?)より(?:も)?(?P<how>.{1,20})")
_BOTH_EN: Final = late(
    r"\bboth (?P<two>.{3,60}?) (?:are|were|is|was|have|had|gave|give|got|reach(?:ed)?|score[ds]?)\b.{0,40}?"
    r"\b(?P<how>higher|lower|better|worse|larger|smaller)\b.{0,30}? than (?P<than>.{2,50})"
)
_UP: Final = late(r"高|上|大き|higher|larger")
_DOWN: Final = late(r"低|下|小さ|lower|smaller")
_BETTER: Final = late(r"良|よ[いくか]|better")
_POORER: Final = late(r"悪|worse")


def placed_by(table: OwnTable, clause: str) -> TableClaim | None:
    """Return the verdict of a table on a clause about a rank, a gap, or two rows at once; None for any other."""
    lower = clause.lower()
    if _DENIED.search(lower):
        return None
    return _ranked(table, lower) or _gap(table, lower) or _both(table, lower)


def _column(table: OwnTable, clause: str) -> int | None:
    return table.column(clause) if kinds_of(clause) or len(table.headers) == 1 else None


def _ranked(table: OwnTable, clause: str) -> TableClaim | None:
    found = list(_RANK.finditer(clause))
    rows, column = table.mentioned(clause), _column(table, clause)
    if len(found) != 1 or len(rows) != 1 or column is None:
        return None
    high = True if _HIGH.search(clause) else False if _LOW.search(clause) else table.higher_is_better(column)
    if high is None:
        return None
    if _WORST.search(clause):
        high = not high
    word = found[0]["en"] or found[0]["en_most"] or found[0]["ja"] or "last"
    claimed = len(table.rows) if word == "last" else _NUMBERS.get(word) or int(word)
    own = rows[0].values[column]
    others = [row.values[column] for row in table.rows if row is not rows[0]]
    if any(abs(own - other) < 1e-9 for other in others) or claimed > len(table.rows):
        return None
    rank = 1 + sum(other > own if high else other < own for other in others)
    way = Text("大きい", "largest") if high else Text("小さい", "smallest")
    told = Text(
        f"表では {rows[0].label}（{rows[0].written[column]}）は{way.ja}方から {rank} 番目です",
        f"in the table {rows[0].label} ({rows[0].written[column]}) is number {rank} from the {way.en}",
    )
    return TableClaim("right" if rank == claimed else "wrong", told)


def _gap(table: OwnTable, clause: str) -> TableClaim | None:
    """The gap of one row is that between its training and its test, unless it is that large to another row."""
    rows = table.mentioned(clause)
    if table.pair is None or len(rows) != 1 or not _GAP.search(clause):
        return None
    bare = clause
    for label in rows[0].labels:
        bare = bare.replace(label.lower(), " ")
    stated = [found for found in _VALUE.finditer(bare) if "." in found["value"] or found["percent"]]
    if len(stated) != 1 or _OTHER_GAP.search(bare):
        return None
    written = stated[0]["value"] + ("%" if stated[0]["percent"] else "")
    said = float(stated[0]["value"]) / (100 if stated[0]["percent"] else 1)
    room = 0.5 * 10.0 ** -decimals(written) + 1e-9
    true, told = gap_of(rows[0], *table.pair)
    if abs(said - true) <= room:
        return TableClaim("right", told)
    others = (
        abs(rows[0].values[at] - row.values[at])
        for row in table.rows if row is not rows[0] for at in range(len(table.headers))
    )  # fmt: skip
    return None if any(abs(said - other) <= room for other in others) else TableClaim("wrong", told)


def _both(table: OwnTable, clause: str) -> TableClaim | None:
    found = _BOTH.search(clause) or _BOTH_EN.search(clause)
    if found is None:
        return None
    two, than, column = table.mentioned(found["two"]), table.mentioned(found["than"]), _column(table, clause)
    if len(two) != 2 or len(than) != 1 or than[0] in two or column is None:
        return None
    how = found["how"]
    ways = [bool(pattern.search(how)) for pattern in (_UP, _DOWN, _BETTER, _POORER)]
    better = table.higher_is_better(column)
    if sum(ways) != 1 or ((ways[2] or ways[3]) and better is None):
        return None
    up = ways[0] or (ways[2] and better) or (ways[3] and not better)
    base = than[0].values[column]
    against = [row for row in two if (row.values[column] <= base if up else row.values[column] >= base)]
    shown = against[0] if against else two[0]
    told = Text(
        f"表では {than[0].label} が {than[0].written[column]}、{shown.label} が {shown.written[column]} です",
        f"in the table {than[0].label} has {than[0].written[column]} and {shown.label} {shown.written[column]}",
    )
    return TableClaim("wrong" if against else "right", told)
