"""Who governs a Japanese phrase: 「学習の高速化につながる」 says that it is so, 「学習の高速化を装う」 doesn't.

A noun that tells something (高速化), a clause before こと or の, before another noun or before 「ように」 is asserted
only if what takes it is known to carry it: a verb of the closed lists here, a noun that names an effect.
Any other governor, an unknown word above all, leaves the phrase undecided.
"""

from __future__ import annotations

from quiz.kinds.text.directions import DENYING
from quiz.kinds.text.japanese_phrases import DOES, Phrases
from quiz.kinds.text.lexicon import Word
from quiz.kinds.text.stated import Statement
from quiz.kinds.text.word_lists import TRANSPARENT_JA

_CASES = frozenset((
    "を", "が", "は", "も", "に", "へ", "には", "にも", "って", "とは", "だけ", "だけが", "だけを", "など",
    "などが", "などを",
    "さえ", "への", "まで", "として", "に対して", "に関して", "について", "ばかりを", "ばかりが", "でも",
))  # fmt: skip
"""What binds a noun to the verb that takes it."""
_NOMINALS = frozenset(
    ("こと", "の", "もの", "点", "ところ", "事", "わけ", "という", "といった", "との", "など", "ような")
)
_NAMING = frozenset(TRANSPARENT_JA) | frozenset((
    "特性", "状況", "結果", "長所", "強み", "技術", "理由", "たび", "うち", "事態", "要因", "段階", "タイプ",
    "難点", "デメリット",
    "存在", "弊害", "ため", "とき", "場合", "際", "形", "分", "以上", "限り", "一方", "反面", "後", "前", "間",
    "途中", "程度", "ほう", "方",
    "効能", "役目", "売り", "持ち味", "手段", "工夫", "対策", "改良版", "イメージ", "関係", "感じ", "最適化手法",
    "最適化", "オプティマイザ", "オプティマイザー",
))  # fmt: skip
"""Nouns before which a clause is asserted as it stands."""
_CARRIES = frozenset(
    "more better fast stable occurs acts possible proceeds reached finishes keeps improves strong-at withstands uses"
    " adapts changes".split()
)
"""What a governor may tell that says besides that what it takes is so."""
_PROMOTES = frozenset(("more", "better", "fast"))
_CARRIERS = tuple(
    "実現 可能 図 促 助け 支え 期待でき 期待され 得 もたら 与え 示 持 もつ もた 有 行 使 用い 利用 活用 受け"
    " 伴 発揮 果た 担 見込 成し 後押し"
    " 意味 加え 備え あげ 挙 見られ 見え 認められ 望め 容易 考えられ 含 働 効 つなが つなげ 繋 役立 役に立"
    " 寄与 貢献 結びつ 結び付 至 有効 成功"
    " 優れ 特徴 利点 メリット 長所 強み 効果 役割 ポイント 知られ 分か わか 確認 多 よい 良い いい 目立 顕著"
    " 引き出 起因 かか 言え いえ 説明 述べ"
    " 達成 生 引き起こ 起こ 起き 招 加速 高め 高ま 進 強 導 叶 かな 保証 約束され 両立 兼ね 併せ 届 現れ"
    " あらわれ 出 なる なり なっ する し でき 出来"
    " ある あり あっ よる より よっ 取り入れ 入れ 導入 足し 足す 付け 組み 採用 併用 適用 追加 盛り込 備え"
    " 覚えてい 返 計算"
    " 出力 共有 流れ 流 伝わ 渡 割り当て 配 取る 取り込 取得 来 くる 決め 定め".split()
)
"""How verbs begin that say that what they take is so."""
_IN_WAYS = frozenset(
    (
        "なる",
        "なり",
        "なっ",
        "なれ",
        "する",
        "し",
        "でき",
        "できる",
        "働",
        "作用",
        "設計",
        "調整",
        "工夫",
        "改良",
        "動",
        "更新",
    )
)
"""What 「ように」 may belong to if it is so."""
_MANNER = frozenset(("に", "だけ", "まで", "として"))
"""What binds a noun that may tell how something is done."""
_NO_MANNER = frozenset(("fails", "withstands", "forgets", "needless"))
"""What 「…に」 before a predicate doesn't tell how it is done: 「高速化に失敗する」."""
_AFTER_QUOTE = (
    "見せかけ",
    "みせかけ",
    "偽",
    "装",
    "嘘",
    "うそ",
    "触れ込",
    "騙",
    "だま",
    "錯覚",
    "主張",
    "言い張",
    "豪語",
)
_WEAK = frozenset(
    (
        "、",
        ",",
        "・",
        "/",
        "+",
        "&",
        "し、",
        "つつ",
        "ながら",
        "および",
        "及び",
        "かつ",
        "(",
        ")",
        "「",
        "」",
        "また",
        "さらに",
    )
)
"""Breaks that what takes the last clause reaches across: 「速くなり、安定することを…」."""
_WITHHOLDING = (
    "求め", "恐れ", "目指", "望ん", "望む", "願", "祈", "待", "懸念", "心配", "不安", "疑", "装", "忘れ",
    "考えて", "夢", "信じ", "憂",
    "期待する", "期待し", "期待だけ", "無関心", "無視", "取り違", "真似", "まね", "軽視", "反対",
)  # fmt: skip
_AUXILIARY = frozenset(("続け", "続ける", "始め", "始める", "出す", "出し", "切れ", "合う", "合い"))
"""Verbs that only say how the one before goes on."""
_SUFFIXES = frozenset(("化", "性", "度"))
_GOES_ON = frozenset(("て", "で", "く", "し", "に"))
"""After these the next predicate begins, which is a statement of its own: 「使って学習率を割る」."""
_COPULAS = frozenset(("です", "だ", "である", "であり", "でし", "だっ", "ます", "よ", "ね", "わ", "ん", "か"))


