"""A question's text -> the values that it asks about: ``z = t2`` with the author's cue ``outer = "z"``, or a sentence.

What a slide loses on its way into a report is mended here, and every mending is told: a superscript that came down
(``t2`` for t²), and a slide's number that stuck to the last formula (``x +y10`` on P10).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import islice, product
from typing import Any

from quiz.bank.formula import FormulaError
from quiz.errors import Unanswerable
from quiz.kinds import kind_of
from quiz.kinds.kind import InReports
from quiz.language import Text
from quiz.model import Item
from quiz.reading.late_patterns import late
from quiz.reading.spelling import normalize
from quiz.report import marks
from quiz.report.conditions import CONDITIONS, OTHER_OPERATION, UNSAID, said, sizes_by_words
from quiz.report.cued_values import Cue, values_by_cues
from quiz.report.likeness import compact, without_bullet
from quiz.report.rows import Row, plain
from quiz.report.statements import Statement
from quiz.report.variants import Once, variant_of

MAX_FORMULA = 200

_CLEAN = late(
    r"\\(?:q?quad|[,;:! ()]|displaystyle)|\\\\(?:\[[^\[\]]{0,12}\])?|[$&`]|\\begin\{\w{1,12}\*?\}|\\end\{\w{1,12}\*?\}"
)
_POWER = late(r"(?<=[a-z)])\s*の\s*([23]|二|三)\s*乗", re.I)
_POWERS = {"2": "2", "二": "2", "3": "3", "三": "3"}
_IN_WORDS = late(r"=[^=、。,]{1,40}?の(?:[\dn一-九]{1,2}\s*[乗倍]|平方|立方|累乗|逆数|対数|指数|絶対値)")
"""A right side that goes on in words is more than its signs say."""
_JAPANESE = late(r"[→⇒ぁ-んァ-ヶ一-鿿、。「」【】]|\.(?=\s+[A-Z])")
_WORDS = late(r"(?<![a-z\\])(?:and|with|where|when|for|given|if|then|let|so|is|find)(?![a-z])", re.I)
_NUMBERS = late(r"\d+(?:\.\d+)?")


@dataclass(frozen=True, slots=True)
class Repair:
    """One mending: the formula as it is printed, and as it was read."""

    printed: str
    read: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Instance:
    """The values of a question in a report.

    ``assumed`` is True where nothing could be read and the values are those of the original test; ``shown`` tells how
    the question was read; ``fits`` is whether the item would have drawn such values; ``rows`` are where they stand.
    ``open`` are the other values that it may have as well, where it leaves a condition unsaid (the padding).
    """

    item: Item
    values: Mapping[str, Any]
    assumed: bool
    fits: bool
    repairs: tuple[Repair, ...] = ()
    shown: str = ""
    rows: tuple[Row, ...] = ()
    open: tuple[Mapping[str, Any], ...] = ()

    @property
    def is_original(self) -> bool:
        """Whether these are the values of the original test."""
        known = self.item.original or {}
        return all(known.get(name) == value for name, value in self.values.items())

    def wrong_anyhow(self, answer: str) -> bool:
        """Whether an answer is wrong for all the values that the question may have as well."""
        from quiz.grading import grade

        for values in self.open:
            try:
                verdict = grade(variant_of(self.item, values), answer).verdict
            except Unanswerable:
                continue
            if verdict != "wrong":
                return False
        return True


def best_instance(candidates: Sequence[Item], rows: Sequence[Row], page: int | None) -> Instance | None:
    """Return the first candidate's instance that is read and fits its item's conditions; else the best there is."""
    found = [instance for item in candidates if (instance := read_instance(item, rows, page)) is not None]
    return min(found, key=lambda one: (one.assumed, not one.fits), default=None)


def read_instance(item: Item, rows: Sequence[Row], page: int | None) -> Instance | None:
    """Return the values of ``item`` that a question's rows give; None if they can't be the item's question at all."""
    if not item.draws:
        return Instance(item, {}, assumed=False, fits=True)
    # The number of a test (確認テスト 5) is none of its question.
    text = "\n".join(marks.name_of_test(row.plain) for row in rows if row.kind in ("text", "heading"))
    whole = compact("\n".join(without_bullet(row.plain or row.text) for row in rows))
    if {"kernel", "stride"} <= {rule.name for rule in item.draws} and (others := OTHER_OPERATION.findall(whole)):
        stem = compact(f"{item.stem.ja.source} {item.stem.en.source}")
        if any(word not in stem for word in others):
            return None  # pooling or a transposed convolution has other sizes for the same numbers
    partial: Mapping[str, Any] = {}
    for statement in _sentences_of(item):
        found = statement.search(whole)
        if found is not None and _complete(item, found.values):
            values = dict(found.values)
            return Instance(item, values, False, fits(item, values), shown=_shown_numbers(values))
        if found is not None and len(found.values) > len(partial):
            partial = found.values
    partial = sizes_by_words(item, whole) or partial
    if item.report.values and (cued := values_by_cues(_cues_of(item), whole)) is not None and _complete(item, cued):
        return Instance(item, cued, False, fits(item, cued), shown=_shown_numbers(cued))
    if partial and (completed := _with_conditions(item, partial, whole)) is not None:
        return completed
    if item.report.given:
        return _from_givens(item, rows, page) or _original(item, certain=False)
    return _original(item, certain=_only_original_numbers(item, text))


