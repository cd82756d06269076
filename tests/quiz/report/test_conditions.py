"""The conditions of a question are read wherever they stand; what it leaves unsaid makes nothing wrong by itself."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.courses import built_in_bank
from quiz.report.conditions import said, sizes_by_words
from quiz.report.documents import Line, Report
from quiz.report.finding import Finding
from quiz.report.findings import Checker
from quiz.report.likeness import compact

Check = Callable[[str], list[Finding]]
ITEM = built_in_bank().item("conv-output-size")


@pytest.fixture(scope="module")
def built_in() -> Check:
    checker = Checker(built_in_bank().load_all()[0])
    return lambda source: checker.check(
        Report("report.md", tuple(Line(text, number) for number, text in enumerate(source.split("\n"), start=1)))
    )


@pytest.mark.parametrize(
    ("text", "stride", "padding"),
    [
        ("ストライドは2、パディングは1とする。", 2, 1),
        ("ストライド：2　パディング：0", 2, 0),
        ("パディングなし、ストライド3", 3, 0),
        ("なおストライドとパディングはともに2とする", 2, 2),
        ("stride 2, padding 1", 2, 1),
        ("a stride of 2 and no padding", 2, 0),
        ("ストライドは2、別の層のストライドは1", None, None),
        ("パディングを1画素、フィルタは3×3", None, 1),
        ("何も書いていない", None, None),
    ],
)
def test_a_condition_is_read_by_its_name(text: str, stride: int | None, padding: int | None) -> None:
    assert (said("stride", compact(text)), said("padding", compact(text))) == (stride, padding)


@pytest.mark.parametrize(
    ("text", "sizes"),
    [
        ("入力が9×8、フィルタが3×3のとき", (9, 8, 3)),
        ("3×3のフィルタを9×8の画像に適用", (9, 8, 3)),
        ("An image of size 9x8, a filter of size 3x3, the output is 7x6", (9, 8, 3)),
        ("入力が9×8、フィルタが3×2のとき", None),
        ("入力が9×8", None),
        ("入力が9×8、次の入力が5×5、フィルタが3×3", None),
    ],
)
def test_sizes_are_told_apart_by_the_words_beside_them(text: str, sizes: tuple[int, int, int] | None) -> None:
    expected = {} if sizes is None else dict(zip(("height", "width", "kernel"), sizes, strict=True))
    assert sizes_by_words(ITEM, compact(text)) == expected
    assert sizes_by_words(built_in_bank().item("sigmoid-derivative-max"), compact(text)) == {}


QUESTION = "## 確認テスト\n- 6×6の画像を2×2のフィルタで畳み込んだ時の出力画像のサイズは{}。\n"


@pytest.mark.parametrize(("stated", "verdict"), [("7×7", "correct"), ("5×5", "undecided"), ("6×6", "wrong")])
def test_a_size_without_its_conditions(built_in: Check, stated: str, verdict: str) -> None:
    """7×7 is right in the original test and 5×5 without a padding; no padding gives 6×6."""
    (finding,) = built_in(QUESTION.format(stated))
    assert finding.verdict == verdict
    if verdict != "wrong":
        assert "みなしました" in finding.message.ja
        assert "assumed" in finding.message.en


def test_other_sizes_without_their_conditions_are_never_called_right(built_in: Check) -> None:
    for stated, verdict in (("7×7", "undecided"), ("9×9", "undecided"), ("8×8", "wrong")):
        (finding,) = built_in(QUESTION.replace("6×6", "8×8").format(stated))
        assert finding.verdict == verdict


def test_another_operation_has_other_sizes(built_in: Check) -> None:
    asked = (
        "問）6×6の入力を2×2のフィルタで{}した時の出力画像のサイズを答えよ。"
        "ストライドは1、パディングは1とする。\n答）6×6\n"
    )
    (finding,) = [found for found in built_in(asked.format("畳み込み")) if found.kind == "answer"]
    assert finding.verdict == "wrong"
    for other in ("転置畳み込み", "最大プーリング"):
        assert all(found.verdict != "wrong" for found in built_in(asked.format(other)))
