"""The labels of options, (1) ② (b) ウ: how they are written, and how one or several of them are read."""

from __future__ import annotations

import re
from functools import cache
from typing import Literal

from quiz.reading.spelling import normalize

LabelStyle = Literal["number", "circled", "letter", "kana"]
_KANA = "アイウエオカキクケコサシスセソタチツテト"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
# Circled digits that NFKC does not know.
_DINGBATS = str.maketrans({chr(base + i): f" {i + 1} " for base in (0x2776, 0x2780, 0x278A) for i in range(10)})


def label(index: int, style: LabelStyle = "number") -> str:
    """Name the option at a 0-based index: (1), ①, (a) or ア. Beyond the end of a series it is (21) and so on.

    >>> [label(1, style) for style in ("number", "circled", "letter", "kana")]
    ['(2)', '②', '(b)', 'イ']
    """
    if index < 0:
        raise ValueError(f"選択肢の番号は 0 以上です / an option's index is 0 or more, found: {index}")
    if style == "circled" and index < len(_CIRCLED):
        return _CIRCLED[index]
    if style == "letter" and index < 26:
        return f"({chr(ord('a') + index)})"
    if style == "kana" and index < len(_KANA):
        return _KANA[index]
    return f"({index + 1})"


_LABEL = r"(?:選択肢|答え|解答|回答|option|choice|answer|no\.)?{between}(?P<name>[0-9]{{1,3}}|[a-z]|[ア-トあ-と])"
_COUNTER = r"(?:番目|番|つ目)?"


@cache
def _one_label() -> re.Pattern[str]:
    label_ = _LABEL.format(between=r"\s*[は:]?\s*[(\[「]?\s*")
    return re.compile(rf"{label_}\s*[)\]」]?\s*{_COUNTER}\s*(?:です|だ)?\s*[.:,。]?", re.ASCII)


@cache
def _among_many() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What stands between labels, and a label there."""
    separator = re.compile(r"[\s,、・;/&+()\[\]{}「」.。と]|および|及び|and(?![a-z])|です", re.ASCII)
    return separator, re.compile(_LABEL.format(between=r"\s*") + rf"\s*{_COUNTER}", re.ASCII)


_NOTHING = frozenset(
    {"なし", "無し", "無", "ない", "該当なし", "該当無し", "どれもない", "ありません", "none", "nothing", "{}"}
)
_EVERYTHING = frozenset({"すべて", "全て", "全部", "ぜんぶ", "all"})


def _label_text(text: str) -> str:
    # Each circled digit is one label, so ①③ must not become 13; bounded, since a label is short.
    spread = re.sub(r"[\u2460-\u2473\u2474-\u249b\u24b6-\u24e9]", r" \g<0> ", text[:400]).translate(_DINGBATS)
    return normalize(spread).strip().lower()


def _index_of(name: str, count: int) -> int | None:
    if name[0].isdigit():
        index = int(name) - 1
    elif name.isascii():
        index = ord(name) - ord("a")
    else:
        index = _KANA.find(name if name >= "ァ" else chr(ord(name) + 0x60))
    return index if 0 <= index < count else None


def read_label(text: str, count: int) -> int | None:
    """Read the label of one option out of `count`, however it is written; None if it is no label of these.

    >>> [read_label(text, 4) for text in ("(2)", "（２）", "②", "B", "ｲ", "2番", "選択肢2", "2.", "5", "二つ")]
    [1, 1, 1, 1, 1, 1, 1, 1, None, None]
    """
    if len(text) > 40:
        return None
    match = _one_label().fullmatch(_label_text(text))
    return _index_of(match["name"], count) if match else None


def read_labels(text: str, count: int) -> frozenset[int] | None:
    """Read a set of labels: なし or "none" is the empty set, すべて or "all" every option; None is no list of labels.

    Digits that are no label together are read one by one: with four options, 13 is (1) and (3).

    >>> [sorted(read_labels(text, 4)) for text in ("1,3", "①③", "1と3", "(1) (3)", "ア、ウ", "a c", "13", "なし")]
    [[0, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 2], [0, 2], []]
    """
    if len(text) > 400:
        return None
    written = _label_text(text)
    bare = written.strip(" 。.!()「」")
    if bare in _NOTHING or written in _NOTHING:
        return frozenset()
    if bare in _EVERYTHING:
        return frozenset(range(count))
    found: set[int] = set()
    position = 0
    separator, a_label = _among_many()
    while position < len(written):
        if gap := separator.match(written, position):
            position = gap.end()  # と is the twentieth kana as well; between labels it is "and"
            continue
        match = a_label.match(written, position)
        indices = _indices_of(match["name"], count) if match else None
        if match is None or indices is None:
            return None
        found |= indices
        position = match.end()
    return frozenset(found) or None


def _indices_of(name: str, count: int) -> set[int] | None:
    whole = _index_of(name, count)
    if whole is not None:
        return {whole}
    if not name.isdigit() or len(name) < 2:
        return None
    digits = [_index_of(digit, count) for digit in name]
    distinct = {index for index in digits if index is not None}
    # A digit that is repeated (11) is more likely a slip than a set.
    return distinct if len(distinct) == len(name) else None
