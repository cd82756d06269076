"""A sentence -> a number of parameters or of updates that it states, held against what its layer or data come to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from quiz.language import Text
from quiz.report.sizes.layer_arithmetic import MOST, Count, convolution_count, dense_count, normalization_count
from quiz.report.sizes.size_words import spelled
from quiz.report.sizes.window_trail import Judged

_WORDS: Final = dict(
    zip("one two three four five six seven eight nine ten twelve sixteen".split(), [*range(1, 11), 12, 16], strict=True)
)
_N: Final = r"(?<![\d.,])(\d{1,3}(?:,\d{3})+|\d{1,8})(?!\d|\.\d|,\d{3}|\s?[x×%])"
_PARAMETERS: Final = r"(?:学習(?:される|可能な|できる|対象の|する)?)?(?:の)?パラメータ|(?:learnable |trainable |weight )?param(?:eter)?s\b"
_CLAIMED: Final = (
    re.compile(rf"(?:{_PARAMETERS})(?:ー)?(?:の?(?:総数|合計|個数|数))?(?:は|が|:|=|\s|,|全部で|合計|合わせて|あわせて|is|are|total)*{_N}"),
    re.compile(rf"{_N}\s*(?:個|つ)?\s*の?\s*(?:{_PARAMETERS})"),
    re.compile(rf"重み(?:と|\+|・)バイアスの?(?:合計|総数|数)?(?:は|が|で|:|=|\s)*{_N}\s*個?"),
    re.compile(rf"{_N}\s*個"),
)
"""Where the number of parameters stands, the surest first; the last one only where nothing else is counted so."""
_BIAS: Final = re.compile(
    r"バイアス(?:も|を|が)?(?:込み|こみ|含[むめみ]|入れ|あり|加え|足)|(?:incl(?:uding|\.)?|with|counting) (?:the |its )?bias(?:es)?|"
    r"bias(?:es)? (?:included|counted)|重み(?:と|\+|・)バイアス|weights and bias"
)
_NO_BIAS: Final = re.compile(
    r"バイアス(?:を|は|が)?(?:なし|無し|除[くいき]|含ま(?:ない|ず)|抜き|使わ(?:ない|ず))|"
    r"(?:without|no|excluding|ignoring|not counting) (?:the |any )?bias(?:es)?|bias=false|重みだけ|重みのみ|weights (?:alone|only)"
)
_KERNEL: Final = re.compile(r"(?<![\d.])(\d{1,2})\s?[x×]\s?(\d{1,2})(?![\dx×.])(?=\s*-?(?:の)?(?:\d{1,4}(?:枚|個))?\s*の?(?:フィルタ|カーネル|filter|kernel|conv|畳))|"
    r"(?:フィルタ|カーネル|filters?|kernels?)ー?(?:の?サイズ|の大きさ| size)?(?:は|が|を|=|:|\s|of|is)*(\d{1,2})\s?[x×]\s?(\d{1,2})(?![\dx×.])")  # fmt: skip
_NUMBER: Final = r"(\d{1,4}|" + "|".join(_WORDS) + r")"
_FILTERS: Final = re.compile(
    rf"(?:フィルタ|カーネル)ー?(?:の?(?:枚数|個数|数))?(?:は|が|を|=|:|\s)*(\d{{1,4}})\s*(?:枚|個|種類|つ)|"
    rf"(\d{{1,4}})\s*(?:枚|個|種類)の\s*(?:\d{{1,2}}\s?[x×]\s?\d{{1,2}}の?)?(?:フィルタ|カーネル)|"
    rf"(?:フィルタ|カーネル)ー?(?:の?(?:枚数|個数|数))(?:は|が|を|=|:|\s)*(\d{{1,4}})|"
    rf"出力(?:の)?チャン?ネル(?:数)?(?:は|が|を|=|:|\s)*(\d{{1,4}})|出力(?:は|が)?\s*(\d{{1,4}})\s*チャン?ネル|"
    rf"\b{_NUMBER}\s+(?:\d{{1,2}}\s?[x×]\s?\d{{1,2}}\s+)?(?:filters|kernels|output channels)|\bout_channels\s*=\s*(\d{{1,4}})"
)
_CHANNELS: Final = re.compile(
    rf"入力(?:の)?チャン?ネル(?:数)?(?:は|が|を|=|:|\s)*(\d{{1,4}})|入力(?:は|が)?\s*(\d{{1,4}})\s*チャン?ネル|"
    rf"(\d{{1,4}})\s*チャン?ネルの(?:入力|画像|カラー|特徴マップ)|\b{_NUMBER}[ -](?:input )?channels?\s+(?:image|input|map|feature)|"
    rf"\b{_NUMBER} input channels?|\bin_channels\s*=\s*(\d{{1,4}})"
)
_COLOURED: Final = re.compile(r"\brgb\b|カラー画像")
_GREY: Final = re.compile(r"グレースケール|白黒画像|gr[ae]yscale|single[- ]channel")
_CHANNEL: Final = re.compile(r"チャン?ネル|channel")
_DENSE: Final = re.compile(
    r"全結合|affine|アフィン|fully[- ]connected|\bdense\b|\blinear layer|\bfc層?\b"
)
_PAIR: Final = re.compile(rf"{_N}(?:個|次元|ノード|ユニット|units?)?\s*(?:→|->|から|to|-|in(?:puts)?(?: and|,))\s*{_N}")
_ENDS_OF: Final = re.compile(rf"入力(?:層|が|は|ノード|数|の|\s)*{_N}[^\d]{{1,12}}出力(?:層|が|は|ノード|数|の|\s)*{_N}")
_NORMALIZATION: Final = re.compile(r"バッチ正[規則]化|batch\s?norm|(?<![a-z])bn(?![a-z])|バッチノーマ")
_CALLED: Final = re.compile(r"batchnorm(?:1d|2d)?\((\d{1,5})\)")
_OF_CHANNELS: Final = re.compile(rf"{_N}\s*[- ]?(?:チャン?ネル|channels?)|(?:チャン?ネル|channels?)(?:数)?(?:は|が|=|:|\s)*{_N}")
_RUNNING: Final = re.compile(r"移動平均|running|moving|非学習|non-trainable|全パラメータ|per channel|チャン?ネルごと|ずつ")
_DATA: Final = re.compile(
    rf"{_N}\s*(?:件|枚|個|サンプル|データ|samples|images|examples|training (?:samples|images|examples)|data points)|"
    rf"(?:データ数|サンプル数|訓練データ|学習データ|training set)(?:は|が|の数は|が全部で|of|is|:|=|\s)*{_N}"
)
_BATCH: Final = re.compile(
    rf"(?:ミニ)?バッチ(?:サイズ|数)(?:は|が|を|の|で|=|:|\s)*{_N}|{_N}\s*(?:件|枚|個)ずつ|(?:mini-?)?batch(?:es)?(?:[ _]size)?\s*(?:of|is|=|:)?\s*{_N}"
)
_UPDATES: Final = re.compile(
    rf"(?:1|一)\s*(?:エポック|epoch)[^\d。]{{0,16}}?{_N}\s*(?:回|イテレーション|ステップ|個の(?:ミニ)?バッチ)|"
    rf"{_N}\s*(?:回|イテレーション|ステップ|iterations|updates|steps|(?:mini-?)?batches)[^\d。]{{0,24}}?(?:1\s*エポック|エポック|epoch)|"
    rf"epoch[^\d。.]{{0,30}}?{_N}\s*(?:iterations|updates|steps|(?:mini-?)?batches)"
)
_DROPPED: Final = re.compile(r"捨て|切り捨て|drop")
_KEPT: Final = re.compile(r"端数も|余りも|切り上げ|last(?:,| one)? (?:smaller|incomplete|partial)|included|rounded up|rounding up")
_DENIED: Final = re.compile(
    r"ない|ません|なく|誤[りっ]|間違|かもしれ|だろう|でしょう|はず|\bnot\b|n't\b|\bnever\b|\bwrong\b|\?|か[。.]?\s*\Z|求め|答えよ|以上|以下|約|およそ|approximately|about \d"
)
_NOT_ONE: Final = re.compile(r"合計|総数|全体|全層|total|overall|per |depthwise|1x1|グループ|grouped|転置|深さ方向|ずつ")


def _numbers(found: re.Match[str] | None) -> list[int]:
    if found is None:
        return []
    return [_WORDS[each] if each in _WORDS else int(each.replace(",", "")) for each in found.groups() if each]


def _only(pattern: re.Pattern[str], text: str) -> int | None:
    """The one number that a pattern finds, wherever it does; None where there is none or there are several."""
    found = {number for match in pattern.finditer(text) for number in _numbers(match)}
    number = found.pop() if len(found) == 1 else None
    return number if number is None or number <= MOST else None


def bias_in(text: str) -> bool | None:
    """Whether the biases are counted in what a sentence (``spelled``) says; None where it doesn't tell."""
    without, with_ = bool(_NO_BIAS.search(text)), bool(_BIAS.search(text))
    return None if with_ == without else with_


