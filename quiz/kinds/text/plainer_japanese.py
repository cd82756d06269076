"""Japanese phrases that are said in one plain way before a sentence is read: 「学習に使っていない画像」 is
「未知のデータ」. :mod:`quiz.kinds.text.plainer_english` does the same for English ones.
"""

from __future__ import annotations

import re

_DATA = "(?:データ|画像|入力|例|サンプル|事例|写真|もの|問題)"
_JAPANESE = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        (
            r"(?:まだ|一度も)?(?:訓練|学習)(?:時|中)?(?:に|で|には|では)?(?:まだ|一度も)?(?:使|用い|見|し|含まれ|出てき|現れ)"
            rf"[わっいてたえせ]{{0,3}}い?(?:ない|なかった|こと[のが]ない|ぬ){_DATA}",
            "未知のデータ",
        ),
        (
            r"(?:まだ|一度も)?(?:使|用い|見|目にし|触れ|出会)(?:って|て|っ)?(?:た|い)?(?:こと[のが])?(?:ない|なかった)"
            rf"{_DATA}",
            "未知のデータ",
        ),
        (
            rf"(?:未知|初見|未見|新規|別|ほか|他|未経験|不慣れ|初めて|はじめて|未学習)[のな]{_DATA}"
            rf"|(?:初めて見る|はじめて見る|新しい|知らない|見慣れない|なじみのない|見知らぬ|新たな){_DATA}",
            "未知のデータ",
        ),
        (
            r"(?:重みの|パラメータの)?(?:最初|初め|はじめ|始め|初期|スタート時|学習開始時|学習前|開始時)の"
            r"(?:重み|パラメータ|値|状態)|初期(?:重み|パラメータ|設定値)",
            "初期値",
        ),
        (
            r"(?:重み|パラメータ|ネットワーク)(?:を|は)(?:最初に|はじめに)?(?:どう|どのように|どうやって|どんな値で|何で)"
            r"(?:初期化し|設定し|決め|選ん|置い)(?:た|だ|てい(?:る|た)|ている)?(?:のか|か)",
            "初期値",
        ),
        (r"初期化の(?:仕方|やり方|しかた|方法|手法|方式|手順|良し悪し|質)", "初期化"),
        (
            r"初期値の(?:選び方|決め方|与え方|取り方|とり方|置き方|設定の仕方|設定方法|質|良し悪し|善し悪し|よしあし|良否"
            r"|大きさ|スケール|出来|運|当たり外れ)|初期値ガチャ",
            "初期値",
        ),
    )
)


def plainer_ja(sentence: str) -> str:
    """Return a Japanese sentence with its phrases said in the plain way.

    >>> plainer_ja("学習に使っていない画像でも精度がよい"), plainer_ja("最初の重みをあまり気にしなくてよい")
    ('未知のデータでも精度がよい', '初期値をあまり気にしなくてよい')
    """
    for pattern, plain in _JAPANESE:
        sentence = pattern.sub(plain, sentence)
    return sentence
