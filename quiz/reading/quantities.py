"""An answer of one number or several -> the numbers, each at the part that it belongs to; whole or not at all.

Labels bind: where the parts have names, a name decides which part a value is for, in any order. Units are converted,
working that ends in the value and a second writing of it are followed and checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from math import trunc
from typing import Final

from quiz.model import Unreadable
from quiz.reading import number_faults
from quiz.reading.brackets import structured
from quiz.reading.echoes import behind_lead, echoed
from quiz.reading.explanations import explained
from quiz.reading.fillers import TAILS, filler_cuts
from quiz.reading.late_patterns import late
from quiz.reading.list_layouts import factored, first_last_and_count, plain_list
from quiz.reading.number_faults import NotRead
from quiz.reading.number_remarks import without_remarks
from quiz.reading.number_tokens import Lexer, Manner, Token, UnknownWord
from quiz.reading.number_values import Asked, ReadNumber
from quiz.reading.numbering import without_numbering
from quiz.reading.spelling import Normalized, normalize, normalize_with_offsets
from quiz.reading.units import PERCENT, factor, unit_called
from solvers import budget
from solvers.expression import Unreadable as Fault
from solvers.expression import read
from solvers.expression.nodes import Relation
from solvers.expression.reading import Reading
from solvers.expression.typed import TypedNumber, typed
from solvers.expression.typed import read_number as typed_number
from solvers.grading.chains import false_link, result_of


@dataclass(slots=True)
class _Value:
    """A value while its tokens are gathered."""

    row: int
    part: int | None = None
    math: list[Token] = field(default_factory=list)
    units: list[Token] = field(default_factory=list)
    counted: bool = False
    """Whether a counter stands behind a number of its working."""
    product: int | None = None
    """Where an equals sign stands behind the last side of a size."""

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

    >>> from quiz.reading.question_words import QuestionWords
    >>> asked = Asked(2, QuestionWords(list))
    >>> [str(found.number.value) for found in read_numbers("（2/8、 3割）", asked)]
    ['1/4', '3/10']
    """
    if len(raw) > budget.EXPRESSION:
        raise NotRead(explained(Fault("too-long", budget.EXPRESSION, limit=budget.EXPRESSION)))
    if asked.count == 1 and _DOTTED.fullmatch(raw):
        raise NotRead(number_faults.dot_or_times())
    if asked.count == 1 and (span := _RANGE.fullmatch(normalize(raw))) is not None and int(span[1]) < int(span[2]):
        raise NotRead(number_faults.range_or_minus())
    written = normalize_with_offsets(raw)
    text = _brackets_apart(_circled_apart(written, raw), raw)
    text = Normalized(_TYPESET_TEXT.sub(_unwrapped, text.text), text.offsets)
    first, last = _without_fillers(text, asked)
    body = without_remarks(Normalized(text.text[first:last], text.offsets[first : last + 1]))
    body = without_numbering(body, raw, asked)
    end, legend = _legend(body.text, asked)
    lexer = Lexer(body.text[:end], asked.labels, asked.words.name, asked.count, asked.own_units())
    if asked.count > 1 and (scaled := _in_another_layout(body.text, asked)) is not None:
        return scaled
    failure: NotRead | None = None
    counts: list[int] = []
    single: tuple[ReadNumber, ...] | None = None
    for manner in _ONE if asked.count == 1 else _SEVERAL:
        if manner.thousands and asked.count > 1 and _divides_as_well(lexer.text):
            continue
        if manner.sides and not asked.may_be_sides():
            continue  # 3×6 is 18 there
        try:
            tokens = _named_in_order(_bounded([*legend, *lexer.tokens(manner)], body), asked)
            values = list(_gathered(structured(tokens, manner), asked, body))
            counts.append(len(values))
            if len(values) == asked.count:
                if (place := next((value.product for value in values if value.product is not None), None)) is not None:
                    raise NotRead(number_faults.size_or_product(body, place))
                return _in_order(
                    [_number(value, at, asked, body, raw) for at, value in enumerate(values)], values, asked, body
                )
            if single_stands_for_all and len(values) == 1 and values[0].part is None and single is None:
                single = (_number(values[0], 0, asked, body, raw),) * asked.count
        except UnknownWord as unknown:
            failure = failure or NotRead(number_faults.unknown(body, raw, unknown, asked.writing))
        except NotRead as fault:
            failure = failure or fault
    if single is not None and set(counts) == {1}:
        return single
    if failure is not None:
        raise failure
    raise NotRead(number_faults.wrong_count(counts[0], asked.count))


