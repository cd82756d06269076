"""One spelling for what a statement may be written in: widths, blanks, marks, numerals, a course's variants."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.reading.written_signs import Signs

_CJK = r"\u3040-\u30ff\u3400-\u9fff\uff66-\uff9d、。"
_COMMANDS = (  # a part of the command, which is looked for first; the command; what is written for it
    ("\\math", late(r"\\math(?:rm|bf|it|sf|cal)\s*\{([^{}]{1,40})\}"), r"\1"),
    ("\\text", late(r"\\text(?:rm|bf|it)?\s*\{([^{}]{1,40})\}"), r"\1"),
    ("\\oper", late(r"\\operatorname\*?\s*\{([^{}]{1,40})\}"), r"\1"),
    ("\\left", late(r"\\left(?![a-z])"), ""),
    ("\\right", late(r"\\right(?![a-z])"), ""),
    ("\\quad", late(r"\\quad(?![a-z])"), " "),
    ("\\cdot", late(r"\\cdot(?![a-z])"), "・"),
    ("\\,", late(r"\\,"), " "),
    ("\\;", late(r"\\;"), " "),
    ("\\!", late(r"\\!"), ""),
    ("sqrt", late(r"\\sqrt\s*\{([^{}]{1,40})\}"), r"√\1"),
    ("sqrt", late(r"\\sqrt"), "√"),
    ("frac", late(r"\\[dt]?frac\s*\{([^{}]{1,40})\}\s*\{([^{}]{1,40})\}"), r"\1/\2"),
    ("times", late(r"\\times"), "×"),
    ("\\l", late(r"\\(?:leq?|leqq)\b"), "≦"),
    ("\\g", late(r"\\(?:geq?|geqq)\b"), "≧"),
    ("arrow", late(r"\\[rR]ightarrow\b"), "→"),
    ("\\to", late(r"\\to\b"), "→"),
    ("\\eta", late(r"\\eta(?![a-z])"), "η"),
    ("\\lam", late(r"\\lambda(?![a-z])"), "λ"),
    ("\\mu", late(r"\\mu(?![a-z])"), "μ"),
)
_CIRCLED = late("[①-⑳]")
_NUMBERED = late(r"\s*\(\d{1,2}\)")
_SAME = {
    "、": ",", "､": ",", "✕": "×", "∗": "×", "〜": "~", "～": "~", "⇒": "→", "⇨": "→", "⇔": "=", "↔": "=",
    "≤": "≦", "≥": "≧", "乘": "乗", "⋅": "・",
}  # fmt: skip
_SAME_OR_DROPPED = Signs({**_SAME, **dict.fromkeys("*`$_{}\\「」『』“”\"'’", "")})
_CROSS = late(r"(?<=[\da-z])\s*×\s*(?=\d)|(?<=\d)\s+x\s+(?=\d)")
_PRIME = late(r"(?<=[a-zσφ])['’′](?= ?\()")
_STAR = late(r"(?<=\d) ?\* ?(?=\d)")
_BESIDE_CJK = late(rf" (?:(?<=[{_CJK}] )(?=\S)|(?<=\S )(?=[{_CJK}]))")
_BESIDE_SIGNS = late(" (?:(?=[=+<>→])|(?<=[=+<>→] ))")
_SQUARE_ROOT = late(r"(?:(?<![a-z])sqrt ?|√)\(([a-z0-9_]{1,12})\)")
_LONG_END = late(r"ー(?<=[ァ-ヺ]ー)(?![ァ-ヺー])")
_NUMERALS = dict(zip("一二三四五六七八九十", range(1, 11), strict=True))
_COUNTED = late(
    r"([一二三四五六七八九十])(?<![一二三四五六七八九十][一二三四五六七八九十])(?=層|つ|個|回|枚|種類|乗|次元|倍|分の)"
)
_THOUSANDS = late(
    r"(?<=\d),(?=(?:\d{3},)*000(?!\d))|"
    r"(?<=\d),(?=(?:\d{3},)*\d{3} ?"
    r"(?:枚|件|個|回|人|次元|ステップ|イテレーション|サンプル|samples|images|updates|iterations|steps))"
)
_WORD_NUMBERS = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8"}
_COUNTABLE = ("layer", "channel", "filter", "pool")
_COUNT_WORDS = late(rf"(?a)\b({'|'.join(_WORD_NUMBERS)})(?=[ -](?:\w+[ -]){{0,3}}(?:{'|'.join(_COUNTABLE)}))")


_KANA = {
    "無く": "なく", "無い": "ない", "無し": "なし", "出来": "でき", "殆ど": "ほとんど", "僅か": "わずか",
    "丁度": "ちょうど", "沢山": "たくさん", "潰": "つぶ", "様々": "さまざま", "毎に": "ごとに", "の方が": "のほうが",
    "の方は": "のほうは", "更に": "さらに", "溜め込": "ため込", "貯め込": "ため込", "揃え": "そろえ", "繋": "つな",
    "マイナス": "負", "プラス": "正", "下位の層": "下位層", "上位の層": "上位層", "巾": "幅", "押さえ": "抑え",
    "捕らえ": "捉え", "とらえ": "捉え", "易く": "やすく", "易い": "やすい", "難い": "にくい", "於いて": "おいて",
}  # fmt: skip
"""Words that are written with signs of the one kind or of the other."""
_WRITTEN_OTHERWISE = late("|".join(sorted(_KANA, key=len, reverse=True)))
_POLITE = late(r"(.?)([ぁ-ん])ま(?:す|せん)(?!でした|か)")
_ROWS = dict(
    zip("りみきいちしぎびに", ("るら", "むま", "くか", "うわ", "つた", "すさ", "ぐが", "ぶば", "ぬな"), strict=True)
)
_OTHER_VERBS = frozenset({"でき", "起き", "生き", "てい", "がい", "用い", "落ち", "に見"})
"""Whose stem doesn't change."""