def _sentences(item: Item) -> list[Statement]:
    """The sentences that give an item's values: those of its author, and its own stem, as a practice set prints it."""
    written = [statement for source in item.report.statements if not (statement := Statement(source)).claims]
    names = {rule.name for rule in item.draws}
    return [*written, *(Statement.of_stem(stem.source, names) for stem in (item.stem.ja, item.stem.en))]


_sentences_of = Once(_sentences)


def _cues(item: Item) -> dict[str, Cue]:
    """The words by which the item's values are known."""
    return {name: Cue.of(words) for name, words in item.report.values.items()}


_cues_of = Once(_cues)


def _complete(item: Item, values: Mapping[str, Any]) -> bool:
    return all(rule.name in values for rule in item.draws)


def _with_conditions(item: Item, partial: Mapping[str, Any], whole: str) -> Instance | None:
    """Return the values of a question whose conditions stand by themselves; those that it doesn't say are open.

    Where they are open, the values are the original test's if the rest is the original's.
    """
    values = dict(partial)
    missing = [rule.name for rule in item.draws if rule.name not in values]
    if not set(missing) <= set(CONDITIONS):
        return None
    unsaid = []
    for name in missing:
        value = said(name, whole)
        if value is None:
            unsaid.append(name)
        else:
            values[name] = value
    if not unsaid:
        return Instance(item, values, False, fits(item, values), shown=_shown_numbers(values))
    known = item.original or {}
    is_original = all(known.get(name) == value for name, value in values.items())
    filled = {**values, **{name: known[name] if is_original else UNSAID[name][0] for name in unsaid}}
    others = [
        {**values, **dict(zip(unsaid, choice, strict=True))} for choice in product(*(UNSAID[name] for name in unsaid))
    ]
    possible = tuple(other for other in others if other != filled)
    return Instance(item, filled, True, fits(item, filled), shown=_shown_numbers(values), open=possible)


def fits(item: Item, values: Mapping[str, Any]) -> bool:
    """True if the item's conditions hold for these values; a condition that they can't decide doesn't count."""
    for condition in item.where:
        try:
            if not condition.value(values):
                return False
        except FormulaError:
            continue
    return True


def _original(item: Item, *, certain: bool) -> Instance | None:
    if item.original is None:
        return None
    values = {name: value for name, value in item.original.items() if name != "options"}
    return Instance(item, values, assumed=not certain, fits=True)


def _only_original_numbers(item: Item, text: str) -> bool:
    """Whether a question without readable values can only be the original: it has no number that the original lacks.

    Nor may it have the words or the formula by which another of the item's questions differs from the original.
    """
    try:
        known = _numbers_of_original(item)
        there = _pieces(text)
        if any(_is_not_original(*pieces, there) for pieces in _others_beside_original(item)):
            return False
    except Unanswerable:
        return False
    written = set(_NUMBERS.findall(_without_labels(normalize(text))))
    told = known - _ANYWHERE
    if told and kind_of(item).in_reports in _BY_NUMBERS and not told & written:
        return False  # nothing but a title: the same test is set with other numbers
    return written <= known | _ANYWHERE


def _without_labels(text: str) -> str:
    """Return a text without the numbers by which it labels its options: 「(1) 0.15 (2) 0.25」."""
    labels = {int(found[1]) for found in _OPTION_LABEL.finditer(text)}
    complete = len(labels) > 1 and labels == set(range(1, len(labels) + 1))
    return _OPTION_LABEL.sub(" ", text) if complete else text


_OPTION_LABEL = late(r"(?<![\w.)])\(?([1-9])\)(?![\d)])")
_ANYWHERE = frozenset("012")
_BY_NUMBERS = (InReports.SIZE, InReports.NUMBERS)
_MOST_STEMS = 24
_PRINTED = 0.8
_ENOUGH = 0.6
"""So much of what only one of two questions has tells which of them is meant."""


