"""What is told of an answer of numbers that can't be read: why, where, and what to do."""

from __future__ import annotations

from collections.abc import Sequence

from quiz.language import Text
from quiz.model import Unreadable
from quiz.reading.explanations import visible
from quiz.reading.number_tokens import Token, UnknownWord
from quiz.reading.spelling import Normalized
from quiz.reading.units import Wanted, unit_called
from solvers.expression import to_text
from solvers.expression.typed import TypedNumber


class NotRead(Exception):
    """An answer that can't be read: why, where, and what to do."""

    def __init__(self, unreadable: Unreadable) -> None:
        super().__init__(unreadable.reason.en)
        self.unreadable = unreadable


def column(body: Normalized, at: int) -> int:
    """Return the column in what was typed of a place in the normalized text."""
    return body.offsets[at]


def piece(body: Normalized, start: int, end: int, raw: str) -> str:
    """Return what was typed at a place, so that it can be shown."""
    first = column(body, start)
    return visible(raw[first : max(column(body, end), first + 1)])


def unknown(body: Normalized, raw: str, unknown: UnknownWord, writing: Text) -> Unreadable:
    """Tell of a word that no list holds, and how to write what is asked for."""
    word = piece(body, unknown.start, unknown.end, raw)
    if word in _SHORT_FOR_MANY and body.text[: unknown.start].rstrip()[-1:].isdecimal():
        writing = _ALL_DIGITS
    return Unreadable(
        Text(f"「{word}」が何を表すのかわかりません", f"it isn't clear what “{word}” means here"),
        column(body, unknown.start),
        writing,
    )


_SHORT_FOR_MANY = frozenset({"k", "K", "M", "G", "B", "m"})
_ALL_DIGITS = Text(
    "k や M を使わずに書いてください（例: 1200000、1.2×10^6）", "write it without k or M, like 1200000 or 1.2×10^6"
)


def unit_misfit(body: Normalized, unit: Token, wanted: Wanted) -> Unreadable:
    """Tell of a unit that the answer does not have."""
    known = unit_called(unit.text)
    word = visible(known.word if known is not None else unit.text)
    if wanted.name:
        remedy = Text(
            f"{wanted.name} で答えるか、単位を書かないでください", f"answer in {wanted.name}, or without a unit"
        )
    else:
        remedy = Text("単位を書かずに数だけで答えてください", "answer with the number alone")
    return Unreadable(
        Text(f"「{word}」はこの答えの単位ではありません", f"“{word}” is no unit of this answer"),
        column(body, unit.start),
        remedy,
    )


def dot_or_times() -> Unreadable:
    """Tell that a dot between two numbers may be a decimal point or a sign of multiplication."""
    return Unreadable(
        Text("「・」が小数点なのか掛け算なのかわかりません", "the dot may be a decimal point, or a product"),
        None,
        Text("小数点なら . 、掛け算なら × で書いてください", "write . for a decimal point, × for a product"),
    )


def range_or_minus() -> Unreadable:
    """Tell that a dash between two numbers may be a minus, or stand for all that is between them."""
    return Unreadable(
        Text("「-」が引き算なのか範囲なのかわかりません", "the dash may be a minus, or stand for a range"),
        None,
        Text("計算した値を 1 つ書いてください", "write the one value that it comes to"),
    )


def size_or_product(body: Normalized, at: int) -> Unreadable:
    """Tell of a size with its product behind it, of which either may be the answer."""
    return Unreadable(
        Text(
            "掛け算の答えなのか、サイズなのかわかりません", "this may be a product, or a size with its product behind"
        ),
        column(body, at),
        Text("答えの数だけを、順に , で区切って書いてください", "write the numbers alone, in order, divided by commas"),
    )


def label_without_value(body: Normalized, label: Token) -> Unreadable:
    """Tell of a name that nothing is given for."""
    word = visible(label.text.strip())
    return Unreadable(
        Text(f"「{word}」の値がありません", f"“{word}” has no value"),
        column(body, label.start),
        Text(f"「{word} = 値」のように書いてください", f"write it like “{word} = value”"),
    )


def label_twice(body: Normalized, at: int, part: str) -> Unreadable:
    """Tell of a second value for one part, and which it is: two names may be names of one thing."""
    called = f"「{part}」の" if part else "同じ項目の"
    return Unreadable(
        Text(f"{called}値が 2 回書かれています", f"two values are given for {f'“{part}”' if part else 'one part'}"),
        column(body, at),
        Text("項目ごとに値を 1 つ書いてください", "write one value for each part"),
    )


def mixed_labels(body: Normalized, at: int) -> Unreadable:
    """Tell of a named value among unnamed ones that stands at the place of another."""
    return Unreadable(
        Text("項目名と値の順番が合っていません", "a name and the position of its value disagree"),
        column(body, at),
        Text(
            "すべての値に項目名を付けるか、順に値だけを書いてください", "name every value, or write the values in order"
        ),
    )


def other_rows(found: Sequence[int], wanted: Sequence[int]) -> Unreadable:
    """Tell of a matrix with other rows than those asked for."""
    ja = f"{wanted[0]} 個ずつの {len(wanted)} 行が必要ですが、{'、'.join(map(str, found))} 個の {len(found)} 行でした"
    en = f"{len(wanted)} rows of {wanted[0]} numbers are needed, found {len(found)} ({', '.join(map(str, found))})"
    return Unreadable(Text(ja, en), None, Text("行ごとに書いてください", "write it row by row"))


def two_values(first: TypedNumber, second: TypedNumber, column: int) -> Unreadable:
    """Tell of a value with another one in brackets."""
    one, other = to_text(first.tree), to_text(second.tree)
    return Unreadable(
        Text(f"{one} と {other} という違う値が書かれています", f"two different values are written: {one} and {other}"),
        column,
        Text(
            "答えを 1 つだけ書いてください。かけ算なら * を付けてください", "write one of them; for a product write *"
        ),
    )


def opposite(body: Normalized, at: int) -> Unreadable:
    """Tell of an answer that calls right what the question wants as wrong."""
    return Unreadable(
        Text("この問題は誤っているものを尋ねています。「正しい」とはどちらの意味かわかりません",
             "this question asks for what is wrong: it isn't clear what is meant by right"),
        column(body, at),
        Text("番号だけを書いてください", "write the number alone"),
    )  # fmt: skip


def wrong_count(found: int, count: int) -> Unreadable:
    """Tell of too many numbers, or too few."""
    needed = "1 number is" if count == 1 else f"{count} numbers are"
    return Unreadable(Text(f"数が {count} 個必要ですが、{found} 個でした", f"{needed} needed, found {found}"))
