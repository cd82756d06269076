"""A sentence -> its sizes and numbers, and the words of closed lists that can give them a role.

What stands between two of them is kept as it is: only a particle or a copula there binds a word to its number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quiz.report.frozen import frozen
from quiz.report.sizes.layer_arithmetic import MOST

MOST_TOKENS: Final = 60
_WORDS: Final = {
    "padded": r"全体|パディング後(?:の(?:画像|入力|サイズ|大きさ))?|padded (?:image|input|map|size)",
    "input": r"入力(?:の?(?:特徴マップ|画像|データ|サイズ))?|画像|inputs?(?: (?:image|map|feature map))?|images?",
    "map": r"特徴マップ|feature maps?|maps?",
    "output": r"出力(?:の?(?:特徴マップ|画像|サイズ|大きさ))*|結果|outputs?(?: (?:image|map|feature map|size))?|result",
    "pooling": r"(?:最大(?:値)?|平均(?:値)?|マックス)?プーリング(?:層|窓|領域|サイズ)?|"
    r"(?:max|average|avg)?[ -]?pool(?:ing|ed|s)?(?:2d)?(?: (?:layer|window|size))?",
    "kernel": r"(?:畳み込み)?(?:フィルター?|カーネル)(?:の?サイズ|の大きさ)?|窓(?:サイズ)?|"
    r"(?:convolution )?(?:kernels?|filters?|windows?)(?: size)?",
    "convolution": r"畳み込み層?|畳み込[むんま]|conv(?:olution(?:al)?|olve[ds]?|olving)?(?:2d)?(?: layer)?",
    "both": r"(?:ストライド(?:と|、|,|・|および|及び)パディング|パディング(?:と|、|,|・|および|及び)ストライド|"
    r"stride and padding|padding and stride)(?:の?値)?(?:は|が|を)?(?:とも(?:に)?|共に|両方(?:とも)?|どちらも|both)?",
    "same": r"(?:padding\s*=\s*)?['\"]same['\"]|\bsame padding",
    "valid": r"(?:padding\s*=\s*)?['\"]valid['\"]|\bvalid padding",
    "stride": r"ストライド(?:幅|数)?|ずらし幅|ずらす幅|移動幅|strides?",
    "padding": r"(?:ゼロ|0)?パディング(?:幅|数)?|余白|(?:zero[- ])?padding|pad",
    "source": r"turns?|takes?|reduces?|shrinks?|maps|from",
    "becomes": r"にな(?:る|り|った)|とな(?:る|り|った)|のまま|"
    r"(?:gives?|gave|giving|becomes?|yields?|produces?|stays?|(?:at|into|to|is|equals?)(?= a|\s*\d|\s*\())|→|->|=>|⇒",
    "none": r"なし|無し|\bno\b|\bwithout\b|\bzero\b",
}
_ASSIGNED: Final = {
    "input": "i|h|w|ih|iw|input",
    "kernel": "f|k|fh|fw|kh|kw|kernel|filter",
    "stride": "s|stride",
    "padding": "p|pad|padding",
    "output": "o|oh|ow|out|output|out_h|out_w",
}
_WORKING: Final = re.compile(r"[\d(][\d\s()+\-*/x×·÷^.]*+")
_OPERATOR: Final = re.compile(r"[+\-/÷^]\s*[\d(]")
_BEGINS: Final = r"[\d('\"全パ入画特出結最平マプ畳フカ窓スず移ゼ余無→⇒=-]|[にと]な|のま|なし| pool|(?<![a-z])[a-z]"
"""How each of the following begins: where none of this stands, none of them is tried."""
_FOUND: Final = re.compile(
    rf"(?={_BEGINS})(?:"
    + "|".join(
        [
            *(rf"(?P<assigned_{role}>(?<![a-z_])(?:{names})\s*=\s*(?=\d))" for role, names in _ASSIGNED.items()),
            r"(?P<size>(?<![\w.])\d{1,5}\s?[x×]\s?\d{1,5}(?:\s?[x×]\s?\d{1,5})?(?!\d|\.\d|\s?[x×=+*/])|"
            r"(?<!\w)\(\d{1,5},\s?\d{1,5}(?:,\s?\d{1,5})?\))",
            r"(?P<number>(?<![\w.])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\d.])\d{1,8}(?!\d|\.\d|\s?[x×%]))",
            *(rf"(?P<{kind}>(?<![a-z])(?:{pattern})(?![a-z]))" for kind, pattern in _WORDS.items()),
        ]
    )
    + ")",
    re.ASCII,
)
_SIGNS: Final = str.maketrans({"✕": "×", "∗": "*", "、": ",", "＝": "=", "$": " ", "`": " "})
_TIMES: Final = re.compile(r"\\(?:times|cdot)\b")
_ARROW: Final = re.compile(r"\\(?:to|rightarrow)\b")
_SQUARE: Final = re.compile(r"(\d{1,5})\s?角")
_DIGITS: Final = re.compile(r"\d+")
_EQUAL_SIDES: Final = re.compile(r"\b([hw])\s*=\s*[hw]\s*=")


@frozen
class Token:
    """A size, a number or a word of the lists (``kind``) at a place of the sentence."""

    kind: str
    start: int
    end: int
    values: tuple[int, ...] = ()


@lru_cache(maxsize=256)
def spelled(text: str) -> str:
    """Return a sentence of a row's plain text in the spelling of this module: 7×7 for ``$7 \\times 7$`` and 7 角.

    >>> spelled(r"$5 \\times 5$、7 角")
    ' 5 × 5 ,7×7'
    """
    text = text.translate(_SIGNS).lower()
    if "\\" in text:
        text = _ARROW.sub("→", _TIMES.sub("×", text))
    return _EQUAL_SIDES.sub(r"\1=", _SQUARE.sub(r"\1×\1", text))


def _blank_working(found: re.Match[str]) -> str:
    """Blanks in place of a sum or a quotient: what stands in one has no role in the sentence."""
    return " " * len(found[0]) if _OPERATOR.search(found[0]) else found[0]


def size_tokens(text: str) -> list[Token]:
    """Return the tokens of a sentence (``spelled``) in order; none for one that has too many.

    >>> [(token.kind, token.values) for token in size_tokens(spelled("9×9の入力、フィルタ3×3 → 4×4"))]
    [('size', (9, 9)), ('input', ()), ('kernel', ()), ('size', (3, 3)), ('becomes', ()), ('size', (4, 4))]
    """
    found = []
    for match in _FOUND.finditer(_WORKING.sub(_blank_working, text)):
        kind = match.lastgroup or ""
        values: tuple[int, ...] = ()
        if kind in ("size", "number"):
            written = match[0]
            values = (int(written.replace(",", "")),) if kind == "number" else tuple(map(int, _DIGITS.findall(written)))
            if max(values) > MOST:
                return []
        found.append(Token(kind, match.start(), match.end(), values))
    return found if len(found) <= MOST_TOKENS else []
