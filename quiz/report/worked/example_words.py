"""What speaks of nothing but an example that was given before: closed lists of words, in both languages.

A value may be called wrong only where the example is surely meant. Where a sentence gives no example of its own, every
word of it must be one of these; 「5 回の実験の平均は 0.9」 speaks of something else, whatever was worked out above.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Final

from quiz.reading.late_patterns import late

_FUNCTION: Final = (
    "は が も を に の で と て から まで より へ や だと だ です である なら ならば なので ので "
    "よって 従って したがって ゆえに つまり すなわち また さらに 次に 次の 次 続いて 同様に ここで すると "
    "この その これ それ こう そして まず 最後に なお ただし なる になる となる になり となり になります "
    "となります になって なって なります 同じ ちょうど 約 およそ ほぼ それぞれ 値 結果 答え 答 解 計算 "
    "計算する 計算すると 計算した 求める 求めると 出す 出すと 取る 取ると とる とると 足す 足すと 引く "
    "引くと 引いた 割る 割ると 割れば 割った 掛ける 掛けると かける かけると 掛けた 付ける 付けると 付けた "
    "つけた 場合 とき 時 すれば した場合 合わせて 全部で 二乗 自乗 乗 平方根 逆数 倍 半分 式 代入 代入して "
    "代入すると 個 件 データ数 件数 個数 こと もの 先 後 前 上 例 この例 以上 以下 ため 四捨五入 小数 "
    "有効数字 桁 the a an its it this that these those is are be of to and or so thus hence therefore then "
    "with for by in at on as we get gets give gives gave giving which where from here also again still now "
    "both each just only about approximately roughly exactly equal equals becomes become comes come out "
    "makes make made value values result results answer compute computing computed divide dividing divided "
    "multiply multiplying plus minus times over half square squared squares root rounded up together yields "
    "yield if when first second third next last finally one two three four five count number numbers same i "
    "e does do than not more less"
)
VECTOR_WORDS: Final = (
    "平均 平均値 分散 不偏分散 標本分散 母分散 標準偏差 偏差 総和 合計 和 正規化 正規化後 正規化する "
    "正規化すると 正規化した 標準化 標準化すると 標準化した 標準化後 データ ベクトル 重み ミニバッチ バッチ "
    "要素 成分 最初 先頭 番目 つ目 末尾 最大 最大値 絶対値 ノルム ユークリッドノルム 正則化 正則化項 罰則 "
    "罰則項 ペナルティ 項 係数 符号 勾配 出力 スケール シフト 適用 適用すると 移動 最大ノルム 長さ 二乗和 "
    "平方和 不偏 標本 mean means average averages variance variances var deviation deviations standard std "
    "sum sums total norm norms euclidean max maximum absolute penalty term gradient gradients sign signs "
    "lambda data vector vectors weight weights batch mini entry entries element elements normalised "
    "normalized normalising normalizing normalisation normalization standardised standardized output outputs "
    "scale shift unbiased sample population hat xhat xbar bar regularization regularisation coefficient "
    "length inf infinity"
)
STEP_WORDS: Final = (
    "回目 回 歩目 ステップ ステップ目 一 二 三 最初 更新 更新後 更新する 更新すると 更新量 変化量 移動量 "
    "歩幅 速度 勾配 重み パラメータ 学習率 慣性 モメンタム 慣性項 初期値 初期 モーメント 一次 二次 1次 2次 "
    "補正 補正後 補正すると バイアス補正 二乗和 累積 新しい 動く 進む 減る 増える だけ step steps update "
    "updates updated velocity gradient gradients weight weights parameter learning rate momentum moment "
    "moments correction corrected bias new move moves moved after before size length accumulated state lr "
    "mhat vhat hat sqrt starts start"
)
_JAPANESE: Final = late(r"[ぁ-んァ-ヶ一-龠々ー]")
_PLAIN: Final = late(r"[\W\d_]+|(?<![A-Za-z])[A-Za-z](?![A-Za-z])|[α-ωΑ-Ω]")


@cache
def _pattern(words: str) -> re.Pattern[str]:
    listed = sorted({*_FUNCTION.split(), *words.split()}, key=len, reverse=True)

    def told(chosen: Iterable[str]) -> str:
        return "|".join(map(re.escape, chosen))

    japanese = told(word for word in listed if _JAPANESE.search(word))
    english = told(word for word in listed if not _JAPANESE.search(word))
    return late(rf"{japanese}|(?<![A-Za-z])(?:{english})(?![A-Za-z])|{_PLAIN.pattern}", re.I)


def speaks_only_of(text: str, words: str) -> bool:
    """Whether a respelled sentence has no word but ``words`` and those that say nothing by themselves.

    >>> speaks_only_of("よって標準偏差は√5 = 2.24", VECTOR_WORDS)
    True
    >>> speaks_only_of("標準偏差は 0.01 とした", VECTOR_WORDS), speaks_only_of("the mean of five runs", VECTOR_WORDS)
    (False, False)
    """
    return not _pattern(words).sub("", text)
