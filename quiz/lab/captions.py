"""What the lab says in both languages: a line and a hint for every experiment, a word for every key of a result."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.language import Language, Text

__all__ = ["COMPARISONS", "SINGLE_RUNS", "About", "about", "word"]


@dataclass(frozen=True)
class About:
    """One line about an experiment, and what to look at in its result."""

    line: Text
    look: Text


def _about(ja: str, en: str, look_ja: str, look_en: str) -> About:
    return About(Text(ja, en), Text(look_ja, look_en))


COMPARISONS: dict[str, About] = {
    "activation-and-initialization": _about(
        "活性化関数 × 重みの初期値（6 通り）", "activation x initial weights, six runs",
        "N(0, 0.01²) の sigmoid だけが進みません。初期値を変えるだけでも、活性化関数を変えるだけでも学習は始まります。"
        "同じ活性化関数どうしで比べると、Xavier と He の差は小さいことも確かめてください。",
        "Only the sigmoid with N(0, 0.01^2) stays where it is: other weights or another activation are each enough to "
        "make it learn. With the same activation, Xavier and He are close to each other.",
    ),
    "hidden-sizes": _about(
        "隠れ層の大きさと数を変える", "width and number of the hidden layers",
        "広いほど早く上がり始めます。sigmoid は隠れ層を 1 つ減らすだけで学習が始まります（勾配を弱める層が減るため）。",
        "The wider, the sooner it rises. The sigmoid network learns as soon as it has one hidden layer less: fewer "
        "slopes weaken the gradient.",
    ),
    "depth": _about(
        "0.25 の N 乗: 深さと勾配", "0.25^N: depth and gradients",
        "σ' の積は 0.25^N を超えません。ただし勾配には重みも掛かるので、第 1 層と最終層の勾配の比は初期値にもよります。"
        "ReLU と He では深くても比が小さくなりません。最後の表は 0.25^N がアンダーフローで 0 になる N です。",
        "The product of the slopes never exceeds 0.25^N. The weights multiply the gradient as well, so the ratio of "
        "the first to the last layer depends on the initial weights; with ReLU and He it does not shrink with depth. "
        "The last table tells for which N 0.25^N underflows to 0.",
    ),
    "initialization-histograms": _about(
        "初期値ごとの活性化の分布（5 層）", "how activations spread, layer by layer",
        "標準偏差 1 では出力（重みではありません）が 0 と 1 に偏り、0.01 では 0.5 に集まります。"
        "Xavier なら広がりが保たれ、ReLU では He が最後の層まで保ちます。ReLU の出力の約半分は 0 です。",
        "With standard deviation 1 the outputs (not the weights) crowd at 0 and 1, with 0.01 at 0.5. Xavier keeps them "
        "spread; with ReLU, He does so down to the last layer. About half of all ReLU outputs are 0.",
    ),
    "keras-sample": _about(
        "重み N(1, 1) の Keras の例と、その治し方", "the Keras sample with N(1, 1) weights, cured",
        "平均 1 の重みでは隠れ層への入力が約 100 になり、σ' が float32 で厳密に 0 です（飽和）。隠れ層は 1 つなので、"
        "深さのせいではありません。平均を 0 にする、標準偏差を小さくする、ReLU や BN を使うと学習します。",
        "Weights of mean 1 make the hidden inputs about 100, where the sigmoid's slope is exactly 0 in float32: it is "
        "saturated. There is one hidden layer, so depth is not the cause. Mean 0, a small deviation, ReLU or batch "
        "norm each cure it.",
    ),
    "batch-norm": _about(
        "バッチ正規化: 重みの大きさ 16 通り", "batch normalization at 16 weight scales",
        "BN なしでは学習できる重みの大きさが狭い範囲に限られます。BN ありでは広い範囲で学習できます。",
        "Without it only a narrow range of weight scales learns; with it a far wider one does.",
    ),
    "optimizers-in-a-valley": _about(
        "最適化手法の軌跡（2 次元の谷）", "the ways of optimizers in a 2-D valley",
        "SGD は谷を横切って振動します（道のりの列）。Momentum は慣性で進み、AdaGrad は学習率が次第に小さくなります。"
        "手法ごとに学習率が違うので、優劣ではなく動き方の違いを見てください。",
        "SGD zigzags across the valley (see the length of its way). Momentum swings, AdaGrad slows down. Each has its "
        "own rate: look at how they move, not at who wins.",
    ),
    "optimizers-on-images": _about(
        "最適化手法の比較（MNIST）", "optimizers on images",
        "どれも学習しますが、上がり方が違います。学習率は手法ごとに慣例の値です"
        "（SGD などは 0.01、RMSProp と Adam は 0.001）。",
        "All of them learn, at different speeds. Each has its customary rate: 0.01, and 0.001 for RMSProp and Adam.",
    ),
    "learning-rate": _about(
        "学習率: 小さすぎる値から大きすぎる値まで", "learning rates from too small to too large",
        "小さいと時間内に進まず、大きいと発散するか揺れ続けます。",
        "Too small and nothing happens in time; too large and it diverges or keeps jumping.",
    ),
    "weight-decay": _about(
        "重み減衰: L1・L2・スライドの p ノルム", "weight penalties: L1, L2, the slide's p-norm",
        "訓練 300 枚は丸暗記できます。罰則は重みを小さくし、L1 は多くの重みをほぼ 0 にします。"
        "2 乗しない p = 2 のノルムは勾配が λw/(2‖w‖) で、L2（λw）よりずっと弱く働きます。",
        "300 training images can be learned by heart. Penalties shrink the weights; L1 drives many to almost 0. The "
        "p-norm with p = 2 has no square: its gradient is lambda w / (2 ||w||), far weaker than the lambda w of L2.",
    ),
    "dropout": _about(
        "ドロップアウト: 訓練 300 枚での過学習", "dropout against overfitting on 300 images",
        "訓練精度が上がるのは遅くなりますが、テスト精度との差は縮まります。",
        "Training accuracy rises more slowly, and the gap to the test accuracy becomes smaller.",
    ),
    "hyper-parameter-search": _about(
        "学習率と L2 の強さを対数一様に探す", "log-uniform search of rate and L2 strength",
        "検証用のデータで比べます（テストデータで選ぶと評価にならないため）。よい学習率は対数の目盛りで一か所に集まり、"
        "L2 の強さはあまり効きません。",
        "Trials are ranked on validation images: whoever chooses by the test set has none left. Good rates crowd at "
        "one place of the logarithmic scale; the strength of L2 matters little.",
    ),
    "small-cnn": _about(
        "小さな CNN と全結合ネットワーク", "a small CNN beside a dense network",
        "更新 1 回あたりの上がり方を比べてください。既定では CNN の更新回数は 8 分の 1 ほどですが、"
        "同じくらいの精度になります（1 回の更新は何十倍も重い計算です）。",
        "Compare what one step gains. By default the CNN makes about an eighth of the steps and gets about as far; "
        "each of its steps costs tens of times more.",
    ),
    "filters": _about(
        "CNN の第 1 層のフィルタ（学習の前と後）", "a CNN's first filters before and after",
        "学習前は雑音です。学習後は縁や塊に反応する、なめらかな模様になります（隣り合う画素の相関が上がります）。",
        "Noise before training; afterwards smooth patterns that answer to edges and blobs (neighbouring pixels "
        "correlate).",
    ),
}  # fmt: skip

_CURVE = Text(
    "精度が上がり始める位置と、最後の値を見てください。ほかの実行とは quiz lab compare で重ねられます。",
    "See where the accuracy begins to rise and where it ends. quiz lab compare lays runs over each other.",
)
_PLATEAU = Text(
    "損失はほとんど動かないのに、数千回を過ぎると学習が始まります。勾配は小さいだけで 0 ではないからです。",
    "The loss hardly moves, and yet after thousands of iterations it learns: the gradient is small, but not 0.",
)
_DEEP = Text(
    "精度はドロップアウトを外して測ります。1 回の更新は小さな CNN の何倍も重く、数十秒から数分かかります。",
    "Accuracies are measured without the dropout. A step costs several times that of the small CNN: it takes minutes.",
)
_KERAS = Text("784-128-10、Adam、バッチ 128 で 10 エポックです。", "784-128-10, Adam, 10 epochs with batches of 128.")

SINGLE_RUNS: dict[str, About] = {
    "sigmoid-gauss": About(Text("sigmoid、N(0, 0.01²)、[40, 20]", "sigmoid, N(0, 0.01^2), [40, 20]"), _CURVE),
    "relu-gauss": About(Text("ReLU、N(0, 0.01²)、[40, 20]", "ReLU, N(0, 0.01^2), [40, 20]"), _CURVE),
    "sigmoid-xavier": About(Text("sigmoid、Xavier、[40, 20]", "sigmoid, Xavier, [40, 20]"), _CURVE),
    "relu-he": About(Text("ReLU、He、[40, 20]", "ReLU, He, [40, 20]"), _CURVE),
    "sigmoid-he": About(Text("sigmoid、He、[40, 20]", "sigmoid, He, [40, 20]"), _CURVE),
    "relu-xavier": About(Text("ReLU、Xavier、[40, 20]", "ReLU, Xavier, [40, 20]"), _CURVE),
    "relu-gauss-30-15": About(Text("ReLU、N(0, 0.01²)、[30, 15]", "ReLU, N(0, 0.01^2), [30, 15]"), _CURVE),
    "relu-gauss-60-30": About(Text("ReLU、N(0, 0.01²)、[60, 30]", "ReLU, N(0, 0.01^2), [60, 30]"), _CURVE),
    "sigmoid-gauss-40": About(
        Text("sigmoid、N(0, 0.01²)、[40]（隠れ層 1 つ）", "sigmoid, N(0, 0.01^2), [40]: one hidden layer"), _CURVE
    ),
    "sigmoid-gauss-bn": About(
        Text("sigmoid、N(0, 0.01²)、[40, 20]、BN あり", "sigmoid, N(0, 0.01^2), [40, 20], batch norm"), _CURVE
    ),
    "plateau": About(
        Text("sigmoid-gauss を 9,000 回まで続ける", "sigmoid-gauss continued to 9,000 iterations"), _PLATEAU
    ),
    "keras-n11": About(Text("Keras の例: sigmoid、N(1, 1²)", "the Keras sample: sigmoid, N(1, 1)"), _KERAS),
    "keras-n01": About(Text("同、平均を 0 に: N(0, 1²)", "the same with mean 0: N(0, 1)"), _KERAS),
    "keras-gauss": About(Text("同、N(0, 0.01²)", "the same with N(0, 0.01^2)"), _KERAS),
    "keras-xavier": About(Text("同、Xavier", "the same with Xavier"), _KERAS),
    "keras-he": About(Text("同、He", "the same with He"), _KERAS),
    "keras-n11-relu": About(Text("同、N(1, 1²) のまま ReLU", "N(1, 1) with ReLU"), _KERAS),
    "keras-n11-bn": About(Text("同、N(1, 1²) のまま BN", "N(1, 1) with batch norm"), _KERAS),
    "cnn": About(Text("小さな CNN（畳み込み 30 枚、全結合 100）", "small CNN: 30 filters, 100 dense units"), _CURVE),
    "cnn-deep": About(Text("深い CNN（畳み込み 6 層、ドロップアウト）", "deep CNN: six convolutions, dropout"), _DEEP),
}

_WORDS: dict[str, Text] = {
    "run": Text("実行", "run"),
    "test-accuracy": Text("テスト精度", "test acc."),
    "train-accuracy": Text("訓練精度", "train acc."),
    "validation-accuracy": Text("検証精度", "valid. acc."),
    "test-loss": Text("テスト損失", "test loss"),
    "last-loss": Text("最後の損失", "last loss"),
    "passes-half": Text("50% 超え", "passes 50 %"),
    "iteration": Text("更新回数", "iteration"),
    "iterations": Text("更新回数", "iterations"),
    "seed": Text("種", "seed"),
    "data": Text("データ", "data"),
    "train": Text("訓練", "train"),
    "test": Text("テスト", "test"),
    "width": Text("幅", "width"),
    "trials": Text("試行", "trials"),
    "trial": Text("試行", "trial"),
    "steps": Text("歩数", "steps"),
    "step": Text("歩数", "step"),
    "runs": Text("結果", "results"),
    "scales": Text("重みの標準偏差ごとのテスト精度", "test accuracy by weight scale"),
    "weight-scale": Text("重みの標準偏差", "weight std"),
    "without-bn": Text("BN なし", "without BN"),
    "with-bn": Text("BN あり", "with BN"),
    "overfitting": Text("訓練 300 枚", "300 training images"),
    "no-penalty": Text("罰則なし", "no penalty"),
    "l1": Text("L1 (λ = 0.001)", "L1 (0.001)"),
    "l2": Text("L2 (λ = 0.03)", "L2 (0.03)"),
    "p-norm-2": Text("p ノルム, p = 2 (λ = 0.03)", "p-norm, p = 2 (0.03)"),
    "weight-norm": Text("‖W‖", "||W||"),
    "near-zero": Text("|w| < 0.001", "|w| < 0.001"),
    "no-dropout": Text("ドロップアウトなし", "no dropout"),
    "dropout-0.15": Text("割合 0.15", "rate 0.15"),
    "dropout-0.3": Text("割合 0.3", "rate 0.3"),
    "best-trials": Text("よかった 10 試行", "the ten best trials"),
    "rate": Text("学習率", "rate"),
    "strength": Text("L2 の強さ", "L2 strength"),
    "saturation": Text("隠れ層の飽和（学習前）と結果", "saturation before training, and results"),
    "mean-input": Text("入力の平均", "mean input"),
    "zero-slope": Text("σ' = 0 の割合", "slope = 0"),
    "by-depth": Text("深さごとの値", "by depth"),
    "hidden-layers": Text("隠れ層", "layers"),
    "bound": Text("0.25^N", "0.25^N"),
    "slopes": Text("σ' の積", "slopes"),
    "ratio-sigmoid-xavier": Text("勾配比 σ+Xavier", "sigmoid+Xavier"),
    "ratio-relu-he": Text("勾配比 ReLU+He", "ReLU+He"),
    "factor": Text("倍率", "factor"),
    "underflow": Text("0.25^N が 0 になる最初の N", "the first N with 0.25^N = 0"),
    "dtype": Text("型", "type"),
    "first-zero": Text("N", "N"),
    "activations": Text("各層の活性化", "activations by layer"),
    "setting": Text("設定", "setting"),
    "layer": Text("層", "layer"),
    "mean": Text("平均", "mean"),
    "std": Text("標準偏差", "std"),
    "outside": Text("<.05, >.95", "<.05, >.95"),
    "zeros": Text("0 の割合", "zeros"),
    "activation": Text("活性化", "activation"),
    "share": Text("割合", "share"),
    "ends": Text("最後の位置", "where they end"),
    "optimizer": Text("手法", "optimizer"),
    "x": Text("x", "x"),
    "y": Text("y", "y"),
    "height": Text("高さ E", "height E"),
    "heights": Text("高さ E の変化", "height E on the way"),
    "length": Text("道のり", "length"),
    "ways": Text("軌跡", "ways"),
    "filters": Text("フィルタ", "filters"),
    "when": Text("時点", "when"),
    "before": Text("学習前", "before"),
    "after": Text("学習後", "after"),
    "neighbour-correlation": Text("隣の画素との相関", "neighbour corr."),
    "sgd": Text.both("SGD"),
    "momentum": Text.both("Momentum"),
    "nesterov": Text.both("Nesterov"),
    "adagrad": Text.both("AdaGrad"),
    "rmsprop": Text.both("RMSProp"),
    "adam": Text.both("Adam"),
    "adamw": Text.both("AdamW"),
}


def about(name: str) -> About:
    """Return what is said about an experiment, or about a comparison that the reader put together."""
    found = COMPARISONS.get(name) or SINGLE_RUNS.get(name)
    return found or About(Text("実行を重ねて比べる", "runs laid over each other"), _CURVE)


def word(key: str, language: Language) -> str:
    """Return the word for a key of a result; a run's name and anything unknown stay as they are."""
    found = _WORDS.get(key)
    if found is not None:
        return found.in_(language)
    head, _, rest = key.rpartition("-")
    if head in ("layer", "rate") and rest:
        return f"{word(head, language)} {rest}"
    first, _, number = key.partition(" ")
    return f"{word(first, language)} {number}" if first in ("before", "after") else key
