"""Formulas of a report -> what is right, imprecise or wrong about them, by the course's known formulas.

First every right form of every formula is tried, in every way of reading the text; only then the errors, and only those
of the topic that the passage speaks of. What is neither is left alone: silence is better than a guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from quiz.language import Text, capitalized
from quiz.reading.late_patterns import late
from quiz.report.formulas.context import Context, Surroundings
from quiz.report.formulas.equations import (
    STATE,
    TOTAL,
    Equation,
    equation_of,
    may_have_gradient_letter,
    members_of,
    read_tree,
)
from quiz.report.formulas.known import KnownFormula, Library, Match, Slip
from quiz.report.formulas.notation import spelled, with_gradients, without_steps
from quiz.report.formulas.places import Written, formulas_of
from quiz.report.rows import Row
from solvers.expression import Call, Node, Symbol, to_text
from solvers.expression.calculus import substitute

MOST_FORMULAS: Final = 800
"""More different formulas than this are in no report; what comes after them is not read."""
_PAIR_ROWS: Final = 30
_NOT_JUDGED: Final = "other"
_STATISTICS_BEFORE: Final = 16
_STATISTICS_AFTER: Final = 12

_DENIED: Final = late(
    r"誤(?!差)|間違|ではない|ではなく|正しくない|忘れ|逆数|最大化|上昇|尤度|報酬|なければ|ないと|もし(?<![ぁ-ん]もし)(?!く)|仮に|とすると|だと"
    r"|としてしま|ダメ|だめ"
    r"|wrong|maximi[sz]|ascent|likelihood|reward|inverse|incorrect|mistake"
    r"|without|forget|should(?:n't| not)|i(?<!\wi)f\b|not the|instead of"
)
_OPTIONS: Final = late(
    r"選択肢|選べ|選びなさい|選択せよ|正しいもの|適切なもの|どれか|どれです|どちらか|which of|choose|options?\b"
)
"""Both of them for small letters."""
_GOES_ON: Final = late(
    r"\s*(?:の(?:値)?)?(?:平方根|ルート|2\s*乗|二乗|逆数|符号)"
    r"|\s*(?:に|を|から)[^。]{0,14}(?:足|加え|引|掛|かけ|乗じ|割)|\s*(?:plus|minus|times|squared|and then)"
)
_OBJECTIVE: Final = late(r"(?:nabla|∇|partial|∂)\s*(?:_\s*(?:\{[^{}]*\}|\\?\w+))?\s*J(?![A-Za-z])")
"""J is what is to be maximised as often as what is to be minimised."""
_OPTION_ROWS: Final = 8

Judgement = Literal["right", "imprecise", "wrong"]


_SLOPE_WITHIN: Final = 40
_SLOPE_BEFORE: Final = late(r"(?:導関数|微分(?:係数)?)(?:は|が|:|：|=)\s*\Z|derivative (?:is|:|=)\s*\Z", re.I)


@dataclass(frozen=True, slots=True)
class FormulaFinding:
    """What was found about one formula: where it begins, what it is, and what is to be said of it.

    ``expected`` is the right form in the writer's letters; None where the formula is right.
    """

    row: Row
    column: int
    given: str
    formula: KnownFormula
    verdict: Judgement
    message: Text
    expected: str | None = None


@dataclass(frozen=True, slots=True)
class _Read:
    """A formula with the equations that it may be read as, and its context."""

    written: Written
    equations: tuple[Equation, ...]
    context: Context


def judge_formulas(
    rows: Sequence[Row], library: Library, formulas: Iterable[Written] | None = None
) -> list[FormulaFinding]:
    """Return the findings about the formulas of a report, in the order of its rows.

    ``library`` are the formulas of the course; see :func:`quiz.report.formulas.formula_file.load_library`. ``formulas``
    are those of the rows, where they have been found already.
    """
    if not library.formulas:
        return []
    surroundings = Surroundings(rows, library)
    known: dict[tuple[str, frozenset[str]], tuple[Equation, ...]] = {}
    read: list[_Read] = []
    for written in formulas_of(rows) if formulas is None else formulas:
        key = (written.text, _statistics(written))
        if key not in known:
            if len(known) >= MOST_FORMULAS:
                break
            known[key] = _equations(*key)
        if known[key]:
            read.append(_Read(written, known[key], surroundings.of(written)))
    judge = _Judge(rows, library)
    rights = [judge.right(entry) for entry in read]
    findings = []
    for at, entry in enumerate(read):
        finding = judge.finding(entry, rights[at], _velocities(read, rights, at))
        if finding is not None:
            findings.append(finding)
    return findings


def _statistics(written: Written) -> frozenset[str]:
    """Return which statistic, or that a derivative, the words beside an expression say it is."""
    if _SLOPE_BEFORE.search(written.before[-_SLOPE_WITHIN:]):
        return frozenset({"slope"})
    words = written.before[-_STATISTICS_BEFORE:] + "\n" + written.after[:_STATISTICS_AFTER]
    lowered = words.lower()
    kinds = set()
    if "標準偏差" in words or "standard deviation" in lowered:
        kinds.add("std")
    if "分散" in words or "variance" in lowered:
        kinds.add("var")
    return frozenset(kinds) if len(kinds) == 1 else frozenset()


def _equations(text: str, statistics: frozenset[str]) -> tuple[Equation, ...]:
    """Return the equations that a text may be read as: each member with the first, with ``g`` as gradient or not."""
    spelt = spelled(text)
    if spelt is None:
        return ()
    found: list[Equation] = []
    tree = read_tree(with_gradients(without_steps(spelt.text)), spelt.words)
    members = None if tree is None else members_of(tree)
    if members is None or len(members) > 8:
        return ()
    pairs: list[tuple[Node, ...]] = [(members[0], other) for other in members[1:]] or [members]
    for pair in pairs:
        for letter in (True, False) if may_have_gradient_letter(pair[-1], spelt.words) else (True,):
            equation = equation_of(pair, spelt.words, gradient_letter=letter)
            if equation is not None:
                found.append(equation)
    if len(members) == 1 and statistics:
        found = [replace(equation, kinds=statistics) for equation in found]
    return tuple(_distinct(found))


def _distinct(found: Sequence[Equation]) -> Iterator[Equation]:
    seen: set[tuple[frozenset[str], Node]] = set()
    for equation in found:
        key = (equation.kinds, equation.right)
        if key not in seen:
            seen.add(key)
            yield equation


def _velocities(read: Sequence[_Read], rights: Sequence[list[Match]], at: int) -> Iterator[tuple[str, str]]:
    """Yield the letter and the sign of the velocities near a formula, the nearest first, of two the earlier one."""
    place = read[at].written.place
    near = [
        (abs(read[other].written.place - place), other > at, other)
        for other in range(max(at - _PAIR_ROWS, 0), min(at + _PAIR_ROWS, len(read)))
        if other != at and abs(read[other].written.place - place) <= _PAIR_ROWS
    ]
    for _, _, other in sorted(near):
        for match in rights[other]:
            if match.form.leaves:
                letter = next(
                    (equation.shown[STATE] for equation in read[other].equations if STATE in equation.shown), ""
                )
                yield letter, match.form.leaves


class _Judge:
    """Holds equations against the formulas of one course."""

    def __init__(self, rows: Sequence[Row], library: Library) -> None:
        self._rows = rows
        self._library = library
        # What is found of equations is found once, however often they are written; each kind of them by its identity.
        self._rights: dict[int, list[Match]] = {}
        self._errors: dict[tuple[int, frozenset[str]], list[tuple[Match, Slip]]] = {}
        self._expected: dict[int, str | None] = {}
        self._options: dict[int, bool] = {}
        self._groups = {topic.id: topic.group for topic in library.topics}

    def right(self, entry: _Read) -> list[Match]:
        """Return the right forms of a formula, whatever the passage speaks of."""
        key = id(entry.equations)
        if key not in self._rights:
            self._rights[key] = [match for equation in entry.equations for match in self._library.right_forms(equation)]
        return self._rights[key]

    def finding(
        self, entry: _Read, rights: list[Match], velocities: Iterable[tuple[str, str]]
    ) -> FormulaFinding | None:
        """Return what is to be said of a formula; None where nothing is."""
        context = entry.context
        if _NOT_JUDGED in context.nearest:
            return None
        spoken = [match for match in rights if match.formula.topics & context.nearest and not match.crossed]
        if spoken:
            return self._of_pair(entry, spoken, velocities)
        slips = self._slips(entry)
        if slips and self._is_open(entry):
            slips = []
        if rights:
            return self._of_another(entry, rights, slips)
        return None if not slips else self._finding(entry, slips[0][0], slips[0][1])

    def _of_pair(self, entry: _Read, spoken: list[Match], velocities: Iterable[tuple[str, str]]) -> FormulaFinding:
        """Hold the sign of a step against that of the formula that it follows, where there is one."""
        match = spoken[0]
        if match.form.follows and match.formula.mismatch is not None:
            letter = next((ours for ours, role in match.names.items() if role == "V"), "")
            signs = [leaves for shown, leaves in velocities if shown == self._shown(entry, letter)]
            if signs and signs[0] != match.form.follows and not self._is_open(entry):
                return FormulaFinding(
                    entry.written.pieces[0].row,
                    entry.written.pieces[0].column,
                    entry.written.text,
                    match.formula,
                    "wrong",
                    match.formula.mismatch,
                )
        return self._finding(entry, match, None)

    def _is_open(self, entry: _Read) -> bool:
        """Return whether a formula may not be the writer's own claim: denied, supposed, an option, or unfinished."""
        written = entry.written
        row = written.pieces[0].row
        if row.quoted or _GOES_ON.match(written.after) or _OBJECTIVE.search(written.text):
            return True
        if _DENIED.search(f"{written.before} {written.after}".lower()):
            return True
        first = max(written.place - _OPTION_ROWS, 0)
        if any(map(self._offers_options, range(first, written.place + 1))):
            return True
        above = self._rows[first : written.place + 1]
        label = next((other for other in reversed(above[:-1]) if other.kind != "blank"), None)
        return (
            label is not None and label.kind in ("text", "heading") and _DENIED.search(label.plain.lower()) is not None
        )

    def _offers_options(self, place: int) -> bool:
        """Whether a row asks to choose; the formulas below it ask that in turn."""
        known = self._options.get(place)
        if known is None:
            row = self._rows[place]
            read = row.kind in ("text", "heading")
            known = self._options[place] = read and _OPTIONS.search(row.plain.lower()) is not None
        return known

    @staticmethod
    def _shown(entry: _Read, name: str) -> str:
        return next((equation.shown[name] for equation in entry.equations if name in equation.shown), name)

    def _of_another(self, entry: _Read, rights: list[Match], slips: list[tuple[Match, Slip]]) -> FormulaFinding | None:
        """Judge what is right as another formula than the one spoken of.

        Close to the words that name one formula, the form of a rival is an error, if it is a known one (the initial
        values of one kind often stand under the heading of another). So is the form of something else altogether, if
        its letters are the usual ones of the error. Otherwise it is right where its own formula is spoken of at all.
        """
        context = entry.context
        rivals = [match for match in rights if not match.crossed]
        topics = frozenset[str]().union(*(match.formula.topics for match in rights))
        groups = {self._groups[topic] for topic in topics} - {""}
        for match, slip in slips:
            own = {self._groups[topic] for topic in match.formula.topics}
            related = topics & context.all or groups & own
            close = context.words == "row" or (context.words == "heading" and "optimizer" in own)
            if (related and close) or (not related and match.usual):
                return self._finding(entry, match, slip)
        if slips:
            return None
        for match in rivals:
            if match.formula.topics & context.all:
                return self._finding(entry, match, None)
        spoken = {self._groups[topic] for topic in context.all} - {""}
        for match in rivals:
            own = {self._groups[topic] for topic in match.formula.topics} - {""}
            others = spoken & (own | match.formula.apart) | context.all & match.formula.apart
            if match.formula.evident and match.usual and not others and not self._is_open(entry):
                return self._finding(entry, match, None)
        return None

    def _slips(self, entry: _Read) -> list[tuple[Match, Slip]]:
        """Return the errors of the formula that the passage speaks of; none where it speaks of several rivals."""
        nearest = entry.context.nearest
        groups = [self._groups[topic] for topic in nearest if self._groups[topic]]
        if len(groups) != len(set(groups)):
            return []
        key = id(entry.equations), nearest
        if key not in self._errors:
            self._errors[key] = [s for equation in entry.equations for s in self._library.slips(equation, nearest)]
        return self._errors[key]

    def _finding(self, entry: _Read, match: Match, slip: Slip | None) -> FormulaFinding:
        piece = entry.written.pieces[0]
        title = match.formula.title
        if slip is None:
            message = Text(f"{title.ja}の式として正しい形です。", f"This is right as {title.en}.")
            return FormulaFinding(piece.row, piece.column, entry.written.text, match.formula, "right", message)
        if id(match) not in self._expected:
            self._expected[id(match)] = _in_own_letters(entry, match)
        expected = self._expected[id(match)]
        ja, en = f"{title.ja}: {slip.message.ja}。", f"{capitalized(title.en)}: {slip.message.en}."
        return FormulaFinding(
            piece.row, piece.column, entry.written.text, match.formula, slip.verdict, Text(ja, en), expected
        )


