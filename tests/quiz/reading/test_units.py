"""Units and counters: what fits the unit that is asked for, what it is converted by, and what is told as no fit."""

from __future__ import annotations

from fractions import Fraction

import pytest

from quiz.reading.units import NO_UNIT, PERCENT, Wanted, counter_classes, factor, unit_called, units


@pytest.mark.parametrize(
    ("word", "wanted", "question", "expected"),
    [
        ("cm", Wanted("mm"), "", 10),
        ("km", Wanted("m"), "", 1000),
        ("ms", Wanted("s"), "", Fraction(1, 1000)),
        ("時間", Wanted("分"), "", 60),
        ("KiB", Wanted("B"), "", 1024),
        ("ビット", Wanted("バイト"), "", Fraction(1, 8)),
        ("cm", Wanted("s"), "", None),
        ("s", Wanted("m"), "", None),
        (PERCENT, Wanted(PERCENT), "", 1),
        (PERCENT, NO_UNIT, "", Fraction(1, 100)),
        (PERCENT, Wanted("cm"), "", None),
        ("cm", NO_UNIT, "", None),
        ("cm", NO_UNIT, "長さは何 cm ですか", 1),
        ("秒", NO_UNIT, "何秒かかりますか", 1),
        ("ms", NO_UNIT, "what items are there?", None),
        ("分", NO_UNIT, "分散と、3 分の 1 の勾配分布は", None),
        ("分", NO_UNIT, "学習には何分かかりますか", 1),
        ("seconds", NO_UNIT, "How many seconds does it take?", 1),
        ("g", NO_UNIT, "勾配 $g$ は", None),
        ("回", NO_UNIT, "", 1),
        ("epochs", NO_UNIT, "", 1),
        ("ピクセル", NO_UNIT, "", 1),
        ("人", NO_UNIT, "", None),
        ("人", NO_UNIT, "参加者は何人ですか", 1),
        ("people", NO_UNIT, "参加者は何人ですか", 1),
        ("person", NO_UNIT, "How much does it cost for one person?", 1),
        ("person", NO_UNIT, "How much personal data is kept?", None),
        ("倍", NO_UNIT, "", None),
        ("倍", NO_UNIT, "メモリは何倍になりますか", 1),
        ("回", Wanted("cm"), "", None),
        ("updates", Wanted("回"), "", 1),
        ("kmol", Wanted("mol", (("kmol", Fraction(1000)),)), "", 1000),
        ("mol", Wanted("mol"), "", 1),
        ("°", NO_UNIT, "", None),
        ("度", NO_UNIT, "角は何度ですか", 1),
        ("°", NO_UNIT, "30 度の角", 1),
        ("ルート", NO_UNIT, "ルート", None),
        ("fold", NO_UNIT, "a 3 fold increase", 1),
        ("fold", NO_UNIT, "the manifold, a folder, unfolded", None),
    ],
)
def test_by_what_a_number_is_multiplied(word: str, wanted: Wanted, question: str, expected: object) -> None:
    assert factor(word, wanted, [question]) == expected


def test_long_words_are_known_however_they_are_cased() -> None:
    assert unit_called("EPOCHS") is unit_called("epochs")
    assert unit_called("M") is None, "m and M are different units"
    assert unit_called("MB") is not unit_called("mb")


def test_no_unit_is_a_word_that_changes_a_number_by_itself() -> None:
    for word in ("千", "万", "割", "半", "ダース", "ルート", "マイナス", "乗", "以上", "未満", "half", "minus", "root"):
        assert word not in units()


def test_what_counts_other_things_is_of_another_class() -> None:
    classes = counter_classes()
    for one, other in (
        ("flops", "macs"),
        ("operations", "multiplications"),
        ("重み", "パラメータ"),
        ("サンプル", "パラメータ"),
        ("nodes", "parameters"),
        ("weights", "units"),
        ("個", "サンプル"),
        ("更新", "回"),
    ):
        assert not classes[one] & classes[other], (one, other)
    assert classes["flop"] == classes["浮動小数点演算"] == classes["flops"]
    assert classes["回の更新"] & classes["回"]
    assert classes["回の更新"] & classes["更新"]