def leave_ungoverned(phrases: Phrases, made: list[Statement]) -> None:
    """Take the sign from every statement whose phrase is governed by something that isn't known to carry it.

    What a predicate binds that isn't carried isn't either: 「大きな学習率が使えることを装う」.
    """
    for statement in made:
        if statement.directions & _PROMOTES and _takes_a_clause(phrases, statement.place):
            statement.sign = None  # 「不安定になるのを促進する」: no thing is promoted, but that it becomes so
    placed = sorted((one for one in made if one.place >= 0), key=lambda one: one.place, reverse=True)
    barred = -1
    for statement in placed:
        if barred >= 0 and any(_parts(phrases.at(between)) for between in range(statement.place + 1, barred)):
            barred = -1
        if barred >= 0:
            statement.sign = None
        elif not _carried(phrases, statement.place, affirmed=statement.sign is True):
            statement.sign = None
            if _ends_clause(phrases, statement.place):
                barred = statement.place


def _takes_a_clause(phrases: Phrases, place: int) -> bool:
    """Whether a predicate's object is a clause: 「…するのを」, 「…することを」."""
    before = phrases.at(place - 1).text, phrases.at(place - 2).text
    return before[0] == "を" and before[1] in ("の", "こと") and phrases.after_predicate(place - 2)


def _ends_clause(phrases: Phrases, place: int) -> bool:
    """Whether a predicate ends its clause, and doesn't stand before a noun of the rubric or as a noun itself."""
    at = _after_endings(phrases, place)
    return not phrases.at(at).terms and (at > place + 1 or _is_kana_ended(phrases.at(place).text))


def _parts(word: Word) -> bool:
    """Whether a word parts two clauses so that what takes the second doesn't take the first."""
    return word.is_("break") and word.text not in _WEAK


def _is_kana(word: Word) -> bool:
    return bool(word.text) and all("ぁ" <= sign <= "ゖ" for sign in word.text)


