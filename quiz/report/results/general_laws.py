"""A sentence that makes a law of a report's own few runs: 「よってAは常にBより良い」, "So A is the best"."""

from __future__ import annotations

from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late

LAW: Final = Text(
    "この実験の結果から言えるのは、この条件ではそうだったということまでです。"
    "データ・構造・設定・乱数の種が変われば逆になることもあります",
    "these runs tell only how it was under their own conditions; with other data, networks, settings or seeds "
    "it may be otherwise",
)
_HENCE: Final = late(
    r"よって|したがって|従って|つまり|ゆえに|すなわち|このことから|以上(?:の結果)?(?:から|より)|(?:この|"
    r"上の)?(?:結果|表|実験)(?:から|より)|"
    r"\A(?:so|therefore|thus|hence|consequently|clearly|in conclusion|overall)\b|\b(?:this|which|these results|"
    r"the table|the runs?|it) (?:shows?|proves?|means) that\b|"
    r"[.;,] (?:so|therefore|thus|hence) "
)
_ALWAYS: Final = late(
    r"常に|必ず|いつも|いつでも|どんな[^、,]{0,12}でも|あらゆる|\balways\b|\bin every case\b|\bin general\b|"
    r"一般に|万能|最強"
)
_BETTER: Final = late(
    r"(?:優れ(?:る|ている)|勝る|勝っている|上回る|最適(?:だ|である|な)|最強|(?:最も|一番)(?:良い|よい|"
    r"優れ\w{0,3}|高い|強い|速い)|"
    r"(?:良い|よい|高い|速い|強い)(?:手法|方法|オプティマイザ|最適化手法|初期値|活性化関数)?)(?:と(?:言|"
    r"い)える|と分かる|とわかる|こと[がは]\w{0,6})?"
    r"(?:である|だ|です|のだ|と言ってよい|といえる|ことになる)?\W*\Z|使うべき\w{0,4}\W*\Z|(?:最も|"
    r"一番)(?:良い|よい|優れた|優れている|強い)(?:手法|方法|オプティマイザ|"
    r"最適化手法|初期値|活性化関数)は|"
    r"\b(?:is|are)\b (?:always |simply |clearly |generally )?(?:the )?(?:best|better|superior|faster|stronger|"
    r"worse|the worst)\b|"
    r"\b(?:always )?(?:beats|outperforms|wins|works best)\b|\bshould (?:always )?(?:be used|use)\b"
)
_IF_THEN: Final = late(
    r"(?:すれば|すると|使えば|使うと|入れれば|入れると|加えれば|加えると|かければ|かけると|足せば|足すと|"
    r"増やせば|増やすと)[、,]?"
    r"(?:必ず|いつも|常に)?[^。]{0,16}(?:正解率|精度|性能|汎化)[^。]{0,8}(?:上がる|良くなる|よくなる|高くなる|"
    r"向上する|改善する|上がります|向上します)\W*\Z|"
    r"\b(?:improves|raises|increases|boosts)\b (?:the )?(?:test |validation )?(?:accuracy|performance|"
    r"generali[sz]ation)\b"
)
_METHOD: Final = late(
    r"adam|sgd|momentum|モメンタム|adagrad|rmsprop|relu|sigmoid|シグモイド|tanh|(?<![a-z])he(?![a-z])|heは|"
    r"xavier|l1|l2|"
    r"正則化|dropout|"
    r"ドロップアウト|バッチ正規化|batch ?norm|regulari[sz]|initiali[sz]|optimi[sz]er|データ拡張|augmentation"
)
_LIMITED: Final = late(
    r"この(?:実験|条件|設定|データ|場合|範囲|ネットワーク|問題)(?:で|の(?:範囲|中)|に)|今回(?:の|は)|この中|"
    r"ここでは|この表で|自分の|手元|とは限ら|とは言えな|だけでは|"
    r"かもしれ|だろう|思う|思われ|可能性|試し|調べ|したい|疑問|"
    r"\b(?:in|on|for|under|with) (?:this|my|these|our|that)\b|\bhere\b|\bmay\b|\bmight\b|\bperhaps\b|\bseems?\b|"
    r"\bnot\b|n't\b|\bprobably\b|\bin my runs?\b|\bthis time\b"
)
_SUBJECT_THAT: Final = late(r"訓練(?:データ)?の(?:正解率|精度|誤差)|training (?:error|accuracy|loss)")


def is_general_law(sentence: str, *, tabled: bool) -> bool:
    """Whether a sentence concludes from runs what is to hold everywhere; ``tabled`` where its section has a table.

    >>> is_general_law("よってAdamが最も良い手法である", tabled=True)
    True
    >>> is_general_law("この条件ではAdamが最も良い", tabled=True)
    False
    """
    lower = sentence.lower().strip()
    if not _METHOD.search(lower) or _LIMITED.search(lower):
        return False
    if _BETTER.search(lower) and (_HENCE.search(lower) or _ALWAYS.search(lower)):
        return True
    return tabled and _IF_THEN.search(lower) is not None and not _SUBJECT_THAT.search(lower)
