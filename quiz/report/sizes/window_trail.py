"""Sentence after sentence of a section -> what each says of a window, held against the size formula.

A sentence may speak of the window before it (同じ条件で, "then"), or give a half of what the next one completes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product
from typing import Final, Literal

from quiz.language import Text
from quiz.report.sizes.layer_arithmetic import Pair, Window
from quiz.report.sizes.stated_windows import SaidWindow

_LASTS: Final = 2
"""For how many sentences without a window of their own one is still spoken of."""
_MOST_MEANT: Final = 7


@dataclass(frozen=True, slots=True)
class Judged:
    """A stated size or number: whether it holds, and the working that tells."""

    verdict: Literal["right", "imprecise", "wrong"]
    claim: str
    practise: str
    working: Text


class WindowTrail:
    """Remembers the window that was spoken of last."""

    def __init__(self) -> None:
        self._last: Window | None = None
        self._waits = False
        self._result: Pair | None = None
        self._channels: int | None = None
        self._convolves = False
        self._age = 0
        self._whole: Window | None = None  # the last one that was told with its input and its filter
        self._head: Window | None = None  # what a line that ends open says of every entry of the list below it

    def forget(self) -> None:
        """A new section begins."""
        self._last, self._waits, self._result, self._channels, self._age = None, False, None, None, 0
        self._convolves, self._whole, self._head = False, None, None

    def passed(self) -> None:
        """A sentence said nothing of a window."""
        self._age += 1
        self._waits = False
        if self._age > _LASTS:
            self.forget()

    def judge(self, said: SaidWindow, *, listed: bool = False, opens: bool = False) -> Judged | None:
        """Return whether the size that a sentence states is right; None if it states none, or not all that decides.

        ``listed``: it is an entry of a list, which goes on from the output of the entry above it. ``opens``: it ends
        open, as what holds for every entry of the list below it.
        """
        if not listed:
            self._head = None
        goes_on = listed and self._age == 0 and said.output is not None and said.window.kernel is not None
        if goes_on and said.window.source is None and self._result is not None:
            said = replace(said, then=True)
        last, whole = self._last, self._whole
        window = self._completed(said, listed=listed)
        convolves = said.convolves or (self._convolves and said.window.kernel is None)
        given = said.given if said.given is not None else self._channels if said.then else None
        self._age, self._channels = 0, None
        if said.padded:
            return self._of_padded(window, said.output)
        self._last, self._result, self._convolves = window, None, convolves
        if said.window.source is not None and said.window.kernel is not None:
            self._whole = said.window
        self._waits = said.output is None
        if opens and self._waits:
            self._head = window
        if window.source is None or window.kernel is None:
            return None
        if said.output is None:
            sizes = {one.output() for one in window.possible()}
            self._result = sizes.pop() if len(sizes) == 1 else None
            return None
        judged = judged_window(window, said.output, convolves=convolves)
        if judged is not None and judged.verdict == "wrong" and (said.alike or window is not said.window):
            # It may be changed from the first one of several, or from the one right above.
            others = (other.with_said(said.window) for other in (whole, last) if other is not None)
            if any(other.output() == said.output for other in others):
                return None
        if judged is not None and judged.verdict != "wrong":
            self._result, self._channels = said.output, said.made
            if window.kind == "pooling" and given is not None and said.made not in (None, given):
                return Judged("wrong", judged.claim, judged.practise, _keeps_channels(given))
        return judged

    def _completed(self, said: SaidWindow, *, listed: bool) -> Window:
        """What a sentence says, with what it leaves to the sentences before it."""
        window, last = said.window, self._last
        bare = window.source is None and window.kernel is None
        if listed and bare and self._head is not None and not (said.alike or said.then):
            return self._head.with_said(window)
        if last is None:
            return replace(window, source=self._result) if said.then and window.source is None else window
        if said.alike:
            return last.with_said(window)
        if said.then and window.source is None:
            return replace(window, source=self._result)
        if self._waits and not _clash(last, window):
            return last.with_said(window)
        return window

    def _of_padded(self, window: Window, claimed: Pair | None) -> Judged | None:
        """Judge the size of an input with its padding: a side grows by it at both ends."""
        source, padding = window.source, window.padding
        if source is None or claimed is None or padding is None or padding < 1:
            return None
        if self._last is not None and self._last.with_said(window).output() == claimed:
            return None  # the window that was spoken of makes this of it
        judged = padded_working(source, padding, claimed)
        self._last, self._waits, self._result = None, False, claimed if judged.verdict == "right" else None
        return judged


def padded_working(source: Pair, padding: int, claimed: Pair) -> Judged:
    """Hold the size of an image with its padding against what comes of growing at both ends."""
    high, wide = (side + 2 * padding for side in source)
    sums = f"{source[0]} + 2·{padding} = {high}", f"{source[1]} + 2·{padding} = {wide}"
    working = Text(
        f"両端に {padding} ずつ増えるので、{'、'.join(sums)} です",
        f"each side grows by {padding} at both ends: {', '.join(sums)}",
    )
    right = claimed == (high, wide)
    return Judged("right" if right else "wrong", "padded-size-claim", "zero-padding-border", working)


def _keeps_channels(channels: int) -> Text:
    return Text(
        f"プーリングはチャンネルごとに行うので、チャンネル数は {channels} のままです",
        f"pooling works on each channel by itself: there are {channels} of them as before",
    )


def _clash(one: Window, other: Window) -> bool:
    """Whether two sentences say the same thing of a window twice: then they speak of two windows."""
    both = (
        (one.source, other.source),
        (one.kernel, other.kernel),
        (one.stride, other.stride),
        (one.padding, other.padding),
    )
    return any(first is not None and second is not None for first, second in both)


def judged_window(window: Window, claimed: Pair, *, convolves: bool = False) -> Judged | None:
    """Hold a stated size against what comes out of a window; None where another one may be meant.

    ``convolves``: it is surely a convolution, which nobody rounds up.
    """
    possible = [one for one in window.possible() if one.output() is not None]
    if not possible:
        return None
    pooling = window.kind == "pooling"
    claim, practise = (
        ("pool-output-size-claim", "pool-output-size") if pooling else ("conv-output-size-claim", "conv-output-size")
    )
    usual = possible[0]
    if usual.output() == claimed:
        return Judged("right", claim, practise, usual.working())
    for other in possible[1:]:
        if other.output() == claimed:
            stride, padding, plain = other.stride, other.padding, usual.working()
            said = Text(
                f"ストライド {stride}、パディング {padding} のときの値です。何も言わなければ {plain.ja}",
                f"this holds for stride {stride} and padding {padding}; where nothing is said, {plain.en}",
            )
            return Judged("imprecise", claim, practise, said)
    if _may_be_meant(window, claimed):
        return None
    if not (convolves and window.padding not in (None, -1)) and _rounded_up(possible, claimed):
        return None  # some libraries round up a pooling, and a padding that isn't said may be larger at one end
    return Judged("wrong", claim, practise, usual.working())


def _may_be_meant(window: Window, claimed: Pair) -> bool:
    """Whether the size comes out of a padding, or a stride and a padding, of which the sentence says nothing.

    Where it names a stride alone, the padding may still be one that keeps the size.
    """
    if window.padding is not None or window.kind == "pooling":
        return False
    if window.stride is not None:
        return replace(window, padding=-1).output() == claimed
    return any(
        replace(window, stride=stride, padding=padding).output() == claimed
        for stride, padding in product(range(1, _MOST_MEANT + 1), range(-1, _MOST_MEANT + 1))
    )


def _rounded_up(possible: list[Window], claimed: Pair) -> bool:
    """Whether a size is that of a window whose last step goes beyond the edge."""
    for one in possible:
        size = one.output()
        if size is not None and not one.is_exact and claimed == (size[0] + 1, size[1] + 1):
            return True
    return False
