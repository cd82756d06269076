"""A sentence -> its sizes and numbers, and the words of closed lists that can give them a role.

What stands between two of them is kept as it is: only a particle or a copula there binds a word to its number.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from quiz.reading.late_patterns import late
from quiz.reading.written_signs import Signs
from quiz.report.cued import Cued
from quiz.report.frozen import frozen
from quiz.report.sizes.layer_arithmetic import MOST
from quiz.report.sizes.written_numbers import whole_number

MOST_TOKENS: Final = 60
_WORDS: Final = {
    "padded": r"全体|パディング後(?:の(?:画像|入力|サイズ|大きさ))?|padded (?:image|input|map|size)|"
    r"(?:image|input) (?:that )?the (?:\d{1,2}\s?[x×]\s?\d{1,2} )?(?:kernel|filter) (?:really |actually )?sees",
    "input": r"入力(?:の?(?:特徴マップ|画像|データ|サイズ))?|画像|写真|inputs?(?: (?:image|map|"
    r"feature map))?|images?|photos?|"
    r"pictures?|scans?",
    "map": r"(?:特徴)?マップ|feature maps?|maps?",
    "output": r"出力(?:の?(?:特徴マップ|画像|サイズ|大きさ))*|結果|outputs?(?: (?:image|map|feature map|size))?|result",
    "pooling": r"(?:最大(?:値)?|平均(?:値)?|マックス)?(?:プーリング|プール(?!ド))(?:層|窓|領域|サイズ)?|"
    r"(?:max|average|avg)?[ -]?pool(?:ing|ed|s)?(?:2d)?(?: (?:layer|window|size))?",
    "kernel": r"(?:畳み込み)?(?:フィルター?|カーネル)(?:の?サイズ|の大きさ)?|窓(?:サイズ)?|"
    r"(?:convolution )?(?:kernels?|filters?|windows?)(?: size)?",
    "convolution": r"畳み込み層?|畳み込[むんま]|conv(?:olution(?:al)?|olve[ds]?|olving)?(?:2d)?(?: layer)?",
    "both": r"(?:ストライド(?:と|、|,|・|および|及び)パディング|パディング(?:と|、|,|・|および|及び)ストライド|"
    r"stride and padding|padding and stride)(?:の?値)?(?:は|が|を)?(?:とも(?:に)?|共に|両方(?:とも)?|どちらも|both)?",
    "same": r"(?:padding\s*=\s*)?['\"]same['\"]|\bsame padding",
    "valid": r"(?:padding\s*=\s*)?['\"]valid['\"]|\bvalid padding",
    "stride": r"ストライド(?:幅|数)?|ずらし幅|ずらす幅|移動幅|strides?",
    "padding": r"(?:ゼロ|0)?パディング(?:幅|数)?|余白|(?:zero[- ])?padding|pad|(?:rings?|borders?|"
    r"frames?) of zeros|zeros|"
    r"ゼロ(?=を(?:足|付|つけ|埋|並|置|追加|加え)|で(?:埋|囲)|を\d{1,2}(?:ピクセル|画素|マス|個|つ)ずつ)",
    "source": r"turns?|takes?|reduces?|shrinks?|maps|from",
    "becomes": r"にな(?:る|り|った|って)|とな(?:る|り|った|って)|のまま|"
    r"[にへ](?:縮[むみん]|縮小|減[るりっ]|落ち|下が|膨ら|広が|拡大|変わ|半減|収ま)|まで(?:小さく|縮|減|下が|膨ら|広が)|"
    r"が(?:出てくる|出て来る|出る|得られ|残る|残り|できる|出力され)|"
    r"(?:(?:you|we|one) gets?|gives?|gave|giving|becomes?|yields?|produces?|produced|stays?|leaves?|measures?|"
    r"(?:at|into|to|is|equals?)(?= an?|\s*\d|\s*\())|→|->|=>|⇒",
    "none": r"なし|無し|\bno\b|\bwithout\b|\bzero\b",
}
_ASSIGNED: Final = {
    "input": "i|h|w|ih|iw|input",
    "kernel": "f|k|fh|fw|kh|kw|kernel|filter",
    "stride": "s|stride",
    "padding": "p|pad|padding",
    "output": "o|oh|ow|out|output|out_h|out_w",
}
_WORKING: Final = late(r"[\d(][\d\s()+\-*/x×·÷^.]*+")
_OPERATOR: Final = late(r"[+\-/÷^]\s*[\d(]")
_BEGINS: Final = (
    r"[\d('\"全パ入画写特出結最平マプ畳フカ窓スず移ゼ余無→⇒=-]|[にへ][縮減落下膨広拡変半収]|[にと]な|のま|なし|まで|が[出得残で]"
    r"| pool|(?<![a-z])[a-z]"
)
"""How each of the following begins: where none of this stands, none of them is tried."""
_FOUND: Final = late(
    rf"(?={_BEGINS})(?:"
    + "|".join(
        [
            *(rf"(?P<assigned_{role}>(?<![a-z_])(?:{names})\s*=\s*(?=\d))" for role, names in _ASSIGNED.items()),
            r"(?P<size>(?<![\w.])\d{1,5}\s?[x×]\s?\d{1,5}(?:\s?[x×]\s?\d{1,5})?(?!\d|\.\d|\s?[x×=+*/])|"
            r"(?<!\w)\(\d{1,5},\s?\d{1,5}(?:,\s?\d{1,5})?\))",
            r"(?P<number>(?<![\w.])\d{1,3}(?:,\d{3})+(?!\d)|(?<![\d.])\d{1,8}(?!\d|\.\d|\s?[x×%]|\s?ch(?![a-z])))",
            *(rf"(?P<{kind}>(?<![a-z])(?:{pattern})(?![a-z]))" for kind, pattern in _WORDS.items()),
        ]
    )
    + ")",
    re.ASCII,
)
_SIGNS: Final = Signs({"✕": "×", "∗": "*", "、": ",", "＝": "=", "$": " ", "`": " ", "−": "-", "－": "-"})
_TIMES: Final = late(r"\\(?:times|cdot)\b")
_SPACE: Final = late(r"\\[ ,;!]")
_ARROW: Final = late(r"\\(?:to|rightarrow)\b")
_SQUARE: Final = Cued(late(r"(\d{1,5})\s?角"), "角")
_DIGITS: Final = late(r"\d+")
_EQUAL_SIDES: Final = late(r"\b([hw])\s*=\s*[hw]\s*=")
_BOTH_SIDES: Final = Cued(
    late(
        r"(?:縦横(?:とも(?:に)?)?|縦も横も|縦と横が(?:とも|どちらも)|(?:の)?[1一各]辺(?:の長さ)?)(?P<verb>[はがにも]?)\s?(?P<one>\d{1,5})"
        r"(?:ピクセル|画素|マス|px)?(?:の正方形)?(?!\d|\s?(?:ピクセル|画素|マス|px)?(?:ずつ|だけ|倍|つ|枚|本|個|[x×./+-]))|"
        r"(?<![\d.])(?P<round>\d{1,5})(?:ピクセル|画素|マス|px)?\s?四方(?!に)|"
        r"(?<![\d.])(?P<onside>\d{1,5}) pixels? (?:on a|per|on each) side"
    ),
    "縦",
    "辺",
    "四方",
    "side",
)
_TWO_SIDES: Final = Cued(
    late(
        r"(?:縦|高さ)(?:[はがに]|の長さ)?\s?(?P<high>\d{1,5})(?:ピクセル|画素|マス|行)?[,\s・と×x]*(?:横|幅)(?:[はがに]|の長さ)?\s?(?P<wide>\d{1,5})"
        r"(?:ピクセル|画素|マス|列)?(?!\d|\s?(?:ピクセル|画素|マス|列)?(?:ずつ|だけ|倍|[x×./]))|"
        r"(?:a )?height (?:of |is )?(?P<tall>\d{1,5})(?: pixels?)?(?: and|,) "
        r"(?:a )?width (?:of |is )?(?P<broad>\d{1,5})|"
        r"(?<![\d.])(?P<tall_>\d{1,5}) (?:pixels? )?(?:high|tall) (?:and|by|x) (?P<broad_>\d{1,5}) (?:pixels? )?wide"
    ),
    "縦",
    "高さ",
    "height",
    "wide",
)
_BY: Final = late(
    r"(?P<lead>\b(?:is|are|an?|of|into|to|gives?|leaves?|becomes?|measures?|from|the|with) )?(?<![\d.])"
    r"(?P<first>\d{1,5})(?P<hyphens>-by-| by )(?P<second>\d{1,5})(?![\d.])"
    r"(?P<noun>[ -](?:pixels?|images?|photos?|pictures?|maps?|filters?|kernels?|windows?|inputs?|outputs?|grid))?"
)
_IN_WORDS: Final = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8", "nine": "9",
    "ten": "10", "twelve": "12", "fifteen": "15", "twenty": "20", "thirty": "30", "fifty": "50", "a hundred": "100",
    "one hundred": "100", "a thousand": "1000", "one thousand": "1000",
}  # fmt: skip
_WORDED: Final = Cued(
    late(
        r"\b(one|two|three|four|five)(?= (?:zeros|rings?|pixels?|borders?|channels?|filters|kernels|maps)\b|-pixel\b)"
        rf"|\b({'|'.join(word for word in _IN_WORDS if word != 'one')})"
        r"(?= (?:epochs|samples|images|examples|updates|iterations|(?:mini-?)?batches)\b)"
    ),
    *(word for word in _IN_WORDS if " " not in word),
    "hundred",
    "thousand",
)
_LONG_SIGN: Final = Cued(late("(?<=フィルタ)ー|(?<=パラメータ)ー"), "フィルター", "パラメーター")
_IN_ORDER: Final = Cued(
    late(r"\s?[(（](?:縦|高さ|h|height)\s?(?:[x×,・]|と)\s?(?:横|幅|w|width)[)）]"), "縦", "高さ", "h", "height"
)
"""The order in which two sides are written, which is the usual one: 「12×8（縦×横）」."""
_SIZE_AT_END: Final = late(r"(?:[はが:=→]|->)\s*\(?\d{1,5}\s?[x×,]\s?\d{1,5}[^。]{0,12}\Z")
_STARRED: Final = late(r"(?<![\d.*+\-/)x×])(\d{1,5})\*(\d{1,5})(?![\d.*(x×]|\s*[=+\-/])")
_LETTERED: Final = tuple(
    (late(rf"(?<![a-z_]){high}\s*=\s*(\d{{1,5}}),?\s*{wide}\s*=\s*(\d{{1,5}})(?![\d.])"), name)
    for high, wide, name in (("h", "w", "入力"), ("ih", "iw", "入力"), ("fh", "fw", "フィルタ"), ("oh", "ow", "出力"))
)
"""Other ways to write two sides, each of which is turned into the one with a cross."""
_NUMBER_SET: Final = r"\d{1,8}(?:\.\d{1,6})?\s?(?:枚|個|件|ピクセル|画素|マス)?(?![\d.]|\s?[x×])"
_SIZE_SET: Final = r"\d{1,5}\s?[x×]\s?\d{1,5}"
_WAS: Final = (
    late(
        r"((?:ストライド|パディング|バッチ|学習率|ドロップ(?:アウト)?(?:の?率)?|消す割合|減衰率|エポック|フィルタ|カーネル|データ"
        r"|pad|stride|batch_size|(?<![a-z])(?:lr|p|β\d?))(?:の?(?:数|枚数|個数|幅|サイズ|大きさ|値))?[をがは=]?\s?)"
        rf"{_NUMBER_SET}\s?(?:から|→|->)\s?(?={_NUMBER_SET}\s?[にへ])"
    ),
    late(
        rf"((?:フィルタ|カーネル|窓)(?:の?(?:サイズ|大きさ))?を\s?){_SIZE_SET}\s?(?:から|→|->)\s?"
        rf"(?={_SIZE_SET}\s?[にへ](?:変|替|置き|増|減|大き|小さ|広げ|狭め|し[たてま]|す[るれ]))"
    ),
    late(
        r"((?:stride|padding|batch size|(?:dropout|learning|decay) rate|(?:kernel|filter|window)(?: size)?) )"
        rf"from (?:{_NUMBER_SET}|{_SIZE_SET}) (?=to \d)"
    ),
)
"""What a setting was before it is changed: ストライドを 1 から 2 に, the stride from 1 to 2."""


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

    What a setting was before it is changed is left out: the sentence speaks of what comes of the change.

    >>> spelled(r"$5 \\times 5$、7 角")
    ' 5 × 5 ,7×7'
    >>> spelled("ストライドを1から2に変える"), spelled("28×28から14×14に減る")
    ('ストライドを2に変える', '28×28から14×14に減る')
    """
    text = _IN_ORDER.sub("", _LONG_SIGN.sub("", _SIGNS.written_in(text).lower()))
    if "\\" in text:
        text = _SPACE.sub(" ", _ARROW.sub("→", _TIMES.sub("×", text)))
    text = _WORDED.sub(lambda found: _IN_WORDS[found[0]], _SQUARE.sub(r"\1×\1", text))
    if text.count("=") > 1:
        text = _EQUAL_SIDES.sub(r"\1=", text)
        for pattern, name in _LETTERED:
            text = pattern.sub(rf"{name}\1×\2", text)
    text = _TWO_SIDES.sub(_crossed, _BOTH_SIDES.sub(_crossed, text))
    if any(sign in text for sign in ("から", "→", "->", "from ")):
        for was in _WAS:
            text = was.sub(r"\1", text)
    return _STARRED.sub(_crossed, _BY.sub(_by, text)) if "by" in text or "*" in text else text


