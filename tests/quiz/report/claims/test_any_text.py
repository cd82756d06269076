"""Any text has statements or none: never an exception, and in time that grows with its length."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.report.claims.claim_reader import ClaimReader

WORDS = st.sampled_from(
    """シグモイド 関数 の 微分 は 最大 で 0.25 以下 ない が 、 。 ReLU 勾配消失 を 防ぐ ? 6x6 入力 フィルタ 3x3 出力 1
    ストライド パディング AlexNet 5 層 畳み込み 0 から 1 範囲 L1 重み に なる | - # > ``` $ \\frac{1}{2}
    and not (a) 1/0 ９ 万
    """.split()
) | st.sampled_from("\n ")


@settings(max_examples=150, deadline=None)
@given(st.lists(WORDS, max_size=60).map("".join) | st.text(max_size=200))
def test_any_text_can_be_read(reader: ClaimReader, text: str) -> None:
    for stated in reader.of_text(text):
        assert stated.column >= 1
        assert stated.message.ja
        assert stated.verdict in ("correct", "imprecise", "wrong")


@pytest.mark.parametrize(
    "text",
    ["重み大き" * 400, "6x6" * 500, "シグモイドの微分の最大値は" * 80, "ReLUや" * 300, "(" * 3000, "勾配" * 1500],
)
def test_repetition_is_read_like_anything_else(reader: ClaimReader, text: str) -> None:
    assert len(reader.of_text(text)) <= 20
