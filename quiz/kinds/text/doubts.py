"""What of a sentence claims nothing: prices paid, what follows from a cause that the question isn't about."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

# What is got for a price, or only stood in the way of: which of the two happens is not understood.
_PRICES = re.compile(
    r"[るた]代わりに|[るた]かわりに|引き換え|引きかえ|犠牲|邪魔|の妨げ|が課題|のは、?[^、。]{1,20}(?:だけ|のみ)(?:だ"
    r"|で|です|である|$)"
    r"|\bgiv(?:e|es|ing) up\b|\bin (?:small|shallow|simple|tiny) (?:networks|models|nets)$"
    r"|\b(?:in the way of|in exchange for|sacrific\w+|trade[sd]? .* for)\b"
)
# What is given up stands behind it; what is got before.
_COSTS = re.compile(r",? *(?:but |only )*\b(?:comes? )?at the (?:cost|expense|price) of\b[^,;]*")
# A means that is done away with: "by removing inertia".
_REMOVED_MEANS = re.compile(
    r"(?:慣性|勢い|移動平均|二乗和|正則化|ノイズ|学習率)を(?:なくし|無くし|取り除い|外し|やめ)て"
    r"|(?:取り除く|除く|除去する|無くす|なくす"
    r"|(?<!勾配を)(?<!情報を)(?<!過去を)(?<!ものを)(?<!分を)(?<!履歴を)捨てる)ことで|(?<!神経を)(?<!気を)(?:使わ"
    r"|用い|加え)ずに(?!、?(?:も)?(?:済|す[むまみ]))"
    r"|\b(?:by|through) (?:removing|eliminating|dropping|discarding|leaving out|not using)\b"
    r"(?! (?:the )?(?:old|older|past|ancient|stale|distant|earlier|outdated|previous)\b)"
)
# "the problem isn't that ..., ": what follows is no claim.
_NOT_THAT = re.compile(
    r"\bnot that\b[^,;]*|n't that\b(?:(?!\bbut\b)[^,;])*(?=\bbut\b)"
    r"|(?:(?<=は)|(?<=、)|^)[^、。は]*(?:のではなく|のでなく)、?"
)
# What has to be so that something happens: neither of the two is said to be so.
_DUTY = re.compile(
    r"(?<![^,;])[^,;]*(?<!not )(?<!n't )(?<!never )(?<!longer )"
    r"\b(?:must|should|has to|have to|ought to)\b(?! not)[^,;]*"
    r"\b(?:for|to|in order to|so that|or else|otherwise)\b[^,;]*"
)
# "the higher the rate, the more it diverges": how high it is isn't said.
_WHERE_USED = re.compile(
    r"\b(?:used|applied|employed|inserted|placed|meant|intended|suited|suitable|useful|helpful) (?:mainly |only "
    r"|mostly |chiefly )?"
    r"(?:where|when|whenever|if|in case|(?:for|in|with) (?:those |such )?(?:models|networks|nets|cases"
    r"|problems))\b[^,;.]*"
)
"""In which cases something is used: these are so already, it doesn't make them so."""
_IN_ORDER_TO = re.compile(
    r"^(?:in order )?to (?!be\b|sum\b|begin\b|start\b|conclude\b|put\b|my\b|some\b|me\b|make\b|say\b)[a-z]+ [^,;:]+, "
)
"""What something is done for: "to reduce overfitting, add data"."""
_WHERE_SO = re.compile(
    r"\b(?:in|for|with) (?:those |such )?(?:models|networks|nets|cases) (?:where|in which|for which|whose)\b[^,;.]*"
)
"""Of which networks a sentence speaks: "in networks where initial values matter little"."""
_LASTS = re.compile(r"(\b(?:takes?|lasts?|waits?) [^,;.]*?)\b(?:until|before|till)\b[^,;.]*")
"""What comes only after a while: "it takes long until training is stable"."""
_THE_MORE = re.compile(r"\bthe (?:\w+er|more|less) [^,;]*, (?=the (?:\w+er|more|less)\b)")
_DEGREES = re.compile(
    r"(?<=[をがは])(?:もっと|さらに|より|かなり|十分に?|充分に?|少し|ちょっと"
    r"|もう|ずっと|できるだけ|なるべく|極端に|非常に|とても|うんと|ごく|思い切り|だいぶ"
    r"|相当|大幅に|なお|無限に|限りなく)+(?=[一-龥])"
)
"""How much, between a thing and what is done to it."""
_BEGINS = re.compile(r"(?:[、,;] ?|(?:が|で|けど|し)、|\b(?:but|while|whereas|and) )(?:the |一方で?|)$")
_COMPARES = re.compile(r"より|ほうが|方が|\bthan\b")
_NOT_AS_TOPIC = (
    "なし",
    "無し",
    "がな",
    "をしな",
    "しな",
    "を使わな",
    "を外",
    "を除",
    "以外",
    "より",
    " is left",
    " is removed",
    " is not",
    " isn't",
)
_CLAUSE_END = re.compile(r"、|,|;|\b(?:so|therefore|hence|because|but)\b")
_CONDITION = re.compile(r"\s*(?:if|when|with|without|for|using|because)\b")
_DENIED_AFTER = re.compile(
    r"(?:(?!と(?!比|違|異|い|は)|ば)[^、。]){0,8}?(?:ない|なけれ|なく|[せわいれけ]ず"
    r"|なし|抜き|と違|とは違|と異な|とは異な|の代わり|べき|必要|不要|いらな|要らな"
    r"|に比べ|と比べ|に比較|と比較|を減ら|を弱|を省|(?:など|等)?の?初期値(?:を|に|の)[^、。]{0,8}(?:必要|不要|なくて"
    r"|ずに)|に頼ら|のときの|の場合の|のときより|の場合より|の出番|の必要|の出る幕)"
    r"|\s+(?:is|are|becomes?)\s+(?:much |far )?(?:less|not|no longer|unnecessary|needless|superfluous|obsolete)\b"
    r"|\s+(?:much |far |a bit )?(?:less (?:necessary|needed|important|essential|crucial|urgent)|unnecessary|superfluous"
    r"|redundant|dispensable|obsolete|optional)\b"
)
_DENIED_BEFORE = re.compile(
    r"\b(?:not|n't|unlike|than(?: \w+){0,3}|compared (?:to|with)|versus|vs|without"
    r"|accuracy of|level of|don't|doesn't|needn't|worry about|replac\w+|substitut\w+|instead of|rather than|no|unless"
    r"|needs?|should|like|less"
    r"|fewer"
    r"|similar to|akin to|resembl\w+)\b(?:(?!\bbecause\b)[^,;])*$"
)


