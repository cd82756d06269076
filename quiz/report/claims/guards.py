"""What a sentence doesn't claim: what it asks, doubts, quotes, supposes or denies; and where its clauses are cut."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache

from quiz.reading.late_patterns import late
from quiz.report.claims.cues import Sighting
from quiz.report.claims.former_beliefs import is_former_belief
from quiz.report.cued import Cued, begun, latin

SHORT = 14
"""How long what stands before an arrow may be, to be the subject of what stands behind it and no clause of its own."""
LONG = 30
"""How long it may be where it ends with a noun: 「標準偏差1の正規分布→0と1に偏る」."""
FAR = 24
"""How far behind a statement its denial may stand, before it is called anything but right."""


def _any(*words: str) -> str:
    """One pattern for several, each of which is a pattern itself."""
    return f"(?:{'|'.join(words)})"


def _word(*words: str) -> str:
    r"""The pattern of any of some English words; in ASCII mode, so that \b is found beside Japanese."""
    return rf"\b(?:{'|'.join(words)})\b"


_LOOKS_INTO = "(?:確認|確かめ|調べ|検証|調査|試し|試す|比較|比べ|見[てるた])"
"""Behind what is only to be found out: 「…の有無を確認する」."""
_FINDS_OUT = (
    "check(?:s|ed)?", "checking", "see", "test(?:s|ed)?", "testing", "verify", "examine", "determine", "find out",
    "investigate[sd]?", "ask(?:s|ed)?", "knows?", "decide", "unclear", "wonder",
)  # fmt: skip


# Every sentence is held against these two. Where each alternative begins with a letter, the places at which none of
# those letters stands are passed over at once; so what is looked for at the beginning has a pattern of its own.
_ASKED = late(
    _any(
        r"\?\)?[.。]?\s*(?:\([^()]*\)\s*)?\Z",
        *(rf"{word}か[.。]?\Z" for word in ("だろう", "でしょう", "ます", "です", "る", "の", "た", "い")),
        r"なぜ(?:なの)?か?[。.]?\Z",
        "どのよう(?!な[^。]{0,16}(?:でも|にも)|に[^。]{1,16}ても)",
        "どんな(?!に|[^。]*(?:でも|に対しても|においても|にも))",
        "何(?:か|(?:が|を|で)(?![^。]{1,16}(?:ても|でも)))",
        "いくつ(?!か)",
        f"有無を{_LOOKS_INTO}",
        f"か(?<!しか)(?<!くつか)(?:どうか|否か)?を?{_LOOKS_INTO}",
        *(
            rf"{word}(?:よ|なさい|てみよう|てください|て下さい|て)?[.。]?\Z"
            for word in ("求め", "答え", "選べ", "選び", "述べ", "説明し", "挙げ", "示せ", "書け", "考え", "確認し")
        ),
    ),
    re.A,
)
_ASKED_AT_ONCE = late(
    r"なぜ|q\d{1,2}(?![\d.]?\d)"
    r"|(?:what|why|which|how|when|does|do|is|are|can|explain|choose|answer|describe|state|find) [^.]*\?",
    re.A,
)
_ASKING = late(
    r"\Aなぜ|\Aq\d*[.: ]*|\A(?a:(?:what|which|name|why|how|when)(?: (?:is|are|does|do|goes))?\b) ?(?:the )?"
    r"|どのよう[なに]?|どんな|いくつ|何[かがをで]?|(?:だろう|でしょう|です|ます)?か?[?。.]*\Z",
    re.A,
)
_BELIEVED = (
    r"と(?:覚えて|勘違いして|誤解して|思い込んで|考えて|思って|思われて|考えられて|信じられて|言われて|いわれて|され)"
    r"い(?:た|まし)"
)
_NOT_CLAIMED = late(
    _any(
        *(
            "誤解",
            "勘違い",
            "思い込",
            "誤り",
            "誤って",
            "間違",
            "不適切",
            "正しくない",
            "とは限ら",
            "とはかぎら",
            "わけではな",
            "訳ではな",
        ),
        *(_BELIEVED, "と思いきや", "かと思", "という説明", "はず(?:だった|が)", "かつて", "昔は", "以前は"),
        *(
            "も(?<!何も)し(?!く)",
            "仮に",
            "例えば.{0,12}とする",
            "と仮定",
            "とすると(?<![a-z0-9]とすると)",
            "ではないか",
            "とは(?:言えな|いえな|言いがた|言い難|思えな|考えにく)",
            "と(?:思った|考えた|思い込んだ|習った)(?:が|けど|けれど|のだが|のに)",
            "というの(?:は|も)(?:嘘|うそ)",
            *(
                f"{it}(?:は|では)(?:全く|まったく|完全に|むしろ)?(?:逆|間違|誤り|嘘|うそ|違(?:う|い(?:ます|ま|だ|で)|っ))"
                for it in ("それ", "これ")
            ),
            "そんな(?:こと|事実|事|保証|話|効果)(?:は|も)(?:な[いく]|あり(?:ません|えな|得な))",
            "後述",
            "次[章節]で",
        ),
    ),
    re.A,
)
_NOT_CLAIMED_EN = Cued(
    late(
        _any(
            *latin(
                *("if only", "suppose", "assume", "used to be", "people thought", "not necessarily", "does not mean"),
                *("it was (?:once )?(?:believed|thought)", "was (?:believed|thought)", "were (?:believed|thought)"),
                *("once (?:believed|thought)", "doesnt mean", "is wrong", "is false", "incorrect", "misconception"),
                *(
                    "thats (?:just |simply |plain )?(?:wrong|false|not so|untrue|nonsense|a myth)",
                    "turned out to be wrong",
                ),
                *("mistaken", "not true", "would have", "myth", "not the case", "used to (?:believe|think|say|claim)"),
                *(f"{verb} (?:whether|if)" for verb in _FINDS_OUT),
            ),
        ),
        re.A,
    ),
    *(
        "if",
        "suppose",
        "assume",
        "used to",
        "thought",
        "necessarily",
        "mean",
        "believed",
        "wrong",
        "false",
        "incorrect",
    ),
    *("misconception", "not so", "untrue", "nonsense", "myth", "mistaken", "not true", "would have", "not the case"),
    "whether",
)
_CROSSED_OUT = late(
    '[」』"”→(（](?:(?<=[」』"”])\\s*(?:→|=|:|は)?)?\\s*(?:[×✗✕]|ng|誤り|間違い|バツ|ばつ|嘘|うそ|false|wrong)[)）]?\\s*[。.]?\\s*\\Z'
)
"""A statement with the mark of a wrong one behind it."""
_PEOPLE = (
    *("友人", "友達", "同僚", "先輩", "後輩", "知人", "知り合い", "掲示板", "誰か"),
    *("ある人", "ある記事", "あるブログ", "あるサイト", "ある動画"),
)
_HEARD = (
    "(?:と(?:は)?(?:言っ|言う|言われ|いわれ|聞い|聞かさ|教え|教わ|書い|書かれ|主張)|との?(?:こと|説|話|意見)|"
    "という(?:説|話|意見|主張)|らしい|だそう)"
)
_SAID_BY_NOBODY = late(
    _any(
        *begun("at first (?:i|we) ", "i take (?:it|that|this|them|these) back", r"take back what\b"),
        *(rf"{when}は[^。]{{0,60}}と(?:書い|思っ|考え|信じ|思い込)" for when in ("最初", "初め", "はじめ", "当初")),
        "撤回",
        "誰(?:も|一人)[^。]{0,60}(?:言って|言わ|主張し|書いて|書か)",
        *(f"{who}[^。]{{0,60}}{_HEARD}" for who in _PEOPLE),
    )
)
"""Who says something else now, or has it from somebody else."""
_HEARSAY = Cued(
    late(
        r"\b(?:nobody|no one|no-one|none of (?:us|them))\b[^.]{0,40}"
        r"\b(?:said|says?|claims?|claimed|told|wrote|showed|believes?)\b|"
        r"\b(?:someone|somebody|(?:some|other) people|friends?|colleagues?|classmates?|blogs?|posts?|articles?|videos?|"
        r"forum)\b"
        r"[^.]{0,40}\b(?:said|says?|claims?|claimed|told|wrote|writes?|thinks?|argues?)\b"
    ),
    *("said", "say", "claim", "told", "wrote", "write", "showed", "believe", "think", "argue"),
)
"""The same in English: who says nothing of the kind, or somebody else does."""
_NOT_CLAIMED_AT_ONCE = late(r"(?:誤(?:り|答)?|ng)[:「(]|[×✗](?! ?\d)|(?:wrong|false|myth):")
_DOUBTED = late(
    _any(
        *(
            "かもしれ",
            "だろう",
            "でしょう",
            "と思われ",
            "と思う",
            "と思い",
            "気がする",
            "可能性",
            "らしい",
            "ようだ",
            "傾向(?!:)",
        ),
        r"のは[^。]{2,40}(?:から|ため)(?:だ|で|である)",  # a reason is given for what was said before
        *("ことがある", "ことがあり", "こともあ", "場合がある", "場合があり", "場合もあ"),
        _word("may", "might", "could", "perhaps", "probably", "possibly", "seems?", "sometimes", "often", "tends?"),
    ),
    re.A,
)
_CUT = late(
    _any(
        "なのに対し(?:て)?,?",
        "のに対し(?:て)?,?",
        *(
            rf"{word}(?<=[だすたるうい]{word})(?<!ほう{word}){behind},?"
            for word, behind in (
                ("が", ""),
                ("けど", ""),
                ("けれど", ""),
                ("ものの", ""),
                ("のに", "(?!似|必要|使|適|役|有効|向|時間|便利|十分)"),
            )
        ),
        *("一方(?:で|では)?,", "反面,", "に対し(?:て)?,(?=[^,。]{1,24}[はが])"),
        *(rf"{word}(?<![ぁ-ん]{word})" for word in ("しかし", "ただし", "逆に", "これに対し")),
        "一方(?<![ぁ-ん]一方)(?:で|、|は)",
        ",(?:しかし|ただし|一方(?:で|、|は)|逆に|これに対し)",
        ";",
        ", (?:but|while|whereas|although|though|however),?",
        r"\. (?=\S)",
        r"→(?=[^\d])",
        ",(?<=(?:関数|手法|方法|問題|もの)で,)(?=[^,。]{1,14}(?:では|と違|に対し|に比べ|の場合))",
    )
)
_DENIAL = _any(
    *("ない", "なかっ", "なく", "なけれ", "ません", "にく[いく]", "づらい", "難し", "困難", "不可能"),
    *("無理", "は限ら", "どころか", "がたい", "失敗", r"ず(?:に|、|,|。|\Z)"),
)
_DENIES_AFTER = late(
    _any("[ぁ-ん]", "事", "出来", "効果", "結果", "影響", "可能", "止", "至", "制", "避", "決", "消", "和")
    + "{0,12}?"
    + _DENIAL
)
_DENIES = late(_DENIAL)
MUST = "な(?:ければ|くては|いと)(?:いけ|なら|なり|だめ)(?:ない|なく|なかっ|ません)?"
"""What has to be: it denies nothing, for all its two denials."""
_NO_DENIAL = late(
    _any(
        *(
            "少な[いく]",
            MUST,
            "なくな[るっり]",
            "しか(?:でき|なら|おこら|おきら|わから|つかえ|もた|とら|いか|あら|かわら)?な",
            "に過ぎな",
        ),
        *(
            "にすぎな",
            "だけでな[くい]",
            "だけじゃな",
            "のみなら",
            "のみでな",
            "まず",
            "必ず",
            "わず",
            "はず",
            "問題な[いく]",
        ),
        *(
            "に他ならな",
            "にほかならな",
            "かもしれな",
            "ない場合",
            "ないとき",
            "ないよう",
            "せず",
            "かかわらず",
            "関わらず",
        ),
        *("よらず", "によらな", "関係な[くい]", "違いな", "欠かせな", "危な", "足りな", "思わぬ", "いらな"),
    )
)
"""What only looks like a denial."""
_DENIES_BEFORE = late(
    _word(
        *("not", "never", "cannot", "cant", "dont", "doesnt", "didnt", "isnt", "arent", "wont", "wouldnt", "no"),
        *("hardly", "rarely", "without", "neither", "nor", "fails?", "unable", "nothing", "none"),
    ),
    re.A,
)
_DENIES_BEHIND = late(r"\A.{0,20}\b(?:is|are|does|do|was) (?:not|never)\b|\A.{0,12}\bnot\b", re.A)
_OWN_DENIAL = late("(?:(?<=[わかさたばまら])|(?<=防が))(?:な?[いくかけ]|ず)")


_CONTRASTED = late("(?:では|で|じゃ)なく(?!な|て(?:も|は))|のかわり|の代わり|instead of|rather than|, not |どころか")
_CONDITION = late(r"[^,]{2,24}?(?:[いうくすつむるぐぶた]と|なら|れば|場合|場合は|とき|ときは|時|時は|すぎると),")
_HAS_CONDITION = late(
    "[いうくすつむるぐぶた]と[,き]|(?:くな|にな|す)ると(?![いのしす思考言])|なら(?!な)|れば|場合|とき|時[はに,]"
)
_COMPARED_WITH = late(
    "[ぁ-ん]{0,3}(?:の)?(?:場合|とき|もの|手法|方法|モデル)?(?:と(?:比較|比べ|違|異な)|に比べ|に対して|より(?!も?(?:小さ|大き)い値))"
)
"""Behind a statement: it is only what something is compared with."""
_ENDS = late("[,→]|ので|ため|から")
"""What ends the words behind a statement that may deny it."""
_PART_OR_CHANGED = late(
    _any(
        *(
            "変え",
            "変更",
            "縮小",
            "拡大",
            "リサイズ",
            "実装で",
            "改造",
            "改変",
            "減らし",
            "増やし",
            "用に",
            "ように",
            "(?<!それに)(?<!これに)(?<!後に)続[くけ]",
        ),
        *("連続", "うち", "ずつ", "一部", "だけ", "のみ", "以降", "さらに", "追加"),
        _word("modified", "changed", "resized", "shrunk", "only", "each", "adapted", "first", "last"),
    ),
    re.A,
)


_ASIDE = late(
    r" ?\((?:(?![^()]*(?:ない|[非不逆]|誤|か\)|\b(?:not|no|or|but)\b))[^()\d=<>+*/^]{1,16}"
    r"|(?:入力|x|z|u)(?:の?値)? ?(?:が|は|=) ?0[^()]{0,6})\)(?=[のをはがにでもとへや ])"
)
"""Another word for what stands before it, or where it is so: 「ばらつき(ノイズ)は」, 「最大値(入力が0のとき)は」."""


def without_asides(sentence: str) -> str:
    """Return a sentence without what only names its things once more, in brackets.

    >>> without_asides("勾配のばらつき(ノイズ)は大きい"), without_asides("0(x<0)になる")
    ('勾配のばらつきは大きい', '0(x<0)になる')
    """
    return _ASIDE.sub("", sentence) if "(" in sentence else sentence


def is_part_or_changed(clause: str, sighting: Sighting) -> bool:
    """Whether the numbers of a clause may be those of a part, or of something that the author has changed."""
    return bool(_PART_OR_CHANGED.search(without_cue(clause, sighting)))


_VALUE = late(
    r"(?<![a-z\d.])(?:\d+\.\d+|(?!(?:19|20)\d\d(?![\d.]))\d{3,})|(?<==)[-+]?[2-9](?![\d.])"
    r"|(?<![\d.])\d{1,2}(?=(?:層|つ|個)の(?:全結合|畳み込み|プーリング))"
)
"""A decimal, three digits or more but for a year, what something is equal to, or how many layers of a kind there
are; another small number may be a mere count."""
_DIGIT = late(r"\d")
_CALLED = late(r"[a-z]\([^()]*\)")
"""A call, ``dropout(p=0.5)``: its values belong to a name."""


def unread_values(clause: str, read: Sequence[Sighting]) -> tuple[str, ...]:
    """Return the values of a clause that are in no word by which something was found in it.

    >>> unread_values("最大となるのはx=0で,その値は0.5", [])
    ('0.5',)
    """
    values = _values_in(clause)
    return tuple(clause[start:end] for start, end in values if not any(one.covers(start, end) for one in read))


@lru_cache(maxsize=64)
def _values_in(clause: str) -> tuple[tuple[int, int], ...]:
    """Where a clause has values that belong to no name: asked for each thing that it says."""
    if _DIGIT.search(clause) is None:
        return ()
    called = [call.span() for call in _CALLED.finditer(clause)] if "(" in clause else []
    return tuple(
        found.span()
        for found in _VALUE.finditer(clause)
        if not any(start < found.start() < end for start, end in called)
    )


def is_worked_out(clause: str, sighting: Sighting) -> bool:
    """Whether a number is what comes of something done: 「最大値を5層分かけると0.001」 states no largest value."""
    for start, end in sighting.spans:
        numbers = [found.start() for found in _NUMBER.finditer(clause, start, end)]
        if not numbers:
            continue
        before = max((other for _, other in sighting.spans if other <= start), default=start)
        if _WORKED.search(clause, before, numbers[-1]) is not None:
            return True
    return False


_WORKED = late("掛け|かけ(?!離)|足し|足す|引い|引く|割る|割っ|乗する|(?a:\\b(?:times|multipl|plus|minus|divid))")
_NUMBER = late(r"\d+(?:\.\d+)?")
_NOUN = late("[一-龥ァ-ヺー]")


@lru_cache(maxsize=1024)
def asks(sentence: str) -> bool:
    """Whether a sentence only asks.

    >>> asks("なぜ正則化をするか。"), asks("正則化をするかわりに層を減らす。")
    (True, False)
    >>> asks("どんな入力が大きいか。"), asks("どんな入力に対しても0.25を超えない。")
    (True, False)
    """
    return bool(_ASKED.search(sentence) or _ASKED_AT_ONCE.match(sentence))


def asked_about(question: str) -> str:
    """What a question is about, without the words that ask; nothing where it asks for what does not hold.

    >>> asked_about("なぜ正則化をするか。"), asked_about("正しくないのはどれか。")
    ('正則化をする', '')
    """
    if _is_not_claimed(question) or _DENIES.search(question):
        return ""
    return _ASKING.sub("", question)


def claims_nothing(sentence: str) -> bool:
    """Whether a whole sentence asks, quotes a belief, supposes or calls something an error.

    >>> claims_nothing("勾配は消失するのだろうか?"), claims_nothing("勾配は消失する。")
    (True, False)
    """
    return asks(sentence) or _is_not_claimed(sentence)


def _is_not_claimed(sentence: str) -> bool:
    return bool(
        _NOT_CLAIMED.search(sentence)
        or _NOT_CLAIMED_EN.search(sentence)
        or _NOT_CLAIMED_AT_ONCE.match(sentence)
        or _CROSSED_OUT.search(sentence)
        or _SAID_BY_NOBODY.search(sentence)
        or _HEARSAY.search(sentence)
        or is_former_belief(sentence)
    )


_TELLS_APART = late(
    "(?:違い|差)は,?[^。]{2,80}(?<=[るいたうくぐすつぬぶむ])か,?[^。]{2,60}(?<=[るいたうくぐすつぬぶむ])か(?:どうか)?[でだに。と]"
)
"""What tells two apart without saying which is which: 「違いは,…足すか…平均をとるかである」."""


def tells_what_differs(sentence: str) -> bool:
    """Whether a sentence tells two things apart without saying which is which.

    >>> tells_what_differs("違いは,足すか平均をとるかである。"), tells_what_differs("違いは,前者が足すことである。")
    (True, False)
    """
    return _TELLS_APART.search(sentence) is not None


@lru_cache(maxsize=1024)
def clauses(sentence: str) -> tuple[str, ...]:
    """Return the clauses of a sentence: cut where another thing is set against the first.

    >>> list(clauses("reluは速いが,sigmoidは遅い")), list(clauses("小さいと,発散しないが遅い"))
    (['reluは速い', 'sigmoidは遅い'], ['小さいと,発散しない', '小さいと,遅い'])
    """
    return tuple(_clauses(sentence))


def _clauses(sentence: str) -> Iterator[str]:
    place, condition = 0, ""
    for cut in _CUT.finditer(sentence):
        begins = max(place, sentence.rfind(":", place, cut.start()) + 1)
        if cut[0] == "→" and _is_named_before(sentence, begins, cut.start()):
            continue  # what stands before it is a name: 「L1→一部が 0」
        if cut.start() > place:
            clause = sentence[place : cut.start()].strip(" ,")
            yield _under(condition, clause)
            found = _CONDITION.match(clause)
            condition = found[0] if found else ""
        place = cut.end()
    if place < len(sentence):
        yield _under(condition, sentence[place:].strip(" ,"))


def _is_named_before(sentence: str, begins: int, arrow: int) -> bool:
    """Whether what stands before an arrow is no clause: it is short, or ends with a noun, as does a condition."""
    return arrow - begins <= SHORT or (
        arrow - begins <= LONG and "→" not in sentence[:arrow] and _NOUN.match(sentence[arrow - 1]) is not None
    )


def _under(condition: str, clause: str) -> str:
    """A clause with the condition that the clause before it began with, unless it has one of its own."""
    return clause if not condition or _HAS_CONDITION.search(clause) else condition + clause


def is_denied(clause: str, sighting: Sighting, *, strict: bool) -> bool:
    """Whether a clause denies what a cue found in it; with ``strict`` also if it denies anything in between.

    Words that belong to the cue deny nothing: 「0 にはならない」 may be the very thing that is said.
    """
    bare = without_cue(clause, sighting)
    after = bare[sighting.end :].lstrip("　")
    if _DENIES_AFTER.match(after) or _DENIES_BEHIND.match(after):
        return True
    sentence = bare.rfind(", ", 0, sighting.start) + 1
    if _DENIES_BEFORE.search(bare[0 if strict else sentence : sighting.end]):
        return True
    if not strict:
        return False
    if _CONTRASTED.search(bare) or _COMPARED_WITH.match(after):
        return True
    rest = _ENDS.split(after[:FAR], maxsplit=1)[0]
    return bool(_DENIES.search(bare[sighting.start : sighting.end] + rest))


def is_doubted(clause: str, sighting: Sighting) -> bool:
    """Whether a clause only holds possible what a cue found in it."""
    return bool(_DOUBTED.search(without_cue(clause, sighting)))


def without_cue(clause: str, sighting: Sighting) -> str:
    """Return a clause with the cue's own words, and what only looks like a denial, blanked."""
    return _NO_DENIAL.sub(lambda found: "　" * len(found[0]), without_words(clause, sighting))


