"""Shapes: tuples of whole numbers such as 7×7, however they are written; one number stands for a square."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction
from math import isfinite, prod
from typing import TYPE_CHECKING, Any

from quiz.kinds.answer_meant import read_with_corrections
from quiz.kinds.kind import InReports, Kind, diagnose
from quiz.kinds.slip_messages import false_link_diagnosis
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant
from quiz.reading.number_values import Asked
from solvers.topics.formatting import fixed, size

if TYPE_CHECKING:
    from quiz.interaction import Interaction

_BETWEEN = re.compile(r" ?[×x*] ?|, ?")
_PLAIN = re.compile(r" *(\()?([0-9]{1,9}(?:(?: ?[×x*] ?|, ?)[0-9]{1,9})+)(?(1)\)) *")
"""A size as most learners type it, which needs no looking for words."""

_NUMBERS = re.compile(
    r"[0-9]{1,9}(?:\.[0-9]{1,9})?(?:\s*[×✕✖xX*]\s*(?:(?:横|幅|width)\s*)?[0-9]{1,9}(?:\.[0-9]{1,9})?)*"
)
_BESIDE = re.compile(r"(?:[\s,、=≈()\[\]]|縦|高さ|height)*")
"""What may stand around numbers of which the whole answer is made up: 14×7 (98), 縦14×横7 = 98."""

_WITH_AREA = re.compile(
    r"[\s(]*(?P<size>[0-9]{1,9}(?:\s*[×✕✖xX*]\s*[0-9]{1,9})+)[\s)]*=\s*(?P<area>[0-9]{1,12})"
    r"\s*(?:画素|ピクセル|マス|個|px|pixels?|values?|numbers?)?\s*"
)
"""A size with its product behind: 12×15 = 180 pixels."""

_SIDES = (Text("縦", "height"), Text("横", "width"))
"""The sides of a size of two, in the order in which it is asked for."""

_LISTED = re.compile(r"[、,，;；]|で(?!す|あ|し)|と|から|\b(?:and|then)\b")
_TIMES = re.compile(r"(?<=\d)\s*[×✕✖xXｘＸ*＊]\s*(?=\d)")


class Shape(Kind):
    """A size."""

    label = Text("サイズ", "shape")
    in_reports = InReports.SIZE
    carries = True

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """One whole number for each side."""
        from quiz.interaction import EnterNumber

        return tuple(EnterNumber(side, Fraction(0)) for side in variant.key)

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to write a size."""
        return Text("サイズで答えてください（縦×横、例: 7×5）", "answer with a size (height×width, for example 7x5)")

    def fits(self, value: Any) -> bool:
        """Whole numbers."""
        return isinstance(value, tuple) and bool(value) and all(type(side) is int for side in value)

    def fits_slip(self, value: Any) -> bool:
        """Any numbers, one for each side."""
        return isinstance(value, tuple) and all(isinstance(side, int | Fraction | float) for side in value)

    def same(self, item: Item, left: Any, right: Any) -> bool:
        """Exactly equal; a side with a fraction (only a slip has one) may be rounded to two decimals."""
        return len(left) == len(right) and all(map(_same_side, left, right))

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read a size of as many sides as the key has; or what is said instead of another."""
        found = read_with_corrections(raw, variant, self._read_one)
        if isinstance(found, Parsed):
            return found
        from quiz.kinds.shown_working import read_with_working

        return read_with_working(raw, variant, self._read_one, list) or found

    def _read_one(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        raw = raw.rstrip("!！ \u3000")  # no size has a factorial
        plain = _PLAIN.fullmatch(raw)
        if plain is not None and len(values := tuple(map(int, _BETWEEN.split(plain[2])))) == len(variant.key):
            return Parsed(values, size(values))
        from quiz.reading.number_faults import NotRead
        from quiz.reading.part_labels import part_labels
        from quiz.reading.quantities import read_numbers
        from quiz.reading.question_words import words_of
        from quiz.reading.spelling import normalize

        sides = len(variant.key)
        area = _WITH_AREA.fullmatch(normalize(raw))
        values = tuple(int(side) for side in re.findall("[0-9]+", area["size"])) if area is not None else ()
        if area is not None and len(values) == sides > 1:
            if prod(values) == int(area["area"]):
                return Parsed(values, size(values))
            return _which(max(raw.find("="), raw.find("＝")), sides)
        told = self._beside_others(raw, sides)
        if told is not None:
            return told
        labels = part_labels(_SIDES) if sides == len(_SIDES) else None
        asked = Asked(sides, words_of(variant), labels, writing=_size_alone(sides))
        try:
            read = read_numbers(raw, asked, single_stands_for_all=True)
        except NotRead as fault:
            return fault.unreadable if fault.unreadable.remedy else self._no_size(variant)
        broken = next((found.broken for found in read if found.broken is not None), None)
        if broken is not None:
            return Unreadable(false_link_diagnosis(broken).message, remedy=_size_alone(sides))
        typed = tuple(found.number.value for found in read)
        if not all(_is_finite(value) for value in typed):
            return self._no_size(variant)
        beside = _size_in_a_list(raw, sides)
        if beside is not None:  # 「(7-1)+1 で 7×7」: the sign may be that of the size, or of a product
            return _which(beside, sides)
        return Parsed(typed, size(typed))  # type: ignore[arg-type]  # no complex number is left

    @staticmethod
    def _beside_others(raw: str, sides: int) -> Parsed | Unreadable | None:
        """Read a size that is written twice; ask which it is where another number stands beside a size."""
        from quiz.reading.fillers import without_fillers
        from quiz.reading.spelling import normalize_with_offsets

        written = normalize_with_offsets(without_fillers(raw))
        found = _numbers_alone(written.text)
        sizes = [pair for pair in found if len(pair[1]) == sides]
        if sides < 2 or len(found) < 2 or not sizes:
            return None
        values = tuple(Fraction(side) for side in sizes[0][1])
        if len(sizes) == len(found) and all(tuple(map(Fraction, typed)) == values for _, typed in sizes):
            return Parsed(values, size(values))
        return _which(written.offsets[sizes[0][0]], sides)

    def carried(self, parsed: Parsed, variant: Variant) -> Any:
        """The sides."""
        return parsed.content

    def _no_size(self, variant: Variant) -> Unreadable:
        sides = len(variant.key)
        return Unreadable(
            Text(f"{sides} 個の数のサイズが必要です", f"a size of {sides} numbers is needed"),
            remedy=self.answer_format(variant),
        )

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Compare exactly; name the slips, and sides that were swapped."""
        if parsed.content == variant.key:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        for slip in variant.distractors:
            if self.same(variant.item, parsed.content, slip.value):
                return Outcome("wrong", 0.0, diagnose(variant, slip.misconceptions), parsed.understood_as)
        return Outcome("wrong", 0.0, _unnamed(parsed.content, variant.key), parsed.understood_as)

    def show(self, item: Item, value: Any) -> Text:
        """Write a size with its sign."""
        return Text.both("×".join(str(side) if side == int(side) else fixed(side, 2) for side in value))

    def answers(self, variant: Variant) -> Sequence[str]:
        """The usual writings of the key."""
        sides = [str(side) for side in variant.key]
        square = (sides[0],) if len(set(sides)) == 1 else ()
        wide = "×".join(sides).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        return "x".join(sides), f"({', '.join(sides)})", "*".join(sides), wide, *square, "×".join(sides)


