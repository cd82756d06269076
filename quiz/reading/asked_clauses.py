"""What a question asks for: of its title the noun at its head, of a sentence the clause that asks, without conditions.

「出力が最大のクラスを予測とするとき、正答率を答えてください」 asks for the 正答率;
出力 and 予測 are names of other things.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late

_ASKS: Final = late(
    r"[?？]|か。|求め|答え|いくつ|何|いくら|どれ|どの(?![^、。]{1,30}も)|どこ|ください|なさい"
    r"|\b(?:what|which|how|where|find|give|compute|calculate|determine|state|write|answer)\b",
    re.IGNORECASE,
)
SENTENCE: Final = late(r"(?<=[。？?！!])|(?<=\.)\s|\n\s*\n")
_TABLE: Final = late(r"^[ \t]*\|.*$", re.MULTILINE)
_JAPANESE: Final = late(r"[ぁ-ん]")
_CONDITION: Final = late(
    r"(?s:.*)(?:とき|場合|には|ように|ならば?|たら|[うくすつぬぶむる]と|[えけせてねべめれ]ば"
    r"|について|のうち|ので|ために|として)"
    r"(?:は|も)?[、,]"
)
_TOPIC: Final = late(r"[^、。]{1,40}(?<![にでと])は[、,]")
_CASE: Final = late(r"([一-龥ァ-ヶー]{2,10})[」』]?(?:に変え|の場合|のとき)")
"""The case that is asked about: 「合計」 of 「合計に変えると、学習率はいくつ」."""
_CONDITION_FIRST: Final = late(r"\s*(?:if|when|after|for|with|among|as|in)\b[^,?]*,\s", re.IGNORECASE)
_ASKING_WORD: Final = late(r"\b(?:what|which|how)\b", re.IGNORECASE)
_CONDITION_LAST: Final = late(
    r"\b(?:if|when|while|as the|as a|so that|for which|for the"
    r"|(?<!what )(?<!which )(?:makes?|keeps?|is|are|can|must))\b",
    re.IGNORECASE,
)
_BEFORE_HEAD: Final = late(r".*(?:と(?!き)|から|での|・|、)")
_AFTER_HEAD: Final = late(
    r"(?<!number)(?<!count)\s(?:of|for|from|at|in|with|without|under|to|by|through|and|after|per|that|which)\b.*", re.I
)
_SEEN_THROUGH: Final = late(
    r"の(?![一-龥ァ-ヶ0-9]|ばらつき)|の(?:値|数|個数|回数|枚数|総数|合計|計算|求め方|サイズ|大きさ|長さ|形|1 ?辺|縦|横)"
)
_OF_A_CLAUSE: Final = late(
    r"[^一-龥ァ-ヶ、。はを]{0,24}[がをでにと][^、。]{0,40}?(?:[たるうくすむつぬぶぐ]|ない)(?=[一-龥ァ-ヶ∂])"
)
"""What stands behind a noun of a clause that describes another one: 出力 of 「出力が 0 になるユニットの割合」."""
_NOUN: Final = late(r"[一-龥ァ-ヶー]+")
_WHICH_ONE: Final = late(
    r"(?<!number )(?<!count )(?<!many )(?<!size )(?<!side )(?<!shape )(?<!height )(?<!width )(?<!value )"
    r"\b(?:of|in|for|per|by|with|without|to|from|at|through)\s+(?!what|which|how)"
    r"(?:(?:the|each|a|an|this|all|last|first)\s+){0,2}(?:[a-z-]+ ){0,1}\Z"
)
"""What stands in English before a noun that tells of which a thing is: units of "the share of the units"."""


_BRACKETS: Final = late(r"\(([^():]*)(:[^()]*)?\)")
_JOINED: Final = late(r"と(?![きしすい])|および|及び|\b(?:and|or)\b")


def without_members(text: str) -> str:
    """Return a text without the brackets that tell what the thing before them is made up of; those name only parts.

    >>> without_members("パラメータ(重みとバイアス)は何個"), without_members("積和(MAC: 乗算と加算)の回数(回)")
    ('パラメータは何個', '積和(MAC)の回数(回)')
    """
    return _BRACKETS.sub(lambda found: "" if _JOINED.search(found[1]) else f"({found[1]})", text)


def members(text: str) -> tuple[str, ...]:
    """Return what the brackets hold that tell what a thing is made up of: all of it together is the thing.

    >>> members("パラメータ(重みとバイアス)は何個"), members("割合(確率)")
    (('重みとバイアス',), ())
    """
    return tuple(found[1] for found in _BRACKETS.finditer(text) if _JOINED.search(found[1]))


def asking_sentences(text: str) -> list[str]:
    """Return the sentences of a stem that ask; where none does, the last. Tables are no sentences.

    >>> asking_sentences("$a = 2$ とします。いくつですか。丸めません。")
    ['いくつですか。']
    """
    sentences = [piece for piece in SENTENCE.split(_TABLE.sub("", text)) if piece and piece.strip()]
    return [piece for piece in sentences if _ASKS.search(piece)] or sentences[-1:]


def asking_clause(sentence: str) -> str:
    """Return a sentence that asks without the conditions in it.

    >>> asking_clause("更新を続けると、$V$ はどのような値に近づきますか。")
    '$V$ はどのような値に近づきますか。'
    >>> asking_clause("If the loss is summed, which learning rate makes all updates the same?")
    'which learning rate '
    >>> asking_clause("With λ = 0.2: what is w after the update?")
    'what is w after the update?'
    """
    if _JAPANESE.search(sentence) is not None:
        found = _CONDITION.match(sentence)
        if found is None or not sentence[found.end() :].strip():
            return sentence
        topic = _TOPIC.match(sentence)
        cases = "".join(f"{case[1]}、" for case in _CASE.finditer(found[0]))
        return (topic[0] if topic is not None else "") + cases + sentence[found.end() :]
    while (found := _CONDITION_FIRST.match(sentence)) is not None and _ASKING_WORD.search(found[0]) is None:
        sentence = sentence[found.end() :]
    first = _ASKING_WORD.search(sentence)
    if first is not None and sentence[: first.start()].rstrip().endswith((",", ":")):
        return asking_clause(sentence[first.start() :])  # "to halve the noise, what batch size …"
    last = None if first is None else _CONDITION_LAST.search(sentence, first.end())
    return sentence if last is None else sentence[: last.start()]


def title_head(title: str) -> str:
    """Return the noun that a title is about, with what stands before it in Japanese, behind it in English.

    >>> title_head("損失の平均・合計と学習率"), title_head("Learning rate for mean and summed loss")
    ('学習率', 'Learning rate')
    """
    if title.isascii():
        return _AFTER_HEAD.sub("", title)
    return _BEFORE_HEAD.sub("", title)


def names_what_is_asked(noun: str, text: str) -> bool:
    """Return whether a text without spaces has a Japanese noun other than as what tells of which a thing is.

    >>> names_what_is_asked("損失", "損失の平均は"), names_what_is_asked("更新", "更新の回数は")
    (False, True)
    """
    at = text.find(noun)
    while at >= 0:
        end = at + len(noun)
        rest_of_noun = _NOUN.match(text, end)
        described = text[end : end + 1] == "の" and _SEEN_THROUGH.match(text, end) is None
        if not described and _OF_A_CLAUSE.match(text, rest_of_noun.end() if rest_of_noun else end) is None:
            return True
        at = text.find(noun, at + 1)
    return False


def word_for_what_is_asked(word: str, text: str) -> bool:
    """Return whether an English text has a word other than as what tells of which a thing is.

    >>> [word_for_what_is_asked(word, "what share of the units") for word in ("units", "share")]
    [False, True]
    """
    for found in re.finditer(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text):
        if _WHICH_ONE.search(text, max(0, found.start() - 60), found.start()) is None:
            return True
    return False
