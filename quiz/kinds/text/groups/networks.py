"""A network's parts, what it learns, and how it starts."""

from __future__ import annotations

from quiz.kinds.text.groups.group import Group

GROUPS = {
    "unit": Group(
        ja=(
            "ユニット|ニューロン|ノード|素子|隠れユニット|隠れニューロン|隠れ層のユニット|隠れ層のニューロン"
            "|中間層のユニット|中間層のニューロン|細胞|隠れノード|パーセプトロン|フィルタ|フィルター"
        ),
        en="unit|neuron|node|hidden unit|hidden neuron|hidden node|filter|cell|feature detector|hidden cell|perceptron",
    ),
    "weight": Group(
        ja="重み|パラメータ|パラメーター",
        en="weight|parameter",
    ),
    "one": Group(
        ja=(
            "1つ|一つ|ひとつ|1個|一個|1ユニット|1ニューロン|ユニット1つ|ユニット1個|ニューロン1つ|ニューロン1個"
            "|ノード1個|たった1つ|たった1個|1人"
        ),
        en="one|a single|just one|only one|a single one of",
    ),
    "feature": Group(
        ja="特徴|特徴量|パターン|表現|性質|関数|情報|もの|こと",
        en="feature|pattern|function|representation|aspect|concept",
    ),
    "various": Group(
        ja=(
            "多様な|さまざまな|様々な|いろいろな|色々な|いろんな|色んな|複数の|異なる|違う|別々の|豊かな|多彩な"
            "|たくさんの|複雑な"
        ),
        en="different|various|varied|diverse|multiple|several|separate|distinct|complex|rich",
    ),
    "grasp": Group(
        ja=(
            "つかむ|つかめる|捉える|捉えられる|とらえる|とらえられる|学ぶ|学べる|学習する|抽出する|表す|表せる"
            "|表現する|獲得する|見つける|検出する|拾う|拾える|作れる|覚える|近似する|再現する"
        ),
        en="pick up|learn|capture|extract|detect|represent|find|discover|express|model|approximate|fit|compute",
    ),
    "simple": Group(
        ja="単純な|簡単な|ごく単純な|とても単純な|限られた|線形な|ありきたりな",
        en="simple|very simple|trivial|basic|crude|limited|the simplest|extremely simple|rather simple",
    ),
    "first": Group(
        ja=(
            "最初の|初期の|はじめの|初めの|開始時の|スタート時の|学習前の|学習開始時の|出だしの|始めの|初期"
            "|スタートの|出発点の|始まりの"
        ),
        en="initial|starting|first|original",
    ),
    "start-value": Group(
        ja=(
            "重み|値|重みの値|設定|値の設定|重みの設定|値の決め方|重みの決め方|値の選び方|重みの選び方|数値|状態"
            "|重みの与え方|重みの置き方|重みの取り方|パラメータ|パラメータの値|パラメーター"
        ),
        en=(
            "weight|value|parameter|setting|weight value|parameter value|weight setting|choice of weight"
            "|choice of value|choice|state|condition|configuration|random weight|weight scale|guess|position"
        ),
    ),
    "good-or-bad": Group(
        ja="良い|よい|悪い|まずい|適切な|不適切な|適当な|いい加減な|雑な|下手な|ひどい|大ざっぱな|変な",
        en=(
            "good|bad|poor|poorly chosen|badly chosen|careful|carefully chosen|careless|sloppy|awkward|unlucky"
            "|unfortunate|suboptimal|perfect|clever|well-chosen|rough|crude|arbitrary|mediocre|random|clumsy|wrong"
        ),
    ),
    "signal": Group(
        ja=(
            "誤差|誤差信号|誤差の信号|信号|勾配情報|勾配の情報|勾配の信号|逆伝播の信号|逆伝播の誤差|誤差情報"
            "|誤差の情報|学習信号"
        ),
        en=(
            "signal|error signal|learning signal|backpropagated signal|backpropagated error|backward signal|error"
            "|signal from output|signal from loss|error from output|training signal|gradient information"
            "|gradient signal"
        ),
    ),
    "flat": Group(
        ja=(
            "飽和領域|飽和域|飽和した領域|飽和部分|飽和した部分|飽和するところ|平らなところ|平らな部分|平らな領域"
            "|平坦なところ|平坦な部分|平坦な領域|両端|両端の平らなところ|両端の平らな部分|端の平らなところ|端のほう"
            "|端の方|両端の領域|極端な値|極端な領域|傾きのないところ|傾きがない部分|傾きがほぼ0の領域|勾配が0の領域"
            "|傾きの小さいところ|傾きが小さい領域"
        ),
        en=(
            "flat part|flat region|flat tail|flat area|flat zone|flat end|flat side|saturated region|saturated part"
            "|saturated zone|saturated area|saturating region|saturation region|saturation zone|saturated range"
            "|saturation|tail|extreme|plateau of sigmoid|flat tail of sigmoid|flat part of sigmoid"
            "|flat region of sigmoid|saturated part of sigmoid|saturated region of sigmoid"
            "|flat part of activation function|edge of sigmoid"
        ),
    ),
}