# What is so at first only, before it turns: "at first they are equal, but ...".
_AT_FIRST = re.compile(
    r"(?:最初|はじめ|初め|始め|当初|一時的に|しばらく)(?:のうち)?は[^。]*?(?:が|けれども?|けど|ものの|のに)、"
    r"|\bstarts? (?:out |off )?(?:with|at) [^,;]*?\b(?:and|but|then)\b(?: then)?"
    r"|(?<![^;.])[^;.]*\b(?:at first|initially|in the beginning|to begin with|at the start|for a while)\b[^;.]*?\bbut\b"
)


_CAUSES = re.compile(
    r"ので|(?<!る)ため(?!に)|ため、|(?:る|た|い)から(?:、|だ|で|$)|したがって|従って|よって|ゆえに|そのため|それで"
    r"|\b(?:so|therefore|hence|thus|consequently|as a result|which is why)\b"
)
_REASONS = re.compile(r"なぜなら|(?:のは|ことは|理由は)[^。]*(?:ため|から)|\b(?:because|since|due to|thanks to)\b")
_SO_MUCH = re.compile(
    r"\b(?:not|n't|is|are) so\b|\bso (?:that|as|much|many|far|called|large|small|strong|well|often|\w+ly)\b"
)


def tells_causes(sentence: str) -> int:
    """Whether a sentence says that something is so because of something else: 1 for the cause first, -1 for last.

    >>> tells_causes("all are equal, so nothing is learned"), tells_causes("it fails because all are equal")
    (1, -1)
    >>> tells_causes("it is not so fast"), tells_causes("therefore it is fast")
    (0, 0)
    """
    plain = _SO_MUCH.sub("", sentence)
    reason = _REASONS.search(plain)
    if reason is not None and reason.start() > 0:
        return -1
    joint = any(found.start() > 0 for found in _CAUSES.finditer(plain))  # one that opens it points to the last sentence
    return int(reason is not None or joint)


_SHORTEST_CAUSE = 4
_POINTS_BACK = re.compile(
    r"(?:of |to )?(?:all )?(?:this|that|it|these|those)(?: fact| reason)?|[こそ](?:れら?|の(?:こと|結果|理由))"
)
_PARTS_ENGLISH = re.compile(r"(?:[,;]|\band) *\Z")


def cause_in(sentence: str) -> str:
    """What a sentence says that something else comes of; "" where it gives no cause.

    >>> cause_in("all are equal, so nothing is learned"), cause_in("it fails because all are equal")
    ('all are equal,', 'all are equal')
    >>> cause_in("データが足りないので進まない"), cause_in("進まないのは、値が同じため"), cause_in("値が同じだ")
    ('データが足りない', '値が同じため', '')
    """
    plain = _SO_MUCH.sub(lambda found: "~" * len(found[0]), sentence)
    reason = _REASONS.search(plain)
    cause = ""
    if reason is not None:
        told = reason[0].startswith(("のは", "ことは", "理由は"))
        begins = sentence.index("は", reason.start()) + 1 if told else reason.end()
        cause = sentence[begins:]
        if not reason.start():
            cause = cause.partition(", " if sentence.isascii() else "、")[0]
    else:
        joints = (found for found in _CAUSES.finditer(plain) if found.start())
        joint = next(joints, None)
        if joint is not None and (
            not joint[0].isascii() or joint[0] == "so" or _PARTS_ENGLISH.search(sentence, 0, joint.start())
        ):
            cause = sentence[: joint.start()]
    cause = cause.strip(" 、")
    return cause if len(cause) >= _SHORTEST_CAUSE and not _POINTS_BACK.fullmatch(cause) else ""