def _in_another_layout(text: str, asked: Asked) -> tuple[ReadNumber, ...] | None:
    """Read a list in another layout (3・4・2, rows by name), or one with a factor; None where it is none."""
    listed = plain_list(text, asked.count, asked.rows)
    if listed is None and asked.labels is not None:
        listed = first_last_and_count(text, asked.labels.names)
    found = factored(text) if listed is None else None
    if listed is None and found is None:
        return None
    factor, inner = (Fraction(1), listed) if found is None else found
    assert inner is not None
    try:
        numbers = read_numbers(inner, replace(asked, units=()))
    except NotRead:
        return None
    if factor == 1:
        return numbers
    values = [number.number.value for number in numbers]
    if any(number.percent or number.unit or number.broken or number.other for number in numbers):
        return None
    exact = [Fraction(value) * factor for value in values if isinstance(value, int | Fraction)]
    return tuple(ReadNumber(typed_number(str(value))) for value in exact) if len(exact) == len(values) else None


_DIGITS: Final = "[0-9０-９]"
_DOTTED: Final = late(rf"\s*[-−－ー]?{_DIGITS}{{1,9}}\s*[・·‧]\s*{_DIGITS}{{1,12}}\s*")
"""A dot between two numbers, and nothing else."""
_RANGE: Final = late(r"\s*([0-9]{1,9})-([0-9]{1,9})\s*")
"""A dash between two numbers, the smaller first: 8-9 may be from 8 to 9."""


def _without_fillers(text: Normalized, asked: Asked) -> tuple[int, int]:
    """Return where an answer begins and ends within the words around it."""
    before, behind = echoed(text.text, asked.words.asking, asked.words.texts)
    starts, ends = filler_cuts(text.text, tails=(*TAILS, *behind))
    if _JUDGES.search(text.text) is None or not asked.words.asks_for_a_fault():
        return behind_lead(text.text, starts[-1], before), ends[-1]
    starts, ends = filler_cuts(text.text, tails=(*TAILS, *_FAULTY))
    first, last = starts[-1], ends[-1]
    for start, end in ((0, first), (last, len(text.text))):
        if (found := _RIGHT.search(text.text, start, end)) is not None:
            raise NotRead(number_faults.opposite(text, found.start()))
    return first, last


_JUDGES: Final = re.compile("正し|適切|正解|正答|誤|間違|おかし|correct|right|wrong", re.IGNORECASE)
_RIGHT: Final = re.compile(r"正しい|適切|\b(?:is|are) (?:correct|right)\b", re.IGNORECASE)
_FAULTY: Final = (
    *("が間違い", "が誤り", "が間違っている", "が誤っている", "が間違っています", "が誤っています", "が間違ってる"),
    *("がおかしい", "is wrong", "are wrong", "is incorrect"),
)  # fmt: skip
"""What may stand after an answer to a question that asks for what is wrong."""


def _divides_as_well(text: str) -> bool:
    """Whether a comma between digits stands beside one that may group thousands: 「20,128,20」 is no 20128 and 20."""
    return _TIGHT_COMMA.search(_GROUPED_THOUSANDS.sub("0", text)) is not None


_GROUPED_THOUSANDS: Final = re.compile(r"(?<![0-9.,])[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])")
_TIGHT_COMMA: Final = re.compile(r"[0-9],[0-9]")
_LEGEND: Final = re.compile(r"\s*[(\[]\s*([^()\[\]]{3,80})[)\]]\s*\Z")
_LEGEND_SIGN: Final = re.compile(r"\s*[,、×・/]\s*|\s+(?:x|by|and)\s+|(?<=\A\w)x(?=\w\Z)|\s*と\s*")


def _legend(text: str, asked: Asked) -> tuple[int, list[Token]]:
    """Return where an answer ends before what tells which value is which, 15×12（横×縦）, and that as labels."""
    found = _LEGEND.search(text) if asked.labels is not None and asked.count > 1 else None
    if found is None or asked.labels is None or not found.start():
        return len(text), []
    names = _LEGEND_SIGN.split(found[1].strip())
    parts = [asked.labels.named(name) for name in names]
    if sorted(parts) != [(part,) for part in range(asked.count)]:
        return len(text), []
    return found.start(), [
        Token("label", name, *found.span(1), parts=named) for name, named in zip(names, parts, strict=True)
    ]


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