def _which(column: int, sides: int) -> Unreadable:
    told = Text(
        "このサイズのほかにも数があり、どれが答えかわかりません",
        "there are other numbers beside this size: which of them is the answer?",
    )
    return Unreadable(told, column, _size_alone(sides))


def _numbers_alone(text: str) -> list[tuple[int, tuple[str, ...]]]:
    """The numbers and sizes that a text is made up of, each with its place; none where it holds anything else.

    >>> _numbers_alone("14×7 = 98"), _numbers_alone("14×7 px")
    ([(0, ('14', '7')), (7, ('98',))], [])
    """
    found: list[tuple[int, tuple[str, ...]]] = []
    beside = _BESIDE.match(text)
    while beside is not None and (here := _NUMBERS.match(text, beside.end())) is not None:
        found.append((here.start(), tuple(re.findall(r"[0-9]+(?:\.[0-9]+)?", here[0]))))
        beside = _BESIDE.match(text, here.end())
    return found if beside is not None and beside.end() == len(text) else []


def _size_alone(sides: int) -> Text:
    example = "×".join(("7", "5", "3", "2")[:sides])
    return Text(f"サイズだけで書いてください（例: {example}）", f"write the size alone, like {example}")


def _size_in_a_list(raw: str, sides: int) -> int | None:
    """Where a part of a list begins that is a whole size by itself beside other numbers; None where none is.

    >>> _size_in_a_list("3+4 で 7×7", 2), _size_in_a_list("縦 7、横 5", 2), _size_in_a_list("7×5と思う", 2)
    (6, None, None)
    """
    cuts = [found.span() for found in _LISTED.finditer(raw)]
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(raw)]
    if sides < 2 or not cuts:
        return None
    parts = [(start, raw[start:end]) for start, end in zip(starts, ends, strict=True)]
    if sum(any(map(str.isnumeric, part)) for _, part in parts) < 2:
        return None
    whole = (start + len(part) - len(part.lstrip()) for start, part in parts if len(_TIMES.findall(part)) == sides - 1)
    return next(whole, None)


def _is_finite(value: Any) -> bool:
    return isinstance(value, int | Fraction) or (isinstance(value, float) and isfinite(value))


def _same_side(left: Any, right: Any) -> bool:
    return bool(left == right) or (right != int(right) and abs(left - right) < 0.01)


def _unnamed(value: tuple[Any, ...], key: tuple[int, ...]) -> tuple[Diagnosis, ...]:
    if value == key[::-1]:
        message = Text("縦と横が逆になっているようです。", "Height and width seem to be swapped.")
        return (Diagnosis("sides-swapped", message, certain=False),)
    if any(side != int(side) for side in value):
        message = Text("サイズは整数です。端数は切り捨てます。", "A size is a whole number; a fraction is dropped.")
        return (Diagnosis("fraction", message, certain=False),)
    return ()


KIND = Shape()
