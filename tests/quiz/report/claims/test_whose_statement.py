"""Of which thing a line of a report says something: of what its title, its label or its own part of the sentence names.

Beside each line that says nothing of a claim's subject stands one that does.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from quiz.report.claims.canonical import Spelling
from quiz.report.claims.cue_words import Lexicon, Words

Said = Callable[[str], list[tuple[str, str]]]


def told(said: Said, text: str) -> set[str]:
    return {verdict for _, verdict in said(text)}


@pytest.mark.parametrize(
    ("of_another", "of_it"),
    [
        # a title that names two rivals, and an entry that names none
        (
            "## L1・L2正則化\n$w=(3,-4)$ で計算した。\n- その勾配: $\\lambda w=(0.3, -0.4)$",
            "## L1正則化\n$w=(3,-4)$ で計算した。\n- その勾配: $\\lambda w=(0.3, -0.4)$",
        ),
        # an entry with a label of its own stands between
        (
            "- L1正則化: 0.7\n- $\\frac{\\lambda}{2}\\|w\\|^2$: 2.5\n- その勾配: $\\lambda w=(0.3,-0.4)$",
            "- L1正則化: 0.7\n- その勾配: $\\lambda w=(0.3,-0.4)$",
        ),
        # a number below a heading of its own, in a report that is about a known network
        (
            "# CNNとAlexNet\n## プーリング層\n入力が 28×28 の例を考える。",
            "# CNN\n## AlexNet\n入力画像は 28×28 である。",
        ),
        # what another part of the sentence says
        (
            "シグモイド関数を10層重ねると、微分の積は最大でも 0.25 の 10 乗にしかならない。",
            "シグモイド関数の微分は最大でも 0.5 にしかならない。",
        ),
        ("モメンタムで μ=0 とすると、通常の勾配降下法と同じ更新になる。", "モメンタムの μ は通常 1.5 程度にする。"),
        ("バッチ正規化の γ と β で倍率と位置を学習し直す。", "バッチ正規化の γ は平均をずらすシフトである。"),
        (
            "ドロップアウトは学習時にノードをランダムに消し、推論時には全部のノードを使う。",
            "ドロップアウトは推論時にも同じ割合でランダムにノードを消す。",
        ),
        # what an English sentence introduces is what it is about, not a name in a list
        (
            "# Pooling\nIn average pooling, the gradient is shared equally among the positions.",
            "# Pooling\nThe gradient is shared equally among the positions.",
        ),
        # the same for every one is common to all
        ("Plain SGD uses the same learning rate for every parameter.", "SGD adapts the learning rate per parameter."),
        (
            "逆伝播でも同じマスクを使うので、ドロップアウトで消したノードには勾配が流れない。",
            "ドロップアウトのマスクは最初に作って使い回す。",
        ),
        (
            "順伝播で計算した値を保存しておくと、逆伝播で再利用でき、不要な再計算を避けられる。",
            "順伝播の途中の値は、逆伝播では使わない。",
        ),
    ],
)
def test_what_is_said_of_another_thing_is_not_called_wrong(said: Said, of_another: str, of_it: str) -> None:
    assert "wrong" not in told(said, of_another)
    assert "wrong" in told(said, of_it)


@pytest.mark.parametrize(
    ("otherwise", "so"),
    [
        # the direction that a claim wants is said of something else, and of its own thing the opposite
        ("AdaGradではhが小さくなるので、学習率は大きくなる。", "AdaGradではhが大きくなるので、学習率は小さくなる。"),
        ("AdaGradではhが小さくなるため、更新量は大きくなる。", "AdaGradではhが大きくなるため、更新量は小さくなる。"),
        # what the line only compares its subject with
        (
            "# 誤差逆伝播法\n数値微分を行う方法に比べて、計算量が多い。",
            "# 誤差逆伝播法\n数値微分を行う方法に比べて、計算量が少ない。",
        ),
        ("RMSPropでは、古い勾配の影響がいつまでも残る。", "RMSPropでは、古い勾配の影響が少しずつ薄れていく。"),
        ("im2colで展開した後のデータ量は、元の画像より小さくなる。", "im2colは画像を行列に展開する。"),
        ("ゼロパディングは、画像の縁に学習する重みを足す。", "ゼロパディングは、画像の縁に0を足す。"),
        (
            "Adam divides by the first moment and multiplies by the second moment.",
            "Adam uses bias-corrected first and second moments.",
        ),
    ],
)
def test_what_is_turned_round_is_not_credited(said: Said, otherwise: str, so: str) -> None:
    assert "correct" not in told(said, otherwise)
    assert told(said, so) == {"correct"}


@pytest.mark.parametrize(
    ("text", "verdicts"),
    [
        # what has to be is not denied
        ("フィルタのチャンネル数は、入力データのチャンネル数と一致しなければならない。", ["correct"]),
        ("フィルタのチャンネル数は、入力データのチャンネル数と同じでないといけません。", ["correct"]),
        ("フィルタの値は人が手で決めなければならない。", ["wrong"]),
        # whatever it may be is no question
        ("RMSPropを使えば、どのような問題でも必ず大域的最適解に収束する。", ["imprecise", "wrong"]),
        ("Adamを使えば、何を学習しても大域的最適解に到達する。", ["wrong"]),
        # a label that says tendency doubts nothing
        ("| | L1正則化 | L2正則化 |\n|---|---|---|\n| 重みの傾向 | 特になし | ちょうど0になる |", ["wrong"]),
        # spaces and fonts of LaTeX
        ("L1正則化では、勾配に $\\lambda\\,\\mathrm{sign}(w)$ を加える。", ["correct"]),
        ("L2正則化の勾配は $\\lambda\\,w$ である。", ["correct"]),
        ("L2正則化の勾配は $\\lambda\\;\\mathrm{sign}(w)$ である。", ["wrong"]),
        ("バッチ正規化の $\\gamma$ と $\\beta$ は学習される。", ["correct"]),
        ("Gamma and beta of batch normalization are constants.", ["wrong"]),
    ],
)
def test_how_it_may_be_written(said: Said, text: str, verdicts: list[str]) -> None:
    assert sorted(told(said, text)) == verdicts


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        # each predicate belongs to the name behind it
        ("勾配の2乗を、足し続けるのが AdaGrad、少しずつ忘れるのが RMSProp です。", "correct"),
        ("勾配の2乗を足し続けるのが RMSProp、移動平均にして忘れるのが AdaGrad です。", "wrong"),
        ("疎な解を与えるのが L1、全体を小さくするのが L2 である。", "correct"),
        ("疎な解を与えるのが L2 で、全体を小さくするのが L1 である。", "wrong"),
        ("**Q. L1 と L2 の違いは?**\n\nA. 疎な解を与えるのが L1、全体を小さくするのが L2 です。", "correct"),
        ("**Q. AdaGrad と RMSProp の違いを一言で?**\n\nA. 足し続けるのが AdaGrad、忘れるのが RMSProp。", "correct"),
        # what another is like is not what the sentence is about
        ("- L2正則化\n  - 重みは小さくなるが、L1正則化のようにちょうど0にすることはあまりない。", "correct"),
        # a label with a dash behind it, under the heading of a rival
        (
            "**バッチ正規化**\n: インスタンス正規化 ―― 1件のデータの全チャネルをまとめて平均と分散をとる。",
            "wrong",
        ),
        ("**バッチ正規化**\n: レイヤー正規化 ― 1件のデータの中で、全特徴を使って正規化する。", "correct"),
        # two things are named, and both are what the claim is of
        ("- ResNet: スキップ接続で入力をブロックの出力に掛け合わせる", "wrong"),
        # by what another is measured is not what is gone on about
        ("## モメンタム\n歩幅は SGD の10倍まで伸びる。$\\mu$ は1より大きくするほど安定する。", "wrong"),
        ("## モメンタム\n歩幅は SGD に比べて伸びる。$\\mu$ を0.5に下げた場合は5倍になる。", "wrong"),
        ("## モメンタム\n歩幅は SGD に比べて伸びる。$\\mu$ を0.5に下げた場合は2倍になる。", "correct"),
        ("- RMSProp\n  - そのため、AdaGrad で問題になった学習率の下がりすぎが起こりにくい。", "correct"),
        # what is promised of one method for every problem
        ("どんな課題でも RMSProp が最も良い結果になる。", "imprecise"),
        ("Adam is always the best choice.", "imprecise"),
    ],
)
def test_what_stands_before_a_name_is_said_of_it(said: Said, text: str, verdict: str) -> None:
    assert told(said, text) == {verdict}


def test_one_pattern_is_made_for_all_numbers() -> None:
    words = Words(["{n}倍", "半分"], Lexicon(Spelling({}), {}))
    assert words.pattern_for("3倍") is words.pattern_for("70倍") is not None
    assert words.pattern_for("倍") is None
