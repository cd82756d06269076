"""A clause about a report's own table -> whether the table's numbers bear it out: the highest, differences, changes.

Which row and which column is meant must be plain; otherwise nothing is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.results.own_tables import OwnRow, OwnTable, decimals, kinds_of

Verdict = Literal["right", "wrong"]

_VALUE: Final = late(
    r"(?<![\w.])(?P<value>\d{1,3}(?:\.\d{1,5})?)\s?(?P<percent>%|ポイント|パーセント|points?|pp)?(?![\w]|\.\d)", re.A
)
_TOP: Final = late(
    r"(?:最も|もっとも|一番|いちばん)\s?(?P<ja>高|良|よ[いくか]|大き|低|小さ|悪|速|早|遅)|(?P<whole>最高|最大|"
    r"最良|最低|最小|最悪|トップ)(?!化|値プ|プーリング|公約|限|値の\s?\d)|"
    r"\b(?P<en>best|highest|largest|greatest|lowest|smallest|worst|fastest|slowest)\b"
)
_HIGH: Final = late(r"高|大き|最高|最大|highest|largest|greatest")
_LOW: Final = late(r"低|小さ|最低|最小|lowest|smallest")
_GOOD: Final = late(r"良|よ[いくか]|最良|トップ|best")
_BAD: Final = late(r"悪|worst")
_GAP: Final = late(r"の差(?!分)|(?<!誤)差[がは]|開き|ギャップ|\bgap\b|\bdifference\b")
_OF_PART: Final = late(
    r"(?:の中|のうち|以外|を除|次に|[2-9二三四五]\s?番目|に次|同じ条件|だけ(?:で|を)見)|\b(?:among|except|besides|"
    r"second|third|fourth|next|of the (?:two|three)|"
    r"apart from|after)\b"
)
_UP: Final = late(
    r"上が(?:った|り)|上昇|向上|増え|増加|伸び|高(?:い|く|かった)|良くな|よくな|改善|上回|大き(?:い|く|かった)|"
    r"\b(?:higher|better|larger|rose|risen|raised|raises|increased|improved|gained|gains|went up|goes up|above|"
    r"beat|beats|outperformed|ahead)\b"
)
_DOWN: Final = late(
    r"下が(?:った|り)|低下|減っ|減少|落ち|低(?:い|く|かった)|悪くな|悪化|下回|小さ(?:い|く|かった)|"
    r"\b(?:lower|worse|smaller|fell|fallen|dropped|lost|decreased|reduced|lowered|lowers|went down|goes down|"
    r"below|behind)\b"
)
_ALL: Final = late(
    r"(?:どの|いずれの|すべての|全ての|全部の)[^、,。]{0,12}?(?:で|も|は)|どれも|いずれも|\b(?:all|every|each|"
    r"both)\b[^,.]{0,30}"
)
_NONE: Final = late(
    r"(?:どの|いずれの)[^、,。]{0,12}?も[^。]{0,30}な(?:かった|い)|\bnone of\b|\bno (?:method|run|regulari[sz])"
)
_ENOUGH: Final = late(r"以上|超え|を上回|at least|above|over|more than|exceed")
_CHANGED: Final = late(
    r"に(?:変え|替え|かえ|する|した|する|切り替え|置き換え)|を(?:入れ|加え|使|足)|から[^、,。]{1,30}に|にする|"
    r"(?:\bfrom\b.{1,40}\bto\b)|"
    r"\b(?:switching|changing|adding|replacing|going|using|with)\b"
)
_MORE_THAN: Final = late(r"(?P<than>[^、,。]{1,40}?)よりも?(?P<rest>.+)")
_THAN: Final = late(r"\b(?P<how>higher|better|lower|worse|larger|smaller)\b[^,.]{0,30}?\bthan\b(?P<two>[^.;]{2,60})")
_BEATS: Final = late(
    r"\b(?P<how>beats?|outperform(?:s|ed)|was ahead of|is ahead of|was behind|is behind)\b(?P<two>[^.;]{2,50})"
)
_SET_BESIDE: Final = late(r"の方が|のほうが|は|が")
_WIDTH: Final = late(
    r"(?:上がり|伸び|改善|上昇|増加|下がり)幅|の?(?:伸び|改善|上昇)(?=[がは])|\b(?:gain|improvement|jump|rise)\b"
)
_ON_TRAIN_GAP: Final = late(r"訓練|学習|テスト|検証|train|test|汎化|generali")


@dataclass(frozen=True, slots=True)
class TableClaim:
    """What a clause says of a table: whether it holds, and what the table shows."""

    verdict: Verdict
    told: Text


def judged_by(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """Return the verdict of a table on a clause; ``before`` is what the sentence says before it."""
    lower = clause.lower()
    for judge in (_top, _gap, _change_widths, _compared, _changed, _all, _cell):
        found = judge(table, lower, before.lower())
        if found is not None:
            return found
    return None


def _values(text: str) -> list[tuple[float, str]]:
    found = []
    for match in _VALUE.finditer(text):
        written = match["value"] + ("%" if match["percent"] else "")
        if "." in written or "%" in written:
            found.append((float(match["value"]) / (100 if match["percent"] else 1), written))
    return found


def _agrees(said: float, written: str, true: float) -> bool:
    return abs(said - true) <= 0.5 * 10.0 ** -decimals(written) + 1e-9


def _without(text: str, table: OwnTable) -> str:
    """A text without the labels of the table: a number in one of them is no result."""
    for label in sorted(
        {label for row in table.rows for label in row.labels if re.search(r"\d", label)}, key=len, reverse=True
    ):
        text = text.replace(label.lower(), " ")
        number = re.search(r"\d+\.\d+", label)
        if number is not None:
            text = re.sub(rf"(?<![\d.]){re.escape(number[0])}(?!\d)", " ", text)
    return text


def _top(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """The highest, the lowest, the best: of a column, or of the difference between training and test."""
    found = _TOP.search(clause)
    if found is None or _OF_PART.search(clause) or len(_TOP.findall(clause)) > 1:
        return None
    if re.search(r"ではな|じゃな|\bnot\b|n't|とは限", clause):
        return None
    row = _who(table, clause, found)
    if row is None:
        return None
    word = found[0]
    if _GAP.search(clause) or (_GAP.search(before) and not kinds_of(clause)):
        if table.pair is None or not _ON_TRAIN_GAP.search(clause + before + "".join(table.headers)):
            return None
        one, two = table.pair
        numbers = {each: round(abs(each.values[one] - each.values[two]), 9) for each in table.rows}
        high = True if _HIGH.search(word) else False if _LOW.search(word) else None
        title = Text("訓練とテストの差", "the gap between training and test")
    else:
        column = table.column(clause) if kinds_of(clause) or len(table.headers) == 1 else table.column(before)
        if column is None:
            return None
        numbers = {each: each.values[column] for each in table.rows}
        better = table.higher_is_better(column)
        worse = None if better is None else not better
        high = True if _HIGH.search(word) else False if _LOW.search(word) else None
        if high is None:
            high = better if _GOOD.search(word) else worse if _BAD.search(word) else None
        title = (
            Text.both(table.headers[column].strip() or table.title)
            if table.headers[column].strip()
            else Text("値", "the value")
        )
    if high is None:
        return None
    extreme = max(numbers.values()) if high else min(numbers.values())
    winners = [each for each in table.rows if abs(numbers[each] - extreme) < 1e-9]
    way = Text("大きい", "largest") if high else Text("小さい", "smallest")
    shown = Text("、".join(row.label for row in winners), ", ".join(row.label for row in winners))
    told = Text(
        f"表で{title.ja}が最も{way.ja}のは {shown.ja}（{extreme:g}）です",
        f"in the table {title.en} is {way.en} for {shown.en} ({extreme:g})",
    )
    if row not in winners:
        return TableClaim("wrong", told)
    stated = _values(_without(clause, table))
    if len(stated) > 1:
        return None
    if stated and not _agrees(*stated[0], extreme):
        return TableClaim("wrong", told)
    return TableClaim("right", told)


def _who(table: OwnTable, clause: str, top: re.Match[str]) -> OwnRow | None:
    """The row that a superlative is said of: behind 「…のは」 or "the best … was", else before it."""
    behind = re.search(r"のは|(?:条件|組|手法|方法|もの|値|結果)は", clause[top.end() :])
    if behind is not None:
        rows = table.mentioned(clause[top.end() + behind.end() :])
        return rows[0] if len(rows) == 1 else None
    verb = re.search(
        r"\b(?:is|was|were|came from|belongs to|goes to|went to|with|by|for|:)(?=\W)|:", clause[top.end() :]
    )
    if verb is not None and not table.mentioned(clause[: top.start()]):
        rows = table.mentioned(clause[top.end() + verb.end() :])
        return rows[0] if len(rows) == 1 else None
    rows = table.mentioned(clause[: top.start()])
    return rows[0] if len(rows) == 1 else None


def _gap(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """The difference between the training and the test of one row."""
    if not _GAP.search(clause) or table.pair is None or _TOP.search(clause) or "より" in clause or "than" in clause:
        return None
    if len(kinds_of(clause) & {"train", "test", "validation"}) < 2 and len(kinds_of(before) & {"train", "test"}) < 2:
        return None
    rows = table.mentioned(clause) or table.mentioned(before)
    stated = _values(_without(clause, table))
    if len(rows) != 1 or len(stated) != 1 or re.search(r"程度?の範囲|以内|以下|以上|ない", clause):
        return None
    true, told = gap_of(rows[0], *table.pair)
    return TableClaim("right" if _agrees(*stated[0], true) else "wrong", told)


def gap_of(row: OwnRow, one: int, two: int) -> tuple[float, Text]:
    """How far two values of a row lie apart, and the words that tell it.

    >>> gap, told = gap_of(OwnRow(("ReLU",), (0.9, 0.75), ("0.90", "0.75")), 0, 1)
    >>> round(gap, 4), told.en
    (0.15, 'in the table the gap of ReLU is 0.15')
    """
    true = abs(row.values[one] - row.values[two])
    told = Text(f"表では {row.label} の差は {true:.4g} です", f"in the table the gap of {row.label} is {true:.4g}")
    return true, told


def _siblings(table: OwnTable, row: OwnRow, text: str) -> list[OwnRow]:
    """The rows that a row was changed from: those that differ in one label, which the text may not name."""
    if len(row.labels) == 1:
        named = [other for other in table.mentioned(text) if other is not row]
        return named or ([table.baseline] if table.baseline is not None and table.baseline is not row else [])
    return [
        other for other in table.rows
        if other is not row and sum(one != two for one, two in zip(other.labels, row.labels, strict=True)) == 1
        and other.labels[0] == row.labels[0]
    ]  # fmt: skip


def _changed(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """What a change from one row to another did to a number, and by how much."""
    if not _CHANGED.search(clause + before) or "より" in clause or _ALL.search(clause):
        return None
    up, down = _UP.search(clause), _DOWN.search(clause)
    if bool(up) == bool(down) or re.search(r"なかった|ない|\bnot\b|n't", clause):
        return None
    # Inputs such as 「sigmoidでXavierに変えると」 name the row that was reached.
    text = f"{before} {clause}" if not table.mentioned(clause) else clause
    rows = table.mentioned(text)
    column = table.column(text)
    if len(rows) == 2 and (order := re.search(r"から|\bfrom\b", text)):
        first = [row for row in rows if table.mentioned(text[: order.start()]) == [row]]
        if "から" in order[0] and len(first) == 1:
            old, new = first[0], next(row for row in rows if row is not first[0])
        else:
            return None
    elif len(rows) == 1:
        others = _siblings(table, rows[0], text)
        if len(others) != 1:
            return None
        old, new = others[0], rows[0]
    else:
        return None
    if column is None:
        return None
    return _difference(table, old, new, column, bool(up), _values(_without(clause, table)))


def _difference(
    table: OwnTable, old: OwnRow, new: OwnRow, column: int, up: bool, stated: Sequence[tuple[float, str]]
) -> TableClaim | None:
    true = new.values[column] - old.values[column]
    told = Text(
        f"表では {old.label} が {old.written[column]}、{new.label} が {new.written[column]} で、差は {true:+.4g} です",
        f"in the table {old.label} has {old.written[column]} and {new.label} {new.written[column]}: {true:+.4g}",
    )
    if len(stated) > 1:
        return None
    if (true > 0) != up or abs(true) < 1e-9:
        return TableClaim("wrong", told)
    if stated and not _agrees(*stated[0], abs(true)):
        # It may be the value that was reached.
        return None if _agrees(*stated[0], new.values[column]) else TableClaim("wrong", told)
    return TableClaim("right", told)


def _compared(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """One row above or below another: 「AはBより0.03高い」, "A was higher than B"."""
    if (
        re.search(r"なかった|ない\b|ではな|\bnot\b|n't|と同じ|同程度|\bas\b", clause)
        or _GAP.search(clause)
        or _WIDTH.search(clause)
    ):
        return None
    one: list[OwnRow] = []
    two: list[OwnRow] = []
    how = ""
    if (english := _THAN.search(clause) or _BEATS.search(clause)) is not None:
        one, two, how = table.mentioned(clause[: english.start()]), table.mentioned(english["two"]), english["how"]
        how = (
            "better"
            if how.startswith(("beat", "outperform")) or "ahead" in how
            else "worse"
            if "behind" in how
            else how
        )
    elif (japanese := _MORE_THAN.search(clause)) is not None:
        than, rest = japanese["than"], japanese["rest"]
        one, two = table.mentioned(rest), table.mentioned(than)
        for cut in _SET_BESIDE.finditer(than):  # 「AはBより」, else 「BよりAの方が」
            first, second = table.mentioned(than[: cut.start()]), table.mentioned(than[cut.end() :])
            if first and second:
                one, two = first, second
        up, down = _UP.search(rest), _DOWN.search(rest)
        better, worse = re.search(r"良[いくか]|よ[いか]", rest), re.search(r"悪[いくか]", rest)
        if sum(map(bool, (up or better, down or worse))) != 1:
            return None
        how = "better" if better else "worse" if worse else "higher" if up else "lower"
    if len(one) != 1 or len(two) != 1 or one == two:
        return None
    column = table.column(clause)
    if column is None:
        return None
    up_is_meant: bool | None = {"higher": True, "larger": True, "lower": False, "smaller": False}.get(how)
    if up_is_meant is None:
        better_up = table.higher_is_better(column)
        if better_up is None:
            return None
        up_is_meant = better_up if how == "better" else not better_up
    return _difference(table, two[0], one[0], column, up_is_meant, _values(_without(clause, table)))


def _change_widths(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """Where a change was larger: 「ReLUでHeに変えたときの方が上がり幅は大きい」."""
    if (
        not _WIDTH.search(clause)
        or not re.search(r"大き|小さ|larger|bigger|smaller", clause)
        or len(table.headers) != 1
    ):
        return None
    if not re.search(r"方が|ほうが|\bthan\b|\blarger\b|\bbigger\b|\bsmaller\b|最も", clause) or re.search(
        r"ない|\bnot\b", clause
    ):
        return None
    groups: dict[str, list[OwnRow]] = {}
    for row in table.rows:
        groups.setdefault(row.labels[0], []).append(row)
    pairs = {name: own for name, own in groups.items() if len(own) == 2}
    subject = re.split(r"より|\bthan\b", clause)[0 if "than" in clause else -1]
    rows = table.mentioned(subject)
    named = {row.labels[0] for row in rows}
    if len(groups) != len(pairs) or len(pairs) < 2 or len(named) != 1 or len(table.rows[0].labels) < 2:
        return None
    changes = {name: abs(own[1].values[0] - own[0].values[0]) for name, own in pairs.items()}
    own = changes.pop(named.pop())
    larger = re.search(r"大き|larger|bigger", clause) is not None
    right = all(own > other if larger else own < other for other in changes.values())
    others = ", ".join(f"{name} {change:.4g}" for name, change in changes.items())
    told = Text(
        f"表では変化は {own:.4g}、ほかは {others} です", f"in the table that change is {own:.4g}, the others {others}"
    )
    return TableClaim("right" if right else "wrong", told)


def _all(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """What is said of all rows: that they lie below or above the row without anything, or above a number."""
    every = _ALL.search(clause)
    if (
        every is None
        or _NONE.search(clause)
        or re.search(
            r"\bboth\b.* than\b|でも.+でも.+より|ではな|\bnot\b|n't|なかった|ない|限ら|ほとんど|almost|nearly", clause
        )
    ):
        return None
    column = table.column(clause)
    if column is None:
        return None
    stated = _values(_without(clause, table))
    if len(stated) == 1 and _ENOUGH.search(clause):
        limit = stated[0][0]
        least = "以上" in clause or "at least" in clause
        below = [
            row
            for row in table.rows
            if (row.values[column] < limit - 1e-9 if least else row.values[column] <= limit + 1e-9)
        ]
        shown = min(table.rows, key=lambda row: row.values[column])
        told = Text(f"表で最も小さいのは {shown.label} の {shown.written[column]} です",
                    f"the smallest of the table is {shown.written[column]}, of {shown.label}")  # fmt: skip
        return TableClaim("wrong" if below else "right", told)
    base = table.baseline
    up, down = _UP.search(clause), _DOWN.search(clause)
    if base is None or stated or bool(up) == bool(down):
        return None
    others = [row for row in table.rows if row is not base]
    against = [
        row
        for row in others
        if (row.values[column] <= base.values[column] if up else row.values[column] >= base.values[column])
    ]
    shown = against[0] if against else others[0]
    told = Text(
        f"表では {base.label} が {base.written[column]}、{shown.label} が {shown.written[column]} です",
        f"in the table {base.label} has {base.written[column]} and {shown.label} {shown.written[column]}",
    )
    return TableClaim("wrong" if against else "right", told)


_STATES: Final = late(
    r"(?:は|が|で)\s?(?:約|およそ|ほぼ)?\s?\d[\d.]*\s?(?:%|パーセント)?\s?(?:だった|である|です|でした|に達|"
    r"になった|となった|まで|に届|。|\Z|,)|"
    r"\b(?:reached|reaches|has|had|got|gets|is|was|ended at|scored|of)\b\s?(?:about |roughly |"
    r"only )?(?:an? \w+ (?:\w+ )?of )?\d"
)


def _cell(table: OwnTable, clause: str, before: str) -> TableClaim | None:
    """The number of one row and column."""
    if (
        not _STATES.search(clause)
        or _GAP.search(clause)
        or _UP.search(clause)
        or _DOWN.search(clause)
        or _TOP.search(clause)
    ):
        return None
    if re.search(
        r"ではな|\bnot\b|n't|差|倍|割|平均|以上|以下|学習率|係数|ratio|rate\b|average|times|回目|epoch", clause
    ):
        return None
    rows, column = table.mentioned(clause), table.column(clause)
    stated = _values(_without(clause, table))
    if len(rows) != 1 or column is None or len(stated) != 1 or not (kinds_of(clause) or len(table.headers) == 1):
        return None
    if not kinds_of(clause):
        return None
    row = rows[0]
    told = Text(
        f"表では {row.label} は {row.written[column]} です", f"in the table {row.label} has {row.written[column]}"
    )
    return TableClaim("right" if _agrees(*stated[0], row.values[column]) else "wrong", told)


def clauses_in(sentence: str) -> Iterator[tuple[str, str]]:
    """Yield the clauses of a sentence, each with what stands before it.

    >>> [clause for clause, _ in clauses_in("最も良いのはAであり,Bでは0.1下がった")]
    ['最も良いのはAであり', 'Bでは0.1下がった']
    """
    cuts = [
        match.end()
        for match in re.finditer(
            r"(?<=[しりくきびちみいて])[,、](?!\d)|(?<=が)[,、](?!\d)|;|, (?:and|but|while|whereas|so) ", sentence
        )
    ]
    start = 0
    for end in [*cuts, len(sentence)]:
        part = sentence[start:end].strip(" ,、;")
        if part:
            yield part, sentence[:start]
        start = end