def _brackets_apart(text: Normalized, raw: str) -> Normalized:
    """Keep a number in full-width brackets from being what repeats: 0.25（3）is no 0.25(3)."""
    if "（" not in raw:
        return text
    places = [found.start() for found in _REPEATED.finditer(text.text) if raw[text.offsets[found.start()]] == "（"]
    written, offsets = text.text, list(text.offsets)
    for place in reversed(places):
        written = f"{written[:place]} {written[place:]}"
        offsets.insert(place, offsets[place])
    return Normalized(written, tuple(offsets))


_REPEATED: Final = re.compile(r"(?<=[0-9.])\((?=[0-9]+\))")


def _bounded(tokens: list[Token], body: Normalized) -> list[Token]:
    """Refuse more tokens, or more brackets in brackets, than an answer has."""
    depth = 0
    for at, token in enumerate(tokens):
        depth += (token.kind == "open") - (token.kind == "close")
        if at > budget.TOKENS or depth > budget.EXPRESSION_DEPTH:
            code, limit = (
                ("too-deep", budget.EXPRESSION_DEPTH)
                if depth > budget.EXPRESSION_DEPTH
                else ("too-many-tokens", budget.TOKENS)
            )
            raise NotRead(explained(Fault(code, number_faults.column(body, token.start), limit=limit)))
    return tokens


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
    alike: list[int] = []  # of 縦 = 横 = 124: what has the same value as the first
    current = _Value(0)
    row, gap, labelled_first, times = 0, False, False, False
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
            for part in alike:
                yield replace(current, part=part)
            alike.clear()
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
                times = token.text == "×"
                yield from finished()
                if token.kind != "sep":
                    row += 1
                gap = token.kind == "sep" and (gap or had_value or not found_any) and not queue
                current = _Value(row)
                continue
            case "label":
                following = next((other for other in tokens[at + 1 :] if other.kind != "space"), None)
                bound = following is not None and following.kind == "equals"
                last = following is None
                behind = current.math and current.part is None and not bound and token.parts and not queue
                if current.math and queue and last and token.parts:
                    raise UnknownWord(token.start, token.end)
                if behind and (not labelled_first or last):
                    if len(token.parts) > 1:
                        raise UnknownWord(token.start, token.end)
                    current.part = token.parts[0]
                    yield from finished()
                else:
                    if not token.parts and asked.count > 1 and (current.math or found_any):
                        raise UnknownWord(token.start, token.end)  # a name of the whole stands before it
                    labelled_first = labelled_first or not (current.math or found_any)
                    before = next((other for other in reversed(tokens[:at]) if other.kind != "space"), None)
                    same = before is not None and before.kind == "equals" and queue and not current.math
                    yield from finished()
                    if same:
                        if len(queue) != 1 or len(token.parts) != 1 or token.parts[0] in (*queue, *alike):
                            raise UnknownWord(token.start, token.end)
                        alike.append(token.parts[0])
                    else:
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
                    if times:  # 12×15 = 180: the last side is no 180
                        current.product = token.start
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
        raise NotRead(number_faults.label_without_value(body, last_label))


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
            raise NotRead(number_faults.unit_misfit(body, unit, wanted))
    value.counted = value.counted or bool(value.units)
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
            raise NotRead(number_faults.mixed_labels(body, value.start))
        if part in places:
            named = asked.labels.names[part][0] if asked.labels is not None else ""
            raise NotRead(number_faults.label_twice(body, value.start, named))
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
        raise NotRead(number_faults.other_rows(rows, asked.rows))


# -- one number --------------------------------------------------------------------------------------------------------