def size_alone(text: str) -> bool:
    """Whether a sentence (``spelled``) ends with a size right behind the words before it: ``conv1: 24×24``."""
    return _SIZE_AT_END.search(text) is not None


def _crossed(found: re.Match[str]) -> str:
    """The sides that a pattern has found, with a cross between them; one alone is both."""
    sides = re.findall(r"\d+", found[0])
    verb = (found.groupdict().get("verb") or "").replace("に", "").replace("も", "")
    return f"{verb}{sides[0]}×{sides[-1]}"


def _by(found: re.Match[str]) -> str:
    """``28 by 28`` with a cross, where the words beside it make it a size: what grows by 2 has none."""
    if not (found["lead"] or found["noun"] or found["hyphens"] == "-by-"):
        return found[0]
    return f"{found['lead'] or ''}{found['first']}×{found['second']}{found['noun'] or ''}"


def _blank_working(found: re.Match[str]) -> str:
    """Blanks in place of a sum or a quotient: what stands in one has no role in the sentence."""
    return " " * len(found[0]) if _OPERATOR.search(found[0]) else found[0]


@lru_cache(maxsize=16)
def size_tokens(text: str) -> tuple[Token, ...]:
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
            values = (whole_number(written),) if kind == "number" else tuple(map(int, _DIGITS.findall(written)))
            if max(values) > MOST:
                return ()
        found.append(Token(kind, match.start(), match.end(), values))
    return tuple(found) if len(found) <= MOST_TOKENS else ()
