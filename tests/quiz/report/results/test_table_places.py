"""Ranks, gaps of one row, and two rows at once: held against the report's own table, in both languages."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.results.own_results import own_results
from quiz.report.rows import rows_of

ONE = """| optimizer | test acc. |
|---|---|
| SGD | 80.1 % |
| RMSProp | 85.4 % |
| AdaGrad | 83.0 % |
| Adam | 86.2 % |

"""
PAIR = """| 条件 | 訓練正解率 | テスト正解率 |
|---|---|---|
| なし | 0.990 | 0.800 |
| L2 | 0.960 | 0.790 |
| Dropout | 0.940 | 0.830 |
| Augmentation | 0.930 | 0.850 |

"""


def verdicts(text: str) -> list[str]:
    """The verdicts on what a report says of its tables."""
    lines = tuple(Line(line, number) for number, line in enumerate(text.split("\n"), 1))
    return [found.verdict for found in own_results(rows_of(Report("r", lines)))]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("RMSProp came second in test accuracy.", "right"),
        ("AdaGrad came second in test accuracy.", "wrong"),
        ("SGD finished last in test accuracy.", "right"),
        ("AdaGrad has the third-highest accuracy.", "right"),
        ("AdaGrad has the second-lowest accuracy.", "right"),
        ("RMSProp has the second-lowest accuracy.", "wrong"),
        ("テスト正解率は RMSProp が2番目に高い。", "right"),
        ("テスト正解率は AdaGrad が2番目に高い。", "wrong"),
        ("正解率は Adam が最下位だった。", "wrong"),
    ],
)
def test_a_rank(said: str, verdict: str) -> None:
    assert verdicts(ONE + said) == [verdict]


@pytest.mark.parametrize(
    ("said", "verdict"),
    [
        ("L2 の差は 0.170 でした。", "right"),
        ("L2 の差は 0.270 でした。", "wrong"),
        ("With Dropout the gap is 0.110.", "right"),
        ("With Dropout the gap is 0.210.", "wrong"),
        ("テスト正解率は Dropout でも Augmentation でも、なしより高くなりました。", "right"),
        ("テスト正解率は L2 でも Dropout でも、なしより高くなりました。", "wrong"),
        ("Both Dropout and Augmentation were better than L2 in test accuracy.", "right"),
        ("Both L2 and Augmentation were better than Dropout in test accuracy.", "wrong"),
    ],
)
def test_a_gap_and_two_rows_at_once(said: str, verdict: str) -> None:
    assert verdicts(PAIR + said) == [verdict]


@pytest.mark.parametrize(
    "said",
    [
        "AdaGrad came second in speed, as the paper says.",  # no column of the table
        "Among the adaptive ones AdaGrad came second in test accuracy.",
        "AdaGrad は2番目に高いわけではない。",
        "AdaGrad might have come second in test accuracy.",
        "Adam and RMSProp came second in test accuracy.",
    ],
)
def test_no_rank_of_the_table(said: str) -> None:
    assert "wrong" not in verdicts(ONE + said)


@pytest.mark.parametrize(
    "said",
    [
        "L2 の差は 0.040 でした。",  # to Dropout, in the test
        "Dropout と L2 との差は 0.300 である。",
        "L2 の差は 0.2 以上でした。",
        "L2 の差が大きいかもしれない。",
    ],
)
def test_another_difference_is_no_gap(said: str) -> None:
    assert "wrong" not in verdicts(PAIR + said)
