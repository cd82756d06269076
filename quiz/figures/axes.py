"""Axes: a frame with ticks, and the way from values to places in a scene."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from quiz.figures.given import Given, shown
from quiz.figures.scene import PALE, Box, Dashes, Label, Line, Point, Scene, clipped
from quiz.language import Text

MARGIN_LEFT, MARGIN_TOP, MARGIN_RIGHT, MARGIN_BOTTOM = 48.0, 18.0, 14.0, 36.0


@dataclass(frozen=True)
class Axes:
    """A frame in a scene, whose sides stand for ranges of values."""

    scene: Scene
    frame: Box
    across: tuple[float, float]
    up: tuple[float, float]

    def at(self, x: float, y: float) -> Point:
        """Return the place of two values."""
        left, top, right, bottom = self.frame
        return (
            left + (right - left) * (x - self.across[0]) / (self.across[1] - self.across[0]),
            bottom - (bottom - top) * (y - self.up[0]) / (self.up[1] - self.up[0]),
        )

    def holds(self, x: float, y: float) -> bool:
        """Whether two values lie within the ranges."""
        return self.across[0] <= x <= self.across[1] and self.up[0] <= y <= self.up[1]

    def require(self, given: Given, key: str, x: float, y: float) -> None:
        """Raise the fault of a key whose values lie outside the axes."""
        if not self.holds(x, y):
            found = f"({shown(x)}, {shown(y)})"
            ranges = f"{_range(self.across)}, {_range(self.up)}"
            raise given.fault(key, f"{found} は軸の範囲 {ranges} の外です", f"{found} lies outside the axes, {ranges}")

    def line(self, values: Sequence[Point], *, tone: int = 0, dashes: Dashes = "", thick: bool = True) -> int:
        """Draw a line through values, as far as it lies within the frame; return how many parts of it do."""
        parts = list(clipped([self.at(x, y) for x, y in values], self.frame))
        for part in parts:
            self.scene.add(Line(part, tone, dashes, thick))
        return len(parts)

    def draw(self, across: Text | None = None, up: Text | None = None) -> None:
        """Draw the frame with its ticks, and what the axes are called."""
        left, top, right, bottom = self.frame
        for value in ticks(*self.across):
            x, _ = self.at(value, self.up[0])
            self.scene.add(Line(((x, top), (x, bottom)), PALE), Line(((x, bottom), (x, bottom + 4))))
            self.scene.add(Label((x, bottom + 12), Text.both(shown(value))))
        for value in ticks(*self.up):
            _, y = self.at(self.across[0], value)
            self.scene.add(Line(((left, y), (right, y)), PALE), Line(((left - 4, y), (left, y))))
            self.scene.add(Label((left - 7, y), Text.both(shown(value)), "end"))
        self.scene.add(Line(((left, top), (left, bottom), (right, bottom))))
        for low, high, start, end in (
            (*self.across, self.at(0, self.up[0]), self.at(0, self.up[1])),
            (*self.up, self.at(self.across[0], 0), self.at(self.across[1], 0)),
        ):
            if low < 0 < high:
                self.scene.add(Line((start, end), 5, "short"))
        if across is not None:
            self.scene.add(Label(((left + right) / 2, bottom + 27), across))
        if up is not None:
            self.scene.add(Label((left, top - 10), up, "start"))


def axes_of(scene: Scene, across: tuple[float, float], up: tuple[float, float]) -> Axes:
    """Return axes that fill a scene but for the room of their words."""
    frame = (MARGIN_LEFT, MARGIN_TOP, scene.width - MARGIN_RIGHT, scene.height - MARGIN_BOTTOM)
    return Axes(scene, frame, across, up)


def ticks(low: float, high: float) -> list[float]:
    """Return three to six round values within a range.

    >>> ticks(0, 1), ticks(-3, 12)
    ([0.0, 0.2, 0.4, 0.6, 0.8, 1.0], [0.0, 5.0, 10.0])
    """
    rough = (high - low) / 5
    power = 10.0 ** math.floor(math.log10(rough))
    step = next(power * times for times in (1, 2, 5, 10) if power * times >= rough * 0.999)
    first = math.ceil(low / step - 1e-9)
    last = math.floor(high / step + 1e-9)
    return [float(f"{place * step:.12g}") + 0.0 for place in range(first, last + 1)]


def room_around(values: Sequence[float]) -> tuple[float, float]:
    """Return a range with some room around values; one value alone stands in its middle.

    >>> room_around([0, 10]), room_around([2, 2])
    ((-0.5, 10.5), (1.0, 3.0))
    """
    low, high = min(values), max(values)
    room = (high - low) * 0.05 or max(abs(low) * 0.5, 0.5)
    return low - room, high + room


def _range(ends: tuple[float, float]) -> str:
    return f"{shown(ends[0])}..{shown(ends[1])}"
