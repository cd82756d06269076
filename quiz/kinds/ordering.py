"""Putting lines in order: right if every dependency between two lines is kept.

A question file holds no order. It says which line must come before which, and why; which order is right follows from
that, and a variant is asked only if exactly one order keeps all of it. A line may be left out of a variant: what it
stood between is still in order.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from quiz.bank.frontmatter import Table
from quiz.bank.kind_format import KindPart
from quiz.draws import Draws
from quiz.kinds.answer_meant import read_with_corrections
from quiz.kinds.dependent_orders import Dependency, all_before, only_order, orders, unordered
from quiz.kinds.entries import Entry, read_entries, shown_entries
from quiz.kinds.instance import Computed, Rejected, broken, fill, slips_of
from quiz.kinds.kind import Kind, RuleFault, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, ShownEntry, Unreadable, Variant

if TYPE_CHECKING:
    from quiz.interaction import Interaction

FEWEST, MOST = 5, 9
"""Lines in a variant: fewer are guessed too easily (1/5! is one in 120), more fill the screen."""

MOST_WRITTEN = 20
ORDER = "order"
"""The name by which formulas of misconceptions know the right order: a list of the lines' names."""

_LETTERS = "abcdefghi"


@dataclass(frozen=True, slots=True)
class OrderingFields:
    """All lines of a question and what they depend on; ``after`` gives for each line all that must come before it."""

    lines: tuple[Entry, ...]
    dependencies: tuple[Dependency, ...]
    after: Mapping[str, frozenset[str]]


