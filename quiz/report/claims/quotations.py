"""What a sentence quotes as somebody else's words: it is nobody's claim here, whatever the sentence makes of it.

「先輩に『BN は不要』と言われたが、違う」, "The blog says 'dropout is used at test time'.". What is only named
(「これを「過学習」と呼ぶ」), and what is quoted without a verb of saying beside it, stays as it is.
"""

from __future__ import annotations

import re
from typing import Final

from quiz.reading.late_patterns import late

_SAYS_JA: Final = (
    "言っ|言わ|いわ(?:れ|ん)|言う人|言い(?:張|切)|書い|書か|書き込|あっ(?:た|て)|ある(?:が|けど|けれど|の(?:は|を|に))|載っ|"
    "聞い|聞か|きい(?:た|て)|習っ|教わ|教え|読ん|見(?:た|かけ)|答え|回答|解答|主張|述べ|説明(?:され|し(?:て|た|ちゃ))|紹介|"
    "発言|断言|豪語|投稿|つぶや|ツイート|質問|尋ね|聞き|宣伝|謳|うた(?:わ|っ)|信じ|誤解|勘違|思い込|噂|うわさ|指摘|評"
)
_WHAT_IS_SAID_JA: Final = (
    "説明|説|話|意見|主張|噂|うわさ|記事|書き込み|書込|質問|誤解|勘違い|思い込み|人|声|疑問|コメント|指摘|記述|記載|回答|解答|"
    "答え|言葉|発言|投稿|ツイート|感想|俗説|通説"
)
_QUOTED_JA: Final = late(
    "[「『“](?P<words>[^「」『』“”]{4,200})[」』”]"
    f"(?:なんて|など)?(?:(?:と|って)(?:は|も|か|さえ)?[、,]?[^。、,「」『』]{{0,12}}?(?:{_SAYS_JA})"
    f"|(?:という|といった|との|っていう|なる|って)(?:[^。、,「」]{{0,6}})?(?:{_WHAT_IS_SAID_JA}))"
)
_SENTENCE_JA: Final = re.compile("[はがをもに]|[るいたうくすつぬぶむぐだ]$|です$|ます$")
"""What tells a sentence from a mere name in quotation marks."""
_SAYS_EN: Final = (
    "said|says?|wrote|writes?|written|claim(?:s|ed)?|told|tells?|answer(?:s|ed)?|state[sd]?|argue[sd]?|insist(?:s|ed)?|"
    "post(?:s|ed)?|ask(?:s|ed)?|reads?|heard|believe[sd]?|thinks?|thought|put|noted|explain(?:s|ed)"
)
_MARKED_EN: Final = r"[\"“‘](?P<{name}>[^\"“”‘’]{{12,200}})[\"”’]"
_QUOTED_EN: Final = late(
    rf"\b(?:{_SAYS_EN})(?: (?:me|us|him|her|them|down|once|there|that|to \w+))*[,:]? {_MARKED_EN.format(name='words')}"
    rf"|{_MARKED_EN.format(name='ahead')},? "
    rf"(?:(?:he|she|they|somebody|someone|(?:the|my|a|an|one|some|another) [\w-]+) )?(?:{_SAYS_EN})\b"
)
_ANY_MARK: Final = frozenset('「『“"‘')


def without_reported(text: str) -> str:
    """Return a text without the sentences that it quotes as somebody's words.

    >>> without_reported("先輩に「BN は過学習を強める」と言われたが、それは逆。")
    '先輩に「」と言われたが、それは逆。'
    >>> without_reported("これを「過学習」と言います。"), without_reported('The blog says "dropout stays on".')
    ('これを「過学習」と言います。', 'The blog says "".')
    """
    if _ANY_MARK.isdisjoint(text):
        return text
    for pattern in (_QUOTED_JA, _QUOTED_EN):
        text = pattern.sub(_emptied, text)
    return text


def _emptied(found: re.Match[str]) -> str:
    name = next(name for name, words in found.groupdict().items() if words is not None)
    words = found[name]
    if not words.isascii() and _SENTENCE_JA.search(words) is None:
        return found[0]
    start, end = found.start(name) - found.start(), found.end(name) - found.start()
    return found[0][:start] + found[0][end:]