def claims_nothing(sentence: str) -> bool:
    """Whether a sentence only tells what is given up for something, or done away with.

    >>> claims_nothing("in exchange for overfitting"), claims_nothing("it reduces overfitting")
    (True, False)
    """
    return any(pattern.search(sentence) for pattern in (_PRICES, _REMOVED_MEANS))


_LISTED = re.compile(r"[、,，・/／;；]")
_NOUNS = re.compile(r"[一-龥ァ-ヶーa-z0-9]+(?:[なの][一-龥ァ-ヶーa-z0-9]+)*[なの]?")
"""Names in Japanese, one after the other: what is said of something has other letters at its end."""

FEWEST_LISTED = 3
"""Two names side by side may still be a subject and what is said of it."""

_WORDS_EACH = 3
_LONGEST_SCRAP = 9
_OF_SOMETHING = re.compile("[をがはもにで](?!き)")
"""What makes a clause of an entry: 「学習できない」 alone is a scrap, 「学習が進まない」 says it of something."""


def only_key_words(sentence: str, things: Iterable[str]) -> bool:
    """Whether a sentence is a list of names, of which one at least is a thing with nothing said of it.

    >>> only_key_words("対称性、均一な更新、学習", ["学習"])
    True
    >>> only_key_words("対称性、均一な更新、学習、学べない", ["学習"])
    True
    >>> only_key_words("学習、対称性、重みが等しい", ["学習"])
    False
    >>> only_key_words("学習の高速化、過学習の抑制、安定", ["学習"]), only_key_words("均一な更新、学習", ["学習"])
    (False, False)
    >>> only_key_words("symmetry, identical updates, learning", ["learning"])
    True
    """
    pieces = [piece.strip(" 。.!") for piece in _LISTED.split(sentence)]
    pieces = [piece for piece in pieces if piece]
    if len(pieces) < FEWEST_LISTED or not set(pieces) & set(things):
        return False
    return all(
        _NOUNS.fullmatch(piece)
        or (piece.isascii() and piece.count(" ") < _WORDS_EACH)
        or (len(piece) <= _LONGEST_SCRAP and _OF_SOMETHING.search(piece) is None and not piece.isascii())
        for piece in pieces
    )


def resumed(sentence: str, causes: Collection[str], topics: Collection[str]) -> str:
    """Return the clause that speaks of the question's own topic again behind another cause; "" if none does.

    >>> resumed("relu eases it, but batch norm speeds up training", ["relu"], ["batch norm"])
    'batch norm speeds up training'
    """
    if _COMPARES.search(sentence):
        return ""
    last = max((sentence.rfind(cause) + len(cause) for cause in causes if cause in sentence), default=0)
    for topic in (topic for topic in topics if last and len(topic) > 1):
        at = sentence.find(topic, last)
        behind = sentence[at + len(topic) :]
        begins = _BEGINS.search(sentence[:at]) if at > 0 else None
        if begins and begins.start() >= last and not behind.startswith(_NOT_AS_TOPIC):
            return sentence[at:]
    return ""


def without_other_causes(sentence: str, causes: Collection[str]) -> str:
    """Return what a sentence says before it speaks of a cause that the question isn't about.

    >>> without_other_causes("all are equal, so draw random weights", ["random"])
    'all are equal, '
    >>> without_other_causes("random weights make all equal", ["random"])
    ''
    """
    undegreed = _DEGREES.sub("", sentence)
    if undegreed != sentence and any(cause in undegreed and cause not in sentence for cause in causes):
        sentence = undegreed  # 「学習率をもっと小さくすると」
    so_much = _THE_MORE.match(sentence)
    if so_much is not None and any(cause in so_much[0] for cause in causes):
        return ""  # "the lower the rate, the stabler"
    sentence = _COSTS.sub("", _THE_MORE.sub("", sentence))
    if sentence.isascii():
        sentence = _LASTS.sub(r"\1", _WHERE_USED.sub("", _WHERE_SO.sub("", _IN_ORDER_TO.sub("", sentence))))
    sentence = _DUTY.sub("", _AT_FIRST.sub("", _NOT_THAT.sub("", sentence)))
    for cause in causes:
        at = sentence.find(cause)
        if at < 0:
            continue
        denied = _DENIED_AFTER.match(sentence, at + len(cause)) and not cause.endswith(("では", "なら", "だと"))
        if denied or _DENIED_BEFORE.search(sentence[:at]):
            continue
        ends = [found for found in _CLAUSE_END.finditer(sentence) if found.end() <= at]
        if not ends or _CONDITION.match(sentence, ends[-1].end()) or ends[-1].group() == "because":
            return ""
        if sentence[: ends[-1].start()].endswith("のは") or sentence.startswith(
            ("というのは", "それは"), ends[-1].end()
        ):
            return ""  # 「…のは、ドロップアウトの効果である」
        sentence = sentence[: ends[-1].start()]
    return sentence
