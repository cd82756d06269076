"""What a sentence says that an experiment showed: in both languages, and what it doesn't say."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.report.results.stated_results import showed

SAID = {
    "この設定では学習がまったく進まなかった。": [("flat",)],
    "テストデータの正答率はほとんど上がらなかった。": [("flat",)],
    "2エポック目からは誤差が下がらなくなった。": [("flat",)],
    "正解率は横ばいのままだった。": [("flat",)],
    "初期値を変えると、学習が進まないという問題は解消した。": [("learns",)],
    "学習がうまくいった。": [("learns",)],
    "最終的な認識率は92%になった。": [("reaches", 0.92, None)],
    "訓練データの精度は98.5%、テストデータの精度は91%となった。": [
        ("reaches", 0.985, "train"),
        ("reaches", 0.91, "test"),
    ],
    "テストデータでのaccuracyは0.87に達した。": [("reaches", 0.87, "test")],
    "600回あたりから精度が向上した。": [("starts", 600)],
    "Xavierでも上がったが、特にHeは早い段階で正解率が1.0に近くなった。": [("sooner",), ("reaches", 1.0, None)],
    "Xavierのときに比べて早く精度が上がった。": [("sooner",)],
    "1層のときより精度が高くなった。": [("better",)],
    "The network did not learn at all.": [("flat",)],
    "The loss stopped decreasing after the second epoch.": [("flat",)],
    "Test accuracy stayed at about 10 %.": [("flat",)],
    "The accuracy rose quickly.": [("learns",)],
    "The test accuracy reached 93 % in the end.": [("reaches", 0.93, "test")],
    "From about step 400 the accuracy improved.": [("starts", 400)],
    "The accuracy rose faster than with Xavier.": [("sooner",)],
}


@pytest.mark.parametrize("sentence", SAID)
def test_what_is_said_is_read(sentence: str) -> None:
    got = []
    for one in showed(sentence):
        match one.trend:
            case "reaches":
                got.append((one.trend, one.value, one.measure))
            case "starts":
                got.append((one.trend, one.step))
            case trend:
                got.append((trend,))
    assert got == SAID[sentence]


@pytest.mark.parametrize(
    "sentence",
    [
        "学習が進まないのはなぜか。",
        "もし学習率が大きいと学習が進まない。",
        "学習率が大きいと発散する。",  # no experiment: nothing is observed
        "精度が90%を超えるとは限らないことがわかった。",
        "ドロップアウトの割合は50%とした。",
        "バッチサイズを100から200にした。",
        "誤差は0.25になった。",
        "Why did the accuracy not rise?",
        "It was once believed that deep networks could not learn.",
        "The batch size was 100.",
    ],
)
def test_what_is_not_said_is_not_read(sentence: str) -> None:
    assert list(showed(sentence)) == []


def test_a_comparison_names_the_other_and_not_itself() -> None:
    (one,) = showed("[40, 20] のときより精度が早く上昇した。")
    assert one.than is not None
    assert "[40, 20]" in one.than
    assert "40" not in one.subject


WORDS = st.sampled_from(
    ["学習が", "進まな", "かった", "精度", "が", "上昇", "した", "。", "90%", "より", "、", "[", "40", "特に", "He",
     "は", "早く", "not ", "learn ", "accuracy ", "than ", "回", "から", "に比べて", "1.0", "\n"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=20).map("".join) | st.text(max_size=60))
def test_any_text_is_read_or_not(text: str) -> None:
    for one in showed(text):
        assert 0 <= one.start <= len(text)
        assert one.value is None or 0 <= one.value <= 1
