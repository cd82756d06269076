"""A sentence -> a number of parameters or of updates that it states, held against what its layer or data come to."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from math import prod

from quiz.language import Text
from quiz.report.sizes import count_words as words
from quiz.report.sizes.count_words import numbers, only_number
from quiz.report.sizes.layer_arithmetic import MOST, Count, convolution_count, dense_count, normalization_count
from quiz.report.sizes.size_words import size_tokens, spelled
from quiz.report.sizes.update_counts import UpdateReader
from quiz.report.sizes.window_trail import Judged
from quiz.report.sizes.written_numbers import whole_number


def bias_in(text: str) -> bool | None:
    """Whether the biases are counted in what a sentence (``spelled``) says; None where it doesn't tell."""
    without, with_ = bool(words.NO_BIAS.search(text)), bool(words.BIAS.search(text))
    return None if with_ == without else with_


def claimed_count(text: str) -> int | None:
    """The number of parameters that a sentence states; None where it is not clear which number that is.

    >>> claimed_count("パラメータ数は320"), claimed_count("全結合層784→50はバイアス込みで39250個")
    (320, 39250)
    """
    for pattern in words.CLAIMED:
        found = {number for match in pattern.finditer(text) for number in numbers(match)}
        if found:
            return found.pop() if len(found) == 1 else None
    return None


def weights_and_biases(text: str) -> tuple[int, int] | None:
    """The two numbers of a sentence (``spelled``) that counts weights and biases apart; None where it doesn't.

    >>> weights_and_biases("重みが30,720個,バイアスが120個"), weights_and_biases("2,400 weights and 16 biases")
    ((30720, 120), (2400, 16))
    """
    found = {numbers(match) for match in words.WEIGHTS_AND_BIASES.finditer(text)}
    if len(found) != 1:
        return None
    weights, biases = found.pop()
    return weights, biases


def judged_pair(count: Count, claimed: tuple[int, int]) -> Judged:
    """Hold a stated number of weights and one of biases against what a layer has."""
    right = claimed == (count.weights, count.biases)
    working = Text(
        f"重みは {count.factors} = {count.weights} 個、バイアスは {count.biases} 個です",
        f"{count.factors} = {count.weights} weights and {count.biases} biases",
    )
    return Judged("right" if right else "wrong", "layer-parameters-claim", "mlp-param-count", working)


