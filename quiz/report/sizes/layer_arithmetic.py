"""What layers come to: the size of their output and the number of their parameters, each with the working to show."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from quiz.language import Text
from quiz.report.frozen import frozen

Pair = tuple[int, int]
MOST = 10**7
"""No side, count or product of a report's layer is larger; a larger one is not looked at."""


@frozen
class Window:
    """A convolution or a pooling as far as it is said: None where nothing is.

    ``padding`` is -1 where the output is to keep the input's size ("same").
    """

    kind: Literal["convolution", "pooling"] = "convolution"
    source: Pair | None = None
    kernel: Pair | None = None
    stride: int | None = None
    padding: int | None = None

    def with_said(self, other: Window) -> Window:
        """This window with what another one says instead."""
        return Window(
            self.kind if other.kernel is None else other.kind,
            other.source or self.source,
            other.kernel or self.kernel,
            self.stride if other.stride is None else other.stride,
            self.padding if other.padding is None else other.padding,
        )

    def possible(self) -> list[Window]:
        """What may be meant where the stride or the padding is left unsaid; the usual case first."""
        if self.kernel is None:
            return []
        strides = [self.stride] if self.stride is not None else [1]
        if self.kind == "pooling" and self.stride is None:
            strides = sorted({self.kernel[0], 1}, reverse=True)
        unsaid = [0] if self.kind == "pooling" else [0, 1, 2, 3]
        paddings = [self.padding] if self.padding is not None else unsaid
        return [replace(self, stride=stride, padding=padding) for padding in paddings for stride in strides]

    def output(self) -> Pair | None:
        """Return floor((input + 2·padding − filter) / stride) + 1 for both sides; None where that is no size.

        >>> Window("convolution", (28, 28), (5, 5), 1, 0).output()
        (24, 24)
        """
        if self.source is None or self.kernel is None or not self.stride or self.padding is None:
            return None
        if min(self.kernel) < 1:
            return None
        if self.padding < 0:
            high, wide = (-(-side // self.stride) for side in self.source)
            return high, wide
        room = [side + 2 * self.padding - kernel for side, kernel in zip(self.source, self.kernel, strict=True)]
        if min(room) < 0:
            return None
        return room[0] // self.stride + 1, room[1] // self.stride + 1

    @property
    def is_exact(self) -> bool:
        """Whether nothing is left over at the edge: then rounding up and down are one."""
        if self.source is None or self.kernel is None or not self.stride or self.padding is None or self.padding < 0:
            return True
        sides = zip(self.source, self.kernel, strict=True)
        return all((side + 2 * self.padding - kernel) % self.stride == 0 for side, kernel in sides)

    def working(self) -> Text:
        """The size formula with its numbers, for a window that is wholly said."""
        size = self.output()
        if self.source is None or self.kernel is None or self.stride is None or self.padding is None or size is None:
            raise ValueError("what is not wholly said has no working")
        if self.padding < 0:
            return Text(
                f"大きさを保つパディング（same）では、出力は {size[0]}×{size[1]} です",
                f"with padding that keeps the size (same) the output is {size[0]}×{size[1]}",
            )
        high, wide = (
            f"({side} + 2·{self.padding} − {kernel})/{self.stride} + 1"
            for side, kernel in zip(self.source, self.kernel, strict=True)
        )
        shown = high if high == wide else f"{high}, {wide}"
        rounded = "" if self.is_exact else "（小数は切り捨て）"
        cut = "" if self.is_exact else ", rounded down"
        return Text(
            f"{shown}{rounded or ' '}なので、出力は {size[0]}×{size[1]} です",
            f"{shown}{cut}: the output is {size[0]}×{size[1]}",
        )


@frozen
class Count:
    """A number of parameters: the weights, and the biases among them where they are counted."""

    weights: int
    biases: int
    factors: str

    def of(self, bias: bool | None) -> tuple[int, ...]:
        """The numbers that may be meant: with the biases, without them, or either where that is left unsaid."""
        both = self.weights + self.biases
        if bias is None:
            return tuple({both: None, self.weights: None})
        return (both if bias else self.weights,)

    def working(self, bias: bool | None) -> Text:
        """The product with its numbers."""
        with_bias = f"{self.factors} + {self.biases} = {self.weights + self.biases}"
        without = f"{self.factors} = {self.weights}"
        if bias is None:
            return Text(
                f"重みは {without} 個、バイアスを含めると {with_bias} 個です",
                f"there are {without} weights, and with the biases {with_bias}",
            )
        shown = with_bias if bias else without
        return Text(f"{shown} 個です", f"it is {shown}")


def convolution_count(kernel: Pair, channels: int, filters: int) -> Count:
    """The parameters of a convolution: height · width · input channels · filters, and a bias for each filter.

    >>> convolution_count((3, 3), 3, 16).of(True)
    (448,)
    """
    weights = kernel[0] * kernel[1] * channels * filters
    return Count(weights, filters, f"{kernel[0]}·{kernel[1]}·{channels}·{filters}")


def dense_count(inputs: int, outputs: int) -> Count:
    """The parameters of a fully connected layer: inputs · outputs, and a bias for each output.

    >>> dense_count(784, 50).of(True), dense_count(784, 50).of(None)
    ((39250,), (39250, 39200))
    """
    return Count(inputs * outputs, outputs, f"{inputs}·{outputs}")


def normalization_count(channels: int) -> Count:
    """The parameters that batch normalization learns: γ and β for each channel.

    >>> normalization_count(64).of(None)
    (128,)
    """
    return Count(2 * channels, 0, f"2·{channels}")
