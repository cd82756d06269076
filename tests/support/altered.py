"""Statements that a word more, or a sibling of a word, makes false or bolder than is known: no reader credits them.

As in ``opposites``, sentences are made of true ones by machine: ``always`` says that what holds does so in every case,
and the others say it of a sibling, with the opposite direction, at the other time, of the channels as well, or of
another thing that is like the one that it holds of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from opposites import is_japanese

_JAPANESE = (
    "訓練データ 検証データ テストデータ",
    "訓練誤差 検証誤差 テスト誤差",
    "平均 最大値 最小値 合計 中央値",
    "前の層 次の層",
    "前層 次層",
    "計算量 メモリ",
    "二乗 絶対値 三乗",
    "2乗 絶対値 3乗",
    "ミニバッチごと サンプルごと エポックごと",
    "ミニバッチ単位 サンプル単位",
    "勾配消失 過学習 勾配爆発 鞍点",
    "訓練時 推論時",
    "学習時 推論時 テスト時",
    "ノードを データを 層を",
)
_ENGLISH = (
    "training data|validation data|test data",
    "training error|validation error|test error",
    "training set|validation set|test set",
    "mean|maximum|minimum|sum|median",
    "largest|smallest",
    "previous layer|next layer",
    "squared|absolute|cubed",
    "mini-batch|sample|epoch",
    "overfitting|vanishing gradients|exploding gradients|saddle points",
    "during training|at test time",
    "at inference|during training",
    "units|samples|layers",
)
GROUPS = [(tuple(group.split()), False) for group in _JAPANESE] + [
    (tuple(group.split("|")), True) for group in _ENGLISH
]
_LAST_PARTICLE = re.compile("[はがをに](?=[^はがをに]*$)")
_VERB = re.compile(r"(?a)\b(?:is|makes|prevents|takes|uses|adds|keeps|gives|reduces|helps|avoids|leads|gets)\b")


def always(text: str) -> Iterator[str]:
    """A sentence that says so of every case: 必ず or 常に before its predicate, always before its verb."""
    if is_japanese(text):
        found = _LAST_PARTICLE.search(text)
        for word in ("必ず", "常に", "どんな場合でも") if found else ():
            yield f"{text[: found.end()]}{word}{text[found.end() :]}"
    elif (verb := _VERB.search(text)) is not None:
        yield f"{text[: verb.start()]}always {text[verb.start() :]}"


def of_a_sibling(text: str) -> Iterator[str]:
    """A sentence with one word put for another of its group, wherever one stands."""
    for group, english in GROUPS:
        if english is is_japanese(text):
            continue
        for word in group:
            pattern = rf"(?a)\b{re.escape(word)}\b" if english else re.escape(word)
            for found in re.finditer(pattern, text, re.IGNORECASE):
                for other in group:
                    if other != word:
                        yield f"{text[: found.start()]}{other}{text[found.end() :]}"


_DIRECTIONS = (
    ("時間がかかる", "時間が短くなる"),
    ("速くなる", "遅くなる"),
    ("抑える", "強める"),
    ("増える", "減る"),
    ("減らす", "増やす"),
    ("大きくなる", "小さくなる"),
    ("高くなる", "低くなる"),
    ("強くなる", "弱くなる"),
    ("制約する", "制約を弱くする"),
    ("increases", "decreases"),
    ("raises", "lowers"),
    ("smaller", "larger"),
    ("slower", "faster"),
    ("slow", "fast"),
    ("takes longer", "takes less time"),
)


def of_the_other_direction(text: str) -> Iterator[str]:
    """A sentence with its last word for a direction exchanged for the opposite one."""
    for one, other in _DIRECTIONS:
        for word, instead in ((one, other), (other, one)):
            before, found, behind = text.rpartition(word)
            if found and (is_japanese(text) or not before[-1:].isalpha()):
                yield f"{before}{instead}{behind}"


_AT = "学習時 訓練時 学習中", "推論時 テスト時 予測時 評価時"


def at_the_other_time(text: str) -> Iterator[str]:
    """A sentence that sets its own time aside for the other one, or exchanges the two that it tells apart."""
    times = [(text.find(word), word, side) for side, words in enumerate(_AT) for word in words.split() if word in text]
    if len({side for _, _, side in times}) == 1:
        for _, word, side in times:
            for other in _AT[not side].split():
                yield text.replace(word, f"{word}ではなく{other}", 1)
    elif len(times) == 2:
        (_, one, _), (_, other, _) = times
        if f"{one}は" in text and f"{other}は" in text:
            yield text.replace(one, "\0").replace(other, one).replace("\0", other)


def of_channels_too(text: str) -> Iterator[str]:
    """A sentence that says the same of the channels as of the two sides."""
    for sides in ("縦横", "高さと幅", "縦と横"):
        for particle in ("が", "を"):
            if sides + particle in text:
                yield text.replace(sides + particle, f"{sides}とチャネル数{particle}", 1)
    if re.search(r"(?:both sides|the width|the height|height and width)[.]?$", text):
        yield f"{text.rstrip('.')} and the number of channels."


_ALIKE = ("シグモイド", "sigmoid"), ("tanh",), ("ReLU",)


def of_another_that_is_like(text: str) -> Iterator[str]:
    """A sentence that says of another activation function that it is as this one is: 「tanhの最大値も,ReLUと同じ1」."""
    for names in _ALIKE:
        for name in names:
            found = re.match(rf"{name}(の[^はが、]{{1,16}})は、?(.+)", text)
            for others in _ALIKE if found else ():
                if others is not names and found is not None:
                    yield f"{others[0]}{found[1]}も、{name}と同じ{found[2]}"