@dataclass(slots=True)
class CountReader:
    """Judges the counts of sentences.

    ``flat`` is the number of the values of what was flattened last, ``channels`` how many the images have that the
    section is about.
    """

    updates: UpdateReader = field(default_factory=UpdateReader)
    flat: int | None = None
    channels: int | None = None

    def forget(self) -> None:
        """A new section begins."""
        self.updates.forget()
        self.flat = self.channels = None

    def judge(self, sentence: str, heading: str) -> Judged | None:
        """Return whether a count that a sentence (plain text of a row) states is right; None if it states none."""
        text = spelled(sentence)
        trained = only_number(words.TRAINING_DATA, text)
        samples = only_number(words.DATA, text)
        if trained is not None and samples is None and trained != only_number(words.BATCH, text):
            samples = self.updates.data = trained
        bare = samples is not None and not words.BATCH.search(text) and not words.FILTERS.search(text)
        if bare and words.OF_DATA.search(text) and not words.NOT_OF_DATA.search(text):
            self.updates.data = samples
        coloured = [value for pattern, value in ((words.COLOURED, 3), (words.GREY, 1)) if pattern.search(text)]
        self.channels = coloured[0] if len(coloured) == 1 else self.channels
        if words.DENIED.search(words.ABOUT_EPOCHS.sub(" ", words.NO_BIAS.sub(" ", text))):
            return None
        of_an_epoch = bool(words.OF_AN_EPOCH.search(heading)) and not words.OF_AN_EPOCH.search(text)
        found = (
            self._flattened(text)
            or _grown(text)
            or self.updates.of_other_batch(text)
            or self.updates.judge(text, samples, of_an_epoch=of_an_epoch)
        )
        return found or self._behind_flattened(text) or _parameters(text, heading, self.channels)

    def _flattened(self, text: str) -> Judged | None:
        """A feature map made one row: as many values as the product of its sides and channels."""
        claimed = only_number(words.FLATTENED, text) or only_number(words.FLAT_IN_A_ROW, text)
        if claimed is None:
            return None
        sizes = [token.values for token in size_tokens(text) if token.kind == "size"]
        sizes = sizes or [numbers(found) for found in words.SIZE_WITH_RESULT.finditer(text)]
        if len(sizes) != 1:
            return None
        maps = only_number(words.MAPS, text)
        if len(sizes[0]) == 2 and (maps is None) == bool(words.MAPS.search(text)):
            return None
        factors = sizes[0] if len(sizes[0]) == 3 or maps is None else (*sizes[0], maps)
        self.flat = prod(factors)
        product = "·".join(map(str, factors))
        working = Text(f"{product} = {self.flat} 個です", f"{product} = {self.flat}")
        return Judged("right" if claimed == self.flat else "wrong", "flattened-size-claim", "cnn-shape-chain", working)

    def _behind_flattened(self, text: str) -> Judged | None:
        """The parameters of a dense layer that takes what the sentence before has flattened."""
        units = only_number(words.FLAT_INTO, text) if self.flat is not None else None
        claimed = claimed_count(text) if units is not None else None
        if self.flat is None or units is None or claimed is None or claimed == units:
            return None
        return judged_count(
            dense_count(self.flat, units), claimed, bias_in(text), "dense-parameters-claim", "mlp-param-count"
        )


def _grown(text: str) -> Judged | None:
    """By how much padding makes an image larger: at both ends."""
    found = {words.numbers(match) for match in words.GROWN.finditer(text)}
    if len(found) != 1 or words.GROWN_AT_AN_END.search(text):
        return None
    padding, claimed = found.pop()
    working = Text(f"両端に {padding} ずつなので、2·{padding} = {2 * padding} だけ大きくなります",
                   f"at both ends: each side grows by 2·{padding} = {2 * padding}")  # fmt: skip
    return Judged("right" if claimed == 2 * padding else "wrong", "padded-size-claim", "zero-padding-border", working)


def _parameters(text: str, heading: str, images: int | None) -> Judged | None:
    """Judge the number of a layer's parameters; ``images`` are the channels of the images that are spoken of."""
    both = weights_and_biases(text)
    if both is not None:
        layer = _convolution(text, images) or _dense(text)
        return judged_pair(layer[0], both) if layer is not None else None
    about = spelled(heading) if words.ANY_PARAMETERS.search(spelled(heading)) else ""
    bias = bias_in(text)
    if bias is None and about:
        bias = bias_in(about)
    if bias is None and not words.ANY_PARAMETERS.search(text + about):
        return None
    claimed = claimed_count(text)
    if claimed is None and about:
        claimed = only_number(words.LAST_NUMBER, text)
    if claimed is None:
        return _product(text) if _convolution(text, images) is None and _dense(text) is None else None
    if words.NOT_ONE_LAYER.search(text.replace("全部で", "")):
        return None
    found = _convolution(text, images, spelled(heading)) or _dense(text) or _normalization(text, spelled(heading))
    if found is None:
        return _product(text)
    count, claim, practise = found
    return judged_count(count, claimed, bias, claim, practise)


