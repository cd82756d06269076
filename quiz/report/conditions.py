"""The values of a question that stand apart from its sentence: ストライドは2、パディングなし, or the size behind 入力.

Sentences give such values in any order, or leave them to another sentence, or unsaid.
"""

from __future__ import annotations

import re

from quiz.model import Item
from quiz.reading.late_patterns import late

CONDITIONS = {"stride": ("ストライド", "stride"), "padding": ("パディング", "padding", "pad")}
"""The words for a drawn value that a question may name anywhere in it, or nowhere."""
UNSAID = {"stride": (1,), "padding": (0, 1, 2, 3)}
"""What a condition may be that nobody has named: a stride is 1, a padding may have been forgotten."""
OTHER_OPERATION = late(r"プーリング|pool|転置|逆畳み込|transpos|deconv|拡張畳み込|dilat")
"""What makes another size of the same numbers than a convolution does, in compact text."""
_SAID = r"(?:幅|数|サイズ|size)?(?:は|が|を|の|で|=|:|,|of|is)*"
_NONE = r"(?:は|が|を)?(?:なし|無し|しない|行わない|行わず|使わない|せず)"
_BOTH = late(
    rf"(?:ストライド(?:と|および|及び|・|,)パディング|パディング(?:と|および|及び|・|,)ストライド|"
    rf"stride(?:and|=|,)padding|padding(?:and|=|,)stride|(?<![a-z])(?:s=p(?==)|p=s(?==))){_SAID}+(?:ともに|共に|とも|いずれも|どちらも|それぞれ|双方|両方とも?|both)?{_SAID}(\d{{1,3}})(?!\d|x|\.\d)"
)
_LETTER = {
    "stride": late(r"(?<![a-z])s[=:](\d{1,3})(?!\d|x|\.\d)"),
    "padding": late(r"(?<![a-z])p[=:](\d{1,3})(?!\d|x|\.\d)"),
}
"""A condition by its letter alone: S=2."""
_LETTERS = late(r"(?<![a-z])s(?P<stride>\d)[,、/・]?p(?P<padding>\d)(?![\da-z])")
"""Both by their letters, which nothing else than numbers parts: S2P1."""
_HIGH_AND_WIDE = late(r"(?:縦|高さ)は?(\d{1,5})(?:と|,|、|・|x)?(?:横|幅)は?(\d{1,5})")
_BY_PARTICLES = late(
    r"(?<![\dx.])(?P<input>\d{1,5}x\d{1,5})(?:の?入力|の?画像|input|image)?(?:を|に|,?with)"
    r"(?P<kernel>\d{1,5}x\d{1,5})(?:の?フィルタ|の?カーネル|filter|kernel)?(?:で|を|,)"
)
"""An input and a filter by nothing but the particles: 6×6を2×2で."""
_SIZE = late(r"(?<![\dx.])(\d{1,5})x(\d{1,5})(?![\dx.])")
_WHAT = late(
    r"(?P<out>出力(?:の?画像)?|パディング後|特徴マップ|output(?:image)?|padded(?:input|image)?)|"
    r"(?P<kernel>フィルタ|カーネル|filter|kernel)|(?P<input>入力(?:の?画像)?|画像|input|image)"
)


def sizes_by_words(item: Item, whole: str) -> dict[str, int]:
    """Return the sizes of the input and the filter by the words beside them in compact text, in any order.

    There are none unless each is said once, or for an item that asks about something else.
    """
    if not {"height", "width", "kernel"} <= {rule.name for rule in item.draws}:
        return {}
    whole = _HIGH_AND_WIDE.sub(r"\1x\2", whole)
    sizes = list(_SIZE.finditer(whole))
    unnamed: list[tuple[int, int]] = []
    found: dict[str, set[tuple[int, int]]] = {"input": set(), "kernel": set()}
    for place, size in enumerate(sizes):
        before = whole[sizes[place - 1].end() if place else 0 : size.start()]
        behind = whole[size.end() : sizes[place + 1].start() if place + 1 < len(sizes) else len(whole)]
        named = _WHAT.match(behind.removeprefix("の")) or next(reversed(list(_WHAT.finditer(before))), None)
        if named is not None and named.lastgroup in found:
            found[named.lastgroup].add((int(size[1]), int(size[2])))
        elif named is None:
            unnamed.append((int(size[1]), int(size[2])))
    bare = [] if any(found.values()) else list(_BY_PARTICLES.finditer(whole))
    if len(bare) == 1:
        for name, pair in bare[0].groupdict().items():
            high, wide = map(int, str(pair).split("x"))
            found[name].add((high, wide))
    if len(unnamed) == 1 and not found["input"]:
        found["input"] = set(unnamed)
    if any(len(each) != 1 for each in found.values()):
        return {}
    (height, width), (rows, columns) = found["input"].pop(), found["kernel"].pop()
    return {"height": height, "width": width, "kernel": rows} if rows == columns else {}


def said(name: str, whole: str) -> int | None:
    """Return the value of a condition that compact text gives in one way only; None if it doesn't.

    >>> said("stride", "ストライドは2,パディングなし"), said("padding", "ストライドは2,パディングなし")
    (2, 0)
    >>> said("stride", "パディングとストライドはともに1"), said("stride", "パディングは1")
    (1, None)
    """
    found = {int(number) for number in _BOTH.findall(whole)}
    for word in CONDITIONS[name]:
        found |= {int(number) for number in re.findall(rf"{word}{_SAID}(\d{{1,3}})(?!\d|x|\.\d)", whole)}
        found |= {int(number) for number in re.findall(rf"(?<![\dx.])(\d{{1,3}})の{word}", whole)}
        found |= {int(number) for number in _LETTER[name].findall(whole)}
        found |= {int(both[name]) for both in _LETTERS.finditer(whole)}
        if re.search(rf"{word}{_NONE}|no{word}|without{word}", whole):
            found.add(0)
    return found.pop() if len(found) == 1 else None