def _plain_verb(found: re.Match[str]) -> str:
    """A polite verb in its plain form: 「なります」「進みません」 -> 「なる」「進まない」."""
    before, last = found[1], found[2]
    denied = found[0].endswith("ん")
    if before + last == "あり":
        return "ない" if denied else "ある"
    if before + last in _OTHER_VERBS or last not in _ROWS:
        return before + last + ("ない" if denied else "る")
    if last == "し":  # 「学習します」 is no 「示します」, but only the beginning of a verb is looked for
        return before + ("しない" if denied else "する")
    return before + (_ROWS[last][1] + "ない" if denied else _ROWS[last][0])


class Spelling:
    """A course's spelling: what each of its words may also be written as.

    >>> spelling = Spelling({"カーネル": ("フィルタ", "kernel", "filter")})
    >>> spelling("３×３ の **フィルター** を、五つ"), spelling("the 3 x 3 Kernel")
    ('3x3のカーネルを,5つ', 'the 3x3カーネル')
    """

    def __init__(self, variants: Mapping[str, Sequence[str]]) -> None:
        self._words: dict[str, str] = {}
        for word, others in variants.items():
            self._words[_folded(word)] = _folded(word)  # so that no variant is found inside of it
            for other in others:
                self._words.setdefault(_folded(other), _folded(word))
        longest = sorted(self._words, key=len, reverse=True)
        self._pattern = _any_of(longest) if longest else None
        self._cached = lru_cache(maxsize=4096)(self._spelt)

    def __call__(self, text: str) -> str:
        """Return a text in the one spelling."""
        return self._cached(text) if len(text) <= 300 else self._spelt(text)

    def _spelt(self, text: str) -> str:
        text = _folded(text)
        if self._pattern is not None:
            text = self._pattern.sub(self._word, text)
            if " " in text:
                text = _BESIDE_CJK.sub("", text).replace("√ ", "√")
        return text

    def _word(self, found: re.Match[str]) -> str:
        """The one spelling of a word that was found, perhaps with an English ending: 「lrs」."""
        word = found[0]
        while word not in self._words:
            word = word[:-1]
        return self._words[word]


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """The pattern of the first of some words that stands at a place: of hundreds, those with its first letter."""
    begun: dict[str, list[str]] = {}
    for word in words:
        begun.setdefault(word[0], []).append(literal(word))
    parts = []
    for letter, patterns in begun.items():
        first = letter if patterns[0].startswith(letter) else re.escape(letter)
        parts.append(f"{first}(?:{'|'.join(pattern.removeprefix(first) for pattern in patterns)})")
    return re.compile("|".join(parts))


def literal(text: str, *, after: bool = False, before: bool = False) -> str:
    """Return the pattern of a literal text: Latin words begin where a word begins, and short ones are whole words.

    ``after`` and ``before`` tell that a number stands right there, so that nothing is to be asked of that side.

    >>> bool(re.search(literal("loss"), "losses")), bool(re.search(literal("he"), "the"))
    (True, False)
    """
    pattern = re.escape(text)
    if re.match(r"[a-z0-9]", text) and not after:  # the letter first: it tells at once where nothing begins
        pattern = rf"{text[0]}(?<![a-z0-9.]{text[0]}){re.escape(text[1:])}"
    if before:
        return pattern
    if re.search(r"[a-z]\Z", text) and len(re.findall(r"[a-z0-9]+\Z", text)[0]) <= 3:
        pattern += r"(?:s|d|es|ed|ing|med|ming)?(?![a-z0-9])"
    elif re.search(r"\d\Z", text):
        pattern += r"(?!\d|[./]\d)"
    elif text[-1:] in "層つ個回枚":
        pattern += "(?!目)"  # the third of them, not three
    return pattern


def _folded(text: str) -> str:
    # Most of this changes few texts, and to see that a sign isn't there takes a tenth of the time of a pattern.
    if "\\" in text:
        for part, pattern, written in _COMMANDS:
            if part in text:
                text = pattern.sub(written, text)
    foreign = not text.isascii()
    if "(" in text and (label := _NUMBERED.match(text)) is not None:
        text = f" {text[label.end() :]}"
    text = normalize(_CIRCLED.sub(" ", text) if foreign else text)
    if "*" in text:
        text = _STAR.sub("×", text)
    text = text.lower()
    if "'" in text or "’" in text or "′" in text:
        text, foreign = _PRIME.sub("の微分", text), True
    text = _SAME_OR_DROPPED.written_in(text)
    if "," in text:
        text = _THOUSANDS.sub("", text)
    if "×" in text or "x" in text:
        text = _CROSS.sub("x", text)
    text = " ".join(text.split())
    if " " in text:
        text = _BESIDE_SIGNS.sub("", _BESIDE_CJK.sub("", text) if foreign else text)
    if "√" in text or "sqrt" in text:
        text = _SQUARE_ROOT.sub(r"√\1", text).replace("sqrt(", "√(")
    text = _WRITTEN_OTHERWISE.sub(lambda found: _KANA[found[0]], text)
    if "ます" in text or "ません" in text:
        text = _POLITE.sub(_plain_verb, text)
    if foreign:
        text = _COUNTED.sub(lambda found: str(_NUMERALS[found[1]]), text)
    if "layer" in text or "channel" in text or "filter" in text or "pool" in text:
        text = _COUNT_WORDS.sub(lambda found: _WORD_NUMBERS[found[1]], text)
    return _LONG_END.sub("", text) if "ー" in text else text
