"""How long training takes, and how well its result does on data."""

from __future__ import annotations

from quiz.kinds.text.groups.group import Group

GROUPS = {
    "epochs": Group(
        ja=(
            "エポック|エポック数|反復|反復回数|反復数|イテレーション|イテレーション数|更新|更新回数|更新の回数|更新数"
            "|ステップ|ステップ数|回数|繰り返し|繰り返し回数|繰り返しの回数|周回|時間|期間|日数|手間|道のり"
        ),
        en=(
            "epoch|iteration|repetition|step|update|pass|training step|training iteration|gradient step|weight update"
            "|round"
            "|pass over data|pass through data|pass over training data|pass through training data|parameter update"
            "|sweep|passes over data|passes through data|passes over training data|passes through training data"
            "|sweeps over data|road to convergence|way to convergence|path to convergence"
        ),
    ),
    "fewer": Group(
        ja="数分の一の|何分の一の|数分の1の|ごくわずかな|少数の|少ない|少なめの|より少ない|わずかな|短い|より短い|半分の|少しの|ちょっとの",
        en=(
            "few|very few|only a few|just a few|a fraction of|a small fraction of|fewer|far fewer|a lot fewer|many "
            "fewer|much fewer|not so many|not as many|half as many"
            "|half the number of|a third of the|a smaller number of"
        ),
    ),
    "goal": Group(
        ja=(
            "目標の精度|同じ精度|良い精度|よい精度|高い精度|十分な精度|良い解|よい解|目標|ゴール|最適解|収束|同じ性能"
            "|同じ損失"
        ),
        en=(
            "good solution|good accuracy|high accuracy|same accuracy|given accuracy|target accuracy|good result"
            "|good loss|low loss|low error|same result|goal|good performance|optimum|minimum|final accuracy"
            "|same performance|same loss|decent accuracy|solution|target"
        ),
    ),
    "rate": Group(
        ja="学習率|学習係数|ステップ幅|ステップサイズ|刻み幅|更新幅|歩幅",
        en="learning rate|step size|learning-rate|step-size|lr",
    ),
    "unseen": Group(
        ja=(
            "未知のデータ|未知データ|テストデータ|テスト用データ|テスト用のデータ|テスト|検証データ|評価データ"
            "|検証用データ"
            "|本番|本番データ|本番のデータ|実データ|実際のデータ|訓練データ以外|学習データ以外|手元にないデータ"
        ),
        en=(
            "unseen data|test data|test set|validation data|validation set|validation images|test images"
            "|test examples"
            "|test samples|test cases|real-world data|other data|held-out set|test time|testing time|unseen pictures"
            "|unseen ones|new ones|new situations|real world|things outside training set|outside training set"
            "|outside training data|beyond training data"
        ),
    ),
    "accuracy": Group(
        ja=(
            "精度|正解率|正答率|性能|成績|予測|スコア|結果|予測精度|認識精度|分類精度|認識率|予測性能|当てはまり"
            "|当たり|推論"
        ),
        en="accuracy|performance|score|result|prediction|behaviour|behavior",
    ),
    "gap": Group(
        ja="差|ギャップ|開き|乖離|隔たり|ずれ|ズレ|違い",
        en="gap|difference|distance|discrepancy",
    ),
    "train-score": Group(
        ja=(
            "訓練|学習|訓練データ|学習データ|訓練誤差|訓練精度|学習時|訓練時|訓練データの精度|学習データの精度"
            "|訓練データでの精度|訓練の精度|学習の精度"
        ),
        en=(
            "training|train|training error|training accuracy|training loss|training score|training set|training data"
            "|train loss"
        ),
    ),
    "test-score": Group(
        ja=(
            "テスト|検証|テストデータ|検証データ|評価データ|テスト誤差|検証誤差|テスト精度|検証精度|テスト時"
            "|テストデータの精度|本番|テストの精度|テストデータでの精度|未知データ"
        ),
        en=(
            "test|validation|test error|test accuracy|test loss|test score|validation error|validation accuracy"
            "|validation loss|validation score|test set|validation set|test data|validation data|unseen data"
        ),
    ),
    "fitting": Group(
        en=(
            "fit noise|fitting noise|fit noise of training set|fit noise of training data|fit noise in training data"
            "|fitting noise of training data|fitting noise in training data|fitting noise of training set"
            "|fit training data too closely|fitting training data too closely|fitting training set too closely"
            "|fit training data too well|fitting training data too well|cling to training data"
            "|learn training data by heart|learning training data by heart|memorize|memorizing|memorise|memorising"
            "|memorization|memorisation|rote learning|memorize noise|memorise noise|latch on to noise"
        ),
    ),
    "cling": Group(
        en="cling|stick|latch on|adapt|adjust|tailor itself|tune itself|depend|rely|fixate",
    ),
    "training-examples": Group(
        en=(
            "training data|training set|training examples|training samples|training images|data it was trained on"
            "|training cases|examples|training points"
        ),
    ),
}
