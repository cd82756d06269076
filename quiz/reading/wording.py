"""The words around a learner's number or formula (答えは 7×7 です, 約 0.25, 更新回数 469), blanked out.

Every character that is taken away leaves a space, so that columns still point into what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection

_LEAD = re.compile(
    r"\s*(?:(?:答え|解答|正解|答|解)\s*(?:は|[:：)）])?|(?:the\s+)?answer(?:\s+is|\s*[:：])?|約|およそ|だいたい|ほぼ|about|approx(?:imately|\.)?)\s*",
    re.I,
)
_TAIL = re.compile(
    r"\s*(?:くらい|ぐらい|程度|ほど)?\s*(?:です|である|だ|になります|となります|になる|となる|と思います|かな)?\s*[。．.、,！!]?\s*\Z"
)
# A noun beside a number: 更新回数 469, 1種類, チャンネル256. Not one that changes the number: 4分の1, 3乗, 5以上, 負の.
_NOUN = r"(?:[ァ-ヶー]{2,}|(?:(?![分乗万億兆割半以未超負逆不無非引足掛除])[一-龥々]){1,8})"
_BEFORE = re.compile(rf"(?<![0-9０-９]){_NOUN}\s*(?:は|が|で|[:：=＝])?\s*(?=[-+−－]?[0-9０-９√(（])")
_AFTER = re.compile(
    rf"(?<=[0-9０-９)）])\s*(?:{_NOUN}|(?:px|pixels?|times|samples?|updates?|epochs?|rows?|columns?)(?![a-z]))", re.I
)
_SIGN_WORDS = re.compile(r"(?:マイナス|プラス)(?=\s*[0-9０-９])")
_SIDES = re.compile(r"(?:高さ|長さ|大きさ|たて|よこ|height|width)\s*(?:は|が|[:：=＝])?\s*(?=[0-9０-９])", re.I)
_CIRCLED = str.maketrans("①②③④⑤⑥⑦⑧⑨", "123456789")


def bare(raw: str, names: Collection[str] = ()) -> str:
    """Return the text with polite words and the given names blanked, at its full length.

    >>> bare("答えは 7×7 です。").strip(), bare("(更新回数) 469", ["更新回数"]).split()
    ('7×7', ['(', ')', '469'])
    """
    text = raw
    for _ in range(2):  # "the answer is about 3"
        text = _blank(text, _LEAD.match(text))
    text = _blank(text, _TAIL.search(text))
    for name in sorted(names, key=len, reverse=True):
        text = re.sub(rf"{re.escape(name)}\s*(?:は|が|[:：=＝])?", lambda found: " " * len(found[0]), text)
    return text


def quantity(raw: str, names: Collection[str] = ()) -> str:
    """Return a number's text (or several numbers') without words and nouns around them, at its full length.

    >>> quantity("1種類").strip(), quantity("マイナス3").split(), quantity("4分の1"), quantity("⑤×⑤")
    ('1', ['-3'], '4分の1', '5×5')
    """
    text = bare(raw, names).translate(_CIRCLED)
    text = _SIGN_WORDS.sub(lambda found: ("-" if found[0] == "マイナス" else "+").rjust(len(found[0])), text)
    for pattern in (_SIDES, _BEFORE, _AFTER):
        text = pattern.sub(lambda found: " " * len(found[0]), text)
    return text


_AND = re.compile(r"(?<=[0-9０-９)）%％])\s*(?:と|および|and)\s*(?=[-+−－]?[0-9０-９(（])")
_NAMED = re.compile(
    r"(?:(?<=[,、，;；\s\[(（])|\A)[^\s,、，;；=＝\[\](（]+\s*[=＝]\s*(?=[-+−－\[(（]?\s*[0-9０-９√.\\\[])"
)
_HEADED = re.compile(r"\A\s*[(（][^()（）=＝]*[)）]\s*[=＝]")
_THOUSANDS = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_MATRIX = re.compile(r"\\(?:begin|end)\s*\{[a-z]*(?:matrix|array)\*?\}(?:\{[lcr|]*\})?|np\.array")
_ROW_END = re.compile(r"\\\\|\s*[,、;；]\s*(?=[,、;；])|[;；]|(?<=\S)\s*\n\s*")
_PAIR = re.compile(r"[(（]([^()（）]*[,、，][^()（）]*)[)）]")
_BRACKETS = str.maketrans("[]【】［］&", "      ,")


def several(raw: str, names: Collection[str] = ()) -> str:
    """Return the text of a tuple or a matrix of numbers as a plain list: names, brackets and row marks become spaces.

    >>> several("m=0.5、v = 2").split(), several("[[1, 2], [3, 4]]").replace(" ", "")
    (['0.5、', '2'], '1,2,3,4')
    """
    text = _MATRIX.sub(_blanks, raw)
    text = _NAMED.sub(_blanks, _HEADED.sub(_blanks, text))
    text = _PAIR.sub(lambda found: f" {found[1]} ", quantity(text, names)).translate(_BRACKETS)
    text = _ROW_END.sub(_comma, _AND.sub(_comma, text))
    return re.sub(r"[\s,]+\Z", _blanks, text)


def without_thousands(text: str) -> str:
    """Return the text with the commas inside 1,000 taken away (the digits move right, the length stays).

    >>> without_thousands("1,000、200")
    ' 1000、200'
    """
    return _THOUSANDS.sub(lambda found: found[0].replace(",", "").rjust(len(found[0])), text)


def _blanks(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _comma(found: re.Match[str]) -> str:
    return "," + " " * (len(found[0]) - 1)


def _blank(text: str, found: re.Match[str] | None) -> str:
    if found is None or not found[0].strip():
        return text
    return text[: found.start()] + " " * len(found[0]) + text[found.end() :]
