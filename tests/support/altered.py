"""Statements that a word more, or a sibling of a word, makes false or bolder than is known: no reader credits them.

As in ``opposites``, sentences are made of true ones by machine: ``always`` says that what holds does so in every case,
As in ``opposites``, sentences are made of true ones by machine: ``always`` says that what holds holds in every case,
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