def claimed_count(text: str) -> int | None:
    """The number of parameters that a sentence states; None where it is not clear which number that is.

    >>> claimed_count("パラメータ数は320"), claimed_count("全結合層784→50はバイアス込みで39250個")
    (320, 39250)
    """
    for pattern in _CLAIMED:
        found = {number for match in pattern.finditer(text) for number in _numbers(match)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


@dataclass(slots=True)
class CountReader:
    """Judges the counts of sentences; ``data`` is the number of samples that was named last."""

    data: int | None = None

    def forget(self) -> None:
        """A new section begins."""
        self.data = None

    def judge(self, sentence: str, heading: str) -> Judged | None:
        """Return whether a count that a sentence (plain text of a row) states is right; None if it states none."""
        text = spelled(sentence)
        samples = _only(_DATA, text)
        if samples is not None and _BATCH.search(text) is None:
            self.data = samples
        if _DENIED.search(_NO_BIAS.sub(" ", text)):
            return None
        return self._updates(text, samples) or _parameters(text, heading)

    def _updates(self, text: str, samples: int | None) -> Judged | None:
        batch, claimed = _only(_BATCH, text), _only(_UPDATES, text)
        if samples is not None and samples == batch:
            samples = None  # 100 件ずつ is no number of samples
        if batch is not None and samples is not None:
            self.data = samples
        count = samples if samples is not None else self.data
        if batch is None or claimed is None or count is None or not 0 < batch <= count:
            return None
        whole, rest = divmod(count, batch)
        if rest == 0:
            right = claimed == whole
        elif _DROPPED.search(text):
            right = claimed == whole
        elif _KEPT.search(text):
            right = claimed == whole + 1
        else:
            right = claimed in (whole, whole + 1)
        shown = f"{count} ÷ {batch} = {whole}"
        working = (
            Text(f"{shown} 回です", f"{shown} updates")
            if rest == 0
            else Text(
                f"{shown} 余り {rest} なので、端数を使えば {whole + 1} 回、捨てれば {whole} 回です",
                f"{shown} and {rest} are left: {whole + 1} updates with the smaller last batch, {whole} without it",
            )
        )
        return Judged("right" if right else "wrong", "updates-per-epoch-claim", "minibatch-count-last", working)


def _parameters(text: str, heading: str) -> Judged | None:
    claimed = claimed_count(text)
    if claimed is None:
        return None
    bias = bias_in(text)
    named = re.search(_PARAMETERS, text) is not None or bias is not None
    if not named or _NOT_ONE.search(text.replace("全部で", "")):
        return None
    found = _convolution(text) or _dense(text) or _normalization(text, spelled(heading))
    if found is None:
        return None
    count, claim, practise = found
    return judged_count(count, claimed, bias, claim, practise)


def judged_count(count: Count, claimed: int, bias: bool | None, claim: str, practise: str) -> Judged:
    """Hold a stated number of parameters against what a layer has."""
    verdict = "right" if claimed in count.of(bias) else "wrong"
    return Judged(verdict, claim, practise, count.working(bias if count.biases else False))


def _convolution(text: str) -> tuple[Count, str, str] | None:
    kernels = {tuple(_numbers(match)) for match in _KERNEL.finditer(text)}
    filters = _only(_FILTERS, text)
    channels = _only(_CHANNELS, text)
    if channels is None and not _CHANNELS.search(text):
        known = [value for pattern, value in ((_COLOURED, 3), (_GREY, 1)) if pattern.search(text)]
        channels = known[0] if len(known) == 1 else None
    if len(kernels) != 1 or filters is None or channels is None:
        return None
    high, wide = kernels.pop()
    return convolution_count((high, wide), channels, filters), "conv-parameters-claim", "conv-param-count"


def _dense(text: str) -> tuple[Count, str, str] | None:
    if not _DENSE.search(text):
        return None
    pairs = {tuple(_numbers(match)) for pattern in (_PAIR, _ENDS_OF) for match in pattern.finditer(text)}
    if len(pairs) != 1 or len(re.findall(r"→|->", text)) > 1:
        return None
    inputs, outputs = pairs.pop()
    if max(inputs, outputs) > MOST:
        return None
    return dense_count(inputs, outputs), "dense-parameters-claim", "mlp-param-count"


def _normalization(text: str, heading: str) -> tuple[Count, str, str] | None:
    called = _only(_CALLED, text)
    channels = called if called is not None else _only(_OF_CHANNELS, text)
    if channels is None or _RUNNING.search(text) or not re.search(r"学習|learn|train|gamma|γ", text):
        return None
    if called is None and not _NORMALIZATION.search(text) and not _NORMALIZATION.search(heading):
        return None
    if called is None and re.search(r"畳み込み|conv|全結合|dense|フィルタ|filter", text):
        return None
    return normalization_count(channels), "normalization-parameters-claim", "norm-param-count"
