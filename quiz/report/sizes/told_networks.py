"""A line of a report that prints or tells a network in one -> its layers; the size of the images that a text tells."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from quiz.reading.late_patterns import late
from quiz.report.code.printed_code import parsed
from quiz.report.sizes.network_layers import network_in_code
from quiz.report.sizes.network_model import PrintedNetwork, dense_network
from quiz.report.sizes.size_words import spelled

_INLINE: Final = late(r"\b(\w*LayerNet\w*\s*\([^()`]{0,300}\))")
_IN_WORDS: Final = late(
    r"入力(?:層|数|次元|の?ノード|は|が|を|:|\s)*(?P<into>\d{1,6})(?:次元|個|ノード)?[,\s]*"
    r"(?:隠れ層|中間層|hidden)(?:の?ノード|数|は|が|を|:|\s)*(?P<hidden>\d{1,6}(?:[,・\sと]+\d{1,6}){0,6})(?:個|ノード)?[,\s]*"
    r"出力(?:層|数|次元|の?ノード|は|が|を|:|\s)*(?P<out>\d{1,6})"
)
_CHAIN: Final = late(r"(?<![\d.])(?P<chain>\d{1,6}(?:\s?(?:-|→|->)\s?\d{1,6}){2,8})(?![\d.])")
_DENSE_WORD: Final = late(r"全結合|ネットワーク|mlp|多層|network|perceptron|fully[- ]connected")


def network_in_line(text: str) -> PrintedNetwork | None:
    """Return the network that a line of text prints or tells; None if it tells none.

    >>> network_in_line("入力784、隠れ層50、出力10の全結合ネットワークでは").total().of(True)
    (39760,)
    """
    printed = _INLINE.search(text) if "LayerNet" in text else None
    if printed is not None:
        tree = parsed(printed[1])
        return network_in_code(tree) if tree is not None else None
    words = spelled(text)
    told = _IN_WORDS.search(words) if "出力" in words else None
    if told is not None:
        return dense_network(
            [int(each) for each in re.findall(r"\d+", f"{told['into']} {told['hidden']} {told['out']}")]
        )
    chain = _CHAIN.search(words) if _DENSE_WORD.search(words) else None
    return dense_network([int(each) for each in re.findall(r"\d+", chain["chain"])]) if chain is not None else None


def input_size_in(lines: Iterator[str]) -> tuple[int, ...] | None:
    """The size of the input images that the text around a program names; None where it names none, or several.

    >>> input_size_in(iter(["The input images are 32x32 RGB."]))
    (32, 32, 3)
    """
    found: set[tuple[int, ...]] = set()
    for line in lines:
        words = spelled(line)
        for match in (one for pattern in _INPUT_IMAGES for one in pattern.finditer(words)):
            sides = [int(each) for each in re.findall(r"\d+", match["size"])]
            if len(sides) == 3:
                found.add(tuple(sides))
            elif re.search(r"rgb|カラー|colou?r", match[0]):
                found.add((*sides, 3))
            elif re.search(r"グレースケール|白黒|モノクロ|gr[ae]y|black", match[0]):
                found.add((*sides, 1))
            else:
                found.add(tuple(sides))
    plain = {sides for sides in found if len(sides) == 2}
    full = found - plain
    if len(full) == 1 and all(next(iter(full))[:2] == sides for sides in plain):
        return full.pop()
    return plain.pop() if len(plain) == 1 and not full else None


_SIZE: Final = r"(?<![\d.x×])(?P<size>\d{1,4}\s?[x×]\s?\d{1,4}(?:\s?[x×]\s?\d{1,4})?)(?!\d|\.\d|\s?[x×])"
_COLOUR: Final = r"(?:rgb|カラー|グレースケール|白黒|モノクロ|gr[ae]y(?:scale)?|colou?r|black-and-white)"
_INPUT_IMAGES: Final = (
    late(
        r"(?:入力(?:の?(?:画像|サイズ))?|画像|写真|inputs?(?: images?| size)?|(?:training |my |"
        r"the )?(?:images|photos|pictures))"
        r"(?:の?サイズ|の大きさ)?\s*+(?:は|が|is|are|of|:|=|,|\()*\s*+(?:一辺|an?\s|each\s|all\s)?\s*+"
        rf"{_SIZE}[^。.\d]{{0,14}}"
    ),
    late(rf"{_SIZE}\s*+(?:ピクセル|画素|-?pixels?)?\s*+の?\s*+{_COLOUR}[^。.\d]{{0,10}}"),
    late(rf"{_COLOUR}\s*+(?:画像|写真|images?|photos?)[^。.\d]{{0,8}}{_SIZE}"),
)
