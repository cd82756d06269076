"""The words that name a vector's values, given and worked out, in both languages: closed lists, each with its key."""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.worked.respelling import HALF
from quiz.report.worked.sentence import key_pattern

_OWNER: Final = (
    r"(?:(?:(?<![A-Za-z])[xwWXθ]|データ|ミニバッチ|バッチ|この(?:データ|ベクトル|バッチ)|全体|重み|ベクトル)の)?"
)
_OF: Final = r"(?: of (?:the )?(?:(?:mini-?)?batch|data|values|vector|weights|[xwWX])\b)?"
_NORM: Final = r"‖\s*[wWxθ]\s*‖"
GIVEN: Final = key_pattern({
    "vector": r"[xXwWvazuθ]|(?:重み)?ベクトル(?:\s*[wx])?|(?:the )?(?:weight )?vectors?(?: [wx])?|重み(?:\s*w)?|"
              r"(?:the )?weights?(?: w)?|"
              r"データ(?:\s*x)?|(?:the )?(?:data|values|numbers|inputs?|activations|mini-?batch|batch)(?: x)?|"
              r"(?:mini-?batch|batch|values|data) of (?:four |three |five |two )?(?:values|numbers|activations)?|"
              r"(?:ある|この|その|次の|一つの|1つの)?(?:(?:ユニット|ニューロン|ノード|層|ミニバッチ|バッチ|"
              r"データ)の)?(?:ミニバッチ|データ|入力|出力|値|"
              r"標本)(?:値)?(?:\s*x)?(?:(?:が|は|の)?\s?\d+(?:件|個)(?:で|分|が)?)?|値|(?:別の|もう一つの|"
              r"次の)?例(?:として|で|に)?",
    "rate": r"λ|ラムダ|正則化(?:の)?(?:係数|の強さ|パラメータ)|係数(?:\s*λ)?|"
            r"(?:the )?(?:regulari[sz]ation )?(?:coefficient|"
            r"strength|weight)(?: λ)?",
    "gain": r"γ|ガンマ|スケール(?:\s*γ)?|scale(?: γ)?",
    "shift": r"β|ベータ|シフト(?:\s*β)?|shift(?: β)?",
    "small": r"ε|θ",
})  # fmt: skip
RESULT: Final = key_pattern({
    "mean": rf"{_OWNER}平均(?:値)?(?:\s*μ)?|(?<!running )(?<!moving )(?:mini-?batch |batch |sample )?(?:mean|"
            rf"average)(?: μ)?{_OF}|μ(?:_B)?|xbar",
    "variance": rf"{_OWNER}(?:不偏|標本|母)?分散(?:\s*σ\^2)?|(?:unbiased |sample |population |batch )?(?:variance|"
                rf"var)(?: σ\^2)?{_OF}|σ(?:_B)?\^2",
    "deviation": rf"{_OWNER}標準偏差(?:\s*σ)?|standard deviation(?: σ)?{_OF}|std(?:dev)?|s\.d\.|σ",
    "total": rf"{_OWNER}(?:合計|総和|和)|(?:sum|total){_OF}",
    "centred": r"偏差|平均との差|(?:各値から)?平均を引(?:くと|いた値|いた結果)|deviations?(?: from the mean)?",
    "normal": r"(?:正規化|標準化)(?:後(?:の(?:値|データ|x|ベクトル))?|すると(?:(?:,|、)?\s*x?)?|した(?:値|結果|"
              r"もの|データ|x|ベクトル)?|の結果)?|"
              r"xhat|(?:the )?(?:normali[sz]ed|standardi[sz]ed) (?:values|data|batch|vector|x|entries)|"
              r"normali[sz](?:ing|ed|ation)(?: this)?(?: we get| yields| to)?",
    "output": r"y|出力(?:\s*y)?|(?:the )?outputs?(?: y)?|γと?βを(?:掛け|適用)[^,、]{0,6}(?:と|後は?)",
    "divided": r"(?:N(?:\s*-\s*1)?|データ数|件数|個数)で割(?:ると|れば|った(?:場合|とき)(?:は)?)|(?:dividing by|"
               r"divided by|with|"
               r"over) N(?:\s*-\s*1)?",
    "l0": rf"L_?0\s*-?(?:ノルム|norm)|{_NORM}_0",
    "l1": rf"{_OWNER}(?:L_?1\s*-?(?:ノルム|norm){_OF}|(?:1|一)次?ノルム|{_NORM}_1|絶対値の(?:和|合計)|"
          rf"sum of (?:the )?absolute values)",
    "square": rf"{_OWNER}(?:(?:L_?2\s*-?)?ノルムの(?:2|二|自)乗|(?:二|2)乗和|(?:二|2)乗の(?:和|合計)|平方和|"
              rf"squared (?:L_?2\s*-?|"
              rf"euclidean )?norm{_OF}|"
              rf"L_?2\s*-?norm,? squared|sum of squares|{_NORM}(?:_2)?\^2|L_?2\s*-?(?:ノルム|norm)\^2)",
    "l2": rf"{_OWNER}(?:L_?2\s*-?(?:ノルム|norm){_OF}|(?:2|二)次?ノルム|ユークリッドノルム|euclidean (?:norm|"
          rf"length)|ベクトルの長さ|"
          rf"{_NORM}(?:_2)?)",
    "most": rf"{_OWNER}(?:最大(?:値)?ノルム|L_?(?:∞|inf|無限大)\s*-?(?:ノルム|norm)|max(?:imum)?[ -]norm{_OF}|"
            rf"infinity norm|"
            rf"{_NORM}_(?:∞|inf)|絶対値の最大(?:値)?)",
    "penalty1": rf"(?:L_?1\s*(?:正則化)?の?\s*(?:正則化|罰則|ペナルティ)項?(?:の項)?|L_?1 (?:penalty|term)|"
                rf"the L_?1 penalty|"
                rf"λ\s*{_NORM}_1)",
    "penalty2": rf"(?:L_?2\s*(?:正則化)?の?\s*(?:正則化|罰則|ペナルティ)項?(?:の項)?|L_?2 (?:penalty|term)|"
                rf"the L_?2 penalty|"
                rf"(?:{HALF}|λ)\s*(?:λ\s*)?{_NORM}(?:_2)?\^2)",
    "penalty": r"(?:罰則|正則化|ペナルティ)項?|penalty(?: term)?",
    "slope1": r"L_?1\s*(?:正則化|罰則|ペナルティ|正則化項)?(?:項)?の?勾配|(?:the )?gradient of (?:the )?(?:L_?1|"
              r"lasso) (?:penalty|term)|L_?1 (?:penalty )?gradient|λ\s*(?:×\s*)?sign\s*\(w\)",
    "slope2": r"L_?2\s*(?:正則化|罰則|ペナルティ|正則化項)?(?:項)?の?勾配|(?:the )?gradient of (?:the )?(?:L_?2|"
              r"ridge) (?:penalty|term)|L_?2 (?:penalty )?gradient|λ\s*w",
    "signs": r"(?:np\.)?sign\s*\(\s*w\s*\)|符号(?:だけ)?|(?:the )?signs?(?: vector)?",
})  # fmt: skip
MODIFIED: Final = late(
    r"\s*(?:(?:with|without|including|(?:ただし)?,?)?\s*(?:the )?(?:no )?half(?:を?(?:付け|"
    r"つけ|掛け|かけ|含め)[たるて]?(?:もの|場合)?|の?係数|の?因子|付き|つき|あり|なし| factor| in front)*|"
    r"\([^()]{1,24}\))\s*(?=[:=は]|\Z)"
)
HALVED: Final = late(r"(?<![A-Za-z])half(?![A-Za-z])|半分")
WHOLE: Final = late(r"(?:without|no|not)(?: the| a)? half|half\s?(?:は|を)?(?:なし|付けない|つけない|掛けない)")
N_MINUS_1: Final = late(r"[Nn]\s*-\s*1|不偏|標本|unbiased|sample|ddof\s*=?\s*1|bessel|ベッセル", re.I)
OVER_N: Final = late(
    r"(?:(?<![a-z])n|データ数|件数|個数|1/N)\s*で割|over N|by N|1/N|population|母分散|ddof\s*=?\s*0", re.I
)
NORMALISED: Final = late(
    r"正規化|標準化|normali[sz]|standardi[sz]|そろえ|揃え|変換|出力|output|移動|running|moving|推論|"
    r"inference"
)
ONE: Final = late(
    r"(?:正規化した|標準化した|(?:the )?normali[sz]ed(?: value of)?|normali[sz]ing|正規化後の)\s*(?:値|x\s*=)?\s*\Z"
)
ONE_BEHIND: Final = late(
    r"\s*(?:を|の|は|が)?(?:正規化|標準化)(?:すると|した(?:値|もの)|後(?:の値)?|値|の値|されて)?(?:\s|は|も|"
    r"[,、:=→≈]|約|およそ)*\Z|"
    r"\s*(?:is|becomes|gets)?\s*(?:normali[sz]ed|standardi[sz]ed)?\s*(?:to|as|is|becomes|→|:)\s*(?:about|"
    r"roughly|approximately)?\s*\Z"
)
OUTPUT_BEHIND: Final = late(
    r"\s*の出力(?:値)?(?:は|\s|[:=≈]|約)*\Z|\s*(?:gives|maps to|becomes)? ?(?:the |"
    r"an )?output(?: of| is|:|=|\s)*\Z"
)
PLACES: Final = (
    (late(r"(?:最初|先頭|1番目|1つ目|一つ目)の(?:値|要素|成分|データ|入力|もの)?|\bthe first (?:value|"
                r"entry|element|one)\b|xhat_1", re.I), 0),
    (late(r"(?:2番目|2つ目|二つ目)の(?:値|要素|成分|データ|もの)?|\bthe second (?:value|entry|element|"
                r"one)\b|xhat_2", re.I), 1),
    (late(r"(?:3番目|3つ目|三つ目)の(?:値|要素|成分|データ|もの)?|\bthe third (?:value|entry|element|"
                r"one)\b|xhat_3", re.I), 2),
    (late(r"(?:最後|末尾)の(?:値|要素|成分|データ|もの)?|\bthe last (?:value|entry|element|one)\b", re.I), -1),
)  # fmt: skip
WEIGHTS: Final = late(r"[wWvθ]\b|重み|weight|ベクトル|vector")
LINKED: Final = late(
    r"(?:は|が|も|を|に|,|、|\s|[:=≈→]|正規化|標準化|すると|後|約|およそ|\b(?:is|becomes?|of|to|about|"
    r"normali[sz]ed|value|"
    r"turns into|goes to|"
    r"approximately|roughly|maps|gives|yields|we get)\b)*\Z"
)  # fmt: skip
HAS_VECTOR: Final = late(r"\d\s?[,、]\s?[-√]?\d[\d./√]*\s?[,、)\]}]")
HAS_SCALAR: Final = late(r"(?:λ|γ|β|lambda|gamma|beta|係数)\s*(?:=|は|が|を)\s*-?\d")
SPEAKS: Final = late(
    r"平均|分散|偏差|正規化|標準化|正則化|L_?[12∞]|ノルム|罰則|ペナルティ|勾配|二乗|2乗|平方和|和|合計|割る|"
    r"割れば|出力|符号|sign|[Nn]orm|mean|average|varian|"
    r"var\b|std|deviation|σ|μ|λ|γ|sigma|mu\b|lambda|gamma|penalty|gradient|sum|total|[∥‖|]|\\\||hat|\u0302|"
    r"first|second|third|last|番目|最初|最後|output|y|x̄|xbar|E\[|V\["
)
LASTS: Final = 24
"""For how many sentences a vector holds of which nothing is said."""
MOST_ENTRIES: Final = 16
NAMES: Final = {
    "mean": ("平均", "the mean"),
    "variance": ("分散", "the variance"),
    "deviation": ("標準偏差", "the standard deviation"),
    "total": ("和", "the sum"),
    "centred": ("平均を引いた値", "the deviations from the mean"),
    "normal": ("正規化した値", "normalised"),
    "output": ("γ と β を使った出力", "with γ and β"),
    "l0": ("0 でない成分の数", "the number of entries that aren't 0"),
    "l1": ("L1 ノルム", "the L1 norm"),
    "l2": ("L2 ノルム", "the L2 norm"),
    "square": ("L2 ノルムの 2 乗", "the squared L2 norm"),
    "most": ("最大ノルム", "the maximum norm"),
    "penalty1": ("λ‖w‖₁", "λ‖w‖₁"),
    "penalty2": ("½λ‖w‖²", "½λ‖w‖²"),
    "slope1": ("λ·sign(w)", "λ·sign(w)"),
    "slope2": ("λw", "λw"),
    "signs": ("sign(w)", "sign(w)"),
}
ITEMS: Final = {
    **dict.fromkeys(("mean", "variance", "deviation", "total", "centred", "normal", "output"), "bn-forward-vector"),
    **dict.fromkeys(("l0", "l1", "l2", "square", "most"), "lp-norm-value"),
    **dict.fromkeys(("penalty1", "penalty2"), "regularized-loss-value"),
    **dict.fromkeys(("slope1", "slope2", "signs"), "norm-penalty-gradient"),
}
