"""Sentences that take back what an answer has said, and sentences that say nothing that is so, in both languages.

「…と書いたが、これは取り消す」, "oh wait, I retract this"; a wish, a superstition, a mere appearance, what happens if
the method is taken away, a row of words. Closed lists: what is none of these is read as it stands.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late

_RETRACTS: Final = late(
    r"取り消(?:す|し)|撤回(?:する|し)|(?:上|前|今)の(?:文|記述|説明)は(?:誤り|間違い)|言い間違え|書き間違え|"
    r"\bi (?:hereby )?(?:retract|withdraw|take back)\b|\bi take (?:that|this|it) back\b|"
    r"\b(?:scratch|strike) (?:that|this)\b|\b(?:oh|no),? wait\b",
    re.IGNORECASE,
)
_ENDED_BY: Final = late(
    r"\A(?:[^。]{0,40}(?:と|ば|で|なら)、)?(?:それ|これ)(?:は|が|を)[^。]{0,6}(?:落ち|避け|防|なくな|無くな|消え|免れ)|"
    r"\b(?:saves?|spares?|protects?|keeps?|frees?) (?:us|you|one|it|the network) (?:from )?(?:that|this|it)\b|"
    r"\b(?:avoids?|prevents?|rules out) (?:that|this)\b",
    re.IGNORECASE,
)
_NOT_SO: Final = late(
    # wishes
    r"(?:くれれば|なれば|あれば|できれば)[^。]{0,4}(?:楽|いい|良い|よい|助かる|嬉しい|うれしい)|ばいいのに|(?:たら"
    r"|れば)(?:よ|良|い)(?:かった|い)(?:のに|のだが|んだけど|のですが)|ばよいのだが|"
    r"\bi(?:'d| would) (?:love|like|prefer)\b|\bi wish\b|\bif only\b|\bwould be (?:nice|great|a problem|bad|good"
    r"|harmful|fatal|a disaster|useful|helpful)\b|"
    # beliefs and appearances
    r"迷信|俗説|都市伝説|見かけ(?:だけ|上)|見せかけ|\bsuperstition\b|\bold wives\b|\burban legend\b|\bonly seemingly\b|"
    r"\bor so it seems\b|\bin truth\b|"
    # an intention that comes to nothing
    r"\b(?:invented|designed|devised|introduced|developed|conceived|built|created|meant) to\b[^.]{0,80}\b(?:but"
    r"|yet)\b[^.]{0,30}"
    r"\b(?:fails?|failed|in vain|doesn't|does not|didn't|did not|never)\b|"
    r"(?:果た|達成|実現)(?:さ|でき)?(?:れ)?(?:ず|ない|なかった)|"
    # the method taken away
    r"(?:係数|率|μ|β|モメンタム項)を(?:0|０|ゼロ)に|(?:正規化|それ|これ|項)(?:も|を|は)?(?:やめ|外し|外せ|なくせ"
    r"|取り除)|"
    r"\b(?:its |the )?(?:coefficient|rate|mu|μ|momentum) (?:is |at |set |being )*(?:to|at|of|equal to) (?:zero|0)\b|"
    r"\bwith (?:a )?zero (?:coefficient|momentum)\b|"
    r"\bthe more (?:of )?(?:it|batch norm\w*|bn|momentum|the method)\b[^,;.]{0,12}\b(?:removed|dropped|left out"
    r"|taken (?:out|away))|"
    # a danger that something else does away with
    r"(?:おそれ|恐れ|危険性?|リスク|心配|問題|事態)は、?[^、。]{1,30}(?:れば|と|ことで|なら)、?(?:なくな|無くな|消え"
    r"|避けられ|防げ|解消"
    r"|回避)|"
    # what is 0 is something else
    r"(?:入力|データ|バイアス|ラベル|画素)[^。]{0,6}(?:0|０|ゼロ)(?:だと|のとき|なら|の場合)|"
    r"(?<!重みと)(?<!重みや)(?<!重み・)バイアスを(?:すべて|全て|全部)?(?:0|０|ゼロ)にす|"
    r"(?<!and )(?<!weights )\b(?:setting|with) (?:all |the )*bias(?:es)? (?:to |are |at )?(?:zero|0)\b",
    re.IGNORECASE,
)
_CASE_OF_ITS_OWN: Final = late(r"のは、?(?P<case>[^。、]{2,30})(?:場合|とき|時)(?:である|だ|です|に限られる)?[。\s]*\Z")
_TURNED_ROUND: Final = late(
    r"\A(?P<given>[^。]{2,40}?)(?:ほど|(?<=[るうくぐすつぬむぶい])と|(?<=[えけげせてねべめれ])ば|なら|たら)、"
    r"(?P<method>[^。、]{1,20}?)(?:の効果)?[がはも](?:よく|より|うまく|強く|もっと)?"
    r"(?:かか[りる]|効[きくい]|働[きく]|機能|使え|使い|適用|成り立|必要|うまくい)[^。、]{0,12}[。\s]*\Z"
)
"""What is asked about comes of what it ought to bring about: 「学習が速いほど、バッチ正規化が効く」."""
_HIRAGANA: Final = late(r"[ぁ-ん]")
_ADJECTIVE: Final = late(
    r"\A(?:同じ|異なる|違う|大きな|小さな|高い|低い|速い|遅い|多い|少ない|古い|新しい)|の(?=[一-龥])"
)
"""What may stand before a key word, or between two of them, without a sentence being made of them."""
_JAPANESE: Final = late(r"[ァ-ヶ一-龥]")
MOST_BARE_WORDS: Final = 4
"""More words than this with nothing between them are a list of key words."""


def takes_back(sentence: str, *, of_one_thing: bool) -> bool:
    """Whether a sentence takes back what stands before it, or says that it is kept from happening.

    That something is kept from happening may be said of another thing, unless all is ``of_one_thing``: "AdaGrad's rate
    sinks. RMSProp avoids this."

    >>> takes_back("と書いたが、これは取り消す。", of_one_thing=False)
    True
    >>> [takes_back("Starting at zero saves us from that.", of_one_thing=one) for one in (True, False)]
    [True, False]
    """
    if _RETRACTS.search(sentence) is not None:
        return True
    return of_one_thing and _ENDED_BY.search(sentence) is not None


def says_nothing(sentence: str, topics: tuple[str, ...]) -> bool:
    """Whether a sentence tells of nothing that is so of what is asked about, which ``topics`` are the words for.

    >>> says_nothing("学習率が下がってくれれば楽なのだが。", ()), says_nothing("勾配 均一 更新 表現力 意味", ())
    (True, True)
    >>> says_nothing("影響されにくくなるのは、層を減らした場合である。", ("バッチ正規化",))
    True
    >>> says_nothing("学習が速く進むほど、バッチ正規化が効きやすい。", ("バッチ正規化",))
    True
    >>> says_nothing("バッチ正規化で学習が速く進むなら、バッチ正規化が必要になる。", ("バッチ正規化",))
    False
    >>> says_nothing("影響されにくくなるのは、バッチ正規化を入れた場合である。", ("バッチ正規化",))
    False
    """
    if _NOT_SO.search(sentence) is not None:
        return True
    case = _CASE_OF_ITS_OWN.search(sentence)
    if case is not None and topics and not any(topic in case["case"] for topic in (*topics, "これ", "この", "それ")):
        return True
    turned = _TURNED_ROUND.match(sentence)
    if turned is not None and any(topic in turned["method"] for topic in topics):
        return not any(topic in turned["given"] for topic in topics)
    words = sentence.split()
    if len(words) <= MOST_BARE_WORDS or _JAPANESE.search(sentence) is None:
        return False
    return all(_HIRAGANA.search(_ADJECTIVE.sub("", word)) is None for word in words)
