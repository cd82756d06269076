"""What a table's cells say: which name is the subject, which tells of it, and what is passed over."""

from __future__ import annotations

import pytest

from quiz.bank.claim_entries import Entity
from quiz.report.claims.canonical import Spelling
from quiz.report.claims.mentions import Mentions
from quiz.report.claims.table_cells import TableCells
from quiz.report.tables import Table

SPELLING = Spelling({})
ENTITIES = [
    Entity("l1", "method", ("L1",)), Entity("l2", "method", ("L2",)), Entity("adam", "optimizer", ("Adam",)),
    Entity("rate", "parameter", ("学習率", "learning rate")), Entity("vanishing", "problem", ("勾配消失",)),
    Entity("xavier", "init", ("Xavier",)), Entity("bn", "method", ("BN",)), Entity("pool", "layer", ("プール",)),
]  # fmt: skip
MENTIONS = Mentions(ENTITIES, SPELLING)


def said(header: str, row: str, heading: str = "") -> list[str]:
    cells = TableCells(SPELLING, MENTIONS)
    cells.begin(Table(0, tuple(cell.strip() for cell in header.split("|")), (), heading))
    around = (found,) if (found := MENTIONS.of(SPELLING(heading))) else ()
    return [each.text for each in cells.said([cell.strip() for cell in row.split("|")], around)]


@pytest.mark.parametrize(
    ("header", "row", "expected"),
    [
        ("手法|欠点", "Adam|状態が多い", ["adamの欠点:状態が多い"]),
        ("method|weakness", "Adam|more state", ["adam weakness:more state"]),
        ("手法|特徴", "Adam|慣性を使う", ["adam:慣性を使う"]),
        ("手法|", "Adam|慣性を使う", ["adam:慣性を使う"]),
        ("|L1|L2", "罰則|絶対値の和|2乗の和", ["l1の罰則:絶対値の和", "l2の罰則:2乗の和"]),
        ("|L1|L2", "|絶対値の和|2乗の和", ["l1:絶対値の和", "l2:2乗の和"]),
        ("|L1", "L2との違い|疎になる", ["疎になる"]),
        ("|L1", "L2との違い|疎", ["l1:疎"]),
        ("問題|対策", "勾配消失|BN", ["勾配消失の対策:bn"]),
        ("設定|効き目", "学習率の選び方|大事", ["効き目:大事"]),
        ("手法|ハイパーパラメータ|既定値", "Adam|β1|0.9", ["adam β1の既定値:0.9"]),
        ("function|max of derivative", "Adam|1", ["adamの微分の最大値:1"]),
        ("層|出力", "プール2|13x13", ["プール2 出力:13x13"]),
        ("方法|使い道", "Adam (2回目の復習)|何でも", ["adamの使い道:何でも"]),
        ("記号|意味", "β1 (Adam)|減衰率", ["β1 (adam):減衰率"]),
    ],
)
def test_the_subject_comes_before_what_is_told_of_it(header: str, row: str, expected: list[str]) -> None:
    assert said(header, row) == expected


def test_names_that_mention_nothing_are_told_of_what_the_heading_names() -> None:
    assert said("項目|推論のとき", "平均|移動平均", "BN") == ["平均の推論のとき:移動平均"]
    assert said("項目|推論のとき", "平均|移動平均") == ["推論のとき:移動平均"]
    assert said("項目|推論のとき", "平均|移動平均", "学習率") == ["推論のとき:移動平均"]
    assert said("No.|推論のとき", "3|移動平均", "BN") == ["推論のとき:移動平均"]


def test_what_was_measured_or_got_wrong_or_is_graded_is_passed_over() -> None:
    assert said("手法|正解率|欠点", "Adam|0.95|状態が多い") == ["adamの欠点:状態が多い"]
    assert said("手法|設定値", "Adam|0.95", "精度の比較") == []
    assert said("手法|弱点", "Adam|状態が多い", "精度の比較") == ["adamの弱点:状態が多い"]
    assert said("手法|よくある誤り|欠点", "Adam|慣性を使わない|状態が多い") == ["adamの欠点:状態が多い"]
    assert said("番号|文|正誤", "1|Adam は慣性を使わない|誤") == []
    assert said("関数|微分|x=0のとき", "Adam|y(1-y)|0.25") == ["adamの微分:y(1-y)"]
    assert said("関数|x=0のとき", "Adam|0.25") == ["adamのx=0のとき:0.25"]


def test_marks_say_yes_or_nothing() -> None:
    assert said("手法|スパース", "L1|あり") == ["l1のスパース"]
    assert said("手法|sparse", "L1|yes (often)") == ["l1 sparse"]
    assert said("手法|スパース|速さ", "L2|なし|—") == []
    assert said("手法|sparse|fast", "L2|no (never)|") == []


def test_ranges_are_written_in_one_way_where_they_are_asked_for() -> None:
    assert said("関数|値域", "Adam|(0, 1)") == ["adamの値域:0~1"]
    assert said("関数|引数", "Adam|(0, 1)") == ["adamの引数:(0, 1)"]


def test_nothing_but_zeros_is_a_way_of_initialization_among_weights() -> None:
    assert said("初期値|使い道", "すべて0|何でも", "Xavier") == ["zero initializationの使い道:何でも"]
    assert said("余白|使い道", "すべて0|何でも", "Xavier") == ["すべて0 使い道:何でも"]