def _after_endings(phrases: Phrases, place: int) -> int:
    """The place behind a predicate's endings."""
    place += 1 + (phrases.at(place + 1).text in _SUFFIXES)
    while True:
        word = phrases.at(place)
        if word.text in _AUXILIARY or word.text.startswith(("なく", "無く")):
            place += 1
            continue
        ends = _is_kana(word) and not (
            word.is_("break")
            or word.text in _CASES
            or word.text in _NOMINALS
            or word.text in ("と", "ように", "よう")
            or (word.directions and not word.is_("neutral") and not word.is_("not"))
            or word.text in _NAMING
        )
        if not ends or not word.text:
            return place
        place += 1


def _carried(phrases: Phrases, place: int, *, affirmed: bool) -> bool:
    at = _after_endings(phrases, place)
    word = phrases.at(at)
    noun = at == place + 1 and not _is_kana_ended(phrases.at(place).text)
    noun = noun or phrases.at(at - 1).text in _SUFFIXES
    if word.text in _CASES and phrases.at(at - 1).text == "か" and not noun:
        return False  # 「減るかを調べる」, 「減るかが問題である」
    if word.text in _CASES:
        noun = noun or (at == place + 1 and word.text in _MANNER)
        return not noun or _governed(phrases, at + 1, affirmed=affirmed, manner=word.text in _MANNER)
    return _taken(phrases, place, at, affirmed=affirmed)


def _is_kana_ended(text: str) -> bool:
    return "ぁ" <= text[-1] <= "ゖ"


def _taken(phrases: Phrases, place: int, at: int, *, affirmed: bool) -> bool:
    """Whether what stands behind a predicate or a noun lets it stand."""
    word = phrases.at(at)
    if phrases.at(at - 1).text in _GOES_ON if at > place + 1 else phrases.at(place).text.endswith("く"):
        return True
    if word.terms:
        end, _ = phrases.head(at)
        if phrases.at(end).text in _CASES and phrases.at(end).text not in ("は", "も"):
            return _governed(phrases, end + 1, affirmed=affirmed, manner=phrases.at(end).text in _MANNER)
        return True
    while word.text in _NOMINALS or word.text in _NAMING:
        at += 1
        word = phrases.at(at)
        if word.text in _CASES:
            return _governed(phrases, at + 1, affirmed=affirmed)
    if not word.text or word.is_("break") or word.text in _COPULAS or (_is_kana(word) and word.is_("neutral")):
        if word.text in ("よう", "ように") and at > place + 1:
            return _in_a_way(phrases, at + 1)
        return True
    if word.text == "ように":
        return at == place + 1 or _in_a_way(phrases, at + 1)  # 「同じように」
    if word.text == "と":
        return not _joined(phrases, at + 1).startswith(_AFTER_QUOTE)
    return word.known or not word.text[0].isalnum()


def _in_a_way(phrases: Phrases, at: int) -> bool:
    word = phrases.at(at)
    known = word.is_("break") or word.is_("particle") or _is_kana(word) or bool(word.terms)
    return not word.text or word.text in _IN_WAYS or known


def _joined(phrases: Phrases, at: int) -> str:
    return "".join(phrases.at(at + step).text for step in range(4))


def _governed(phrases: Phrases, at: int, *, affirmed: bool, manner: bool = False) -> bool:
    """Whether the verb that begins here carries what it takes."""
    for _ in range(8):
        word = phrases.at(at)
        if not word.text or word.is_("break"):
            return True
        joined = _joined(phrases, at)
        if joined.startswith(_WITHHOLDING):
            return False
        if joined.startswith(_CARRIERS):
            return _carried(phrases, at, affirmed=affirmed)
        if word.directions and (not word.terms or phrases.at(at + 1).text in DOES):
            if manner:
                return not word.directions & _NO_MANNER and _carried(phrases, at, affirmed=affirmed)
            if word.directions & DENYING and affirmed:
                return False
            carries = word.directions & (_CARRIES | DENYING) or word.is_("neutral")
            return bool(carries) and _carried(phrases, at, affirmed=affirmed)
        if word.terms and phrases.at(at + 1).text in DOES:
            return False  # 「抑制を予測する」
        if not word.known and word.text[0].isalnum() and not _is_kana(word):
            return False
        at += 1
    return True