def _product(text: str) -> Judged | None:
    """Judge a product that is built as the parameters of a layer are: 3×3×1×32+32, 784×50+50."""
    found = list(words.PRODUCT.finditer(text))
    if len(found) != 1 or found[0][2] is None:
        return None
    factors = [int(each) for each in re.findall(r"\d+", found[0][1])]
    biases = int(found[0][2])
    if (
        len(factors) not in (2, 4)
        or factors[-1] != biases
        or prod(factors) > MOST
        or (len(factors) == 4 and factors[0] != factors[1])
    ):
        return None
    count = Count(prod(factors), biases, "·".join(map(str, factors)))
    claimed = whole_number(found[0][3])
    return judged_count(count, claimed, True, "layer-parameters-claim", "mlp-param-count")


def judged_count(count: Count, claimed: int, bias: bool | None, claim: str, practise: str) -> Judged:
    """Hold a stated number of parameters against what a layer has."""
    right = claimed in count.of(bias)
    return Judged("right" if right else "wrong", claim, practise, count.working(bias if count.biases else False))


def _convolution(text: str, images: int | None, about: str = "") -> tuple[Count, str, str] | None:
    sheets = [(one[1], one[2], one[0], one[3]) for one in map(numbers, words.INTO_SHEETS.finditer(text))]
    sheets += [(one[0], one[1], one[2], one[3]) for one in map(numbers, words.OUT_OF_SHEETS.finditer(text))]
    if len(sheets) == 1:
        tall, broad, deep, many = sheets[0]
        return convolution_count((tall, broad), deep, many), "conv-parameters-claim", "conv-param-count"
    kernels = {numbers(match) for match in words.KERNEL.finditer(text)}
    filters = only_number(words.FILTERS, text)
    channels = only_number(words.CHANNELS, text)
    both = {numbers(match) for match in words.CHANNELS_AND_FILTERS.finditer(text)}
    if len(both) == 1 and filters is None and channels is None:
        channels, filters = both.pop()
    if channels is None and not words.CHANNELS.search(text):
        known = [value for pattern, value in ((words.COLOURED, 3), (words.GREY, 1)) if pattern.search(text)]
        channels = known[0] if len(known) == 1 else None
    if len(kernels) != 1 and (words.CONVOLUTION.search(text) or words.CONVOLUTION.search(about)):
        kernels = {token.values for token in size_tokens(text) if token.kind == "size" and len(token.values) == 2}
        filters = filters or only_number(words.SHEETS, text)
        channels = channels or only_number(words.BARE_CHANNELS, text)
    if filters is None and words.CONVOLUTION.search(text):
        filters = only_number(words.SHEETS, text)
    if channels is None and filters is not None and not words.CHANNELS.search(text):
        channels = only_number(words.CHANNELS_SET, text)
    if channels is None and words.FIRST_CONVOLUTION.search(text) and not words.CHANNELS.search(text):
        channels = images
    if len(kernels) != 1 or filters is None or channels is None:
        return None
    high, wide = kernels.pop()
    return convolution_count((high, wide), channels, filters), "conv-parameters-claim", "conv-param-count"


def _dense(text: str) -> tuple[Count, str, str] | None:
    if not words.DENSE.search(text):
        return None
    pairs = {numbers(match) for pattern in words.DENSE_SIZES for match in pattern.finditer(text)}
    if len(pairs) != 1 or len(re.findall(r"→|->", text)) > 1:
        return None
    inputs, outputs = pairs.pop()
    if max(inputs, outputs) > MOST:
        return None
    return dense_count(inputs, outputs), "dense-parameters-claim", "mlp-param-count"


def _normalization(text: str, heading: str) -> tuple[Count, str, str] | None:
    called = only_number(words.NORMALIZATION_CALL, text)
    if words.CHANGED_CHANNELS.search(text):
        return None
    channels = called if called is not None else only_number(words.NORMALIZED_CHANNELS, text)
    if channels is None or words.NOT_LEARNED.search(text) or not re.search(r"学習|learn|train|gamma|γ", text):
        return None
    if called is None and not words.NORMALIZATION.search(text) and not words.NORMALIZATION.search(heading):
        return None
    return normalization_count(channels), "normalization-parameters-claim", "norm-param-count"
