"""Equalities of mere numbers: which are false for certain, and which are better left alone."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.arithmetic.number_chains import MOST_LINKS, false_links
from quiz.report.arithmetic.sum_tokens import MOST_TOKENS, links_of
from quiz.report.arithmetic.sum_values import holds
from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of

FALSE = {
    "v は 0.9×(−0.3) − 0.1 = −0.27 になる": ("0.9×(-0.3) - 0.1 = -0.27", "-0.37"),
    "- L2ノルム：√(36 + 64) = √100 = 50": ("√100 = 50", "10"),
    "幅は 96/4 + 1 = 24 + 1 = 26 である": ("24 + 1 = 26", "25"),
    "- five layers at best: 0.25^5 = 0.0977": ("0.25^5 = 0.0977", "0.000976562"),
    "標準偏差は 1/√400 ≒ 0.005 となる": ("1/√400 ≈ 0.005", "0.05"),
    "標準偏差は 1/√400 = 約0.5 となる": ("1/√400 ≈ 0.5", "0.05"),
    "It is 1/√300 = about 0.0333.": ("1/√300 ≈ 0.0333", "0.057735"),
    "| 手順 | 3² + 4² = 49 |": ("3² + 4² = 49", "25"),
    "コードで書くと `0.5^3 = 0.25` のとおり": ("0.5^3 = 0.25", "0.125"),
    "60,000 / 120 = 5000 updates": ("60,000 / 120 = 5000 updates", "500"),
    "60000枚÷50枚 = 600回です": ("60000枚÷50枚 = 600回", "1200"),
    "重みは 9216×4096 = 3800億 個": ("9216×4096 = 3800億", "37748736"),
    "正解率は 45/60 = 85% だ": ("45/60 = 85%", "0.75"),
    "3 + |−4| + 0 = 8 となる": ("3 + |-4| + 0 = 8", "7"),
    "重みは 850−50 = 700 個": ("850-50 = 700 個", "800"),
    "誤差は 0.5×(2 − 1)² = 1 である": ("0.5×(2 - 1)² = 1", "0.5"),
    "the sum of 2 + 3 = 6": ("2 + 3 = 6", "5"),
    "3×3の窓では 3×3 = 8 個の値": ("3×3 = 8 個", "9"),
    "(0.2 + 0.4)/2 = 0.4": ("(0.2 + 0.4)/2 = 0.4", "0.3"),
    "12 = 3×5 と分けられる": ("12 = 3×5", "12"),
}
"""A line, the link that is false in it, and what its left-hand side comes to."""

LEFT_ALONE = (
    # what holds, as it is written
    "(227 − 11)/4 + 1 = 216/4 + 1 = 54 + 1 = 55",
    "0.25^10 = 9.54e-7、1/28 ≒ 0.0357、1/28 = 0.036",
    "37748736 ≒ 3775万、9216×4096 = 3775万、9216×4096 ≈ 37.7 million",
    "45/60 = 75%、0.75 = 75 %、96.5% − 94.1% = 2.4%、125/178 = 70 %、7/10 = 70点",
    "−3² + 10 = 19 とも 1 とも読める",
    # what rounding leaves open
    "2/3 = 0.66、60000/128 = 468、60000/128 = 469、0.33×9 = 3、0.67×300 = 200",
    "0.881×(1−0.881) = 0.10499",
    "1/28 ≒ 0.0359",
    # another reading of it
    "1/2×4 = 1/8、√9 + 16 = 5、(6+2−2)/1 + 1 = 7 = 7×7",
    # something else than arithmetic of numbers
    "2024-11-3 = 文化の日、3-5 = 2、784-50-10 = 3、比は 2:4 = 1/3、v1.2.3 = 5×2",
    "a = 3 = name、x = 3×2、2x + 3 = 9、f(2) = 3×3、σ(2) ≒ 0.88、y = 2·x = 5·3、5! = 100+1、log 10×2 = 3",
    "勾配 2 × 学習率 3 + 1 = 7、20% of 100 − 3 = 17、100の20% + 1 = 21、10の2乗 + 5 = 105",
    "if a == 3: b += 2*3 = 5",
    "1 + 2 + ... + 10 = 55、1 + 2 + … + 10 = 55、2×3 = 6±1、2×4 = 7〜9、10/3 = 3 余り 1、10/4 = 3以上",
    "3×4 = 12 times the batch、5 + 1 = 7 or 8、1 − 0.3 = 0.5 to 0.7、2×3 = 5x、2×3 = 5 + bias",
    "2×3 = 7を超える、2×3 = 7より大きい、全体の 3/4 = 45枚",
    "精度は 0.93 − 0.9 = 3 ポイント上がる、0.93 − 0.9 = 3 points",
    "square root of 9 + 16 = 5、half of 10 + 2 = 6",
    "2×3 = 7層目まで、2×3 = 5近く、2×3 = 5(x+1)",
    "(1, 2) = 3 + 4",
    "式は $2 × 3 = 7$ である",
    # what the report does not say itself
    "最初は 3×4 = 13 と計算した。2×2 = 5 と思っていた。3+3 = 7 は誤り。",
    "「2×3 = 5」と書いた資料もある。I had 2×3 = 5 at first. 2×3 = 5?",
    "> 2×3 = 5",
    "3×3+1 = 9 ではない。Is it 3×3 = 10? 3×3 = 10 ✗",
    "9^9^9^9 = 3、2^99999 = 3、1e99 × 1e99 = 3、1/0 = 3、10^400 = 2",
)


def _false(*lines: str) -> list[tuple[str, str]]:
    rows = rows_of(Report("report.md", tuple(Line(text, number) for number, text in enumerate(lines, 1))))
    return [(found.shown, found.expected) for found in false_links(rows)]


@pytest.mark.parametrize(("line", "told"), FALSE.items())
def test_a_false_equality_is_told_with_the_value_of_its_left_hand_side(line: str, told: tuple[str, str]) -> None:
    assert _false(line) == [told]


@pytest.mark.parametrize("line", LEFT_ALONE)
def test_nothing_is_said_of_what_may_be_right_or_is_not_said(line: str) -> None:
    assert _false(line) == []


def test_both_sides_are_told_in_both_languages() -> None:
    rows = rows_of(Report("report.md", (Line("よって 2×3 + 1 = 4×2 である", 1),)))
    message = next(false_links(rows)).message
    assert "2×3 + 1 = 7" in message.ja
    assert "4×2 = 8" in message.ja
    assert "2×3 + 1 = 7" in message.en
    assert "4×2 = 8" in message.en


def test_a_section_about_errors_states_none_of_its_equalities() -> None:
    assert _false("## 計算の例", "2×3 = 5") == [("2×3 = 5", "6")]
    assert _false("## よくある間違い", "2×3 = 5") == []
    assert _false("## 誤差の計算", "2×3 = 5") == [("2×3 = 5", "6")]
    assert _false("## Mistakes that I made", "2×3 = 5") == []


def test_a_hyphen_is_no_minus_and_a_minus_is_one() -> None:
    assert _false("80-8 = 70") == []
    assert _false("80−8 = 70") == [("80-8 = 70", "72")]
    assert _false("80 - 8 = 70") == [("80 - 8 = 70", "72")]


def test_the_wrong_link_stands_where_its_left_hand_side_begins() -> None:
    rows = rows_of(Report("report.md", (Line("- 幅: 8/2 + 1 = 4 + 1 = 6", 1),)))
    found = next(false_links(rows))
    assert rows[0].plain[found.place :].startswith("4 + 1 = 6")


def test_printed_code_is_not_read() -> None:
    assert _false("```python", "2*3 = 5  # 2×3 = 5", "```") == []


def test_only_so_many_links_and_terms_are_read() -> None:
    row = "、".join(["1+1 = 3"] * 20)
    assert len(_false(*[row] * (MOST_LINKS // 20 + 5))) == MOST_LINKS
    assert links_of("+".join(["1"] * (MOST_TOKENS + 1)) + " = 3") == []
    start = time.process_time()
    _false(*["1+" * 900 + "1 = 3"] * 50, *["(" * 1800 + "= 3"] * 50, *["1 = " * 450] * 50)
    assert time.process_time() - start < 5


@given(st.text(alphabet="0123456789+-−×*/^=≈≒.,()√²% 個x|:約…", max_size=60))
def test_any_text_gives_links_or_none(text: str) -> None:
    for link in links_of(text, text):
        assert holds(link) in (True, False, None)
    _false(text)


@given(st.integers(0, 99), st.integers(1, 99), st.integers(1, 99), st.integers(-3, 3))
def test_a_sum_of_whole_numbers_is_false_where_its_value_is_another(a: int, b: int, c: int, off: int) -> None:
    assert bool(_false(f"合計は {a} + {b}×{c} = {a + b * c + off} です")) == (off != 0)