Pieces = frozenset[str]


def _pieces(text: str) -> Pieces:
    """The runs of three signs in a text."""
    plain = compact(normalize(text))
    return frozenset(plain[place : place + 3] for place in range(len(plain) - 2))


def _stems_beside_original(item: Item) -> tuple[tuple[Pieces, Pieces, Pieces], ...]:
    """What both questions have, only the original's, only another one, for each that has other words drawn."""
    from quiz.drawing import instantiate, original, prompt

    if item.original is None:
        return ()
    worded = [
        rule
        for rule in item.draws
        if rule.choices and not all(isinstance(choice, int | float | Fraction) for choice in rule.choices)
    ]
    if not worded:
        return ()
    first = prompt(original(item)).stem
    given = {name: value for name, value in item.original.items() if name != "options"}
    found = []
    for choice in islice(product(*(rule.choices for rule in worded)), _MOST_STEMS):
        try:
            other = prompt(
                instantiate(item, {**given, **dict(zip((r.name for r in worded), choice, strict=True))})
            ).stem
        except Unanswerable:
            continue
        for own, else_ in ((first.ja, other.ja), (first.en, other.en)):
            mine, others = _pieces(own), _pieces(else_)
            if mine != others:
                found.append((mine & others, mine - others, others - mine))
    return tuple(found)


_others_beside_original = Once(_stems_beside_original)


def _is_not_original(common: Pieces, own: Pieces, other: Pieces, there: Pieces) -> bool:
    """Whether a text lacks what only the original has, though it has what only another question has, or all the rest.

    All the rest: then it was printed by us, and not retold.
    """
    if len(own & there) >= _ENOUGH * len(own):
        return False
    return len(other & there) >= _ENOUGH * max(1, len(other)) or len(common & there) >= _PRINTED * len(common)


def _numbers_in_stem(item: Item) -> frozenset[str]:
    """The numbers of the original instance's question, in either language, and of its options; none without one."""
    from quiz.drawing import original, prompt

    if item.original is None:
        return frozenset()
    stem = prompt(original(item)).stem
    offered = item.original.get("options")
    choices = " ".join(str(float(one)) for one in offered if isinstance(one, int | float | Fraction)) if offered else ""
    return frozenset(_NUMBERS.findall(f"{stem.ja} {stem.en} {choices}"))


_numbers_of_original = Once(_numbers_in_stem)


def _shown_numbers(values: Mapping[str, Any]) -> str:
    return ", ".join(f"{name} = {value}" for name, value in values.items())


# -- formulas ----------------------------------------------------------------------------------------------------------


def _from_givens(item: Item, rows: Sequence[Row], page: int | None) -> Instance | None:
    """Read every value that the author's cues name; None if one of them is missing or can't be read."""
    values: dict[str, Any] = {}
    repairs: list[Repair] = []
    shown: list[str] = []
    used: list[Row] = []
    for name, side in item.report.given.items():
        found = _given(item, name, side, rows, page)
        if found is None:
            return None
        value, written, row, mended = found
        values[name] = value
        shown.append(written)
        used.append(row)
        repairs += mended
    return Instance(item, values, False, fits(item, values), tuple(repairs), ", ".join(shown), tuple(used))


def _given(
    item: Item, name: str, side: str, rows: Sequence[Row], page: int | None
) -> tuple[Any, str, Row, list[Repair]] | None:
    """Find ``side = formula`` among the rows; return the value, the equation as read, its row and what was mended."""
    draws = {rule.name for rule in item.draws}
    for row in rows:
        if row.kind not in ("text", "code"):
            continue
        for left, right in equations(row.plain or plain(row.text)):
            if left not in [compact(choice) for choice in side.split("|")]:
                continue
            read = _number(right) if name in draws else _formula(item, right, page)
            if read is None:
                continue
            value, shown, reason = read
            printed = f"{left} = {right}"
            mended = [Repair(printed, f"{left} = {shown}", reason)] if reason else []
            return value, f"{left} = {shown}", row, mended
    return None


