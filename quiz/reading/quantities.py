"""An answer of one number or several -> the numbers, each at the part that it belongs to; whole or not at all.

Labels bind: where the parts have names, a name decides which part a value is for, in any order. Units are converted,
working that ends in the value and a second writing of it are followed and checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Final

from quiz.language import Text
from quiz.model import Unreadable
from quiz.reading.explanations import explained, visible
from quiz.reading.fillers import filler_cuts
from quiz.reading.number_tokens import Lexer, Manner, Token, UnknownWord
from quiz.reading.part_labels import PartLabels
from quiz.reading.question_words import QuestionWords
from quiz.reading.spelling import Normalized, normalize_with_offsets
from quiz.reading.units import NO_UNIT, PERCENT, Wanted, factor, unit_called
from solvers.expression import Unreadable as Fault
from solvers.expression import limits, read, to_text
from solvers.expression.nodes import Relation
from solvers.expression.reading import Reading
from solvers.expression.typed import TypedNumber, typed
from solvers.grading.chains import FalseLink, false_link, result_of


@dataclass(frozen=True, slots=True)
class ReadNumber:
    """A number of an answer, in the unit that is asked for.

    Attributes:
        number: what was read.
        other: a second way to read what was written, where there is one: ``2 1/3`` as a product.
        broken: the first link of its working that does not hold, if any.
        percent: whether it was written with a percent sign.
        unit: the unit that was written, "" if none was.
    """

    number: TypedNumber
    other: TypedNumber | None = None
    broken: FalseLink | None = None
    percent: bool = False
    unit: str = ""

    @property
    def shown(self) -> str:
        """The number as it was understood, with its unit."""
        text = to_text(self.number.tree)
        return f"{text} {self.unit}" if self.unit.isascii() and self.unit else text + self.unit


@dataclass(frozen=True, slots=True)
class Asked:
    """What an answer should hold.

    Attributes:
        count: how many numbers.
        labels: the names of the parts, where they have any.
        units: the unit of each part; one for all, or none.
        rows: how many numbers stand in each row of a matrix; () where there are no rows.
        words: the question's own words.
    """

    count: int
    words: QuestionWords
    labels: PartLabels | None = None
    units: tuple[Wanted, ...] = ()
    rows: tuple[int, ...] = ()

    def own_units(self) -> set[str]:
        """Return the words for units that the item itself has."""
        return {word for unit in self.units for word in unit.words()}

    def unit(self, part: int) -> Wanted:
        """Return the unit that a part is asked for in."""
        if not self.units:
            return NO_UNIT
        return self.units[part] if len(self.units) == self.count else self.units[0]


class NotRead(Exception):
    """An answer that can't be read: why, where, and what to do."""

    def __init__(self, unreadable: Unreadable) -> None:
        super().__init__(unreadable.reason.en)
        self.unreadable = unreadable


@dataclass(slots=True)
class _Value:
    """A value while its tokens are gathered."""

    row: int
    part: int | None = None
    math: list[Token] = field(default_factory=list)
    units: list[Token] = field(default_factory=list)

    @property
    def start(self) -> int:
        return self.math[0].start


_ONE: Final = (Manner(thousands=True), Manner())
_SEVERAL: Final = (
    Manner(),
    Manner(thousands=True),
    Manner(spaces=True),
    Manner(spaces=True, thousands=True),
    Manner(sides=True),
    Manner(sides=True, thousands=True),
    Manner(sides=True, spaces=True),
    Manner(sides=True, spaces=True, thousands=True),
)
"""The manners of reading commas, spaces and products, the likeliest first: the first with the right count is taken."""