class Ordering(Kind):
    """Lines in the only order that keeps every dependency."""

    label = Text("並べ替え", "ordering")
    keys = frozenset({"line", "dependency"})
    key_rule = "none"
    key_place = "line"
    slip_names = frozenset({ORDER})

    # -- in a question file ------------------------------------------------------------------------------------------

    def read_fields(self, part: KindPart) -> OrderingFields:
        """Read the lines and the dependencies; a circle of dependencies is a fault."""
        lines = tuple(entry for _, entry in read_entries(part, "line", FEWEST, MOST_WRITTEN))
        names = [line.name for line in lines]
        tables = part.top.tables("dependency")
        dependencies = tuple(found for table in tables if (found := _dependency(table, names, part)) is not None)
        after = all_before(names, dependencies)
        circle = sorted(name for name in names if name in after[name])
        if circle:
            listed = ", ".join(circle)
            one = next(table for table in tables if {table.string("first"), table.string("then")} <= set(circle))
            remedy = Text("向きの逆の [[dependency]] を直してください", "turn round the one that is wrong")
            one.fault("first", f"依存関係が輪になっています: {listed}", f"dependencies form a circle: {listed}", remedy)
        return OrderingFields(lines, dependencies, after)

    # -- for a variant -----------------------------------------------------------------------------------------------

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Choose the lines, find their only order, and shuffle them into another one."""
        fields: OrderingFields = item.answer
        texts = shown_entries(item, "line", fields.lines, values)
        if not FEWEST <= len(texts) <= MOST:
            raise Rejected(f"lines: {len(texts)}")
        order = only_order(list(texts), fields.after)
        if order is None:
            one, other = unordered(list(texts), fields.after)
            if all(line.when is None for line in fields.lines):  # no other draw can help
                place = next(place for place, line in enumerate(fields.lines) if line.name == other)
                ja, en = (
                    f"{one} と {other} のどちらが先か決まりません",
                    f"nothing says which of {one} and {other} comes first",
                )
                remedy = Text("[[dependency]] を足してください", "add a [[dependency]]")
                raise broken(item, f"line.{place}", Text(ja, en), remedy)
            raise Rejected(f"lines: {one}, {other}: which is first?")
        distractors = slips_of(self, item, {**values, ORDER: order}, order, separate=draws is not None)
        known = tuple(slip for slip in distractors if sorted(slip.value) == sorted(order))
        shown = _shuffled(order, draws or Draws(f"{item.id}/lines"))
        return Computed(order, known, shown=tuple((name, texts[name]) for name in shown))

    def slips(self, variant: Variant) -> Sequence[Any]:
        """The slips that these lines allow."""
        return variant.distractors

    def fits(self, value: Any) -> bool:
        """A list of names."""
        return isinstance(value, tuple) and all(isinstance(name, str) for name in value)

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to write an order."""
        letters = _LETTERS[: len(variant.shown)]
        example = " ".join(letters[::-1])
        if example == self.typed(variant, variant.key):  # the example is never the answer
            example = " ".join(letters[1:] + letters[0])
        return Text(
            f"{letters[0]}〜{letters[-1]} を正しい順に並べてください（例: {example}）",
            f"put the letters {letters[0]} to {letters[-1]} in the right order (like {example})",
        )

    def lists(self, variant: Variant) -> tuple[tuple[ShownEntry, ...], ...]:
        """The lines with their letters."""
        entries = zip(_LETTERS, variant.shown, strict=False)
        return (tuple(ShownEntry(f"({letter})", text) for letter, (_, text) in entries),)

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Lines to be put in order."""
        from quiz.interaction import PutInOrder

        names = [name for name, _ in variant.shown]
        return (PutInOrder(tuple(text for _, text in variant.shown), tuple(map(names.index, variant.key))),)

    def typed(self, variant: Variant, value: Any) -> str:
        """The letters of an order, as the lines are shown."""
        names = [name for name, _ in variant.shown]
        return " ".join(_LETTERS[names.index(name)] for name in value)

    def show(self, item: Item, value: Any) -> Text:
        """An order by the lines' names."""
        return Text.both(" → ".join(value))

    def key_shown(self, variant: Variant) -> Text:
        """The letters of the right order."""
        return Text.both(" → ".join(self.typed(variant, variant.key).split()))

    # -- read and judged ---------------------------------------------------------------------------------------------

    def letters(self, variant: Variant) -> Collection[str]:
        """The letters of the lines: an answer begins with one."""
        return tuple(_LETTERS[: len(variant.shown)])

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read a row of letters, or what says the place of each; or what is said instead of another."""
        return read_with_corrections(raw, variant, self._read_one)

    def _read_one(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        found = self._read_row(raw, variant)
        if isinstance(found, Parsed):
            return found
        from quiz.reading.fillers import without_fillers
        from quiz.reading.said_order import struck_out
        from quiz.reading.spelling import normalize
        from quiz.reading.told_places import placed

        text = normalize(without_fillers(raw))
        lines = [(line.ja, line.en) for _, line in variant.shown]
        order = None if struck_out(text) is not None else placed(text, _LETTERS[: len(lines)], lines)
        if order is None:
            return found
        return Parsed(tuple(variant.shown[_LETTERS.index(letter)][0] for letter in order), " ".join(order))

    def _read_row(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read letters, each once, with or without spaces, commas and arrows between them.

        What says which place a line has (最初に, "finally", 3.) is held against the place where it is written.
        """
        from quiz.reading.fillers import without_fillers
        from quiz.reading.said_order import OPEN_ORDER, STRUCK_OUT, open_order, struck_out
        from quiz.reading.spelling import normalize_with_offsets

        letters = _LETTERS[: len(variant.shown)]
        written = normalize_with_offsets(without_fillers(raw))
        struck = struck_out(written.text)
        if struck is not None:
            return Unreadable(STRUCK_OUT, written.offsets[struck], self.answer_format(variant))
        found: list[str] = []
        places: list[tuple[int, int]] = []
        numbers: list[tuple[str, int]] = []
        place = 0
        while place < len(written.text):
            if (told := _place_told().match(written.text, place)) is not None:
                if told["number"]:
                    numbers.append((told["number"], place))
                meant = len(letters) if told["last"] else 1 if told["first"] else _place_of(told)
                if meant != len(found) + 1:
                    ja, en = f"「{told[0].strip()}」と書く順番が合っていません", f'"{told[0].strip()}" stands elsewhere'
                    return Unreadable(Text(ja, en), written.offsets[place], self.answer_format(variant))
                place = told.end()
                continue
            if (between := _between().match(written.text, place)) is not None:
                place = between.end()
                continue
            sign, column = written.text[place].lower(), written.offsets[place]
            word = _latin().match(written.text, place)
            if word is not None and len(set(word[0].lower()) - set(letters)) > 1:  # the c of "clip" is no line
                return self._no_letter(word[0], column, variant)
            if sign not in letters:
                return self._no_letter(sign, column, variant)
            if sign in found:
                ja, en = f"{sign} が二度あります", f"{sign} stands twice"
                return Unreadable(Text(ja, en), column, self.answer_format(variant))
            found.append(sign)
            places.append((place, place + 1))
            place += 1
        if numbers and len(numbers) != len(found):  # a number before each line, or none at all
            return self._no_letter(numbers[0][0], written.offsets[numbers[0][1]], variant)
        missing = [letter for letter in letters if letter not in found]
        if missing:
            listed = " ".join(missing)
            return Unreadable(Text(f"{listed} が抜けています", f"missing: {listed}"), None, self.answer_format(variant))
        unsaid = open_order(written.text, places)
        if unsaid is not None:
            return Unreadable(OPEN_ORDER, written.offsets[unsaid], self.answer_format(variant))
        return Parsed(tuple(variant.shown[letters.index(letter)][0] for letter in found), " ".join(found))

    def _no_letter(self, sign: str, column: int, variant: Variant) -> Unreadable:
        shown = f"{_LETTERS[0]}〜{_LETTERS[len(variant.shown) - 1]}"
        reason = Text(f"「{sign}」は {shown} のどれでもありません", f'"{sign}" is no letter shown')
        return Unreadable(reason, column, self.answer_format(variant))

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Right if no dependency is broken; else the named slip that it is, or the first broken dependency."""
        order: tuple[str, ...] = parsed.content
        fault = self._first_broken(order, variant)
        if fault is None:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        names = [name for slip in variant.distractors if slip.value == order for name in slip.misconceptions]
        named = diagnose(variant, names)
        if named:
            return Outcome("wrong", 0.0, named, parsed.understood_as)
        message = [fault]
        if order == tuple(name for name, _ in variant.shown):
            as_shown = Text("表示された順のままです。", "This is the order in which they were shown.")
            message.insert(0, Diagnosis("as-shown", as_shown, certain=False))
        return Outcome("wrong", 0.0, tuple(message), parsed.understood_as)

    def _first_broken(self, order: Sequence[str], variant: Variant) -> Diagnosis | None:
        """Return what is wrong with an order: the first line that stands before one that must come earlier."""
        fields: OrderingFields = variant.item.answer
        letters = {name: _LETTERS[place] for place, (name, _) in enumerate(variant.shown)}
        for place, name in enumerate(order):
            late = fields.after[name].intersection(order[place + 1 :])
            if not late:
                continue
            direct = [one for one in fields.dependencies if one.then == name and one.first in late]
            first = direct[0].first if direct else min(late, key=order.index)
            earlier, later = letters[first], letters[name]
            ja, en = f"({earlier}) は ({later}) より前です。", f"({earlier}) comes before ({later}). "
            if direct:
                why = fill(variant.item, "dependency", direct[0].why, variant.values)
                ja, en = ja + why.ja, en + why.en
            return Diagnosis("dependency", Text(ja, en.strip()))
        return None

    # -- audited -----------------------------------------------------------------------------------------------------

    def answers(self, variant: Variant) -> Sequence[str]:
        """The right order in several writings."""
        spaced = self.typed(variant, variant.key)
        wide = spaced.replace(" ", "").translate(str.maketrans(_LETTERS, "ａｂｃｄｅｆｇｈｉ"))
        return (
            spaced.replace(" ", ""),
            spaced.upper(),
            spaced.replace(" ", "→"),
            wide,
            spaced.replace(" ", ", "),
            spaced.replace(" ", " => "),
            spaced.replace(" ", "~"),
            spaced,
        )

    def facts(self, item: Item) -> int:
        """Every dependency is the author's word."""
        return len(item.answer.dependencies)

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """A search through all orders finds the key and no other; every dependency can say its reason."""
        fields: OrderingFields = variant.item.answer
        found = []
        for order in orders([name for name, _ in variant.shown], fields.after):
            found.append(order)
            if len(found) > 1:
                break
        if found != [variant.key]:
            ja, en = f"順序が 1 つに決まりません: {found}", f"the order isn't the only one: {found}"
            yield "key-check", "dependency", Text(ja, en)
        for dependency in fields.dependencies:
            fill(variant.item, "dependency", dependency.why, variant.values)
        if variant.key == tuple(name for name, _ in variant.shown):
            yield "options", "line", Text("正しい順のまま表示されています", "the lines are shown in their right order")