def equations(text: str) -> list[tuple[str, str]]:
    """Return (left side, compact; right side) of the equations in a line, several of which may stand side by side.

    >>> equations("連鎖律を使い、dz/dx を求めよ　z=t^2, t = x+y")
    [('z', 't^2'), ('t', 'x+y')]
    >>> equations("z = t^2 and t = x + y. Use the chain rule to find dz/dx.")
    [('z', 't^2'), ('t', 'x + y')]
    """
    bare = _POWER.sub(lambda power: f"^{_POWERS[power[1]]}", _CLEAN.sub(" ", text))
    bare = _WORDS.sub("\u3001", _IN_WORDS.sub("\u3001", bare))
    found = []
    for part in _JAPANESE.split(_without_outer_brackets(bare)):
        if "=" not in part or len(part) > MAX_FORMULA:
            continue
        sides = part.split("=")
        for place in range(len(sides) - 1):
            left = re.split(r"[\s,;]", sides[place].strip())[-1]
            right = sides[place + 1].strip()
            if place + 2 < len(sides):  # the end of this side is the beginning of the next equation
                right = re.sub(r"[\s,;]*[^\s,;+\-*/^()]+$", "", right).strip()
            found.append((compact(left), right.strip(" ,;.")))
    emphasis = "*_"  # around the whole of a line
    bare_sides = [(left.lstrip(emphasis), right.rstrip(emphasis)) for left, right in found]
    return [(left, right) for left, right in bare_sides if left and right]


def _without_outer_brackets(text: str) -> str:
    """Return a text in which brackets around equations part them from the words before: 「求めよ(z=t^2, t=x+y)」.

    >>> _without_outer_brackets("を求めよ(z=t^2, t=2(x+y))"), _without_outer_brackets("z = (t+1)^2")
    ('を求めよ、z=t^2, t=2(x+y)、', 'z = (t+1)^2')
    """
    if "=" not in text or "(" not in text:
        return text
    signs, opened = list(text), []
    for place, sign in enumerate(text):
        if sign == "(":
            opened.append(place)
        elif sign == ")" and opened:
            start = opened.pop()
            before, after = text[max(start - 4, 0) : start], text[place + 1 : place + 2]
            behind_words = re.search(r"[a-z]{2}\s+$", before, re.I) is not None  # "chain rule (z = t^2)", but "f (x)"
            apart = (behind_words or not re.search(r"[\w)^*/+=-]\s*$", before, re.ASCII)) and not re.match(
                r"[\w^*/(]", after, re.ASCII
            )
            if apart and "=" in text[start:place]:
                signs[start] = signs[place] = "\u3001"
    return "".join(signs)


def _number(text: str) -> tuple[Any, str, Text | None] | None:
    from solvers import expression

    try:
        tree = expression.read(text).tree
    except expression.Unreadable:
        return None
    if isinstance(tree, expression.Negative) and isinstance(tree.args[0], expression.Number):
        return -tree.args[0].value, text, None
    return (tree.value, text, None) if isinstance(tree, expression.Number) else None


def _formula(item: Item, text: str, page: int | None) -> tuple[Any, str, Text | None] | None:
    """Read a formula in the item's symbols; where it can't be read as printed, mend what slides lose."""
    from solvers import expression

    for attempt, reason in _mendings(normalize(text), item.symbols, page):
        try:
            tree = expression.read(attempt, names=item.symbols).tree
        except expression.Unreadable:
            continue
        if expression.names_in(tree) <= set(item.symbols):
            return tree, expression.to_text(tree), reason
    return None


@cache
def _lost_powers(letters: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a digit behind one of the letters may be a power that came down, and where there is any digit at all."""
    before = f"[{re.escape(letters)})]"
    return re.compile(rf"(?<={before})([2-9])(?!\d)"), re.compile(rf"{before}\d")


def _mendings(text: str, symbols: Sequence[str], page: int | None) -> list[tuple[str, Text | None]]:
    """Return the readings to try, the text as printed first, each with the reason of its mending."""
    letters = "".join(symbol for symbol in symbols if len(symbol) == 1)
    lost = _lost_powers(letters) if letters else None
    superscript = Text("上付き文字（指数）が失われています", "the superscript was lost")
    tries: list[tuple[str, Text | None]] = []
    if not (lost and lost[1].search(text)):
        tries.append((text, None))
    glued = re.search(rf"(?<=[^\d\s]){page}$", text) if page is not None else None
    if glued:
        bare = text[: glued.start()]
        number = Text(f"スライドの番号 {page} が式にくっついています", f"the slide's number {page} is stuck to it")
        tries.append((bare, number))
        if lost:
            both = Text(f"{number.ja}。{superscript.ja}", f"{number.en}; {superscript.en}")
            tries.append((lost[0].sub(r"^\1", bare), both))
    if lost:
        tries.append((lost[0].sub(r"^\1", text), superscript))
    return tries
