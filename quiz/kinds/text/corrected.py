"""Where a writer corrects himself: "it reduces overfitting - no wait, it increases it", 「速くなる…いや、遅くなる」.

What he wrote before is taken back; what he puts in its place is read. A closed list of words in both languages.
"""

from __future__ import annotations

from collections.abc import Iterator

from quiz.reading.late_patterns import late

_PAUSE = r"[,、;:(（~〜→※…—―─–]|\.\.|・・|。。|--|\s-"
_EN_ADDS = (
    r"(?!,? ?(?:for|if|about|the (?:second|other)|that was the (?:first|second)|i(?: also)? (?:need|have|mean the)"
    r"|also|and|as well)\b)"
)
_EN = late(
    rf"(?:\A|{_PAUSE})\s?(?:(?:oh|er|uh|um|hmm?|ah|well|actually|but)\b[, .…]{{0,4}}){{0,3}}"
    r"\b(?:no(?=[,.…!])|nope|wait(?=[,.…!])|sorry(?=[,.:…! ])|correction(?=:)|oops|whoops|my (?:mistake|bad)"
    rf"|i mean(?:t)?(?: to (?:say|write))?|make that|or rather)\b{_EN_ADDS}[,.:;…! –—-]*"
    rf"|(?:(?:\A|{_PAUSE})\s?|\s)(?:(?:oh|er),? )?\b(?:no,? wait|wait,? no|scratch that|strike that)\b{_EN_ADDS}"
    r"[,.:;…! –—-]*"
)
_JA_ADDS = (
    r"(?![、,…\s]{0,2}(?:むしろ)?(?:それ|これ)?(?:だけ(?:で|じゃ)|に加え|のみ)|[、,…\s]{0,2}(?:もう(?:一|ひと|1)つ|あと|二つ目|2つ目"
    r"|さらに|つまり|[^、。]{1,8}も(?:抑|減|改善|防|上が|速|向上|不要|安定|なく)))"
)
_JA = late(
    rf"(?:\A|{_PAUSE}|\s)\s?(?:(?:あ[あっ]?|えっ?と|ええと|う[ー~]?ん|ん)[、,…]{{0,2}}\s?)?"
    r"(?:いやいや|いや(?!が|な|応|おう)|いえいえ|いえ(?=[、,…])|もとい(?!た)|訂正(?=[:：、,は。\s]|\Z)|おっと|失礼(?:しました|、)"
    r"|すみません|(?:(?:違|ちが)(?:う(?:な|わ)?|った|います|いました)|(?:書き|言い)?間違え(?:た|ました))(?=[、,…。!\s]|\Z)"
    rf"|待てよ|待って|じゃな(?:くて|かった)(?=[、,…])){_JA_ADDS}[、,:;…!\s・-]*"
)
"""Words of correction, unless what follows them only adds: 「いや、それだけでなく」, "sorry for …"."""


def corrections(sentence: str, *, japanese: bool) -> Iterator[tuple[str, str]]:
    """Yield the parts of a sentence, each with the words of correction before it; those of the first are often none.

    >>> list(corrections("it reduces overfitting - no wait, it increases it", japanese=False))
    [('', 'it reduces overfitting'), (' - no wait, ', 'it increases it')]
    >>> list(corrections("学習が速くなる…いや、遅くなる", japanese=True))
    [('', '学習が速くなる'), ('…いや、', '遅くなる')]
    >>> list(corrections("違う、それは sgd だ", japanese=True))
    [('違う、', 'それは sgd だ')]
    >>> list(corrections("no batch gets slower", japanese=False))
    [('', 'no batch gets slower')]
    """
    word, begin = "", 0
    for found in (_JA if japanese else _EN).finditer(sentence):
        if found.start() > begin or (found.start() and not word):
            yield word, sentence[begin : found.start()].strip()
        word, begin = found[0], found.end()
    rest = sentence[begin:].strip()
    yield word, rest.rstrip(")）") if "(" in word or "（" in word else rest
