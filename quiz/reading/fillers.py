"""Words around an answer that say nothing of it: 答えは … です, "I think". One closed list for every kind.

What is not listed here is part of the answer and must be understood,
or the answer is unreadable. A word that turns the
meaning round (ではない, 以外, "not") is no filler, and never a part of one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from quiz.reading.spelling import normalize_with_offsets

LEADS = (
    "答え", "答", "解答", "回答", "正解", "正答", "解", "結果", "私の答え", "僕の答え", "わたしの答え", "私は",
    "僕は", "計算すると", "計算結果", "最終的な答え", "それぞれ", "順に", "この順に",
    "i got", "i get", "we get", "final answer", "the final answer", "the final answer is",
    "正しいの", "正しいもの", "適切なの", "適切なもの", "あてはまるの", "あてはまるもの",
    "当てはまるの", "当てはまるもの", "正しい順", "正しい順序", "正しい順番", "順序", "順番", "対応",
    "たぶん", "多分", "おそらく", "きっと", "恐らく", "それ", "これ",
    "the answer is", "the answer", "my answer is", "my answer", "answer is", "answer", "answers", "the answers are",
    "answers are", "the answers", "ans.", "ans", "the result is", "the result", "result", "the correct answer is",
    "the correct answers are", "correct answer", "the correct answer", "the right answer is", "the right answer",
    "the correct order is", "the correct order", "the order is", "the order", "order",
    "i think", "i believe", "i guess", "i'd say", "i choose", "i pick", "i'd go with", "i'll go with", "i go with",
    "my guess is", "my choice is", "i would say", "that", "it is", "it's",
    "its", "it must be", "it should be", "they are", "these are", "maybe", "perhaps", "probably", "so", "therefore",
    "thus", "hence", "よって", "したがって", "従って", "ゆえに", "つまり", "すなわち", "∴", "→", "⇒",
    "->",
)  # fmt: skip
"""What may stand before an answer, each with は, が or a colon after it."""

TAILS = (
    "です", "でした", "である", "だ", "でしょう", "だろう", "になります", "となります", "になりました",
    "となりました",
    "になる", "となる", "と思います", "と思う", "と思いました", "と考えます", "と考える", "かな", "かなあ", "かも",
    "かもしれない", "かもしれません", "のはず", "はず", "ね", "よ", "と答えます", "にします", "を選びます", "を選ぶ",
    "でお願いします", "をお願いします", "にしておきます",
    "が正解", "が正しい", "が答え", "が適切", "があてはまる", "が当てはまる", "があてはまります", "が当てはまります",
    "is the answer", "are the answers", "is correct", "are correct", "is right", "are right", "i think", "i believe",
    "i guess", "maybe", "probably", "perhaps", "respectively",
)  # fmt: skip
"""What may stand after an answer."""

_IN_ORDER = ("の順", "の順番", "の順序", "の順です")
"""What may stand after an answer of several things."""
_SEVERAL = re.compile(r"[,、・/;→>〉＞\s-]|と")

APPROXIMATE = (
    "約", "およそ", "おおよそ", "だいたい", "大体", "ほぼ", "〜", "～", "~", "≈", "≒", "≃", "about", "approximately",
    "approx.", "approx", "roughly", "around", "circa", "ca.", "nearly", "almost",
)  # fmt: skip
"""What says, before a number, that it is rounded. It is no filler: whoever reads numbers decides what it means."""

APPROXIMATE_TAILS = (
    "くらい",
    "ぐらい",
    "程度",
    "ほど",
    "前後",
    "or so",
    "approximately",
    "approx.",
    "approx",
    "roughly",
)
"""What says so after a number."""

LABEL_NOUNS = (
    "選択肢",
    "第",
    "option no.",
    "option number",
    "番号",
    "記号",
    "options",
    "option",
    "choices",
    "choice",
    "no.",
    "nos.",
    "number",
    "numbers",
    "#",
)
"""What may stand before the label of an option: 選択肢3, "option c"."""

LABEL_COUNTERS = ("番目", "番", "つ目", "つめ")
"""What may stand after the label of an option: 3番."""

ONLY_LEADS = ("only", "just")
ONLY_TAILS = ("のみ", "だけ", "only", "alone")
"""What says that there is no more than what is named."""

_LEAD_ENDS = r"\s*(?:は|が)?\s*(?:-+>|=+>|→|⇒|[:、,]|=(?![<>]))?\s*"
_BRACKETS = ("()", "[]", "【】", "「」", "『』", "〔〕", "<>", "〈〉", "《》")
_MOST = 12
"""How many fillers in a row are taken for such: nobody says more."""

_QUIET = " \t\r\n\f\v\u3000。.、,"
_LOUD = _QUIET + "!…"  # only after a word: 5! is a factorial
_DECIMAL_ENDS = re.compile(r"[0-9]\.[0-9]{1,24}\Z")
"""What goes on behind it is no end of a sentence: 0.333..."""
_LONGEST = 30
_APOSTROPHES = str.maketrans("’‘`´", "''''")


def without_fillers(text: str, leads: Sequence[str] = LEADS, tails: Sequence[str] = TAILS) -> str:
    """Return the text with the fillers around an answer blanked, at its full length: columns still point into it.

    >>> without_fillers("答えは 7 です。").strip(), without_fillers("I think it's 7, maybe").split()
    ('7', ['7'])
    >>> without_fillers("答えは3ではない").strip(), without_fillers("the answer is not 3").strip()
    ('3ではない', 'not 3')
    """
    written = normalize_with_offsets(text)
    starts, ends = filler_cuts(written.text, leads, tails)
    first, last = written.origin(starts[-1], ends[-1])
    return " " * first + text[first:last] + " " * (len(text) - last)


def filler_cuts(
    text: str, leads: Sequence[str] = LEADS, tails: Sequence[str] = TAILS
) -> tuple[Sequence[int], Sequence[int]]:
    """Return where an answer may begin and where it may end in a text of one spelling, the widest cut first.

    The last of each has all fillers outside; an answer that is words itself may hold some of them.

    >>> filler_cuts("正解は(2)だと思います。")
    ([0, 3], [13, 7, 6])
    """
    text = text.translate(_APOSTROPHES)
    lead, starts = _lead(tuple(leads)), [0]
    while len(starts) <= _MOST and (found := lead.match(text, starts[-1])) is not None:
        starts.append(found.end())
    ends = [len(text)]
    while len(ends) <= _MOST and (end := _end(text, starts[-1], ends[-1], tails)) < ends[-1]:
        ends.append(end)
    return starts, ends


def _end(text: str, start: int, end: int, tails: Sequence[str]) -> int:
    """Return where the last tail before ``end`` begins; where there is none, where the signs that end a sentence do."""
    loud = start + len(text[start:end].rstrip(_LOUD))
    tail = max((tail for tail in tails if _ends_with(text, start, loud, tail)), key=len, default="")
    for order in _IN_ORDER:
        end_of_list = loud - len(order)
        if _ends_with(text, start, loud, order) and _SEVERAL.search(text[start:end_of_list].strip(), 1) is not None:
            tail = max(tail, order, key=len)
    if tail:
        return loud - len(tail)
    quiet = start + len(text[start:end].rstrip(_QUIET))
    goes_on = text.startswith("...", quiet) and _DECIMAL_ENDS.search(text, max(start, quiet - _LONGEST), quiet)
    return quiet + 3 if goes_on else quiet


def _ends_with(text: str, start: int, end: int, tail: str) -> bool:
    first = end - len(tail)
    if first < start or text[first:end].lower() != tail:
        return False
    return not (first > start and _is_letter(tail[0]) and _is_letter(text[first - 1]))


def _is_letter(sign: str) -> bool:
    return sign.isascii() and sign.isalpha()


def _behind(sign: str) -> str:
    """What a lead that ends so may not be followed by: 正答 of 正答率 and "so" of "some" are none."""
    if _is_letter(sign):
        return r"(?![a-z'])"
    return "(?![一-龥々](?<![一二三四五六七八九十百千零〇約]))" if "一" <= sign <= "龥" else ""


@lru_cache(maxsize=32)
def _lead(leads: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the leads, bare or in brackets; a Latin one is a whole word."""
    longest_first = sorted(leads, key=len, reverse=True)
    one_of = "|".join(re.escape(lead) + _behind(lead[-1]) for lead in longest_first)
    # The words stand once, and what closes is asked for by what has opened: ten times the words take long to compile.
    opened = "|".join(f"({re.escape(pair[0])})" for pair in _BRACKETS)
    closed = r"\)?"
    for number, pair in reversed([*enumerate(_BRACKETS, 1)]):
        closed = rf"(?({number})\s*{re.escape(pair[1])}|{closed})"
    return re.compile(rf"\s*(?:(?:{opened})\s*)?(?:{one_of}){closed}{_LEAD_ENDS}", re.IGNORECASE)
