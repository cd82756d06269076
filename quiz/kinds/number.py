"""Numbers, tuples and matrices of numbers: exact where the key is exact, else by the decimals or digits asked for.

A matrix is a tuple of rows; it may be typed as ``[[1, 2], [3, 4]]``, as ``1 2; 3 4``, or row after row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from math import isfinite
from typing import TYPE_CHECKING, Any

from quiz.bank.kind_format import KindPart
from quiz.bank.template import typeset
from quiz.columns import width
from quiz.errors import with_remedy
from quiz.kinds.answer_meant import read_with_corrections
from quiz.kinds.kind import InReports, Kind, RuleFault, diagnose
from quiz.kinds.number_fields import NumberFields, number_fields
from quiz.kinds.number_layout import is_matrix, laid_out, parts_of, shaped_like
from quiz.kinds.number_nearness import accepts, rounds_to, tolerance_of
from quiz.kinds.slip_messages import false_link_diagnosis, slip_diagnosis
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, Unreadable, Variant
from quiz.reading.number_values import Asked, ReadNumber
from quiz.reading.units import NO_UNIT, Wanted
from solvers.expression import Number as NumberNode
from solvers.expression import Product
from solvers.expression import Unreadable as Fault
from solvers.expression.typed import TypedNumber, read_number
from solvers.grading.slips import number_slips

if TYPE_CHECKING:
    from quiz.interaction import Interaction


class Number(Kind):
    """One number, or a tuple of them in the order that the question names."""

    label = Text("数値", "number")
    keys = frozenset({"answer"})
    in_reports = InReports.NUMBERS
    carries = True

    def read_fields(self, part: KindPart) -> NumberFields:
        """Read the ``[answer]`` table."""
        return number_fields(part.top.table("answer"))

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """One number for each part of the key, with what is still right."""
        from quiz.interaction import EnterNumber

        item, parts = variant.item, parts_of(variant.key)
        names: Sequence[Text | None] = item.answer.parts or [None] * len(parts)
        return tuple(
            EnterNumber(part, Fraction(0) if (near := tolerance_of(item, part)) is None else near.bound(part), name)
            for part, name in zip(parts, names, strict=False)
        )

    def answer_format(self, variant: Variant) -> Text:
        """Tell the parts and the precision."""
        policy: NumberFields = variant.item.answer
        asked = Text("数で答えてください", "answer with a number")
        if policy.parts:
            names = [_with_unit(part, unit) for part, unit in zip(policy.parts, _each(policy), strict=True)]
            ja, en = "、".join(part.ja for part in names), ", ".join(part.en for part in names)
            asked = Text(f"({ja}) の順に数で答えてください", f"answer with numbers: ({en})")
        elif is_matrix(variant.key):
            asked = Text("行ごとに答えてください（例: [[1, 2], [3, 4]]）", "answer row by row (like [[1, 2], [3, 4]])")
        elif isinstance(variant.key, tuple):
            asked = Text("数を順に答えてください（例: 1, 2, 3）", "answer with numbers in order (like 1, 2, 3)")
        notes_ja, notes_en = [], []
        if policy.units and not policy.parts:
            notes_ja.append(f"単位は {policy.units[0].name}")
            notes_en.append(f"in {policy.units[0].name}")
        if policy.decimals is not None:
            notes_ja.append(f"小数は第 {policy.decimals} 位まで")
            notes_en.append(f"decimals to {policy.decimals} places")
        if policy.significant is not None:
            notes_ja.append(f"有効数字 {policy.significant} 桁")
            notes_en.append(f"{policy.significant} significant digits")
        ja = f"{asked.ja}（{'、'.join(notes_ja)}）" if notes_ja else asked.ja
        return Text(ja, ", ".join([asked.en, *notes_en]))

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """The parts that are named are as many as the key has."""
        yield from super().variant_faults(variant)
        named, there = len(variant.item.answer.parts), len(parts_of(variant.key))
        if named and named != there:
            ja, en = (
                f"[[answer.parts]] は {named} 個、正解は {there} 個です",
                f"{named} [[answer.parts]], {there} in the key",
            )
            remedy = Text("同じ数にしてください", "name each number of the key")
            yield "parts", "answer.parts", with_remedy(Text(ja, en), remedy)

    def fits(self, value: Any) -> bool:
        """A finite number, or a tuple of them."""
        parts = parts_of(value)
        return bool(parts) and all(isinstance(part, int | Fraction | float) and part == part for part in parts)

    def same(self, item: Item, left: Any, right: Any) -> bool:
        """True if ``left`` would be accepted for the key ``right``."""
        lefts, rights = parts_of(left), parts_of(right)
        return len(lefts) == len(rights) and all(accepts(item, *pair) for pair in zip(lefts, rights, strict=True))

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read as many numbers as the key has; or what is said instead of another."""
        found = read_with_corrections(raw, variant, self._read_one)
        return found if isinstance(found, Parsed) else self._read_around(raw, variant) or found

    def _read_around(self, raw: str, variant: Variant) -> Parsed | None:
        """Read an answer with its working before it, or within the line of code that it belongs to."""
        from quiz.kinds.shown_working import read_with_working
        from quiz.reading.code_gaps import filled_gap

        worked = read_with_working(raw, variant, self._read_one, lambda read: [found.number.value for found in read])
        written = filled_gap(raw, variant) if worked is None else None
        again = worked if written is None else self._read_one(written, variant)
        return again if isinstance(again, Parsed) else None

    def _read_one(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        numbers = _plain(raw, variant.key)
        if not numbers:
            from quiz.reading.number_faults import NotRead
            from quiz.reading.quantities import read_numbers

            try:
                numbers = read_numbers(raw, _asked(variant))
            except NotRead as fault:
                told = fault.unreadable
                return told if told.remedy else replace(told, remedy=self.answer_format(variant))
        if not all(_is_finite(found.number.value) for found in numbers):
            return Unreadable(Text("有限の実数で答えてください", "answer with a finite real number"))
        return Parsed(numbers, laid_out([found.shown for found in numbers], variant.key))

    def carried(self, parsed: Parsed, variant: Variant) -> Any:
        """The numbers that were read, as the key has them."""
        return shaped_like(variant.key, [found.number.value for found in parsed.content])

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Compare with the key, then with the slips, then look for a slip that nobody named."""
        item, read, key = variant.item, parsed.content, parts_of(variant.key)
        typed = [found.number for found in read]
        right = [accepts(item, number.value, part) for number, part in zip(typed, key, strict=True)]
        broken = tuple(false_link_diagnosis(found.broken) for found in read if found.broken is not None)
        if all(right):
            if broken:
                return Outcome("incomplete", 0.5, broken, parsed.understood_as)
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        if (ask := _which_reading(variant, read, key, right)) is not None:
            return Outcome("unreadable", 0.0, unreadable=ask)
        if len(key) == 1 and (factors := _size_of(typed[0])) and all(accepts(item, side, key[0]) for side in factors):
            return Outcome("unreadable", 0.0, unreadable=_ONE_SIDE)
        values = tuple(number.value for number in typed)
        share = round(sum(right) / len(right), 4) if item.answer.parts else 0.0
        for slip in variant.distractors:
            if self.same(item, values, slip.value):  # to be told what went wrong costs nothing
                told = diagnose(variant, slip.misconceptions)
                return Outcome("partial" if share else "wrong", share, told, parsed.understood_as)
        if all(ok or rounds_to(number, part) for ok, number, part in zip(right, typed, key, strict=True)):
            return Outcome("incomplete", 0.5, (_precision(self.answer_format(variant)),), parsed.understood_as)
        if len(key) == 1:
            return Outcome("wrong", 0.0, broken or _unnamed(item, values[0], key[0]), parsed.understood_as)
        exchanged = (_order_of_parts(item),) if item.answer.parts and _in_another_order(item, values, key) else ()
        if share:
            told = exchanged or (_wrong_parts(item, right),)
            return Outcome("partial", share, told, parsed.understood_as)
        return Outcome("wrong", 0.0, broken or exchanged, understood_as=parsed.understood_as)

    def show(self, item: Item, value: Any) -> Text:
        """Write the number with the decimals that are asked for."""
        return Text.both(_written(item, value))

    def answers(self, variant: Variant) -> Sequence[str]:
        """The key as it is shown, and in full-width digits."""
        shown = _written(variant.item, variant.key)
        return shown.translate(str.maketrans("0123456789.-", "０１２３４５６７８９．－")), shown


_ONE_SIDE = Unreadable(
    Text("サイズ（縦×横）ではなく、1 つの数で答える問題です", "one number is asked for, not a size"),
    remedy=Text("1 辺の数だけを答えてください", "answer with the number of one side"),
)


def _size_of(number: TypedNumber) -> tuple[Any, ...]:
    """The sides of what was typed as a size, 29×29, where a single number is asked for."""
    tree = number.tree
    if not isinstance(tree, Product) or not all(isinstance(side, NumberNode) for side in tree.args):
        return ()
    return tuple(side.data for side in tree.args)


_PLAIN = re.compile(r"\s*[-+]?[0-9]{1,30}(?:\.[0-9]{1,30}|/[0-9]{1,30})?\s*\Z")
_PLAIN_SIGNS = str.maketrans("０１２３４５６７８９．－（），［］　", "0123456789.-(),[] ")
_ROW_END = re.compile(r"\]\s*,\s*\[")


def _plain(raw: str, key: Any) -> tuple[ReadNumber, ...]:
    """Read what most learners type, plain numbers with commas, without looking for words; () if it is more."""
    written = raw.translate(_PLAIN_SIGNS).strip()
    pieces = [written]
    if is_matrix(key):
        if not (written.startswith("[[") and written.endswith("]]")):
            return ()
        rows = [row.split(",") for row in _ROW_END.split(written[2:-2])]
        if [len(row) for row in rows] != [len(row) for row in key if isinstance(row, tuple)]:
            return ()
        pieces = [piece for row in rows for piece in row]
    elif isinstance(key, tuple):
        bracketed = written[:1] == "(" and written[-1:] == ")"
        pieces = (written[1:-1] if bracketed else written).split(",")
    if len(pieces) != len(parts_of(key)) or not all(map(_PLAIN.match, pieces)):
        return ()
    try:
        return tuple(ReadNumber(read_number(piece)) for piece in pieces)
    except Fault:  # 1/0
        return ()


def _asked(variant: Variant) -> Asked:
    """Return what is asked for: how many numbers, in which units, by which names."""
    from quiz.reading.part_labels import part_labels
    from quiz.reading.question_words import words_of

    fields: NumberFields = variant.item.answer
    key = variant.key
    rows = tuple(len(row) for row in key if isinstance(row, tuple)) if is_matrix(key) else ()
    return Asked(
        len(parts_of(key)),
        words_of(variant),
        part_labels(fields.parts) if fields.parts else None,
        fields.units,
        rows if isinstance(key, tuple) and len(rows) == len(key) else (),
        sized=False,
    )


def _each(fields: NumberFields) -> tuple[Wanted, ...]:
    return fields.units if len(fields.units) == len(fields.parts) else (NO_UNIT,) * len(fields.parts)


def _with_unit(name: Text, unit: Wanted) -> Text:
    """Add the unit to a part's name that doesn't tell it already."""
    if not unit.name or unit.name in name.en:
        return name
    return Text(f"{name.ja} [{unit.name}]", f"{name.en} [{unit.name}]")


def _which_reading(
    variant: Variant, read: Sequence[ReadNumber], key: Sequence[Any], right: Sequence[bool]
) -> Unreadable | None:
    """Ask which is meant where the unlikely reading of what was written would be right: 2 1/3 as a product, 64 %."""
    from quiz.reading.question_words import words_of

    item = variant.item
    for found, part, ok in zip(read, key, right, strict=True):
        if ok:
            continue
        if found.other is not None and accepts(item, found.other.value, part):
            from solvers.expression import to_text

            one, other = to_text(found.number.tree), to_text(found.other.tree)
            return Unreadable(
                Text(f"{one} とも {other} とも読めます", f"this reads as {one} or as {other}"),
                remedy=Text(f"{one} か {other} のどちらかを書いてください", f"write {one} or {other}"),
            )
        value = found.number.value
        if found.percent and not item.answer.units and not isinstance(value, complex):
            asks_share = any("%" in text or "百分率" in text for text in words_of(variant).texts())
            if asks_share and accepts(item, value * 100, part):
                return Unreadable(
                    Text(
                        "% の付いた値か、% を除いた数か、どちらとも読めます", "the percent sign makes this a hundredth"
                    ),
                    remedy=Text(
                        "% で答える問題なら、% を付けずに数だけを書いてください",
                        "if per cent are asked for, leave % out",
                    ),
                )
    return None


def _is_finite(value: Any) -> bool:
    return not isinstance(value, complex) and (not isinstance(value, float) or isfinite(value))


def _precision(asked: Text) -> Diagnosis:
    message = Text(
        f"値は合っていますが、丸めが早すぎます。{asked.ja}。", f"The value is right but rounded too early: {asked.en}."
    )
    return Diagnosis("rounded-too-early", message)


def _unnamed(item: Item, value: Any, key: Any) -> tuple[Diagnosis, ...]:
    tolerance = tolerance_of(item, key)
    slips = number_slips(
        value, key, lambda found, wanted: found == wanted if tolerance is None else tolerance.accepts(found, wanted)
    )
    return tuple(slip_diagnosis(slip) for slip in slips)


def _in_another_order(item: Item, values: Sequence[Any], key: Sequence[Any]) -> bool:
    """True if each value is right for one part and no two: of a key such as 0, 1, 0 any order would be."""
    left = list(values)
    for part in key:
        fitting = [value for value in left if accepts(item, value, part)]
        if len(fitting) != 1:
            return False
        left.remove(fitting[0])
    return True


def _order_of_parts(item: Item) -> Diagnosis:
    ja, en = "、".join(part.ja for part in item.answer.parts), ", ".join(part.en for part in item.answer.parts)
    message = Text(
        f"数は正解と同じですが、順が違います。({ja}) の順に答えます。",
        f"These are the right numbers in another order. It is: {en}.",
    )
    return Diagnosis("parts-exchanged", message)


def _wrong_parts(item: Item, right: Sequence[bool]) -> Diagnosis:
    wrong = [part for part, ok in zip(item.answer.parts, right, strict=False) if not ok]
    ja, en = "、".join(part.ja for part in wrong), ", ".join(part.en for part in wrong)
    before, after = ("" if width(sign) == 2 else " " for sign in (ja[0], ja[-1]))  # a space beside Latin letters alone
    return Diagnosis("wrong-parts", Text(f"違っているのは{before}{ja}{after}です。", f"What is wrong: {en}."))


def _written(item: Item, value: Any) -> str:
    from solvers.arithmetic.rounding import figures
    from solvers.topics.formatting import fixed

    def one(part: Any) -> str:
        if item.answer.decimals is not None and not isinstance(part, int):
            return fixed(part, item.answer.decimals)
        if isinstance(part, float):
            return f"{part:.{item.answer.significant or 6}g}"
        text = typeset(part, "text")
        if item.answer.significant is not None and "/" in text:
            return figures(part, item.answer.significant)
        return text

    return laid_out([one(part) for part in parts_of(value)], value)


KIND = Number()
