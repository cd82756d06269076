"""Which ways a clause says that things go: larger or smaller, faster or slower, kept or lost."""

from __future__ import annotations

import re
from collections.abc import Collection
from functools import lru_cache

from quiz.report.cued import either


def _pair(japanese: str, english: str, opposite: str, opposite_english: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of two sides; English words are whole ones."""
    return either(japanese, english), either(opposite, opposite_english)


_OPPOSITES = (
    _pair("大き(?!さ)|拡大", "larger?|largest|bigger", "小さ(?!さ)|微小", "small(?:er|est)?|tiny"),
    _pair(
        "増[えやすし大]", "grow(?:s|ing)?|increas(?:e|es|ed|ing)",
        "減[らっるり少]|縮[小まめむ]", "shrinks?|shrinking|decreas(?:e|es|ed|ing)|reduc(?:e|es|ed|ing)",
    ),
    _pair(
        "高[いくめま]|上[がげ]|上昇|向上", "high(?:er|est)?|rises?|raises?",
        "低[いくめ下]|下[がげ]|落[ちと]", "low(?:er|est)?|falls?|drops",
    ),
    _pair(
        "多[いく]|豊[かま]", "many|more|most",
        "少な|わずか", "few(?:er|est)?|less(?! likely| prone| sensitive)|little",
    ),
    _pair("強[いくまめす]", "strong(?:er|ly)?|stronger", "弱[いくまめす]", "weak(?:er|ly|ens?)?"),
    _pair("深[いくめ]", "deep(?:er)?", "浅[いくめ]", "shallow(?:er)?"),
    _pair("長[いく]", "long(?:er)?", "短[いくめ]", "short(?:er)?"),
    _pair("広[いくがげ]", "wide(?:r)?|broad", "狭[いくまめ]", "narrow(?:er)?"),
    _pair("最大", "maximum|maximal|largest|most", "最小", "minimum|minimal|smallest|least"),
    _pair("急[なにだ]|急激", "steep(?:er|est)?", "緩やか", "gentle|flat(?:ter|test)?"),
    _pair(
        "速[いくまめ]|早[いくまめ]|高速|加速|時間[がはも]?(?:短|少な|減)|短時間",
        "less time|fast(?:er)?|quick(?:er|ly)?|sooner|speeds?|accelerates?",
        "遅[いくられ]|低速|減速|時間がかか", "slow(?:er|ly|s|ing)?|later",
    ),
    _pair(
        "容易|簡単|単純", "eas(?:y|ier|ily)|simple|cheap",
        "困難|難し|複雑", "hard(?:er)?|difficult|complicated|expensive",
    ),
    _pair("安い|軽[いくめ]", "cheap(?:er|ly)?", "高価|重[いくた](?!み)", "expensive|costly"),
    _pair(
        "良[いくか]|よ[いく]なる|改善|優れ", "better|good|great|best|improves?|helps?",
        "悪[いく化か]|劣", "worse|bad|poor(?:ly)?|worst|worsens?|hurts?",
    ),
    _pair("(?<![不非])安定", "stable|stabiliz(?:es?|ing)|steady", "不安定", "unstable|destabiliz(?:es?|ing)"),
    _pair(
        "防|抑|避け|回避|緩和|軽減|解消",
        "prevents?|avoids?|mitigates?|reduces?|suppress(?:es)?|damps?|helps? (?:to )?(?:avoid|prevent)",
        "引き起|誘発|助長|促進|招|悪化|強め", "causes?|worsens?|amplif(?:y|ies)|increases?",
    ),
    _pair(
        "保[たちつっ]|維持|保存|残[さしすっ]", "keeps?|preserves?|retains?",
        "失[いうわ]|壊|破壊|捨て", "destroys?|loses?|lost",
    ),
    _pair(
        "加え|足[しす]|加算|追加", "adds?|added|adding",
        "引[いき](?!起)|減算|取り除", "subtract(?:s|ed|ing)?|removes?",
    ),
    _pair("掛け|乗算|乗じ", "multipl(?:y|ies|ied|ying)", "割[っらりる](?!合)|除算", "divid(?:es?|ed|ing)"),
    _pair("過去", "past|earlier", "未来", "future|later"),
    _pair("古い", "old(?:er)?", "新し", "recent|new(?:er)?"),
    _pair("覚え|記憶|引き継", "remembers?", "忘れ", "forgets?"),
    _pair("組み合わせ|合わせ", "combines?", "切り離|分離", "separates?"),
    _pair("全て|すべて|全部|必ず|常に|いつも|毎回", "always|every|all", "一部だけ|まれに|最初だけ", "never|no|none"),
    _pair("(?<!不)可能|でき(?!な)", "can|able", "不可能|できな", "cannot|unable"),
    _pair("(?<!不)必要(?!が?な)", "necessary|needed|required", "不要|必要が?な", "unnecessary|useless"),
    _pair("入力[側層]から", "from the input", "出力[側層]から", "from the output"),
    _pair(
        "入力(?:側|層|に近)(?!から)|下位|下の層", "lower layers?|early|earlier layers?|first layers?",
        "出力(?:側|層|に近)(?!から)|上位|上の層", "upper layers?|higher layers?|later layers?|last layers?",
    ),
    _pair("訓練時|学習時|学習中", "during training", "推論時|テスト時|評価時", "inference|test time"),
    _pair("訓練(?!時)|学習(?:デ|誤差)", "training", "検証|テスト(?!時)", "validation|test"),
    _pair("正の|正な|正で|正が|>0", "positive", "負の|負な|負で|負が|<0", "negative"),
    _pair("逆[のに方向]|反対", "opposite", "同じ|等し", "same|equal"),
    _pair("同じ|均一|一様|等し", "same|equal|identical", "別々|異な|ばらばら", "different"),
    _pair("(?<!非)線形", "linear", "非線形", "nonlinear|non-linear"),
    _pair("(?<!不)連続|滑らか", "smooth(?:ly)?|continuous", "不連続", "abrupt(?:ly)?|discontinuous"),
    _pair("(?<!非)対称", "symmetric", "非対称", "asymmetric"),
    _pair("消失", "vanish(?:es|ing)?", "増大|爆発|発散", "explod(?:es?|ing)"),
    _pair("独立|依存しな", "independent", "依存す", "dependent|depends?"),
    _pair("固定|一定", "fixed|constant", "可変|変化", "changing|adaptive|varies"),
    _pair("広[いくがげ]|開[いくき]", "widens?|wider|growing", "縮[小まめむ]|狭[いくまめ]", "narrow(?:s|er)?|shrinks?"),
    _pair(
        "軽減|低減|抑[えい制]|下げ", "reduc(?:e|es|ed|ing)|lowers?|mitigates?",
        "高め|増や|増大|強め|引き上げ", "rais(?:e|es|ed|ing)|increas(?:e|es|ed|ing)|heightens?",
    ),
    _pair("敏感|過敏", "sensitive", "鈍感|鈍[いくる]", "insensitive"),
    _pair(
        "序盤|初期(?!値|化|の?重み)|最初のうち|前半|始めたばかり", "early on|at the start|at the beginning|initially",
        "終盤|後半|終わりごろ|収束間際", "late in|at the end|towards the end|finally",
    ),
    _pair("異なる|別の|違う|さまざま|様々", "different|various", "同一の|同じ", "same|identical"),
    _pair(
        "望ましい|好ましい|メリット|利点|長所", "desirable|advantages?",
        "望ましくない|デメリット|欠点|短所", "disadvantages?|drawbacks?",
    ),
)  # fmt: skip
"""Pairs of opposites: (one side, the other). A word may stand in several pairs."""


_AMOUNTS = 8
"""The first pairs are of what is more or less; the others say of what kind a thing is."""
_AT_FIRST = either("最初|初め|はじめ|序盤|初期", "at first|initially|early")


def directions(clause: str) -> frozenset[tuple[int, bool]]:
    """Return which sides of which pairs of opposites a clause has words of.

    >>> directions("層が深い") == directions("a deep network")
    True
    """
    return frozenset(
        (pair, side) for pair, words in enumerate(_OPPOSITES) for side in (False, True) if words[side].search(clause)
    )


def opposed(shown: Collection[tuple[int, bool]]) -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return for each pair of which only one side is shown the words of that side, and those of the other.

    >>> [(own, other)] = opposed(directions("深い"))
    >>> bool(own.search("深い層")), bool(other.search("浅い層"))
    (True, True)
    """
    return tuple(
        (_OPPOSITES[pair][side], _OPPOSITES[pair][not side])
        for pair, side in sorted(shown)
        if (pair, not side) not in shown
    )


@lru_cache(maxsize=1024)
def opposite_of(words: str) -> tuple[re.Pattern[str], ...]:
    """Return the words for the opposite of each way that a few words say an amount to go, not of one at first.

    >>> [bool(other.search("大きくなる")) for other in opposite_of("小さくな")]
    [True]
    """
    if _AT_FIRST.search(words):
        return ()
    return tuple(_OPPOSITES[pair][not side] for pair, side in sorted(directions(words)) if pair < _AMOUNTS)
