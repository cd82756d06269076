"""Matching: for each entry of the left side its partner on the right. All pairs must be right.

The right side has an entry that stays without a partner, or one that has two, so that the last pair does not follow
from the others. Which pairs hold is decided by a formula over both names and the code of the right entry, or said by
the author for each left entry.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from quiz.bank.formula import Formula
from quiz.bank.kind_format import KindPart
from quiz.draws import Draws
from quiz.kinds.answer_meant import read_with_corrections
from quiz.kinds.entries import Entry, read_entries, shown_entries
from quiz.kinds.instance import Computed, Rejected, broken, decide, fill, slips_of
from quiz.kinds.kind import Kind, RuleFault, diagnose
from quiz.language import Text
from quiz.model import Diagnosis, Item, Outcome, Parsed, ShownEntry, Unreadable, Variant
from quiz.reading.option_texts import FIRST_NUMBER, whole_signs

if TYPE_CHECKING:
    from quiz.interaction import Interaction

FEWEST, MOST = 2, 9
"""Entries of a side that are shown."""

MOST_WRITTEN = 30
LEFTS, PARTNERS = "lefts", "partners"
"""The names by which formulas of misconceptions know the left side, and the right partner of each of its entries."""

_LETTERS = "ABCDEFGHI"
_WIDE = str.maketrans("=0123456789" + _LETTERS, "＝０１２３４５６７８９ＡＢＣＤＥＦＧＨＩ")


@dataclass(frozen=True, slots=True)
class MatchingFields:
    """Both sides, and what decides which pairs hold.

    ``partner`` is the author's word for each left entry, where there is no formula ``holds``; ``nothing`` names the
    right entry that is the partner of what no other entry fits ("none of them").
    """

    left: tuple[Entry, ...]
    right: tuple[Entry, ...]
    holds: Formula | None
    check: Formula | None
    partner: Mapping[str, str]
    nothing: str | None


@dataclass(frozen=True, slots=True)
class Sides:
    """The entries of a variant as they are shown: names and texts, in order."""

    left: tuple[tuple[str, Text], ...]
    right: tuple[tuple[str, Text], ...]


class Matching(Kind):
    """A partner for each entry."""

    label = Text("対応付け", "matching")
    numbered = True
    keys = frozenset({"left", "right", "match"})
    key_rule = "none"
    key_place = "match"
    slip_names = frozenset({LEFTS, PARTNERS})

    # -- in a question file ------------------------------------------------------------------------------------------

    def read_fields(self, part: KindPart) -> MatchingFields:
        """Read both sides, and the formulas or the partners that make the pairs."""
        lefts = read_entries(part, "left", FEWEST, MOST_WRITTEN, "partner")
        rights = read_entries(part, "right", FEWEST, MOST_WRITTEN, "nothing")
        names = [entry.name for _, entry in rights]
        match = part.top.table("match")
        match.refuse_unknown(("holds", "check"))
        known = {*part.values, "left", "right", "code"}
        holds, check = match.formula("holds", known), match.formula("check", known)
        partner: dict[str, str] = {}
        for table, entry in lefts:
            named = table.string("partner", required=False)
            if named is not None and named not in names:
                listed = ", ".join(names)
                remedy = Text(f"右側にあるもの: {listed}", f"the right side has: {listed}")
                table.fault("partner", f"{named} は右側にありません", f"{named} isn't on the right side", remedy)
            if (named is None) is ("holds" not in match):
                remedy = Text(
                    "[match] の holds（式）か、左側それぞれの partner か、どちらか一方を書きます",
                    "write either the formula holds in [match], or a partner for each left entry",
                )
                ja = f"{entry.name} の相手の決め方が読めません"
                en = f"can't tell what decides the partner of {entry.name}"
                table.fault("partner" if named else None, ja, en, remedy)
            if named is not None:
                partner[entry.name] = named
        if "holds" in match and "check" not in match:
            remedy = Text("別の方法で確かめる式です", "a formula that confirms it another way")
            match.fault("holds", "[match] に check がありません", "[match] lacks check", remedy)
        truth = Text(" true か false ", "true or false")
        nothing = [entry.name for table, entry in rights if table.typed("nothing", bool, truth)]
        if len(nothing) > 1:
            part.top.fault("right", "nothing は 1 つだけです", "only one entry can be the one for nothing")
        return MatchingFields(
            tuple(entry for _, entry in lefts),
            tuple(entry for _, entry in rights),
            holds,
            check,
            partner,
            nothing[0] if nothing else None,
        )

    # -- for a variant -----------------------------------------------------------------------------------------------

    def compute(self, item: Item, values: dict[str, Any], draws: Draws | None) -> Computed:
        """Choose the entries, find each partner, and shuffle both sides."""
        fields: MatchingFields = item.answer
        left = shown_entries(item, "left", fields.left, values)
        right = shown_entries(item, "right", fields.right, values)
        if not FEWEST <= len(left) <= MOST or not FEWEST <= len(right) <= MOST:
            raise Rejected(f"sides: {len(left)}, {len(right)}")
        partners = {name: _partner(item, name, right, values, fields.holds, "holds") for name in left}
        used = list(partners.values())
        if set(used) == set(right) and len(set(used)) == len(used):
            raise Rejected("sides: the last pair follows from the others")
        names = list(left) if draws is None else draws.shuffled(list(left))
        others = list(right) if draws is None else draws.shuffled([name for name in right if name != fields.nothing])
        if draws is not None and fields.nothing in right:
            others.append(fields.nothing)  # "none of them" stands at the end, where people look for it
        key = tuple(partners[name] for name in names)
        distractors = slips_of(
            self, item, {**values, LEFTS: tuple(names), PARTNERS: key}, key, separate=draws is not None
        )
        known = tuple(slip for slip in distractors if set(slip.value) <= set(right))
        sides = Sides(tuple((name, left[name]) for name in names), tuple((name, right[name]) for name in others))
        return Computed(key, known, shown=sides)

    def slips(self, variant: Variant) -> Sequence[Any]:
        """The slips that this variant's right side allows."""
        return variant.distractors

    def fits(self, value: Any) -> bool:
        """A list of names."""
        return isinstance(value, tuple) and all(isinstance(name, str) for name in value)

    def remembered(self, variant: Variant) -> Any:
        """The partners by name; where their texts hold drawn values, the pairs as they read."""
        if not any(entry.body.ja.formulas for entry in variant.item.answer.right):
            return super().remembered(variant)
        right = dict(variant.shown.right)
        pairs = zip(variant.shown.left, variant.key, strict=True)
        return tuple(sorted((text.ja, right[partner].ja) for (_, text), partner in pairs))

    def answer_format(self, variant: Variant) -> Text:
        """Tell how to write pairs."""
        sides: Sides = variant.shown
        letters = _LETTERS[: len(sides.left)]
        example = " ".join(f"{letter}={1 + place % len(sides.right)}" for place, letter in enumerate(letters))
        if example == self.typed(variant, variant.key):  # the example is never the answer
            example = " ".join(f"{letter}=1" for letter in letters)
        return Text(
            f"{letters[0]}〜{letters[-1]} のそれぞれに合う番号を答えてください（例: {example}）",
            f"give a number for each of {letters[0]} to {letters[-1]} (like {example})",
        )

    def lists(self, variant: Variant) -> tuple[tuple[ShownEntry, ...], ...]:
        """The left side with letters, the right side with numbers."""
        sides: Sides = variant.shown
        left = zip(_LETTERS, sides.left, strict=False)
        return (
            tuple(ShownEntry(f"({letter})", text) for letter, (_, text) in left),
            tuple(ShownEntry(f"({number})", text) for number, (_, text) in enumerate(sides.right, start=1)),
        )

    def interactions(self, variant: Variant) -> tuple[Interaction, ...]:
        """Two sides to match."""
        from quiz.interaction import Match

        sides: Sides = variant.shown
        names = [name for name, _ in sides.right]
        left, right = (tuple(text for _, text in side) for side in (sides.left, sides.right))
        return (Match(left, right, tuple(map(names.index, variant.key))),)

    def typed(self, variant: Variant, value: Any) -> str:
        """The pairs as letters and numbers."""
        names = [name for name, _ in variant.shown.right]
        return " ".join(
            f"{letter}={names.index(partner) + 1}" for letter, partner in zip(_LETTERS, value, strict=False)
        )

    def show(self, item: Item, value: Any) -> Text:
        """The partners by their names."""
        return Text.both(", ".join(value))

    def key_shown(self, variant: Variant) -> Text:
        """The right pairs."""
        return Text.both(self.typed(variant, variant.key))

    def key_data(self, variant: Variant) -> Any:
        """The partner of each left entry, by name."""
        return tuple(f"{name} = {partner}" for (name, _), partner in zip(variant.shown.left, variant.key, strict=True))

    # -- read and judged ---------------------------------------------------------------------------------------------

    def letters(self, variant: Variant) -> Collection[str]:
        """The letters of the left side: an answer begins with one."""
        return tuple(_LETTERS[: len(variant.shown.left)].lower())

    def read(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read pairs in any order (``A=2 B4、C:1``), by groups or by name, or as many numbers as there are letters;
        or what is said instead of another.
        """
        return read_with_corrections(raw, variant, self._read_one)

    def _read_one(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        found = self._read_pairs(raw, variant)
        if isinstance(found, Parsed):
            return found
        from quiz.reading.fillers import without_fillers
        from quiz.reading.pair_groups import grouped_pairs
        from quiz.reading.said_order import struck_out
        from quiz.reading.spelling import normalize

        sides: Sides = variant.shown
        left, right = (
            [(normalize(text.ja), normalize(text.en)) for _, text in side] for side in (sides.left, sides.right)
        )
        text = normalize(whole_signs(without_fillers(raw))).strip()
        pairs = None if struck_out(text) is not None else grouped_pairs(text, left, right)
        if pairs is None:
            return found
        letters = _LETTERS[: len(sides.left)]
        return self._paired([(letters[at], pairs[at]) for at in sorted(pairs)], variant)

    def _read_pairs(self, raw: str, variant: Variant) -> Parsed | Unreadable:
        """Read pairs one by one, or numbers in their order."""
        from quiz.reading.fillers import without_fillers
        from quiz.reading.said_order import OPEN_ORDER, STRUCK_OUT, open_order, struck_out
        from quiz.reading.spelling import normalize_with_offsets

        sides: Sides = variant.shown
        letters, count = _LETTERS[: len(sides.left)], len(sides.right)
        written = normalize_with_offsets(whole_signs(without_fillers(raw)))
        text, remedy = written.text, self.answer_format(variant)
        struck = struck_out(text)
        if struck is not None:
            return Unreadable(STRUCK_OUT, written.offsets[struck], remedy)
        pairs: list[tuple[str | None, int]] = []
        places: list[tuple[int, int]] = []
        position = 0
        while position < len(text):
            if (gap := _between_pairs().match(text, position)) is not None:
                position = gap.end()
                continue
            head = _head().match(text, position)
            letter = None if head is None else head["letter"].upper()
            at = position if head is None else head.end()
            number = _number().match(text, at)
            if letter is not None and letter not in letters and number is not None:
                ja, en = f"{letter} は左側にありません", f"there is no {letter} on the left"
                return Unreadable(Text(ja, en), written.offsets[position], remedy)
            if letter is not None and letter in [known for known, _ in pairs]:
                ja, en = f"{letter} が二度あります", f"{letter} stands twice"
                return Unreadable(Text(ja, en), written.offsets[position], remedy)
            if number is None:
                reason = Text("ここから組として読めません", "from here on these are no pairs")
                return Unreadable(reason, written.offsets[at], remedy)
            numbers = _numbers_in(number["number"], len(letters) if letter is None else 1)
            outside = [one for one in numbers if not 1 <= one <= count]
            if outside:
                ja, en = f"右側に {outside[0]} はありません", f"there is no {outside[0]} on the right"
                return Unreadable(Text(ja, en), written.offsets[number.start("number")], remedy)
            pairs += [(letter, one - 1) for one in numbers]
            places.append(number.span("number"))
            position = number.end()
        unsaid = None if any(letter for letter, _ in pairs) else open_order(text, places)
        if unsaid is not None:
            return Unreadable(OPEN_ORDER, written.offsets[unsaid], remedy)
        return self._paired(pairs, variant)

    def _paired(self, pairs: Sequence[tuple[str | None, int]], variant: Variant) -> Parsed | Unreadable:
        """Give each left entry its partner; letters decide, or the order where there are none at all."""
        sides: Sides = variant.shown
        letters = _LETTERS[: len(sides.left)]
        named = [letter for letter, _ in pairs if letter is not None]
        if named and len(named) != len(pairs):
            reason = Text("文字のある組とない組が混ざっています", "some pairs have a letter, others have none")
            return Unreadable(reason, None, self.answer_format(variant))
        if not named and len(pairs) != len(letters):
            ja, en = f"番号が {len(letters)} 個必要です（{len(pairs)} 個でした）", f"{len(letters)} numbers are needed"
            return Unreadable(Text(ja, f"{en}, found {len(pairs)}"), None, self.answer_format(variant))
        chosen = dict(pairs) if named else dict(zip(letters, (number for _, number in pairs), strict=True))
        missing = [letter for letter in letters if letter not in chosen]
        if missing:
            listed = " ".join(missing)
            reason = Text(f"{listed} の相手がありません", f"no partner is given for {listed}")
            return Unreadable(reason, None, self.answer_format(variant))
        understood = " ".join(f"{letter}={chosen[letter] + 1}" for letter in letters)
        return Parsed(tuple(sides.right[chosen[letter]][0] for letter in letters), understood)

    def judge(self, parsed: Parsed, variant: Variant) -> Outcome:
        """Right if all pairs are; else the named slip, or how many pairs are right, which scores nothing."""
        if parsed.content == variant.key:
            return Outcome("correct", 1.0, understood_as=parsed.understood_as)
        names = [name for slip in variant.distractors if slip.value == parsed.content for name in slip.misconceptions]
        right = sum(given == key for given, key in zip(parsed.content, variant.key, strict=True))
        total = len(variant.key)
        ja, en = f"{total} 組のうち {right} 組が正しい組です。", f"{right} of {total} pairs are right."
        message = (*diagnose(variant, names), Diagnosis("pairs-right", Text(ja, en), certain=False))
        return Outcome("wrong", 0.0, message, parsed.understood_as)

    # -- audited -----------------------------------------------------------------------------------------------------

    def answers(self, variant: Variant) -> Sequence[str]:
        """The right pairs in several writings and orders."""
        pairs = self.typed(variant, variant.key).split()
        numbers = [pair.partition("=")[2] for pair in pairs]
        wide = "、".join(pairs).translate(_WIDE)
        close, colons = "".join(pairs).replace("=", ""), ", ".join(pairs).replace("=", ":")
        arrows, said = ", ".join(pairs).replace("=", " => "), "、".join(pairs).replace("=", "は")
        circled = "".join(chr(ord("①") + int(number) - 1) for number in numbers)
        told = (arrows, said, circled, "".join(numbers), f"[{','.join(numbers)}]")
        return " ".join(reversed(pairs)), wide, close, colons, *told, " ".join(numbers), " ".join(pairs)

    def facts(self, item: Item) -> int:
        """Every partner that is written, not decided by a formula."""
        return len(item.answer.partner)

    def variant_faults(self, variant: Variant) -> Iterator[RuleFault]:
        """The second formula finds the same partners."""
        fields: MatchingFields = variant.item.answer
        if fields.check is None:
            return
        right = dict(variant.shown.right)
        for (name, _), partner in zip(variant.shown.left, variant.key, strict=True):
            second = _partner(variant.item, name, right, dict(variant.values), fields.check, "check")
            if second != partner:
                ja = f"{name} の相手が holds では {partner}、check では {second} です"
                en = f"the partner of {name} is {partner} by holds, {second} by check"
                yield "key-check", "match.check", Text(ja, en)


@cache
def _between_pairs() -> re.Pattern[str]:
    return re.compile(r"[\s,、;/・。.|&()\[\]{}「」]|と|and(?![A-Za-z])")


@cache
def _head() -> re.Pattern[str]:
    """A letter with the sign behind it that says which number is its partner: A= A→ A. Aは."""
    sign = r"=+>|-+>|is(?![A-Za-z])|[=:.はが~〜→⇒⟶⟹⇨➡➜▶>|-]"
    return re.compile(rf"(?P<letter>[A-Za-z])(?![A-Za-z])\s*[)\]」]?\s*(?:{sign})?\s*[(\[「]?\s*")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"(?P<number>[0-9]{1,9}|[\ue001-\ue014])(?![0-9]|[.:][0-9])(?:\s*番)?")


def _numbers_in(written: str, most: int) -> list[int]:
    """Return the number that is written; or digit by digit, where they are as many as there are letters: 4531."""
    if not written.isdigit():
        return [ord(written) - ord(FIRST_NUMBER)]
    return [int(digit) for digit in written] if len(written) == most else [int(written)]


def _partner(
    item: Item, name: str, right: Mapping[str, Text], values: Mapping[str, Any], decides: Formula | None, part: str
) -> str:
    """Return the right entry that belongs to a left one; a fault of the item if it isn't exactly one."""
    fields: MatchingFields = item.answer
    if decides is None:
        partner = fields.partner[name]
        if partner in right:
            return partner
        if fields.nothing in right:
            return str(fields.nothing)
        raise Rejected(f"the partner of {name} isn't shown")
    found = []
    for entry in fields.right:
        if entry.name not in right or entry.name == fields.nothing:
            continue
        code = "" if entry.code is None else fill(item, f"right.{entry.name}", entry.code, values)
        scope = {**values, "left": name, "right": entry.name, "code": code}
        if decide(item, f"match.{part}", decides, scope):
            found.append(entry.name)
    if not found and fields.nothing in right:
        return str(fields.nothing)
    if len(found) != 1:
        listed = ", ".join(found) or "-"
        message = Text(f"{name} の相手が 1 つではありません: {listed}", f"the partners of {name}: {listed}")
        remedy = Text("相手が 1 つになるように書き換えてください", "leave exactly one that fits")
        raise broken(item, f"match.{part}", message, remedy)
    return found[0]


KIND = Matching()
