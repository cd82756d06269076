"""Counters: which of them may stand behind a number, by what the question asks for."""

from __future__ import annotations

import pytest

from quiz.reading.counters import counts_what_is_asked


@pytest.mark.parametrize(
    ("question", "fits", "misfits"),
    [
        ("変わるのは何画素ですか", ("画素", "px", "個", "つ"), ("枚", "回", "行", "rows", "層", "epochs", "サンプル")),
        ("何回の更新ですか", ("回", "updates", "個"), ("枚", "層", "通り", "画素")),
        ("出力のチャンネル数はいくつですか", ("チャンネル", "枚", "個"), ("回", "画素", "px")),
        ("間違いは何行目ですか", ("行目", "番目", "番"), ("行", "個", "つ", "lines", "列")),
        ("$N$ 回掛けると 0 になる $N$ を答えてください", ("回",), ("層",)),
        ("学習率はいくつですか", ("個",), ("回", "epochs", "画素", "層", "倍", "times")),
        ("条件数はいくつですか", (), ("回", "件")),
        ("最小の整数 $N$ はいくつですか", ("回", "層"), ()),
        ("How many of the cells' pixels change?", ("pixels", "画素"), ("maps", "回")),
        ("その行の番号を答えてください", ("行目",), ("列目",)),
        ("一辺の長さはいくつですか", ("px", "画素"), ("回",)),
        ("フィルタ 2 枚で、出力の 1 辺はいくつですか", ("px", "個"), ("枚",)),
        ("x", ("回", "枚", "層"), ()),
    ],
)
def test_what_counts_what_is_asked(question: str, fits: tuple[str, ...], misfits: tuple[str, ...]) -> None:
    assert [word for word in fits if not counts_what_is_asked(word, [question], [question])] == []
    assert [word for word in misfits if counts_what_is_asked(word, [question], [question])] == []


@pytest.mark.parametrize(
    ("part", "others", "fits", "misfits"),
    [
        ("チャンネル数", ("1 辺", "入力の数"), ("枚", "個", "チャンネル"), ("px", "回")),
        ("停止するエポック", ("最良のエポック",), ("エポック", "番目"), ("回", "個")),
        ("学習率", ("倍率", "条件数"), (), ("倍", "回")),
        ("倍率", ("学習率",), ("倍",), ("回",)),
        ("最後のミニバッチの大きさ", ("更新の回数",), ("個",), ("回",)),
        ("number of updates", ("size",), ("updates", "回"), ("maps",)),
    ],
)
def test_a_part_with_a_name_is_counted_by_its_own_counter(
    part: str, others: tuple[str, ...], fits: tuple[str, ...], misfits: tuple[str, ...]
) -> None:
    text = ["答えてください"]
    assert [word for word in fits if not counts_what_is_asked(word, text, text, (part,), others)] == []
    assert [word for word in misfits if counts_what_is_asked(word, text, text, (part,), others)] == []


def test_where_a_question_counts_by_a_word_its_answer_may() -> None:
    asking, spoken = ["$w$ はいくつですか"], ["更新を 3 回します", "$w$ はいくつですか"]
    assert counts_what_is_asked("回", asking, spoken)
    assert not counts_what_is_asked("層", asking, spoken)