def read_numbers(raw: str, asked: Asked, *, single_stands_for_all: bool = False) -> tuple[ReadNumber, ...]:
    """Return the numbers of an answer in the order of its parts.

    Args:
        raw: what was typed.
        asked: how many numbers, their names and units.
        single_stands_for_all: one number may stand for all parts (7 for 7×7).

    Raises:
        NotRead: for anything that is not understood whole.

    >>> asked = Asked(2, QuestionWords(list))
    >>> [str(found.number.value) for found in read_numbers("（2/8、 3割）", asked)]
    ['1/4', '3/10']
    """
    if len(raw) > limits.CHARACTERS:
        raise NotRead(explained(Fault("too-long", limits.CHARACTERS, limit=limits.CHARACTERS)))
    written = normalize_with_offsets(raw)
    text = _circled_apart(written, raw)
    text = Normalized(_TYPESET_TEXT.sub(_unwrapped, text.text), text.offsets)
    starts, ends = filler_cuts(text.text)
    first, last = starts[-1], ends[-1]
    body = Normalized(text.text[first:last], text.offsets[first : last + 1])
    lexer = Lexer(body.text, asked.labels, asked.words.name, asked.count, asked.own_units())
    failure: NotRead | None = None
    counts: list[int] = []
    single: tuple[ReadNumber, ...] | None = None
    for manner in _ONE if asked.count == 1 else _SEVERAL:
        try:
            tokens = _named_in_order(_bounded(lexer.tokens(manner), body), asked)
            values = list(_gathered(_structured(tokens, manner), asked, body))
            counts.append(len(values))
            if len(values) == asked.count:
                return _in_order(
                    [_number(value, at, asked, body, raw) for at, value in enumerate(values)], values, asked, body
                )
            if single_stands_for_all and len(values) == 1 and values[0].part is None and single is None:
                single = (_number(values[0], 0, asked, body, raw),) * asked.count
        except UnknownWord as unknown:
            failure = failure or NotRead(_unknown(body, raw, unknown))
        except NotRead as fault:
            failure = failure or fault
    if single is not None and set(counts) == {1}:
        return single
    if failure is not None:
        raise failure
    raise NotRead(_wrong_count(counts[0], asked.count))


_TYPESET_TEXT: Final = re.compile(r"(\\text(?:bf|it|rm)?\s*\{)([^{}]*)\}")


def _unwrapped(found: re.Match[str]) -> str:
    return " " * len(found[1]) + found[2] + " "


def _circled_apart(written: Normalized, raw: str) -> Normalized:
    """Keep circled digits that stand side by side from becoming one number: ①③ is no 13."""
    if not any("①" <= sign <= "⑳" for sign in raw):
        return written
    pieces: list[str] = []
    offsets: list[int] = []
    for sign, origin in zip(written.text, written.offsets, strict=False):
        before = raw[offsets[-1]] if offsets else ""
        if offsets[-1:] != [origin] and ("①" <= raw[origin] <= "⑳" or "①" <= before <= "⑳"):
            pieces.append(" ")
            offsets.append(origin)
        pieces.append(sign)
        offsets.append(origin)
    return Normalized("".join(pieces), (*offsets, written.offsets[-1]))