def without_words(clause: str, sighting: Sighting) -> str:
    """Return a clause with the cue's own words blanked."""
    bare = clause
    for start, end in sighting.spans:
        own = _OWN_DENIAL.match(clause, end)  # 「変わら」 is said to be denied
        end = own.end() if own else end
        bare = f"{bare[:start]}{'　' * (end - start)}{bare[end:]}"
    return bare


LEAST_UNREAD = 10
"""A shorter end of a sentence says little by itself: 「…、と学んだ」."""


def ends_unread(sentence: str, words: Collection[str]) -> bool:
    """Whether none of the words that were found stands in the last part of a sentence, where its main verb is.

    >>> ends_unread("勾配が消失し,層ごとに重みが大きくなっていく", ["勾配", "消失"])
    True
    >>> ends_unread("層ごとに,勾配が消失していくことになる", ["勾配", "消失"]), ends_unread("勾配が消失する", ["勾配"])
    (False, False)
    """
    *_, cut = [None, *_PARTS_OF_SENTENCE.finditer(bare := sentence.rstrip("。. "))]
    if cut is None or len(last := bare[cut.end() :]) < LEAST_UNREAD:
        return False
    return not any(word in last and word not in bare[: cut.start()] for word in words)


_PARTS_OF_SENTENCE = late(r"[,。;]|\. ")
