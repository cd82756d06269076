"""The words of a table's cells: what columns are called, in the words by which claims know it; ranges, marks, asides.

Closed lists in both languages; all texts are in canonical spelling.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late

GENERIC: Final = late(
    r"|内容|説明|値|まとめ|ポイント|要点|特徴|性質|概要|概略|備考|メモ|コメント|詳細|補足|答え?|回答|解答|意味|定義|"
    r"ひとこと|一言|"
    r"descriptions?|explanation|summary|notes?|comments?|remarks?|details?|answers?|meaning|definition|values?|"
    r"what it (?:is|does)|in (?:short|a word)|features?|characteristics?|key points?|traits?|propert(?:y|ies)"
)
"""What a column is called that tells no more of its cells than that they say something."""
NAMES_TRAITS: Final = late(
    r"(?:ハイパー)?パラメータ(?:名)?|項目|観点|性質|設定(?:項目)?|係数|記号|変数|(?:hyper)?parameters?|items?|"
    r"aspects?|"
    r"propert(?:y|ies)|settings?|symbols?|coefficients?|traits?"
)
"""What a second column is called whose cells name what is told in the others."""
GOT_WRONG: Final = late(
    r"間違[いっえ]|誤[りっ答解]|勘違い|書き直す前|思い込み|以前の|昔の|\bmyth|misconception|mistake|\bwrong\b|"
    r"i used to",
    re.A,
)
GRADED: Final = late(
    r"正誤|真偽|判定|[○〇]か?[×✕]|正しいか|(?:true|right|correct) (?:or|/) ?(?:false|wrong)|true/false|t/f|"
    r"correct\??|verdict"
)
"""What a column is called that says which of the others' statements are wrong."""
ASIDE: Final = late(r"\s?\([^()]*\)\Z")
MARK: Final = late(
    r"(?:[-−–—ー・.…*/?○◯×✕✗✓✔△◎〇✅❌☑n\s])*"
    r"(?:n/?a|同上|ditto|no|yes|none|なし|無し|あり|有り?|ない|ある|不要|必要)?",
    re.A,
)
"""A cell that says no more than yes or no, or nothing."""
AFFIRMS: Final = frozenset(("yes", "あり", "有", "有り", "ある", "✅ yes", "✅", "✓ yes"))
BESIDE_NAME: Final = late(
    r"関数|層|法|正則化|回帰|の?(?:初期値|初期化|手法|方法|場合)|最適化|ネットワーク|普通|ふつう|通常|単純|ただ|系|"
    r"標準偏差|[のな]|"
    r"(?<![a-z])(?:plain|vanilla|standard|regulari[sz]ation|functions?|layers?|methods?|optimi[sz]ers?|"
    r"init(?:iali[sz]ation)?|networks?|the|and|or)(?![a-z])|[\W\d_]"
)
"""What stands beside a thing's name and makes it nothing else."""
REMARK: Final = late(r"\s?\([^()]{1,30}\)\Z")
SYMBOL: Final = late(r"[α-ω=<>]|\d\.\d|\b[a-z]\b", re.A)
"""What makes a remark in brackets more than one: it names a quantity."""
WORD: Final = late(r"[a-zぁ-んァ-ヶ一-龠γβμσλε]")
OF_WEIGHTS: Final = late(r"初期|重み|\binit|scheme|first 重み", re.A)
_ZEROS: Final = late(
    r"(?:の?重み\s?)?(?:(?:all|すべて|全て|全部|みな)\s?(?:zeros?|0)|zeros|オール0|0で初期化|"
    r"zero init(?:iali[sz]ation)?)",
    re.A,
)
_ZEROS_TOLD: Final = "zero initialization"
_USUAL: Final = late(
    r"(?:よく使[うわ](?:れる)?|推奨(?:される)?|既定|標準(?:的な)?|典型(?:的な)?|論文の|一般的な)(?:設定)?の?"
    r"(?:値|デフォルト値?)|"
    r"デフォルト値?|(?:typical|default|usual|recommended|common|paper) (?:values?|settings?)|defaults?"
)
SLOPE: Final = late(r"微分|導関数|傾き|勾配|derivative|slope|gradient")
AT_A_POINT: Final = late(r"(?:\bx|\bu|入力|input)\s?(?:=|が)\s?[-−]?\d|\bat [-−]?\d", re.A)
SAYS_WHICH: Final = late(rf"値|出力|output|value|{SLOPE.pattern}")
"""What a column is called that takes a function at a point, and the words that tell whether it is its derivative."""
_LARGEST: Final = late(r"最大|上限|\bmax|largest|peak|上界|supremum", re.A)
_RANGE: Final = late(
    r"(?:出力の?|とる|取る|値の)*(?:値域|範囲|値の範囲)|(?:output )?range(?: of (?:values|the output|outputs?))?|"
    r"(?:output|values?) (?:range|lie in|between)"
)
_SLOPE_TOLD: Final = "微分の最大値"
RANGE_TOLD: Final = "値域"
_DEFAULT_TOLD: Final = "既定値"
_END: Final = r"[-−+]?\s?(?:\d{1,3}(?:\.\d{1,3})?|∞|infty|inf(?:inity)?|無限大?)"
_BELOW: Final = r"\s?(?:<|≦|<=)\s?"
_INTERVALS: Final = (
    late(rf"[(\[]\s?(?P<low>{_END})\s?[,~]\s?(?P<high>{_END})\s?[)\]]"),
    late(rf"(?P<low>{_END}){_BELOW}(?:[a-zσφ]|f\(x\)|σ\(x\)|出力){_BELOW}(?P<high>{_END})"),
    late(
        rf"(?:from |between )?(?P<low>{_END})(?: to | and |から|\s?~\s?|(?<=\d)\s?[-–]\s?)(?P<high>{_END})"
        r"(?:まで|の間)?"
    ),
)
_NO_LESS: Final = late(
    r"(?:[a-z]|f\(x\)|出力)?\s?(?:≧|>=|≥)\s?0|0 or (?:more|above|larger|greater)|(?:zero|0) and above|0以上|"
    r"負にならない"
)
_ALL: Final = late(
    r"(?:all|any|every) (?:the )?reals?(?: numbers?)?|(?:すべて|全て|全)の?実数|実数(?:全体|全て|すべて)?|全実数|r|ℝ|"
    r"unbounded|the whole real line"
)
"""The ways in which a cell gives the range of a function."""