def _bounded(tokens: list[Token], body: Normalized) -> list[Token]:
    """Refuse more tokens, or more brackets in brackets, than an answer has."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token.kind == "open") - (token.kind == "close")
        if at > limits.TOKENS or depth > limits.DEPTH:
            code, limit = ("too-deep", limits.DEPTH) if depth > limits.DEPTH else ("too-many-tokens", limits.TOKENS)
            raise NotRead(explained(Fault(code, _column(body, token.start), limit=limit)))
    return tokens


# -- brackets ----------------------------------------------------------------------------------------------------------


def _structured(tokens: list[Token], manner: Manner) -> list[Token]:
    """Tell brackets that only gather from those of a formula, and divide at spaces and × where these divide."""
    tokens = _divided(tokens, manner) if manner.spaces or manner.sides else tokens
    partner = _partners(tokens)
    result: list[Token] = []
    arguments = 0  # where the arguments of a function end
    for at, token in enumerate(tokens):
        if at < arguments and token.kind in ("sep", "open", "close"):
            result.append(token._replace(kind="math", text="," if token.kind == "sep" else token.text))
            continue
        if token.kind not in ("open", "close") or at not in partner:
            result.append(token if token.kind not in ("open", "close") else token._replace(kind="math"))
            continue
        first, last = (at, partner[at]) if token.kind == "open" else (partner[at], at)
        inside = [inner for inner in tokens[first + 1 : last] if inner.kind != "space"]
        if inside and all(inner.kind in ("label", "unit") or inner.text == PERCENT for inner in inside):
            continue  # (回), 6(縦), 96 (%)
        if _is_called(tokens, first):
            arguments = last + 1
            result.append(token._replace(kind="math"))
        elif _gathers(tokens, first, last):
            result.append(token)
        else:
            result.append(token._replace(kind="math", text="(" if token.kind == "open" else ")"))
    return result


_MATCHING: Final = {"(": ")", "[": "]", "{": "}", "【": "】", "「": "」", "『": "』", "〔": "〕", "⟨": "⟩"}


def _partners(tokens: list[Token]) -> dict[int, int]:
    partner: dict[int, int] = {}
    stack: list[int] = []
    for at, token in enumerate(tokens):
        if token.kind == "open":
            stack.append(at)
        elif token.kind == "close" and stack and _MATCHING[tokens[stack[-1]].text] == token.text:
            first = stack.pop()
            partner[first], partner[at] = at, first
    return partner


def _is_called(tokens: list[Token], first: int) -> bool:
    """Whether a bracket opens the arguments of a function."""
    before = tokens[first - 1] if first else None
    return before is not None and before.kind == "math" and (before.text.strip().isalpha() or before.text[0] in "\\^√")


def _gathers(tokens: list[Token], first: int, last: int) -> bool:
    """Whether a pair of brackets holds several values."""
    depth = 0
    for token in tokens[first + 1 : last]:
        depth += (token.kind == "open") - (token.kind == "close")
        if depth == 0 and token.kind in ("sep", "row"):
            return True
    inner = [token for token in tokens[first + 1 : last] if token.kind != "space"]
    return bool(inner) and inner[0].kind == "open" and inner[-1].kind == "close" and _gathers_all(tokens, first, last)


def _gathers_all(tokens: list[Token], first: int, last: int) -> bool:
    """Whether brackets hold nothing but one pair of brackets that gather: [[1, 2]]."""
    partner = _partners(tokens)
    start = next(at for at in range(first + 1, last) if tokens[at].kind != "space")
    end = next(at for at in range(last - 1, first, -1) if tokens[at].kind != "space")
    return partner.get(start) == end and _gathers(tokens, start, end)


def _divided(tokens: list[Token], manner: Manner) -> list[Token]:
    """Turn spaces between values, and × between plain numbers, into separators."""
    result: list[Token] = []
    for at, token in enumerate(tokens):
        if manner.spaces and token.kind == "space" and _divides(tokens, at):
            result.append(token._replace(kind="sep", text=" "))
        elif manner.sides and token.kind == "math" and token.text == "×" and not _to_power_of_ten(tokens, at):
            result.append(token._replace(kind="sep", text="×"))
        else:
            result.append(token)
    return result


def _divides(tokens: list[Token], at: int) -> bool:
    if at == 0 or at + 1 == len(tokens):
        return False
    before, after = tokens[at - 1], tokens[at + 1]
    ends = before.kind in ("close", "unit") or (
        before.kind == "math" and (before.text[-1].isalnum() or before.text[-1] in ")%")
    )
    if not ends or after.kind not in ("math", "open"):
        return False
    if after.text in "+-":
        following = tokens[at + 2] if at + 2 < len(tokens) else None
        return following is not None and following.kind in ("math", "open")
    return (
        after.kind == "open" or after.text[0].isdecimal() or after.text[0] in "(.√π\\" or after.text.strip().isalpha()
    )


def _to_power_of_ten(tokens: list[Token], at: int) -> bool:
    rest = [token for token in tokens[at + 1 : at + 5] if token.kind != "space"]
    return len(rest) > 1 and rest[0].text == "10" and rest[1].text[0] in "^⁻⁰¹²³⁴⁵⁶⁷⁸⁹"


# -- values and their labels -------------------------------------------------------------------------------------------


def _named_in_order(tokens: list[Token], asked: Asked) -> list[Token]:
    """Bind names that the question uses for parts without names of their own, in the order in which it asks for them.

    A single name is one of the whole answer.
    """
    names = [token for token in tokens if token.kind == "label" and not token.parts]
    if asked.count == 1 or len(names) < 2:
        return tokens
    order = asked.words.order([token.text for token in names])
    if order is None or len(names) != asked.count:
        raise UnknownWord(names[0].start, names[0].end)
    places = iter(order)
    return [token._replace(parts=(next(places),)) if token in names else token for token in tokens]


def _gathered(tokens: list[Token], asked: Asked, body: Normalized) -> Iterator[_Value]:
    """Yield the values with the labels that are theirs."""
    queue: list[int] = []
    current = _Value(0)
    row, gap, labelled_first = 0, False, False
    last_label: Token | None = None
    found_any = False

    def finished() -> Iterator[_Value]:
        nonlocal current, found_any
        while current.math and current.math[-1].kind == "space":
            current.math.pop()
        if current.units and not current.math:
            raise UnknownWord(current.units[0].start, current.units[0].end)
        if current.math:
            found_any = True
            if queue and current.part is None:
                current.part = queue.pop(0)
            yield current
        current = _Value(row)

    for at, token in enumerate(tokens):
        match token.kind:
            case "space":
                if current.math:
                    current.math.append(token)
            case "sep" | "row" | "open" | "close":
                lone = token.kind == "sep" and not current.math and not current.units and gap
                if lone or (token.text == "×" and not ((current.math or found_any) and _value_begins(tokens, at))):
                    raise UnknownWord(token.start, token.end)
                had_value = bool(current.math)
                yield from finished()
                if token.kind != "sep":
                    row += 1
                gap = token.kind == "sep" and (gap or had_value or not found_any) and not queue
                current = _Value(row)
                continue
            case "label":
                following = next((other for other in tokens[at + 1 :] if other.kind != "space"), None)
                bound = following is not None and following.kind == "equals"
                if current.math and not labelled_first and current.part is None and not bound and token.parts:
                    if len(token.parts) > 1:
                        raise UnknownWord(token.start, token.end)
                    current.part = token.parts[0]
                    yield from finished()
                else:
                    if not token.parts and asked.count > 1 and (current.math or found_any or last_label is not None):
                        raise UnknownWord(token.start, token.end)  # a name of the whole stands before it
                    labelled_first = labelled_first or not (current.math or found_any)
                    yield from finished()
                    queue.extend(token.parts)
                    last_label = token
            case "unit":
                if not current.math and current.units:
                    raise UnknownWord(token.start, token.end)
                current.units.append(token)
            case "equals":
                if current.math:
                    if token.text == "は":
                        raise UnknownWord(token.start, token.end)
                    if current.units:
                        _fits(current, asked, body)
                    current.math.append(token)
                elif token.text == "は" and not _names_before(tokens, at):
                    raise UnknownWord(token.start, token.end)
            case "math":
                if token.text == PERCENT and not current.math and _in_brackets(tokens, at, body.text):
                    continue  # 割合 (%) 96
                if current.units and current.math and asked.count > 1 and token.text[0].isdecimal():
                    yield from finished()  # 288行8列
                if current.units and current.math:
                    if token.text[0] not in "([)]":
                        _fits(current, asked, body)
                    current.math.append(token._replace(kind="space", text=" "))
                current.math.append(token)
        gap = False
    yield from finished()
    if queue:
        assert last_label is not None
        raise NotRead(_label_without_value(body, last_label))


def _value_begins(tokens: list[Token], at: int) -> bool:
    following = next((token for token in tokens[at + 1 :] if token.kind != "space"), None)
    return following is not None and following.kind in ("math", "label", "open")


def _in_brackets(tokens: list[Token], at: int, text: str) -> bool:
    """Whether a percent sign stands in brackets of its own after a name."""
    before = next((token for token in reversed(tokens[:at]) if token.kind != "space"), None)
    around = text[: tokens[at].start].rstrip()[-1:] + text[tokens[at].end :].lstrip()[:1]
    return before is not None and before.kind == "label" and around in ("()", "[]")


def _fits(value: _Value, asked: Asked, body: Normalized) -> None:
    """A unit between two members of a chain stands for each of them; one that changes the number can't."""
    wanted = asked.unit(value.part or 0)
    for unit in value.units:
        if factor(unit.text, wanted, asked.words.texts()) != 1:
            raise NotRead(_unit_misfit(body, unit, wanted))
    value.units.clear()