def _without_counters(node: Node) -> Node:
    """Write ``total(k, a_k)`` as ``total(a)``."""
    if isinstance(node, Call) and node.name == TOTAL:
        return Call(TOTAL, _without_counters(node.args[1]))
    if isinstance(node, Symbol):
        return Symbol(node.name.partition("_")[0] if node.name.endswith(("_k", "_jk")) else node.name)
    return node.with_args(tuple(map(_without_counters, node.args))) if node.args else node


def _as_written(text: str) -> str:
    """Show norms and sums as they are written by hand."""
    text = re.sub(r"norm\(([^(),]+), ([^(),]+)\)", r"‖\1‖_\2", text)
    return text.replace(f"{TOTAL}(", "Σ(")


def _in_own_letters(entry: _Read, match: Match) -> str | None:
    """Return the first right form that the matched names suffice for, in the writer's letters."""
    shown = next((equation.shown for equation in entry.equations if set(match.names) <= set(equation.shown)), {})
    letters = {role: Symbol(shown.get(ours, ours)) for ours, role in match.names.items()}
    letters[STATE] = Symbol(shown.get(STATE, STATE))
    letters["grad"] = Symbol("∇E")
    for form in match.formula.right:
        if form.kind != match.form.kind:
            continue
        if set(form.print.free) <= set(match.names.values()):
            return _as_written(to_text(substitute(_without_counters(form.tree), letters)))
    return None