def as_told(name: str) -> str:
    """A column's name in the words by which claims know it; as it is where it is none of these.

    >>> as_told("max of derivative"), as_told("出力の範囲"), as_told("typical value"), as_told("weak point")
    ('微分の最大値', '値域', '既定値', 'weak point')
    """
    if SLOPE.search(name) and _LARGEST.search(name):
        return _SLOPE_TOLD
    if _RANGE.fullmatch(name):
        return RANGE_TOLD
    return _DEFAULT_TOLD if _USUAL.fullmatch(name) else name


def as_start(name: str) -> str:
    """The name of a row in a table of initial weights: nothing but zeros is a way of initialization, too.

    >>> as_start("すべて0"), as_start("zeros"), as_start("xavier")
    ('zero initialization', 'zero initialization', 'xavier')
    """
    return _ZEROS_TOLD if _ZEROS.fullmatch(name) else name


def as_range(text: str) -> str:
    """The range that a cell gives, in one way of writing it; as it is where it is no range.

    >>> as_range("(0, 1)"), as_range("-1 < y < 1"), as_range("[0, inf)"), as_range("all real numbers")
    ('0~1', '-1~1', '0以上', '実数全体')
    """
    bare = text.strip(" 。.")
    if _NO_LESS.fullmatch(bare):
        return "0以上"
    if _ALL.fullmatch(bare):
        return "実数全体"
    found = next(filter(None, (pattern.fullmatch(bare) for pattern in _INTERVALS)), None)
    if found is None:
        return text
    low, high = (re.sub(r"[\s+]", "", found[end]).replace("−", "-") for end in ("low", "high"))
    endless = [not re.search(r"\d", end) for end in (low, high)]
    if all(endless):
        return "実数全体"
    if endless[1] and low == "0":
        return "0以上"
    return text if any(endless) else f"{low}~{high}"
