"""What a figure is given: the values of its keys, each held against what the sort of figure can draw.

What doesn't fit is a :class:`FigureFault`, which says the key, what was found and what was expected.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

from quiz.columns import width
from quiz.language import LANGUAGES, Text

FieldKind = Literal["value", "curve", "label", "labels", "entries"]
"""How a key is written: a formula or lists of them, a formula in x, a text or ``{ ja, en }``, a list of those, or
entries ``[[figure.name.key]]`` with keys of their own."""

LARGEST = 1e9
"""Numbers in figures are smaller: what is drawn has to be told apart."""
LONGEST_LABEL = 36
"""Columns of a label: half the width of a figure."""


@dataclass(frozen=True, slots=True)
class Field:
    """A key of a sort of figure; ``inside`` are the keys of its entries, of which there are at most ``most``."""

    kind: FieldKind
    required: bool = False
    inside: Mapping[str, Field] | None = None
    most: int = 20


class FigureFault(Exception):
    """A value that can't be drawn: at which key, and why."""

    def __init__(self, key: str, message: Text) -> None:
        super().__init__(message.en)
        self.key = key
        self.message = message


def shown(value: Any) -> str:
    """Return a number as figures write it; a text as it is.

    >>> shown(3), shown(Fraction(1, 3)), shown(-0.0), shown(12345.678)
    ('3', '0.3333', '0', '12350')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | Fraction | float):
        return str(value)
    if not -LARGEST <= value <= LARGEST:  # no number at all
        return "…"
    if isinstance(value, int) or value == int(value):
        return str(int(value))
    written = f"{float(value):.4g}"
    return str(round(float(written))) if "e+" in written else written


class Given:
    """The values of a figure's keys, or of one entry's; ``place`` is how faults call where they stand."""

    def __init__(self, values: Mapping[str, Any], place: str = "") -> None:
        self.values = values
        self.place = place

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def fault(self, key: str, ja: str, en: str) -> FigureFault:
        """Return the fault of a key."""
        called = f"{self.place}{key}"
        return FigureFault(called, Text(f"{called}: {ja}", f"{called}: {en}"))

    def _wrong(self, key: str, found: object, ja: str, en: str) -> FigureFault:
        quoted = shown(found) if not isinstance(found, tuple) else f"({', '.join(map(shown, found[:6]))})"
        quoted = quoted if len(quoted) <= 40 else quoted[:39] + "…"
        return self.fault(key, f"{ja}のはずですが、{quoted} でした", f"should be {en}, found {quoted}")

    def number(self, key: str, default: float | None = None) -> float:
        """Return a finite number; ``default`` where the key is absent."""
        return self._number(key, self.values.get(key, default))

    def _number(self, key: str, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | Fraction | float):
            raise self._wrong(key, value, "数", "a number")
        if not -LARGEST <= value <= LARGEST:  # neither is what is no number at all; compared before it is a float
            raise self._wrong(key, value, f"大きさが {LARGEST:g} までの数", f"a number up to {LARGEST:g}")
        return float(value)

    def whole(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """Return a whole number from ``low`` to ``high``."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            raise self._wrong(key, value, f"{low} から {high} の整数", f"a whole number from {low} to {high}")
        return value

    def wholes(self, key: str, low: int, high: int, least: int, most: int) -> tuple[int, ...]:
        """Return a list of whole numbers, each from ``low`` to ``high``."""
        entries = self._entries(key, least, most)
        for value in entries:
            if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
                raise self._wrong(key, value, f"{low} から {high} の整数", f"a whole number from {low} to {high}")
        return entries

    def numbers(self, key: str, least: int, most: int) -> tuple[float, ...]:
        """Return a list of numbers."""
        return tuple(self._number(key, value) for value in self._entries(key, least, most))

    def grid(self, key: str, most: int) -> tuple[tuple[Any, ...], ...]:
        """Return the rows of a table of numbers, all of one length."""
        rows = self._entries(key, 1, most)
        if not all(isinstance(row, tuple) and 1 <= len(row) <= most and len(row) == len(rows[0]) for row in rows):
            raise self._wrong(
                key, rows, f"同じ長さ（{most} まで）の行のリスト", f"a list of rows of one length, at most {most}"
            )
        for row in rows:
            for value in row:
                self._number(key, value)
        return rows

    def _entries(self, key: str, least: int, most: int) -> tuple[Any, ...]:
        value = self.values.get(key)
        if not isinstance(value, tuple) or not least <= len(value) <= most:
            count = str(least) if least == most else f"{least}～{most}"
            english = str(least) if least == most else f"{least} to {most}"
            raise self._wrong(key, value, f"{count} 個の値のリスト", f"a list of {english} values")
        return value

    def span(self, key: str) -> tuple[float, float]:
        """Return the two ends of an axis, the smaller one first."""
        low, high = self.numbers(key, 2, 2)
        if not low < high:
            raise self._wrong(key, (low, high), "小さいほうから 2 つの数", "two numbers, the smaller one first")
        return low, high

    def words(self, key: str, allowed: Sequence[str], most: int) -> tuple[str, ...]:
        """Return a word, or a list of them, each one of ``allowed``."""
        value = self.values.get(key)
        found = value if isinstance(value, tuple) else (value,)
        if not 1 <= len(found) <= most or not all(word in allowed for word in found):
            listed = ", ".join(allowed)
            raise self._wrong(key, value, f" {listed} のどれか", f"one of {listed}")
        return found

    def label(self, key: str) -> Text | None:
        """Return a label that is short enough to be drawn; None where the key is absent."""
        return self._short(key, self.values[key]) if key in self.values else None

    def named(self, key: str, otherwise: Text) -> Text:
        """Return a label, or another text where the key is absent."""
        return self.label(key) or otherwise

    def labels(self, key: str, count: int) -> tuple[Text, ...]:
        """Return so many labels; none where the key is absent."""
        if key not in self.values:
            return ()
        found = self.values[key]
        if len(found) != count:
            raise self.fault(
                key, f"{count} 個のはずですが、{len(found)} 個でした", f"should be {count}, found {len(found)}"
            )
        return tuple(self._short(key, text) for text in found)

    def _short(self, key: str, text: Text) -> Text:
        for language in LANGUAGES:
            if width(text.in_(language), ambiguous=2) > LONGEST_LABEL or "\n" in text.in_(language):
                raise self.fault(
                    key,
                    f"図の中の文字は 1 行、半角 {LONGEST_LABEL} 文字までです",
                    f"a label has one line of at most {LONGEST_LABEL} columns",
                )
        return text

    def curve(self, key: str) -> Callable[[float], float | None]:
        """Return a function of x, which is None where it has no value."""
        found: Callable[[float], float | None] = self.values[key]
        return found

    def entries(self, key: str) -> list[Given]:
        """Return the entries ``[[...]]`` of a key; none where it is absent."""
        found = self.values.get(key, ())
        return [Given(entry, f"{self.place}{key}.{number}.") for number, entry in enumerate(found, start=1)]