def _names_before(tokens: list[Token], at: int) -> bool:
    for token in reversed(tokens[:at]):
        if token.kind != "space":
            return token.kind in ("label", "close", "open")
    return False


def _in_order(
    numbers: list[ReadNumber], values: list[_Value], asked: Asked, body: Normalized
) -> tuple[ReadNumber, ...]:
    """Put the values at their parts: by label where they have one, else by position; both must agree."""
    places: dict[int, ReadNumber] = {}
    all_labelled = all(value.part is not None for value in values)
    for position, (number, value) in enumerate(zip(numbers, values, strict=True)):
        part = position if value.part is None else value.part
        if not all_labelled and part != position:
            raise NotRead(_mixed_labels(body, value))
        if part in places:
            raise NotRead(_label_twice(body, value))
        places[part] = number
    if asked.rows:
        _check_rows(values, asked, body)
    return tuple(places[part] for part in range(asked.count))


def _check_rows(values: list[_Value], asked: Asked, body: Normalized) -> None:
    """Rows that were written as rows must be those that are asked for."""
    rows: list[int] = []
    last = None
    for value in values:
        if value.row != last:
            rows.append(0)
        rows[-1] += 1
        last = value.row
    if len(rows) > 1 and tuple(rows) != asked.rows:
        raise NotRead(_other_rows(rows, asked.rows))


