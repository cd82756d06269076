"""The number of layers that a network is told to have, against the layers that are told beside it."""

from __future__ import annotations

import pytest

from quiz.report.documents import Line, Report
from quiz.report.rows import rows_of
from quiz.report.sizes.size_statements import stated_sizes


def verdicts(text: str) -> list[str]:
    rows = rows_of(Report("", tuple(Line(line, at) for at, line in enumerate(text.split("\n"), start=1))))
    return [one.judged.verdict for one in stated_sizes(rows) if one.judged.claim == "layers-told-claim"]


@pytest.mark.parametrize(
    "text",
    [
        "3層のネットワーク(入力層1つ、隠れ層1つ、出力層1つ)で試した。",
        "次のような5層のニューラルネットワークを使う。(入力層１つ、中間層３つ、出力層１つ)",
        "2層のネットワークは入力層1つ、中間層1つ、出力層1つからなる（入力を別に数える）。",
        "4 層のモデルには 1 つの入力層、2 つの中間層、1 つの出力層がある。",
        "A 4-layer network has 1 input, 2 hidden layers and 1 output layer.",
        "We train a network with 3 layers: one input, one hidden and one output layer.",
    ],
)
def test_layers_that_make_the_number_are_right(text: str) -> None:
    assert verdicts(text) == ["right"]


@pytest.mark.parametrize(
    "text",
    [
        "3層のネットワーク(入力層1つ、隠れ層3つ、出力層1つ)で試した。",
        "次のような6層のニューラルネットワークを使う。(入力層１つ、中間層３つ、出力層１つ)",
        "A 6-layer network has 1 input, 2 hidden layers and 1 output layer.",
    ],
)
def test_layers_that_make_another_number_are_wrong(text: str) -> None:
    assert verdicts(text) == ["wrong"]


@pytest.mark.parametrize(
    "text",
    [
        "6層のネットワークは入力層1つ、中間層2つ、出力層1つか？",
        "6層のネットワークは入力層1つ、中間層2つ、出力層1つではない。",
        "6層のネットワークは入力層1つ、中間層2つ、出力層1つと思っていた。",
        "もし6層のネットワークが入力層1つ、中間層2つ、出力層1つなら困る。",
        "It was once believed that a 6-layer network has 1 input, 2 hidden and 1 output layer.",
        "A 6-layer network (1 input, 2 hidden and 1 output layer) is wrong.",
        "6層のネットワークを4層に減らし、入力層1つ、中間層2つ、出力層1つにした。",
        "6層のネットワーク(入力層784個、中間層50個、出力層10個)で試した。",
        "A 6-layer network has 1 input image, 2 hidden units and 1 output value.",
        "6層のネットワークを考える。\n\n別の図では(入力層1つ、中間層2つ、出力層1つ)とした。",
        "6層のネットワークを考える。この話は終わる。(入力層1つ、中間層2つ、出力層1つ)",
        "6層のネットワークには中間層が2つある。",
        "中間層が6層のネットワークで、入力層1つ、出力層1つとする。",
        "> 6層のネットワーク(入力層1つ、中間層2つ、出力層1つ)",
    ],
)
def test_what_is_not_claimed_or_not_told_is_left_alone(text: str) -> None:
    assert verdicts(text) == []