@cache
def _between() -> re.Pattern[str]:
    """What may stand between two lines. An arrow that points back, or = and <, would be another order."""
    words = r"(?:その)?次に|その次[がは]|の次[にはが]|の(?:後|あと)[にはが]|その後|それから|そして|続いて"
    words += r"|その[あ後]と?(?:に|は)?|それに続いて|と続[きくけい]て?|で(?=[、,]|\s+\S)"
    words += r"|(?<![A-Za-z])(?:after that|then|next|and)(?![A-Za-z])"
    ending = r"の順[番序]?(?:に並べます|に並べる|に並びます|に並ぶ|に実行します|に実行する|で)?\s*\Z"
    return re.compile(rf"=+>|[\s,、・/;:.。|()\[\]{{}}「」~〜>→⇒⟶⟹⇨➡➜▶↦↓⇓⬇-]|{words}|{ending}", re.IGNORECASE)


@cache
def _place_told() -> re.Pattern[str]:
    """What says at which place the line after it comes."""
    first = r"(?P<first>まず(?:は|、)?|最初[にはが]|[始初]めに|(?<![A-Za-z])first(?![A-Za-z]))"
    last = r"(?P<last>最後[にはが]|(?<![A-Za-z])(?:finally|lastly|last)(?![A-Za-z]))"
    number = r"(?P<number>[0-9]{1,2})(?:\s*番目[にはが:]?|\s*[.:)])?(?=\s*[(\[「]?[A-Za-z])"
    nth = "|".join(_NTH)
    nth = rf"(?<![A-Za-z])(?P<nth>{nth})(?![A-Za-z])|(?P<kanji>[一二三四五六七八九])番目[にはが:]?"
    return re.compile(f"{first}|{last}|{number}|{nth}", re.IGNORECASE)


_NTH = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")


def _place_of(told: re.Match[str]) -> int:
    if told["number"]:
        return int(told["number"])
    return _NTH.index(told["nth"].lower()) + 1 if told["nth"] else "一二三四五六七八九".index(told["kanji"]) + 1


@cache
def _latin() -> re.Pattern[str]:
    return re.compile(r"[A-Za-z]+")


def _dependency(table: Table, names: Collection[str], part: KindPart) -> Dependency | None:
    table.refuse_unknown(("first", "then", "ja", "en"))
    first, then = table.string("first"), table.string("then")
    for key, name in (("first", first), ("then", then)):
        if name is not None and name not in names:
            listed = ", ".join(names)
            remedy = Text(f"ある行: {listed}", f"the lines are: {listed}")
            table.fault(key, f"{name} という行はありません", f"there is no line {name}", remedy)
    why = table.bilingual(part.values)
    return None if first not in names or then not in names else Dependency(str(first), str(then), why)


def _shuffled(order: tuple[str, ...], draws: Draws) -> list[str]:
    """Return the lines in an order that isn't the right one."""
    while True:
        shown = draws.shuffled(order)
        if tuple(shown) != order:
            return shown


KIND = Ordering()