# -- one number --------------------------------------------------------------------------------------------------------


def _number(value: _Value, position: int, asked: Asked, body: Normalized, raw: str) -> ReadNumber:
    """Read one value: its formula, a second writing in brackets, its unit."""
    found = _with_second_writing(value.math, body, raw) or _read(value.math, body, raw)
    wanted = asked.unit(position if value.part is None else value.part)
    found = replace(found, percent=any("%" in token.text for token in value.math))
    found = replace(found, unit="".join(unit.text for unit in value.units))
    scale = Fraction(1)
    for unit in value.units:
        by = factor(unit.text, wanted, asked.words.texts())
        if by is None or found.percent:
            raise NotRead(_unit_misfit(body, unit, wanted))
        scale *= by
    if found.percent and wanted.name:
        if factor(PERCENT, wanted, ()) is None:
            sign = next(token for token in value.math if "%" in token.text)
            raise NotRead(_unit_misfit(body, sign._replace(text=PERCENT), wanted))
        scale *= 100
    if found.percent and found.number.places is not None and scale != 100:
        # As a share, a percentage has two more places than were written: 2.5% is 0.025.
        found = replace(found, number=replace(found.number, places=found.number.places + 2))
    return found if scale == 1 else _scaled(found, scale)


def _scaled(found: ReadNumber, scale: Fraction) -> ReadNumber:
    number = found.number
    if isinstance(number.value, complex):
        return found
    exact = not isinstance(number.value, float)
    value = Fraction(number.value) * scale if exact else float(number.value) * float(scale)
    places = number.places if found.percent else None
    return replace(found, number=replace(number, value=value, places=places))


def _read(tokens: Sequence[Token], body: Normalized, raw: str, *, other: bool = False) -> ReadNumber:
    """Read the tokens of one formula, working included."""
    pieces: list[str] = []
    columns: list[int] = []
    for token in tokens:
        piece = token.other if other and token.other else token.text
        pieces.append(piece)
        # What was rewritten is one place; what stands as it was typed keeps its columns.
        same = piece == body.text[token.start : token.end]
        columns.extend(token.start + at if same else token.start for at in range(len(piece)))
    text = "".join(pieces)
    try:
        reading = read(text, names=(), thousands=False)
        chain = reading.tree
        number = typed(Reading(result_of(chain), text))
    except Fault as fault:
        at = columns[min(fault.column, len(columns) - 1)]
        told = explained(fault)
        raise NotRead(Unreadable(told.reason, _column(body, at), told.remedy)) from None
    broken = false_link(chain) if isinstance(chain, Relation) else None
    second = None
    if not other and any(token.other for token in tokens):
        second = _read(tokens, body, raw, other=True).number
    return ReadNumber(number, second, broken)


