"""Sizes by the words beside them: every order of the parts, with and without what may be left unsaid."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations

import pytest

Said = Callable[[str], list[tuple[str, str]]]
FRAME = "conv-output-size-claim"
PARTS = ("入力は{i}", "フィルタは{k}", "ストライドは{s}", "パディングは{p}", "出力は{o}")


def conv(said: Said, text: str) -> list[str]:
    return [verdict for name, verdict in said(text) if name == FRAME]


@pytest.mark.parametrize("order", list(permutations(range(5)))[::7])
def test_any_order_of_the_parts(said: Said, order: tuple[int, ...]) -> None:
    text = "、".join(PARTS[place] for place in order) + "である。"
    right = text.format(i="6x6", k="2x2", s=1, p=1, o="7x7")
    wrong = text.format(i="6x6", k="2x2", s=1, p=1, o="6x6")
    assert (conv(said, right), conv(said, wrong)) == (["correct"], ["wrong"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8x8の画像に3x3のカーネルを適用すると出力は6x6になる。", ["correct"]),
        ("8x8の画像に3x3のカーネルを適用すると出力は8x8になる。", ["imprecise"]),  # with a padding of 1
        ("8x8の画像に3x3のカーネルを適用すると出力は5x5になる。", []),  # with a stride that isn't said, perhaps
        ("8x8の画像に3x3のカーネルをストライド2で適用すると出力は3x3になる。", ["correct"]),
        ("8x8の画像に3x3のカーネルをストライド2で適用すると出力は5x5になる。", ["imprecise"]),
        ("8x8の画像に3x3のカーネルをストライド2で適用すると出力は7x7になる。", ["wrong"]),
        ("9x5の画像に3x3のカーネルを、ストライドとパディングはともに1で適用すると出力は9x5になる。", ["correct"]),
        ("8x8の画像に3x3のカーネルを適用すると、プーリング後の出力は3x3になる。", []),
        ("8x8の画像、3x3のカーネル、出力は何x何か。", []),
        ("8x8の画像と6x6の画像に3x3のカーネルを適用すると出力は6x6になる。", []),
        ("A 3x3 filter on an 8x8 input, stride 1, padding 1, gives an output of 8x8.", ["correct"]),
        ("A 3x3 filter on an 8x8 input, stride 1, padding 1, gives an output of 6x6.", ["wrong"]),
    ],
)
def test_what_is_not_said(said: Said, text: str, expected: list[str]) -> None:
    assert conv(said, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("入力 8x8、カーネル 3x3、パディング 0、ストライド 1 → 6x6", ["correct"]),
        ("入力 8x8、カーネル 3x3、パディング 0、ストライド 1 → 7x7", ["wrong"]),
        ("8x8 に 3x3 をストライド1、パディング1でかけると 8x8", ["correct"]),
        ("8x8 に 3x3 をストライド1、パディング1で畳み込むと 6x6", ["wrong"]),
        ("- 入力 8x8\n- カーネル 3x3\n- パディング 1、ストライド 1\n- 出力 8x8", ["correct"]),
        ("- 入力 8x8\n- カーネル 3x3\n- パディング 1、ストライド 1\n- 出力 5x5", ["wrong"]),
        # each sets a stride: these are two windows
        ("- ストライド2で出力は 3x3 になる\n- 入力 8x8、カーネル 3x3、ストライド1、パディング0 → 縦6、横6", []),
        ("出力は6x6。入力が8x8でカーネルが3x3、ストライドとパディングはともに1だから。", ["wrong"]),
        ("8x8の入力に4x4のカーネルを適用すると出力は9x9になる。", ["imprecise"]),  # with a padding of 2
        ("6x6の入力に2x2のカーネルを適用すると出力は6x6になる。", ["wrong"]),  # with no numbers at all
        ("- 入力の画像は16x16\n- 入力は8x8\n- 最初は3x3のカーネル", []),  # the filter's size is no output
        ("入力 8x8\n\n# 次の例\nカーネル 3x3、ストライド 1、パディング 1、出力 6x6", []),
    ],
)
def test_roles_without_a_word_and_sizes_of_the_sentences_before(said: Said, text: str, expected: list[str]) -> None:
    assert conv(said, text) == expected