def _number(value: _Value, position: int, asked: Asked, body: Normalized, raw: str) -> ReadNumber:
    """Read one value: its formula, a second writing in brackets, its unit."""
    found = _with_second_writing(value.math, body, raw) or _read(value.math, body, raw)
    wanted = asked.unit(position if value.part is None else value.part)
    found = replace(found, percent=any("%" in token.text for token in value.math))
    found = replace(found, unit="".join(unit.text for unit in value.units))
    scale = Fraction(1)
    multiplied = _is_product_of_counts(value)
    for unit in value.units:
        by = factor(unit.text, wanted, asked.words.texts())
        part = position if value.part is None else value.part
        word = _with_place(unit.text, value, body)
        counts = multiplied or asked.counts(word, found.number.value, part)
        if by is None or found.percent or not counts:
            raise NotRead(number_faults.unit_misfit(body, unit, wanted))
        scale *= by
    if found.percent and wanted.name:
        if factor(PERCENT, wanted, ()) is None:
            sign = next(token for token in value.math if "%" in token.text)
            raise NotRead(number_faults.unit_misfit(body, sign._replace(text=PERCENT), wanted))
        scale *= 100
    if found.percent and found.number.places is not None and scale != 100:
        # As a share, a percentage has two more places than were written: 2.5% is 0.025.
        found = replace(found, number=replace(found.number, places=found.number.places + 2))
    return found if scale == 1 else _scaled(found, scale)


def _is_product_of_counts(value: _Value) -> bool:
    """Whether a counter stands behind the last of several factors that have counters: 3 rows × 3 columns, 5件÷8件."""
    signs = [token.text for token in value.math]
    return (
        not {"×", "÷", "/"}.isdisjoint(signs)
        and not any(token.kind == "equals" for token in value.math)
        and value.counted
    )


def _with_place(word: str, value: _Value, body: Normalized) -> str:
    """Return a counter as one that tells a place, where 第 says so before the number: 第7行 is 7行目."""
    before = body.text[: value.start].rstrip()[-1:]
    return f"{word}目" if before == "第" and unit_called(f"{word}目") is not None else word


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
        raise NotRead(Unreadable(told.reason, number_faults.column(body, at), told.remedy)) from None
    broken = false_link(chain) if isinstance(chain, Relation) else None
    second = None
    if not other and any(token.other for token in tokens):
        second = _read(tokens, body, raw, other=True).number
    elif not other and reading.others and not isinstance(reading.others[0], Sequence):
        second = typed(Reading(result_of(reading.others[0]), text))
    elif (apart := _DIVIDED_APART.fullmatch(text)) is not None:  # 3-1 / 2, which may be meant as (3-1)/2
        second = typed_number(f"({apart[1]})/{apart[2]}")
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
        or first + 2 == len(tokens)  # nothing stands in the brackets
        or not before
        or before[-1].kind != "math"
        or not (before[-1].text[-1].isdecimal() or before[-1].text[-1] in ")%!}π°")
    ):
        return None
    try:
        value, again = _read(tokens[:first], body, raw), _read(tokens[first + 1 : -1], body, raw)
    except NotRead:
        return None
    if not _differ(value.number, again.number):
        return replace(value, broken=value.broken or again.broken)
    if tokens[first - 1].kind == "space" or _is_literal(tokens[first + 1 : -1]):
        column = body.offsets[tokens[first].start]
        raise NotRead(number_faults.two_values(value.number, again.number, column))
    return None


def _differ(value: TypedNumber, again: TypedNumber) -> bool:
    """Whether two writings certainly are two values: decimals differ unless one is the other with fewer places."""
    if all(_DECIMAL.fullmatch(one.text.strip(" =≈")) and one.places is not None for one in (value, again)):
        coarse, fine = sorted((value, again), key=lambda one: one.places or 0)
        shift = 10 ** (coarse.places or 0)
        scaled = Fraction(fine.text.strip(" =≈")) * shift
        return Fraction(coarse.text.strip(" =≈")) * shift not in (trunc(scaled), _rounded(scaled))
    return false_link(Relation(("≈",), (value.tree, again.tree))) is not None


def _rounded(value: Fraction) -> int:
    """Half away from zero, as it is taught."""
    return trunc(value + Fraction(1 if value > 0 else -1, 2))


def _is_literal(tokens: Sequence[Token]) -> bool:
    """Whether brackets hold nothing but a number as written, or a fraction of two: nobody writes a product so."""
    text = "".join(token.text for token in tokens if token.kind in ("math", "equals"))
    return _LITERAL.fullmatch(text) is not None


_DIVIDED_APART: Final = re.compile(r"([0-9.]{1,12}[-+][0-9.]{1,12}) +/ +([1-9][0-9.]{0,12})")
_DECIMAL: Final = re.compile(r"-?[0-9]+(?:\.[0-9]*)?")
_LITERAL: Final = re.compile(r"[=≈]?-?[0-9]+(?:\.[0-9]*)?(?:/[0-9]+|%)?")