def _with_second_writing(tokens: list[Token], body: Normalized, raw: str) -> ReadNumber | None:
    """Read ``14.25 (57/4)``: a value and the same again in brackets; None where the brackets are no second writing."""
    if tokens[-1].text != ")":
        return None
    depth, first = 0, len(tokens)
    while first:
        first -= 1
        depth += (tokens[first].text == ")") - (tokens[first].text == "(")
        if depth == 0:
            break
    before = [token for token in tokens[:first] if token.kind != "space"]
    if (
        depth
        or not before
        or before[-1].kind != "math"
        or not (before[-1].text[-1].isdecimal() or before[-1].text[-1] in ")%!}π°")
    ):
        return None
    try:
        value, again = _read(tokens[:first], body, raw), _read(tokens[first + 1 : -1], body, raw)
    except NotRead:
        return None
    if false_link(Relation(("≈",), (value.number.tree, again.number.tree))) is None:
        return replace(value, broken=value.broken or again.broken)
    if tokens[first - 1].kind == "space":
        column = body.offsets[tokens[first].start]
        raise NotRead(_two_values(value.number, again.number, column))
    return None


# -- what is told ------------------------------------------------------------------------------------------------------


def _column(body: Normalized, at: int) -> int:
    return body.offsets[at]


def _piece(body: Normalized, start: int, end: int, raw: str) -> str:
    first = _column(body, start)
    return visible(raw[first : max(_column(body, end), first + 1)])


def _unknown(body: Normalized, raw: str, unknown: UnknownWord) -> Unreadable:
    word = _piece(body, unknown.start, unknown.end, raw)
    return Unreadable(
        Text(f"「{word}」が何を表すのかわかりません", f"it isn't clear what “{word}” means here"),
        _column(body, unknown.start),
        Text(
            "数と単位だけで書いてください（例: 0.25、1/4、25%）", "write numbers and units alone, like 0.25, 1/4 or 25%"
        ),
    )


def _unit_misfit(body: Normalized, unit: Token, wanted: Wanted) -> Unreadable:
    known = unit_called(unit.text)
    word = visible(known.word if known is not None else unit.text)
    if wanted.name:
        remedy = Text(
            f"{wanted.name} で答えるか、単位を書かないでください", f"answer in {wanted.name}, or without a unit"
        )
    else:
        remedy = Text("単位を書かずに数だけで答えてください", "answer with the number alone")
    return Unreadable(
        Text(f"「{word}」はこの答えの単位ではありません", f"“{word}” is no unit of this answer"),
        _column(body, unit.start),
        remedy,
    )


def _label_without_value(body: Normalized, label: Token) -> Unreadable:
    word = visible(label.text.strip())
    return Unreadable(
        Text(f"「{word}」の値がありません", f"“{word}” has no value"),
        _column(body, label.start),
        Text(f"「{word} = 値」のように書いてください", f"write it like “{word} = value”"),
    )


def _label_twice(body: Normalized, value: _Value) -> Unreadable:
    return Unreadable(
        Text("同じ項目の値が 2 回書かれています", "two values are given for one part"),
        _column(body, value.start),
        Text("項目ごとに値を 1 つ書いてください", "write one value for each part"),
    )


def _mixed_labels(body: Normalized, value: _Value) -> Unreadable:
    return Unreadable(
        Text("項目名と値の順番が合っていません", "a name and the position of its value disagree"),
        _column(body, value.start),
        Text(
            "すべての値に項目名を付けるか、順に値だけを書いてください", "name every value, or write the values in order"
        ),
    )


def _other_rows(found: Sequence[int], wanted: Sequence[int]) -> Unreadable:
    ja = f"{wanted[0]} 個ずつの {len(wanted)} 行が必要ですが、{'、'.join(map(str, found))} 個の {len(found)} 行でした"
    en = f"{len(wanted)} rows of {wanted[0]} numbers are needed, found {len(found)} ({', '.join(map(str, found))})"
    return Unreadable(Text(ja, en), None, Text("行ごとに書いてください", "write it row by row"))


def _two_values(first: TypedNumber, second: TypedNumber, column: int) -> Unreadable:
    one, other = to_text(first.tree), to_text(second.tree)
    return Unreadable(
        Text(f"{one} と {other} という違う値が書かれています", f"two different values are written: {one} and {other}"),
        column,
        Text(
            "答えを 1 つだけ書いてください。かけ算なら * を付けてください", "write one of them; for a product write *"
        ),
    )


def _wrong_count(found: int, count: int) -> Unreadable:
    needed = "1 number is" if count == 1 else f"{count} numbers are"
    return Unreadable(Text(f"数が {count} 個必要ですが、{found} 個でした", f"{needed} needed, found {found}"))
