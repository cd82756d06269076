"""A question about a size or a count, and its answer -> the judgement, by what the question gives.

The question's givens and the value that the answer concludes with are read as one sentence, by the readers of stated
sizes; what the question asks for is told by the words of its asking sentence.
"""

from __future__ import annotations

import re
from math import prod
from typing import Final

from quiz.language import Text
from quiz.reading.late_patterns import late
from quiz.report.sizes.count_words import CHANNELS_OF_MAPS
from quiz.report.sizes.layer_arithmetic import MOST
from quiz.report.sizes.size_words import size_tokens, spelled
from quiz.report.sizes.stated_counts import CountReader
from quiz.report.sizes.stated_scales import ScaleReader
from quiz.report.sizes.stated_steps import StepReader
from quiz.report.sizes.stated_windows import said_window
from quiz.report.sizes.unrolled_sizes import UnrolledReader
from quiz.report.sizes.window_trail import Judged, WindowTrail, padded_working
from quiz.report.sizes.written_numbers import whole_number

_ASKING: Final = late(
    r"(?:は|を|が|の)?\s*(?:いくつ|何\s?[x×]\s?何|何(?:個|次元|回|ピクセル|画素|つ|枚)?|どう|どれだけ|どのくらい|どんな)[^。,]*\Z|"
    r"(?:は|を)?\s*(?:求めよ|答えよ|求めなさい|答えなさい|計算せよ|求める)[。\s]*\Z|(?:は|が)[。\s]*\Z|(?:は|が)?[?\s]+\Z|[?]"
)
_PARAMETERS: Final = late(r"パラメータ|重みの(?:数|個数)|param(?:eter)?s|how many weights")
_UPDATES: Final = late(r"エポック|epoch")
_FLAT: Final = late(
    r"平坦化|平ら|フラット|全結合層に(?:渡|入|つな)|[1一]次元|一列|ベクトル|何次元|flatten|(?:into|to|"
    r"for) (?:a |the )?fully[- ]connected"
)
_HOW_MANY: Final = late(r"何(?:個|次元|要素)|いくつ|長さ|要素数|how many|how long|length")
_PADDED: Final = late(r"パディング|余白|padding|padded")
_WINDOW: Final = late(r"フィルタ|カーネル|畳み込|プーリング|filter|kernel|convol|pool|ストライド|stride")
_SCALE: Final = late(r"標準偏差|standard deviation|\bstd\b|xavier|\bHe\b", re.I)
_UNROLLED: Final = late(r"im2col")
_SIZE: Final = late(r"(?<![\d.x×])(\d{1,5})\s?[x×]\s?(\d{1,5})(?:\s?[x×]\s?(\d{1,5}))?(?!\d|\.\d|\s?[x×*+/(-])")
_NUMBER: Final = late(r"(?<![\d.x×*/+-])(?<![x×*/+=-] )(\d{1,3}(?:,\d{3})+|\d{1,8})(?!\d|\.\d|,\d|\s?[x×*+/-]\s?\d)")
_RESULT: Final = late(
    r"(?:=|→|で|なので|だから|から|より|は)\s*(\d{1,3}(?:,\d{3})+|\d{1,8})\s*(?:個|回|次元|枚|つ|updates|steps)?[\s。.]*\Z"
)
_DOUBT: Final = late(r"ない|ません|かも|だろう|でしょう|\?|または|もしくは|\bor\b|わから|\bmaybe\b|約|およそ")


def judged_answer(asked: str, given: str) -> Judged | None:
    """Return whether an answer is right by what its question gives; None where that can't be told.

    >>> judged_answer("縦9、横7の画像に3×3のフィルタ(ストライド1、パディングなし)をかけたら?", "縦7、横5になる").verdict
    'right'
    >>> judged_answer("チャネル数12、縦横6の特徴マップを全結合層に渡すとき、何個の値になる?", "12×6で72個").verdict
    'wrong'
    """
    question, answer = (" ".join(spelled(text).split()) for text in (asked, given))
    if _DOUBT.search(answer):
        return None
    given_words = _ASKING.sub("", question).strip()
    size, number = _size(answer), _number(answer)
    scale = ScaleReader().judge(f"{_ASKING.sub('', asked)} → {given}") if _SCALE.search(asked) else None
    step = None if scale is not None else StepReader().judge(f"{_ASKING.sub('', asked)} → {given}")
    if scale is not None or step is not None:
        return scale or step
    if _UNROLLED.search(question):
        return UnrolledReader().judge(f"{given_words}, {answer}", about=True)
    if _PARAMETERS.search(question):
        return CountReader().judge(f"{given_words}, パラメータは{number}個", "") if number is not None else None
    if _UPDATES.search(question):
        return CountReader().judge(f"{given_words}, 1エポックは{number}回", "") if number is not None else None
    if _FLAT.search(question) and _HOW_MANY.search(question) and not _WINDOW.search(question):
        return _flat(question, number) if number is not None else None
    if size is None:
        return None
    if _PADDED.search(question) and not _WINDOW.search(question):
        return _padded(given_words, size)
    said = said_window(f"{given_words}, 出力は{size[0]}×{size[1]}になる")
    if said is None or said.window.stride is None or (said.window.padding is None and said.window.kind != "pooling"):
        return None  # what a question leaves unsaid, the one of the lecture may have said
    return WindowTrail().judge(said)


def _size(answer: str) -> tuple[int, int] | None:
    """The size that an answer concludes with."""
    found = list(_SIZE.finditer(answer))
    if found and found[-1][3] is None:
        return int(found[-1][1]), int(found[-1][2])
    return None


def _number(answer: str) -> int | None:
    """The number that an answer concludes with, or the only one in it."""
    result = _RESULT.search(answer)
    if result is not None:
        return whole_number(result[1])
    found = {whole_number(one[1]) for one in _NUMBER.finditer(answer)}
    return found.pop() if len(found) == 1 else None


def _flat(question: str, claimed: int) -> Judged | None:
    """Judge how many values a feature map has: the product of its sides and channels."""
    sizes = [token.values for token in size_tokens(question) if token.kind == "size"]
    channels = {int(next(each for each in one.groups() if each)) for one in CHANNELS_OF_MAPS.finditer(question)}
    if len(sizes) != 1 or len(channels) != (len(sizes[0]) == 2):
        return None
    factors = (*channels, *sizes[0])
    flat = prod(factors)
    if flat > MOST:
        return None
    product = "·".join(map(str, factors))
    working = Text(f"{product} = {flat} 個です", f"{product} = {flat}")
    return Judged("right" if claimed == flat else "wrong", "flattened-size-claim", "cnn-shape-chain", working)


def _padded(question: str, claimed: tuple[int, int]) -> Judged | None:
    """Judge the size of an image with its padding."""
    said = said_window(question)
    if said is None or said.window.source is None or not said.window.padding or said.window.padding < 1:
        return None
    return padded_working(said.window.source, said.window.padding, claimed)
